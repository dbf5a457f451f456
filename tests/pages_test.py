#!/usr/bin/env python3
"""Makes every report of a small made-up nation as text, JSON, CSV and a page, and reads the page with a strict parser.

    pages_test.py PROGRAM

A page is well-formed XML, names nothing outside itself, holds no script, has only whole coordinates in its pictures,
and shows every number that the JSON holds.
"""

import csv
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

SVG = "{http://www.w3.org/2000/svg}"
HTML = "{http://www.w3.org/1999/xhtml}"
REPORTS = [
    ["books"],
    ["books", "--check"],
    ["books", "--account", "Payable"],
    ["budget", "--year", "2024"],
    ["receivables", "--people"],
    ["unclaimed", "--people"],
    ["statistics", "--year", "2024"],
    ["statistics", "--month", "2024-02"],
    ["statement", "--person", "1000000001", "--year", "2024"],
]
COORDINATES = ("x", "y", "x1", "x2", "y1", "y2", "width", "height", "cx", "cy", "r", "points", "viewBox")


def text_of(element):
    return "".join(element.itertext())


def readable(number):
    """As people read it: groups of three."""
    whole, point, rest = number.partition(".")
    sign = "-" if whole.startswith("-") else ""
    return sign + "{:,}".format(int(whole.lstrip("-"))).replace(",", "\N{NO-BREAK SPACE}") + point + rest


def check_page(path, report):
    root = xml.etree.ElementTree.parse(path).getroot()
    assert root.tag == HTML + "html", root.tag
    for element in root.iter():
        name = element.tag.split("}")[1]
        assert name not in ("script", "link", "img", "iframe", "object", "image", "use"), (path, name)
        for attribute, value in element.attrib.items():
            assert attribute not in ("href", "src", "style") and not attribute.startswith("on"), (path, attribute)
            if element.tag.startswith(SVG) and attribute in COORDINATES:
                assert re.fullmatch(r"[0-9 ,]+", value), (path, attribute, value)
    shown = {text_of(cell) for cell in root.iter(HTML + "td")} | {text_of(e) for e in root.iter(HTML + "dd")}
    for rows in (value for key, value in report.items() if isinstance(value, list) and key != "notes"):
        for row in rows:
            assert any(value is None or str(value) == "" or str(value) in shown or
                       (re.fullmatch(r"-?\d+(\.\d+)?", str(value)) and readable(str(value)) in shown)
                       for value in row.values()), (path, row)
    amounts = [value for rows in report.values() if isinstance(rows, list) for row in rows if isinstance(row, dict)
               for key, value in row.items() if key in ("execution", "gross", "net", "debits", "credits", "amount") and value]
    missing = [amount for amount in amounts if readable(amount) not in shown]
    assert not missing, (path, missing)


def main():
    program = sys.argv[1]

    def run(*words):
        return subprocess.run([program, *map(str, words)], check=True, stdout=subprocess.PIPE).stdout.decode("utf-8")

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        ledger = folder / "ledger"
        run("sample", "--people", 300, "--seed", 3, "--benefits", "all", "--out", folder / "events")
        run("init", "--data", ledger)
        before = {}
        for month in ("2024-01", "2024-02", "2024-03"):
            initial = folder.glob("events/0-*.jsonl") if month == "2024-01" else []
            run("append", "--data", ledger, *sorted(initial), *sorted(folder.glob("events/%s-*.jsonl" % month)))
            run("run", "--data", ledger, "--date", month + "-05")
            for report in REPORTS:
                if month != "2024-02" or "--check" in report:
                    continue
                command = [report[0], "--data", ledger, *report[1:]]
                page = folder / "early.html"
                before[tuple(report)] = (run(*command, "--json", "--html", page), page.read_bytes())
        pages = 0
        for report in REPORTS:
            command = [report[0], "--data", ledger, *report[1:]]
            page = folder / "page.html"
            answer = json.loads(run(*command, "--json", "--html", page))
            check_page(page, answer)
            first = next(key for key, value in answer.items() if isinstance(value, list))
            rows = list(csv.DictReader(io.StringIO(run(*command, "--csv"))))
            assert len(rows) == len(answer[first]) and list(rows[0]) == list(answer[first][0]), report
            assert run(*command).startswith(answer["title"]), report
            if tuple(report) in before:  # as of February, made before and after March
                again = run(*command, "--as-of", "2024-02-28", "--json", "--html", page)
                assert (again, page.read_bytes()) == before[tuple(report)], report
            pages += 1
        print("%d reports, each as text, JSON, CSV and a page; %d made again as of February" % (pages, len(before)))


if __name__ == "__main__":
    main()
