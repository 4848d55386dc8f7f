"""The packages as their users meet them: put into a plain Debian, or unpacked anywhere, and run."""
import gzip
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import duckdb

import clean_root
from support import BINARY, SOURCE

BUILD = pathlib.Path(os.environ["SFI_BUILD_DIR"])
PACKAGES = BUILD / "packages"
ROOTS = BUILD / "test-roots"
VERSION = re.search(r"project\(state-fin-ingest VERSION ([0-9.]+)", (SOURCE / "CMakeLists.txt").read_text())[1]
# What every Linux with glibc has; the tarball brings the rest along.
OF_EVERY_SYSTEM = re.compile(r"^(linux-vdso|ld-linux|lib(c|m|dl|pthread|rt|resolv|gcc_s|stdc\+\+)\.so)")
QUESTION = "SELECT count(*), sum(amount), count(DISTINCT candidate.name), min(contribution_id) FROM tx_contribs_dev"


def output(*command, **more):
    return clean_root.run(*command, **more)


def package(pattern):
    found, = PACKAGES.glob(pattern)
    return found


def owners_of_libraries():
    """{"libzip.so.4": {"libzip4"}, ...}: the Debian packages that each library on this machine may come from."""
    owners = {}
    for line in output("dpkg-query", "--search", ".so.").splitlines():
        names, path = line.rsplit(": ", 1)
        owners.setdefault(os.path.basename(path), set()).update(name.split(":")[0] for name in names.split(", "))
    return owners


def answer(database):
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(QUESTION).fetchone()


class PackageTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="folder with spaces ")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def make_example(self, folder):
        """folder/input/tx, and what the program of the build tree says of it."""
        output(sys.executable, SOURCE / "scripts/example-input", "tx", folder / "input/tx")
        expected = self.folder / "expected.duckdb"
        output(BINARY, "ingest", "tx", "--quiet", "--input", folder / "input", "--database", expected)
        return answer(expected)

    def load_in(self, root, program):
        """The program of a clean root loads the example into DuckDB, as this machine's program does."""
        work = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        expected = self.make_example(work)
        inside = f"{root}/tmp/work of {self.id()}"
        self.addCleanup(clean_root.remove, inside)
        clean_root.run(*clean_root.AS_ROOT, "cp", "-rT", work, inside)
        clean_root.give_away(root, inside.removeprefix(str(root)))
        clean_root.in_root(root, program, "ingest", "tx", "--quiet", folder=inside.removeprefix(str(root)))
        self.assertGreater(expected[0], 20)
        self.assertEqual(answer(f"{inside}/state-fin.duckdb"), expected)

    def check_libraries(self, listing, folder, brought=lambda name: name == "libduckdb.so"):
        """`listing` is ldd's. Those that are `brought` along come from `folder`, none from where this was built."""
        found = dict(re.findall(r"^\t(\S+)(?: => (.*?))? \(0x", listing, re.M))
        self.assertNotIn("not found", listing)
        self.assertNotIn(str(SOURCE), listing)
        self.assertIn("libduckdb.so", found)
        for name, path in found.items():
            self.assertEqual(bool(brought(pathlib.Path(name).name)), path.startswith(f"{folder}/"), f"{name}: {path}")


