"""Made-up lives: people, facts in and out of time, corrections, orders, moves, deaths, and a bank that answers as banks do.

Everything is told twice: as an event for the program, and as a plain fact for the auditor.
"""

import collections
import datetime
import json
import random

PERIODS = [
    # The ledger's first month and the days of its runs: two a month now and then, so that payments share a month's tax.
    ("2022-05", ["2022-05-10", "2022-06-09", "2022-07-08", "2022-08-10", "2022-08-26", "2022-09-09", "2022-10-10"]),
    ("2023-07", ["2023-07-11", "2023-09-08", "2023-10-10", "2023-11-10", "2023-11-24", "2023-12-05", "2023-12-20"]),
    ("2023-12", ["2023-12-11", "2024-01-10", "2024-02-09", "2024-03-08", "2024-03-25", "2024-04-10", "2024-04-19",
                 "2024-05-10", "2024-06-10", "2024-09-10"]),
    # The index of October 2024 is not known: whoever lives here was granted a pension after it.
    ("2024-10", ["2024-10-10", "2024-11-08", "2024-11-25", "2024-12-10", "2024-12-20", "2025-01-10", "2025-02-10",
                 "2025-02-25"]),
]
CHILD_SUPPLEMENT = "disabled_child_supplement"
REASONS = ["AC04", "AC04", "AC01", "MS03", "MD07", "AM10", "DT01", "BE04", "AM05", "NARR", "XX99", ""]
GROUNDS = ["own", "own", "own", "guardian", "institution", "another_person"]


def iban(bank, number):
    """A Latvian account: the check digits make what stands for it leave 1 by 97."""
    digits = "".join(str(int(letter, 36)) for letter in "%s%013dLV00" % (bank, number))
    return "LV%02d%s%013d" % (98 - int(digits) % 97, bank, number)


def days(count):
    return datetime.timedelta(days=count)


def money(cents):
    return "%d.%02d" % divmod(cents, 100)


