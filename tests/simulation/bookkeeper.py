"""The books of the simulation: every account against the auditor's own, and every run's closing equation.

Shares no code with the program: it reads the JSON that a treasurer would, and adds it up itself.
"""


def cents(text):
    if text is None:
        return 0
    sign = -1 if text.startswith("-") else 1
    whole, _, part = text.lstrip("-").partition(".")
    return sign * (int(whole) * 100 + int(part or 0))


def check_books(answer, auditor, run):
    """The trial balance: debits equal credits, and each account is the auditor's."""
    rows = {row["account"]: row for row in answer["accounts"]}
    together = rows.pop("Together")
    for column in ("debits", "credits", "debit_balance", "credit_balance"):
        assert sum(cents(row[column]) for row in rows.values()) == cents(together[column]), (run, column)
    assert together["debits"] == together["credits"], (run, together)
    found = {name: cents(row["debit_balance"]) - cents(row["credit_balance"]) for name, row in rows.items()}
    wanted = auditor.balances()
    assert found == wanted, "run %s: the books are\n%s\nand should be\n%s" % (run, found, wanted)
    for row in answer["check"]:
        assert cents(row["closings"]) == cents(row["people"]) == wanted[row["account"]], (run, row)
    fates = {row.pop("run"): row for row in answer["fates"]}
    sums = {column: cents(amount) for column, amount in fates.pop("Together").items()}
    for column, amount in sums.items():
        assert sum(cents(row[column]) for row in fates.values()) == amount, (run, column)
    assert -sums["pending"] == wanted["In transit"] and -sums["kept"] == wanted["Bank"], (run, sums)
    back = sum(back["amount"] for book in auditor.books.values() for back in book["back"])
    assert sums["owed"] == back, (run, sums["owed"], back)


def check_equation(answer, run):
    """computed = held + … + in files; in files = settled + rejected + pending; and so on, to the cent."""
    line = {row["id"]: cents(row["amount"]) for row in answer["equation"]}
    paid = {row["id"]: row["payments"] for row in answer["equation"] if row["payments"] is not None}
    parts = ("held", "tax", "recovered", "deducted", "to_people")
    assert line["computed"] == sum(line[part] for part in parts), (run, line)
    assert line["in_files"] == line["settled"] + line["rejected"] + line["pending"], (run, line)
    assert paid["in_files"] == paid["settled"] + paid["rejected"] + paid["pending"], (run, paid)
    assert line["settled_again"] == line["settled"] == line["kept"] + line["returned"], (run, line)
    assert line["came_back"] == line["rejected"] + line["returned"], (run, line)
    assert line["came_back"] == line["sent_anew"] + line["set_off"] + line["owed"], (run, line)
    assert all(amount >= 0 for amount in line.values()), (run, line)
    return line
