#!/usr/bin/env python3
"""The style guide as a test: every rule that can be checked, over the files that git tracks.

Prints "file:line: what: what to do instead" for each finding and exits 1 when there is one. A finding that is right
as it is gets a line with its reason in EXCEPTIONS below; a line there that excuses nothing is a finding too.
"""

import fnmatch
import os
import re
import subprocess
import sys

# (rule, files, reason). The only place where a rule is bent.
EXCEPTIONS = [
    ("clock", "batch/progress.cc", "tells a person how long it will take; reaches no record and no file"),
    ("exceptions", "batch/main.cc", "CLI11 reports wrong usage by exceptions; none leaves the file"),
    ("entropy", "ledger/key_store.cc", "draws the keys of people; nothing else may draw"),
    ("entropy", "batch/officer_key.cc", "draws an officer's signing key, which is never part of a record"),
    ("length", "ledger/projection_test.cc", "one contract, its naive model, and the death of a process in its midst"),
    ("generated", "tests/worked_examples.h", "an example is handed on as it was read; only tests include it"),
    ("length", "tests/scheme_check.py", "one rule of the payment scheme after another; splitting would hide the order"),
]

LINE = ("proto", "ledger", "processors", "batch", "tests")  # a folder includes itself and what stands to its left
COLUMNS = 100
LENGTH = 400

# The only headers that may include generated code; everyone else sees checked values.
PROTO_HEADERS = {"batch/control.h", "batch/intake.h", "batch/event_json.h", "batch/event_words.h"}

# Names banned from what decides money: (rule, pattern, instead). Not applied to tests.
BANNED = [
    ("floating-point", r"\b(?:float|double)\b", "use Money, Rate and MulDiv of ledger/money.h"),
    ("hash-order", r"\bunordered_(?:multi)?(?:map|set)\b|\b(?:flat|node)_hash_(?:map|set)\b",
     "use std::map, absl::btree_map or a sorted vector: hash order reaches records"),
    ("entropy", r"\b(?:random_device|mt19937(?:_64)?|minstd_rand0?|default_random_engine|s?rand|random|getrandom)\s*\("
     r"|\bstd::(?:random_device|mt19937(?:_64)?|default_random_engine|rand)\b|\brandombytes_\w+|\w+_keygen\s*\(",
     "take the seed as an argument; only keys are drawn"),
    ("clock", r"\b(?:system|steady|high_resolution|utc)_clock\b|\babsl::(?:Now|GetCurrentTimeNanos)\b"
     r"|(?<![\w.>])(?:time|clock|clock_gettime|gettimeofday|localtime(?:_r)?|gmtime(?:_r)?|strftime)\s*\(",
     "take the date as an argument; time enters in batch/main.cc"),
    ("locale", r"\bstd::locale\b|\bsetlocale\s*\(|\bimbue\s*\(|\bsto[df]\s*\(|\bstrto[df]\s*\(",
     "use absl::StrCat and absl::SimpleAtoi, which know no locale"),
    ("environment", r"\b(?:secure_)?getenv\s*\(", "take it as an argument; only batch/main.cc reads the environment"),
]

# Names banned from all C++, tests too.
BANNED_EVERYWHERE = [
    ("log-library", r'#include\s*"absl/log/', "absl/log is not in Debian 12: use CHECK and absl::Status"),
    ("exceptions", r"\b(?:throw\b|try\s*\{|catch\s*\()", "return absl::Status; CHECK what cannot happen"),
    ("using-namespace", r"\busing\s+namespace\b", "name what you use"),
    ("relative-include", r'#include\s*"(?:\.|[^/"]+")', "include by full path from the root"),
]

CPP = (".cc", ".h")
WORDS = CPP + (".py", ".sh", ".md", ".proto", ".cmake", ".textproto", ".txt", ".supp", ".json", ".yml", ".yaml")
# Files without an ending that people write.
PLAIN = {"Makefile", ".ci/run", ".clang-tidy", ".clang-format"}
# They spell out what they forbid.
OWN = {"tests/tidy.py", "tests/tidy_test.py"}


class Tree:
    """The files to check, by path from the root. Read once."""

    def __init__(self, root, paths):
        self.root = root
        self.paths = sorted(paths)
        self.known = set(self.paths)
        self.texts = {}

    def text(self, path):
        if path not in self.texts:
            with open(os.path.join(self.root, path), "rb") as file:
                self.texts[path] = file.read().decode("utf-8", "replace")
        return self.texts[path]

    def named(self, *endings):
        return [p for p in self.paths if p.endswith(endings)]


