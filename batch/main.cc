// The command line: what may be said, and which command it is. The only file compiled with
// exceptions, because CLI11 needs them; none leaves it.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <functional>
#include <string>

#include "batch/commands.h"

namespace izmaksa {
namespace {

constexpr char kAbout[] =
    "Izmaksa: an event-sourced benefits ledger and payment batch processor.\n"
    "Facts come in as events, every run pays the difference between what is due and what is "
    "booked,\n"
    "and everything can be explained from the log.\n";

constexpr char kExitCodes[] =
    "Exit codes: 0 done; 1 a defect of this program; 2 wrong use of the command line; 3 bad input, "
    "nothing was\n"
    "written; 4 refused by a rule (not approved, another run is open); 5 not found; 6 in use by "
    "another process,\n"
    "try again; 7 data lost or damaged; 8 no space left.\n"
    "Every command that prints takes --json.";

using Command = absl::Status (*)(const CommandLine&);

class Program {
 public:
  Program() {
    app_.footer(kExitCodes);
    app_.require_subcommand(1);
    app_.set_version_flag("--version", IZMAKSA_BUILD);
    AddLedger();
    AddRuns();
    AddQuestions();
    AddBooks();
    AddBank();
    AddLaw();
  }

  int Main(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      return app_.exit(error) == 0 ? 0 : 2;
    }
    const absl::Status status = command_(line_);
    if (!status.ok()) {
      std::fflush(stdout);  // what was printed stands before why it ended
      std::fprintf(stderr, "izmaksa: %s\n", std::string(status.message()).c_str());
    }
    return ExitCode(status);
  }

 private:
  CLI::App* Add(CLI::App& parent, const char* name, const char* about, const char* example,
                Command command) {
    CLI::App* sub = parent.add_subcommand(name, about);
    sub->footer(std::string("Example:\n  ") + example);
    sub->add_flag("--json", line_.json, "Print JSON");
    sub->callback([this, command] { command_ = command; });
    return sub;
  }

  CLI::App* AddOnLedger(const char* name, const char* about, const char* example, Command command) {
    CLI::App* sub = Add(app_, name, about, example, command);
    sub->add_option("--data", line_.data, "The ledger's data directory")->required();
    return sub;
  }

  void AddLedger() {
    CLI::App* init = AddOnLedger("init", "Make a new, empty ledger",
                                 "izmaksa init --data ledger --shards 2", InitCommand);
    init->add_option("--shards", line_.shards, "Independent parts, fixed for ever (default 2)");
    init->add_option(
        "--first-month", line_.first_month,
        "First month this ledger accounts for, YYYY-MM (default: the month of the first run)");
    init->add_option("--file-payments-max", line_.file_payments_max,
                     "Most payments in one file (default 50000)");
    init->add_option("--agency-name", line_.agency_name, "The payer's name");
    init->add_option("--agency-id", line_.agency_id, "The payer's registration number");
    init->add_option("--agency-iban", line_.agency_iban, "The payer's account");
    init->add_option("--agency-bic", line_.agency_bic, "The payer's bank");
    init->add_option("--post-name", line_.post_name, "Who brings cash home");
    init->add_option("--post-iban", line_.post_iban, "The account that pays for it");

    CLI::App* officer = AddOnLedger(
        "officer", "Register an officer; makes the key file if there is none",
        "izmaksa officer --data ledger --name \"Līga Ozola\" --key liga.key --role maker,approver",
        OfficerCommand);
    officer->add_option("--name", line_.name, "The officer's name")->required();
    officer->add_option("--key", line_.key, "The officer's key file")->required();
    officer->add_option("--role", line_.role,
                        "maker, approver (default), treasurer; several with commas between");

    CLI::App* limits = AddOnLedger(
        "limits", "Limits of payments, days and budget lines: show them, or set them all anew",
        "izmaksa limits --data ledger --set limits.textproto --key zane.key", LimitsCommand);
    limits->add_option("--set", line_.set, "A limits file (docs/controls.md)");
    limits->add_option("--key", line_.key, "With --set: the key file of a treasurer");

    CLI::App* sample = Add(app_, "sample", "Write a made-up nation as event files",
                           "izmaksa sample --people 100000 --seed 1 --out nation", SampleCommand);
    sample->add_option("--people", line_.people, "How many people (default 100000)");
    sample->add_option("--seed", line_.seed, "Same seed, same nation (default 1)");
    sample->add_option("--out", line_.out, "Directory to write to")->required();
    sample->add_option("--benefits", line_.benefits,
                       "pensions (default) or all: families, workers, the disabled too");
    sample->add_option("--first-month", line_.first_month,
                       "When the ledger starts: 2024-01 (default) or 2023-01, two years of facts");

    CLI::App* append =
        AddOnLedger("append", "Check event files and append them: all of them, or nothing",
                    "izmaksa append --data ledger register.jsonl cases.jsonl", AppendCommand);
    append->add_option("files", line_.files, "Event files: JSON Lines, or .pb")->required();
  }

