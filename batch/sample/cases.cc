// The case system's share of a history: applications, records, decisions, accounts, disability.
#include <algorithm>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "batch/sample/codes.h"
#include "batch/sample/teller.h"

namespace izmaksa {
namespace {

constexpr absl::string_view kOldAge = "old_age_pension";
constexpr absl::string_view kDisability = "disability_pension";

class CasesTeller : public Teller {
 public:
  CasesTeller(const Population& population, const Citizen& citizen, const SampleSpan& span,
              EventSink sink)
      : Teller(Source::kCases, population, citizen, span, sink) {}

  void Tell() {
    switch (citizen_.role) {
      case Role::kOldAge:
      case Role::kNewOldAge:
        return TellOldAge();
      case Role::kDisabled:
      case Role::kNewDisabled:
        return TellDisabled();
      case Role::kRefused:
        return TellRefused();
      default:
        return;
    }
  }

 private:
  std::string Number(absl::string_view prefix, Date day) const {
    return absl::StrCat(prefix, "-", day.year(), "-",
                        absl::Dec(citizen_.index + 1, absl::kZeroPad7));
  }

  void Apply(absl::string_view benefit, absl::string_view prefix, Date day) {
    Emit(day, day,
         absl::StrCat("\"application_submitted\":{\"benefit\":\"", benefit, "\",\"number\":\"",
                      Number(prefix, day), "\"}"));
  }

  static std::string Record(int to_1995, int total) {
    return absl::StrCat("\"insurance_record_determined\":{\"months_to_1995\":", to_1995,
                        ",\"months_total\":", total, "}");
  }

  struct Decision {
    absl::string_view kind;
    absl::string_view benefit;
    absl::string_view prefix;
    absl::string_view application;  // prefix of its number; empty: none
    Date applied;
    Money amount;
    bool is_as_of = false;  // as it stands when the sample begins
    absl::string_view instead_of = {};
  };

  // The tables give amounts of January 2024. A year before they were lower by the review of October
  // 2023 and by the lowest amounts of that year (some nine per cent together; assumed).
  Money AmountOf(const Decision& decision, Date recorded) const {
    if (recorded >= Date::Of(2023, 10, 1) || span_.first >= Month::Of(2024, 1))
      return decision.amount;
    return MulDiv(decision.amount, 100, 109, Rounding::kHalfUp);
  }

  void Decide(const Decision& decision, Date effective, Date recorded, int second) {
    std::string fact =
        absl::StrCat("\"decision_made\":{\"kind\":\"", decision.kind, "\",\"benefit\":\"",
                     decision.benefit, "\",\"number\":\"", Number(decision.prefix, recorded),
                     "\",\"officer\":\"o", 1 + (citizen_.index * 7 + 16) % 60, "\"");
    if (!decision.application.empty()) {
      absl::StrAppend(&fact, ",\"application\":\"", Number(decision.application, decision.applied),
                      "\"");
    }
    if (decision.amount.is_positive()) {
      absl::StrAppend(&fact, ",\"amount\":\"", AmountOf(decision, recorded).ToString(), "\"");
      if (decision.is_as_of && effective <= span_.first.first()) {
        absl::StrAppend(&fact, ",\"amount_as_of\":\"", span_.first.first().ToString(), "\"");
      }
    }
    if (!decision.instead_of.empty()) {
      absl::StrAppend(&fact, ",\"instead_of\":\"", decision.instead_of, "\"");
    }
    fact += "}";
    EmitAt(effective, recorded, second, fact);
  }

  // One decision of one kind a person and year, so that the number is not used twice.
  void DecideLater(absl::string_view kind, absl::string_view benefit, absl::string_view prefix,
                   Date effective, Date recorded, Money amount = {}) {
    Decide({kind, benefit, prefix, "", recorded, amount}, effective, recorded,
           random_.Between(9 * 3600, 14 * 3600));
  }

