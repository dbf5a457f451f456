"""A naive auditor: what should have been paid, worked out anew from the facts in plain integers.

It shares no code and no data with the program. The law is written down here a second time, from the published figures;
nothing is clever, nothing is remembered that could be worked out again. Amounts are cents, days are datetime.date,
months are (year, month).
"""

import calendar
import datetime

DAY = datetime.timedelta(days=1)

# Yearly reviews: day, day of publication, ceiling, index in ten-thousandths for records to 29, 30-39, 40-44, 45+ years.
REVIEWS = [
    ("2021-10-01", "2021-09-01", 47000, (10423, 10451, 10479, 10507)),
    ("2022-08-01", "2022-08-22", 53400, (12287, 12314, 12341, 12369)),
    ("2023-10-01", "2023-08-22", 60900, (10640, 10640, 10640, 10640)),
]
# The supplement for a full year of record: from, published, pension granted to 1996 (A), later (B).
SUPPLEMENT = [
    ("2020-10-01", "2020-08-12", 167, 111),
    ("2021-10-01", "2021-09-01", 174, 116),
    ("2022-08-01", "2022-08-22", 214, 143),
    ("2023-10-01", "2023-08-22", 228, 152),
]
# What minimum pensions are counted from: from, published, base.
BASES = [
    ("2020-01-01", "2019-12-03", 8000),
    ("2021-01-01", "2020-12-31", 13600),
    ("2023-07-01", "2023-06-30", 15700),
    ("2024-01-01", "2023-12-31", 17100),
]
RESTORED = "2023-12-07"  # published; for grants of 2012 to 2014, from January 2024
MINIMUM = [((2021, 1), 33000), ((2022, 1), 35000), ((2022, 7), 50000)]  # free of tax in a month; the rate is 20 %
RELIEF = {1: 15400, 2: 15400, 3: 12000}
EUROPE = ("LV", "EE", "LT", "DE", "GB", "CH")  # of the countries that the simulation knows


def date(text):
    return datetime.date.fromisoformat(text)


def month_of(day):
    return (day.year, day.month)