  void AddRuns() {
    CLI::App* run =
        AddOnLedger("run", "Make the run of a business date, or finish it",
                    "izmaksa run --data ledger --date 2024-04-20 --key maris.key", RunCommand);
    run->add_option("--date", line_.date, "Business date, YYYY-MM-DD; it is the run's name")
        ->required();
    run->add_option("--key", line_.key,
                    "The maker's key file: signs the run, also one made before without it");
    run->add_option("--maker", line_.maker,
                    "Without --key: a name that is no officer's (default batch)");
    run->add_option("--law", line_.law, "Law files that replace parameters of the law built in");

    CLI::App* approve = AddOnLedger("approve", "Approve a run that another made: sign its root",
                                    "izmaksa approve --data ledger --run 2024-04-20 --key liga.key",
                                    ApproveCommand);
    approve->add_option("--run", line_.run, "The run")->required();
    approve->add_option("--key", line_.key, "The approver's key file");
    approve->add_flag("--dry-run", line_.dry_run, "Show what would be signed, and sign nothing");
    approve->add_option("--accept", line_.accept, "A finding of the run that the approver accepts");

    CLI::App* release =
        AddOnLedger("release", "Write the payment files of a run that two officers approved",
                    "izmaksa release --data ledger --run 2024-04-20 --out files --key zane.key",
                    ReleaseCommand);
    release->add_option("--run", line_.run, "The run")->required();
    release->add_option("--out", line_.out, "Directory to write to")->required();
    release->add_option("--key", line_.key,
                        "The treasurer's key file; not needed to write released files again");
    release->add_option("--format", line_.format, "pain.001.001.09 (default) or pain.001.001.03")
        ->check(CLI::IsMember({"pain.001.001.09", "pain.001.001.03"}));
    release
        ->add_option("--letters", line_.letters,
                     "latvian (default), or basic: names without diacritics")
        ->check(CLI::IsMember({"latvian", "basic"}));
    AddFiles();
  }

  void AddFiles() {
    CLI::App* send = AddOnLedger(
        "send", "Put the released files of a run, and no others, into the bank's folder",
        "izmaksa send --data ledger --run 2024-04-20 --files files --to outbox --key zane.key",
        SendCommand);
    send->add_option("--run", line_.run, "The run")->required();
    send->add_option("--files", line_.released, "Where they were released to")->required();
    send->add_option("--to", line_.to, "Directory to copy to")->required();
    send->add_option("--key", line_.key, "The treasurer's key file")->required();

    CLI::App* discard = AddOnLedger(
        "discard", "Say that a released file is never sent",
        "izmaksa discard --data ledger --run 2024-04-20 --file 20240420-PENS-20240422-001.xml "
        "--key zane.key --reason \"the bank is shut\"",
        DiscardCommand);
    discard->add_option("--run", line_.run, "The run")->required();
    discard->add_option("--file", line_.file, "The file's name")->required();
    discard->add_option("--key", line_.key, "The treasurer's key file")->required();
    discard->add_option("--reason", line_.reason, "Why, on one line")->required();

    CLI::App* reissue =
        AddOnLedger("reissue", "Let a payment that came back go out again, to the payee now known",
                    "izmaksa reissue --data ledger --payment 20240420-1000000001-1 --number L-17 "
                    "--key maris.key",
                    ReissueCommand);
    reissue->add_option("--payment", line_.payment, "The payment that came back")->required();
    reissue->add_option("--number", line_.number, "The decision's number");
    reissue->add_option("--key", line_.key, "A maker's key file")->required();

    CLI::App* confirm = AddOnLedger(
        "confirm", "Say that the account known is the person's, after asking the person",
        "izmaksa confirm --data ledger --person 1000000001 --key maris.key", ConfirmCommand);
    confirm->add_option("--person", line_.person, "The person, by client number")->required();
    confirm->add_option("--key", line_.key, "A maker's key file")->required();
  }