class Debian(PackageTest):
    root = ROOTS / "installed"

    def test_apt_installs_it_in_a_plain_debian_and_it_loads_an_example(self):
        self.load_in(self.root, "state-fin-ingest")

    def test_it_brings_its_own_duckdb_and_gets_the_rest_from_debian(self):
        listing = clean_root.in_root(self.root, "ldd", "/usr/bin/state-fin-ingest")
        self.check_libraries(listing.replace("/usr/bin/../lib/", "/usr/lib/"), "/usr/lib/state-fin-ingest")

    def test_it_depends_on_the_packages_of_its_libraries(self):
        program = self.root / "usr/bin/state-fin-ingest"
        needed = re.findall(r"\(NEEDED\).*\[(.*)\]", output("readelf", "-d", program))
        depends = output("dpkg-deb", "--field", package("*.deb"), "Depends")
        names = {item.split()[0] for item in depends.split(", ")}
        self.assertGreater(len(needed), 10)
        needed.remove("libduckdb.so")
        owners = owners_of_libraries()
        for library in needed:
            self.assertTrue(names & owners[library], library)

    def test_debians_own_checker_finds_nothing_wrong(self):
        done = subprocess.run(["lintian", "--allow-root", "--fail-on", "warning", package("*.deb")],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual((done.returncode, done.stdout), (0, ""))

    def test_one_version_everywhere(self):
        self.assertEqual(output(BINARY, "--version"), f"state-fin-ingest {VERSION}\n")
        self.assertEqual(clean_root.in_root(self.root, "state-fin-ingest", "--version"), f"state-fin-ingest {VERSION}\n")
        self.assertEqual(output("dpkg-deb", "--field", package("*.deb"), "Version"), f"{VERSION}-1\n")
        self.assertEqual(package("*.tar.gz").name.split("-")[3], VERSION)
        changelog = self.root / "usr/share/doc/state-fin-ingest/changelog.Debian.gz"
        self.assertIn(f"({VERSION}-1)", gzip.decompress(changelog.read_bytes()).decode())

    def test_manual_and_completions_are_where_the_shells_look(self):
        share = self.root / "usr/share"
        for path in ("man/man1/state-fin-ingest.1.gz", "man/man1/state-fin-ingest-ingest.1.gz",
                     "bash-completion/completions/state-fin-ingest", "zsh/vendor-completions/_state-fin-ingest",
                     "fish/vendor_completions.d/state-fin-ingest.fish", "doc/state-fin-ingest/docs/ingest.md"):
            self.assertEqual((share / path).read_bytes()[:2] == b"\x1f\x8b", path.endswith(".gz"), path)

    def test_removing_it_leaves_nothing(self):
        """In a database of packages of its own, so that the installed one stays for other tests."""
        root = self.folder / "root"
        (root / "var/lib/dpkg").mkdir(parents=True)
        (root / "var/lib/dpkg/status").touch()
        dpkg = [*clean_root.AS_ROOT, "dpkg", f"--root={root}", "--force-depends", "--force-not-root", "--force-script-chrootless"]
        output(*dpkg, "--install", package("*.deb"))
        self.assertTrue((root / "usr/bin/state-fin-ingest").exists())
        output(*dpkg, "--purge", "state-fin-ingest")
        self.assertEqual([path for path in root.rglob("*") if "var/lib/dpkg" not in str(path) and path.is_file()], [])


class Tarball(PackageTest):
    root = ROOTS / "plain"

    def unpacked(self):
        """The program's path in a plain Debian, in a folder of its own there."""
        place = f"/opt/a folder with spaces, {self.id()}"
        self.addCleanup(clean_root.remove, f"{self.root}{place}")
        clean_root.run(*clean_root.AS_ROOT, "mkdir", f"{self.root}{place}")
        clean_root.run(*clean_root.AS_ROOT, "tar", "-xzf", package("*.tar.gz"), "-C", f"{self.root}{place}")
        return f"{place}/{package('*.tar.gz').name.removesuffix('.tar.gz')}/bin/state-fin-ingest"

    def test_it_loads_an_example_from_where_it_was_unpacked(self):
        self.load_in(self.root, self.unpacked())

    def test_it_needs_nothing_that_a_plain_debian_lacks(self):
        program = self.unpacked()
        listing = clean_root.in_root(self.root, "ldd", program)
        self.check_libraries(listing, f"{os.path.dirname(program)}/../lib/state-fin-ingest",
                             lambda name: not OF_EVERY_SYSTEM.match(name))

    def test_each_library_comes_with_its_licence(self):
        with tempfile.TemporaryDirectory() as folder:
            output("tar", "-xzf", package("*.tar.gz"), "-C", folder)
            top, = pathlib.Path(folder).iterdir()
            libraries = {path.name for path in (top / "lib/state-fin-ingest").iterdir()} - {"libduckdb.so"}
            licences = top / "share/doc/state-fin-ingest/libraries"
            listed = re.findall(r"^(\S+) \S+ \(source: \S+ \S+\)$", (licences / "packages.txt").read_text(), re.M)
            self.assertGreater(len(listed), 20)
            for name in listed:
                self.assertGreater((licences / f"{name}.copyright").stat().st_size, 500)
            owners = owners_of_libraries()
            for library in libraries:
                self.assertTrue(owners[library] & set(listed), library)


class Prefix(PackageTest):
    def setUp(self):
        super().setUp()
        self.prefix = self.folder / "prefix"
        output("cmake", "--install", BUILD, "--prefix", self.prefix)

    def test_the_installed_program_runs_from_there(self):
        expected = self.make_example(self.folder)
        program = self.prefix / "bin/state-fin-ingest"
        output("env", "-i", program, "ingest", "tx", "--quiet", cwd=self.folder)
        self.assertEqual(answer(self.folder / "state-fin.duckdb"), expected)
        self.check_libraries(output("env", "-i", "PATH=/usr/bin:/bin", "ldd", program),
                             f"{self.prefix}/bin/../lib/state-fin-ingest")

    def test_the_installed_pages_lead_nowhere_else(self):
        """Links in the installed documentation lead to installed files."""
        pages = list((self.prefix / "share/doc/state-fin-ingest").rglob("*.md"))
        self.assertGreater(len(pages), 15)
        for page in pages:
            for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text()):
                if not target.startswith("http"):
                    self.assertTrue((page.parent / target).exists(), f"{page}: {target}")

    def test_the_shipped_definitions_are_the_ones_that_are_built_in(self):
        folder = self.prefix / "share/state-fin-ingest/states"
        program = self.prefix / "bin/state-fin-ingest"
        self.assertEqual(output(program, "states", "--json", "--definitions", folder), output(program, "states", "--json"))


if __name__ == "__main__":
    unittest.main()
