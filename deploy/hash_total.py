#!/usr/bin/env python3
"""The hash total of payment files, to compare with what officers approved.

    deploy/hash_total.py FILE...      prints: payments, their sum, and the hash

The same three stand on the page that `izmaksa approve` shows and in the text that approvers sign. This program shares
no code with izmaksa: a line "EndToEndId|amount|IBAN" for each payment of all files, "home" in place of the account in
a list of home delivery, sorted by bytes, SHA-256. All files of a run are given together.
"""

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


def main():
    lines, total = [], decimal.Decimal(0)
    for path in sys.argv[1:]:
        for name, amount, account in from_bank_file(path):
            amount = decimal.Decimal(amount).quantize(decimal.Decimal("0.01"))
            total += amount
            lines.append(f"{name}|{amount}|{account}\n".encode())
    lines.sort()
    print(len(lines), total, hashlib.sha256(b"".join(lines)).hexdigest())


if __name__ == "__main__":
    main()
