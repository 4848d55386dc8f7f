"""Runs a program under system limits and reports its peak memory:

    limited.py REPORT {"AS": bytes, "FSIZE": bytes, "NOFILE": number} PROGRAM ARGUMENT...

A small process of its own, since a child's peak of memory begins with what its parent had.
"""
import json
import os
import resource
import sys


def main():
    report, limits, *command = sys.argv[1:]
    child = os.fork()
    if child == 0:
        for name, value in json.loads(limits).items():
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (value, value))
        os.execv(command[0], command)
    _, status, usage = os.wait4(child, 0)
    with open(report, "w") as file:
        json.dump({"peak_bytes": usage.ru_maxrss * 1024, "seconds": usage.ru_utime + usage.ru_stime}, file)
    sys.exit(os.waitstatus_to_exitcode(status) & 0xFF)


if __name__ == "__main__":
    main()