class Story:
    """The facts of a seed, for the program and for the auditor."""

    def __init__(self, seed, people):
        self.dice = random.Random(seed)
        self.first_month, self.days = PERIODS[seed % len(PERIODS)]
        self.new = seed % len(PERIODS) == 3
        self.facts = {1000000001 + n: [] for n in range(people)}
        self.told = 0
        self.waiting = []  # lines of the next delivery
        self.children = collections.defaultdict(list)
        self.orders = collections.defaultdict(dict)  # number: what was stated last
        self.trouble = collections.defaultdict(list)  # payments that came back, with the number of a third party
        self.kept = {}  # settled payments of which one may still come back

    def tell(self, person, kind, effective, recorded, stored, about=None, **fact):
        self.told += 1
        fact.update(kind=kind, effective=effective, recorded=recorded, told=self.told)
        event = {"id": "S-%06d" % self.told, "source": "bank" if kind == "answer" else "cases", "person": person,
                 "effective": effective.isoformat(), "recorded": recorded.isoformat() + "T08:00:00Z"}
        if about:
            event["about"] = fact["child"] = about
        event.update(stored)
        self.facts[person].append(fact)
        self.waiting.append(event)

    def decide(self, person, what, effective, recorded, benefit, amount=None, as_of=None):
        stored = {"kind": what, "benefit": benefit, "number": "D-%d" % self.told, "officer": "o1"}
        if amount:
            stored["amount"] = money(amount)
            if as_of and as_of != effective:
                stored["amount_as_of"] = as_of.isoformat()
        self.tell(person, "decision", effective, recorded, {"decision_made": stored}, what=what, benefit=benefit,
                  amount=amount, as_of=as_of or effective)

    def account(self, person, effective, recorded):
        """Another account, perhaps another's; now and then another day of payment."""
        number = iban(self.dice.choice(["HABA", "UNLA", "RIKO", "PARX"]), self.dice.randint(1, 10**12))
        day, ground = self.dice.choice([0, 0, 5, 12, 20, 28]), self.dice.choice(GROUNDS)
        stored = {"account": {"iban": number}}
        until = None
        if day:
            stored["pay_day"] = day
        if ground != "own":
            stored["account"]["holder"] = "Ozols"
            stored.update(ground=ground, document="L-%d" % self.told)
            if self.dice.random() < .25:
                until = max(effective, recorded) + days(self.dice.randint(0, 120))
                stored["until"] = until.isoformat()
        self.tell(person, "payee", effective, recorded, {"account_changed": stored}, home=False, iban=number,
                  pay_day=day, ground=ground, until=until)

    def bring_home(self, person, effective, recorded):
        day = self.dice.choice([0, 6, 10, 15, 24])
        if self.dice.random() < .9:
            self.tell(person, "address", effective, recorded, {"address_changed": {"address": {
                "street": "Brīvības iela 1-2", "town": "Rīga", "post_code": "LV-1010", "country": "LV"}}})
        self.tell(person, "payee", effective, recorded, {"home_delivery_chosen": {"pay_day": day} if day else {}},
                  home=True, iban=None, pay_day=day, ground="own", until=None)

    def record(self, person, effective, recorded, to_1995, total):
        self.tell(person, "record", effective, recorded, {"insurance_record_determined": {
            "months_to_1995": to_1995, "months_total": total}}, to_1995=to_1995, total=total)

    def disability(self, person, effective, recorded, group, until=None, child=None):
        stored = {"group": group}
        if until:
            stored["until"] = until.isoformat()
        self.tell(person, "child_disability" if child else "disability", effective, recorded,
                  {"disability_determined": stored}, about=child, group=group, until=until)

    def deduct(self, person, number, what, effective, recorded, until=None, account=None):
        """An order, an agreement or a decision, or the same said again."""
        dice, known = self.dice, self.orders[person].get(number)
        account = account or (known["iban"] if known else iban("TREL", dice.randint(1, 10**12)))
        share, amount = None, 0
        stored = {"kind": what, "number": number}
        if what in ("care", "recovery"):
            share = dice.choice([40, 70, 85, 100] if what == "care" else [5, 10, 20, 50])
            stored["share"] = "%d.%02d" % divmod(share, 100)
        if what != "recovery":
            amount = dice.choice([4000, 20000, 61234, 150000] if what == "care" else [0, 0, 1999, 7000, 33333, 250000])
            stored["payee"] = {"iban": account, "holder": "Zvērināts tiesu izpildītājs"}
        if amount:
            stored["amount"] = money(amount)
        if until:
            stored["until"] = until.isoformat()
        fact = {"number": number, "what": what, "amount": amount, "share": share, "until": until, "iban": account}
        self.orders[person][number] = fact
        self.tell(person, "deduction", effective, recorded, {"deduction_determined": stored}, **fact)

    def new_deduction(self, person, effective, recorded, what=None):
        what = what or self.dice.choice(["enforcement"] * 3 + ["maintenance", "maintenance", "care", "care", "recovery", "recovery"])
        self.deduct(person, "%s-%d" % (what[0].upper(), self.told), what, effective, recorded)

    def child(self, person, recorded):
        """A child is told of: born, and whose it is; perhaps disabled, and a supplement is granted for it."""
        dice, child = self.dice, 2000000000 + self.told
        born = recorded - days(dice.choice([dice.randint(10, 6000), dice.randint(6480, 6620)]))
        born = born.replace(day=min(born.day, 28))
        self.children[person].append(child)
        self.tell(person, "child_born", born, recorded, {"person_registered": {"born": born.isoformat()}}, about=child,
                  born=born)
        self.parent_of(person, child, born, recorded)
        if dice.random() < .5 and not any(fact["kind"] == "child_decision" for fact in self.facts[person]):
            self.disability(person, max(born, recorded - days(400)), recorded, dice.randint(1, 3), child=child)
            since = max(born, recorded - days(dice.randint(0, 200)))
            self.waiting.append({"id": "A-%d" % self.told, "source": "cases", "person": person,
                                 "effective": since.isoformat(), "recorded": recorded.isoformat() + "T07:00:00Z",
                                 "application_submitted": {"benefit": CHILD_SUPPLEMENT, "number": "A-%d" % person}})
            self.decide_for_child(person, "granted", child, since, recorded)

    def decide_for_child(self, person, what, child, effective, recorded):
        stored = {"kind": what, "benefit": CHILD_SUPPLEMENT, "case_id": str(child), "number": "B-%d" % self.told,
                  "officer": "o1"}
        if what == "granted":
            stored["application"] = "A-%d" % person
        self.tell(person, "child_decision", effective, recorded, {"decision_made": stored}, what=what, child=child)

    def parent_of(self, person, child, effective, recorded, until=None):
        stored = {"relation": "parent_of", "relative": child}
        if until:
            stored["until"] = until.isoformat()
        self.tell(person, "parent_of", effective, recorded, {"relation_determined": stored}, child=child, until=until)

    def begin(self):
        """Everybody's facts before the first run."""
        dice, first = self.dice, datetime.date.fromisoformat(self.first_month + "-01")
        for person in self.facts:
            disabled = dice.random() < .25
            granted = datetime.date(dice.choice([1994, 1996, 1999, 2008, 2011, 2012, 2013, 2014, 2015, 2019]),
                                    dice.randint(1, 12), 1)
            if disabled:
                granted = max(granted, datetime.date(1999, 1, 1))
            if self.new:
                granted = first
            to_1995 = dice.choice([0, 11, 12, 131, 264, 400])
            born = datetime.date(1935 if granted.year < 1997 else 1950, 3, 7)
            # The personal code is of the newer kind: it says nothing about the birth.
            code = "32%04d-%05d" % (person % 10000, dice.randint(0, 99999))
            event = {"id": "R-%d" % person, "source": "register", "person": person, "effective": born.isoformat(),
                     "recorded": "2000-01-01T08:00:00Z", "person_registered": {"born": born.isoformat(), "identity": {
                         "given_name": "Jānis", "family_name": "Bērziņš", "personal_code": code}}}
            self.waiting.append(event)
            early = granted + days(20) if not self.new else first - days(20)
            if dice.random() < .9:
                self.account(person, granted, early)
            elif dice.random() < .7:
                self.bring_home(person, granted, early)
            self.record(person, datetime.date(1990, 1, 1), early, to_1995, to_1995 + dice.choice([0, 60, 150, 300]))
            if disabled or dice.random() < .15:
                self.disability(person, datetime.date(2005, 1, 1), early, dice.randint(1, 3),
                                dice.choice([None, None, first + days(dice.randint(20, 200))]))
            if dice.random() < .1:
                self.tell(person, "repressed", datetime.date(2001, 1, 1), early,
                          {"status_determined": {"status": "politically_repressed"}})
            benefit = "disability_pension" if disabled else "old_age_pension"
            # The amount stands as of the last review before the ledger, or an older one.
            as_of = granted if self.new else datetime.date.fromisoformat(dice.choice(["2020-10-01", "2021-10-01"]))
            amount = dice.choice([12345, 30000, 37000, 48000, 52222, 61999, 95001, 140077])
            new = dice.random() < .1  # granted in the ledger's time, from a day in the middle of a month, maybe long past
            if new:
                granted = first - days(dice.randint(-60, 0 if self.new else 100))
                as_of = granted
            self.decide(person, "granted", granted, first + days(3) if new else early, benefit, amount, as_of)
            while dice.random() < .3:
                self.new_deduction(person, first - days(dice.randint(1, 900)), first - days(1))
            while dice.random() < .25:
                self.child(person, first - days(dice.randint(1, 40)))

    def go_on(self, since, today):
        """What becomes known between two runs."""
        for person in self.facts:
            recorded = today - days(self.dice.randint(0, 3))
            for payment, number in self.trouble[person][:]:
                if self.dice.random() < .5:
                    self.trouble[person].remove((payment, number))
                    self.mend(person, payment, number, recorded)
            if self.dice.random() < .4:
                self.happen(person, since, today, recorded)

    def mend(self, person, payment, number, recorded):
        """What a payment that came back asks for is done."""
        if self.dice.random() < .5:
            self.tell(person, "reissue", recorded, recorded, {"reissue_decided": {
                "payment": payment, "officer": "o2", "number": "R-%d" % self.told}}, payment=payment)
        elif number:
            what = self.orders[person][number]["what"]
            self.deduct(person, number, what, recorded, recorded, account=iban("UNLA", self.told))
        elif self.dice.random() < .8:
            self.account(person, recorded, recorded)
        else:
            self.bring_home(person, recorded, recorded)

    def happen(self, person, since, today, recorded):
        dice, facts = self.dice, self.facts[person]
        grant = next(fact for fact in facts if fact["kind"] == "decision")
        benefit = grant["benefit"]
        # In time, late by up to five months, or ahead of time.
        when = max(since + days(dice.randint(-150, 30)), grant["effective"])
        what = dice.choice(["amended", "amended", "suspended", "resumed", "ended", "died", "annulled", "account",
                            "account", "confirmed", "record", "disability", "moved", "returned", "deduction",
                            "deduction", "said again", "said again", "home", "child", "of a child", "of a child"])
        if what == "amended":
            self.decide(person, what, when, recorded, benefit, dice.choice([10000, 33333, 47000, 70001, 110000]))
            if dice.random() < .3:  # as an officer does who foresees that the person owes
                self.new_deduction(person, recorded, recorded, "recovery")
        elif what in ("suspended", "resumed", "ended"):
            self.decide(person, what, when, recorded, benefit)
        elif what == "died" and dice.random() < .5:
            self.tell(person, "died", min(when, today), recorded, {"person_died": {}}, annulled=False)
        elif what == "annulled":
            deaths = [fact for fact in facts if fact["kind"] == "died"]
            if deaths and not deaths[-1]["annulled"]:
                self.tell(person, "died", deaths[-1]["effective"], recorded, {"person_died": {"annulled": True}},
                          annulled=True)
        elif what == "account":
            self.account(person, when, recorded)
            if dice.random() < .3:
                self.tell(person, "confirmed", recorded, recorded, {"account_confirmed": {"officer": "o3"}})
        elif what == "confirmed":
            self.tell(person, "confirmed", recorded, recorded, {"account_confirmed": {"officer": "o3"}})
        elif what == "home":
            self.bring_home(person, when, recorded)
        elif what == "record":
            self.record(person, dice.choice([datetime.date(1990, 1, 1), when]), recorded,
                        *dice.choice([(120, 500), (265, 350), (300, 541)]))
        elif what == "disability":
            self.disability(person, when, recorded, dice.randint(0, 3))
        elif what in ("moved", "returned"):
            country = dice.choice(["US", "BR"]) if what == "moved" else dice.choice(["LV", "DE"])
            self.tell(person, "residence", when, recorded, {"residence_changed": {"country": country}}, country=country)
        elif what == "deduction":
            self.new_deduction(person, when, recorded)
        elif what == "said again" and self.orders[person]:
            number = dice.choice(sorted(self.orders[person]))
            until = when + days(dice.randint(0, 90)) if dice.random() < .4 else None
            self.deduct(person, number, self.orders[person][number]["what"], when, recorded, until)
        elif what == "child":
            self.child(person, recorded)
        elif what == "of a child" and self.children[person]:
            self.happen_to_child(person, when, recorded)

    def happen_to_child(self, person, when, recorded):
        dice, child = self.dice, self.dice.choice(self.children[person])
        born = next(fact["effective"] for fact in self.facts[person] if fact["kind"] == "child_born"
                    and fact["child"] == child)
        when = max(when, born)
        what = dice.choice(["died", "disability", "disability", "parted", "suspended", "resumed", "ended"])
        if what == "died":
            self.tell(person, "child_died", when, recorded, {"person_died": {}}, about=child)
        elif what == "disability":
            group = dice.randint(0, 3)
            self.disability(person, when, recorded, group, dice.choice([None, when + days(40)]) if group else None, child)
        elif what == "parted":
            self.parent_of(person, child, born, recorded, until=when)
        elif any(fact["kind"] == "child_decision" and fact["child"] == child for fact in self.facts[person]):
            self.decide_for_child(person, what, child, when, recorded)

    def answer(self, sent, today):
        """The bank answers for what was sent, in its own time; `sent` is payment: (person, cents, third party)."""
        for payment, (person, cents, number) in list(sent.items()):
            if self.dice.random() < .2:
                self.hear(person, payment, self.dice.choice(["accepted", "pending", "informed"]), today)
            if self.dice.random() < .3:
                continue
            outcome = self.dice.choice(["settled"] * 9 + ["rejected", "returned", "settled and returned", "discarded"])
            for said in outcome.split(" and "):
                self.hear(person, payment, said, today, cents, number)
            if outcome == "settled" and self.dice.random() < .1:
                self.kept[payment] = sent[payment]
            if self.dice.random() < .1:
                self.hear(person, payment, self.dice.choice(["accepted", "informed"]), today)
            del sent[payment]
        for payment, (person, cents, number) in list(self.kept.items()):
            if self.dice.random() < .3:
                self.hear(person, payment, "returned", today, cents, number)
                del self.kept[payment]

    def hear(self, person, payment, outcome, today, cents=0, number=""):
        stored, reason, amount = {"payment": payment, "outcome": outcome}, "", 0
        if outcome in ("rejected", "returned"):
            reason = self.dice.choice(REASONS)
            self.trouble[person].append((payment, number))
        if outcome == "returned" and cents > 1 and self.dice.random() < .3:
            amount = self.dice.randint(1, cents - 1)
            stored["amount"] = money(amount)
        if reason:
            stored["reason"] = reason
        self.tell(person, "answer", today, today, {"bank_answered": stored}, payment=payment, outcome=outcome,
                  reason=reason, amount=amount)

    def delivery(self, path):
        """Writes the next delivery, some events sent again."""
        lines = [json.dumps(event, ensure_ascii=False) for event in self.waiting]
        again = [line for line in lines if self.dice.random() < .05]
        path.write_text("".join(line + "\n" for line in lines + again), encoding="utf-8")
        self.waiting = []
