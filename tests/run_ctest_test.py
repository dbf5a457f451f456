#!/usr/bin/env python3
"""run_ctest.py counts what ctest reports, and calls nothing skipped that merely did not run."""

import io
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
import run_ctest  # noqa: E402


def report(*cases):
    return io.StringIO("<testsuite>%s</testsuite>" % "".join(cases))


class RunCtestTest(unittest.TestCase):
    def test_passed_and_failed(self):
        self.assertEqual((1, 1, 0), run_ctest.count(report(
            '<testcase name="a" status="run"/>', '<testcase name="b" status="fail"><failure message=""/></testcase>')))

    def test_a_test_that_skips_itself_is_skipped(self):
        self.assertEqual((0, 0, 2), run_ctest.count(report(
            '<testcase status="notrun"><skipped message="SKIP_REGULAR_EXPRESSION_MATCHED"/></testcase>',
            '<testcase status="disabled"><system-out>Disabled</system-out></testcase>')))

    def test_a_test_whose_program_is_missing_has_failed(self):
        self.assertEqual((0, 2, 0), run_ctest.count(report(
            '<testcase status="notrun"><skipped message="Unable to find executable"/></testcase>',
            '<testcase status="notrun"><skipped message="Fixture dependency failed"/></testcase>')))

    def test_an_unknown_status_has_failed(self):
        self.assertEqual((0, 1, 0), run_ctest.count(report('<testcase status="odd"/>')))


if __name__ == "__main__":
    unittest.main()
