#include "batch/sample/adult_benefits.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace izmaksa {
namespace {

// Per cent of the wages of all that these earned: the mean benefits of 2023 were 412.64, and of
// 2022 404.30 of those injured at work.
constexpr int kUnemployed = 66, kInjured = 58;
constexpr int kServed = 45;  // years of age

}  // namespace

void AdultTeller::Tell(const Dealt& dealt) {
  const absl::string_view benefit = dealt.share->benefit;
  if (benefit == "unemployment_benefit") return TellUnemployment(dealt.begins);
  if (benefit == "sickness_benefit") return TellSickness(dealt.begins);
  if (benefit == "state_social_security_benefit") return TellSocialSecurity();
  if (benefit == "transport_benefit") return TellTransport();
  if (benefit == "chernobyl_benefit") return TellChernobyl();
  if (benefit == "adult_care")
    return TellAdultCare(std::max(citizen_.granted, Date::Of(2009, 1, 1)), false);
  if (benefit == "funeral_benefit") return TellFuneral(dealt.begins);
  if (benefit == "work_capacity_compensation") return TellInjury();
  if (benefit == "service_pension") return TellServicePension();
  if (benefit == "surviving_spouse_benefit") return TellWidowed(dealt.begins);
  TellOrphan(benefit, dealt.begins);
}

Date AdultTeller::Since(Date first) {
  const int days = span_.first.first() - 30 - first;
  return days > 0 ? first + random_.Below(days) : first;
}

void AdultTeller::TellUnemployment(Date begins) {
  const Date from = OfficeDay(begins);
  if (works_until_ && from <= *works_until_) return;
  const int years = std::clamp(from.year() - citizen_.born.year() - 20, 1, 40);
  const int months_total = years * random_.Between(5, 12);
  Emit(DayOfAge(citizen_.born, 16), from + 1,
       absl::StrCat("\"insurance_record_determined\":{\"months_to_1995\":0,\"months_total\":",
                    std::max(13, months_total), "}"));
  Wages(from.in_month() - 18, from.in_month() - 1, from + 1, PartOfWage(kUnemployed));
  // A third find work before the eight months are over.
  const Date end = random_.Chance(330'000) ? from + random_.Between(20, 230) : from + 300;
  Status("unemployed", from, end, from);
  // Of twelve months' wages, as a decimal of a euro a day.
  const int64_t daily = PartOfWage(kUnemployed).cents() * 12 * 100 / 365;
  Grant({"unemployment_benefit", "", from, from + random_.Below(4),
         Input("average_daily_wage",
               absl::StrCat(daily / 10'000, ".", absl::Dec(daily % 10'000, absl::kZeroPad4)))});
}

