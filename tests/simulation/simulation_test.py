#!/usr/bin/env python3
"""Lives of made-up people under the real program, with every cent checked by an auditor that shares no code with it.

    simulation_test.py IZMAKSA [--seeds N] [--first SEED] [--people N]

A seed makes people, facts in and out of time, corrections, orders, children, deaths, moves, and a bank that answers as
banks do (story.py). The program gets them as event files, run by run; the auditor (auditor.py) gets the same facts and
says what each run should have decided. Every payment must agree: number, day, payee, net, and what each part lost to tax,
recovery and deductions; so must every transfer to a third party, and why somebody is held. After every run the trial
balance must be the auditor's, account by account, and the closing equation of every run so far must hold
(bookkeeper.py). The same story in one and in three shards must give the same files, and they must ask the bank and the
Post for just that (payment_files.py). In the end it prints what was seen,
and fails where something that it is to try never happened.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

from auditor import NEW_ACCOUNT_DAYS, PAYMENT_MAX, Auditor
from auditor_net import date
from bookkeeper import cents, check_books, check_equation
from payment_files import check_files
from story import Story, money


# What must have happened to somebody in the seeds of a test run; else it was not tried.
EXPECTED = [
    "taxed", "with recovery", "least that stays", "share decided", "enforcement", "maintenance", "care", "delivery",
    "several orders", "kept for children", "order collected", "rule of October 2024", "for a child", "brought home",
    "by own", "by guardian", "by institution", "by another_person", "confirmed", "rejected", "returned", "discarded",
    "partly returned", "sent anew", "let go by an officer", "to third parties", "anew to third parties",
    "held: account changed", "held: deceased", "held: deceased, says the bank", "held: no account is known",
    "held: no address is known", "held: payee's right has ended", "held: payment came back",
    "held: third party's payment came back", "closing equations with what came back",
]


class Program:
    """The program and one ledger of it."""

    def __init__(self, program, folder, shards, first_month):
        self.program, self.folder = program, folder
        self.data = folder / ("ledger%d" % shards)
        self.give("init", "--data", self.data, "--shards", shards, "--first-month", first_month,
                  "--file-payments-max", 7)
        for officer, role in (("m", "maker"), ("a", "approver"), ("b", "approver"), ("t", "treasurer")):
            self.give("officer", "--data", self.data, "--name", officer, "--key", self.key(officer), "--role", role)
        limits = folder / "limits.textproto"
        limits.write_text('new_account_days: %d\npayment_max: "%s"\n' % (NEW_ACCOUNT_DAYS, money(PAYMENT_MAX)),
                          encoding="utf-8")
        self.give("limits", "--data", self.data, "--set", limits, "--key", self.key("t"))

    def key(self, officer):
        return self.folder / (officer + ".key")

    def give(self, *words):
        done = subprocess.run([self.program, *map(str, words)], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise AssertionError("%s\nexit %d\n%s%s" % (words, done.returncode, done.stdout, done.stderr))
        return done.stdout

    def entries(self, run):
        found = {}
        for line in self.give("tail", "--data", self.data, "--log", "journal").splitlines():
            entry = json.loads(line)["record"].get("entry")
            if entry and entry["run"] == run:
                found[entry["person"]] = entry
        return found

    def report(self, name, *words):
        return json.loads(self.give(name, "--data", self.data, *words, "--json"))

    def release(self, run):
        self.give("run", "--data", self.data, "--date", run, "--key", self.key("m"))
        for officer in ("a", "b"):
            self.give("approve", "--data", self.data, "--run", run, "--key", self.key(officer))
        out = self.folder / ("files-%s-%s" % (self.data.name, run))
        self.give("release", "--data", self.data, "--run", run, "--out", out, "--key", self.key("t"))
        return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


def decided_by(entry):
    """An entry in the auditor's words."""
    if entry is None:
        return {"payments": [], "held": [], "held_amount": 0}
    payments = []
    for payment in entry.get("payments", []):
        made = {"id": payment["id"], "net": cents(payment["amount"]), "day": date(payment["pay_date"]),
                "home": payment.get("channel") == "home", "third": payment.get("deduction", ""),
                "bank": payment.get("bank")}
        if payment.get("reissue_of"):
            made["anew"] = payment["reissue_of"]
        elif not made["third"]:
            made.update(tax=cents(payment.get("tax", "0")), recovered=cents(payment.get("recovered", "0")))
            made["deductions"] = [(taken["kind"], taken.get("number", ""), cents(taken["amount"]))
                                  for taken in payment.get("deductions", [])]
            made["parts"] = {(part["benefit"], tuple(map(int, part["month"].split("-")))): tuple(
                cents(part.get(field, "0")) for field in ("gross", "tax", "recovered", "deducted"))
                for part in payment["parts"]}
        payments.append(made)
    return {"payments": payments, "held": sorted({reason.partition(":")[0] for reason in entry.get("held", [])}),
            "held_amount": cents(entry.get("held_amount", "0"))}


