#!/usr/bin/env python3
"""Kills the real program before, in and after its effects, runs the command again, and compares with the undisturbed.

    crash_test.py IZMAKSA SHIM [--every]

Each of append, run, approve, release and send is killed at its N-th effect on the disk (tests/run_protocol/crash_shim.c),
for N = 1, 2, … until it survives; then the same command is given again, as an operator would. The ledger that results
must have the same root and totals for the run, the same payment files byte for byte, and be in order by its own
verification. Without --every a spread of the effects is tried, with it all of them, each in all three ways.
"""

import filecmp
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile

PEOPLE = "120"
BEFORE = ["2024-01-03", "2024-02-02", "2024-03-04"]
RUN = "2024-04-03"
OFFICERS = {"m": "maker", "a": "approver", "b": "approver", "t": "treasurer"}
WAYS = ["before", "torn", "after"]
SPREAD = 14  # kills of each command without --every


class Place:
    """A ledger, and how commands are given to it."""

    def __init__(self, program, shim, root):
        self.program, self.shim, self.root = program, shim, root

    def give(self, *words, at=0, way="before", check=True):
        """Gives a command; returns it finished. With `at`, it is killed at that effect."""
        environment = dict(os.environ)
        if at:
            environment.update(LD_PRELOAD=self.shim, CRASH_AT=str(at), CRASH_WHEN=way, CRASH_ROOT=self.root)
        done = subprocess.run([self.program, *words], env=environment, capture_output=True, text=True)
        if check and done.returncode != 0:
            raise AssertionError(f"{' '.join(words)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done

    @property
    def data(self):
        return os.path.join(self.root, "ledger")

    def copy(self, source):
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(source, self.root)


def month_files(events, month):
    return [os.path.join(events, name) for name in sorted(os.listdir(events)) if name.startswith(month)]


def prepare(program, shim, top):
    """A ledger up to March 2024, and the files of April still to come."""
    place = Place(program, shim, os.path.join(top, "prepared"))
    events = os.path.join(top, "events")
    place.give("sample", "--people", PEOPLE, "--seed", "7", "--out", events)
    place.give("init", "--data", place.data, "--file-payments-max", "5")
    for officer, role in OFFICERS.items():
        place.give("officer", "--data", place.data, "--name", officer, "--key", os.path.join(top, officer + ".key"),
                   "--role", role)
    place.give("append", "--data", place.data, *month_files(events, "0-"))
    for date in BEFORE:
        place.give("append", "--data", place.data, *month_files(events, date[:7]))
        place.give("run", "--data", place.data, "--date", date)
    return place.root, month_files(events, RUN[:7])


def steps(place, april, top):
    """The commands of April, in order; each may be given again."""
    data, files = place.data, os.path.join(place.root, "files")

    def key(officer):
        return ("--key", os.path.join(top, officer + ".key"))

    return {
        "append": ("append", "--data", data, *april),
        "run": ("run", "--data", data, "--date", RUN, *key("m")),
        "approve": ("approve", "--data", data, "--run", RUN, *key("a")),
        "approve too": ("approve", "--data", data, "--run", RUN, *key("b")),
        "release": ("release", "--data", data, "--run", RUN, "--out", files, *key("t")),
        "send": ("send", "--data", data, "--run", RUN, "--files", files, "--to", os.path.join(place.root, "outbox"),
                 *key("t")),
    }


def finish(place, commands, killed):
    """Gives the killed command again, and then the rest."""
    names = list(commands)
    for name in names[names.index(killed):]:
        done = place.give(*commands[name], check=False)
        again = name == killed and name.startswith("approve") and "has approved it already" in done.stderr
        assert done.returncode == 0 or again, f"{name}, again: exit {done.returncode}\n{done.stdout}{done.stderr}"


def outcome(place):
    """What must not depend on where the process was killed."""
    run = json.loads(place.give("run", "--data", place.data, "--date", RUN, "--json").stdout)
    verified = place.give("verify", "--data", place.data, check=False)
    assert verified.returncode == 0, f"verify: exit {verified.returncode}\n{verified.stdout}{verified.stderr}"
    return run


def files_below(folder):
    """Whole files in a folder and the folders in it, by their place."""
    return sorted(os.path.relpath(os.path.join(where, name), folder)
                  for where, _, names in os.walk(folder) for name in names if not name.endswith(".part"))


def same_files(left, right):
    names = files_below(left)
    assert names, "no payment files"
    assert names == files_below(right), "other files"
    for name in names:
        assert filecmp.cmp(os.path.join(left, name), os.path.join(right, name), shallow=False), f"{name} differs"


def effects_of(place, words):
    """How many effects a command has: the first N it survives. Found by doubling, then halving."""
    low, high = 0, 64
    snapshot = place.root + ".before"
    shutil.rmtree(snapshot, ignore_errors=True)
    shutil.copytree(place.root, snapshot)

    def survives(number):
        place.copy(snapshot)
        done = place.give(*words, at=number, check=False)
        assert done.returncode in (0, -signal.SIGKILL), f"exit {done.returncode}\n{done.stderr}"
        return done.returncode == 0

    while not survives(high):
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if survives(middle) else (middle, high)
    place.copy(snapshot)
    return high - 1


def main():
    program, shim = (os.path.abspath(path) for path in sys.argv[1:3])
    every = "--every" in sys.argv[3:]
    with tempfile.TemporaryDirectory(prefix="izmaksa-crash-") as top:
        prepared, april = prepare(program, shim, top)
        calm = Place(program, shim, os.path.join(top, "calm"))
        calm.copy(prepared)
        for words in steps(calm, april, top).values():
            calm.give(*words)
        expected = outcome(calm)
        assert expected["payments"] > 0, "the run pays nobody"

        place = Place(program, shim, os.path.join(top, "crashed"))
        kills = 0
        reached = Place(program, shim, os.path.join(top, "reached"))  # the state just before the command
        reached.copy(prepared)
        for name in steps(place, april, top):
            place.copy(reached.root)
            total = effects_of(place, steps(place, april, top)[name])
            points = [(n, way) for n in range(1, total + 1) for way in WAYS]
            if not every:
                points = points[:: max(1, len(points) // SPREAD)]
            for number, way in points:
                place.copy(reached.root)
                commands = steps(place, april, top)
                done = place.give(*commands[name], at=number, way=way, check=False)
                assert done.returncode in (0, -signal.SIGKILL), f"exit {done.returncode}\n{done.stderr}"
                finish(place, commands, name)
                try:
                    found = outcome(place)
                    assert found == expected, f"\n{found}\nis not\n{expected}"
                    for folder in ("files", "outbox"):
                        same_files(os.path.join(calm.root, folder), os.path.join(place.root, folder))
                except AssertionError as error:
                    sys.exit(f"{name} killed {way} effect {number} of {total}: {error}")
                kills += 1
            print(f"{name}: {total} effects, {len(points)} kills, the end is the same")
            reached.give(*steps(reached, april, top)[name])
        print(f"{kills} kills, and every ledger ended as the undisturbed one")


if __name__ == "__main__":
    main()
