#!/usr/bin/env python3
"""Every rule of scheme_check.py refuses what it is there for, and a right file passes."""

import csv
import datetime
import os
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True
import scheme_check  # noqa: E402

FIXTURES = os.environ.get("IZMAKSA_FIXTURES") or os.path.join(HERE, "..", "..", "shared", "fixtures")
SCENARIO = os.path.join(FIXTURES, "scenario_lv")
XSD = os.path.join(FIXTURES, "xsd")

RIGHT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-12-01T00:00:00</CreDtTm><NbOfTxs>3</NbOfTxs><CtrlSum>60.03</CtrlSum>\
<InitgPty><Nm>Aģentūra</Nm></InitgPty></GrpHdr>
<PmtInf><PmtInfId>M1-1</PmtInfId><PmtMtd>TRF</PmtMtd><NbOfTxs>2</NbOfTxs><CtrlSum>30.02</CtrlSum><PmtTpInf><SvcLvl>\
<Cd>SEPA</Cd></SvcLvl></PmtTpInf><ReqdExctnDt><Dt>2026-12-04</Dt></ReqdExctnDt><Dbtr><Nm>Aģentūra</Nm></Dbtr><DbtrAcct>\
<Id><IBAN>LV42TREL9990000000001</IBAN></Id></DbtrAcct><DbtrAgt><FinInstnId><BICFI>TRELLV22</BICFI></FinInstnId>\
</DbtrAgt><ChrgBr>SLEV</ChrgBr>
<CdtTrfTxInf><PmtId><InstrId>I1</InstrId><EndToEndId>E1</EndToEndId></PmtId><Amt><InstdAmt Ccy="EUR">10.01</InstdAmt>\
</Amt><Cdtr><Nm>Līga Ņukša-Ūdre</Nm></Cdtr><CdtrAcct><Id><IBAN>LV68HABA9990000000101</IBAN></Id></CdtrAcct><RmtInf>\
<Ustrd>Pensija 12/2026</Ustrd></RmtInf></CdtTrfTxInf>
<CdtTrfTxInf><PmtId><InstrId>I2</InstrId><EndToEndId>E2</EndToEndId></PmtId><Amt><InstdAmt Ccy="EUR">20.01</InstdAmt>\
</Amt><Cdtr><Nm>Anna O'Neil</Nm><PstlAdr><TwnNm>Vilnius</TwnNm><Ctry>LT</Ctry><AdrLine>Gedimino pr. 1-1</AdrLine>\
</PstlAdr></Cdtr><CdtrAcct><Id><IBAN>LT397300010999999999</IBAN></Id></CdtrAcct></CdtTrfTxInf>
</PmtInf>
<PmtInf><PmtInfId>M1-2</PmtInfId><PmtMtd>TRF</PmtMtd><NbOfTxs>1</NbOfTxs><CtrlSum>30.01</CtrlSum><PmtTpInf><SvcLvl>\
<Cd>SEPA</Cd></SvcLvl></PmtTpInf><ReqdExctnDt><Dt>2026-12-04</Dt></ReqdExctnDt><Dbtr><Nm>Aģentūra</Nm></Dbtr><DbtrAcct>\
<Id><IBAN>LV42TREL9990000000001</IBAN></Id></DbtrAcct><DbtrAgt><FinInstnId><BICFI>TRELLV22</BICFI></FinInstnId>\
</DbtrAgt><ChrgBr>SLEV</ChrgBr>
<CdtTrfTxInf><PmtId><InstrId>I3</InstrId><EndToEndId>E3</EndToEndId></PmtId><Amt><InstdAmt Ccy="EUR">30.01</InstdAmt>\
</Amt><Cdtr><Nm>Ģirts Šķēle + Co</Nm></Cdtr><CdtrAcct><Id><IBAN>LV14UNLA9990000000102</IBAN></Id></CdtrAcct>\
</CdtTrfTxInf>
</PmtInf>
</CstmrCdtTrfInitn></Document>
"""

# What is changed in RIGHT, from and to, and the rules that must be named: all of them, and no other.
WRONG = [
    ("<CtrlSum>60.03", "<CtrlSum>60.04", {"CTRLSUM_GROUP"}),
    ("<CtrlSum>60.03</CtrlSum>", "", {"CTRLSUM_GROUP"}),
    ("<CtrlSum>60.03", "<CtrlSum>abc", {"CTRLSUM_GROUP"}),
    ("<CtrlSum>30.02", "<CtrlSum>30.01", {"CTRLSUM_PMTINF"}),
    ("<CtrlSum>30.02</CtrlSum>", "", {"CTRLSUM_PMTINF"}),
    ("<NbOfTxs>3<", "<NbOfTxs>2<", {"NBOFTXS_GROUP"}),
    ("<NbOfTxs>3</NbOfTxs>", "", {"NBOFTXS_GROUP"}),
    ("<NbOfTxs>2<", "<NbOfTxs>3<", {"NBOFTXS_PMTINF"}),
    ("<NbOfTxs>2</NbOfTxs>", "", {"NBOFTXS_PMTINF"}),
    (">E3<", ">E1<", {"DUP_E2E"}),
    (">I2<", ">I1<", {"DUP_INSTR"}),
    (">M1-2<", ">M1-1<", {"DUP_PMTINF"}),
    (">10.01<", ">0.00<", {"AMOUNT_ZERO", "CTRLSUM_GROUP", "CTRLSUM_PMTINF"}),
    (">10.01<", ">-10.01<", {"AMOUNT_ZERO", "CTRLSUM_GROUP", "CTRLSUM_PMTINF"}),
    (">10.01<", ">1000000000.00<", {"AMOUNT_MAX", "CTRLSUM_GROUP", "CTRLSUM_PMTINF"}),
    (">10.01<", ">10.010<", {"AMOUNT_DECIMALS"}),
    ('Ccy="EUR">10.01', 'Ccy="USD">10.01', {"CURRENCY_NOT_EUR"}),
    ("<Dt>2026-12-04", "<Dt>2026-12-24", {"EXEC_DATE_NOT_TREASURY_DAY"}),
    ("<Dt>2026-12-04", "<Dt>2026-12-05", {"EXEC_DATE_NOT_TREASURY_DAY"}),
    ("<Dt>2026-12-04", "<Dt>2026-01-17", {"EXEC_DATE_NOT_TARGET_DAY"}),
    ("<Dt>2026-12-04", "<Dt>2036-01-02", {"EXEC_DATE_UNKNOWN"}),
    ("<Dt>2026-12-04", "<Dt>2026-02-30", {"EXEC_DATE_UNKNOWN"}),
    ("<TwnNm>Vilnius</TwnNm>", "", {"ADDRESS_UNSTRUCTURED"}),
    ("<TwnNm>Vilnius</TwnNm><Ctry>LT</Ctry>", "", {"ADDRESS_UNSTRUCTURED"}),
    ("<AdrLine>", "<AdrLine>a</AdrLine><AdrLine>b</AdrLine><AdrLine>", {"ADDRESS_TOO_LONG"}),
    ("<AdrLine>", "<AdrLine>" + 126 * "x", {"ADDRESS_TOO_LONG"}),
    ("<AdrLine>", "<AdrLine>Ж", {"CHARSET"}),
    ("<TwnNm>", "<TwnNm>Ж", {"CHARSET"}),
    ("</EndToEndId>", "</EndToEndId><UETR>4DFA5D84-ace8-47fa-9564-504c988e7402</UETR>", {"UETR"}),
    ("</EndToEndId>", "</EndToEndId><UETR>4dfa5d84-ace8-17fa-9564-504c988e7402</UETR>", {"UETR"}),
    ("</EndToEndId>", "</EndToEndId>" + 2 * "<UETR>4dfa5d84-ace8-47fa-9564-504c988e7402</UETR>", {"DUP_UETR"}),
    ("</Ustrd>", "</Ustrd><Ustrd>x</Ustrd>", {"RMT_REPEATED_SEPA"}),
    ("</Ustrd>", "</Ustrd><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd>", {"RMT_REPEATED_SEPA"}),
    ("<Ustrd>", "<Ustrd>" + 126 * "x", {"RMT_TOO_LONG"}),
    (">E1<", ">/E1<", {"ID_SLASH"}),
    (">I1<", ">I1/<", {"ID_SLASH"}),
    (">M1<", ">M//1<", {"ID_SLASH"}),
    (">E1<", ">Ē1<", {"ID_CHARSET"}),
    (">E1<", "><", {"ID_CHARSET"}),
    (">M1-1<", ">M1_1<", {"ID_CHARSET"}),
    (">E1<", ">" + 36 * "E" + "<", {"ID_LENGTH"}),
    ("<Cdtr><Nm>Līga Ņukša-Ūdre</Nm></Cdtr>", "", {"CREDITOR_NAME_MISSING"}),
    ("<Nm>Līga Ņukša-Ūdre</Nm>", "<Nm> </Nm>", {"CREDITOR_NAME_MISSING"}),
    ("<CdtrAcct><Id><IBAN>LV68HABA9990000000101</IBAN></Id></CdtrAcct>", "", {"CREDITOR_ACCOUNT_MISSING"}),
    ("<Nm>Līga", "<Nm>" + 60 * "ā", {"NAME_TOO_LONG"}),
    (">LV68HABA", ">LV69HABA", {"IBAN_CHECKSUM"}),
    ("0000000101<", "000000010<", {"IBAN_LENGTH"}),
    (">LV68HABA9990000000101<", ">LV68 HABA 9990 0000 0010 1<", {"IBAN_LENGTH"}),
    (">LV68HABA9990000000101<", ">AE070331234567890123456<", {"IBAN_LENGTH"}),
    (">Līga", ">Лīga", {"CHARSET"}),
    (">Līga", ">Élīga", {"CHARSET"}),
    (" + Co<", " &amp; Co<", {"CHARSET"}),
    (">Pensija", ">Pensija&#9;", {"CHARSET"}),
    ("<PmtMtd>TRF", "<PmtMtd>CHK", {"PMTMTD"}),
    ("<Cd>SEPA", "<Cd>URGP", {"SVCLVL"}),
    ("<PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl></PmtTpInf>", "", {"SVCLVL"}),
    ("<ChrgBr>SLEV", "<ChrgBr>DEBT", {"CHRGBR"}),
    ("<ChrgBr>SLEV</ChrgBr>", "", {"CHRGBR"}),
    ("pain.001.001.09", "pain.001.001.08", {"DOCUMENT_VERSION"}),
    ("<Document", "<!DOCTYPE Document><Document", {"XML_DTD_FORBIDDEN"}),
    ("<Document", '<!DOCTYPE d [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><Document', {"XML_DTD_FORBIDDEN"}),
    ("</CstmrCdtTrfInitn>", "", {"XML_MALFORMED"}),
    ("<GrpHdr>", "<Amt></Amt><GrpHdr>", {"STRUCTURE"}),
    ("<GrpHdr>", "<ChrgBr>SLEV</ChrgBr><GrpHdr>", {"STRUCTURE"}),
    ("<GrpHdr>", "<NbOfTxs>1</NbOfTxs><GrpHdr>", {"STRUCTURE"}),
]


def has_xmllint():
    try:
        return subprocess.run(["xmllint", "--version"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


class SchemeCheckTest(unittest.TestCase):
    def check(self, text):
        with tempfile.NamedTemporaryFile(suffix=".xml") as file:
            file.write(text.encode())
            file.flush()
            return scheme_check.check_file(file.name)

    def test_a_right_file_passes(self):
        self.assertEqual(self.check(RIGHT), [])

    def test_the_old_version_passes(self):
        old = RIGHT.replace("001.09", "001.03").replace("BICFI", "BIC")
        old = old.replace("<ReqdExctnDt><Dt>", "<ReqdExctnDt>").replace("</Dt></ReqdExctnDt>", "</ReqdExctnDt>")
        self.assertEqual(self.check(old), [])
        old = old.replace("<ReqdExctnDt>2026-12-04", "<ReqdExctnDt>2026-12-25")
        self.assertEqual({fault[0] for fault in self.check(old)}, {"EXEC_DATE_NOT_TREASURY_DAY"})

    def test_a_prefix_of_the_namespace_changes_nothing(self):
        prefixed = RIGHT.replace("</", "</p:").replace("<", "<p:").replace("<p:/p:", "</p:").replace("<p:?", "<?")
        self.assertEqual(self.check(prefixed.replace("xmlns=", "xmlns:p=")), [])

    def test_terms_may_stand_at_the_payment(self):
        terms = "<PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl></PmtTpInf>"
        text = RIGHT.replace(terms, "").replace("<ChrgBr>SLEV</ChrgBr>", "")
        text = text.replace("</PmtId>", "</PmtId>" + terms).replace("</Amt>", "</Amt><ChrgBr>SLEV</ChrgBr>")
        self.assertEqual(self.check(text), [])

    def test_addresses_in_lines_pass_before_15_november_2026(self):
        text = RIGHT.replace("<TwnNm>Vilnius</TwnNm><Ctry>LT</Ctry>", "")
        self.assertEqual(self.check(text.replace("<Dt>2026-12-04", "<Dt>2026-11-13")), [])
        faults = self.check(text.replace("<Dt>2026-12-04", "<Dt>2026-11-16"))
        self.assertEqual([fault[0] for fault in faults], ["ADDRESS_UNSTRUCTURED"])

    def test_every_rule_refuses_what_it_is_there_for(self):
        for old, new, rules in WRONG:
            with self.subTest(change=f"{old} -> {new}"):
                self.assertIn(old, RIGHT)
                self.assertEqual({fault[0] for fault in self.check(RIGHT.replace(old, new, 1))}, rules)

    def test_a_fault_has_file_rule_and_line(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "wrong.xml")
            with open(path, "w", encoding="utf-8") as file:
                file.write(RIGHT.replace(">10.01<", ">10.010<"))
            program = os.path.join(HERE, "scheme_check.py")
            run = subprocess.run([sys.executable, program, path], capture_output=True, text=True, check=False)
            self.assertEqual(run.returncode, 1)
            self.assertEqual(
                run.stdout,
                f"{path}: AMOUNT_DECIMALS: amount 10.010 has more than two decimals, payment 'E1' (line 5)\n")
            missing = subprocess.run([sys.executable, program, path + "x"], capture_output=True, check=False)
            self.assertEqual(missing.returncode, 2)

    def test_easter_agrees_with_known_sundays(self):
        known = "2000-04-23 2019-04-21 2024-03-31 2025-04-20 2026-04-05 2038-04-25 1954-04-18 1981-04-19".split()
        for text in known:
            self.assertEqual(scheme_check.easter(int(text[:4])).isoformat(), text)


class FixturesTest(unittest.TestCase):
    """Against published and authored files that are not part of the repository."""

    def setUp(self):
        if not os.path.isdir(SCENARIO):
            self.skipTest(f"skipped the fixture files: no folder {SCENARIO}")

    def xsd(self):
        if not has_xmllint():
            self.skipTest("skipped validation against the schemas: xmllint is not installed")
        return XSD

    def test_right_files_pass(self):
        for name in ("01_pain.001.001.09.xml", "02_pain.001.001.03_translit.xml"):
            self.assertEqual(scheme_check.check_file(os.path.join(SCENARIO, name), self.xsd()), [], name)

    def test_each_wrong_file_is_refused_with_the_rule_of_the_manifest(self):
        # One change breaks more than one rule in these: the amount is no longer in the sums; both ids are the same.
        also = {"AMOUNT_ZERO": {"CTRLSUM_GROUP", "CTRLSUM_PMTINF"}, "DUP_E2E": {"DUP_INSTR"}}
        folder = os.path.join(SCENARIO, "negative")
        with open(os.path.join(folder, "manifest.csv"), encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertGreaterEqual(len(rows), 14)
        for row in rows:
            expected = row["expected_rule"].split()[0]
            with self.subTest(file=row["file"]):
                rules = {fault[0] for fault in scheme_check.check_file(os.path.join(folder, row["file"]), self.xsd())}
                self.assertIn(expected, rules)
                self.assertEqual(rules - {expected} - also.get(expected, set()), set())

    def test_the_calendar_is_the_published_one_on_every_day(self):
        path = os.path.join(FIXTURES, "calendars", "lv_target_days_2020_2035.csv")
        with open(path, encoding="utf-8", newline="") as file:
            listed = {row["date"]: row for row in csv.DictReader(file)}
        self.assertGreater(len(listed), 200)
        day = datetime.date(2020, 1, 1)
        while day.year <= 2035:
            row = listed.get(day.isoformat())
            open_days = (day.weekday() < 5, day.weekday() < 5)
            if row is not None:
                open_days = (row["lv_working_day"] == "yes", row["target_open"] == "yes")
            self.assertEqual((scheme_check.treasury_is_open(day), scheme_check.target_is_open(day)), open_days, day)
            day += datetime.timedelta(days=1)


if __name__ == "__main__":
    unittest.main()
