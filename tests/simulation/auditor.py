"""A naive auditor: what should have been paid, worked out anew from the facts in plain integers.

It shares no code and no data with the program: the law is written a second time in auditor_person.py (what is due) and
auditor_net.py (what is taken of it); here are the books and what a run decides.
"""

import collections

from auditor_net import DAY, NOT_SEIZABLE, Net, moves_money, nearest, pay_date
from auditor_person import Person, following, month_of

# Reasons of the bank after which the same payment is simply sent again, and those only an officer can lift.
SEND_AGAIN = ("AM01", "AM04", "AM10", "AM16", "CNOR", "CUST", "DT01", "ED05", "FF01", "FOCR", "RC01", "TM01", "UPAY")
OFFICER_ONLY = ("MD07", "AM05", "DUPL")
NEW_ACCOUNT_DAYS = 10  # a new account younger than this needs a confirmation
PAYMENT_MAX = 400000


class Auditor:
    """The books of everybody, kept a second time."""

    def __init__(self, first_month):
        self.first_month = first_month
        self.books = {}
        self.heard = 0  # the last fact known to the run before
        self.seen = collections.Counter()

    def run(self, business_date, facts_by_person):
        """What the run should decide: {person: {"payments": [...], "held": [categories], "held_amount": cents}}."""
        decided = {}
        for number in sorted(facts_by_person):
            facts = facts_by_person[number]
            book = self.books.setdefault(number, {
                "booked": {}, "unpaid": {}, "taken_back": {}, "over": 0, "sent": {}, "kept": {}, "back": [], "month": None,
                "paid": {}, "tax": 0, "third": 0, "settled": 0, "orders": {}})
            decided[number] = Decision(self, business_date, Person(facts, business_date), book, number).make()
            self.check(book, number)
        self.heard = max(fact["told"] for facts in facts_by_person.values() for fact in facts)
        return decided

    def balances(self):
        """What the trial balance should say: positive is a debit."""
        books = self.books.values()
        return {"Expense": sum(sum(book["booked"].values()) for book in books),
                "Payable": -sum(self.payable(book) for book in books),
                "Tax": -sum(book["tax"] for book in books),
                "Third party": -sum(book["third"] for book in books),
                "In transit": -sum(sent[0] for book in books for sent in book["sent"].values()),
                "Bank": -sum(book["settled"] for book in books),
                "Overpaid": sum(book["over"] for book in books)}

    @staticmethod
    def payable(book):
        return sum(unpaid[0] for unpaid in book["unpaid"].values()) + sum(
            back["amount"] for back in book["back"] if not back["number"])

    def check(self, book, number):
        assert book["over"] >= 0 and all(unpaid[0] >= 0 for unpaid in book["unpaid"].values()), number
        assert sum(book["booked"].values()) == (
            self.payable(book) + book["tax"] + book["third"] + sum(sent[0] for sent in book["sent"].values())
            + book["settled"] - book["over"]), number


