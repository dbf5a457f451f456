#include "batch/net.h"

#include <algorithm>
#include <iterator>
#include <numeric>

#include "absl/strings/str_split.h"
#include "ledger/status.h"

namespace izmaksa {
namespace {

constexpr int kAgeOfMajority = 18;

Money SumOf(const std::vector<Money>& amounts) {
  return std::accumulate(amounts.begin(), amounts.end(), Money());
}

bool IsOrder(DeductionKind kind) {
  return kind == DeductionKind::kEnforcement || kind == DeductionKind::kMaintenance;
}

// Minor children whom the person provides for, by what says so.
std::vector<Provenance> DependentChildren(const PersonState& person, Date date) {
  std::vector<Provenance> children;
  for (const Relative& relative : person.relatives) {
    if (!relative.registered || relative.IsOfAge(date, kAgeOfMajority) || !relative.IsAlive(date))
      continue;
    for (const Relation relation : {Relation::kParentOf, Relation::kAdopterOf,
                                    Relation::kGuardianOf, Relation::kFosterParentOf}) {
      const RelationFact* fact = relative.Find(relation, date);
      if (fact == nullptr) continue;
      children.push_back(fact->at);
      break;
    }
  }
  return children;
}

class Chain {
 public:
  Chain(Payment& payment, const PersonState& person, const Law& law, const Balances& balances)
      : payment_(payment),
        person_(person),
        law_(law),
        rules_(law.deductions()),
        balances_(balances),
        before_(balances.PaidIn(payment.tax_month)),
        date_(payment.pay_date),
        facts_(person.DeductionsOn(payment.pay_date)) {}

  Net Take() {
    net_.withholding = WithholdFrom(payment_, payment_.tax_month, person_, law_, balances_);
    payment_.tax = net_.withholding.tax;
    SpreadTax();
    FindBases();
    const LawValue& order = Value("order");
    for (const absl::string_view step : absl::StrSplit(order.text, ' ')) {
      if (step == "recovery") {
        Recover();
      } else if (step == "enforcement") {
        Enforce();
      } else if (step == "care") {
        PayCare();
      } else if (step == "delivery") {
        Deliver();
      } else {
        CHECK(false);  // the law's own tests know these words
      }
    }
    payment_.amount = SumOf(left_);
    CHECK(payment_.gross() ==
          payment_.amount + payment_.tax + payment_.recovered + payment_.deducted());
    return std::move(net_);
  }

 private:
  // A value that every date has which a payment can have.
  const LawValue& Value(const char* name) const {
    const LawValue* value = rules_.At(name, date_);
    CHECK(value != nullptr);
    return *value;
  }

  const BenefitLaw& BenefitOf(const PaymentPart& part) const {
    return law_.Of(part.purpose.benefit);
  }

  // What is taxed in full bears its own tax; the rest falls on what is taxed above the minimum.
  void SpreadTax() {
    const LawValue* rate = law_.general().At("income_tax_rate", payment_.tax_month.first());
    CHECK(rate != nullptr);
    Money in_full;
    std::vector<Money> above(payment_.parts.size());
    for (size_t i = 0; i < payment_.parts.size(); ++i) {
      PaymentPart& part = payment_.parts[i];
      if (BenefitOf(part).taxed_in_full) {
        part.tax =
            std::min(Multiply(part.gross, rate->rate, Rounding::kHalfUp), payment_.tax - in_full);
        in_full += part.tax;
      } else if (BenefitOf(part).taxable) {
        above[i] = part.gross;
      }
    }
    Money rest = payment_.tax - in_full;
    const std::vector<Money> shares = Spread(std::min(rest, SumOf(above)), above);
    for (size_t i = 0; i < shares.size(); ++i) {
      payment_.parts[i].tax += shares[i];
      rest -= shares[i];
    }
    // A cent of rounding, where several parts are taxed in full.
    for (PaymentPart& part : payment_.parts) {
      if (!BenefitOf(part).taxed_in_full) continue;
      const Money more = std::min(rest, part.gross - part.tax);
      part.tax += more;
      rest -= more;
    }
    CHECK(rest.is_zero());
    for (const PaymentPart& part : payment_.parts) left_.push_back(part.gross - part.tax);
  }