void AdultTeller::TellSickness(Date begins) {
  static constexpr Quantile kDays[] = {{0, 11},     {3'500, 15},  {6'000, 22},
                                       {8'500, 45}, {9'700, 120}, {10'000, 182}};
  const Date fell_ill = begins;
  const int days = static_cast<int>(AtQuantile(kDays, random_.NextFraction()));
  const bool accident = random_.Chance(20'000);
  const std::string number = Number("S");
  // Certificate B follows the employer's certificate A.
  const Date first = fell_ill + (accident ? 10 : 9);
  const Date last = fell_ill + days;
  Wages(fell_ill.in_month() - 18, fell_ill.in_month() - 1, last + 1);
  Status(accident ? "sick_leave_work_accident" : "sick_leave", first, last, last + 1, number);
  Grant({"sickness_benefit", number, first, last + random_.Between(1, 6),
         Input("first_day", fell_ill.ToString())});
}

void AdultTeller::TellSocialSecurity() {
  if (citizen_.role == Role::kUnpensioned) {
    const Date age = DayOfAge(citizen_.born, 65);
    const Date from = std::max(age, Since(Date::Of(2009, 1, 1)));
    return Grant({"state_social_security_benefit", "", from, from + random_.Between(2, 60)});
  }
  const int rank = random_.Below(100);
  const int group = rank < 20 ? 1 : rank < 70 ? 2 : 3;
  const bool since_childhood = random_.Chance(800'000);
  const Date grown = DayOfAge(citizen_.born, 18);
  Disability(group, since_childhood, grown, std::nullopt, grown + 10);
  Grant({"state_social_security_benefit", "", grown, grown + random_.Between(2, 60)});
  if (random_.Chance(300'000)) Status("employed", grown + 100, std::nullopt, grown + 100);
  if (group == 1 && random_.Chance(350'000)) TellAdultCare(grown, since_childhood);
  if (random_.Chance(260'000)) TellTransport();
}

void AdultTeller::TellAdultCare(Date since, bool since_childhood) {
  if (!since_childhood) {
    // Worse than when the pension was granted.
    since = Since(since);
    Disability(1, false, since, std::nullopt, since + 6);
  }
  Status("special_care_opinion", since, std::nullopt, since + 6);
  Grant({"adult_care", "", since, since + random_.Between(6, 40)});
}

void AdultTeller::TellTransport() {
  const Date since = Since(std::max(DayOfAge(citizen_.born, 18), Date::Of(2014, 1, 1)));
  Status("transport_opinion", since, std::nullopt, since + 4);
  Grant({"transport_benefit", "", since, since + random_.Between(4, 30)});
}

void AdultTeller::TellChernobyl() {
  const Date since = Date::Of(2015, 1, 2) + random_.Below(1'500);
  const bool family = random_.Chance(150'000);
  Status(family ? "chernobyl_victim_family" : "chernobyl_liquidator", since, std::nullopt, since);
  Grant({"chernobyl_benefit", "", since, since + random_.Between(4, 30)});
}

void AdultTeller::TellFuneral(Date begins) {
  const int64_t deceased = DeceasedOf(0);
  Deceased(deceased, begins);
  const Money pension = OldAgeAmount(random_.Chance(500'000), random_.NextFraction());
  const int rank = random_.Below(100);
  const std::string title = rank < 84   ? Input("pension", pension.ToString())
                            : rank < 94 ? Input("insured_wage", Wage().ToString())
                            : rank < 97 ? Input("dependant", "yes")
                                        : Input("social_security", "yes");
  Grant({"funeral_benefit", CaseOf(deceased), begins, begins + random_.Between(2, 25), title});
}

void AdultTeller::Deceased(int64_t deceased, Date died) {
  const Date born = died - 365 * random_.Between(40, 90);
  Emit(born, OfficeDay(died + 1),
       absl::StrCat("\"person_registered\":{\"born\":\"", born.ToString(), "\"}"), deceased);
  Death(deceased, died, OfficeDay(died + 1));
}

void AdultTeller::TellWidowed(Date begins) {
  const int64_t spouse = DeceasedOf(1);
  Relation("spouse_of", spouse, citizen_.born + 365 * 25, begins + 1);
  Deceased(spouse, begins);
  const Money pension = OldAgeAmount(!citizen_.female, random_.NextFraction());
  Grant({"surviving_spouse_benefit", CaseOf(spouse), begins + 1, begins + random_.Between(5, 60),
         Input("deceased_pension", pension.ToString())},
        DayOfAge(begins, 1));
}

void AdultTeller::TellServicePension() {
  static constexpr Quantile kAmounts[] = {
      {0, 330'00}, {3'000, 520'00}, {6'000, 700'00}, {9'000, 1150'00}, {10'000, 2900'00}};
  const Date since = Since(std::max(DayOfAge(citizen_.born, kServed), Date::Of(2010, 1, 1)));
  Grant({"service_pension", "", since, since - 20, "",
         Money::Cents(AtQuantile(kAmounts, random_.NextFraction()))});
}

void AdultTeller::TellInjury() {
  const Date since = Since(std::max(DayOfAge(citizen_.born, 20), Date::Of(2008, 1, 1)));
  const int loss = 25 + random_.Below(40);
  // Reviewed as pensions are: up to the day on which the sample begins.
  Grant({"work_capacity_compensation", "", since, since + random_.Between(5, 40),
         absl::StrCat(Input("loss_percent", absl::StrCat(loss)), ",",
                      Input("average_monthly_wage", PartOfWage(kInjured).ToString()), ",",
                      Input("reviewed_to", span_.first.first().ToString()))});
}

void AdultTeller::TellOrphan(absl::string_view benefit, Date begins) {
  const Date grown = std::max(DayOfAge(citizen_.born, 18), begins);
  Status("orphan", DayOfAge(citizen_.born, 10), std::nullopt, grown);
  if (benefit == "orphan_study_allowance") {
    Status("studying_at_school", grown, Date::Of(grown.year() + 2, 6, 30), grown + 2);
    return Grant({benefit, "", grown, grown + random_.Between(2, 20)});
  }
  Grant({"orphan_start_allowance", "", grown, grown + random_.Between(2, 20)});
  Grant({"orphan_household_allowance", "", grown, grown + random_.Between(2, 20)});
}

}  // namespace izmaksa
