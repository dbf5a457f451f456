// The books of a small ledger as people read them: figures by hand, and the same bytes at any time.
#include "batch/report/books.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <sstream>

#include "batch/columns.h"
#include "batch/report/closing_equation.h"
#include "batch/report/execution.h"
#include "batch/report/outstanding.h"
#include "batch/report/page.h"
#include "batch/report/recipients.h"
#include "batch/report/run_paper.h"
#include "batch/report/statement.h"
#include "processors/books.h"
#include "processors/entries.h"
#include "tests/small_ledger.h"

namespace izmaksa {
namespace {

using testing::HasSubstr;

Money Cents(int64_t cents) { return Money::Cents(cents); }

constexpr uint64_t kExample = 1'000'000'001, kOld = 1'000'000'002, kDead = 1'000'000'003;

// March, April and May 2024 of three people: one with arrears of the restored supplement, one whom
// the bank paid, one who was paid after death and whose money the bank gave back.
std::unique_ptr<SmallLedger> March(int shards = 2) {
  auto small = std::make_unique<SmallLedger>(shards);
  small->AddOfficialExample(kExample, "Jānis", "Bērziņš");
  small->AddPensioner(kOld, Date::Of(2005, 3, 1), 610'00, 0);
  small->AddPensioner(kDead, Date::Of(2016, 3, 1), 400'00, 0);
  small->Run(Date::Of(2024, 3, 10));
  return small;
}

void April(SmallLedger& small) {
  small.RecordedOn(Date::Of(2024, 3, 20));
  small.Answer(kOld, "20240310-1000000002-1", BankOutcome::kSettled, "", Date::Of(2024, 3, 12));
  small.Answer(kExample, "20240310-1000000001-1", BankOutcome::kSettled, "", Date::Of(2024, 3, 12));
  small.Run(Date::Of(2024, 4, 10));
}

void May(SmallLedger& small) {
  small.RecordedOn(Date::Of(2024, 4, 20));
  small.Answer(kDead, "20240410-1000000003-1", BankOutcome::kReturned, "MD07",
               Date::Of(2024, 4, 15));
  small.Die(kDead, Date::Of(2024, 3, 2));
  small.Run(Date::Of(2024, 5, 10));
}

std::vector<Closing> Closings(SmallLedger& small, std::optional<Date> as_of = std::nullopt) {
  auto closings = ClosingsUntil(small.Control(), as_of);
  CHECK(closings.ok());
  return *std::move(closings);
}

Execution ExecutionIn(SmallLedger& small, std::optional<Date> as_of = std::nullopt) {
  auto execution = ExecutionOf(Closings(small, as_of), 2024);
  CHECK(execution.ok());
  return *std::move(execution);
}

Recipients RecipientsIn(SmallLedger& small, std::optional<Date> as_of = std::nullopt) {
  auto recipients = CountRecipients(small.ledger(), Closings(small, as_of), Month::Of(2024, 1),
                                    Month::Of(2024, 12));
  CHECK(recipients.ok());
  return *std::move(recipients);
}

Statement StatementOf(SmallLedger& small, uint64_t person,
                      std::optional<Date> as_of = std::nullopt) {
  auto statement = MakeStatement(small.ledger(), small.Control(), small.law(),
                                 Closings(small, as_of), PersonId(person), 2024);
  CHECK(statement.ok());
  return *std::move(statement);
}

std::vector<Paper> AllPapers(SmallLedger& small, std::optional<Date> as_of) {
  const std::vector<Closing> closings = Closings(small, as_of);
  const BudgetYear published = *PublishedBudgetYear();
  std::vector<Paper> papers = {
      TrialBalancePaper(closings, std::nullopt), AccountPaper(closings, Account::kPayable),
      AccountPaper(closings, Account::kBank),
      ExecutionPaper(ExecutionIn(small, as_of), nullptr, &published, small.law()),
      RecipientsPaper(RecipientsIn(small, as_of), small.law())};
  const auto outstanding = MakeOutstanding(small.ledger(), small.Control(), closings);
  CHECK(outstanding.ok());
  papers.push_back(ReceivablesPaper(*outstanding, true));
  papers.push_back(UnclaimedPaper(*outstanding, true));
  const auto people = BalancesOfPeople(small.ledger(), small.Control(), closings);
  CHECK(people.ok());
  papers.push_back(TrialBalancePaper(closings, *people));
  const auto equations = ClosingEquationsOf(closings);
  CHECK(equations.ok());
  for (const ClosingEquation& equation : *equations)
    papers.push_back(ClosingEquationPaper(equation));
  papers.back().tables.push_back(FatesTable(*equations));
  for (const uint64_t person : {kExample, kOld, kDead})
    papers.push_back(StatementPaper(StatementOf(small, person, as_of), small.law()));
  return papers;
}

std::string AllBytes(SmallLedger& small, std::optional<Date> as_of) {
  std::string bytes;
  for (const Paper& paper : AllPapers(small, as_of)) {
    bytes += PaperText(paper) + PaperJson(paper) + PaperPage(paper);
    for (const Table& table : paper.tables) bytes += *PaperCsv(paper, table.id);
  }
  return bytes;
}

class BooksReportTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    small_ = March().release();
    April(*small_);
    May(*small_);
  }
  static void TearDownTestSuite() { delete small_; }
  static SmallLedger* small_;  // no test appends to it
};
SmallLedger* BooksReportTest::small_ = nullptr;

TEST_F(BooksReportTest, EveryAccountIsTheSumOfThePeoplesBooks) {
  const AccountSums sums = SumsOf(Closings(*small_));
  const auto people = BalancesOfPeople(small_->ledger(), small_->Control(), Closings(*small_));
  ASSERT_TRUE(people.ok()) << people.status();
  for (size_t i = 0; i < sums.size(); ++i) EXPECT_EQ(sums[i].balance(), (*people)[i]) << i;
  EXPECT_THAT(PaperText(TrialBalancePaper(Closings(*small_), *people)),
              HasSubstr("They agree, to the cent."));
}

TEST_F(BooksReportTest, WrongCentInThePeoplesBooksIsSaidAloud) {
  auto people = *BalancesOfPeople(small_->ledger(), small_->Control(), Closings(*small_));
  people[0] += Cents(1);
  EXPECT_THAT(PaperText(TrialBalancePaper(Closings(*small_), people)),
              HasSubstr("They do NOT agree"));
}

TEST_F(BooksReportTest, ClosingOfARunIsTheOpeningOfTheNext) {
  const Paper paper = AccountPaper(Closings(*small_), Account::kPayable);
  const std::vector<Row>& rows = paper.tables[0].rows;
  ASSERT_EQ(rows.size(), 4u);
  for (size_t i = 0; i < 3; ++i) {
    const auto cents = [&](size_t cell) { return *rows[i].cells[cell].number(); };
    EXPECT_EQ(cents(4), cents(1) + cents(2) - cents(3));
    if (i > 0) {
      EXPECT_EQ(cents(1), *rows[i - 1].cells[4].number());
    }
  }
  const AccountSums sums = SumsOf(Closings(*small_));
  EXPECT_EQ(rows[3].cells[4].number(), sums[1].balance().cents());
}

TEST_F(BooksReportTest, AccountsAreNamedInAnyLetters) {
  EXPECT_EQ(*ParseAccount("third PARTY"), Account::kThirdParty);
  EXPECT_TRUE(absl::IsInvalidArgument(ParseAccount("Cash").status()));
}

TEST_F(BooksReportTest, ExecutionIsGrossByProgrammeAndMonth) {
  const Execution execution = ExecutionIn(*small_);
  EXPECT_EQ(execution.runs, 3);
  const auto& pensions = execution.programmes.at("04.01.00");
  // A ledger from January: the run of March pays three months.
  EXPECT_EQ(pensions.at(Month::Of(2024, 3)), Cents(3 * (480'00 + 610'00 + 400'00)));
  EXPECT_EQ(pensions.at(Month::Of(2024, 4)), Cents(480'00 + 610'00 + 400'00));
  EXPECT_EQ(pensions.at(Month::Of(2024, 5)), Cents(480'00 + 610'00));
  EXPECT_EQ(execution.Of("20.03.00"), Cents(5 * 33'44));
  const BudgetYear plan = *ParseBudgetYear("plan", R"(year: "2024"
      programme { programme: "04.01.00" name: "Pensions" plan: "10000.00" base: "gross" }
      programme { programme: "20.03.00" name: "Supplements" plan: "167.20" base: "gross" })");
  const Paper paper = ExecutionPaper(execution, &plan, nullptr, small_->law());
  const std::vector<Row>& rows = paper.tables[0].rows;
  EXPECT_EQ(rows[0].cells[7].number(), 70'50) << "7 050.00 of 10 000.00";
  EXPECT_EQ(rows[2].cells[7].number(), 100'00);
  EXPECT_EQ(rows.back().cells[6].number(), execution.Together().cents());
}

TEST_F(BooksReportTest, ShareOfAPlanIsUnknownWhereAPartOfItIs) {
  const BudgetYear plan = *ParseBudgetYear("plan", R"(year: "2024"
      programme { programme: "04.01.00" name: "Pensions" plan: "10000.00" })");
  const Paper paper = ExecutionPaper(ExecutionIn(*small_), &plan, nullptr, small_->law());
  EXPECT_EQ(paper.tables[0].rows.back().cells[7].number(), std::nullopt);
}

TEST_F(BooksReportTest, PlansOfTwoBasesAreNotAdded) {
  const BudgetYear plan = *ParseBudgetYear("plan", R"(year: "2024"
      programme { programme: "04.01.00" name: "Pensions" plan: "10000.00" base: "consolidated" }
      programme { programme: "20.03.00" name: "Supplements" plan: "167.20" base: "gross" })");
  const Paper paper = ExecutionPaper(ExecutionIn(*small_), &plan, nullptr, small_->law());
  EXPECT_EQ(paper.tables[0].rows[0].cells[7].number(), 70'50);
  EXPECT_EQ(paper.tables[0].rows.back().cells[4].number(), std::nullopt);
  EXPECT_EQ(paper.tables[1].rows.back().cells[3].number(), std::nullopt);
}

TEST_F(BooksReportTest, OtherYearsAreNotFound) {
  EXPECT_TRUE(absl::IsNotFound(ExecutionOf(Closings(*small_), 2023).status()));
  EXPECT_TRUE(absl::IsNotFound(ClosingsUntil(small_->Control(), Date::Of(2024, 3, 9)).status()));
}

TEST_F(BooksReportTest, PeopleAreCountedOnceAMonthAndOnceAYear) {
  const Recipients recipients = RecipientsIn(*small_);
  EXPECT_EQ(recipients.all_together.gross.count, 3);
  EXPECT_EQ(recipients.all.at(Month::Of(2024, 4)).gross.count, 3);
  EXPECT_EQ(recipients.all.at(Month::Of(2024, 5)).gross.count, 2);
  const std::pair<std::string, std::string> supplement("pre_1996_supplement", "20.03.00");
  EXPECT_EQ(recipients.together.at(supplement).gross.count, 1);
  EXPECT_EQ(recipients.together.at(supplement).arrears.amount, Cents(3 * 33'44));
  EXPECT_EQ(recipients.together.at(supplement).current.amount, Cents(2 * 33'44));
  const std::pair<std::string, std::string> pension("old_age_pension", "04.01.00");
  EXPECT_EQ(recipients.months.at(pension).at(Month::Of(2024, 3)).arrears.count, 3);
}

TEST_F(BooksReportTest, PersonInTwoRunsOfAMonthIsOneRecipient) {
  SmallLedger small;
  small.AddOfficialExample(kExample, "Jānis", "Bērziņš");
  small.Run(Date::Of(2024, 3, 10));
  small.RecordedOn(Date::Of(2024, 3, 12));
  small.DetermineRecord(kExample, Date::Of(2013, 7, 1), 276, 475);
  small.Decide(kExample, DecisionKind::kGranted, "old_age_pension", Date::Of(2013, 7, 1), 500'00,
               Date::Of(2023, 10, 1));
  small.Run(Date::Of(2024, 3, 20));
  const Recipients recipients = RecipientsIn(small);
  EXPECT_EQ(recipients.all.at(Month::Of(2024, 3)).gross.count, 1);
  EXPECT_EQ(recipients.all_together.gross.amount, Cents(3 * 500'00));
}

// Of one account, the balance: below nought, a credit.
Money BalanceOf(const std::vector<Closing>& closings, Account account) {
  return SumsOf(closings)[static_cast<size_t>(account)].balance();
}

TEST_F(BooksReportTest, WhatIsSettledIsInTheBankAndWhatIsRejectedIsNot) {
  // April books the answers to two payments of March, May that one of April came back unbooked.
  const std::vector<Closing> april = Closings(*small_, Date::Of(2024, 4, 10));
  const Money settled = StatementOf(*small_, kOld).payments[0].payment.amount +
                        StatementOf(*small_, kExample).payments[0].payment.amount;
  EXPECT_EQ(BalanceOf(april, Account::kBank), -settled);
  EXPECT_EQ(BalanceOf(Closings(*small_), Account::kBank), -settled);
}

TEST_F(BooksReportTest, ClosingEquationFollowsEveryCent) {
  const auto march = ClosingEquationOf(Closings(*small_), "2024-03-10");
  ASSERT_TRUE(march.ok()) << march.status();
  EXPECT_EQ(march->computed, Cents(3 * (480'00 + 610'00 + 400'00)));
  EXPECT_EQ(march->computed,
            march->held + march->tax + march->recovered + march->deducted + march->to_people);
  EXPECT_EQ(march->settled.count, 2);
  EXPECT_EQ(march->pending.count, 1);
  EXPECT_EQ(march->kept.amount, march->settled.amount);
  const auto april = ClosingEquationOf(Closings(*small_), "2024-04-10");
  ASSERT_TRUE(april.ok()) << april.status();
  EXPECT_EQ(april->came_back.amount, Cents(400'00));
  EXPECT_EQ(april->settled.count, 1) << "what is given back was booked";
  EXPECT_EQ(april->returned.count, 1);
  EXPECT_EQ(april->pending.count, 2);
  EXPECT_EQ(april->set_off, Cents(400'00)) << "what came back was due no longer";
  EXPECT_EQ(april->owed, Cents(0));
  // Before May nobody knew.
  EXPECT_EQ(
      ClosingEquationOf(Closings(*small_, Date::Of(2024, 4, 30)), "2024-04-10")->pending.count, 3);
  EXPECT_TRUE(absl::IsNotFound(ClosingEquationOf(Closings(*small_), "2024-06-10").status()));
}

TEST_F(BooksReportTest, EquationThatDoesNotHoldIsDataLoss) {
  std::vector<Closing> closings = Closings(*small_);
  closings[0].totals.set_held(closings[0].totals.held() + 1);
  EXPECT_TRUE(ClosingEquationOf(closings, "2024-03-10").ok()) << "held is on both sides";
  closings[0].totals.set_tax(closings[0].totals.tax() + 1);
  EXPECT_TRUE(absl::IsDataLoss(ClosingEquationsOf(closings).status()));
  closings = Closings(*small_);
  closings[1].totals.mutable_fates(0)->set_settled(1'000'000'00);
  EXPECT_TRUE(absl::IsDataLoss(ClosingEquationsOf(closings).status()));
}

TEST_F(BooksReportTest, StatementAddsUpToTheJournal) {
  for (const uint64_t person : {kExample, kOld, kDead}) {
    const Statement statement = StatementOf(*small_, person);
    const int shard = ShardOf(PersonId(person), 2);
    const auto runs = DecodeShardRuns(small_->ledger().books(shard).header());
    const auto entries =
        EntriesOf(small_->ledger().journal(shard), *runs, "2024-05-10", PersonId(person));
    ASSERT_TRUE(entries.ok());
    Money gross, tax, net;
    for (const JournalEntry& entry : *entries) {
      for (const Payment& payment : entry.payments) {
        gross += payment.gross();
        tax += payment.tax;
        net += payment.amount;
      }
    }
    EXPECT_EQ(statement.gross_together, gross);
    EXPECT_EQ(statement.tax, tax);
    EXPECT_EQ(statement.net, net);
    EXPECT_TRUE(statement.is_tax_explained);
  }
}

TEST_F(BooksReportTest, StatementTellsWhatTheBankSaid) {
  const Statement old = StatementOf(*small_, kOld);
  ASSERT_EQ(old.payments.size(), 3u);
  EXPECT_EQ(old.payments[0].standing, "settled");
  EXPECT_EQ(old.payments[1].standing, "in transit");
  EXPECT_EQ(old.settled, old.payments[0].payment.amount);
  const Statement dead = StatementOf(*small_, kDead);
  ASSERT_EQ(dead.payments.size(), 2u);
  EXPECT_EQ(dead.payments[1].standing, "returned (MD07)");
  EXPECT_EQ(dead.payee.name, StatementOf(*small_, kDead, Date::Of(2024, 4, 10)).payee.name);
  // The tax of March: three pensions above 500.00, at 20 %.
  ASSERT_FALSE(old.payments[0].tax_lines.empty());
  EXPECT_EQ(old.payments[0].tax_lines[0].second, Cents(3 * 610'00));
  EXPECT_EQ(old.payments[0].payment.tax, Cents((3 * 610'00 - 500'00) / 5));
}

TEST_F(BooksReportTest, TextFitsIntoAHundredColumns) {
  for (const Paper& paper : AllPapers(*small_, std::nullopt)) {
    std::istringstream lines(PaperText(paper));
    for (std::string line; std::getline(lines, line);) {
      EXPECT_LE(WidthOf(line), kTextWidth) << line;
      EXPECT_TRUE(line.empty() || line.back() != ' ') << line;
    }
  }
}

TEST_F(BooksReportTest, NumberOfShardsDoesNotShow) {
  const auto five = March(5);
  April(*five);
  May(*five);
  EXPECT_EQ(AllBytes(*five, std::nullopt), AllBytes(*small_, std::nullopt));
}

std::string RunPage(SmallLedger& small, const std::string& run) {
  const auto report = MakeReport(small.ledger(), small.Control(), small.law(), run);
  CHECK(report.ok());
  return PaperPage(RunPaper(*report, Closings(small, report->run.business_date)));
}

TEST(ReportsAsOfTest, PageOfARunStaysAsItWas) {
  const auto small = March();
  April(*small);
  const std::string before = RunPage(*small, "2024-04-10");
  EXPECT_THAT(before, HasSubstr("<title>2024-04, arrears: 100.32</title>"));
  May(*small);
  EXPECT_EQ(RunPage(*small, "2024-04-10"), before);
}

TEST(ReportsAsOfTest, LaterRunsDoNotChangeThem) {
  const auto small = March();
  const std::string march = AllBytes(*small, std::nullopt);
  April(*small);
  const std::string april = AllBytes(*small, std::nullopt);
  May(*small);
  EXPECT_EQ(AllBytes(*small, Date::Of(2024, 3, 31)), march);
  EXPECT_EQ(AllBytes(*small, Date::Of(2024, 4, 10)), april);
  EXPECT_NE(april, march);
}

}  // namespace
}  // namespace izmaksa