def tracked(root):
    """What git tracks and is there; without git, every file outside build folders."""
    git = subprocess.run(["git", "-C", root, "ls-files", "-z"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                         check=False) if os.path.exists(os.path.join(root, ".git")) else None
    if git and git.returncode == 0 and git.stdout:
        paths = git.stdout.decode("utf-8").rstrip("\0").split("\0")
    else:
        paths = []
        for folder, below, names in os.walk(root):
            below[:] = [b for b in below if b not in (".git", "__pycache__") and not b.startswith("build")]
            paths += [os.path.relpath(os.path.join(folder, n), root) for n in names]
    return [p for p in paths if os.path.isfile(os.path.join(root, p))]


TOKEN = re.compile(
    r'(?P<comment>//[^\n]*|/\*.*?\*/)'
    r'|R"(?P<mark>[^()\\ \n]{0,16})\((?P<raw>.*?)\)(?P=mark)"'
    r'|(?P<string>"(?:\\.|[^"\\\n])*")'
    r"|(?P<number>\b\d[\w']*)"  # 1'000 is no character
    r"|(?P<char>'(?:\\.|[^'\\\n])+')", re.S)
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]', re.M)


def code_of(text):
    """The text with comments and the insides of literals taken out; lines stay where they are."""
    def blank(match):
        if match.group("number"):
            return match.group()
        mark = "" if match.group("comment") else '""'
        return mark + ("\n" + mark) * match.group().count("\n")
    # The path of an include is code, though it is written as a string.
    kept = INCLUDE.sub(lambda m: m.group().replace('"', "\x01"), text)
    return TOKEN.sub(blank, kept).replace("\x01", '"')


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def check_includes(tree, path, code):
    """Folders form a line; what is included is there; generated code stays behind a .cc."""
    folder = path.split("/")[0]
    for match in INCLUDE.finditer(code):
        quote, target = match.groups()
        line = line_of(code, match.start(2))
        top = target.split("/")[0]
        if quote == "<":
            if top in LINE and "/" in target:
                yield line, "include", "<%s>: our own headers are included in quotes" % target
            continue
        if top not in LINE:
            continue
        if folder in LINE and LINE.index(top) > LINE.index(folder):
            yield line, "direction", "%s/ includes %s: %s; move what is needed to the left" % (
                folder, target, " <- ".join(LINE))
        if target.endswith(".pb.h"):
            if target[:-5] + ".proto" not in tree.known:
                yield line, "include", "%s: no such .proto is tracked" % target
            if path.endswith(".h") and path not in PROTO_HEADERS:
                yield line, "generated", "%s in a header: convert in the .cc, so that others see checked values" % target
        elif target not in tree.known:
            yield line, "include", "%s: no such file is tracked" % target


def check_names(path, code):
    folder = path.split("/")[0]
    banned = list(BANNED_EVERYWHERE)
    if folder in ("ledger", "processors", "batch") and not path.endswith("_test.cc"):
        banned += BANNED
    for rule, pattern, instead in banned:
        for match in re.finditer(pattern, code):
            yield line_of(code, match.start()), rule, "%s: %s" % (match.group().strip(" ({"), instead)


def check_shape(path, text, code):
    """Columns and skipped tests of C++."""
    for number, (line, bare) in enumerate(zip(text.split("\n"), code.split("\n")), 1):
        # A literal may run over: breaking a message makes it hard to search for.
        if len(line) > COLUMNS and not (len(bare) <= COLUMNS and '""' in bare):
            yield number, "columns", "%d columns, %d are allowed: break the line" % (len(line), COLUMNS)
    for match in re.finditer(r"\bDISABLED_\w+", text):
        yield line_of(text, match.start()), "disabled", "%s: mend the test or delete it" % match.group()
    for match in re.finditer(r"\bGTEST_SKIP\s*\(\s*\)\s*;", code):
        yield line_of(code, match.start()), "skip", "GTEST_SKIP without a text: say what is missing"
    if path.endswith(".h") and "#pragma once" not in code:
        yield 1, "header", "no #pragma once: add it below the file's first comment"


def check_words(path, text):
    """Rules of every text file that people write."""
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if "\t" in line and path != "Makefile":
            yield number, "tab", "a tab: use spaces"
        if line != line.rstrip():
            yield number, "blank", "blanks at the end of the line: delete them"
        mark = re.search(r"\b(?:FIXME|TODO|XXX|HACK)\b", line)
        if mark:
            yield number, "leftover", "%s: finish it, or write an issue" % mark.group()
        place = re.search(r"(?<![\w.)}>\]*-])/(?:home|root|work|farm)/|/tmp/(?:wt|bash_jobs)\b", line)
        if place:
            yield number, "machine", "%s is a path of one machine: use a relative path or an argument" % place.group()
    if text and not text.endswith("\n"):
        yield len(lines), "ending", "the last line has no end: add one"
    if "\ufffd" in text:
        yield line_of(text, text.index("\ufffd")), "encoding", "not UTF-8: save it as UTF-8"
    if path.endswith(CPP + (".py", ".sh")) and len(lines) - 1 > LENGTH:
        yield LENGTH, "length", "%d lines: a file is one noun; split it" % (len(lines) - 1)