def following(month):
    return (month[0] + month[1] // 12, month[1] % 12 + 1)


def days_of(month):
    return [datetime.date(month[0], month[1], n + 1) for n in range(calendar.monthrange(*month)[1])]


def half_up(numerator, denominator):
    return (2 * numerator + denominator) // (2 * denominator)


def latest(facts, kind, day):
    """The fact of a kind in force on a day: the latest by effective day, and of one day the last told."""
    held = [fact for fact in facts if fact["kind"] == kind and fact["effective"] <= day]
    return max(held, key=lambda fact: (fact["effective"], fact["told"])) if held else None


class Person:
    """One person as known at a run."""

    def __init__(self, facts, known_law):
        self.facts, self.law = facts, known_law
        deaths = [fact for fact in facts if fact["kind"] == "died"]
        self.died = deaths[-1]["effective"] if deaths and not deaths[-1]["annulled"] else None
        grants = [fact for fact in facts if fact["kind"] == "decision" and fact["what"] == "granted"]
        self.grant = grants[0] if grants else None

    def group(self, day):
        fact = latest(self.facts, "disability", day)
        return 0 if fact is None or (fact["until"] and fact["until"] < day) else fact["group"]

    def repressed(self, day):
        return any(fact["kind"] == "repressed" and fact["effective"] <= day for fact in self.facts)

    def counted_day(self, day):
        """In the month of death what is decided because of it does not count."""
        if self.died and day >= self.died and month_of(day) == month_of(self.died):
            return self.died - DAY
        return day

    def award(self, day):
        """The award in force on a day when the pension is due; None when it is not."""
        if self.died and month_of(day) > month_of(self.died):
            return None
        day = self.counted_day(day)
        decisions = [fact for fact in self.facts if fact["kind"] == "decision"]
        standing = latest([d for d in decisions if d["what"] != "amended"], "decision", day)
        if standing is None or standing["what"] in ("suspended", "ended"):
            return None
        if self.grant["benefit"] == "disability_pension" and self.group(day) == 0:
            return None
        return latest([d for d in decisions if d["amount"]], "decision", day)

    def minimum(self, day):
        base = [amount for on, published, amount in BASES if date(on) <= day and date(published) <= self.law][-1]
        if self.grant["benefit"] == "disability_pension":
            return half_up(base * {0: 0, 1: 16, 2: 14, 3: 10}[self.group(day)], 10)
        years = latest(self.facts, "record", day)["total"] // 12
        if base == BASES[0][2]:
            return half_up(base * (11 if years <= 20 else 13 if years <= 30 else 15 if years <= 40 else 17), 10)
        return half_up(base * 11, 10) + max(years - 15, 0) * half_up(base * 2, 100)

    def raises(self, day):
        """The days on which a minimum may become more."""
        changes = {date(on) for on, published, _ in BASES if date(published) <= self.law}
        if self.grant["benefit"] == "disability_pension":
            changes |= {fact["effective"] for fact in self.facts if fact["kind"] == "disability"}
        return {change for change in changes if change <= day}

    def reviewed(self, award, day):
        """The amount of an award on a day: never below the minimum, and with the reviews since."""
        amount = max(award["amount"], self.minimum(min(award["as_of"], day)))
        reviews = {date(on): (ceiling, indices) for on, published, ceiling, indices in REVIEWS
                   if date(published) <= self.law and date(on) <= day}
        for on in sorted(change for change in self.raises(day) | set(reviews) if change > award["as_of"]):
            if on in reviews:
                ceiling, indices = reviews[on]
                years = latest(self.facts, "record", on)["total"] // 12
                band = 0 if self.grant["benefit"] == "disability_pension" else sum(years >= n for n in (30, 40, 45))
                part = amount if self.group(on) == 1 or self.repressed(on) else min(amount, ceiling)
                amount = amount - part + half_up(part * indices[band], 10000)
            if on in self.raises(day):
                amount = max(amount, self.minimum(on))
        return amount

    def pension(self, month):
        """By stretches of days with one award, one group of a disability pension, and one amount."""
        stretches = []
        for day in days_of(month):
            award = self.award(day)
            group = self.group(self.counted_day(day)) if self.grant["benefit"] == "disability_pension" else 0
            if award is None:
                stretches.append(None)
            elif stretches and stretches[-1] and stretches[-1]["award"] is award and stretches[-1]["group"] == group:
                stretches[-1]["days"] += 1
            else:
                whole = self.reviewed(award, day)
                last = stretches[-1] if stretches else None
                if last and last["award"] is award and last["whole"] == whole:
                    last["days"] += 1
                    last["group"] = group
                else:
                    stretches.append({"award": award, "group": group, "whole": whole, "days": 1})
        return sum(half_up(part["whole"] * part["days"], len(days_of(month))) for part in stretches if part)

    def lives_in_europe(self, month):
        first = days_of(month)[0]
        moves = sorted((f for f in self.facts if f["kind"] == "residence"), key=lambda f: (f["effective"], f["told"]))
        learned = None
        for move in moves:
            if move["effective"] > first:
                continue
            if move["country"] in EUROPE:
                learned = None
            else:
                known = month_of(max(move["effective"], move["recorded"]))
                learned = known if learned is None else min(learned, known)
        return learned is None or month <= learned

    def supplement(self, month):
        """Amount, and the month from which it may be paid."""
        granted = self.grant["effective"] if self.grant else None
        restored = granted and datetime.date(2012, 1, 1) <= granted <= datetime.date(2014, 12, 31)
        if granted is None or granted > datetime.date(2014, 12, 31) or not self.lives_in_europe(month):
            return 0, month
        if restored and (month < (2024, 1) or self.law < date(RESTORED)):
            return 0, month
        due, stretch = 0, []
        for day in days_of(month) + [None]:
            if day and self.award(day):
                stretch.append(day)
            elif stretch:
                per_year = [(a if granted <= datetime.date(1996, 12, 31) else b)
                            for on, published, a, b in SUPPLEMENT
                            if date(on) <= stretch[0] and date(published) <= self.law][-1]
                years = latest(self.facts, "record", stretch[0])["to_1995"] // 12
                due += half_up(per_year * years * len(stretch), len(days_of(month)))
                stretch = []
        return due, max(month, (2024, 4)) if restored else month

    def whole_month(self, month, amount_on):
        """An amount as for a whole month like the last days on which the pension is due; 0 when it is not."""
        stretch = []
        for day in days_of(month):
            award = self.award(day)
            if award is not None and not (stretch and stretch[-1][1] is award and stretch[-1][2] == day - DAY):
                stretch.append([day, award, day])
            elif award is not None:
                stretch[-1][2] = day
        return amount_on(stretch[-1][0], stretch[-1][1]) if stretch else 0

    def supports(self, month):
        """Support for energy costs: 20 euro in early 2022, and by the sum of the month in the winter after."""
        home = latest(self.facts, "residence", days_of(month)[-1])
        pension = self.whole_month(month, lambda day, award: self.reviewed(award, day))
        if not pension or (home is not None and home["country"] != "LV"):
            return 0, 0
        early = 2000 if (2022, 1) <= month <= (2022, 4) and self.law >= datetime.date(2022, 1, 28) else 0
        if not (2022, 11) <= month <= (2023, 5):
            return early, 0
        if self.supplement(month)[0]:
            granted = self.grant["effective"]
            pension += self.whole_month(month, lambda day, award: latest(self.facts, "record", day)["to_1995"] // 12 * [
                (a if granted <= datetime.date(1996, 12, 31) else b)
                for on, published, a, b in SUPPLEMENT if date(on) <= day and date(published) <= self.law][-1])
        euro = pension // 100
        return early, 3000 if euro <= 300 else 2000 if euro <= 509 else 1000 if euro <= 603 else 0

    def tax(self, month, taxable):
        first = days_of(month)[0]
        free = [amount for since, amount in MINIMUM if since <= month][-1]
        free += RELIEF.get(self.group(first), 0) + (15400 if self.repressed(first) else 0)
        return half_up(max(taxable - free, 0) * 20, 100)


