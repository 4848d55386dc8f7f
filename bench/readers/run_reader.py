"""Runs a few lines in the language of a reader; they print one JSON object, what the reader made of the file."""
import json
import os
import re
import subprocess
import sys

from packages import go_folder, node_folder, python_folder

SECONDS = 60


def run(language, code, folder, python="new"):
    """The object that the code prints, or {"error": the last line of its complaint}. Runs in `folder`."""
    command, environment = {"python": python_command, "node": node_command, "r": r_command, "go": go_command,
                            "sh": shell_command}[language](code, folder, python)
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS,
                              env={**os.environ, "TZ": "UTC", "PYTHONWARNINGS": "ignore", **environment})
    except subprocess.TimeoutExpired:
        return {"error": f"no end after {SECONDS} seconds"}
    lines = done.stdout.strip().splitlines()
    if done.returncode == 0 and lines and lines[-1].startswith("{"):
        return json.loads(lines[-1])
    return {"error": what_went_wrong(done.stderr + done.stdout)}


def what_went_wrong(text):
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    named = [line for line in lines if re.match(r"[\w.:' ]*(Error|Exception)\b.*:", line)]
    return (named or lines or ["nothing was printed"])[-1][:110]


def python_command(code, _folder, python):
    packages = python_folder(python)
    return [sys.executable, "-c", code], {"PYTHONPATH": str(packages), "PATH": f"{packages}/bin:{os.environ['PATH']}"}


def node_command(code, folder, _python):
    modules = folder / "node_modules"
    if not modules.exists():
        modules.symlink_to(node_folder() / "node_modules")
    script = folder / "read.mjs"
    script.write_text(code)
    return ["node", script], {}


def r_command(code, _folder, _python):
    return ["Rscript", "--vanilla", "-e", code], {}


def go_command(code, folder, _python):
    source = go_folder() / "main.go"
    source.write_text(code)
    return ["sh", "-c", f'cd "{source.parent}" && go run . "{folder}"'], {"GOFLAGS": "-mod=mod"}


def shell_command(code, folder, python):
    return ["sh", "-c", code], python_command(code, folder, python)[1]
