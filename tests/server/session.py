"""Starts the servers of the tests once for many tests.

    session.py fetch            fetches what is not in the cache
    session.py start FOLDER     starts them in the background, until `stop` or until the caller (ctest) ends
    session.py stop FOLDER
    session.py run FOLDER       in the foreground until Ctrl-C; test runs meanwhile use these

FOLDER gets servers.json (where they answer) and a log of each server. The data lies in the system's
folder for temporary files and is removed. Servers are ended by their process ids; a supervisor that is
itself killed takes them along.
"""
import json
import os
import pathlib
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import artifacts
import secure_opensearch
import servers

READY_SECONDS = 400
LONGEST_SECONDS = 3 * 3600  # never left running for longer
KINDS = {"opensearch": servers.OpenSearch, "elasticsearch": servers.Elasticsearch,
         "secure": servers.SecureElasticsearch, "secure_opensearch": secure_opensearch.SecureOpenSearch}


def state_file(folder):
    return folder / "servers.json"


def running(folder):
    """The state of a session that is alive, or None."""
    try:
        state = json.loads(state_file(folder).read_text())
        os.kill(state["supervisor"], 0)
        return state
    except (OSError, ValueError, KeyError):
        return None


def end_on_signals():
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(0))


def wait_for_end(watched):
    """Returns when the watched process is gone or when it has been too long."""
    process = os.pidfd_open(watched) if watched else None
    deadline = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < deadline:
        if process is None:
            time.sleep(1)
        elif select.select([process], [], [], 1)[0]:
            return


def supervise(folder, watched=None):
    """Starts all servers, writes servers.json, waits, ends them."""
    end_on_signals()
    data = pathlib.Path(tempfile.mkdtemp(prefix="sfi-servers-"))
    data.chmod(0o755)
    nodes = {name: kind(data / name) for name, kind in KINDS.items()}
    try:
        for name, node in nodes.items():
            node.log = folder / f"{name}.log"
            node.start()
        for node in nodes.values():
            node.wait()
        write_state(folder, nodes, kept=watched is None)
        wait_for_end(watched)
    finally:
        for node in nodes.values():
            node.stop()
        shutil.rmtree(data, ignore_errors=True)
        state_file(folder).unlink(missing_ok=True)


def write_state(folder, nodes, kept):
    state = {"supervisor": os.getpid(), "kept": kept, **{name: node.address() for name, node in nodes.items()}}
    unfinished = state_file(folder).with_suffix(".new")
    unfinished.write_text(json.dumps(state, indent=2))
    unfinished.rename(state_file(folder))
    for name, node in nodes.items():
        print(f"{name:18} {node.url}  user {node.user or '(none)'}")
    print(f"all about them: {state_file(folder)}", flush=True)


def start(folder):
    if running(folder):
        print(f"the servers of {state_file(folder)} are used")
        return
    state_file(folder).unlink(missing_ok=True)
    artifacts.fetch_all()
    with open(folder / "supervisor.log", "wb") as log:
        supervisor = subprocess.Popen([sys.executable, __file__, "supervise", str(folder), str(os.getppid())],
                                      stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
    deadline = time.monotonic() + READY_SECONDS
    while not state_file(folder).exists():
        if supervisor.poll() is not None:
            sys.exit((folder / "supervisor.log").read_text())
        if time.monotonic() > deadline:
            supervisor.terminate()
            sys.exit(f"the servers did not come up in {READY_SECONDS} s; their logs are in {folder}")
        time.sleep(0.1)


def stop(folder):
    state = running(folder)
    if not state or state["kept"]:
        return
    os.kill(state["supervisor"], signal.SIGTERM)
    deadline = time.monotonic() + 30
    while running(folder) and time.monotonic() < deadline:
        time.sleep(0.1)


def run(folder):
    if running(folder):
        sys.exit(f"already running: {state_file(folder)}")
    artifacts.fetch_all()
    supervise(folder)


def main(arguments):
    command, *rest = arguments or [""]
    try:
        if command == "fetch":
            artifacts.fetch_all()
        elif command in ("start", "stop", "run") and len(rest) == 1:
            folder = pathlib.Path(rest[0]).absolute()
            folder.mkdir(parents=True, exist_ok=True)
            {"start": start, "stop": stop, "run": run}[command](folder)
        elif command == "supervise" and len(rest) == 2:
            supervise(pathlib.Path(rest[0]), int(rest[1]))
        else:
            sys.exit(__doc__)
    except artifacts.Unavailable as problem:
        sys.exit(f"test-servers: {problem}")


if __name__ == "__main__":
    main(sys.argv[1:])
