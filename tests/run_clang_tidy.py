#!/usr/bin/env python3
"""Runs clang-tidy over the sources of ledger/, processors/ and batch/, on every core.

The build folder given as argument must hold compile_commands.json and the generated headers. Tests and generated
code are not checked. Exit code 1 when anything was found.
"""

import concurrent.futures
import json
import os
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDERS = ("ledger/", "processors/", "batch/")


def sources(build):
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
        files = {os.path.relpath(entry["file"], ROOT) for entry in json.load(file)}
    chosen = [f for f in files if f.startswith(FOLDERS) and not f.endswith("_test.cc")]
    # The longest first, so that no core waits for the last one.
    return sorted(chosen, key=lambda f: (-os.path.getsize(os.path.join(ROOT, f)), f))


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
    build = os.path.abspath(sys.argv[1])
    files = sys.argv[2:] or sources(build)
    if not files:
        sys.exit("run_clang_tidy.py: nothing to check in %s" % build)
    found = set()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for said in pool.map(lambda f: check(build, f), files):
            if said and said not in found:
                found.add(said)
                print(said, flush=True)
    print("clang-tidy: %d sources, %d with findings, %d s" % (len(files), len(found), time.monotonic() - start))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
