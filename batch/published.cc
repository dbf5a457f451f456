#include "batch/published.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "batch/as_of.h"
#include "batch/columns.h"
#include "batch/json.h"
#include "batch/law_report.h"
#include "batch/run.h"
#include "google/protobuf/text_format.h"
#include "ledger/status.h"
#include "processors/benefits.h"
#include "processors/entries.h"
#include "proto/published.pb.h"

namespace izmaksa {

const char* PublishedFiguresText();  // batch/published.textproto

namespace {

constexpr absl::string_view kSupplement = "pre_1996_supplement", kOldAge = "old_age_pension",
                            kDisability = "disability_pension";

// Ours, by id of the figure.
using Ours = std::map<std::string, Tally>;

constexpr const char* kIds[] = {"restored_people", "restored_year",  "old_age_mean",
                                "supplement_2023", "old_age_people", "disability_people"};

// What the figures are about, as batch/published.textproto says.
struct Definitions {
  Date granted_from, granted_through;
  Month without_in, year_begins;
};

absl::StatusOr<PublishedComparison> ReadFigures(Definitions& definitions) {
  v1::PublishedFigures read;
  if (!google::protobuf::TextFormat::ParseFromString(PublishedFiguresText(), &read))
    return absl::InternalError("batch/published.textproto cannot be read");
  ASSIGN_OR_RETURN(definitions.granted_from, Date::Parse(read.restored_granted_from()));
  ASSIGN_OR_RETURN(definitions.granted_through, Date::Parse(read.restored_granted_through()));
  ASSIGN_OR_RETURN(definitions.without_in, Month::Parse(read.restored_without_in()));
  ASSIGN_OR_RETURN(definitions.year_begins,
                   Month::Parse(absl::StrCat(read.supplement_year(), "-01")));
  PublishedComparison comparison;
  comparison.nation = read.nation();
  for (const auto& stored : read.figure()) {
    PublishedFigure figure;
    figure.id = stored.id();
    figure.what = stored.what();
    figure.period = stored.period();
    figure.people = stored.people();
    figure.people_to = stored.people_to();
    if (!stored.money().empty()) {
      ASSIGN_OR_RETURN(figure.money, Money::Parse(stored.money()));
    }
    figure.mean = stored.mean();
    figure.certainty = static_cast<Certainty>(stored.certainty());
    figure.source = stored.source();
    figure.note = stored.note();
    comparison.figures.push_back(std::move(figure));
  }
  return comparison;
}

class Counter {
 public:
  Counter(Ledger& ledger, int shard, const RunState& run, const Law& known,
          const Definitions& definitions)
      : ledger_(ledger),
        shard_(shard),
        cutoff_(run.cutoffs[static_cast<size_t>(shard)]),
        month_(run.business_date.in_month()),
        known_(known),
        definitions_(definitions) {}

  absl::StatusOr<Ours> Count(const ShardRun& run) {
    ASSIGN_OR_RETURN(const std::unique_ptr<EntryCursor> entry,
                     EntryCursor::Open(ledger_.journal(shard_), run, *run.closed_at));
    const std::unique_ptr<Projection::Cursor> person = ledger_.people(shard_).Scan();
    while (entry->Valid()) {
      while (person->Valid() && person->person() < entry->person()) person->Next();
      RETURN_IF_ERROR(person->status());
      ASSIGN_OR_RETURN(const JournalEntry decoded, DecodeEntry(entry->bytes()));
      std::map<absl::string_view, Money> paid;  // for the month of the run
      for (const Payment& payment : decoded.payments) {
        for (const PaymentPart& part : payment.parts) {
          if (part.purpose.month == month_) paid[part.purpose.benefit] += part.gross;
        }
      }
      if (paid.count(kOldAge)) ours_["old_age_people"].Add(paid[kOldAge]);
      if (paid.count(kDisability)) ours_["disability_people"].Add(paid[kDisability]);
      if (paid.count(kSupplement)) {
        if (!person->Valid() || person->person() != entry->person()) {
          return absl::DataLossError(absl::StrCat("person ", entry->person().ToString(),
                                                  " was paid, and is not among the people"));
        }
        RETURN_IF_ERROR(CountSupplement(person->value(), paid[kSupplement]));
      }
      RETURN_IF_ERROR(entry->Next());
    }
    return std::move(ours_);
  }