  void AddQuestions() {
    CLI::App* assess =
        Add(app_, "assess", "What is due to the people of an event file, and why; needs no ledger",
            "izmaksa assess --month 2024-04 --known 2024-04-20 person.jsonl", AssessCommand);
    assess->add_option("--month", line_.month, "The month asked about, YYYY-MM")->required();
    assess->add_option("--known", line_.known, "Facts and law as known on that day (default: all)");
    assess->add_option("--law", line_.law, "Law files that replace parameters of the law built in");
    assess->add_option("files", line_.files, "Event files")->required();

    CLI::App* explain = AddOnLedger(
        "explain", "Why an amount is what it is, to the cent",
        "izmaksa explain --data ledger --person 1000000001 --month 2024-04", ExplainCommand);
    explain->add_option("--payment", line_.payment, "A payment, by its EndToEndId");
    explain->add_option("--person", line_.person, "A person, by client number");
    explain->add_option("--month", line_.month, "With --person: the month");
    explain->add_option("--law", line_.law, "Law files the run was made with");

    CLI::App* report =
        AddOnLedger("report", "What a run decided, and how it differs from the run before",
                    "izmaksa report --data ledger --run 2024-04-20", ReportCommand);
    report->add_option("--run", line_.run, "The run")->required();
    report->add_option("--law", line_.law, "Law files the run was made with");
    report->add_option("--html", line_.html, "Write a page to this file");
    report->add_flag("--published", line_.published, "Beside the ministry's published figures");
    report->add_flag(
        "--people", line_.by_people,
        "A line for each person who is not paid as in the run before, with the causes");
    report->add_flag("--budget", line_.budget, "Only by programme, beside a year of the budget");

    CLI::App* verify =
        AddOnLedger("verify", "Check logs, proofs, balances and folds against each other",
                    "izmaksa verify --data ledger --files out", VerifyCommand);
    verify->add_option("--files", line_.released, "Compare the released files in this directory");
    verify->add_flag("--all-runs", line_.all_runs,
                     "Write the files of every run anew, not only of the last released");
    verify->add_option("--temp", line_.temp, "Where to make folds and files anew (system's)");

    CLI::App* what_if = AddOnLedger(
        "what-if", "What another law would cost, and who gains and loses; appends nothing",
        "izmaksa what-if --data ledger --law docs/what-if/pre_1996_supplement_all_cohorts_now"
        ".textproto --from 2024-01",
        WhatIfCommand);
    what_if->add_option("--law", line_.law, "The overlay: law files that replace parameters")
        ->required();
    what_if->add_option("--from", line_.from, "First month asked about, YYYY-MM")->required();
    what_if->add_option("--to", line_.to, "Last month (default: the month of the last run)");
    what_if->add_option("--known", line_.known,
                        "Facts and law as known on that day (default: as in the last run)");
    what_if->add_option("--temp", line_.temp, "With --known: where to fold people (system's)");

    CLI::App* tail =
        AddOnLedger("tail", "Print records of a log, a line each",
                    "izmaksa tail --data ledger --log journal --from 0 --follow", TailCommand);
    tail->add_option("--log", line_.log, "journal (default), events or control")
        ->check(CLI::IsMember({"journal", "events", "control"}));
    tail->add_option("--shard", line_.shard, "One shard only");
    tail->add_option("--from", line_.from, "First offset");
    tail->add_flag("--follow", line_.follow, "Go on with new records");
  }

  // Of every report that is a paper.
  void AddPaper(CLI::App* sub) {
    sub->add_option("--as-of", line_.as_of,
                    "As of the last run of a day up to this one (default: the last run)");
    sub->add_flag("--csv", line_.csv, "Print one table as CSV");
    sub->add_option("--table", line_.table, "With --csv: which table (default: the first)");
    sub->add_option("--html", line_.html, "Write a page to this file");
  }

  void AddBooks() {
    CLI::App* books = AddOnLedger(
        "books", "The trial balance, one account run by run, or where a run's cents went",
        "izmaksa books --data ledger --as-of 2024-04-30", BooksCommand);
    books->add_option("--account", line_.account, "One account, run by run: Payable, Bank, …");
    books->add_option("--run", line_.run, "The closing equation of one run, in cents");
    books->add_flag("--check", line_.check, "Compare with the sum of every person's books");
    AddPaper(books);

    CLI::App* budget =
        AddOnLedger("budget", "Execution of the budget by programme: plan, execution, per cent",
                    "izmaksa budget --data ledger --year 2024 --html budget.html", BudgetCommand);
    budget->add_option("--year", line_.year, "The budget year, YYYY")->required();
    budget->add_option("--plan", line_.plan, "The year's plan by programme, a file");
    AddPaper(budget);

    CLI::App* statistics =
        AddOnLedger("statistics", "Recipients and means by benefit and month of payment",
                    "izmaksa statistics --data ledger --year 2024 --csv", StatisticsCommand);
    statistics->add_option("--year", line_.year, "A year of payment, YYYY");
    statistics->add_option("--month", line_.month, "Or a month of payment, YYYY-MM");
    AddPaper(statistics);

    CLI::App* statement = AddOnLedger(
        "statement", "A person's annual statement: paid, taxed, recovered, deducted",
        "izmaksa statement --data ledger --person 1000000001 --year 2024", StatementCommand);
    statement->add_option("--person", line_.person, "The person, by client number")->required();
    statement->add_option("--year", line_.year, "The year of payment, YYYY")->required();
    AddPaper(statement);

    CLI::App* receivables = AddOnLedger(
        "receivables", "Overpayments to be recovered, by age",
        "izmaksa receivables --data ledger --people --csv --table people", ReceivablesCommand);
    CLI::App* unclaimed =
        AddOnLedger("unclaimed", "Money that came back or could not be paid, by age",
                    "izmaksa unclaimed --data ledger", UnclaimedCommand);
    for (CLI::App* sub : {receivables, unclaimed}) {
      sub->add_flag("--people", line_.by_person, "By person too");
      AddPaper(sub);
    }
    for (CLI::App* sub : {budget, statistics, statement})
      sub->add_option("--law", line_.law, "Law files the runs were made with");
  }

