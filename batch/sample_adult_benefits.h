// Adults: the unemployed and the sick, the injured, the disabled, those without a pension, and
// those who buried somebody.
#pragma once

#include "batch/sample_claims.h"
#include "batch/sample_shares.h"

namespace izmaksa {

class AdultTeller : public ClaimTeller {
 public:
  using ClaimTeller::ClaimTeller;
  void Tell(const Dealt& dealt);

 private:
  void TellUnemployment(Date begins);
  void TellSickness(Date begins);
  void TellSocialSecurity();
  void TellTransport();
  void TellChernobyl();
  void TellAdultCare(Date since, bool since_childhood);
  void TellFuneral(Date begins);
  void TellInjury();
  void TellOrphan(absl::string_view benefit, Date begins);
  // A day before the sample, from a day on.
  Date Since(Date first);
};

}  // namespace izmaksa
