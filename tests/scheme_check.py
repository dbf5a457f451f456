#!/usr/bin/env python3
"""Checks pain.001 payment files against the SEPA scheme and the habits of Latvian banks.

    tests/scheme_check.py FILE... [--xsd DIR]

Prints one line per fault, `FILE: RULE_NAME: text (place)`. Exit code 0: no fault; 1: faults; 2: could not check.
The official schema allows much that a bank refuses (amounts of zero, wrong control sums, long names): these are the
rules beside it. It shares no code with the writer, holidays included, so that the two do not make the same mistake.

With --xsd each file is also validated by xmllint against DIR/pain.001.001.NN.xsd. A file that is not valid is reported
as XSD alone: the other rules speak of valid documents. A document type declaration is refused before anything else is
read. Files are streamed; all that grows with a file is the set of its identifiers.
"""

import argparse
import datetime
import decimal
import os
import re
import subprocess
import sys
import xml.parsers.expat

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001."
VERSIONS = ("03", "09")

# The EPC basic character set, and what banks in Latvia take between them.
BASIC = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ ")
LATVIAN = set("ĀāČčĒēĢģĪīĶķĻļŅņŠšŪūŽž")

AMOUNT_MAX = decimal.Decimal("999999999.99")
ID_MAX, NAME_MAX, REMITTANCE_MAX = 35, 70, 140
ADDRESS_LINES_MAX, ADDRESS_TEXT_MAX = 2, 140  # of the free part of a hybrid address
# Settlement from this day on needs town and country in elements of their own (EPC, 2025 rulebook version 1.1).
STRUCTURED_ADDRESS_FROM = datetime.date(2026, 11, 15)

# Length of an IBAN by country of the SEPA schemes (ISO 13616 registry).
IBAN_LENGTH = {
    "AD": 24, "AL": 28, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20,
    "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27,
    "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MT": 31, "NL": 18, "NO": 15,
    "PL": 28, "PT": 25, "RO": 24, "RS": 22, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "VA": 22,
}

# Where the elements stand that the rules speak of. The schema says it all; this keeps the rules on their feet without it.
PARENTS = {
    "CstmrCdtTrfInitn": ("Document",), "GrpHdr": ("CstmrCdtTrfInitn",), "PmtInf": ("CstmrCdtTrfInitn",),
    "CdtTrfTxInf": ("PmtInf",), "NbOfTxs": ("GrpHdr", "PmtInf"), "CtrlSum": ("GrpHdr", "PmtInf"),
}
IN_PAYMENT = {"PmtId", "InstrId", "EndToEndId", "Amt", "InstdAmt", "Cdtr", "CdtrAcct", "RmtInf", "Ustrd", "Strd"}
IN_BLOCK = {"PmtInfId", "PmtMtd", "ReqdExctnDt", "PmtTpInf", "SvcLvl", "ChrgBr"}

FIRST_YEAR, LAST_YEAR = 2020, 2035

# Days off by order of the Cabinet of Ministers, or given once; and Saturdays worked instead.
DAYS_OFF = """2020-06-22 2021-05-03 2021-06-25 2021-11-19 2023-05-05 2023-05-29 2023-07-10 2024-12-23 2024-12-30
    2025-05-02 2025-11-17 2026-01-02 2026-06-22""".split()
SATURDAYS_WORKED = """2020-06-13 2021-05-08 2021-06-19 2021-11-13 2023-05-20 2024-12-14 2024-12-28 2025-05-10
    2025-11-08 2026-01-17 2026-06-27""".split()