  // `turn` counts the accounts of a person: at most four.
  void Account(int turn, Date effective, Date recorded, bool shared = false) {
    const int64_t owner = shared ? *citizen_.account_of : citizen_.index;
    std::string holder, ground;
    if (shared) {
      const Citizen spouse = population_.At(owner);
      const SampleName name = NameOf(population_, spouse);
      holder = absl::StrCat(",\"holder\":\"", name.given, " ", name.family, "\"");
      ground = Ground("another_person", "IE");
    } else if (citizen_.payout == Payout::kGuardian) {
      holder = ",\"holder\":\"Aija Aizbildne\"";
      ground = Ground("guardian", "BT");
    } else if (citizen_.payout == Payout::kInstitution) {
      holder = ",\"holder\":\"SIA „Ilgstošās aprūpes centrs“\"";
      ground = Ground("institution", "AL");
    }
    if (turn == 0) pay_day_ = citizen_.index == 0 ? 12 : random_.Between(5, 24);
    Emit(effective, recorded,
         absl::StrCat("\"account_changed\":{\"account\":{\"iban\":\"",
                      citizen_.account_abroad && turn == 0
                          ? MadeUpIbanAbroad(citizen_.index)
                          : MadeUpIban(population_.seed(), owner * 4 + turn),
                      "\"", holder, "},\"pay_day\":", pay_day_, ground, "}"));
  }

  // Whose account it is, and by what document.
  std::string Ground(absl::string_view ground, absl::string_view prefix) const {
    return absl::StrCat(",\"ground\":\"", ground, "\",\"document\":\"", prefix, "-",
                        citizen_.index + 1, "\"");
  }