  void FindBases() {
    const bool by_decision = std::any_of(facts_.begin(), facts_.end(), [](const auto* fact) {
      return fact->kind == DeductionKind::kRecovery;
    });
    for (size_t i = 0; i < payment_.parts.size(); ++i) {
      const BenefitLaw& benefit = BenefitOf(payment_.parts[i]);
      if (!benefit.not_seizable) payment_.seizable += left_[i];
      if (!benefit.not_seizable || by_decision) payment_.recoverable += left_[i];
      if (benefit.purpose == "PENS") payment_.pension += left_[i];
    }
    recovers_all_ = by_decision;
  }

  // Takes an amount from the parts that `may` lose it; at most what they have left.
  template <typename May>
  Money TakeFrom(Money amount, Money PaymentPart::*share, const May& may) {
    std::vector<Money> weights = left_;
    for (size_t i = 0; i < weights.size(); ++i) {
      if (!may(BenefitOf(payment_.parts[i]))) weights[i] = Money();
    }
    amount = std::clamp(amount, Money(), SumOf(weights));
    const std::vector<Money> shares = Spread(amount, weights);
    for (size_t i = 0; i < shares.size(); ++i) {
      left_[i] -= shares[i];
      payment_.parts[i].*share += shares[i];
    }
    return amount;
  }

  void Recover() {
    if (!balances_.overpaid.is_positive()) return;
    NetStep step{DeductionKind::kRecovery, "", {}, {}};
    const LawValue& cap = Value("recovery_share_max");
    const Money month = before_.recoverable + payment_.recoverable;
    step.terms.push_back({month, "payable in the month, after tax", nullptr, {}, {}, 0});
    Money limit = Multiply(month, cap.rate, Rounding::kDown);
    step.terms.push_back({limit, "at most this share of it", &cap, {}, month, 0});
    for (const DeductionFact* fact : facts_) {
      if (fact->kind != DeductionKind::kRecovery) continue;
      step.number = fact->number;
      const Money share = Multiply(month, *fact->share, Rounding::kDown);
      if (share >= limit) continue;
      limit = share;
      step.terms.push_back({limit, "the share that was decided", nullptr, fact->at, month, 0});
    }
    const LawValue& keeps = Value("recovery_keeps");
    const LawValue* floor = law_.Of(keeps.text).At("base", date_);
    if (floor != nullptr && month - floor->money < limit) {
      limit = std::max(month - floor->money, Money());
      step.terms.push_back({limit, "what is above the least that stays", floor, {}, month, 0});
    }
    if (before_.recovered.is_positive()) {
      step.terms.push_back(
          {-before_.recovered, "recovered earlier in the month", nullptr, {}, {}, 0});
    }
    if (balances_.overpaid < limit - before_.recovered) {
      step.terms.push_back({balances_.overpaid, "no more is owed back", nullptr, {}, {}, 0});
    }
    const Money amount = std::min(balances_.overpaid, limit - before_.recovered);
    step.amount = TakeFrom(amount, &PaymentPart::recovered, [&](const BenefitLaw& benefit) {
      return recovers_all_ || !benefit.not_seizable;
    });
    payment_.recovered = step.amount;
    for (const PaymentPart& part : payment_.parts) {
      if (!BenefitOf(part).not_seizable) payment_.seizable -= part.recovered;
    }
    net_.steps.push_back(std::move(step));
  }

  // What is left to collect by an order; nullopt: there is no limit.
  std::optional<Money> Remaining(const DeductionFact& order) const {
    if (order.amount.is_zero()) return std::nullopt;
    return std::max(order.amount - balances_.TakenFor(order.number), Money());
  }

  Money KeptForChildren(const std::vector<Provenance>& children, std::vector<Term>& terms) const {
    const LawValue& wage = Value("minimum_wage");
    const LawValue* each_by = &Value("keeps_for_child");
    if (each_by->kind == LawValue::Kind::kNone) {
      each_by = law_.Of("state_social_security_benefit").At("base", date_);
      CHECK(each_by != nullptr);
    }
    const Money each = each_by->kind == LawValue::Kind::kMoney
                           ? each_by->money
                           : Multiply(wage.money, each_by->rate, Rounding::kHalfUp);
    Money kept;
    for (const Provenance& child : children) {
      terms.push_back({-each, "kept for a dependent child", each_by, child, {}, 0});
      kept += each;
    }
    const LawValue& most = Value("keeps_for_children_max");
    if (most.kind == LawValue::Kind::kNone) return kept;
    const Money limit = Multiply(wage.money, most.rate, Rounding::kHalfUp);
    if (kept <= limit) return kept;
    terms.push_back({kept - limit, "no more than this is kept for children", &most, {}, limit, 0});
    return limit;
  }

