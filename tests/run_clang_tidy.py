#!/usr/bin/env python3
"""Runs clang-tidy over the sources of ledger/, processors/ and batch/, on every core.

The build folder given as argument must hold compile_commands.json and the generated headers. It may be GCC's: flags
that clang does not know are taken out. Tests and generated code are not checked. Exit code 1 when anything was found.
"""

import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDERS = ("ledger/", "processors/", "batch/")


# What clang refuses, and what it refuses only together with libstdc++ (floating point in a header).
UNKNOWN_TO_CLANG = ("-fno-ipa-modref", "-mgeneral-regs-only", "-Wno-restrict")


def commands(build):
    """The build's compile commands that are to be checked, as clang understands them."""
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
        entries = json.load(file)
    chosen = []
    for entry in entries:
        source = os.path.relpath(entry["file"], ROOT)
        if source.startswith(FOLDERS) and not source.endswith("_test.cc"):
            words = [word for word in entry["command"].split() if word not in UNKNOWN_TO_CLANG]
            chosen.append(dict(entry, file=source, command=" ".join(words)))
    return chosen


def longest_first(files):
    """So that no core waits for the last one."""
    return sorted(files, key=lambda f: (-os.path.getsize(os.path.join(ROOT, f)), f))


def check(build, source):
    """What clang-tidy says of one source; empty when it is clean."""
    run = subprocess.run(["clang-tidy", "--quiet", "-p", build, source], cwd=ROOT, stdin=subprocess.DEVNULL,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    if run.returncode == 0 and not run.stdout.strip():
        return ""
    return run.stdout.strip() or run.stderr.strip() or "%s: clang-tidy ended with %d" % (source, run.returncode)


def main():
    if len(sys.argv) < 2:
        sys.exit("usage: run_clang_tidy.py BUILD_FOLDER [SOURCE...]")
    start = time.monotonic()
    entries = commands(sys.argv[1])
    files = sys.argv[2:] or longest_first({entry["file"] for entry in entries})
    if not files:
        sys.exit("run_clang_tidy.py: nothing to check in %s" % sys.argv[1])
    found = set()
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        with open(os.path.join(folder, "compile_commands.json"), "w", encoding="utf-8") as file:
            json.dump([dict(entry, file=os.path.join(ROOT, entry["file"])) for entry in entries], file)
        for said in pool.map(lambda f: check(folder, f), files):
            if said and said not in found:
                found.add(said)
                print(said, flush=True)
    print("clang-tidy: %d sources, %d with findings, %d s" % (len(files), len(found), time.monotonic() - start))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
