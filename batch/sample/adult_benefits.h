// Adults: the unemployed and the sick, the injured, the disabled, those without a pension, and
// those who buried somebody.
#pragma once

#include "batch/sample/claims.h"
#include "batch/sample/shares.h"

namespace izmaksa {

class AdultTeller : public ClaimTeller {
 public:
  using ClaimTeller::ClaimTeller;
  void Tell(const Dealt& dealt);

 protected:
  // Somebody whom the nation does not hold; `who` tells apart whom the person has lost.
  void Deceased(int64_t deceased, Date died);
  int64_t DeceasedOf(int who) const { return kDeceased + 4 * citizen_.index + who; }
  // A day before the sample, from a day on.
  Date Since(Date first);

  std::optional<Date> works_until_;

 private:
  // Client numbers of deceased whom the nation does not hold, after everybody's in it.
  static constexpr int64_t kDeceased = 5'000'000;

  void TellUnemployment(Date begins);
  void TellSickness(Date begins);
  void TellSocialSecurity();
  void TellTransport();
  void TellChernobyl();
  void TellAdultCare(Date since, bool since_childhood);
  void TellFuneral(Date begins);
  void TellInjury();
  void TellOrphan(absl::string_view benefit, Date begins);
  void TellServicePension();
  void TellWidowed(Date begins);
};

}  // namespace izmaksa
