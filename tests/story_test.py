#!/usr/bin/env python3
"""The whole story with the real program, small: a made-up nation, four runs, files.

    story_test.py IZMAKSA

A ledger of 1, 2 and 8 shards must give the same payment files, byte for byte, and the same report but for the roots.
Every file, in both versions, must pass the checker of the scheme's rules (tests/scheme_check.py), and the official
schema where ../shared/fixtures (or IZMAKSA_FIXTURES) holds it. Everything given again changes nothing.
"""

import filecmp
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
DATES = ["2024-01-03", "2024-02-02", "2024-03-04", "2024-04-03"]
PEOPLE = "3000"


def give(*words):
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(words)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def files_in(folder):
    return [os.path.join(at, name) for at, _, names in sorted(os.walk(folder)) for name in sorted(names)]


def payment_files_in(folder):
    """Without the lists for the Post."""
    return [path for path in files_in(folder) if path.endswith(".xml")]


def same_folders(left, right):
    names = [os.path.relpath(path, left) for path in files_in(left)]
    assert names, f"{left} is empty"
    assert names == [os.path.relpath(path, right) for path in files_in(right)], f"other files in {right}"
    for name in names:
        assert filecmp.cmp(os.path.join(left, name), os.path.join(right, name), shallow=False), f"{name} differs"


def story(program, top, events, shards, *release):
    """Lives through January to April; returns the April report."""
    data = os.path.join(top, f"ledger-{shards}")
    give(program, "init", "--data", data, "--shards", str(shards), "--file-payments-max", "50")

    def key(officer):
        return ("--key", os.path.join(top, officer + ".key"))

    for officer, role in (("m", "maker"), ("a", "approver"), ("b", "approver"), ("t", "treasurer")):
        give(program, "officer", "--data", data, "--name", officer, *key(officer), "--role", role)
    for date in DATES:
        months = ["0-", date[:7]] if date == DATES[0] else [date[:7]]
        files = [path for path in files_in(events) if os.path.basename(path).startswith(tuple(months))]
        give(program, "append", "--data", data, *files)
        give(program, "run", "--data", data, "--date", date, *key("m"))
        for officer in ("a", "b"):
            give(program, "approve", "--data", data, "--run", date, *key(officer))
        give(program, "release", "--data", data, "--run", date, "--out", os.path.join(top, f"files-{shards}", date),
             *release, *key("t"))
    check_hash_total(program, data, DATES[-1], os.path.join(top, f"files-{shards}", DATES[-1]))
    report = json.loads(give(program, "report", "--data", data, "--run", DATES[-1], "--json"))
    give(program, "verify", "--data", data, "--all-runs")
    return data, report


def check_hash_total(program, data, run, folder):
    """What officers approved is what the files hold, by a program that shares no code."""
    page = json.loads(give(program, "approve", "--data", data, "--run", run, "--dry-run", "--json"))
    approved = page["approved_hash_total"]
    assert approved == page["hash_total"], "another hash total than was approved"
    in_files = give(sys.executable, os.path.join(HERE, "..", "deploy", "hash_total.py"), *files_in(folder)).split()
    assert in_files == [str(approved["payments"]), approved["amount"], approved["sha256"]], "the files hold others"


def without_roots(value):
    if isinstance(value, dict):
        return {key: without_roots(item) for key, item in value.items() if key != "root"}
    return [without_roots(item) for item in value] if isinstance(value, list) else value


def check_files(files):
    fixtures = os.environ.get("IZMAKSA_FIXTURES", os.path.join(HERE, "..", "..", "shared", "fixtures"))
    schemas = os.path.join(fixtures, "xsd")
    known = os.path.isdir(schemas)
    give(sys.executable, os.path.join(HERE, "scheme_check.py"), *files, *(["--xsd", schemas] if known else []))
    print(f"{len(files)} files keep the scheme's rules" + (" and are valid by the official schema" if known else
          f"; not checked by the official schema, which is not in {fixtures}"))


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="izmaksa-story-") as top:
        events = os.path.join(top, "events")
        give(program, "sample", "--people", PEOPLE, "--seed", "3", "--out", events)
        stories = {shards: story(program, top, events, shards) for shards in (1, 2, 8)}
        for shards in (2, 8):
            same_folders(os.path.join(top, "files-1"), os.path.join(top, f"files-{shards}"))
            assert without_roots(stories[shards][1]) == without_roots(stories[1][1]), f"the report of {shards} shards"
        print(f"1, 2 and 8 shards: the same {len(files_in(os.path.join(top, 'files-1')))} files and the same report")

        data = stories[2][0]
        again = json.loads(give(program, "append", "--data", data, "--json", *[
            path for path in files_in(events) if os.path.basename(path).startswith(("0-", *[d[:7] for d in DATES]))]))
        assert again["appended"] == 0 and again["repeated"] == again["events"] > 0, again
        assert json.loads(give(program, "run", "--data", data, "--date", DATES[-1], "--json"))["already_closed"]
        give(program, "release", "--data", data, "--run", DATES[-1], "--out", os.path.join(top, "again"))
        same_folders(os.path.join(top, "files-2", DATES[-1]), os.path.join(top, "again"))
        print("everything given again changes nothing")

        older = ["--format", "pain.001.001.03", "--letters", "basic"]
        refused = subprocess.run([program, "release", "--data", data, "--run", DATES[-1], "--out",
                                  os.path.join(top, "other"), *older], capture_output=True, text=True)
        assert refused.returncode == 4, f"other bytes for a released run: exit {refused.returncode}"
        story(program, top, events, 3, *older)
        check_files(payment_files_in(os.path.join(top, "files-1")))
        check_files(payment_files_in(os.path.join(top, "files-3")))


if __name__ == "__main__":
    main()
