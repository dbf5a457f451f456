#!/usr/bin/env python3
"""Every payment file of the story of every payee, before a judge that shares no code with the program.

    release_scheme_test.py PROGRAM

Plays tests/scenarios/every_payee.test and checks its payment files by tests/scheme_check.py, against the official
schema too where it is at hand, and the digest and sums of its list for the Post.
"""

import csv
import decimal
import hashlib
import io
import os
import pathlib
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True
import scenario_test  # noqa: E402
import scheme_check  # noqa: E402

XSD = pathlib.Path(os.environ.get("IZMAKSA_FIXTURES") or HERE.parent.parent / "shared" / "fixtures") / "xsd"


class ReleaseSchemeTest(unittest.TestCase):
    program = None

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        steps, _ = scenario_test.parse((HERE / "scenarios" / "every_payee.test").read_text(encoding="utf-8"))
        for _ in scenario_test.play(steps, cls.program, pathlib.Path(cls.folder.name)):
            pass
        cls.files = pathlib.Path(cls.folder.name) / "story" / "files"

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def payment_files(self):
        found = sorted(self.files.glob("*.xml"))
        self.assertEqual(len(found), 2, "one for accounts, one for the Post")
        return found

    def test_payment_files_pass_the_rules_of_the_scheme(self):
        for path in self.payment_files():
            self.assertEqual(scheme_check.check_file(str(path)), [], path.name)

    def test_payment_files_are_valid_against_the_official_schema(self):
        if not (XSD / "pain.001.001.09.xsd").exists():
            self.skipTest("skipped validation against the official schema: no folder %s" % XSD)
        for path in self.payment_files():
            self.assertEqual(scheme_check.check_file(str(path), str(XSD)), [], path.name)

    def test_the_list_of_the_post_adds_up_to_its_money(self):
        for path in self.files.glob("*.csv"):
            text = path.read_text(encoding="utf-8")
            lines = text.splitlines(True)
            rows = list(csv.DictReader(io.StringIO(text)))
            payments = [row for row in rows if row["record"] == "payment"]
            total = rows[-1]
            self.assertEqual(total["record"], "total")
            self.assertEqual(total["digest"], hashlib.sha256("".join(lines[:-1]).encode()).hexdigest())
            self.assertEqual(int(total["payments"]), len(payments))
            for column in ("amount", "fee"):
                self.assertEqual(decimal.Decimal(total[column]), sum(decimal.Decimal(row[column]) for row in payments))
            money = decimal.Decimal(total["amount"]) + decimal.Decimal(total["fee"])
            transfer = path.with_suffix(".xml").read_text(encoding="utf-8")
            self.assertIn("<CtrlSum>%s</CtrlSum>" % money, transfer)


if __name__ == "__main__":
    ReleaseSchemeTest.program = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()
