#!/usr/bin/env bash
# A month of the whole agency for a made-up nation: every benefit, beside the ministry's budget.
#
#   deploy/agency.sh [FOLDER [PEOPLE]]      FOLDER below build/ (default build/agency) is emptied first
#
# IZMAKSA_PEOPLE (default 190000, a tenth of the nation) is the number of people where the argument is not given.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

folder=${1:-build/agency}
people=${2:-${IZMAKSA_PEOPLE:-190000}}
case "$folder" in
  *..*) folder= ;;
  build/?*) ;;
  *) folder= ;;
esac
[ -n "$folder" ] || { echo "deploy/agency.sh: the folder must be below build/: it is emptied" >&2; exit 2; }
[ -x build/izmaksa ] || { echo "deploy/agency.sh: build/izmaksa is not built; call make agency" >&2; exit 1; }

ledger=$folder/ledger
measures=$folder/measures
month=2024-02-02
began=$SECONDS

izmaksa() { deploy/measure.py "$measures" build/izmaksa "$@"; }
chapter() { printf '\n── %s\n\n' "$*"; }

rm -rf "$folder"
mkdir -p "$folder"

chapter "A made-up nation with all benefits"
izmaksa sample --people "$people" --seed 1 --benefits all --out "$folder/events"
izmaksa init --data "$ledger"

# The first month opens the books; the second holds what a month usually holds.
chapter "January 2024"
izmaksa append --data "$ledger" "$folder"/events/0-*.jsonl "$folder"/events/2024-01-*.jsonl
izmaksa run --data "$ledger" --date 2024-01-03
chapter "February 2024"
izmaksa append --data "$ledger" "$folder"/events/2024-02-*.jsonl
izmaksa run --data "$ledger" --date "$month"

chapter "The month, twelve times, and the budget of a year"
izmaksa report --data "$ledger" --run "$month" --budget

chapter "What each step took"
cat "$measures"
printf '\nThe ledger is in %s. All of it took %d s.\n' "$ledger" $((SECONDS - began))