  void TellAccounts(Date first) {
    if (citizen_.story == Story::kNoAccount) return;
    if (citizen_.payout == Payout::kHome) {
      pay_day_ = random_.Between(5, 24);
      return Emit(citizen_.granted, first,
                  absl::StrCat("\"home_delivery_chosen\":{\"pay_day\":", pay_day_, "}"));
    }
    Account(0, citizen_.granted, first, citizen_.account_of.has_value());
    const bool changes = citizen_.payout == Payout::kOwnAccount && !citizen_.account_abroad;
    if (citizen_.index == 0 || !changes) return;
    if (citizen_.granted < Date::Of(2022, 1, 1) && random_.Chance(300'000)) {
      const Date changed =
          OfficeDay(SometimeSince(std::max(citizen_.granted + 200, Date::Of(2005, 1, 3))));
      Account(1, changed, changed);
    }
    if (random_.Chance(9'000)) {
      const Date changed = OfficeDay(SometimeIn2024());
      if (changed > first) Account(2, changed, changed);
    }
  }

  void TellOldAge() {
    Apply(kOldAge, "VI", citizen_.applied);
    const bool corrected =
        citizen_.story == Story::kRecordRaised || citizen_.story == Story::kRecordLowered;
    EmitAt(citizen_.granted, citizen_.decided, 9 * 3600 + 1800,
           Record(citizen_.months_to_1995, citizen_.months_total));
    const bool existing = citizen_.role == Role::kOldAge;
    Decide({"granted", kOldAge, "VP", "VI", citizen_.applied, citizen_.amount, existing, ""},
           citizen_.granted, citizen_.decided, 10 * 3600);
    TellAccounts(citizen_.decided);
    if (corrected) {
      const int months = random_.Between(7, 40);
      const int change = citizen_.story == Story::kRecordRaised
                             ? months
                             : -std::min(months, citizen_.months_to_1995);
      const Date found = OfficeDay(Date::Of(2024, 1, 1) + random_.Between(5, 105));
      Emit(citizen_.granted, found,
           Record(citizen_.months_to_1995 + change, citizen_.months_total + change));
    }
    TellStory();
  }

  void TellStory() {
    switch (citizen_.story) {
      case Story::kSuspended:
        return DecideLater("suspended", kOldAge, "AP", Date::Of(2023, 10, 1),
                           OfficeDay(Date::Of(2023, 9, 20)));
      case Story::kSuspendedIn2024:
        return DecideLater("suspended", kOldAge, "AP", Date::Of(2024, 3, 1),
                           OfficeDay(Date::Of(2024, 2, 14)));
      case Story::kSuspendedAndResumed:
        DecideLater("suspended", kOldAge, "AP", Date::Of(2024, 2, 1),
                    OfficeDay(Date::Of(2024, 1, 16)));
        return DecideLater("resumed", kOldAge, "AT", Date::Of(2024, 3, 1),
                           OfficeDay(Date::Of(2024, 3, 12)));
      case Story::kAmended: {
        const Month month = Month::Of(2024, random_.Between(2, 4));
        return DecideLater("amended", kOldAge, "PR", month.first(),
                           OfficeDay(month.first() + random_.Between(-12, 12)),
                           citizen_.amount + Money::Cents(random_.Between(150, 2'400)));
      }
      case Story::kRepressed:
        return Emit(Date::Of(1996, 1, 1),
                    OfficeDay(std::max(citizen_.decided, Date::Of(1996, 3, 1))),
                    "\"status_determined\":{\"status\":\"politically_repressed\"}");
      case Story::kLiquidator:
        return Emit(Date::Of(1998, 1, 1),
                    OfficeDay(std::max(citizen_.decided, Date::Of(1998, 3, 2))),
                    "\"status_determined\":{\"status\":\"chernobyl_liquidator\"}");
      default:
        return;
    }
  }

  static std::string Disability(int group, std::optional<Date> until) {
    return absl::StrCat(
        "\"disability_determined\":{\"group\":", group,
        until.has_value() ? absl::StrCat(",\"until\":\"", until->ToString(), "\"") : "", "}");
  }

  void TellDisabled() {
    const bool existing = citizen_.role == Role::kDisabled;
    Apply(kDisability, "II", citizen_.applied);
    EmitAt(citizen_.granted, citizen_.decided, 9 * 3600,
           Disability(citizen_.group, citizen_.disabled_until));
    EmitAt(citizen_.granted, citizen_.decided, 9 * 3600 + 1800,
           Record(citizen_.months_to_1995, citizen_.months_total));
    Decide({"granted", kDisability, "IP", "II", citizen_.applied, citizen_.amount, existing, ""},
           citizen_.granted, citizen_.decided, 10 * 3600);
    TellAccounts(citizen_.decided);
    if (citizen_.extended_until.has_value()) {
      Emit(*citizen_.disabled_until + 1, *citizen_.extension_decided,
           Disability(citizen_.group, citizen_.extended_until));
    }
    if (citizen_.ended.has_value()) {
      DecideLater("ended", kDisability, "IB", *citizen_.ended, OfficeDay(*citizen_.ended - 12));
    }
    if (!citizen_.pension_age_reached.has_value()) return;
    Apply(kOldAge, "VI", citizen_.old_age_applied);
    Decide({"ended", kDisability, "IB", "", citizen_.old_age_applied, Money(), false, ""},
           *citizen_.pension_age_reached, citizen_.old_age_decided, 10 * 3600);
    Decide({"granted", kOldAge, "VP", "VI", citizen_.old_age_applied, citizen_.old_age_amount,
            false, kDisability},
           *citizen_.pension_age_reached, citizen_.old_age_decided, 10 * 3600 + 60);
  }

  void TellRefused() {
    Apply(kOldAge, "VI", citizen_.applied);
    EmitAt(citizen_.granted, citizen_.decided, 9 * 3600 + 1800,
           Record(citizen_.months_to_1995, citizen_.months_total));
    Decide({"refused", kOldAge, "VA", "VI", citizen_.applied, Money(), false, ""}, citizen_.granted,
           citizen_.decided, 10 * 3600);
  }

  int pay_day_ = 0;
};

}  // namespace

void TellCases(const Population& population, const Citizen& citizen, const SampleSpan& span,
               EventSink sink) {
  if (citizen.role == Role::kWorker || citizen.role == Role::kChild) return;
  CasesTeller(population, citizen, span, sink).Tell();
}

}  // namespace izmaksa
