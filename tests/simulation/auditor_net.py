"""The auditor's way from gross to net, and the day on which it is paid: written a second time, from the law.

Amounts are cents, days are datetime.date, months are (year, month). A list of values is (from, published, value).
"""

import datetime

DAY = datetime.timedelta(days=1)
NOT_SEIZABLE = ("disabled_child_supplement", "energy_support", "pensioner_energy_support")
WAGES = [("2021-01-01", "2020-12-31", 50000), ("2023-01-01", "2022-12-31", 62000),
         ("2024-01-01", "2023-12-31", 70000), ("2025-01-01", "2024-12-31", 74000)]
SOCIAL_BASES = [("2021-01-01", "2020-12-31", 10900), ("2023-07-01", "2023-06-30", 12500),
                ("2024-01-01", "2023-12-31", 13700), ("2025-01-01", "2024-12-31", 16600)]
NEW_RULE = ("2024-10-01", "2024-06-28")  # of section 594
FEE = 239
MOVED = {"2023-05-05": "2023-05-20", "2024-12-23": "2024-12-14", "2024-12-30": "2024-12-28",
         "2025-05-02": "2025-05-10"}
FREE_ONCE = ("2023-05-29", "2023-07-10")
EASTERS = {2022: "2022-04-17", 2023: "2023-04-09", 2024: "2024-03-31", 2025: "2025-04-20"}


def date(text):
    return datetime.date.fromisoformat(text)


def value_on(values, day, known):
    return [value for since, published, value in values if date(since) <= day and date(published) <= known][-1]


def at_easter(day):
    return day - date(EASTERS[day.year]) in (-2 * DAY, DAY)


def works_in_latvia(day):
    if day.isoformat() in MOVED.values():
        return True
    month, number = day.month, day.day
    free = (month, number) in ((1, 1), (5, 1), (5, 4), (6, 23), (6, 24), (11, 18), (12, 24), (12, 25), (12, 26), (12, 31))
    # Two holidays move to the Monday after.
    moved_here = day.weekday() == 0 and any(
        ((day - n * DAY).month, (day - n * DAY).day) in ((5, 4), (11, 18)) for n in (1, 2))
    return not (day.weekday() > 4 or free or moved_here or at_easter(day) or day.isoformat() in MOVED
                or day.isoformat() in FREE_ONCE)


def works_in_europe(day):
    return day.weekday() < 5 and not at_easter(day) and (day.month, day.day) not in ((1, 1), (5, 1), (12, 25), (12, 26))


def nearest(day, step, fits):
    while not fits(day):
        day += step
    return day


def moves_money(day):
    return works_in_latvia(day) and works_in_europe(day)


def own_date(month, number):
    return datetime.date(month[0], month[1], number)  # own days end with the 28th


