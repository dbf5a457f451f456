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

bool IsFinal(BankOutcome outcome) {
  return outcome == BankOutcome::kSettled || outcome == BankOutcome::kRejected ||
         outcome == BankOutcome::kReturned || outcome == BankOutcome::kDiscarded;
}

// What one event does to the state. There is no arm for "anything else": a new kind of fact does
// not compile until it is handled here.
class Evolution {
 public:
  Evolution(PersonState& state, const Event& event, Provenance at)
      : state_(state), event_(event), at_(at), life_(LifeOf(event.about)) {}

  void operator()(const PersonRegistered& fact) {
    life_.registered = true;
    life_.born = fact.born;
    life_.identity_at = at_;
    if (IsOwn()) state_.sealed_identity = fact.sealed_identity;
  }

  void operator()(const CodeChanged& fact) {
    if (!IsOwnElseDoubt()) return;
    state_.sealed_code = fact.sealed_code;
  }

  void operator()(const AccountChanged& fact) {
    if (!IsOwnElseDoubt()) return;
    // A new account without a pay day keeps the day the person is used to.
    const AccountFact* before = state_.accounts.At(event_.effective);
    const bool keeps_day =
        fact.pay_day == 0 && before != nullptr && before->channel == Channel::kAccount;
    const int pay_day = keeps_day ? before->pay_day : fact.pay_day;
    if (!state_.first_payee) state_.first_payee = at_;
    state_.accounts.Set(event_.effective,
                        {fact.sealed_account, fact.bank, pay_day, at_, Channel::kAccount,
                         fact.ground, fact.document, fact.until, fact.mark});
  }

  void operator()(const HomeDeliveryChosen& fact) {
    if (!IsOwnElseDoubt()) return;
    AccountFact home;
    home.pay_day = fact.pay_day;
    home.at = at_;
    home.channel = Channel::kHome;
    if (!state_.first_payee) state_.first_payee = at_;
    state_.accounts.Set(event_.effective, std::move(home));
  }

  void operator()(const AccountConfirmed&) {
    if (!IsOwnElseDoubt()) return;
    state_.account_confirmed = at_;
  }

  void operator()(const DeductionDetermined& fact) {
    if (!IsOwnElseDoubt()) return;
    state_.deductions.push_back({fact.kind, fact.number, fact.amount, fact.share, event_.effective,
                                 fact.until, fact.sealed_payee, fact.bank, at_});
  }

  void operator()(const ReissueDecided& fact) {
    if (!IsOwnElseDoubt()) return;
    state_.reissues.push_back({fact.payment, at_});
  }

  void operator()(const AddressChanged& fact) {
    if (!IsOwnElseDoubt()) return;
    state_.sealed_address = fact.sealed_address;
  }

  void operator()(const PersonDied& fact) {
    life_.died = fact.annulled ? std::nullopt : std::optional(event_.effective);
    life_.died_at = at_;
  }

  void operator()(const ResidenceChanged& fact) {
    life_.residence.Set(event_.effective, {fact.country, at_});
  }

  void operator()(const StatusDetermined& fact) {
    for (StatusFact& known : life_.statuses) {
      if (known.status == fact.status && known.from == event_.effective &&
          known.number == fact.number) {  // a correction of its end
        known.until = fact.until;
        known.at = at_;
        return;
      }
    }
    life_.statuses.push_back({fact.status, event_.effective, fact.until, fact.number, at_});
  }

  void operator()(const RelationDetermined& fact) {
    if (!IsOwnElseDoubt()) return;
    std::vector<RelationFact>& relations = RelativeFor(fact.relative).relations;
    for (RelationFact& known : relations) {
      if (known.relation == fact.relation && known.from == event_.effective) {
        known.until = fact.until;
        known.at = at_;
        return;
      }
    }
    relations.push_back({fact.relation, event_.effective, fact.until, at_});
  }

  // Statements are kept, corrected ones too: some count from the month after they were made.
  void operator()(const AmountDetermined& fact) {
    life_.amounts.push_back({fact.kind, fact.amount, event_.effective, fact.until, at_});
  }

