#!/usr/bin/env bash
# The story of deploy/demo.sh for the whole nation; then what every step took, in time and memory.
# IZMAKSA_PEOPLE (default 1900000) is the number of people.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

deploy/demo.sh build/nation "${IZMAKSA_PEOPLE:-1900000}"

printf '\n── What each step took\n\n'
cat build/nation/measures
