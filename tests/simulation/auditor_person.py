"""What the auditor knows of one person, and what is due to them: the law, written a second time from published figures.

Nothing is clever, nothing is remembered that could be worked out again. Amounts are cents, days are datetime.date,
months are (year, month).
"""

import calendar
import datetime

from auditor_net import DAY, date, half_up

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
    ("2025-01-01", "2024-12-31", 18900),
]
# The supplement for a disabled child: from, published, amount.
CHILD_SUPPLEMENT = [("2018-01-01", "2017-12-31", 10672), ("2024-01-01", "2024-02-29", 16000)]
RESTORED = "2023-12-07"  # published; for grants of 2012 to 2014, from January 2024
# What is free of tax in a month, and the rate in tenths of a per cent.
MINIMUM = [((2021, 1), 33000, 200), ((2022, 1), 35000, 200), ((2022, 7), 50000, 200), ((2025, 1), 100000, 255)]
RELIEF = {1: 15400, 2: 15400, 3: 12000}
FINAL = ("settled", "rejected", "returned", "discarded")
EUROPE = ("LV", "EE", "LT", "DE", "GB", "CH")  # of the countries that the simulation knows


def month_of(day):
    return (day.year, day.month)


def following(month):
    return (month[0] + month[1] // 12, month[1] % 12 + 1)


def days_of(month):
    return [datetime.date(month[0], month[1], n + 1) for n in range(calendar.monthrange(*month)[1])]


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

    def supplement_of_year(self, granted, day):
        return [(a if granted <= datetime.date(1996, 12, 31) else b) for on, published, a, b in SUPPLEMENT
                if date(on) <= day and date(published) <= self.law][-1]

    def supplement(self, month):
        """Amount, and the month from which it may be paid."""
        granted = self.grant["effective"] if self.grant else None
        restored = granted and datetime.date(2012, 1, 1) <= granted <= datetime.date(2014, 12, 31)
        if granted is None or granted > datetime.date(2014, 12, 31) or not self.lives_in_europe(month):
            return 0, month
        if restored and (month < (2024, 1) or self.law < date(RESTORED)):
            return 0, month
        # The record of the first day with a full year counts, as long as the pension goes on; a day on which another
        # award begins is looked at anew.
        stretches, award = [None], None
        for day in days_of(month):
            before, award = award, self.award(day)
            if award is None:
                stretches.append(None)
            elif stretches[-1]:
                stretches[-1][1] += 1
            elif award is not before:
                years = latest(self.facts, "record", day)["to_1995"] // 12
                stretches.append([self.supplement_of_year(granted, day) * years, 1] if years else None)
        due = sum(half_up(stretch[0] * stretch[1], len(days_of(month))) for stretch in stretches if stretch)
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
        """Support for energy costs: 20 euro in early 2022, and by the sum of the month in the winter after.

        Then it is 30 euro for whoever has the supplement for a disabled child.
        """
        home = latest(self.facts, "residence", days_of(month)[-1])
        pension = self.whole_month(month, lambda day, award: self.reviewed(award, day))
        if home is not None and home["country"] != "LV":
            return 0, 0
        if (2022, 11) <= month <= (2023, 5) and self.child_supplement(month):
            return 0, 3000
        if not pension:
            return 0, 0
        early = 2000 if (2022, 1) <= month <= (2022, 4) and self.law >= datetime.date(2022, 1, 28) else 0
        if not (2022, 11) <= month <= (2023, 5):
            return early, 0
        if self.supplement(month)[0]:
            granted = self.grant["effective"]
            pension += self.whole_month(month, lambda day, award: latest(self.facts, "record", day)["to_1995"] // 12
                                        * self.supplement_of_year(granted, day))
        euro = pension // 100
        return early, 3000 if euro <= 300 else 2000 if euro <= 509 else 1000 if euro <= 603 else 0

    def tax(self, month, taxable):
        first = days_of(month)[0]
        free, rate = [(amount, rate) for since, amount, rate in MINIMUM if since <= month][-1]
        free += RELIEF.get(self.group(first), 0) + (15400 if self.repressed(first) else 0)
        return half_up(max(taxable - free, 0) * rate, 1000)

    def child_supplement(self, month):
        """By stretches of days with one amount and one finding of the child's disability."""
        if self.died and month_of(self.died) < month:
            return 0
        stretches = [None]
        for day in days_of(month):
            due = self.child_supplement_on(self.counted_day(day))
            if due and stretches[-1] and stretches[-1][0] == due:
                stretches[-1][1] += 1
            else:
                stretches.append([due, 1] if due else None)
        return sum(half_up(stretch[0][0] * stretch[1], len(days_of(month))) for stretch in stretches if stretch)

    def child_supplement_on(self, day):
        """The amount of a month, and which finding it is due by; None when it is not due."""
        standing = latest(self.facts, "child_decision", day)
        if standing is None or standing["what"] in ("suspended", "ended"):
            return None
        if not any(fact["what"] == "granted" and fact["effective"] <= day for fact in self.facts
                   if fact["kind"] == "child_decision"):
            return None
        child, home = standing["child"], latest(self.facts, "residence", day)
        found = latest([f for f in self.facts if f.get("child") == child], "child_disability", day)
        if (home and home["country"] != "LV") or not self.child_lives(child, day, 20) or found is None:
            return None
        if found["group"] == 0 or (found["until"] and found["until"] < day):
            return None
        return [amount for on, published, amount in CHILD_SUPPLEMENT
                if date(on) <= day and date(published) <= self.law][-1], found["told"]

    def child_lives(self, child, day, age):
        """Whether a child is known, alive, and younger than an age."""
        said = [fact for fact in self.facts if fact.get("child") == child]
        born = [fact["born"] for fact in said if fact["kind"] == "child_born"]
        died = [fact["effective"] for fact in said if fact["kind"] == "child_died"]
        return (bool(born) and born[-1] <= day < born[-1].replace(year=born[-1].year + age)
                and not (died and died[-1] < day))

    def dependent_children(self, day):
        ends = {}  # said again for the same day, a relation has another end
        for fact in self.facts:
            if fact["kind"] == "parent_of":
                ends[fact["child"], fact["effective"]] = fact["until"]
        mine = {child for (child, since), until in ends.items() if since <= day and (until is None or day <= until)}
        return sum(self.child_lives(child, day, 18) for child in mine)

    def deductions_on(self, day):
        """What is to be taken, one statement for each number."""
        said = [fact for fact in self.facts if fact["kind"] == "deduction"]
        held = [latest([fact for fact in said if fact["number"] == number], "deduction", day)
                for number in sorted({fact["number"] for fact in said})]
        return [fact for fact in held if fact and (fact["until"] is None or day <= fact["until"])]

    def third_party(self, number, day):
        """To whom a deduction goes: as it was stated for that day, ended or not, or for the latest where none has begun."""
        stated = [fact for fact in self.facts if fact.get("number") == number]
        return latest(stated, "deduction", day) or latest(stated, "deduction", datetime.date.max)

    def payees(self):
        """How the person is paid from each day on; a new account keeps the own day of the account before."""
        held = {}
        for fact in self.facts:
            if fact["kind"] != "payee":
                continue
            number, before = fact["pay_day"], [day for day in held if day <= fact["effective"]]
            if not fact["home"] and not number and before and not held[max(before)]["home"]:
                number = held[max(before)]["day"]
            held[fact["effective"]] = dict(fact, day=number)
        return held

    def payee(self, today):
        """What was said by the 15th of a month holds from the next; at once, where nothing was known or money came back."""
        held = self.payees()
        now = [day for day in held if day <= today]
        if not now:
            return None
        last_month = days_of(month_of(today))[0] - DAY
        regular = [day for day in now if day <= last_month.replace(day=15)]
        # Any payment that came back counts, a third party's too.
        if regular and not any(answer["outcome"] in ("rejected", "returned") and answer["told"] > held[max(regular)]["told"]
                               for answer in self.answers().values()):
            until = held[max(regular)]["until"]
            now = regular if until is None or until >= today else now
        told = min(fact["told"] for fact in self.facts if fact["kind"] == "payee")
        return dict(held[max(now)], first=held[max(now)]["told"] == told)

    def answers(self):
        """What the bank has said in the end of each payment, in order of what it said first."""
        held = {}
        for fact in self.facts:
            if fact["kind"] != "answer":
                continue
            known = held.get(fact["payment"])
            if known is None or (known["outcome"] == "settled" and fact["outcome"] == "returned"):
                held[fact["payment"]] = fact
            elif known["outcome"] not in FINAL and (fact["outcome"] != "informed" or known["outcome"] == "informed"):
                held[fact["payment"]] = fact
        return held

    def let_go(self, answer):
        """Whether an officer has decided, since the bank's answer, to pay again."""
        return any(fact["kind"] == "reissue" and fact["payment"] == answer["payment"] and fact["told"] > answer["told"]
                   for fact in self.facts)