  void operator()(const InsuredWagesReported& fact) {
    std::vector<InsuredMonth>& wages = life_.wages;
    for (const InsuredWagesReported::Wage& wage : fact.months) {
      const auto place = std::lower_bound(
          wages.begin(), wages.end(), wage.month,
          [](const InsuredMonth& known, Month month) { return known.month < month; });
      const InsuredMonth month{wage.month, wage.wage, wage.excluded_days, at_};
      if (place != wages.end() && place->month == wage.month) {
        *place = month;
      } else {
        wages.insert(place, month);
      }
    }
  }

  void operator()(const InsuranceRecordDetermined& fact) {
    life_.records.Set(event_.effective, {fact.months_to_1995, fact.months_total, at_});
  }

  void operator()(const DisabilityDetermined& fact) {
    life_.disability.Set(event_.effective, {fact.group, fact.until, fact.since_childhood, at_});
  }

  void operator()(const ApplicationSubmitted& fact) {
    if (!IsOwnElseDoubt()) return;
    state_.applications.push_back({fact.number, fact.benefit, event_.effective, false, at_});
  }

  void operator()(const ApplicationWithdrawn& fact) {
    if (!IsOwnElseDoubt()) return;
    for (Application& application : state_.applications) {
      if (application.number == fact.number) application.withdrawn = true;
    }
  }

  void operator()(const DecisionMade& fact) {
    if (!IsOwnElseDoubt()) return;
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
        claim.grants.insert(after, {event_.effective, fact.instead_of, fact.application, at_});
      }
    }
    if (fact.amount) {
      claim.awards.Set(
          event_.effective,
          {*fact.amount, fact.amount_as_of.value_or(event_.effective), fact.number, at_});
    }
    if (!fact.inputs.empty()) claim.inputs.Set(event_.effective, {fact.inputs, at_});
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
    if (!IsOwnElseDoubt()) return;
    const BankAnswer answer{fact.payment,     fact.outcome, fact.reason,
                            event_.effective, at_,          fact.amount};
    for (BankAnswer& known : state_.answers) {
      if (known.payment != fact.payment) continue;
      // Final is final; only a return may still follow a settlement.
      if (!IsFinal(known.outcome)) {
        if (fact.outcome != BankOutcome::kInformed || known.outcome == BankOutcome::kInformed)
          known = answer;
      } else if (known.outcome == BankOutcome::kSettled && fact.outcome == BankOutcome::kReturned) {
        known = answer;
      } else if (known.outcome == BankOutcome::kReturned &&
                 fact.outcome == BankOutcome::kReturned &&
                 (known.amount.is_positive() || fact.amount.is_positive())) {
        Doubt(absl::StrCat("the bank gave back payment ", fact.payment, " twice, in parts"));
      } else if (IsFinal(fact.outcome) &&
                 (known.outcome == BankOutcome::kSettled) !=
                     (fact.outcome == BankOutcome::kSettled) &&
                 known.outcome != BankOutcome::kReturned) {
        Doubt(absl::StrCat("the bank both booked and rejected payment ", fact.payment));
      }
      return;
    }
    state_.answers.push_back(answer);
  }

 private:
  void Doubt(std::string doubt) { AddDoubt(state_, std::move(doubt)); }

  bool IsOwn() const { return event_.about == event_.person; }

  bool IsOwnElseDoubt() {
    if (IsOwn()) return true;
    Doubt(absl::StrCat("event ", event_.id, " of ", event_.source, " says of person ",
                       event_.about.ToString(), " what only the person can have"));
    return false;
  }

  Life& LifeOf(PersonId about) {
    if (about == event_.person) return state_;
    return RelativeFor(about);
  }

  Relative& RelativeFor(PersonId relative) {
    const auto place =
        std::lower_bound(state_.relatives.begin(), state_.relatives.end(), relative,
                         [](const Relative& known, PersonId id) { return known.person < id; });
    if (place != state_.relatives.end() && place->person == relative) return *place;
    Relative added;
    added.person = relative;
    return *state_.relatives.insert(place, std::move(added));
  }

  Claim& ClaimFor(const std::string& benefit, const std::string& case_id) {
    const auto place =
        std::lower_bound(state_.claims.begin(), state_.claims.end(), std::tie(benefit, case_id),
                         [](const Claim& claim, const auto& key) {
                           return std::tie(claim.benefit, claim.case_id) < key;
                         });
    if (place != state_.claims.end() && place->benefit == benefit && place->case_id == case_id)
      return *place;
    return *state_.claims.insert(place, Claim{benefit, case_id, {}, {}, {}, {}});
  }

  PersonState& state_;
  const Event& event_;
  Provenance at_;
  Life& life_;  // whom the fact is about; not after a relation has been added
};

}  // namespace

