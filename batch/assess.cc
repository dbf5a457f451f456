#include "batch/assess.h"

#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "batch/json.h"
#include "batch/law_report.h"
#include "batch/term_words.h"
#include "ledger/status.h"
#include "processors/contradictions.h"
#include "proto/event.pb.h"

namespace izmaksa {
namespace {

// No rule asks for a name, a code, an account or an address.
void DropPersonalData(v1::Event& event) {
  switch (event.fact_case()) {
    case v1::Event::kPersonRegistered:
      event.mutable_person_registered()->clear_identity();
      break;
    case v1::Event::kCodeChanged:
      event.mutable_code_changed()->clear_personal_code();
      break;
    case v1::Event::kAccountChanged:
      event.mutable_account_changed()->clear_account();
      break;
    case v1::Event::kAddressChanged:
      event.mutable_address_changed()->clear_address();
      break;
    default:
      break;
  }
}

const Assessment::EventName& EventOf(const Assessment& assessment, const Provenance& fact) {
  return assessment.events[static_cast<size_t>(fact.offset.position())];
}

std::string TermText(const Assessment& assessment, const Term& term) {
  std::string text = absl::StrFormat("    %10s  %s\n", term.amount.ToString(), TermWords(term));
  const std::string indent(16, ' ');
  if (term.law != nullptr) {
    const LawValue& law = *term.law;
    absl::StrAppend(&text, indent, law.parameter, " ", ValueText(law), " from ",
                    law.from.ToString(), ", published ", law.published.ToString(), ", ",
                    NameOf(law.certainty), "\n", indent, law.basis, "\n");
  }
  if (term.fact) {
    const Assessment::EventName& event = EventOf(assessment, *term.fact);
    absl::StrAppend(&text, indent, "event ", event.id, " of ", event.source, ", recorded ",
                    term.fact->recorded.date().ToString(), "\n");
  }
  return text;
}

}  // namespace

absl::StatusOr<Assessment> AssessEvents(absl::Span<const v1::Event> events, Month month,
                                        std::optional<Date> known, const Law& law) {
  return AssessEvents(events, month, known, std::make_shared<const Law>(law));
}

absl::StatusOr<Assessment> AssessEvents(absl::Span<const v1::Event> events, Month month,
                                        std::optional<Date> known, std::shared_ptr<const Law> law) {
  Assessment assessment{month, known, std::move(law), {}, {}};
  if (known) assessment.law = std::make_shared<const Law>(assessment.law->KnownOn(*known));
  std::map<PersonId, PersonState> people;
  for (size_t i = 0; i < events.size(); ++i) {
    v1::Event event = events[i];
    DropPersonalData(event);
    assessment.events.push_back({event.id(), event.source()});
    if (known && Instant::FromSeconds(event.recorded()).date() > *known) continue;
    const std::string bytes = event.SerializeAsString();
    absl::StatusOr<Event> decoded = DecodeEvent(bytes);
    if (!decoded.ok()) {
      return absl::Status(decoded.status().code(),
                          absl::StrCat("event ", event.id(), ": ", decoded.status().message()));
    }
    Evolve(people[decoded->person], *decoded, Offset(static_cast<int64_t>(i)), bytes);
  }
  for (auto& [id, state] : people) {
    AssessedPerson person{std::move(state), {}, {}};
    person.dues = Assess(person.state, *assessment.law, month);
    for (const BenefitDue& due : person.dues) {
      if (!due.due.lats) person.total += due.due.amount;
    }
    assessment.people.push_back(std::move(person));
  }
  return assessment;
}

std::string AssessmentText(const Assessment& assessment) {
  std::string text;
  for (const AssessedPerson& person : assessment.people) {
    if (!text.empty()) text += "\n";
    absl::StrAppend(&text, "Person ", person.state.person.ToString(), ", due for ",
                    assessment.month.ToWords(),
                    assessment.known ? ", as known on " + assessment.known->ToString() : "", "\n");
    bool undetermined = false, lats = false;
    for (const BenefitDue& entry : person.dues) {
      const Due& due = entry.due;
      const BenefitLaw& law = assessment.law->Of(entry.benefit);
      absl::StrAppend(&text, "\n  ", law.name, " (", law.name_lv, ")",
                      entry.case_id.empty() ? "" : ", case ", entry.case_id, ": ");
      if (!due.determined()) {
        absl::StrAppend(&text, "cannot be determined: ", due.undetermined, "\n");
        undetermined = true;
        continue;
      }
      if (due.terms.empty()) {
        absl::StrAppend(&text, "nothing is due: ", due.none_because, "\n");
        continue;
      }
      lats = lats || due.lats;
      absl::StrAppend(&text, due.amount.ToString(), due.lats ? " lats" : " euro",
                      due.payable_from ? ", paid not before " + due.payable_from->ToWords() : "",
                      "\n");
      for (const Term& term : due.terms) text += TermText(assessment, term);
    }
    if (!lats) {
      absl::StrAppend(&text, "\n  Together ", person.total.ToString(), " euro",
                      undetermined ? ", without what cannot be determined" : "", "\n");
    }
    for (const std::string& doubt : Doubts(person.state, assessment.month.last())) {
      absl::StrAppend(&text, "  In doubt: ", doubt, "\n");
    }
  }
  return text.empty() ? "No events are known: nothing can be due.\n" : text;
}

std::string AssessmentJson(const Assessment& assessment) {
  JsonWriter json;
  json.Object().Field("month", assessment.month.ToString());
  if (assessment.known) json.Field("known", assessment.known->ToString());
  json.Field("law_digest", ToHex(assessment.law->digest())).Key("people").Array();
  for (const AssessedPerson& person : assessment.people) {
    json.Object().Field("person", person.state.person.ToString()).Key("dues").Array();
    for (const BenefitDue& entry : person.dues) {
      const Due& due = entry.due;
      const BenefitLaw& law = assessment.law->Of(entry.benefit);
      json.Object().Field("benefit", entry.benefit);
      if (!entry.case_id.empty()) json.Field("case_id", entry.case_id);
      json.Field("name", law.name);
      json.Field("name_lv", law.name_lv).Field("programme", law.programme);
      json.Field("month", assessment.month.ToString()).Field("determined", due.determined());
      if (!due.determined()) {
        json.Field("because", due.undetermined).EndObject();
        continue;
      }
      json.Field("amount", due.amount).Field("currency", due.lats ? "LVL" : "EUR");
      if (due.payable_from) json.Field("payable_from", due.payable_from->ToString());
      if (due.terms.empty()) json.Field("because", due.none_because);
      json.Key("terms").Array();
      for (const Term& term : due.terms) {
        WriteTerm(
            term,
            [&](const Provenance& fact) {
              const Assessment::EventName& event = EventOf(assessment, fact);
              json.Key("event").Object().Field("id", event.id).Field("source", event.source);
              json.Field("recorded", fact.recorded.ToString()).EndObject();
            },
            json);
      }
      json.EndArray().EndObject();
    }
    json.EndArray().Field("total", person.total).Key("doubts").Array();
    for (const std::string& doubt : Doubts(person.state, assessment.month.last()))
      json.String(doubt);
    json.EndArray().EndObject();
  }
  json.EndArray().EndObject();
  return json.Take();
}

}  // namespace izmaksa
