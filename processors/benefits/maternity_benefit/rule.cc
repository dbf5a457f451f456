// Maternity benefit (maternitātes pabalsts): law "Par maternitātes un slimības apdrošināšanu" s. 5
// to 10. A case for each certificate, of which there are usually two: before and after the birth.
#include "processors/benefits/insured_wage.h"
#include "processors/benefits/rules.h"

namespace izmaksa {

Due MaternityBenefit(const Question& question) {
  const Certificate certificate = CertificateOfCase(question, Status::kMaternityLeave);
  if (certificate.parts.empty()) return UnknownCertificate(question);
  if (!HasDaysIn(question.month, certificate.first, certificate.last))
    return NothingDue("the certificate is about other months");
  const Date leave = DayInput(question, certificate.last, "first_day").value_or(certificate.first);
  const Grant* grant = GrantOfCertificate(question, certificate);
  if (std::optional<Due> lost = LostByLateness(question, grant, certificate.first))
    return *std::move(lost);
  const DayLaw then(question.law, question.own, leave);
  if (certificate.last - certificate.first >= then.Number("days_max")) {
    return Undetermined("certificate " + question.claim->case_id +
                        " has more days than the law gives for a birth");
  }
  if (!then.unknown().empty()) return Undetermined(then.unknown());
  if (std::optional<Due> why_not = NotInsuredLongEnough(question, leave))
    return *std::move(why_not);
  const InsuredWage wage = AverageDailyWage(question, leave, "unpaid_leave_share_maternity");
  if (!wage.undetermined.empty()) return Undetermined(wage.undetermined);
  Due due = DailyDue(question, certificate.first, certificate.last, GrantedFor::kTheWholeCase,
                     [&](const DayLaw& law) {
                       if (!certificate.Covers(law.day()))
                         return WorthNothing("the certificate leaves the day out");
                       const LawValue& rate = law.At("rate");
                       DayWorth worth;
                       worth.daily = ShareOfWage(wage, rate.rate);
                       worth.term.why =
                           "a share of the average insured wage for each day of maternity leave";
                       worth.term.law = &rate;
                       worth.term.fact = certificate.parts.front()->at;
                       return worth;
                     });
  AddWageTerms(wage, due);
  return due;
}

}  // namespace izmaksa