def pay_date(month, payee, today):
    if not payee["home"]:
        day = nearest(own_date(month, payee["day"] or 15), -DAY, moves_money)
        return day if day >= today else nearest(today, DAY, moves_money)
    number = min(max(payee["day"], 5), 24)
    day = nearest(own_date(month, number), -DAY, works_in_latvia)
    while posted_by(day) < today:
        day = nearest(day + DAY, DAY, works_in_latvia)
        if day > own_date(month, 24):
            month = (month[0] + month[1] // 12, month[1] % 12 + 1)
            day = nearest(own_date(month, number), -DAY, works_in_latvia)
    return day


def posted_by(delivery):
    """The day on which the Post is given what it brings on `delivery`."""
    before = []
    for _ in range(3):
        before.append(nearest((before or [delivery])[-1] - DAY, -DAY, works_in_latvia))
    return next(day for day in (before[1], before[2], before[0]) if works_in_europe(day))


def spread(amount, weights):
    """Pro rata in whole cents; what is left over goes to the largest remainders, the first of equals."""
    if not amount:
        return [0] * len(weights)
    shares = [amount * weight // sum(weights) for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(amount * weights[i] % sum(weights)), i))
    for i in by_remainder[:amount - sum(shares)]:
        shares[i] += 1
    return shares


def half_up(numerator, denominator):
    return (2 * numerator + denominator) // (2 * denominator)


class Net:
    """What a payment loses: tax, the agency's recovery, orders, care, the Post's fee."""

    def __init__(self, person, day, known, parts, home, before, over, taken):
        """`parts`: [(key, gross)]; `before`: of the month; `over`: owed back; `taken`: by order since it began."""
        self.person, self.day, self.known, self.parts, self.home = person, day, known, parts, home
        self.before, self.over, self.taken = before, over, taken
        self.left = [gross for _, gross in parts]
        self.tax_of, self.recovered_of, self.deducted_of = ([0] * len(parts) for _ in range(3))
        self.deductions, self.seen = [], set()
        self.facts = person.deductions_on(day)

    def take_off(self, month):
        free_of_tax = [key[0] in NOT_SEIZABLE for key, _ in self.parts]
        self.taxable = sum(gross for (_, gross), free in zip(self.parts, free_of_tax) if not free)
        tax = self.person.tax(month, self.before["taxable"] + self.taxable) - self.before["tax"]
        self.tax = self.take(min(max(tax, 0), self.taxable), [not free for free in free_of_tax], self.tax_of)
        self.by_decision = any(fact["what"] == "recovery" for fact in self.facts)
        open_to_orders = [not free for free in free_of_tax]
        open_to_agency = [self.by_decision or may for may in open_to_orders]
        pension = [not free for free in free_of_tax]
        self.seizable = self.sum_of(open_to_orders)
        self.recoverable = self.sum_of(open_to_agency)
        self.pension = self.sum_of(pension)
        self.recovered = self.recover(open_to_agency)
        self.seizable -= sum(share for share, may in zip(self.recovered_of, open_to_orders) if may)
        self.enforce(open_to_orders)
        self.care(pension)
        if self.home:
            self.deduct("delivery", "", FEE, [True] * len(self.parts))
        self.amount = sum(self.left)
        return self

    def sum_of(self, may):
        return sum(left for left, can in zip(self.left, may) if can)

    def take(self, amount, may, of_part):
        weights = [left if can else 0 for left, can in zip(self.left, may)]
        amount = min(max(amount, 0), sum(weights))
        for i, share in enumerate(spread(amount, weights)):
            self.left[i] -= share
            of_part[i] += share
        return amount

    def deduct(self, what, number, amount, may):
        amount = self.take(amount, may, self.deducted_of)
        if amount:
            self.deductions.append((what, number, amount))
        return amount

    def recover(self, may):
        if not self.over:
            return 0
        month = self.before["recoverable"] + self.recoverable
        most = month * 30 // 100
        for fact in self.facts:
            if fact["what"] == "recovery":
                most = min(most, month * fact["share"] // 100)
                self.seen.add("share decided")
        floor = month - value_on(SOCIAL_BASES, self.day, self.known)
        if floor < most:
            self.seen.add("least that stays")
        most = max(min(most, floor), 0)
        return self.take(min(self.over, most - self.before["recovered"]), may, self.recovered_of)

    def enforce(self, may):
        orders = [fact for fact in self.facts if fact["what"] in ("enforcement", "maintenance")]
        self.seen |= {"order collected" for fact in orders if self.remaining(fact, 1) == 0}
        orders = [fact for fact in orders if self.remaining(fact, 1)]
        if not orders:
            return
        month = self.before["seizable"] + self.seizable
        first = 0
        for what in ("maintenance", "enforcement"):
            of_kind = [fact for fact in orders if fact["what"] == what]
            if not of_kind:
                continue
            most = self.seizable_of(max(month, 0), len(orders), what == "maintenance")
            most = max(most - self.before["enforced"] - first, 0)
            weights = [min(self.remaining(fact, most), most) for fact in of_kind]
            for fact, share in zip(of_kind, spread(min(most, sum(weights)), weights)):
                first += self.deduct(what, fact["number"], share, may)

    def remaining(self, order, unlimited):
        return max(order["amount"] - self.taken.get(order["number"], 0), 0) if order["amount"] else unlimited

    def seizable_of(self, month, orders, maintenance):
        wage = value_on(WAGES, self.day, self.known)
        children = self.person.dependent_children(self.day)
        for_children = children * half_up(wage * 15, 100)  # since 24 December 2021
        self.seen |= {"several orders"} if orders > 1 else set()
        self.seen |= {"kept for children"} if children else set()
        if self.day >= date(NEW_RULE[0]) and self.known >= date(NEW_RULE[1]):
            self.seen.add("rule of October 2024")
            kept = half_up(wage, 2) + min(for_children, half_up(wage, 2))
            return max(month - kept, 0) * (40 if orders > 1 else 30) // 100
        if maintenance:
            return max(month - half_up(wage, 2) - for_children, 0)
        return min(month * (50 if orders > 1 else 30) // 100, max(month - wage - for_children, 0))

    def care(self, may):
        taken = self.before["care"]
        for fact in self.facts:
            if fact["what"] != "care":
                continue
            month = self.before["pension"] + self.pension
            most = min(month * fact["share"] // 100, fact["amount"], month - -(-month * 15 // 100)) - taken
            most = min(most, self.sum_of(may) - -(-self.pension * 15 // 100))
            taken += self.deduct("care", fact["number"], most, may)