const std::string* InputFact::Find(absl::string_view name) const {
  for (const DecisionInput& input : inputs) {
    if (input.name == name) return &input.value;
  }
  return nullptr;
}

const Grant* Claim::GrantOn(Date date) const {
  const Grant* latest = nullptr;
  for (const Grant& grant : grants) {
    if (grant.from <= date) latest = &grant;
  }
  return latest;
}

const Claim* PersonState::FindClaim(absl::string_view benefit, absl::string_view case_id) const {
  for (const Claim& claim : claims) {
    if (claim.benefit == benefit && claim.case_id == case_id) return &claim;
  }
  return nullptr;
}

const Relative* PersonState::FindRelative(PersonId relative) const {
  for (const Relative& known : relatives) {
    if (known.person == relative) return &known;
  }
  return nullptr;
}

const Application* PersonState::FindApplication(absl::string_view number) const {
  for (const Application& application : applications) {
    if (application.number == number) return &application;
  }
  return nullptr;
}

std::vector<const DeductionFact*> PersonState::DeductionsOn(Date date) const {
  std::vector<const DeductionFact*> latest;
  for (const DeductionFact& fact : deductions) {
    if (fact.from > date) continue;
    const auto place = std::lower_bound(latest.begin(), latest.end(), fact.number,
                                        [](const DeductionFact* known, const std::string& number) {
                                          return known->number < number;
                                        });
    if (place == latest.end() || (*place)->number != fact.number) {
      latest.insert(place, &fact);
    } else if ((*place)->from <= fact.from) {
      *place = &fact;
    }
  }
  std::erase_if(latest, [&](const DeductionFact* fact) { return !fact->Covers(date); });
  return latest;
}

const RelationFact* Relative::Find(Relation relation, Date date) const {
  for (const RelationFact& fact : relations) {
    if (fact.relation == relation && fact.Covers(date)) return &fact;
  }
  return nullptr;
}

int Life::DisabilityGroup(Date date) const {
  const DisabilityFact* fact = disability.At(date);
  return fact == nullptr || (fact->until && *fact->until < date) ? 0 : fact->group;
}

const StatusFact* Life::Find(Status status, Date date) const {
  for (const StatusFact& fact : statuses) {
    if (fact.status == status && fact.Covers(date)) return &fact;
  }
  return nullptr;
}

const StatusFact* Life::Find(Status status, Date date, absl::string_view number) const {
  for (const StatusFact& fact : statuses) {
    if (fact.status == status && fact.Covers(date) && fact.number == number) return &fact;
  }
  return nullptr;
}

const AmountFact* Life::Find(AmountKind kind, Date date) const {
  const AmountFact* latest = nullptr;
  for (const AmountFact& fact : amounts) {
    if (fact.kind != kind || fact.from > date) continue;
    if (latest == nullptr || latest->from <= fact.from) latest = &fact;
  }
  return latest != nullptr && latest->until && *latest->until < date ? nullptr : latest;
}

const InsuredMonth* Life::WageOf(Month month) const {
  const auto place =
      std::lower_bound(wages.begin(), wages.end(), month,
                       [](const InsuredMonth& known, Month m) { return known.month < m; });
  return place != wages.end() && place->month == month ? &*place : nullptr;
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
