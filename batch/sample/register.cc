// The population register's share of a history: who the person is, where they live, and their
// death.
#include <algorithm>
#include <iterator>
#include <string>

#include "absl/strings/str_cat.h"
#include "batch/sample/codes.h"
#include "batch/sample/teller.h"

namespace izmaksa {
namespace {

// Latvia, the EEA, Switzerland and the United Kingdom: where the supplement is paid on.
constexpr absl::string_view kWithinEea[] = {"DE", "IE", "GB", "LT", "EE",
                                            "SE", "FI", "NO", "ES", "CH"};
constexpr absl::string_view kOutsideEea[] = {"US", "RU", "BY", "IL", "CA", "AU", "UA"};

// Older facts of the register carry the day on which they were brought into it.
Date GoLive() { return Date::Of(2020, 1, 2); }

class RegisterTeller : public Teller {
 public:
  RegisterTeller(const Population& population, const Citizen& citizen, const SampleSpan& span,
                 EventSink sink)
      : Teller(Source::kRegister, population, citizen, span, sink),
        name_(NameOf(population, citizen)) {}

  void Tell() {
    const bool old = citizen_.born < GoLive();
    const Date registered = old ? GoLive() : OfficeDay(citizen_.born + random_.Between(3, 7));
    const bool grown = citizen_.role != Role::kChild && citizen_.role != Role::kNewborn;
    const bool worker = citizen_.role == Role::kWorker;
    const bool renamed =
        citizen_.story == Story::kNewName ||
        (citizen_.female && grown && citizen_.index > 0 && random_.Chance(worker ? 30'000 : 5'000));
    const std::string before = renamed ? NameOfAnother() : std::string();
    EmitAt(citizen_.born, registered, 8 * 3600, Registered(renamed ? before : name_.family));
    if (citizen_.index == 0) {
      EmitAt(Date::Of(1998, 5, 4), GoLive(), 8 * 3600,
             "\"address_changed\":{\"address\":{\"street\":\"Brīvības iela 1-1\",\"town\":\"Rīga\","
             "\"post_code\":\"LV-1010\",\"country\":\"LV\"}}");
      return;
    }
    TellResidence(grown, worker);
    if (renamed) {
      const Date when =
          citizen_.story == Story::kNewName ? SometimeIn2024() : SometimeSince(GoLive());
      Emit(when, OfficeDay(when + random_.Between(1, 5)), Registered(name_.family));
    } else if (grown && !citizen_.new_style_code &&
               (citizen_.story == Story::kNewCode || random_.Chance(11'000))) {
      const Date when = citizen_.story == Story::kNewCode ? SometimeIn2024()
                                                          : SometimeSince(Date::Of(2017, 7, 3));
      Emit(when, RecordedByRegister(when),
           absl::StrCat("\"code_changed\":{\"personal_code\":\"",
                        NewPersonalCode(population_.seed(), citizen_.index), "\"}"));
    }
    TellDeath();
  }

 private:
  Date RecordedByRegister(Date effective) {
    return effective < GoLive() ? GoLive() : OfficeDay(effective + random_.Between(0, 4));
  }

  std::string Code() const {
    return citizen_.new_style_code ? NewPersonalCode(population_.seed(), citizen_.index)
                                   : OldPersonalCode(citizen_.born, citizen_.code_serial);
  }

  std::string Registered(absl::string_view family) const {
    return absl::StrCat("\"person_registered\":{\"born\":\"", citizen_.born.ToString(),
                        "\",\"identity\":{\"given_name\":\"", name_.given, "\",\"family_name\":\"",
                        family, "\",\"personal_code\":\"", Code(), "\"}}");
  }

  std::string Address() {
    const Town& town = PickTown(random_);
    const absl::string_view street = PickStreet(random_);
    const int house = random_.Between(1, 120);
    std::string flat =
        random_.Chance(700'000) ? absl::StrCat("-", random_.Between(1, 90)) : std::string();
    return absl::StrCat("\"address_changed\":{\"address\":{\"street\":\"", street, " ", house, flat,
                        "\",\"town\":\"", town.name, "\",\"post_code\":\"LV-",
                        town.post_code_first + random_.Below(town.post_codes),
                        "\",\"country\":\"LV\"}}");
  }

  static std::string Residence(absl::string_view country) {
    return absl::StrCat("\"residence_changed\":{\"country\":\"", country, "\"}");
  }

  absl::string_view Country(bool within_eea) {
    return within_eea ? kWithinEea[random_.Below(std::size(kWithinEea))]
                      : kOutsideEea[random_.Below(std::size(kOutsideEea))];
  }

  void TellResidence(bool grown, bool worker) {
    const bool abroad = citizen_.outside_eea || citizen_.story == Story::kAbroadWithinEea ||
                        (worker && random_.Chance(25'000));
    if (abroad) {
      const Date left = SometimeSince(std::max(Date::Of(2010, 1, 1), DayOfAge(citizen_.born, 18)));
      const absl::string_view country = Country(!citizen_.outside_eea);
      if (!citizen_.account_abroad) return Emit(left, RecordedByRegister(left), Residence(country));
      const PlaceAbroad& place = PlaceAbroadOf(citizen_.index);
      Emit(left, RecordedByRegister(left), Residence(place.country));
      Emit(
          left, RecordedByRegister(left),
          absl::StrCat("\"address_changed\":{\"address\":{\"street\":\"", place.street, " ",
                       1 + citizen_.index % 90, "\",\"town\":\"", place.town, "\",\"post_code\":\"",
                       place.post_code, "\",\"country\":\"", place.country, "\"}}"));
      return;
    }
    if (!worker || random_.Chance(900'000)) {
      const Date came =
          grown ? SometimeSince(std::max(Date::Of(1992, 1, 2), DayOfAge(citizen_.born, 16)))
                : citizen_.born;
      const Date known = grown || citizen_.born < GoLive() ? RecordedByRegister(came)
                                                           : OfficeDay(citizen_.born + 8);
      Emit(came, known, Address());
      if (grown && random_.Chance(280'000)) {
        const Date moved = SometimeSince(came + 1);
        Emit(moved, RecordedByRegister(moved), Address());
      }
    }
    if (grown && random_.Chance(9'000)) {
      const Date moved = SometimeIn2024();
      Emit(moved, RecordedByRegister(moved), Address());
    }
    const bool leaves = citizen_.story == Story::kMovedWithinEea ||
                        citizen_.story == Story::kMovedOutsideEea ||
                        (worker && random_.Chance(600));
    if (!leaves) return;
    const Date left = SometimeIn2024();
    Emit(left, OfficeDay(left + random_.Between(1, 30)),
         Residence(Country(citizen_.story != Story::kMovedOutsideEea)));
  }

  void TellDeath() {
    if (citizen_.died.has_value()) {
      Emit(*citizen_.died, citizen_.death_known, "\"person_died\":{}");
    }
    if (citizen_.story != Story::kDeathAnnulled) return;
    const Date day = Date::Of(2024, 1, 24) + random_.Below(20);
    Emit(day, OfficeDay(day + 2), "\"person_died\":{}");
    Emit(day, OfficeDay(day + random_.Between(24, 40)), "\"person_died\":{\"annulled\":true}");
  }

  std::string NameOfAnother() {
    const absl::string_view surname = Surname(name_.tradition, random_);
    return citizen_.female ? WomansSurname(surname) : std::string(surname);
  }

  SampleName name_;
};

}  // namespace

void TellRegister(const Population& population, const Citizen& citizen, const SampleSpan& span,
                  EventSink sink) {
  RegisterTeller(population, citizen, span, sink).Tell();
}

}  // namespace izmaksa
