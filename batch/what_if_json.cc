// A what-if as JSON.
#include <cstdlib>
#include <iterator>
#include <utility>

#include "batch/json.h"
#include "batch/what_if.h"

namespace izmaksa {
namespace {

void WriteCost(const Cost& cost, JsonWriter& json) {
  json.Field("before", cost.before).Field("after", cost.after).Field("change", cost.change());
  if (cost.state_before.is_zero() && cost.state_after.is_zero()) return;
  json.Key("given_back_by_the_state").Object().Field("before", cost.state_before);
  json.Field("after", cost.state_after).Field("change", cost.state_change()).EndObject();
}

void WritePeople(const GainAndLoss& people, JsonWriter& json) {
  for (const auto& [name, tally] : {std::pair{"more", &people.gain}, {"less", &people.loss}}) {
    json.Key(name).Object().Field("people", tally->count).Field("amount", tally->amount);
    json.EndObject();
  }
}

void WriteHead(const WhatIf& what_if, JsonWriter& json) {
  json.Field("from", what_if.from.ToString()).Field("to", what_if.to.ToString());
  json.Field("known", what_if.known.ToString()).Key("run");
  what_if.run.empty() ? json.Null() : json.String(what_if.run);
  json.Field("law_digest", ToHex(what_if.law_digest));
  json.Field("overlay_digest", ToHex(what_if.overlay_digest));
  json.Field("is_law_of_last_run", what_if.is_law_of_run).Key("replaced").Array();
  for (const auto& [benefit, parameters] : what_if.replaced) {
    json.Object().Field("benefit", benefit).Key("parameters").Array();
    for (const std::string& parameter : parameters) json.String(parameter);
    json.EndArray().EndObject();
  }
  json.EndArray().Field("published_later", what_if.published_later).Key("zero").Array();
  for (const std::string& benefit : what_if.zero) json.String(benefit);
  json.EndArray();
}

void WriteCounts(const WhatIf& what_if, JsonWriter& json) {
  json.Key("people").Object().Field("in_ledger", what_if.people);
  json.Field("compared", what_if.compared).Field("doubtful", what_if.doubtful);
  json.Field("not_determined", what_if.not_determined_people).EndObject();
  json.Key("not_determined").Array();
  for (const auto& [benefit, group] : what_if.not_determined) {
    json.Object().Field("benefit", benefit).Field("before", group.before);
    json.Field("after", group.after).Field("reason", group.reason).EndObject();
  }
  json.EndArray();
}

void WriteCosts(const WhatIf& what_if, JsonWriter& json) {
  json.Key("programmes").Array();
  for (const auto& [key, cost] : what_if.programmes) {
    json.Object().Field("month", key.first.ToString()).Key("programme");
    key.second.empty() ? json.Null() : json.String(key.second);
    WriteCost(cost, json);
    json.EndObject();
  }
  json.EndArray().Key("years").Array();
  for (const auto& [year, cost] : what_if.years()) {
    json.Object().Field("year", year);
    WriteCost(cost, json);
    json.EndObject();
  }
  json.EndArray().Key("benefits").Array();
  for (const auto& [id, benefit] : what_if.benefits) {
    json.Object().Field("benefit", id);
    WriteCost(benefit.cost, json);
    json.Field("people_changed", benefit.people).EndObject();
  }
  json.EndArray().Key("total").Object();
  WriteCost(what_if.total(), json);
  json.EndObject();
}

void WriteChanges(const WhatIf& what_if, JsonWriter& json) {
  json.Key("months").Array();
  for (const auto& [month, people] : what_if.months) {
    json.Object().Field("month", month.ToString());
    WritePeople(people, json);
    json.EndObject();
  }
  json.EndArray().Key("together").Object();
  WritePeople(what_if.together, json);
  json.EndObject().Key("histogram").Array();
  for (const auto& [row, tally] : what_if.histogram) {
    // What the average change a month lies between: above the one, up to the other.
    const size_t at = static_cast<size_t>(std::abs(row)) - 1;
    json.Object().Field("changes", row < 0 ? "less" : "more");
    json.Field("above", Money::Cents(at == 0 ? 0 : WhatIf::kSteps[at - 1] * 100)).Key("up_to");
    at == std::size(WhatIf::kSteps) ? json.Null()
                                    : json.Money(Money::Cents(WhatIf::kSteps[at] * 100));
    json.Field("people", tally.count).Field("amount", tally.amount).EndObject();
  }
  json.EndArray().Field("cliffs_total", what_if.cliffs_total).Key("cliffs").Array();
  for (const Cliff& cliff : what_if.cliffs) {
    json.Object().Field("from", cliff.from).Field("to", cliff.to).Field("people", cliff.people);
    json.Field("steepest_at", cliff.steepest_at).Field("apart", cliff.steepest);
    json.Field("people_near", cliff.near).EndObject();
  }
  json.EndArray();
}

}  // namespace

std::string WhatIfJson(const WhatIf& what_if) {
  JsonWriter json;
  json.Object();
  WriteHead(what_if, json);
  WriteCounts(what_if, json);
  WriteCosts(what_if, json);
  WriteChanges(what_if, json);
  json.EndObject();
  return json.Take();
}

}  // namespace izmaksa
