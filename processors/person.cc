#include "processors/person.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "ledger/digest.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

uint64_t Prefix(const Digest& digest) {
  uint64_t value = 0;
  for (int i = 0; i < 8; ++i) value = value << 8 | digest[static_cast<size_t>(i)];
  return value;
}

void AddDoubt(PersonState& state, std::string doubt) {
  if (std::find(state.doubts.begin(), state.doubts.end(), doubt) == state.doubts.end())
    state.doubts.push_back(std::move(doubt));
}

// What one event does to the state. There is no arm for "anything else": a new kind of fact does
// not compile until it is handled here.
class Evolution {
 public:
  Evolution(PersonState& state, const Event& event, Provenance at)
      : state_(state), event_(event), at_(at) {}

  void operator()(const PersonRegistered& fact) {
    state_.registered = true;
    state_.born = fact.born;
    state_.sealed_identity = fact.sealed_identity;
    state_.identity_at = at_;
  }

  void operator()(const CodeChanged& fact) { state_.sealed_code = fact.sealed_code; }

  void operator()(const AccountChanged& fact) {
    // A new account without a pay day keeps the day the person is used to.
    const AccountFact* before = state_.accounts.At(event_.effective);
    const int pay_day = fact.pay_day != 0 || before == nullptr ? fact.pay_day : before->pay_day;
    state_.accounts.Set(event_.effective, {fact.sealed_account, fact.bank, pay_day, at_});
  }

  void operator()(const AddressChanged& fact) { state_.sealed_address = fact.sealed_address; }

  void operator()(const PersonDied& fact) {
    state_.died = fact.annulled ? std::nullopt : std::optional(event_.effective);
    state_.died_at = at_;
  }

  void operator()(const ResidenceChanged& fact) {
    state_.residence.Set(event_.effective, {fact.country, at_});
  }

  void operator()(const StatusDetermined& fact) {
    for (StatusFact& known : state_.statuses) {
      if (known.status == fact.status &&
          known.from == event_.effective) {  // a correction of its end
        known.until = fact.until;
        known.at = at_;
        return;
      }
    }
    state_.statuses.push_back({fact.status, event_.effective, fact.until, at_});
  }

  void operator()(const InsuranceRecordDetermined& fact) {
    state_.records.Set(event_.effective, {fact.months_to_1995, fact.months_total, at_});
  }

  void operator()(const DisabilityDetermined& fact) {
    state_.disability.Set(event_.effective, {fact.group, fact.until, fact.since_childhood, at_});
  }

  void operator()(const ApplicationSubmitted& fact) {
    state_.applications.push_back({fact.number, fact.benefit, event_.effective, false, at_});
  }

  void operator()(const ApplicationWithdrawn& fact) {
    for (Application& application : state_.applications) {
      if (application.number == fact.number) application.withdrawn = true;
    }
  }

  void operator()(const DecisionMade& fact) {
    if (fact.kind == DecisionKind::kRefused)
      return;  // nothing is owed because of it, and nothing ends
    Claim& claim = ClaimFor(fact.benefit, fact.case_id);
    if (fact.kind != DecisionKind::kGranted && claim.grants.empty()) {
      Doubt(absl::StrCat("decision ", fact.number, " changes ", fact.benefit,
                         ", which was never granted"));
    }
    if (fact.kind == DecisionKind::kGranted) {
      const auto after =
          std::upper_bound(claim.grants.begin(), claim.grants.end(), event_.effective,
                           [](Date date, const Grant& grant) { return date < grant.from; });
      if (after == claim.grants.begin() || std::prev(after)->from != event_.effective) {
        claim.grants.insert(after, {event_.effective, fact.instead_of, at_});
      }
    }
    if (fact.amount) {
      claim.awards.Set(
          event_.effective,
          {*fact.amount, fact.amount_as_of.value_or(event_.effective), fact.number, at_});
    }
    switch (fact.kind) {
      case DecisionKind::kGranted:
      case DecisionKind::kResumed:
        claim.standing.Set(event_.effective, {Standing::kGranted, fact.number, at_});
        break;
      case DecisionKind::kSuspended:
        claim.standing.Set(event_.effective, {Standing::kSuspended, fact.number, at_});
        break;
      case DecisionKind::kEnded:
        claim.standing.Set(event_.effective, {Standing::kEnded, fact.number, at_});
        break;
      case DecisionKind::kAmended:
      case DecisionKind::kRefused:
        break;
    }
  }

  void operator()(const BankAnswered& fact) {
    for (BankAnswer& known : state_.answers) {
      if (known.payment != fact.payment) continue;
      // Final is final; only a return may still follow a settlement.
      if (known.outcome == BankOutcome::kSettled && fact.outcome == BankOutcome::kReturned) {
        known = {fact.payment, fact.outcome, fact.reason, event_.effective, at_};
      }
      if ((known.outcome == BankOutcome::kSettled && fact.outcome == BankOutcome::kRejected) ||
          (known.outcome == BankOutcome::kRejected && fact.outcome == BankOutcome::kSettled)) {
        Doubt(absl::StrCat("the bank both booked and rejected payment ", fact.payment));
      }
      return;
    }
    state_.answers.push_back({fact.payment, fact.outcome, fact.reason, event_.effective, at_});
  }

 private:
  void Doubt(std::string doubt) { AddDoubt(state_, std::move(doubt)); }

  Claim& ClaimFor(const std::string& benefit, const std::string& case_id) {
    const auto place =
        std::lower_bound(state_.claims.begin(), state_.claims.end(), std::tie(benefit, case_id),
                         [](const Claim& claim, const auto& key) {
                           return std::tie(claim.benefit, claim.case_id) < key;
                         });
    if (place != state_.claims.end() && place->benefit == benefit && place->case_id == case_id)
      return *place;
    return *state_.claims.insert(place, Claim{benefit, case_id, {}, {}, {}});
  }

  PersonState& state_;
  const Event& event_;
  Provenance at_;
};

}  // namespace

const Claim* PersonState::FindClaim(absl::string_view benefit, absl::string_view case_id) const {
  for (const Claim& claim : claims) {
    if (claim.benefit == benefit && claim.case_id == case_id) return &claim;
  }
  return nullptr;
}

int PersonState::DisabilityGroup(Date date) const {
  const DisabilityFact* fact = disability.At(date);
  return fact == nullptr || (fact->until && *fact->until < date) ? 0 : fact->group;
}

bool PersonState::Has(Status status, Date date) const {
  return std::any_of(statuses.begin(), statuses.end(), [&](const StatusFact& fact) {
    return fact.status == status && fact.from <= date && (!fact.until || date <= *fact.until);
  });
}

void Evolve(PersonState& state, const Event& event, Offset offset, absl::string_view bytes) {
  thread_local std::string name;  // this is done for every event there is
  name.clear();
  absl::StrAppend(&name, event.source, "\n", event.id);
  const uint64_t id = Prefix(Sha256(name));
  const uint64_t content = Prefix(Sha256(bytes));
  for (const PersonState::Seen& seen : state.seen) {
    if (seen.id != id) continue;
    if (seen.content != content) {
      AddDoubt(state, absl::StrCat("event ", event.id, " of ", event.source,
                                   " came twice with different content"));
    }
    return;
  }
  state.person = event.person;
  state.seen.push_back({id, content, offset});
  std::visit(Evolution(state, event, {offset, event.recorded}), event.fact);
}

}  // namespace izmaksa
