// The commands of the program. Each prints its result on standard output, as text for a person or
// as JSON for a program, and returns why it could not.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"

namespace izmaksa {

// What was said on the command line, as text: commands check it.
struct CommandLine {
  std::string data;                             // --data
  std::vector<std::string> files;               // positional
  std::vector<std::string> law;                 // --law: overlays
  std::string entry;                            // of match
  std::vector<std::string> sent, status_after;  // of reconcile
  std::string date, month, known, run, key, name, out, payment, person, from, to, at, seed = "1";
  std::string agency_name, agency_id, agency_iban, agency_bic, post_name, post_iban;
  std::string first_month, maker;
  std::string format = "pain.001.001.09", letters = "latvian", log = "journal", benefit;
  std::string temp, released;                           // of verify; released also of send
  std::string role = "approver";                        // of officer
  std::string set;                                      // of limits: the file
  std::vector<std::string> accept;                      // of approve: findings
  std::string number;                                   // of reissue: the decision's
  std::string file, reason;                             // of send and discard
  std::string benefits = "pensions";                    // of sample
  std::string as_of, year, plan, account, html, table;  // of books, budget, statistics, statement
  int64_t people = 100'000, file_payments_max = 50'000;
  int shards = 2, shard = -1;
  bool json = false, follow = false, published = false, all_runs = false, budget = false,
       csv = false, check = false, by_person = false, dry_run = false, by_people = false;
};

absl::Status InitCommand(const CommandLine& line);
absl::Status OfficerCommand(const CommandLine& line);
absl::Status LimitsCommand(const CommandLine& line);
absl::Status SampleCommand(const CommandLine& line);
absl::Status AppendCommand(const CommandLine& line);
absl::Status RunCommand(const CommandLine& line);
absl::Status ApproveCommand(const CommandLine& line);
absl::Status ReleaseCommand(const CommandLine& line);
absl::Status SendCommand(const CommandLine& line);
absl::Status DiscardCommand(const CommandLine& line);
absl::Status ReissueCommand(const CommandLine& line);
absl::Status ConfirmCommand(const CommandLine& line);
absl::Status AssessCommand(const CommandLine& line);
absl::Status ExplainCommand(const CommandLine& line);
absl::Status ReportCommand(const CommandLine& line);
absl::Status BooksCommand(const CommandLine& line);
absl::Status BudgetCommand(const CommandLine& line);
absl::Status ReceivablesCommand(const CommandLine& line);
absl::Status UnclaimedCommand(const CommandLine& line);
absl::Status StatisticsCommand(const CommandLine& line);
absl::Status StatementCommand(const CommandLine& line);
absl::Status VerifyCommand(const CommandLine& line);
absl::Status WhatIfCommand(const CommandLine& line);
absl::Status TailCommand(const CommandLine& line);
absl::Status ReconcileCommand(const CommandLine& line);
absl::Status PostAnswersCommand(const CommandLine& line);
absl::Status AnswersCommand(const CommandLine& line);
absl::Status MatchCommand(const CommandLine& line);
absl::Status StatementsCommand(const CommandLine& line);
absl::Status LawListCommand(const CommandLine& line);
absl::Status LawShowCommand(const CommandLine& line);
absl::Status LawCheckCommand(const CommandLine& line);
absl::Status LawCoverageCommand(const CommandLine& line);

// The exit code of a status, as `izmaksa --help` lists them.
int ExitCode(const absl::Status& status);

}  // namespace izmaksa
