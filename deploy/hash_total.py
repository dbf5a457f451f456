#!/usr/bin/env python3
"""The hash total of payment files, to compare with what officers approved.

    deploy/hash_total.py FILE...      prints: payments, their sum, and the hash

The same three stand on the page that `izmaksa approve` shows and in the text that approvers sign. This program shares
no code with izmaksa: a line "EndToEndId|amount|IBAN" for each payment of all files, "home" in place of the account in
a list of home delivery, sorted by bytes, SHA-256. All files of a run are given together; a transfer that only gives the
Post the money of a list that is given too is left out.
"""

import csv
import decimal
import hashlib
import sys
import xml.etree.ElementTree as ElementTree


def local(tag):
    return tag.rpartition("}")[2]


def from_bank_file(path):
    """(EndToEndId, amount, account) of each credit transfer."""
    for _, node in ElementTree.iterparse(path):
        if local(node.tag) != "CdtTrfTxInf":
            continue
        found = {}
        for inner in node.iter():
            name = local(inner.tag)
            if name in ("EndToEndId", "InstdAmt", "CdtrAcct"):
                found[name] = inner
        account = next(part.text for part in found["CdtrAcct"].iter() if local(part.tag) == "IBAN")
        yield found["EndToEndId"].text, found["InstdAmt"].text, account
        node.clear()


def from_list(path):
    """(payment, amount, "home") of each delivery, and the id of the list."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(row["payment"], row["amount"], "home") for row in rows if row["record"] == "payment"], rows[-1]["list"]


def main():
    lines, total, payments, lists = [], decimal.Decimal(0), [], set()
    for path in sys.argv[1:]:
        if path.endswith(".csv"):
            deliveries, name = from_list(path)
            payments += deliveries
            lists.add(name)
        else:
            payments += from_bank_file(path)
    for name, amount, account in payments:
        if name not in lists:
            amount = decimal.Decimal(amount).quantize(decimal.Decimal("0.01"))
            total += amount
            lines.append(f"{name}|{amount}|{account}\n".encode())
    lines.sort()
    print(len(lines), total, hashlib.sha256(b"".join(lines)).hexdigest())


if __name__ == "__main__":
    main()