  void AddBank() {
    CLI::App* answers = AddOnLedger(
        "answers", "Read the bank's messages: what is beyond doubt is booked by the next run",
        "izmaksa answers --data ledger report.xml notification.xml statement.xml", AnswersCommand);
    answers->add_option("files", line_.files, "Messages: pain.002, camt.052, camt.053, camt.054")
        ->required();

    CLI::App* post = AddOnLedger(
        "post-answers", "Read the Post's answers to its lists: what was brought, what comes back",
        "izmaksa post-answers --data ledger answer.csv", PostAnswersCommand);
    post->add_option("files", line_.files, "Answers, as docs/post-delivery-format.md has them")
        ->required();

    CLI::App* match = AddOnLedger(
        "match", "List entries that no payment is beyond doubt, or decide one of them",
        "izmaksa match --data ledger --entry 0f… --payment 20240420-1000000001-1 --key zane.key",
        MatchCommand);
    match->add_option("--entry", line_.entry, "The entry to decide");
    match->add_option("--payment", line_.payment, "The payment it is; none: none of ours");
    match->add_option("--key", line_.key, "The treasurer's key file");

    AddOnLedger("statements", "The statements of the account, and whether one follows another",
                "izmaksa statements --data ledger", StatementsCommand);

    CLI::App* reconcile =
        Add(app_, "reconcile", "What became of payments by the bank's messages; needs no ledger",
            "izmaksa reconcile --sent 01_pain.001.001.09.xml 03_report.xml 09_notification.xml",
            ReconcileCommand);
    reconcile->add_option("--sent", line_.sent, "A payment file (pain.001); may be repeated")
        ->required()
        ->allow_extra_args(false);
    reconcile->add_option("files", line_.files, "Messages: pain.002, camt.052, camt.053, camt.054")
        ->required();
    reconcile->add_flag("--csv", line_.csv, "Print CSV, a line each payment");
    reconcile
        ->add_option("--status-after", line_.status_after,
                     "With --csv: a column with the status after the message of this number")
        ->allow_extra_args(false);
  }

  void AddLaw() {
    CLI::App* law = app_.add_subcommand("law", "The law in the program");
    law->require_subcommand(1);
    CLI::App* list = Add(*law, "list", "Benefits, their acts and the dates covered",
                         "izmaksa law list", LawListCommand);
    CLI::App* show = Add(*law, "show", "One benefit's parameters, with their articles",
                         "izmaksa law show pre_1996_supplement --at 2024-04-20", LawShowCommand);
    show->add_option("benefit", line_.benefit, "The benefit")->required();
    CLI::App* check =
        Add(*law, "check", "Gaps, values nobody has reviewed for a year, values not verified",
            "izmaksa law check --at 2024-04-20", LawCheckCommand);
    Add(*law, "coverage",
        "Which benefits and which facts of the reports are here: docs/coverage.md",
        "izmaksa law coverage", LawCoverageCommand);
    for (CLI::App* sub : {show, check})
      sub->add_option("--at", line_.at,
                      "As of this day, YYYY-MM-DD (default: every day; of check, the last review)");
    for (CLI::App* sub : {list, show, check}) {
      sub->add_option("--law", line_.law, "Law files that replace parameters of the law built in");
    }
  }

  CLI::App app_{kAbout, "izmaksa"};
  CommandLine line_;
  Command command_ = nullptr;
};

}  // namespace
}  // namespace izmaksa

int main(int argc, char** argv) { return izmaksa::Program().Main(argc, argv); }
