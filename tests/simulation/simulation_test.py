#!/usr/bin/env python3
"""Lives of made-up people under the real program, with every cent checked by an auditor that shares no code with it.

    simulation_test.py IZMAKSA [--seeds N] [--first SEED] [--people N]

A seed makes people, facts in and out of time, corrections, deaths, moves, and a bank that answers as banks do. The
program gets them as event files, run by run; the auditor (auditor.py) gets the same facts and says what each run should
have decided. Every payment must agree: number, net, tax, recovery, parts. After every run the trial balance must be
the auditor's, account by account, and the closing equation of every run so far must hold (bookkeeper.py). The same story
in one and in three shards must give the same files.
"""

import argparse
import collections
import datetime
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

from auditor import Auditor, date
from bookkeeper import check_books, check_equation

PERIODS = [
    # The ledger's first month and the days of its runs: two a month now and then, so that payments share a month's tax.
    ("2022-05", ["2022-05-10", "2022-06-09", "2022-07-08", "2022-08-10", "2022-08-26", "2022-09-09", "2022-10-10"]),
    ("2023-07", ["2023-07-10", "2023-09-08", "2023-10-10", "2023-11-10", "2023-11-24", "2023-12-05", "2023-12-20"]),
    ("2023-12", ["2023-12-11", "2024-01-10", "2024-02-09", "2024-03-08", "2024-03-25", "2024-04-10", "2024-04-19",
                 "2024-05-10", "2024-06-10", "2024-09-10"]),
]
IBANS = ["LV97HABA0012345678910", "LV80BANK0000435195001"]


