#!/usr/bin/env python3
"""Compares docs/coverage.md with what the program prints; with IZMAKSA_GOLDEN set, rewrites it.

    coverage_test.py PROGRAM
"""

import difflib
import os
import pathlib
import subprocess
import sys

FILE = pathlib.Path(__file__).resolve().parent.parent / "docs" / "coverage.md"


def main():
    printed = subprocess.run([sys.argv[1], "law", "coverage"], stdout=subprocess.PIPE, check=True, timeout=60)
    now = printed.stdout.decode("utf-8")
    written = FILE.read_text(encoding="utf-8") if FILE.exists() else ""
    if now == written:
        return
    if os.environ.get("IZMAKSA_GOLDEN"):
        FILE.write_text(now, encoding="utf-8")
        print("rewritten: %s" % FILE)
        return
    sys.stdout.writelines(difflib.unified_diff(written.splitlines(True), now.splitlines(True), "docs/coverage.md",
                                               "izmaksa law coverage"))
    print("docs/coverage.md is not what the program prints: make golden rewrites it")
    sys.exit(1)


if __name__ == "__main__":
    main()
