#!/usr/bin/env python3
"""Plays stories: files, commands, and exactly what the commands print, in one text file each.

    scenario_test.py [--izmaksa PROGRAM] [STORY...]      compare; exit code 1 where anything differs
    scenario_test.py --rewrite …                         write what was printed into the stories, for review by diff

A story (tests/scenarios/*.test) is read line by line:

    # words for the reader
    == file NAME       the lines up to the next empty line are a file of that name
    $ command          run by a shell in the story's own folder; the lines below are what it prints, errors too
    [3]                the last line of them when the command's exit code is not 0

What differs from one ledger to the next (keys are drawn) or from one build to the next is written <root>, <digest>,
<build> or <what RocksDB says>. Names of payment files and their digests are the same everywhere, and are compared.
"""

import argparse
import difflib
import os
import pathlib
import re
import subprocess
import sys
import tempfile

STORIES = pathlib.Path(__file__).resolve().parent / "scenarios"
MASKS = [
    (re.compile(r"(?<=Root )( *)[0-9a-f]{64}"), r"\1<root>"),
    (re.compile(r'(?<="root": ")[0-9a-f]{64}'), "<root>"),
    (re.compile(r"(?<=Law, digest )( *)[0-9a-f]{64}"), r"\1<digest>"),
    (re.compile(r"(?<=overlay, digest )( *)[0-9a-f]{64}"), r"\1<digest>"),
    (re.compile(r'(?<=_digest": ")[0-9a-f]{64}'), "<digest>"),
    (re.compile(r"\(digest [0-9a-f]{16}…\)"), "(digest <digest>)"),
    (re.compile(r"\(Corruption: .*\)"), "(<what RocksDB says>)"),
    (re.compile(r"(?<=^  )[0-9a-f]{64}$", re.MULTILINE), "<root>"),  # in a text that is signed
    (re.compile(r"(?<=^  Program  )( *)\d+\.\d+\.\d+( [0-9a-f]+[+]?)?", re.MULTILINE), r"\1<build>"),
    (re.compile(r'(program |"build": ")\d+\.\d+\.\d+( [0-9a-f]+[+]?)?'), r"\1<build>"),
]


class Step:
    """A file or a command of a story, with the lines before it."""

    def __init__(self, before, head):
        self.before, self.head, self.body = before, head, []

    def is_command(self):
        return self.head.startswith("$ ")


def parse(text):
    """The steps of a story, and the lines after the last."""
    steps, waiting, in_file = [], [], False
    for line in text.split("\n")[:-1]:
        if in_file and line != "":
            steps[-1].body.append(line)
        elif line.startswith("$ ") or line.startswith("== file "):
            steps.append(Step(waiting, line))
            waiting, in_file = [], not line.startswith("$ ")
        elif in_file or waiting or not steps or line.startswith("# "):
            waiting.append(line)
            in_file = False
            if line != "" and not line.startswith("#"):
                raise ValueError("here stands a word for the reader (#), a command ($) or a file (==), not: " + line)
        else:
            steps[-1].body.append(line)
    for step, following in zip(steps, steps[1:] + [None]):  # empty lines before the next step are the reader's
        gap = []
        while step.body and step.body[-1] == "":
            gap.append(step.body.pop())
        if following is not None:
            following.before = gap + following.before
        else:
            waiting = gap + waiting
    return steps, waiting


def play(steps, program, folder):
    """What each command printed, as lines."""
    environment = {
        "PATH": "%s:%s" % (folder / "bin", os.environ["PATH"]),
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }
    (folder / "bin").mkdir()
    (folder / "bin" / "izmaksa").symlink_to(program)
    here = folder / "story"
    here.mkdir()
    for step in steps:
        if not step.is_command():
            name = step.head[len("== file "):]
            (here / name).write_text("".join(line + "\n" for line in step.body), encoding="utf-8")
            yield step.body
            continue
        done = subprocess.run(["bash", "-c", step.head[2:]], cwd=here, env=environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120, check=False)
        text = done.stdout.decode("utf-8", "backslashreplace")
        for pattern, mask in MASKS:
            text = pattern.sub(mask, text)
        lines = text.rstrip("\n").split("\n") if text.strip("\n") else []
        if done.returncode != 0:
            lines.append("[%d]" % done.returncode)
        yield lines


def render(steps, bodies, rest):
    lines = []
    for step, body in zip(steps, bodies):
        lines += step.before + [step.head] + body
    return "".join(line + "\n" for line in lines + rest)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--izmaksa", default="build/izmaksa")
    parser.add_argument("--rewrite", action="store_true", default=bool(os.environ.get("IZMAKSA_GOLDEN")))
    parser.add_argument("stories", nargs="*", type=pathlib.Path)
    arguments = parser.parse_args()
    program = pathlib.Path(arguments.izmaksa).resolve()
    different = 0
    for story in arguments.stories or sorted(STORIES.glob("*.test")):
        written = story.read_text(encoding="utf-8")
        steps, rest = parse(written)
        with tempfile.TemporaryDirectory() as folder:
            played = render(steps, play(steps, program, pathlib.Path(folder)), rest)
        if played == written:
            continue
        if arguments.rewrite:
            story.write_text(played, encoding="utf-8")
            print("rewritten: %s" % story)
            continue
        different += 1
        sys.stdout.writelines(difflib.unified_diff(written.splitlines(True), played.splitlines(True),
                                                   "%s as written" % story.name, "%s as played" % story.name))
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