PATH_WORD = re.compile(r"(?:(?:\.{1,2}/)?[\w.*<>-]+/)*[\w.*<>-]+/?")
SOURCE_ENDINGS = CPP + (".py", ".sh", ".md", ".proto", ".textproto", ".cmake")


def check_document(tree, path, text):
    """One title; every path it names is there."""
    plain = re.sub(r"^```.*?^```", lambda m: "\n" * m.group().count("\n"), text, flags=re.M | re.S)
    titles = re.findall(r"^# .+$", plain, re.M)
    if len(titles) != 1:
        yield 1, "title", "%d lines begin with '# ': a document has one title" % len(titles)
    folders = {p.split("/")[0] for p in tree.paths if "/" in p}
    named = [(m.start(1), m.group(1)) for m in re.finditer(r"\]\(([^)#\s]+)[^)]*\)", plain)]
    for span in re.finditer(r"`([^`\n]+)`", plain):
        named += [(span.start(1), word) for word in span.group(1).split()]
    for position, word in named:
        word = word.strip(".,;:()")
        if re.match(r"[a-z]+://|mailto:", word) or not PATH_WORD.fullmatch(word):
            continue
        # Relative to the document, or to the root.
        word = word[2:] if word.startswith("./") else word
        if word.startswith(("../shared", "build")):
            continue
        # A bare name such as rule.cc may be that of many files; a document's is its own.
        if not (word.endswith(".md") or ("/" in word and (
                word.endswith(SOURCE_ENDINGS) or word.split("/")[0] in folders))):
            continue
        pattern = re.sub(r"<[^>]*>", "*", word).rstrip("/")
        beside = os.path.normpath(os.path.join(os.path.dirname(path), pattern))
        if not any(fnmatch.fnmatch(p, c) or fnmatch.fnmatch(p, c + "/*")
                   for c in {pattern, beside} for p in tree.paths):
            yield line_of(plain, position), "path", "%s does not exist: correct the name or leave it out" % word


def check_build(tree):
    """Every source is compiled, every test is run, every header is used."""
    build = "".join(tree.text(p) for p in tree.paths if p.endswith(("CMakeLists.txt", ".cmake")))
    build = re.sub(r"#[^\n]*", "", build)
    words = set(re.findall(r"[\w./*-]+", build.replace("${CMAKE_SOURCE_DIR}/", "")))
    patterns = [word for word in words if "*" in word]
    included = set()
    for path in tree.named(*CPP):
        included.update(m.group(2) for m in INCLUDE.finditer(code_of(tree.text(path))))
    for path in tree.named(".cc"):
        if path not in words and not any(fnmatch.fnmatch(path, pattern) for pattern in patterns):
            yield path, 1, "unbuilt", "no target names it: add it to CMakeLists.txt or delete it"
        text = code_of(tree.text(path))
        if re.search(r"^\s*(?:TYPED_)?TEST(?:_[FP])?\s*\(", text, re.M) and not path.endswith("_test.cc"):
            yield path, 1, "test-name", "it holds tests: name it *_test.cc"
    for path in tree.named("_test.py"):
        if path not in words:
            yield path, 1, "unbuilt", "no test runs it: add it to CMakeLists.txt or delete it"
    for path in tree.named(".h"):
        if path not in included:
            yield path, 1, "unused", "no file includes it: delete it"


def findings(tree):
    """(path, line, rule, message) of everything that is not as it should be, exceptions included."""
    for path in tree.paths:
        if path in OWN or not (path.endswith(WORDS) or path in PLAIN):
            continue
        text = tree.text(path)
        found = list(check_words(path, text))
        if path.endswith(CPP):
            code = code_of(text)
            found += check_includes(tree, path, code)
            found += check_names(path, code)
            found += check_shape(path, text, code)
        if path.endswith(".md"):
            found += check_document(tree, path, text)
        for line, rule, message in found:
            yield path, line, rule, message
    yield from check_build(tree)


def check(tree, exceptions):
    """The lines to print: what no exception excuses, and exceptions that excuse nothing."""
    used = set()
    said = []
    for path, line, rule, message in findings(tree):
        excuses = [e for e in exceptions if e[0] == rule and fnmatch.fnmatch(path, e[1])]
        used.update(excuses)
        if not excuses:
            said.append("%s:%d: %s: %s" % (path, line, rule, message))
    for exception in exceptions:
        if exception not in used:
            said.append("tests/tidy.py:1: exception: %s for %s excuses nothing: delete it" % exception[:2])
    return said


def main():
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    tree = Tree(root, tracked(root))
    said = check(tree, EXCEPTIONS)
    print("\n".join(said) if said else "tidy: %d files in order" % len(tree.paths))
    sys.exit(1 if said else 0)


if __name__ == "__main__":
    main()
