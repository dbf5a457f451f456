#include "batch/sample/family_benefits.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace izmaksa {
namespace {

// Shares that are assumed, in millionths: mothers insured for maternity, fathers who take their
// leave, mothers who choose the longer period, and those who go on working.
constexpr int32_t kMothersInsured = 800'000, kFathersOnLeave = 580'000, kLongerPeriod = 550'000,
                  kWorkingParents = 250'000;
constexpr int32_t kStudyAfterSixteen = 900'000;

}  // namespace

void FamilyTeller::Claim(const Citizen& child, absl::string_view benefit, Date from, Date applied,
                         std::optional<Date> over) {
  Grant({benefit, CaseOf(child.index), from, applied}, over);
}

void FamilyTeller::TellFamily(int64_t family) {
  for (const int64_t index : families_.Children(family)) {
    const Citizen child = population_.At(index);
    if (citizen_.female) {
      TellChild(child);
    } else {
      TellPaternity(child);
    }
  }
}

void FamilyTeller::TellChild(const Citizen& child) {
  if (IsOver(DayOfAge(child.born, 20)) || IsAhead(child.born)) return;
  Birth(child);
  const Dealt dealt = shares_.Of(Lane::kChildren, child);
  const bool of_others =
      dealt.share != nullptr && (dealt.share->benefit == "guardian_child_benefit" ||
                                 dealt.share->benefit == "foster_family_remuneration" ||
                                 dealt.share->benefit == "adoption_care_remuneration" ||
                                 dealt.share->benefit == "adopted_child_benefit");
  TellFamilyBenefit(child);
  if (!of_others) TellBirthBenefits(child);
  if (dealt.share != nullptr) TellCare(child, dealt.share->benefit, dealt.begins);
}