class Story:
    """The facts of a seed, for the program and for the auditor."""

    def __init__(self, seed, people):
        self.dice = random.Random(seed)
        self.first_month, self.days = PERIODS[seed % len(PERIODS)]
        self.facts = {1000000001 + n: [] for n in range(people)}
        self.told = 0
        self.waiting = []  # lines of the next delivery

    def tell(self, person, kind, effective, recorded, stored, **fact):
        self.told += 1
        fact.update(kind=kind, effective=effective, recorded=recorded, told=self.told)
        self.facts[person].append(fact)
        event = {"id": "S-%06d" % self.told, "source": "bank" if kind == "answer" else "cases", "person": person,
                 "effective": effective.isoformat(), "recorded": recorded.isoformat() + "T08:00:00Z"}
        event.update(stored)
        self.waiting.append(event)

    def decide(self, person, what, effective, recorded, benefit, amount=None, as_of=None):
        stored = {"kind": what, "benefit": benefit, "number": "D-%d" % self.told, "officer": "o1"}
        if amount:
            stored["amount"] = "%d.%02d" % divmod(amount, 100)
            if as_of and as_of != effective:
                stored["amount_as_of"] = as_of.isoformat()
        self.tell(person, "decision", effective, recorded, {"decision_made": stored}, what=what, benefit=benefit,
                  amount=amount, as_of=as_of or effective)

    def account(self, person, effective, recorded):
        iban = self.dice.choice(IBANS)
        self.tell(person, "account", effective, recorded, {"account_changed": {"account": {"iban": iban}}}, iban=iban)

    def record(self, person, effective, recorded, to_1995, total):
        self.tell(person, "record", effective, recorded, {"insurance_record_determined": {
            "months_to_1995": to_1995, "months_total": total}}, to_1995=to_1995, total=total)

    def disability(self, person, effective, recorded, group, until=None):
        stored = {"group": group}
        if until:
            stored["until"] = until.isoformat()
        self.tell(person, "disability", effective, recorded, {"disability_determined": stored}, group=group, until=until)

    def begin(self):
        """Everybody's facts before the first run."""
        dice, first = self.dice, date(self.first_month + "-01")
        for person in self.facts:
            disabled = dice.random() < .25
            granted = datetime.date(dice.choice([1994, 1996, 1999, 2008, 2011, 2012, 2013, 2014, 2015, 2019]),
                                    dice.randint(1, 12), 1)
            if disabled:
                granted = max(granted, datetime.date(1999, 1, 1))
            to_1995 = dice.choice([0, 11, 12, 131, 264, 400])
            born = datetime.date(1935 if granted.year < 1997 else 1950, 3, 7)
            # The personal code is of the newer kind: it says nothing about the birth.
            code = "32%04d-%05d" % (person % 10000, dice.randint(0, 99999))
            event = {"id": "R-%d" % person, "source": "register", "person": person, "effective": born.isoformat(),
                     "recorded": "2000-01-01T08:00:00Z", "person_registered": {"born": born.isoformat(), "identity": {
                         "given_name": "Jānis", "family_name": "Bērziņš", "personal_code": code}}}
            self.waiting.append(event)
            early = granted + datetime.timedelta(days=20)
            if dice.random() < .95:
                self.account(person, granted, early)
            self.record(person, datetime.date(1990, 1, 1), early, to_1995, to_1995 + dice.choice([0, 60, 150, 300]))
            if disabled or dice.random() < .15:
                self.disability(person, datetime.date(2005, 1, 1), early, dice.randint(1, 3),
                                dice.choice([None, None, first + datetime.timedelta(days=dice.randint(20, 200))]))
            if dice.random() < .1:
                self.tell(person, "repressed", datetime.date(2001, 1, 1), early,
                          {"status_determined": {"status": "politically_repressed"}})
            benefit = "disability_pension" if disabled else "old_age_pension"
            # The amount stands as of the last review before the ledger, or an older one.
            as_of = date(dice.choice(["2020-10-01", "2021-10-01"]))
            amount = dice.choice([12345, 30000, 37000, 48000, 52222, 61999, 95001])
            new = dice.random() < .1  # granted in the ledger's time, from a day in the middle of a month, maybe long past
            if new:
                granted = first - datetime.timedelta(days=dice.randint(-60, 100))
                as_of = granted
            self.decide(person, "granted", granted, first + datetime.timedelta(days=3) if new else granted, benefit,
                        amount, as_of)

    def go_on(self, since, today):
        """What becomes known between two runs."""
        dice = self.dice
        for person, facts in self.facts.items():
            if dice.random() > .35:
                continue
            grant = next(fact for fact in facts if fact["kind"] == "decision")
            benefit, recorded = grant["benefit"], today - datetime.timedelta(days=dice.randint(0, 3))
            # In time, late by up to five months, or ahead of time.
            when = max(since + datetime.timedelta(days=dice.randint(-150, 30)), grant["effective"])
            what = dice.choice(["amended", "amended", "suspended", "resumed", "ended", "died", "annulled", "account",
                                "account", "record", "disability", "moved", "returned"])
            if what == "amended":
                self.decide(person, what, when, recorded, benefit, dice.choice([10000, 33333, 47000, 70001, 110000]))
            elif what in ("suspended", "resumed", "ended"):
                self.decide(person, what, when, recorded, benefit)
            elif what == "died":
                self.tell(person, "died", min(when, today), recorded, {"person_died": {}}, annulled=False)
            elif what == "annulled":
                deaths = [fact for fact in facts if fact["kind"] == "died"]
                if deaths and not deaths[-1]["annulled"]:
                    self.tell(person, "died", deaths[-1]["effective"], recorded, {"person_died": {"annulled": True}},
                              annulled=True)
            elif what == "account":
                self.account(person, when, recorded)
            elif what == "record":
                self.record(person, dice.choice([datetime.date(1990, 1, 1), when]), recorded,
                            *dice.choice([(120, 500), (265, 350), (300, 541)]))
            elif what == "disability":
                self.disability(person, when, recorded, dice.randint(0, 3))
            elif what in ("moved", "returned"):
                country = dice.choice(["US", "BR"]) if what == "moved" else dice.choice(["LV", "DE"])
                self.tell(person, "residence", when, recorded, {"residence_changed": {"country": country}},
                          country=country)

    def answer(self, payments, today):
        """The bank answers for what was sent, in its own time."""
        for person, payment in list(payments.items()):
            if self.dice.random() < .3:
                continue
            outcome = self.dice.choice(["settled"] * 6 + ["rejected", "returned", "settled and returned"])
            for said in outcome.split(" and "):
                stored = {"payment": payment, "outcome": said}
                if said != "settled":
                    stored["reason"] = "AC04"
                self.tell(person, "answer", today, today, {"bank_answered": stored}, payment=payment, outcome=said)
            del payments[person]

    def delivery(self, path):
        """Writes the next delivery, shuffled where order does not matter, some events sent again."""
        lines = [json.dumps(event, ensure_ascii=False) for event in self.waiting]
        again = [line for line in lines if self.dice.random() < .05]
        path.write_text("".join(line + "\n" for line in lines + again), encoding="utf-8")
        self.waiting = []


