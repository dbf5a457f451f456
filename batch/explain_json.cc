// Explanations as JSON.
#include "batch/explain.h"
#include "batch/json.h"
#include "batch/term_words.h"
#include "processors/contradictions.h"

namespace izmaksa {
namespace {

void WriteTerms(const PersonAsOf& person, const std::vector<Term>& terms, JsonWriter& json) {
  json.Key("terms").Array();
  const auto write_event = [&](const Provenance& fact) {
    json.Key("event").Object();
    if (const auto event = person.events.find(fact.offset); event != person.events.end())
      json.Field("id", event->second.id).Field("source", event->second.source);
    json.Field("offset", fact.offset.position());
    json.Field("recorded", fact.recorded.ToString()).EndObject();
  };
  for (const Term& term : terms) WriteTerm(term, write_event, json);
  json.EndArray();
}

void WritePerson(const PersonAsOf& known, const Payee& payee, JsonWriter& json) {
  const PersonState& person = known.state;
  json.Key("person").Object().Field("person", person.person.ToString()).Field("name", payee.name);
  if (person.registered) json.Field("born", person.born.ToString());
  if (person.died) json.Field("died", person.died->ToString());
  json.Field("account_last", payee.account_last).Field("bank", payee.bank);
  json.Key("granted").Array();
  for (const Claim& claim : person.claims) {
    for (const Grant& grant : claim.grants) {
      json.Object().Field("benefit", claim.benefit).Field("from", grant.from.ToString());
      json.EndObject();
    }
  }
  json.EndArray();
  if (!person.records.empty())
    json.Field("months_to_1995", person.records.steps().back().value.months_to_1995);
  json.EndObject();
}

void WriteBenefit(const Law& law, const std::string& benefit, const std::string& case_id,
                  JsonWriter& json) {
  json.Field("benefit", benefit);
  if (!case_id.empty()) json.Field("case_id", case_id);
  if (const BenefitLaw* own = law.Find(benefit); own != nullptr)
    json.Field("name", own->name).Field("name_lv", own->name_lv).Field("programme", own->programme);
}

}  // namespace

std::string ExplanationJson(const PaymentExplanation& explanation) {
  const Payment& payment = explanation.payment;
  const Payment& original = explanation.original;
  JsonWriter json;
  json.Object().Field("payment", payment.id).Field("run", explanation.run);
  json.Field("cutoff", explanation.cutoff.position());
  json.Field("pay_date", payment.pay_date.ToString()).Field("amount", payment.amount);
  if (!explanation.deduction.empty())
    json.Field("deduction", explanation.deduction).Field("deducted_from", original.id);
  json.Key("reissue_of").Array();
  for (const ReissueStep& step : explanation.reissues)
    json.Object().Field("payment", step.payment).Field("reason", step.reason).EndObject();
  json.EndArray();
  WritePerson(explanation.person, explanation.payee, json);
  json.Key("parts").Array();
  for (const ExplainedPart& part : explanation.parts) {
    json.Object();
    WriteBenefit(*explanation.law, part.purpose.benefit, part.purpose.case_id, json);
    json.Field("month", part.purpose.month.ToString()).Field("arrears", part.arrears);
    json.Field("due", part.due.amount);
    WriteTerms(explanation.person, part.due.terms, json);
    json.Field("cleared_before", part.cleared_before).Field("reversed", part.reversed);
    json.Field("set_off", part.set_off).Field("gross", part.gross).EndObject();
  }
  json.EndArray().Key("income_tax").Object();
  json.Field("month", original.tax_month.ToString()).Field("taxable", original.taxable);
  json.Field("taxed_in_full", original.taxed_in_full);
  WriteTerms(explanation.person, explanation.net.withholding.terms, json);
  json.Field("amount", original.tax).EndObject();
  json.Key("steps").Array();
  for (const NetStep& step : explanation.net.steps) {
    json.Object().Field("kind", NameOf(step.kind));
    if (!step.number.empty()) json.Field("number", step.number);
    WriteTerms(explanation.person, step.terms, json);
    json.Field("amount", step.amount).EndObject();
  }
  json.EndArray();
  json.Field("gross", original.gross()).Field("tax", original.tax);
  json.Field("recovered", original.recovered).Field("deducted", original.deducted());
  json.Field("net", original.amount).EndObject();
  return json.Take();
}

std::string ExplanationJson(const MonthExplanation& explanation) {
  JsonWriter json;
  json.Object().Field("month", explanation.month.ToString());
  WritePerson(explanation.person, explanation.payee, json);
  json.Key("benefits").Array();
  for (const ExplainedBenefit& benefit : explanation.benefits) {
    const Due& due = benefit.due;
    json.Object();
    WriteBenefit(*explanation.law, benefit.benefit, benefit.case_id, json);
    json.Field("determined", due.determined());
    if (!due.determined()) json.Field("because", due.undetermined);
    if (due.determined() && due.terms.empty()) json.Field("because", due.none_because);
    if (due.determined()) json.Field("due", due.amount).Field("currency", due.lats ? "LVL" : "EUR");
    if (due.payable_from) json.Field("payable_from", due.payable_from->ToString());
    WriteTerms(explanation.person, due.terms, json);
    json.Key("booked");
    if (benefit.item) {
      const Item& item = *benefit.item;
      json.Object().Field("accrued", item.accrued).Field("reversed", item.reversed);
      json.Field("amount", item.booked()).Field("payable", item.payable()).EndObject();
    } else {
      json.Null();
    }
    json.Key("runs").Array();
    for (const BookedStep& step : benefit.steps) {
      json.Object().Field("run", step.run).Field("accrued", step.accrued);
      json.Field("reversed", step.reversed).Field("set_off", step.set_off);
      if (!step.payment.empty()) {
        json.Field("payment", step.payment).Field("gross", step.gross);
        json.Field("pay_date", step.pay_date.ToString()).Field("standing", step.standing);
      }
      json.EndObject();
    }
    json.EndArray().EndObject();
  }
  json.EndArray().Key("doubts").Array();
  for (const std::string& doubt : Doubts(explanation.person.state, explanation.month.last()))
    json.String(doubt);
  json.EndArray().EndObject();
  return json.Take();
}

}  // namespace izmaksa
