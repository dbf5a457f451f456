// A person made of facts, for tests: the facts go through Evolve, as a fold's do.
#pragma once

#include <string>

#include "absl/strings/str_cat.h"
#include "ledger/status.h"
#include "processors/person.h"

namespace izmaksa {

class ToldPerson {
 public:
  explicit ToldPerson(PersonId person = PersonId(1000000001)) : person_(person) {}

  const PersonState& state() const { return state_; }
  Offset end() const { return Offset(count_); }  // where the next fact goes

  // States a fact that its source recorded on the first day of 2020, or when told.
  ToldPerson& Tell(absl::string_view effective, Fact fact,
                   absl::string_view recorded = "2020-01-01") {
    const absl::StatusOr<Date> date = Date::Parse(effective);
    const absl::StatusOr<Instant> instant = Instant::Parse(recorded);
    CHECK(date.ok() && instant.ok());
    const std::string id = absl::StrCat("E-", count_);
    const Event event{id, "test", person_, *date, *instant, std::move(fact)};
    Evolve(state_, event, Offset(count_++), id);
    return *this;
  }

  // The same of a relative.
  ToldPerson& TellAbout(uint64_t relative, absl::string_view effective, Fact fact) {
    const absl::StatusOr<Date> date = Date::Parse(effective);
    const absl::StatusOr<Instant> instant = Instant::Parse("2020-01-01");
    CHECK(date.ok() && instant.ok());
    const std::string id = absl::StrCat("E-", count_);
    const Event event{id, "test", person_, *date, *instant, std::move(fact), PersonId(relative)};
    Evolve(state_, event, Offset(count_++), id);
    return *this;
  }

  // Born in 1951, registered, with an account.
  ToldPerson& Live(absl::string_view born = "1951-03-07") {
    const absl::StatusOr<Date> date = Date::Parse(born);
    CHECK(date.ok());
    Tell(born, PersonRegistered{*date, "sealed identity"});
    return Tell("2013-07-01", AccountChanged{"sealed account", "LVHABA", 0});
  }

  ToldPerson& Record(absl::string_view from, int years_to_1995, int years_total) {
    return Tell(from, InsuranceRecordDetermined{years_to_1995 * 12, years_total * 12});
  }

  // A pension granted, of an amount that includes every review up to `as_of`.
  ToldPerson& Grant(absl::string_view benefit, absl::string_view from, int64_t cents,
                    absl::string_view as_of, absl::string_view recorded = "2020-01-01") {
    return Tell(from, Decision(DecisionKind::kGranted, benefit, cents, as_of), recorded);
  }

  ToldPerson& Amend(absl::string_view benefit, absl::string_view from, int64_t cents,
                    absl::string_view as_of, absl::string_view recorded = "2020-01-01") {
    return Tell(from, Decision(DecisionKind::kAmended, benefit, cents, as_of), recorded);
  }

  static DecisionMade Decision(DecisionKind kind, absl::string_view benefit, int64_t cents = 0,
                               absl::string_view as_of = "") {
    DecisionMade decision{kind, std::string(benefit), "", "D-1", "K. Kalniņa", "", {}, {}, "", {}};
    if (cents != 0) decision.amount = Money::Cents(cents);
    if (!as_of.empty()) {
      const absl::StatusOr<Date> date = Date::Parse(as_of);
      CHECK(date.ok());
      decision.amount_as_of = *date;
    }
    return decision;
  }

 private:
  const PersonId person_;
  PersonState state_;
  int64_t count_ = 0;
};

}  // namespace izmaksa