class Program:
    """The program and one ledger of it."""

    def __init__(self, program, folder, shards, first_month):
        self.program, self.folder = program, folder
        self.data = folder / ("ledger%d" % shards)
        self.give("init", "--data", self.data, "--shards", shards, "--first-month", first_month,
                  "--file-payments-max", 7)
        for officer, role in (("m", "maker"), ("a", "approver"), ("b", "approver"), ("t", "treasurer")):
            self.give("officer", "--data", self.data, "--name", officer, "--key", self.key(officer), "--role", role)

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
        out = self.folder / ("files-" + self.data.name)
        self.give("release", "--data", self.data, "--run", run, "--out", out, "--key", self.key("t"))
        return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


def in_files(files):
    """What the files ask the bank to do: (payment, cents, account), in order of payment."""
    orders = re.compile(r'<EndToEndId>([^<]*)</EndToEndId>.*?<InstdAmt Ccy="EUR">([^<]*)<.*?<IBAN>([^<]*)<', re.DOTALL)
    return sorted((name, cents(amount), iban) for content in files.values()
                  for name, amount, iban in orders.findall(content.decode("utf-8")))


def cents(text):
    sign = -1 if text.startswith("-") else 1
    whole, _, part = text.lstrip("-").partition(".")
    return sign * (int(whole) * 100 + int(part or 0))


def decided_by(entry):
    """An entry in the auditor's words."""
    if entry is None:
        return None
    payments = []
    for payment in entry.get("payments", []):
        made = {"id": payment["id"], "net": cents(payment["amount"])}
        if payment.get("reissue_of"):
            made["anew"] = payment["reissue_of"]
        else:
            made.update(tax=cents(payment.get("tax", "0")), recovered=cents(payment.get("recovered", "0")))
            made["parts"] = {(part["benefit"], tuple(map(int, part["month"].split("-")))): cents(part["gross"])
                             for part in payment["parts"]}
        payments.append(made)
    held = cents(entry.get("held_amount", "0"))
    if held:
        payments.append({"held": held})
    return sorted(payments, key=str) or None


def expected_of(decided):
    if decided is None or decided.get("held") == 0:
        return None
    payments = [decided] if "held" in decided else decided["payments"]
    return sorted(({key: value for key, value in payment.items() if key != "account"} for payment in payments), key=str)


def live(program, seed, people, folder):
    story = Story(seed, people)
    ledgers = [Program(program, folder, shards, story.first_month) for shards in (3, 1)]
    auditor = Auditor(tuple(map(int, story.first_month.split("-"))))
    story.begin()
    sent, seen = {}, collections.Counter()
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
            for payment in wanted or []:
                seen.update(list(payment) if "id" in payment else ["held"])
                seen.update(key for key in ("tax", "recovered") if payment.get(key))
                if "id" in payment:
                    sent[person] = payment["id"]  # the bank answers for the last one of each person
        for ledger in ledgers:
            check_books(ledger.report("books", "--check"), auditor, run)
        for earlier in story.days[:story.days.index(run) + 1]:
            line = check_equation(ledgers[0].report("books", "--run", earlier), earlier)
            seen["equations"] += 1
            seen["came back"] += line["came_back"] > 0
        since = today
    released = [ledger.release(story.days[-1]) for ledger in ledgers]
    assert released[0] == released[1], "seed %d: other files with another number of shards" % seed
    ordered = sorted((payment["id"], payment["net"], payment["account"]) for decided in expected.values() if decided
                     for payment in decided.get("payments", []) if "id" in payment)
    assert in_files(released[0]) == ordered, "seed %d: the files are not what was decided" % seed
    for ledger in ledgers:
        ledger.give("verify", "--data", ledger.data)
    print("seed %d: %d people, %d runs, to the cent: %d payments, %d of them sent anew, %d taxed, %d with recovery; "
          "%d times held; %d trial balances, %d closing equations" % (
              seed, people, len(story.days), seen["id"], seen["anew"], seen["tax"] - seen["parts"],
              seen["recovered"] - seen["parts"], seen["held"], len(story.days) * len(ledgers), seen["equations"]),
          flush=True)
    assert seen["came back"], "seed %d: nothing came back, so the equation was not tried" % seed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("izmaksa", type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--people", type=int, default=150)
    arguments = parser.parse_args()
    for seed in range(arguments.first, arguments.first + arguments.seeds):
        with tempfile.TemporaryDirectory() as folder:
            try:
                live(arguments.izmaksa, seed, arguments.people, pathlib.Path(folder))
            except AssertionError as error:
                sys.exit(str(error))


if __name__ == "__main__":
    main()
