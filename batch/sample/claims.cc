#include "batch/sample/claims.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "batch/sample/codes.h"
#include "processors/benefits.h"

namespace izmaksa {
namespace {

constexpr uint64_t kWages = 0x77616765;

bool HasPension(const Citizen& citizen) {
  return citizen.role == Role::kOldAge || citizen.role == Role::kNewOldAge ||
         citizen.role == Role::kDisabled || citizen.role == Role::kNewDisabled;
}

}  // namespace

// Gross wages of 2023: a mean of some 1 500 euro (the shape is assumed).
Money ClaimTeller::DrawWage() const {
  static constexpr Quantile kShape[] = {{0, 300'00},      {1'000, 620'00},  {3'000, 900'00},
                                        {5'000, 1200'00}, {7'500, 1850'00}, {9'000, 2750'00},
                                        {9'800, 4500'00}, {10'000, 9000'00}};
  Random random{StreamKey(population_.seed(), kWages, static_cast<uint64_t>(citizen_.index))};
  return Money::Cents(AtQuantile(kShape, random.NextFraction()) / 100 * 100);
}

std::string ClaimTeller::Number(absl::string_view prefix) {
  return absl::StrCat(prefix, "-", citizen_.index + 1, "-", ++numbers_);
}

std::string ClaimTeller::Input(absl::string_view name, absl::string_view value) {
  return absl::StrCat("{\"name\":\"", name, "\",\"value\":\"", value, "\"}");
}

std::string ClaimTeller::CaseOf(int64_t index) { return absl::StrCat(kFirstPerson + index); }

void ClaimTeller::Grant(const Claim& claim, std::optional<Date> over) {
  if (FindBenefit(claim.benefit) == nullptr || (over && IsOver(*over))) return;
  // What was decided before came over from an older case system that day.
  const Date taken_over = Date::Of(2020, 1, 2);
  const Date applied = std::max(OfficeDay(claim.applied), taken_over);
  const Date from = applied == taken_over ? std::max(claim.from, taken_over) : claim.from;
  const Date decided = OfficeDay(applied + random_.Between(3, 14));
  const std::string application = Number("BI");
  Emit(applied, applied,
       absl::StrCat("\"application_submitted\":{\"benefit\":\"", claim.benefit, "\",\"number\":\"",
                    application, "\"}"));
  std::string fact =
      absl::StrCat("\"decision_made\":{\"kind\":\"granted\",\"benefit\":\"", claim.benefit, "\"");
  if (!claim.case_id.empty()) absl::StrAppend(&fact, ",\"case_id\":\"", claim.case_id, "\"");
  absl::StrAppend(&fact, ",\"number\":\"", Number("BP"), "\",\"officer\":\"o",
                  1 + (citizen_.index * 11 + 5) % 60, "\",\"application\":\"", application, "\"");
  if (claim.amount.is_positive())
    absl::StrAppend(&fact, ",\"amount\":\"", claim.amount.ToString(), "\",\"amount_as_of\":\"",
                    std::max(from, span_.first.first()).ToString(), "\"");
  if (!claim.inputs.empty()) absl::StrAppend(&fact, ",\"inputs\":[", claim.inputs, "]");
  fact += "}";
  Emit(from, decided, fact);
  Account(decided);
}

void ClaimTeller::Account(Date known) {
  if (HasPension(citizen_) || citizen_.index % 331 == 7) return;
  if (account_known_ && *account_known_ <= known) return;
  account_known_ = known;
  if (pay_day_ == 0) pay_day_ = random_.Between(5, 24);
  Emit(known, known,
       absl::StrCat("\"account_changed\":{\"account\":{\"iban\":\"",
                    MadeUpIban(population_.seed(), citizen_.index * 4 + 3),
                    "\"},\"pay_day\":", pay_day_, "}"));
}

void ClaimTeller::Birth(const Citizen& child) {
  Emit(child.born, OfficeDay(child.born + random_.Between(2, 6)),
       absl::StrCat("\"person_registered\":{\"born\":\"", child.born.ToString(), "\"}"),
       child.index);
}

void ClaimTeller::Death(int64_t deceased, Date died, Date known) {
  Emit(died, known, "\"person_died\":{}", deceased);
}

void ClaimTeller::Relation(absl::string_view relation, int64_t relative, Date from, Date known) {
  Emit(from, OfficeDay(known),
       absl::StrCat("\"relation_determined\":{\"relation\":\"", relation,
                    "\",\"relative\":", kFirstPerson + relative, "}"));
}

void ClaimTeller::Status(absl::string_view status, Date from, std::optional<Date> until, Date known,
                         absl::string_view number, std::optional<int64_t> about) {
  std::string fact = absl::StrCat("\"status_determined\":{\"status\":\"", status, "\"");
  if (until) absl::StrAppend(&fact, ",\"until\":\"", until->ToString(), "\"");
  if (!number.empty()) absl::StrAppend(&fact, ",\"number\":\"", number, "\"");
  Emit(from, OfficeDay(known), absl::StrCat(fact, "}"), about);
}

void ClaimTeller::Disability(int group, bool since_childhood, Date from, std::optional<Date> until,
                             Date known, std::optional<int64_t> about) {
  Emit(from, OfficeDay(known),
       absl::StrCat("\"disability_determined\":{\"group\":", group,
                    until ? absl::StrCat(",\"until\":\"", until->ToString(), "\"") : "",
                    since_childhood ? ",\"since_childhood\":true}" : "}"),
       about);
}

void ClaimTeller::Wages(Month first, Month last, Date known, Money wage) {
  std::string fact = "\"insured_wages_reported\":{\"months\":[";
  const char* comma = "";
  for (Month month = first; month <= last; ++month) {
    absl::StrAppend(&fact, comma, "{\"month\":\"", month.ToString(), "\",\"wage\":\"",
                    wage.ToString(), "\"}");
    comma = ",";
  }
  Emit(last.first(), OfficeDay(known), absl::StrCat(fact, "]}"));
}

}  // namespace izmaksa
