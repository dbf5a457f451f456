#!/usr/bin/env python3
"""Runs ctest in a build folder and ends with one line: "N passed, N failed, N skipped".

The line of any other build folder than build/ begins with that folder's name, so that one log holds one plain result.
Exit code 0 only when something passed and nothing failed. Further arguments go to ctest.
"""

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree


def count(report):
    """(passed, failed, skipped) of a JUnit report of ctest. What neither ran nor was skipped has failed."""
    passed = failed = skipped = 0
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        reason = case.find("skipped")
        if case.get("status") == "run":
            passed += 1
        elif case.get("status") == "disabled":
            skipped += 1
        elif reason is not None and reason.get("message", "").startswith("SKIP_"):
            skipped += 1  # the test itself asked for it
        else:
            failed += 1
    return passed, failed, skipped


def main():
    if len(sys.argv) < 2:
        sys.exit("usage: run_ctest.py BUILD_FOLDER [ctest arguments]")
    folder_name = os.path.basename(os.path.normpath(sys.argv[1]))
    name = "" if folder_name == "build" else folder_name + ": "
    with tempfile.TemporaryDirectory() as folder:
        report = os.path.join(folder, "report.xml")
        command = ["ctest", "--test-dir", sys.argv[1], "--output-on-failure", "--no-tests=error", "-j2"]
        code = subprocess.call(command + sys.argv[2:] + ["--output-junit", report], stdin=subprocess.DEVNULL)
        if not os.path.exists(report):
            sys.exit("run_ctest.py: ctest ended with code %d and no report" % code)
        passed, failed, skipped = count(report)
    print("%s%d passed, %d failed, %d skipped" % (name, passed, failed, skipped), flush=True)
    sys.exit(0 if code == 0 and failed == 0 and passed > 0 else 1)


if __name__ == "__main__":
    main()