class Auditor:
    """The books of everybody, kept a second time."""

    def __init__(self, first_month):
        self.first_month = first_month
        self.books = {}

    def run(self, business_date, facts_by_person):
        """What the run should decide: {person: payment or reason to hold}."""
        decided = {}
        for number in sorted(facts_by_person):
            facts = facts_by_person[number]
            book = self.books.setdefault(number, {"booked": {}, "unpaid": {}, "taken": {}, "over": 0, "sent": {},
                                                  "kept": {}, "back": {}, "taxed": {}})
            decided[number] = self.decide(business_date, Person(facts, business_date), book, number)
            self.check(book, number)
        return decided

    def decide(self, today, person, book, number):
        month = month_of(today)
        self.hear_the_bank(person, book)
        self.adjust(month, person, book)
        # Arrears of past months, and what came back, are set off in full.
        for key in sorted(book["unpaid"]):
            if key[1] < month and book["unpaid"][key][1] <= month:
                self.set_off(book, key, book["over"])
        for payment in list(book["back"]):
            amount = min(book["over"], book["back"][payment][0])
            book["back"][payment][0] -= amount
            book["over"] -= amount
            if book["back"][payment][0] == 0:
                del book["back"][payment]
        parts = {key: unpaid for key, (unpaid, since) in book["unpaid"].items()
                 if unpaid and key[1] <= month and since <= month}
        if not parts and not book["back"]:
            return None
        gross = sum(parts.values())
        account = latest(person.facts, "account", today)
        if person.died or account is None or any(account["told"] < back[1] for back in book["back"].values()):
            return {"held": gross + sum(back[0] for back in book["back"].values())}
        return self.pay(today, person, book, number, parts, account)

    def hear_the_bank(self, person, book):
        for answer in [fact for fact in person.facts if fact["kind"] == "answer"]:
            payment = answer["payment"]
            if answer["outcome"] == "settled" and payment in book["sent"]:
                book["kept"][payment] = book["sent"].pop(payment)
            elif answer["outcome"] != "settled":
                amount = book["sent"].pop(payment, None) or book["kept"].pop(payment, None)
                if amount:
                    book["back"][payment] = [amount, answer["told"]]

    def adjust(self, month, person, book):
        if person.grant is None:
            return
        before = any(month_of(fact["recorded"]) < self.first_month for fact in person.facts
                     if fact["kind"] == "decision" and fact["what"] == "granted")
        at = self.first_month if before else month_of(person.grant["effective"])
        while at <= month:
            for benefit, (due, since) in ((person.grant["benefit"], (person.pension(at), at)),
                                          ("pre_1996_supplement", person.supplement(at)),
                                          ("pensioner_energy_support", (person.supports(at)[0], at)),
                                          ("energy_support", (person.supports(at)[1], at))):
                key = (benefit, at)
                difference = due - book["booked"].get(key, 0)
                book["booked"][key] = due
                unpaid = book["unpaid"].setdefault(key, [0, since])
                if difference > 0:
                    unpaid[0] += difference
                    unpaid[1] = since
                    self.set_off(book, key, min(difference, book["taken"].get(key, 0)))
                elif difference < 0:
                    book["taken"][key] = book["taken"].get(key, 0) - difference
                    book["over"] -= difference
                    self.set_off(book, key, -difference)
            at = following(at)

    @staticmethod
    def set_off(book, key, limit):
        amount = min(book["over"], book["unpaid"][key][0], limit)
        book["unpaid"][key][0] -= amount
        book["over"] -= amount

    def pay(self, today, person, book, number, parts, account):
        month = month_of(today)
        payments = []
        name = "%s-%d-" % (today.isoformat().replace("-", ""), number)
        if parts:
            gross = sum(parts.values())
            taxable = sum(unpaid for key, unpaid in parts.items() if not key[0].endswith("_support"))
            taxed_before, tax_before = book["taxed"].get(month, (0, 0))
            tax = min(max(person.tax(month, taxed_before + taxable) - tax_before, 0), taxable)
            if gross == tax:
                payments.append({"held": gross})
            else:
                recovered = min(book["over"], (gross - tax) * 30 // 100)
                net = gross - tax - recovered
                book["over"] -= recovered
                book["taxed"][month] = (taxed_before + taxable, tax_before + tax)
                for key in parts:
                    book["unpaid"][key][0] = 0
                book["sent"][name + "1"] = net
                payments.append({"id": name + "1", "net": net, "tax": tax, "recovered": recovered,
                                 "account": account["iban"], "parts": parts})
        for payment, (amount, _) in list(book["back"].items()):
            anew = name + str(sum("id" in made for made in payments) + 1)
            book["sent"][anew] = amount
            del book["back"][payment]
            payments.append({"id": anew, "net": amount, "anew": payment, "account": account["iban"]})
        return {"payments": payments}

    @staticmethod
    def check(book, number):
        assert book["over"] >= 0 and all(unpaid[0] >= 0 for unpaid in book["unpaid"].values()), number
