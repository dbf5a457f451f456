#!/usr/bin/env bash
# The story of the April 2024 supplement, from events to payment files, for a made-up nation.
#
#   deploy/demo.sh [FOLDER [PEOPLE]]      FOLDER below build/ (default build/demo) is emptied first
#
# IZMAKSA_PEOPLE (default 100000) is the number of people where the argument is not given.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

folder=${1:-build/demo}
people=${2:-${IZMAKSA_PEOPLE:-100000}}
case "$folder" in
  *..*) folder= ;;
  build/?*) ;;
  *) folder= ;;
esac
[ -n "$folder" ] || { echo "deploy/demo.sh: the folder must be below build/: it is emptied" >&2; exit 2; }
[ -x build/izmaksa ] || { echo "deploy/demo.sh: build/izmaksa is not built; call make demo" >&2; exit 1; }

ledger=$folder/ledger
measures=$folder/measures
april=2024-04-03
began=$SECONDS

# Every command of the story goes through here, so that its time and memory can be told afterwards.
izmaksa() { deploy/measure.py "$measures" build/izmaksa "$@"; }
chapter() { printf '\n── %s\n\n' "$*"; }

append() { izmaksa append --data "$ledger" "$@"; }
officer() { izmaksa officer --data "$ledger" --name "$1" --key "$folder/keys/$2.key" --role "$3"; }
run() { izmaksa run --data "$ledger" --date "$1" --key "$folder/keys/maris.key"; }
approve() { izmaksa approve --data "$ledger" --run "$1" --key "$folder/keys/$2.key" | tail -n 1; }
release() { izmaksa release --data "$ledger" --run "$1" --out "$2" --key "$folder/keys/zane.key"; }
send() { izmaksa send --data "$ledger" --run "$1" --files "$2" --to "$folder/outbox" --key "$folder/keys/zane.key"; }

# One month: the facts that came in, the run, two approvals, the files, the bank's folder.
month() {
  local date=$1
  shift
  append "$@"
  run "$date"
  if [ "$date" = "$april" ]; then izmaksa approve --data "$ledger" --run "$date" --dry-run; fi
  approve "$date" liga
  approve "$date" andris
  release "$date" "$folder/files/$date" | sed -n 1p  # the report of April lists files and digests
  send "$date" "$folder/files/$date" | sed -n 1p
}

rm -rf "$folder"
mkdir -p "$folder/keys" "$folder/files"

chapter "A made-up nation, as a register and a case system would send it"
izmaksa sample --people "$people" --seed 1 --out "$folder/events"
izmaksa init --data "$ledger"
officer "Māris Bērzs" maris maker
officer "Līga Ozola" liga approver
officer "Andris Kalniņš" andris approver
officer "Zane Liepa" zane treasurer

chapter "January 2024: pensions"
month 2024-01-03 "$folder"/events/0-*.jsonl "$folder"/events/2024-01-*.jsonl
chapter "February 2024: pensions"
month 2024-02-02 "$folder"/events/2024-02-*.jsonl
chapter "March 2024: pensions"
month 2024-03-04 "$folder"/events/2024-03-*.jsonl

chapter "The law: published 7 December 2023, in force 1 January 2024, first paid in April 2024"
# The heading, and the parameter that was restored; the whole of it is long.
izmaksa law show pre_1996_supplement --at "$april" | awk -v RS= -v ORS='\n\n' 'NR == 1 || /^granted_through:/'

chapter "April 2024: pensions, the supplement, and its arrears of January to March"
month "$april" "$folder"/events/2024-04-*.jsonl
izmaksa report --data "$ledger" --run "$april" --published | tee "$folder/report.txt"

chapter "The same again: nothing is paid twice"
append "$folder"/events/0-*.jsonl "$folder"/events/2024-0[1-4]-*.jsonl
run "$april"
izmaksa report --data "$ledger" --run "$april" --published | cmp - "$folder/report.txt"
release "$april" "$folder/again" >/dev/null
diff -r "$folder/files/$april" "$folder/again"
echo "The report is the same, and every file is the same, byte for byte."

chapter "The books: where the cents of April went, and pages to print"
izmaksa books --data "$ledger" --run "$april"
izmaksa books --data "$ledger" --check --html "$folder/books.html"
izmaksa budget --data "$ledger" --year 2024 --html "$folder/budget.html"
izmaksa report --data "$ledger" --run "$april" --html "$folder/run.html"

chapter "One person in full: pension granted 1 July 2013, 22 full years to 1995, 480.00 euro"
izmaksa explain --data "$ledger" --payment "${april//-/}-1000000001-1"

printf '\nThe ledger is in %s, the payment files in %s/files. All of it took %d s.\n' \
  "$ledger" "$folder" $((SECONDS - began))