 private:
  absl::Status CountSupplement(absl::string_view stored, Money paid) {
    ASSIGN_OR_RETURN(PersonState state, DecodePerson(stored));
    if (!state.seen.empty() && state.seen.back().offset >= cutoff_) {
      ASSIGN_OR_RETURN(std::optional<PersonAsOf> as_of,
                       FoldPersonAsOf(ledger_, state.person, cutoff_));
      if (as_of) state = std::move(as_of->state);
    }
    if (IsRestored(state)) {
      ours_["restored_people"].Add(paid);
    } else {
      ours_["supplement_2023"].Add(OfYear(state));
    }
    return absl::OkStatus();
  }

  // The supplement came with the restoration: granted in its years, and without it before.
  bool IsRestored(const PersonState& state) const {
    bool is_of_cohort = false;
    for (const Claim& claim : state.claims) {
      for (const Grant& grant : claim.grants) {
        is_of_cohort = is_of_cohort || (grant.from >= definitions_.granted_from &&
                                        grant.from <= definitions_.granted_through);
      }
    }
    if (!is_of_cohort) return false;
    const Dues before = Assess(state, known_, definitions_.without_in);
    return FindDue(before, kSupplement)->amount.is_zero();
  }

  // Twelve months of the supplement at the amounts of a year, for the years of record that the
  // person is paid for now.
  Money OfYear(const PersonState& state) const {
    Money sum;
    const Dues dues = Assess(state, known_, month_);
    for (const Term& term : FindDue(dues, kSupplement)->terms) {
      if (term.times == 0 || !term.amount.is_positive()) continue;
      for (int months = 0; months < 12; ++months) {
        const Date first = (definitions_.year_begins + months).first();
        const LawValue* rate = known_.Of(kSupplement).At(term.law->parameter, first);
        CHECK(rate != nullptr);
        sum += Times(rate->money, term.times);
      }
    }
    return sum;
  }