class Decision:
    """What one run decides about one person."""

    def __init__(self, auditor, today, person, book, number):
        self.auditor, self.seen = auditor, auditor.seen
        self.today, self.month = today, month_of(today)
        self.person, self.book, self.number = person, book, number
        self.payments, self.reasons = [], []

    def make(self):
        book = self.book
        self.hear_the_bank()
        self.adjust()
        # Arrears of past months, and what came back, are set off in full.
        by_decision = any(fact["what"] == "recovery" for fact in self.person.deductions_on(self.today))
        for key in sorted(book["unpaid"]):
            if key[0] in NOT_SEIZABLE and not by_decision:
                continue
            if key[1] < self.month and book["unpaid"][key][1] <= self.month:
                self.set_off(key, book["over"])
        for back in [back for back in book["back"] if not back["number"]]:
            amount = min(book["over"], back["amount"])
            if amount:
                back["amount"] -= amount
                book["over"] -= amount
                book["back"].remove(back)
                book["back"] += [back] if back["amount"] else []
        held_amount = self.pay()
        return {"payments": self.payments, "held": sorted(set(self.reasons)), "held_amount": held_amount}

    def hear_the_bank(self):
        book = self.book
        for payment, answer in self.person.answers().items():
            is_new = answer["told"] > self.auditor.heard
            if answer["outcome"] == "settled" and payment in book["sent"]:
                self.settle(payment)
            if answer["outcome"] not in ("rejected", "returned", "discarded"):
                continue
            if answer["outcome"] == "returned" and payment in book["sent"]:
                self.settle(payment)
            if payment in book["sent"]:
                amount, number = book["sent"].pop(payment)
            elif is_new and payment in book["kept"]:
                amount, number = book["kept"].pop(payment)
                self.seen["partly returned"] += bool(answer["amount"])
                amount = answer["amount"] or amount
                book["settled"] -= amount
            else:
                assert not is_new, "the story returns what was never sent: %s" % payment
                continue
            book["third"] += amount if number else 0
            self.seen[answer["outcome"]] += 1
            book["back"].append({"payment": payment, "amount": amount, "number": number, "answer": answer})

    def settle(self, payment):
        self.book["kept"][payment] = self.book["sent"].pop(payment)
        self.book["settled"] += self.book["kept"][payment][0]
        assert len(self.book["kept"]) <= 96, "the story keeps more than the books do"

    def accounted_from(self, kind):
        """The month from which this ledger pays a claim; None: there is no claim."""
        granted = [fact for fact in self.person.facts if fact["kind"] == kind and fact["what"] == "granted"]
        if any(month_of(fact["recorded"]) < self.auditor.first_month for fact in granted):
            return self.auditor.first_month, True
        return (min(month_of(fact["effective"]) for fact in granted), False) if granted else None

    def adjust(self):
        person, book = self.person, self.book
        claims = {kind: self.accounted_from(kind) for kind in ("decision", "child_decision")}
        known = [claim for claim in claims.values() if claim]
        if not known:
            return
        # What needs no decision of its own follows the others.
        rest = self.auditor.first_month if any(before for _, before in known) else min(month for month, _ in known)
        at = min([month for month, _ in known] + [month for _, month in book["booked"]])
        while at <= self.month:
            dues = []
            if claims["decision"]:
                pension = person.grant["benefit"]
                supports = person.supports(at)
                dues = [(pension, claims["decision"][0], (person.pension(at), at)),
                        ("pre_1996_supplement", rest, person.supplement(at))]
            if claims["child_decision"]:
                dues.append(("disabled_child_supplement", claims["child_decision"][0], (person.child_supplement(at), at)))
            if claims["decision"]:
                dues += [("energy_support", rest, (supports[1], at)),
                         ("pensioner_energy_support", rest, (supports[0], at))]
            for benefit, accounted, (due, since) in dues:
                if (benefit, at) in book["booked"] or (due and (at >= accounted or since >= accounted)):
                    self.adjust_one((benefit, at), due, since)
            at = following(at)

    def adjust_one(self, key, due, since):
        book = self.book
        difference = due - book["booked"].get(key, 0)
        book["booked"][key] = due
        unpaid = book["unpaid"].setdefault(key, [0, since])
        if difference > 0:
            unpaid[0] += difference
            unpaid[1] = since
            self.set_off(key, min(difference, book["taken_back"].get(key, 0)))
        elif difference < 0:
            book["taken_back"][key] = book["taken_back"].get(key, 0) - difference
            book["over"] -= difference
            self.set_off(key, -difference)

    def set_off(self, key, limit):
        amount = min(self.book["over"], self.book["unpaid"][key][0], limit)
        self.book["unpaid"][key][0] -= amount
        self.book["over"] -= amount

    def pay(self):
        """Pays, or says why not; the amount held."""
        book, person = self.book, self.person
        parts = [(key, unpaid) for key, (unpaid, since) in sorted(book["unpaid"].items())
                 if unpaid and key[1] <= self.month and since <= self.month]
        payable = sum(gross for _, gross in parts) + sum(back["amount"] for back in book["back"] if not back["number"])
        if not payable:
            return self.send_again_to_third_parties()
        payee = person.payee(self.today)
        if payee is None:
            self.reasons.append("no account is known")
            return payable + self.send_again_to_third_parties()
        self.find_doubts(payee)
        net = self.net_of(parts, payee) if parts else None
        if net and net.amount <= 0:
            self.reasons.append("nothing is left")
        if net and net.amount > PAYMENT_MAX:
            self.reasons.append("over the limit")
        if self.reasons:
            return payable + self.send_again_to_third_parties()
        if net:
            self.pay_parts(net, payee)
        for back in [back for back in book["back"] if not back["number"]]:
            self.send_again(back, pay_date(self.month, payee, self.today), payee)
        return self.send_again_to_third_parties()

    def find_doubts(self, payee):
        person = self.person
        if person.died:
            self.reasons.append("deceased")
        if payee["until"] and payee["until"] < self.today:
            self.reasons.append("payee's right has ended")
        if payee["home"] and not any(fact["kind"] == "address" for fact in person.facts):
            self.reasons.append("no address is known")
        confirmed = any(fact["kind"] == "confirmed" and fact["told"] > payee["told"] for fact in person.facts)
        young = (self.today - payee["recorded"]).days < NEW_ACCOUNT_DAYS
        if not payee["home"] and not payee["first"] and young:
            self.seen["confirmed"] += confirmed
            self.reasons += [] if confirmed else ["account changed"]
        for back in self.book["back"]:
            answer = back["answer"]
            if back["number"] or answer["outcome"] == "discarded" or answer["reason"] in SEND_AGAIN:
                continue
            if person.let_go(answer):
                self.seen["let go by an officer"] += 1
            elif answer["reason"] == "MD07":
                self.reasons += [] if person.died else ["deceased, says the bank"]
            elif answer["reason"] in OFFICER_ONLY or payee["told"] < answer["told"]:
                self.reasons.append("payment came back")

    def net_of(self, parts, payee):
        book = self.book
        if book["month"] != self.month:
            book["month"] = self.month
            book["paid"] = dict.fromkeys(("taxable", "tax", "recoverable", "recovered", "seizable", "pension", "care",
                                          "enforced"), 0)
        day = pay_date(self.month, payee, self.today)
        return Net(self.person, day, self.today, parts, payee["home"], book["paid"], book["over"],
                   book["orders"]).take_off(self.month)

    def pay_parts(self, net, payee):
        book, paid = self.book, self.book["paid"]
        for name in ("taxable", "tax", "recoverable", "recovered", "seizable", "pension"):
            paid[name] += getattr(net, name)
        book["tax"] += net.tax
        book["over"] -= net.recovered
        for key, _ in net.parts:
            book["unpaid"][key][0] = 0
        for what, number, amount in net.deductions:
            paid["care"] += amount if what == "care" else 0
            paid["enforced"] += amount if what in ("enforcement", "maintenance") else 0
            book["third"] += amount
            book["orders"][number] = book["orders"].get(number, 0) + amount
            self.seen[what] += 1
        self.seen.update(net.seen)
        self.seen.update({"taxed": bool(net.tax), "with recovery": bool(net.recovered),
                          "by " + payee["ground"]: 1, "for a child": any(
                              key[0] == "disabled_child_supplement" for key, _ in net.parts)})
        self.send(net.amount, net.day, payee=payee, tax=net.tax, recovered=net.recovered, deductions=net.deductions,
                  parts={key: (gross, net.tax_of[i], net.recovered_of[i], net.deducted_of[i])
                         for i, (key, gross) in enumerate(net.parts)})
        for _, number, amount in net.deductions:
            if number:
                self.send_to_third_party(amount, net.day, number)

    def send(self, amount, day, payee=None, iban=None, number="", **more):
        name = "%s-%d-%d" % (self.today.isoformat().replace("-", ""), self.number, len(self.payments) + 1)
        home = payee is not None and payee["home"]
        self.book["sent"][name] = (amount, number)
        self.seen["brought home"] += home
        self.payments.append({"id": name, "net": amount, "day": day, "home": home, "third": number,
                              "account": None if home else iban or payee["iban"], **more})

    def send_to_third_party(self, amount, day, number, **more):
        self.book["third"] -= amount
        self.seen["to third parties"] += 1
        self.send(amount, day, iban=self.person.third_party(number, day)["iban"], number=number, **more)

    def send_again(self, back, day, payee):
        self.seen["sent anew"] += 1
        self.book["back"].remove(back)
        self.send(back["amount"], day, payee=payee, anew=back["payment"])

    def send_again_to_third_parties(self):
        """A third party waits for an account stated anew, or an officer; the amount that waits."""
        waits = 0
        for back in [back for back in self.book["back"] if back["number"]]:
            answer = back["answer"]
            stated = self.person.third_party(back["number"], nearest(self.today, DAY, moves_money))
            if answer["outcome"] != "discarded" and stated["told"] < answer["told"] and not self.person.let_go(answer):
                self.reasons.append("third party's payment came back")
                waits += back["amount"]
                continue
            self.book["back"].remove(back)
            self.seen["anew to third parties"] += 1
            self.send_to_third_party(back["amount"], nearest(self.today, DAY, moves_money), back["number"],
                                     anew=back["payment"])
        return waits
