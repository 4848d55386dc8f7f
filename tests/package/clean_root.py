"""Folders that hold a plain Debian and nothing else, to try packages in.

    clean_root.py make FOLDER PACKAGE   FOLDER/plain, and FOLDER/installed with PACKAGE put in by apt
    clean_root.py remove FOLDER

The plain Debian is fetched once, from where this machine's apt fetches, and kept packed in
~/.cache/state-fin-ingest (XDG_CACHE_HOME is honoured) with what the package depends on.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "state-fin-ingest"
AS_ROOT = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
# Of a user who is nobody: the files must be readable for everyone.
ENVIRONMENT = ["HOME=/tmp", "PATH=/usr/bin:/bin"]
NOBODY = "65534:65534"


def run(*command, **more):
    """stdout; stderr goes to the test's log."""
    return subprocess.run([str(part) for part in command], check=True, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, text=True, **more).stdout


def in_root(root, *command, user=NOBODY, folder="/"):
    """stdout of a command in the clean root, without anything of this machine's environment."""
    # With its own /proc, by which a program finds its own folder.
    return run(*AS_ROOT, "unshare", "--mount", "--pid", "--fork", f"--mount-proc={root}/proc",
               "chroot", f"--userspec={user}", root, "/usr/bin/env", "-i", f"--chdir={folder}",
               *ENVIRONMENT, *command)


def give_away(root, folder):
    """The folder of the clean root belongs to the user of `in_root`."""
    run(*AS_ROOT, "chown", "-R", NOBODY, f"{root}{folder}")


def packed_debian():
    """The plain Debian's archive, of the release and from the addresses that apt has on this machine."""
    release = run("sh", "-c", ". /etc/os-release && echo $VERSION_CODENAME").strip()
    archive = CACHE / f"debian-{release}-{run('dpkg', '--print-architecture').strip()}.tar"
    if not archive.exists():
        targets = run("apt-get", "indextargets", "--format", "deb $(SITE) $(RELEASE) $(COMPONENT)",
                      "Created-By: Packages", "Origin: Debian")
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w+", suffix=".list") as sources:
            sources.write("\n".join(sorted(set(targets.splitlines()))) + "\n")
            sources.flush()
            os.chmod(sources.name, 0o644)
            new = archive.with_suffix(".new.tar")
            run(*AS_ROOT, "mmdebstrap", "--variant=apt", "--skip=cleanup/apt/lists", release, new, sources.name)
            new.rename(archive)
    return archive


def unpack(archive, root):
    root.mkdir(parents=True)
    run(*AS_ROOT, "tar", "-xf", archive, "-C", root)
    # For apt to find its way; a plain Debian gets the like from its network.
    run(*AS_ROOT, "cp", "/etc/resolv.conf", "/etc/hosts", root / "etc")


def install(package, root):
    kept = CACHE / "debian-packages"
    kept.mkdir(exist_ok=True)
    archives = root / "var/cache/apt/archives"
    run(*AS_ROOT, "cp", "-rT", kept, archives)
    run(*AS_ROOT, "cp", package, root / "tmp" / package.name)
    apt = ["env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "apt-get",
           "-o", "Acquire::Retries=5"]
    in_root(root, *apt, "update", user="0:0")
    in_root(root, *apt, "install", "-y", "--no-install-recommends", f"/tmp/{package.name}", user="0:0")
    for archive in archives.glob("*.deb"):
        shutil.copy(archive, kept)


def make(folder, package):
    remove(folder)
    archive = packed_debian()
    for name in ("plain", "installed"):
        unpack(archive, folder / name)
    install(package, folder / "installed")


def remove(folder):
    run(*AS_ROOT, "rm", "-rf", "--one-file-system", folder)


if __name__ == "__main__":
    verb, folder, *package = sys.argv[1:]
    if verb == "make":
        make(pathlib.Path(folder), *pathlib.Path(package[0]).parent.glob(pathlib.Path(package[0]).name))
    else:
        remove(pathlib.Path(folder))
