"""The programs that are compared with, in the versions that are written down."""
import os
import shutil
import subprocess
import sys
import venv

from comparison.cases import PEERS, ROOT

ENVIRONMENT = ROOT / "third_party" / "peers"
TOOLS = {"igzip": "isal", "unzip": "unzip", "time": "time"}  # command -> Debian package


def tools():
    missing = [package for command, package in TOOLS.items() if shutil.which(command) is None]
    if missing:
        root = [] if os.geteuid() == 0 else ["sudo"]
        subprocess.run([*root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing], check=True,
                       stdout=subprocess.DEVNULL)


def python():
    """Python of an environment that has the peers."""
    wanted = (PEERS / "requirements.txt").read_text()
    stamp = ENVIRONMENT / "installed.txt"
    if not stamp.exists() or stamp.read_text() != wanted:
        print("bench/run: installing the peers", file=sys.stderr)
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        subprocess.run([ENVIRONMENT / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check",
                        "-r", PEERS / "requirements.txt"], check=True)
        stamp.write_text(wanted)
    return ENVIRONMENT / "bin" / "python"
