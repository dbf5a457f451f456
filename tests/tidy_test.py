#!/usr/bin/env python3
"""Every rule of tidy.py finds what it is there for, and finds nothing in files that are in order."""

import os
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
import tidy  # noqa: E402

# A small tree in order. Each case below changes it and names the one finding that must follow.
ORDER = {
    "CMakeLists.txt": "add_library(ledger ledger/money.cc batch/run.cc)\nadd_executable(t ledger/money_test.cc)\n",
    "README.md": "# Izmaksa\n\nSee `ledger/money.h`, `processors/benefits/<name>/rule.cc` and [run](batch/run.h).\n",
    "Makefile": "all:\n\ttrue\n",
    "proto/event.proto": "syntax = \"proto3\";\n",
    "ledger/money.h": "// Double entry; time (of day) is no part of it.\n#pragma once\n",
    "ledger/money.cc": '#include "ledger/money.h"\n\n#include "proto/event.pb.h"\nint a = 1\'000;  // it\'s\n',
    "ledger/money_test.cc": '#include "ledger/money.h"\nTEST(MoneyTest, IsExact) {}\ndouble seconds = 0;\n',
    "batch/run.h": '#pragma once\n#include "ledger/money.h"\n',
    "batch/run.cc": '#include "batch/run.h"\nconst char* x = "float and time() in words";\n',
    "processors/benefits/old_age/rule.cc": "",
}
ORDER["CMakeLists.txt"] += "# see\nadd_library(rules processors/benefits/old_age/rule.cc)\n"

# (what, file, what is added to it or None to empty it, the finding's beginning)
WRONG = [
    ("include against the line", "ledger/money.cc", '#include "batch/run.h"\n', "ledger/money.cc:5: direction"),
    ("include of what is not there", "batch/run.cc", '#include "ledger/gone.h"\n', "batch/run.cc:3: include"),
    ("include of a format that is not there", "batch/run.cc", '#include "proto/gone.pb.h"\n', "batch/run.cc:3: include"),
    ("our header in angle brackets", "batch/run.cc", "#include <ledger/money.h>\n", "batch/run.cc:3: include"),
    ("include by relative path", "batch/run.cc", '#include "run.h"\n', "batch/run.cc:3: relative-include"),
    ("generated code in a header", "batch/run.h", '#include "proto/event.pb.h"\n', "batch/run.h:3: generated"),
    ("floating point", "ledger/money.cc", "double a = 0;\n", "ledger/money.cc:5: floating-point"),
    ("hash order", "batch/run.cc", "std::unordered_map<int, int> m;\n", "batch/run.cc:3: hash-order"),
    ("Abseil's hash order", "batch/run.cc", "absl::flat_hash_set<int> m;\n", "batch/run.cc:3: hash-order"),
    ("randomness", "batch/run.cc", "std::mt19937 r;\n", "batch/run.cc:3: entropy"),
    ("rand()", "batch/run.cc", "int a = rand();\n", "batch/run.cc:3: entropy"),
    ("a clock", "batch/run.cc", "auto a = std::chrono::steady_clock::now();\n", "batch/run.cc:3: clock"),
    ("time()", "batch/run.cc", "auto a = time(nullptr);\n", "batch/run.cc:3: clock"),
    ("a locale", "batch/run.cc", "std::locale l;\n", "batch/run.cc:3: locale"),
    ("the environment", "batch/run.cc", 'auto a = std::getenv("A");\n', "batch/run.cc:3: environment"),
    ("absl/log", "batch/run.cc", '#include "absl/log/log.h"\n', "batch/run.cc:3: log-library"),
    ("an exception", "ledger/money_test.cc", "void F() { throw 1; }\n", "ledger/money_test.cc:4: exceptions"),
    ("using namespace", "batch/run.cc", "using namespace std;\n", "batch/run.cc:3: using-namespace"),
    ("a long line", "batch/run.cc", "int a = 1;" + " // a" * 30 + "\n", "batch/run.cc:3: columns"),
    ("a switched-off test", "ledger/money_test.cc", "TEST(A, DISABLED_B) {}\n", "ledger/money_test.cc:4: disabled"),
    ("a skip without a text", "ledger/money_test.cc", "GTEST_SKIP();\n", "ledger/money_test.cc:4: skip"),
    ("a tab", "batch/run.cc", "\tint a;\n", "batch/run.cc:3: tab"),
    ("blanks at the end", "batch/run.cc", "int a; \n", "batch/run.cc:3: blank"),
    ("a leftover", "batch/run.cc", "// TODO later\n", "batch/run.cc:3: leftover"),
    ("a leftover in the build file", "CMakeLists.txt", "# FIXME\n", "CMakeLists.txt:5: leftover"),
    ("a path of one machine", "README.md", "Go to /home/a.\n", "README.md:4: machine"),
    ("no line end", "batch/run.cc", "int a;", "batch/run.cc:3: ending"),
    ("a long file", "batch/run.cc", "int a;\n" * 400, "batch/run.cc:400: length"),
    ("two titles", "README.md", "# Again\n", "README.md:1: title"),
    ("a document naming what is not there", "README.md", "See `ledger/gone.h`.\n", "README.md:4: path"),
    ("a link to what is not there", "README.md", "See [it](docs/gone.md).\n", "README.md:4: path"),
    ("a document that is not there", "README.md", "See `GONE.md`.\n", "README.md:4: path"),
    ("a folder that is not there", "README.md", "See `ledger/gone/`.\n", "README.md:4: path"),
    ("a source no target names", "batch/new.cc", "int a;\n", "batch/new.cc:1: unbuilt"),
    ("a Python test nothing runs", "tests/new_test.py", "a = 1\n", "tests/new_test.py:1: unbuilt"),
    ("tests in a file of another name", "batch/run.cc", "TEST(A, B) {}\n", "batch/run.cc:1: test-name"),
    ("a header without a guard", "batch/run.h", None, "batch/run.h:1: header"),
    ("a header nobody includes", "batch/new.h", "#pragma once\n", "batch/new.h:1: unused"),
]

