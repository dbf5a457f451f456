#!/usr/bin/env bash
# Two years of the whole agency for a small made-up nation: a run a month from January 2023 to December 2024, through
# every change of law in them.
#
#   deploy/year.sh [FOLDER [PEOPLE]]      FOLDER below build/ (default build/year) is emptied first
#
# IZMAKSA_PEOPLE (default 5000) is the number of people where the argument is not given.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

folder=${1:-build/year}
people=${2:-${IZMAKSA_PEOPLE:-5000}}
case "$folder" in
  *..*) folder= ;;
  build/?*) ;;
  *) folder= ;;
esac
[ -n "$folder" ] || { echo "deploy/year.sh: the folder must be below build/: it is emptied" >&2; exit 2; }
[ -x build/izmaksa ] || { echo "deploy/year.sh: build/izmaksa is not built; call make year" >&2; exit 1; }

ledger=$folder/ledger
began=$SECONDS

# What the law changed, by the month whose run is the first to know it.
changes() {
  case $1 in
    2023-01) echo "parental benefit while working 30 → 50 %; own months for each parent" ;;
    2023-04) echo "paternity benefit by the working day" ;;
    2023-07) echo "minimum incomes and what follows them; transport 79.68 → 105.00" ;;
    2023-10) echo "pensions reviewed" ;;
    2024-01) echo "minimum incomes; disabled child 106.72 → 160.00, adult care to 413.43" ;;
    2024-04) echo "the supplement restored, with its arrears since January" ;;
    2024-10) echo "pensions reviewed by indices that are not known: held" ;;
  esac
}

# One calm line of a run's report.
line() {
  python3 -c '
import json, sys
from decimal import Decimal
report = json.load(open(sys.argv[1], encoding="utf-8"))
gross = sum(Decimal(benefit["gross"]["amount"]) for benefit in report["benefits"])
totals = report["totals"]
paid, held, amount = totals["paid_people"], totals["held_people"], f"{gross:,}".replace(",", " ")
print(f"{sys.argv[2]:<12} {paid:>10} {amount:>15} {held:>8}  {sys.argv[3]}".rstrip())
' "$@"
}

rm -rf "$folder"
mkdir -p "$folder"
build/izmaksa sample --people "$people" --seed 1 --benefits all --first-month 2023-01 --out "$folder/events"
build/izmaksa init --data "$ledger" --first-month 2023-01 >"$folder/log"

printf '\n%-12s %10s %15s %8s\n' run "paid" "gross, euro" held
first=("$folder"/events/0-*.jsonl)
for year in 2023 2024; do
  for number in 01 02 03 04 05 06 07 08 09 10 11 12; do
    month=$year-$number
    # The first weekday after the 2nd, to which the month's facts reach.
    case $(date -d "$month-03" +%u) in
      6) date=$month-05 ;;
      7) date=$month-04 ;;
      *) date=$month-03 ;;
    esac
    build/izmaksa append --data "$ledger" "${first[@]}" "$folder"/events/"$month"-*.jsonl >>"$folder/log"
    first=()
    build/izmaksa run --data "$ledger" --date "$date" >>"$folder/log"
    build/izmaksa report --data "$ledger" --run "$date" --json >"$folder/$date.json"
    line "$folder/$date.json" "$date" "$(changes "$month")"
  done
done

printf '\nEverything again, from the logs:\n\n'
build/izmaksa verify --data "$ledger"
printf '\nThe ledger is in %s. All of it took %d s.\n' "$ledger" $((SECONDS - began))
