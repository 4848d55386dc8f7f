"""What one process costs: wall and CPU time as the system counts them, peak memory by GNU time."""
import dataclasses
import os
import statistics
import subprocess
import sys
import tempfile
import time


@dataclasses.dataclass
class Cost:
    wall: float  # seconds
    cpu: float   # seconds, of the process and its children
    peak: float  # MB of its largest process


def measure(command):
    """(Cost, standard output). GNU time starts the command: started by Python itself, its peak would be at least
    Python's own."""
    with tempfile.NamedTemporaryFile("r") as peak, tempfile.TemporaryFile("w+") as out:
        started = time.monotonic()
        process = subprocess.Popen(["/usr/bin/time", "-f", "%M", "-o", peak.name, *map(str, command)], stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"{' '.join(map(str, command))}\nfailed with status {process.returncode}")
        out.seek(0)
        return Cost(wall, usage.ru_utime + usage.ru_stime, int(peak.read()) * 1024 / 1e6), out.read()


def median(costs):
    return Cost(*(statistics.median(values) for values in zip(*map(dataclasses.astuple, costs))))