  const LawValue& ForOrders(const char* of_maintenance, const char* of_any,
                            bool maintenance) const {
    const LawValue& special = Value(of_maintenance);
    return maintenance && special.kind != LawValue::Kind::kNone ? special : Value(of_any);
  }

  // What the law lets bailiffs take of the month altogether.
  Money Seizable(Money month, size_t orders, bool maintenance, std::vector<Term>& terms) const {
    terms.push_back({month, "seizable in the month, after tax and recovery", nullptr, {}, {}, 0});
    const LawValue& wage = Value("minimum_wage");
    const LawValue& keeps = ForOrders("keeps_of_maintenance", "keeps", maintenance);
    Money kept = Multiply(wage.money, keeps.rate, Rounding::kHalfUp);
    terms.push_back({-kept, "kept: a share of the minimum wage", &keeps, {}, wage.money, 0});
    kept += KeptForChildren(DependentChildren(person_, date_), terms);
    const Money above = std::max(month - kept, Money());
    const LawValue& share =
        ForOrders("share_maintenance", orders > 1 ? "share_more" : "share_one", maintenance);
    if (Value("share_of").text == "above_kept") {
      const Money taken = Multiply(above, share.rate, Rounding::kDown);
      terms.push_back({taken, "share of what lies above", &share, {}, above, 0});
      return taken;
    }
    const Money taken = Multiply(month, share.rate, Rounding::kDown);
    terms.push_back({taken, "share of the net", &share, {}, month, 0});
    if (taken <= above) return taken;
    terms.push_back({above, "no more than lies above what is kept", nullptr, {}, {}, 0});
    return above;
  }

  // Orders for maintenance come first; among orders of a kind it goes pro rata of what is left to
  // collect. Each kind has its own cap, into which what the kind before it took counts.
  void Enforce() {
    std::vector<const DeductionFact*> orders;
    for (const DeductionFact* fact : facts_) {
      if (IsOrder(fact->kind) && Remaining(*fact) != Money()) orders.push_back(fact);
    }
    const Money month = before_.seizable + payment_.seizable;
    Money taken_first;
    for (const DeductionKind kind : {DeductionKind::kMaintenance, DeductionKind::kEnforcement}) {
      std::vector<const DeductionFact*> of_kind;
      std::copy_if(orders.begin(), orders.end(), std::back_inserter(of_kind),
                   [&](const DeductionFact* order) { return order->kind == kind; });
      if (of_kind.empty()) continue;
      std::vector<Term> terms;
      Money most = Seizable(std::max(month, Money()), orders.size(),
                            kind == DeductionKind::kMaintenance, terms);
      if (before_.enforced.is_positive())
        terms.push_back({-before_.enforced, "taken earlier in the month", nullptr, {}, {}, 0});
      if (taken_first.is_positive()) {
        terms.push_back(
            {-taken_first, "goes to maintenance, which comes first", nullptr, {}, {}, 0});
      }
      most = std::max(most - before_.enforced - taken_first, Money());
      taken_first = TakeForOrders(of_kind, most, terms);
    }
  }

  // For orders of one kind, `most` together; what was taken.
  Money TakeForOrders(const std::vector<const DeductionFact*>& orders, Money most,
                      const std::vector<Term>& terms) {
    std::vector<Money> weights;
    for (const DeductionFact* order : orders)
      weights.push_back(std::min(Remaining(*order).value_or(most), most));
    const std::vector<Money> shares = Spread(std::min(most, SumOf(weights)), weights);
    for (size_t i = 0; i < orders.size(); ++i) {
      NetStep step{orders[i]->kind, orders[i]->number, shares[i], terms};
      if (orders.size() > 1) {
        step.terms.push_back(
            {shares[i], "its part among orders, by what is left to collect", nullptr, {}, {}, 0});
      }
      step.amount = Deduct(step.kind, step.number, shares[i],
                           [](const BenefitLaw& benefit) { return !benefit.not_seizable; });
      if (const std::optional<Money> remaining = Remaining(*orders[i])) {
        step.terms.push_back(
            {*remaining, "left to collect by this order", nullptr, orders[i]->at, {}, 0});
      } else {
        step.terms.push_back({step.amount, "for this order", nullptr, orders[i]->at, {}, 0});
      }
      net_.steps.push_back(std::move(step));
    }
    return SumOf(shares);
  }