void FamilyTeller::TellFamilyBenefit(const Citizen& child) {
  const Date right = DayOfAge(child.born, 1);
  // One in fifty applies much too late.
  const int wait = random_.Chance(20'000) ? random_.Between(150, 900) : random_.Between(-20, 25);
  Claim(child, "family_state_benefit", right, right + wait, DayOfAge(child.born, 20));
  const Date sixteen = DayOfAge(child.born, 16);
  if (IsAhead(sixteen) || !random_.Chance(kStudyAfterSixteen)) return;
  const Date school = Date::Of(sixteen.year() - (sixteen.month() < 9 ? 1 : 0), 9, 1);
  Status("studying_at_school", school, Date::Of(school.year() + 3, 6, 30),
         school + random_.Between(3, 20), "", child.index);
}

void FamilyTeller::TellBirthBenefits(const Citizen& child) {
  const Date born = child.born;
  const Date applied = born + random_.Between(10, 50);
  Claim(child, "childbirth_benefit", born, applied, born + 100);
  Claim(child, "childcare_benefit", born, applied, DayOfAge(born, 2));
  if (random_.Chance(kMothersInsured)) TellMaternity(child);
}

void FamilyTeller::TellMaternity(const Citizen& child) {
  const Date born = child.born;
  if (IsOver(DayOfAge(born, 0, 19))) return;
  const Date leave = born - 70 + random_.Between(-6, 6);
  const Date end = born + (random_.Chance(150'000) ? 69 : 55);
  Wages(leave.in_month() - 18, leave.in_month() - 1, leave + 1);
  const std::string before = Number("M"), after = Number("M");
  if (!IsOver(end + 30)) {
    Status("maternity_leave", leave, born - 1, leave + 1, before);
    Grant({"maternity_benefit", before, leave, leave + random_.Between(2, 12)}, born + 30);
    Status("maternity_leave", born, end, born + 6, after);
    Grant({"maternity_benefit", after, born, born + random_.Between(8, 20),
           Input("first_day", leave.ToString())},
          end + 30);
  }
  TellParental(child, leave, end + 1);
}

void FamilyTeller::TellParental(const Citizen& child, Date leave, Date from) {
  // For births from 2023 the periods are a month longer, and two months of them the father's own.
  const bool own_parts = child.born >= Date::Of(2023, 1, 1);
  const bool longer = random_.Chance(kLongerPeriod);
  const int months = longer ? (own_parts ? 17 : 18) : (own_parts ? 11 : 12);
  const Date until = DayOfAge(child.born, 0, months) - 1;
  if (IsOver(until)) return;
  if (random_.Chance(kWorkingParents)) {
    works_until_ = until;
    Status("employed", from, until, from + 2);
  } else {
    Status("on_childcare_leave", from, until, from + 2);
  }
  Grant({"parental_benefit", CaseOf(child.index), from, from - random_.Between(-10, 20),
         absl::StrCat(Input("period", longer ? "longer" : "shorter"), ",",
                      Input("first_day", leave.ToString()))},
        until);
}

void FamilyTeller::TellPaternity(const Citizen& child) {
  const Date monday = child.born + random_.Between(3, 45);
  const Date from = monday - (monday.weekday() - 1);
  const Date first = std::max(from, child.born + 1);
  if (!random_.Chance(kFathersOnLeave) || IsAhead(first) || IsOver(first + 60)) return;
  Birth(child);
  Relation("parent_of", child.index, child.born, child.born + 6);
  Wages(first.in_month() - 18, first.in_month() - 1, first);
  const std::string number = Number("P");
  Status("paternity_leave", first, first + 13, first + 1, number);
  Grant({"paternity_benefit", number, first, first + random_.Between(14, 40)});
}

void FamilyTeller::TellCare(const Citizen& child, absl::string_view benefit, Date begins) {
  const Date grown = DayOfAge(child.born, 18);
  if (IsOver(grown)) return;
  // Since some day of the child's life, long before the sample in most cases.
  const int32_t known_days = std::max(1, span_.first.first() - (child.born + 60));
  const Date since = child.born + 30 + random_.Below(known_days);
  const Date applied = since + random_.Between(5, 40);
  if (benefit == "disabled_child_supplement" || benefit == "disabled_child_care") {
    Disability(2, true, since, grown - 1, since + 5, child.index);
    Claim(child, "disabled_child_supplement", since, applied, grown);
    if (benefit == "disabled_child_supplement") return;
    Status("special_care_opinion", since, grown - 1, since + 5, "", child.index);
    Claim(child, "disabled_child_care", since, applied, grown);
  } else if (benefit == "survivors_pension") {
    if (is_widowed_) return;
    is_widowed_ = true;
    const int64_t deceased = DeceasedOf(2);
    Relation("parent_of", child.index, child.born, child.born + 5);
    Deceased(deceased, since);
    const Money possible = OldAgeAmount(false, random_.NextFraction());
    Grant({benefit, CaseOf(deceased), since + 1, applied,
           Input("possible_pension", possible.ToString())},
          DayOfAge(child.born, 20));
  } else if (benefit == "celiac_support") {
    // A certificate holds for two years at most.
    const Date certified = span_.first.first() - random_.Below(300);
    if (certified <= child.born) return;
    Status("celiac_certificate", certified, DayOfAge(certified, 2) - 1, certified + 1, "",
           child.index);
    Claim(child, benefit, certified, certified + random_.Between(5, 40), grown);
  } else if (benefit == "guardian_child_benefit") {
    Relation("guardian_of", child.index, since, since + 3);
    Claim(child, benefit, since, applied, grown);
    if (is_guardian_) return;
    is_guardian_ = true;
    Grant({"guardian_remuneration", "", since, applied}, grown);
  } else if (benefit == "foster_family_remuneration") {
    Relation("foster_parent_of", child.index, since, since + 3);
    if (is_foster_parent_) return;
    is_foster_parent_ = true;
    Grant({benefit, "", since, applied + 30}, grown);
  } else if (benefit == "adopted_child_benefit") {
    Relation("adopter_of", child.index, since, since + 3);
    const Date from = std::max(since, Date::Of(2019, 7, 1));
    Claim(child, benefit, from, std::max(applied, from), grown);
  } else if (benefit == "adoption_remuneration" && begins > child.born) {
    Relation("adopter_of", child.index, begins, begins + 3);
    Claim(child, benefit, begins, begins + random_.Between(10, 60), begins + 120);
  } else if (benefit == "adoption_care_remuneration") {
    const Date from = std::max(child.born + 30, span_.first.first() - random_.Below(200));
    Relation("carer_before_adoption_of", child.index, from, from + 3);
    Claim(child, benefit, from, from + random_.Between(5, 30), grown);
  }
}

}  // namespace izmaksa
