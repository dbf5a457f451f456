#!/usr/bin/env python3
"""measure.py FILE COMMAND [ARGUMENT...]: runs the command, adds its time and its peak memory to the file as one line.

Ends as the command ended.
"""

import os
import signal
import subprocess
import sys
import time


def label(command):
    """The command and its subcommand, with the date that says which run it was."""
    words = [os.path.basename(command[0])] + command[1:2]
    for option in ("--date", "--run", "--month"):
        if option in command[:-1]:
            words.append(command[command.index(option) + 1])
    return " ".join(words)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    file, command = sys.argv[1], sys.argv[2:]
    start = time.monotonic()
    child = subprocess.Popen(command)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the command decides what an interrupt means
    _, status, used = os.wait4(child.pid, 0)
    with open(file, "a", encoding="utf-8") as out:
        out.write("%-36s %7.1f s %7.0f MB\n" % (label(command), time.monotonic() - start, used.ru_maxrss / 1024))
    code = os.waitstatus_to_exitcode(status)
    sys.exit(code if code >= 0 else 128 - code)


if __name__ == "__main__":
    main()