  Ledger& ledger_;
  const int shard_;
  const Offset cutoff_;
  const Month month_;
  const Law& known_;
  const Definitions& definitions_;
  Ours ours_;
};

int64_t Scaled(int64_t count, int64_t nation, int64_t people) {
  return MulDiv(Money::Cents(count), nation, people, Rounding::kHalfUp).cents();
}

// "38 000", "70 000–75 000", "14 500 000.00".
std::string PublishedOf(const PublishedFigure& figure) {
  if (figure.money) return figure.money->ToReadable();
  return figure.people_to == 0
             ? Readable(figure.people)
             : absl::StrCat(Readable(figure.people), "–", Readable(figure.people_to));
}

std::string OursOf(const PublishedFigure& figure, const Tally& tally) {
  return figure.money ? tally.amount.ToReadable() : Readable(tally.count);
}

// Ours as a share of the published, in tenths of a percent; empty for a range.
std::string ShareOf(const PublishedFigure& figure) {
  if (figure.people_to != 0) return "";
  const int64_t ours = figure.money ? figure.scaled.amount.cents() : figure.scaled.count;
  const int64_t theirs = figure.money ? figure.money->cents() : figure.people;
  if (theirs == 0) return "";
  const int64_t tenths = MulDiv(Money::Cents(ours), 1000, theirs, Rounding::kHalfUp).cents();
  return absl::StrCat(tenths / 10, ".", tenths % 10, " %");
}

}  // namespace

absl::StatusOr<PublishedComparison> CompareWithPublished(Ledger& ledger,
                                                         const ControlState& control,
                                                         const Law& law, absl::string_view run) {
  const RunState* state = control.Find(run);
  if (state == nullptr) return absl::NotFoundError(absl::StrCat("there is no run ", run));
  if (!state->closed)
    return absl::FailedPreconditionError(absl::StrCat("run ", run, " is open: finish it first"));
  Definitions definitions;
  ASSIGN_OR_RETURN(PublishedComparison comparison, ReadFigures(definitions));
  ASSIGN_OR_RETURN(const std::vector<ShardRun> runs, ShardRunsOf(ledger, run));
  const Law known = law.KnownOn(state->business_date);
  std::vector<Ours> parts(static_cast<size_t>(ledger.shards()));
  RETURN_IF_ERROR(ForEachShard(ledger.shards(), [&](int shard) -> absl::Status {
    const size_t at = static_cast<size_t>(shard);
    ASSIGN_OR_RETURN(parts[at], Counter(ledger, shard, *state, known, definitions).Count(runs[at]));
    return absl::OkStatus();
  }));
  Ours ours;
  for (const char* id : kIds) ours[id];
  for (const Ours& part : parts) {
    for (const auto& [id, tally] : part) ours[id].Add(tally);
  }
  ours["restored_year"] = {ours["restored_people"].count,
                           Times(ours["restored_people"].amount, 12)};
  const Tally pensions = ours["old_age_people"];
  ours["old_age_mean"] = {pensions.count,
                          pensions.count == 0
                              ? Money()
                              : MulDiv(pensions.amount, 1, pensions.count, Rounding::kHalfUp)};

  comparison.run = std::string(run);
  for (const auto& shard : state->closed->shards()) comparison.people += shard.totals().people();
  for (PublishedFigure& figure : comparison.figures) {
    const auto found = ours.find(figure.id);
    if (found == ours.end())
      return absl::InternalError(absl::StrCat("nothing computes the figure ", figure.id));
    figure.ours = figure.scaled = found->second;
    if (figure.mean || comparison.people == 0) continue;
    figure.scaled = {
        Scaled(figure.ours.count, comparison.nation, comparison.people),
        MulDiv(figure.ours.amount, comparison.nation, comparison.people, Rounding::kHalfUp)};
  }
  return comparison;
}

std::string PublishedText(const PublishedComparison& comparison) {
  using Align = Columns::Align;
  const bool is_scaled = comparison.people != comparison.nation;
  Columns table({Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kRight});
  table.Row({"", "published", "ours", "", is_scaled ? "in the ledger" : ""});
  for (const PublishedFigure& figure : comparison.figures) {
    table.Row({figure.what, PublishedOf(figure), OursOf(figure, figure.scaled), ShareOf(figure),
               is_scaled ? OursOf(figure, figure.ours) : ""});
  }
  std::string text = absl::StrCat(
      "\nPublished figures, and ours of run ", comparison.run, "\n\n", table.Text(), "\n",
      Wrapped(is_scaled ? absl::StrCat("Ours are scaled from ", Readable(comparison.people),
                                       " people in this ledger to a nation of ",
                                       Readable(comparison.nation), "; a mean is not scaled.")
                        : "Ours are of the whole nation, not scaled.",
              2),
      "\n");
  for (const PublishedFigure& figure : comparison.figures) {
    absl::StrAppend(&text, Wrapped(absl::StrCat(figure.what, ", ", figure.period, " (",
                                                NameOf(figure.certainty), "): ", figure.source,
                                                ". ", figure.note),
                                   2));
  }
  return text;
}

std::string PublishedJson(const PublishedComparison& comparison) {
  JsonWriter json;
  json.Object().Field("run", comparison.run).Field("people", comparison.people);
  json.Field("nation", comparison.nation).Key("figures").Array();
  for (const PublishedFigure& figure : comparison.figures) {
    const auto write = [&](absl::string_view name, const Tally& tally) {
      figure.money ? json.Field(name, tally.amount) : json.Field(name, tally.count);
    };
    json.Object().Field("figure", figure.id).Field("what", figure.what);
    json.Field("period", figure.period);
    if (figure.money) {
      json.Field("published", *figure.money);
    } else {
      json.Field("published", figure.people);
      if (figure.people_to != 0) json.Field("published_to", figure.people_to);
    }
    write("ours_scaled", figure.scaled);
    write("ours", figure.ours);
    json.Field("certainty", NameOf(figure.certainty)).Field("source", figure.source);
    if (!figure.note.empty()) json.Field("note", figure.note);
    json.EndObject();
  }
  json.EndArray().EndObject();
  return json.Take();
}

}  // namespace izmaksa