def easter(year):
    """Easter Sunday after Gauss, with his two exceptions."""
    century = year // 100
    p = (13 + 8 * century) // 25
    m = (15 - p + century - century // 4) % 30
    n = (4 + century - century // 4) % 7
    d = (19 * (year % 19) + m) % 30
    e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + n) % 7
    if d == 29 and e == 6 or d == 28 and e == 6 and (11 * m + 11) % 30 < 19:
        e -= 7
    return datetime.date(year, 3, 22) + datetime.timedelta(days=d + e)


def easter_closings(year):
    sunday = easter(year)
    return {sunday - datetime.timedelta(days=2), sunday + datetime.timedelta(days=1)}


def target_is_open(day):
    closed = easter_closings(day.year) | {
        datetime.date(day.year, month, number) for month, number in ((1, 1), (5, 1), (12, 25), (12, 26))
    }
    return day.weekday() < 5 and day not in closed


def treasury_is_open(day):
    text = day.isoformat()
    if text in SATURDAYS_WORKED:
        return True
    holidays = easter_closings(day.year)
    for month, number in ((1, 1), (5, 1), (6, 23), (6, 24), (12, 24), (12, 25), (12, 26), (12, 31)):
        holidays.add(datetime.date(day.year, month, number))
    for month, number in ((5, 4), (11, 18)):
        holiday = datetime.date(day.year, month, number)
        holidays.add(holiday)
        if holiday.weekday() >= 5:
            holidays.add(holiday + datetime.timedelta(days=7 - holiday.weekday()))
    return day.weekday() < 5 and day not in holidays and text not in DAYS_OFF


class Stop(Exception):
    """The rest of the file is not worth reading."""


class Block:
    """What must hold over the payments of one PmtInf, or of the whole file."""

    def __init__(self):
        self.payments = 0
        self.total = decimal.Decimal(0)
        self.stated_payments = None
        self.stated_total = None
        self.execution_text = None
        self.execution_date = None
        self.service_level = None
        self.charge_bearer = None
        self.method = None


class Checker:
    """One file. Its faults are (rule, text, line)."""

    def __init__(self):
        self.faults = []
        self.version = None
        self.file = Block()
        self.block = None
        self.payment = None  # values of the CdtTrfTxInf being read, by element
        self.path = []
        self.text = []
        self.address = None
        self.seen = {"PmtInfId": set(), "InstrId": set(), "EndToEndId": set(), "UETR": set()}
        self.address_lines = []
        self.parser = xml.parsers.expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text.append

    def check(self, stream):
        try:
            self.parser.ParseFile(stream)
        except xml.parsers.expat.ExpatError as error:
            self.fault("XML_MALFORMED", xml.parsers.expat.ErrorString(error.code), error.lineno)
        except Stop:
            pass

    def fault(self, rule, text, line=None):
        if self.payment is not None and "EndToEndId" in self.payment:
            text += f", payment {self.payment['EndToEndId']!r}"
        self.faults.append((rule, text, line or self.parser.CurrentLineNumber))

    def doctype(self, *_):
        self.fault("XML_DTD_FORBIDDEN", "a document type declaration, which can define entities")
        raise Stop

    def start(self, name, attributes):
        namespace, _, tag = name.rpartition(" ")
        if not self.path:
            self.version = namespace[len(NAMESPACE):] if namespace.startswith(NAMESPACE) else None
            if tag != "Document" or self.version not in VERSIONS:
                self.fault("DOCUMENT_VERSION", f"<{tag}> of namespace {namespace!r} is not pain.001.001.03 or .09")
                raise Stop
        parent = self.path[-1] if self.path else ""
        misplaced = (
            parent not in PARENTS[tag] if tag in PARENTS
            else tag in IN_PAYMENT and self.payment is None or tag in IN_BLOCK and self.block is None)
        if misplaced or not namespace.startswith(NAMESPACE):
            self.fault("STRUCTURE", f"<{tag}> is not expected in <{parent}>; the schema says more")
            raise Stop
        self.path.append(tag)
        self.text.clear()
        if tag == "PmtInf":
            self.block = Block()
        elif tag == "CdtTrfTxInf":
            self.payment = {"Ustrd": 0, "Strd": 0}
        elif tag == "PstlAdr":
            self.address, self.address_lines = set(), []
        elif tag == "InstdAmt" and attributes.get("Ccy") != "EUR":
            self.fault("CURRENCY_NOT_EUR", f"currency {attributes.get('Ccy')!r}")
        elif tag == "EqvtAmt":
            self.fault("CURRENCY_NOT_EUR", "an equivalent amount; SEPA carries euro")

    def end(self, _):
        tag = self.path[-1]
        value = "".join(self.text)
        self.text.clear()
        self.path.pop()
        parent = self.path[-1] if self.path else ""
        handler = getattr(self, "end_" + tag, None)
        if handler is not None:
            handler(value, parent)
        if self.address is not None and parent == "PstlAdr":
            self.address.add(tag)

    # Identifiers.

    def identifier(self, name, value):
        if len(value) > ID_MAX:
            self.fault("ID_LENGTH", f"{name} has {len(value)} characters, at most {ID_MAX} are allowed")
        if not value or not set(value) <= BASIC:
            self.fault("ID_CHARSET", f"{name} {value!r} is empty or has characters outside the EPC basic set")
        if value.startswith("/") or value.endswith("/") or "//" in value:
            self.fault("ID_SLASH", f"{name} {value!r} begins or ends with a slash or has two in a row")
        if name in self.seen:
            if value in self.seen[name]:
                rule = {"PmtInfId": "DUP_PMTINF", "InstrId": "DUP_INSTR", "EndToEndId": "DUP_E2E"}[name]
                self.fault(rule, f"{name} {value!r} is used twice")
            self.seen[name].add(value)

    def end_MsgId(self, value, _):
        self.identifier("MsgId", value)

    def end_PmtInfId(self, value, _):
        self.identifier("PmtInfId", value)

    def end_InstrId(self, value, _):
        self.identifier("InstrId", value)

    def end_EndToEndId(self, value, _):
        self.payment["EndToEndId"] = value
        self.identifier("EndToEndId", value)

    def end_UETR(self, value, _):
        if not re.fullmatch("[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}", value):
            self.fault("UETR", f"{value!r} is not a UUID of version 4")
        if value in self.seen["UETR"]:
            self.fault("DUP_UETR", f"UETR {value!r} is used twice")
        self.seen["UETR"].add(value)

    # Control numbers.

    def end_NbOfTxs(self, value, parent):
        if not re.fullmatch("[0-9]{1,15}", value):
            self.fault("NBOFTXS_" + ("GROUP" if parent == "GrpHdr" else "PMTINF"), f"{value!r} is not a number")
            return
        (self.file if parent == "GrpHdr" else self.block).stated_payments = int(value)

    def end_CtrlSum(self, value, parent):
        if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", value):
            self.fault("CTRLSUM_" + ("GROUP" if parent == "GrpHdr" else "PMTINF"), f"{value!r} is not a sum")
            return
        (self.file if parent == "GrpHdr" else self.block).stated_total = decimal.Decimal(value)

    def control(self, block, level):
        # Both are mandatory in Latvia since 19 November 2017.
        if block.stated_payments != block.payments:
            self.fault("NBOFTXS_" + level, f"says {block.stated_payments}, there are {block.payments} payments")
        if block.stated_total != block.total:
            self.fault("CTRLSUM_" + level, f"says {block.stated_total}, the payments add up to {block.total}")

    # The block.

    def end_PmtMtd(self, value, _):
        self.block.method = value

    def end_ChrgBr(self, value, _):
        (self.block if self.payment is None else self.payment_terms()).charge_bearer = value

    def end_Cd(self, value, parent):
        if parent == "SvcLvl":
            (self.block if self.payment is None else self.payment_terms()).service_level = value

    def payment_terms(self):
        return self.payment.setdefault("terms", Block())

    def end_Dt(self, value, parent):
        if parent == "ReqdExctnDt":
            self.execution_day(value)

    def end_DtTm(self, value, parent):
        if parent == "ReqdExctnDt":
            self.execution_day(value[:10])

    def end_ReqdExctnDt(self, value, _):
        if self.version == "03":
            self.execution_day(value)

    def execution_day(self, value):
        self.block.execution_text = value
        try:
            day = datetime.date.fromisoformat(value)
        except ValueError:
            self.fault("EXEC_DATE_UNKNOWN", f"execution date {value!r} is not a day")
            return
        self.block.execution_date = day
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fault("EXEC_DATE_UNKNOWN", f"no calendar for {day}: it reaches from {FIRST_YEAR} to {LAST_YEAR}")
        elif not treasury_is_open(day):
            self.fault("EXEC_DATE_NOT_TREASURY_DAY", f"the Treasury does not work on {day}")
        elif not target_is_open(day):
            self.fault("EXEC_DATE_NOT_TARGET_DAY", f"TARGET is closed on {day}")

    def end_PmtInf(self, *_):
        self.control(self.block, "PMTINF")
        if self.block.method != "TRF":
            self.fault("PMTMTD", f"payment method {self.block.method!r} is not TRF")
        if self.block.execution_text is None:
            self.fault("EXEC_DATE_UNKNOWN", "no execution date")
        self.block = None

    def end_Document(self, *_):
        self.control(self.file, "GROUP")

    # A payment.

    def end_InstdAmt(self, value, _):
        self.payment["amount_seen"] = True
        if not re.fullmatch(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)", value):
            self.fault("AMOUNT_ZERO", f"{value!r} is not an amount")
            return
        amount = decimal.Decimal(value)
        self.payment["amount"] = amount
        if amount <= 0:
            self.fault("AMOUNT_ZERO", f"amount {value} is less than 0.01")
        if amount > AMOUNT_MAX:
            self.fault("AMOUNT_MAX", f"amount {value} is more than {AMOUNT_MAX}")
        if len(value.partition(".")[2]) > 2:
            self.fault("AMOUNT_DECIMALS", f"amount {value} has more than two decimals")

    def end_Nm(self, value, parent):
        if parent == "Cdtr":
            self.payment["name"] = value
        if len(value) > NAME_MAX:
            self.fault("NAME_TOO_LONG", f"name of <{parent}> has {len(value)} characters, at most {NAME_MAX} pass")
        self.letters(f"name of <{parent}>", value)

    def letters(self, what, value):
        strange = sorted(set(value) - BASIC - LATVIAN)
        if strange:
            numbers = " ".join(f"U+{ord(character):04X}" for character in strange)
            self.fault("CHARSET", f"{what} has characters that banks do not take: {numbers}")

    def end_IBAN(self, value, _):
        if self.path[-2:] == ["CdtrAcct", "Id"]:
            self.payment["account"] = value
        if not re.fullmatch("[A-Z]{2}[0-9]{2}[A-Z0-9]+", value):
            self.fault("IBAN_LENGTH", f"{value!r} is not an IBAN in electronic form")
        elif len(value) != IBAN_LENGTH.get(value[:2]):
            expected = IBAN_LENGTH.get(value[:2], "no number, outside SEPA")
            self.fault("IBAN_LENGTH", f"IBAN {value} has {len(value)} characters; of {value[:2]}: {expected}")
        elif int("".join(str(int(character, 36)) for character in value[4:] + value[:4])) % 97 != 1:
            self.fault("IBAN_CHECKSUM", f"IBAN {value}: check digits are wrong")

    def end_Ustrd(self, value, _):
        self.payment["Ustrd"] += 1
        if len(value) > REMITTANCE_MAX:
            self.fault("RMT_TOO_LONG", f"remittance of {len(value)} characters, at most {REMITTANCE_MAX} pass")
        self.letters("remittance", value)

    def end_Strd(self, *_):
        self.payment["Strd"] += 1

    def end_AdrLine(self, value, _):
        self.address_lines.append(value)
        self.letters("address", value)

    def end_TwnNm(self, value, _):
        self.letters("town", value)

    def end_StrtNm(self, value, _):
        self.letters("street", value)

    def end_PstlAdr(self, _, parent):
        parts, self.address = self.address, None
        lines = self.address_lines
        if len(lines) > ADDRESS_LINES_MAX or len("".join(lines)) > ADDRESS_TEXT_MAX:
            self.fault("ADDRESS_TOO_LONG", f"address of <{parent}> with {len(lines)} lines of free text, at most "
                       f"{ADDRESS_LINES_MAX} of together {ADDRESS_TEXT_MAX} characters pass")
        day = self.block.execution_date if self.block is not None else None
        if day is not None and day < STRUCTURED_ADDRESS_FROM:
            return
        if not {"TwnNm", "Ctry"} <= parts:
            self.fault("ADDRESS_UNSTRUCTURED", f"address of <{parent}> without town and country in their elements")

    def end_CdtTrfTxInf(self, *_):
        payment, block = self.payment, self.block
        terms = payment.get("terms", Block())
        for total in (self.file, block):
            total.payments += 1
            total.total += payment.get("amount", 0)
        if not payment.get("name", "").strip():
            self.fault("CREDITOR_NAME_MISSING", "no name of the payee")
        if "account" not in payment:
            self.fault("CREDITOR_ACCOUNT_MISSING", "no IBAN of the payee")
        if not payment.get("amount_seen"):
            self.fault("AMOUNT_ZERO", "no amount")
        if payment["Ustrd"] + payment["Strd"] > 1:
            self.fault("RMT_REPEATED_SEPA", "more than one remittance text or reference")
        service_level = terms.service_level or block.service_level
        if service_level != "SEPA":
            self.fault("SVCLVL", f"service level {service_level!r} is not SEPA")
        charge_bearer = terms.charge_bearer or block.charge_bearer
        if charge_bearer != "SLEV":
            self.fault("CHRGBR", f"charge bearer {charge_bearer!r} is not SLEV")
        self.payment = None


def schema_faults(path, version, directory):
    """Faults that xmllint finds, as a list of (rule, text, line)."""
    schema = os.path.join(directory, f"pain.001.001.{version}.xsd")
    if not os.path.exists(schema):
        raise OSError(f"no schema {schema}")
    run = subprocess.run(
        ["xmllint", "--noout", "--nonet", "--stream", "--schema", schema, path],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace", check=False)
    if run.returncode == 0:
        return []
    found = re.findall(r":(\d+): (?:element [^:]*: )?(?:Schemas validity|parser) error : (.*)", run.stderr)
    return [("XSD", text, int(line)) for line, text in found] or [("XSD", run.stderr.strip() or "not valid", 1)]


def check_file(path, xsd=None):
    """The faults of one file as a list of (rule, text, line)."""
    checker = Checker()
    with open(path, "rb") as stream:
        checker.check(stream)
    if xsd is None or checker.version not in VERSIONS or any(
            fault[0] in ("XML_DTD_FORBIDDEN", "XML_MALFORMED") for fault in checker.faults):
        return checker.faults
    return schema_faults(path, checker.version, xsd) or checker.faults


def main():
    arguments = argparse.ArgumentParser(description="Check pain.001 files against the rules of the SEPA scheme.")
    arguments.add_argument("files", nargs="+", metavar="FILE")
    arguments.add_argument("--xsd", metavar="DIR", help="validate against the official schemas in DIR as well")
    options = arguments.parse_args()
    code = 0
    for path in options.files:
        try:
            faults = check_file(path, options.xsd)
        except OSError as error:
            print(f"{path}: could not check: {error}", file=sys.stderr)
            return 2
        for rule, text, line in faults:
            print(f"{path}: {rule}: {text} (line {line})")
        if faults:
            code = 1
    return code


if __name__ == "__main__":
    sys.exit(main())