  void PayCare() {
    Money taken_before = before_.care;
    for (const DeductionFact* fact : facts_) {
      if (fact->kind != DeductionKind::kCare) continue;
      NetStep step{DeductionKind::kCare, fact->number, {}, {}};
      const Money month = before_.pension + payment_.pension;
      step.terms.push_back({month, "pension of the month, after tax", nullptr, {}, {}, 0});
      const LawValue& keeps = Value("care_keeps");
      const Money kept = Multiply(month, keeps.rate, Rounding::kUp);
      step.terms.push_back({-kept, "stays with the person", &keeps, {}, month, 0});
      Money most = std::min(Multiply(month, *fact->share, Rounding::kDown), fact->amount);
      step.terms.push_back({most, "agreed share, and the price at most", nullptr, fact->at, {}, 0});
      most = std::min(most, month - kept) - taken_before;
      if (taken_before.is_positive())
        step.terms.push_back({-taken_before, "taken earlier in the month", nullptr, {}, {}, 0});
      // What a bailiff took first is not there any more.
      Money left;
      for (size_t i = 0; i < left_.size(); ++i) {
        if (BenefitOf(payment_.parts[i]).purpose == "PENS") left += left_[i];
      }
      most = std::min(most, left - Multiply(payment_.pension, keeps.rate, Rounding::kUp));
      step.amount = Deduct(DeductionKind::kCare, fact->number, most,
                           [](const BenefitLaw& benefit) { return benefit.purpose == "PENS"; });
      taken_before += step.amount;
      net_.steps.push_back(std::move(step));
    }
  }

  void Deliver() {
    if (payment_.channel != Channel::kHome) return;
    const LawValue& fee = Value("delivery_fee");
    NetStep step{DeductionKind::kDelivery, "", {}, {}};
    const AccountFact* chosen = person_.accounts.At(date_);
    const bool is_chosen = chosen != nullptr && chosen->channel == Channel::kHome;
    step.terms.push_back({fee.money,
                          "the Post's fee",
                          &fee,
                          is_chosen ? std::optional(chosen->at) : std::nullopt,
                          {},
                          0});
    step.amount =
        Deduct(DeductionKind::kDelivery, "", fee.money, [](const BenefitLaw&) { return true; });
    net_.steps.push_back(std::move(step));
  }

  template <typename May>
  Money Deduct(DeductionKind kind, const std::string& number, Money amount, const May& may) {
    const Money taken = TakeFrom(amount, &PaymentPart::deducted, may);
    if (taken.is_positive()) payment_.deductions.push_back({kind, number, taken});
    return taken;
  }

  Payment& payment_;
  const PersonState& person_;
  const Law& law_;
  const BenefitLaw& rules_;
  const Balances& balances_;
  const MonthPaid before_;
  const Date date_;
  const std::vector<const DeductionFact*> facts_;
  std::vector<Money> left_;  // of each part
  bool recovers_all_ = false;
  Net net_;
};

}  // namespace

Net TakeOff(Payment& payment, const PersonState& person, const Law& law, const Balances& balances) {
  return Chain(payment, person, law, balances).Take();
}

std::vector<Money> Spread(Money amount, const std::vector<Money>& weights) {
  const Money sum = SumOf(weights);
  CHECK(amount >= Money() && amount <= sum);
  std::vector<Money> shares(weights.size());
  if (amount.is_zero()) return shares;
  Money rest = amount;
  std::vector<size_t> order(weights.size());
  std::vector<int64_t> remainders(weights.size());
  for (size_t i = 0; i < weights.size(); ++i) {
    shares[i] = MulDiv(weights[i], amount.cents(), sum.cents(), Rounding::kDown);
    rest -= shares[i];
    order[i] = i;
    const __int128 exact = static_cast<__int128>(weights[i].cents()) * amount.cents();
    remainders[i] =
        static_cast<int64_t>(exact - static_cast<__int128>(shares[i].cents()) * sum.cents());
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return remainders[a] > remainders[b]; });
  for (size_t i = 0; rest.is_positive(); ++i) {
    shares[order[i]] += Money::Cents(1);
    rest -= Money::Cents(1);
  }
  return shares;
}

}  // namespace izmaksa