RIGHT = [
    ("a long message", "batch/run.cc", 'const char* a = "' + "a" * 120 + '";\n'),
    ("a raw string of several lines", "batch/run.cc", 'const char* a = R"(' + "a " * 60 + "a\n" + "b" * 120 + ')";\n'),
    ("banned words in a comment", "batch/run.cc", "/* float,\n time(nullptr), throw */\n"),
    ("a method called time", "batch/run.cc", "int a = entry.time();\n"),
    ("a command in a document", "README.md", "Call `make test` and `izmaksa run --data DIR`.\n"),
    ("a built file in a document", "README.md", "It is `build/izmaksa`; samples are in `../shared/fixtures`.\n"),
    ("a file name without a folder", "README.md", "Three files: `noun.h`, `noun.cc`, `noun_test.cc`.\n"),
    ("a web address", "README.md", "[The law](https://likumi.lv/ta/id/38048).\n"),
    ("a skip with a text", "ledger/money_test.cc", 'GTEST_SKIP() << "no samples";\n'),
    ("a heading inside a listing", "README.md", "```\n# make\n```\n"),
]


def said(changes, exceptions=()):
    with tempfile.TemporaryDirectory() as root:
        files = dict(ORDER)
        files.update(changes)
        for path, text in files.items():
            os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
            with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                file.write(text)
        return tidy.check(tidy.Tree(root, tidy.tracked(root)), list(exceptions))


class TidyTest(unittest.TestCase):
    def test_a_tree_in_order_has_no_findings(self):
        self.assertEqual([], said({}))

    def test_every_rule_finds_what_it_is_for_and_nothing_else(self):
        for what, path, addition, expected in WRONG:
            with self.subTest(what):
                text = "\n" if addition is None else ORDER.get(path, "") + addition
                found = said({path: text})
                self.assertEqual(1, len(found), found)
                self.assertTrue(found[0].startswith(expected + ": "), found)

    def test_what_is_right_is_left_alone(self):
        for what, path, addition in RIGHT:
            with self.subTest(what):
                self.assertEqual([], said({path: ORDER[path] + addition}))

    def test_a_source_named_only_in_a_comment_is_not_built(self):
        changes = {"CMakeLists.txt": ORDER["CMakeLists.txt"] + "# batch/new.cc\n", "batch/new.cc": "int a;\n"}
        self.assertEqual(1, len(said(changes)))

    def test_an_exception_excuses_its_rule_in_its_files_only(self):
        clock = {"batch/run.cc": ORDER["batch/run.cc"] + "auto a = time(nullptr);\n"}
        self.assertEqual([], said(clock, [("clock", "batch/r*.cc", "why")]))
        self.assertEqual(2, len(said(clock, [("clock", "batch/main.cc", "why")])))

    def test_an_exception_that_excuses_nothing_is_a_finding(self):
        self.assertIn("excuses nothing", "".join(said({}, [("clock", "batch/run.cc", "why")])))

    def test_every_exception_has_a_reason(self):
        for _, _, reason in tidy.EXCEPTIONS:
            self.assertGreater(len(reason), 10)


if __name__ == "__main__":
    unittest.main()