def expected_of(decided):
    """The account is sealed in the journal: there only its bank is seen, and the account itself in the files."""
    payments = [{**{key: value for key, value in payment.items() if key != "account"},
                 "bank": payment["account"] and payment["account"][:2] + payment["account"][4:8]}
                for payment in decided["payments"]]
    return {**decided, "payments": payments}


def live(program, seed, people, folder, seen):
    story = Story(seed, people)
    ledgers = [Program(program, folder, shards, story.first_month) for shards in (3, 1)]
    auditor = Auditor(tuple(map(int, story.first_month.split("-"))))
    story.begin()
    sent = {}
    since = date(story.days[0])
    for run in story.days:
        today = date(run)
        if run != story.days[0]:
            story.go_on(since, today)
            story.answer(sent, today)
        delivery = folder / ("delivery-%s.jsonl" % run)
        story.delivery(delivery)
        for ledger in ledgers:
            ledger.give("append", "--data", ledger.data, delivery)
            ledger.give("run", "--data", ledger.data, "--date", run)
        entries = ledgers[0].entries(run)
        expected = auditor.run(today, story.facts)
        for person, decided in expected.items():
            found, wanted = decided_by(entries.get(person)), expected_of(decided)
            if found != wanted:
                facts = "\n".join(str(fact) for fact in story.facts[person])
                raise AssertionError("seed %d, run %s, person %d\npaid:     %s\nexpected: %s\n%s\n%s" % (
                    seed, run, person, found, wanted, facts, entries.get(person)))
            seen.update("held: " + reason for reason in decided["held"])
            seen["payments"] += len(decided["payments"])
            for payment in decided["payments"]:
                sent[payment["id"]] = (person, payment["net"], payment["third"])
        for ledger in ledgers:
            check_books(ledger.report("books", "--check"), auditor, run)
        for earlier in story.days[:story.days.index(run) + 1]:
            line = check_equation(ledgers[0].report("books", "--run", earlier), earlier)
            seen["closing equations"] += 1
            seen["closing equations with what came back"] += line["came_back"] > 0
        released = release(ledgers[1], run)
        if released is not None:
            check_files(released, [payment for decided in expected.values() for payment in decided["payments"]], run)
        since = today
    seen.update(auditor.seen)
    assert released == release(ledgers[0], run), "seed %d: other files with another number of shards" % seed
    for ledger in ledgers:
        ledger.give("verify", "--data", ledger.data)
    print("seed %d: %d people, %d runs, to the cent" % (seed, people, len(story.days)), flush=True)


def release(ledger, run):
    try:
        return ledger.release(run)
    except AssertionError as error:
        if "does not open" not in str(error):
            raise
        print("run %s: not checked: this program writes no lists for the Post yet" % run)
        return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("izmaksa", type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--people", type=int, default=150)
    arguments = parser.parse_args()
    seen = collections.Counter()
    for seed in range(arguments.first, arguments.first + arguments.seeds):
        with tempfile.TemporaryDirectory() as folder:
            try:
                live(arguments.izmaksa, seed, arguments.people, pathlib.Path(folder), seen)
            except AssertionError as error:
                sys.exit(str(error))
    for kind in sorted(set(seen) | set(EXPECTED)):
        print("  %7d  %s" % (seen[kind], kind))
    never = [kind for kind in EXPECTED if not seen[kind]]
    if never:
        sys.exit("never seen, so never tried: " + ", ".join(never))


if __name__ == "__main__":
    main()
