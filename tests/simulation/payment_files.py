"""What a run's files ask the bank and the Post to do, read as they would read it, against what the auditor decided."""

import collections
import csv
import io
import re

from auditor_net import posted_by
from bookkeeper import cents

ORDER = re.compile(r'<EndToEndId>([^<]*)</EndToEndId>.*?<InstdAmt Ccy="EUR">([^<]*)<.*?<IBAN>([^<]*)<', re.DOTALL)
DAY = re.compile(r"<ReqdExctnDt>(?:<Dt>)?([0-9-]*)<")
LIST = "%s-HOME-%s"


def ordered_in(files):
    """(payment, cents, day, account) of every credit transfer."""
    return sorted((name, cents(amount), DAY.search(text).group(1), iban)
                  for path, content in files.items() if path.endswith(".xml")
                  for text in [content.decode("utf-8")] for name, amount, iban in ORDER.findall(text))


def brought_in(files):
    """(list, payment, cents, fee, day) of everything that the Post brings home."""
    return sorted((row["list"], row["payment"], cents(row["amount"]), cents(row["fee"]), row["delivery_date"])
                  for path, content in files.items() if path.endswith(".csv")
                  for row in csv.DictReader(io.StringIO(content.decode("utf-8"))) if row["record"] == "payment")


def check_files(files, payments, run):
    """Every payment once, to its account on its day, or on the Post's list, which is paid for with its fees in time."""
    compact = run.replace("-", "")
    ordered, brought, lists = [], [], collections.Counter()
    for payment in payments:
        day = payment["day"].isoformat()
        if not payment["home"]:
            ordered.append((payment["id"], payment["net"], day, payment["account"]))
            continue
        fee = sum(amount for what, _, amount in payment.get("deductions", []) if what == "delivery")
        name = LIST % (compact, day.replace("-", ""))
        brought.append((name, payment["id"], payment["net"], fee, day))
        lists[name, payment["day"]] += payment["net"] + fee
    assert brought_in(files) == sorted(brought), "run %s: lists of the Post\n%s\nexpected\n%s" % (
        run, brought_in(files), sorted(brought))
    found = ordered_in(files)
    to_post = {(name, amount, day) for name, amount, day, _ in found if "-HOME-" in name}
    assert to_post == {(name, amount, posted_by(day).isoformat()) for (name, day), amount in lists.items()}, (run, to_post)
    found = [order for order in found if "-HOME-" not in order[0]]
    assert found == sorted(ordered), "run %s: files\n%s\nexpected\n%s" % (run, found, sorted(ordered))
