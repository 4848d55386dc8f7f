"""Which DuckDB can open the file: --storage, files of other versions."""
import struct

import duckdb
import texas
from support import ProgramTest


class Storage(ProgramTest):
    def setUp(self):
        super().setUp()
        self.give(texas.archive())
        self.file = self.folder / "state-fin.duckdb"

    def storage(self):
        with duckdb.connect(str(self.file), read_only=True) as connection:
            return connection.execute("SELECT tags['storage_version'] FROM duckdb_databases() "
                                      "WHERE path IS NOT NULL").fetchone()[0]

    def header_number(self):
        """What DuckDB before 2.0 looks at first."""
        return struct.unpack("<Q", self.file.read_bytes()[12:20])[0]

    def test_a_new_file_is_for_duckdb_1_4_and_newer(self):
        self.succeed("ingest", "tx", "--quiet")
        self.assertEqual(self.storage(), "v1.4.0+")
        self.assertEqual(self.header_number(), 67)

    def test_each_storage_version_holds_the_same(self):
        answers = set()
        for storage, number in (("v1.0.0", 64), ("v1.2.0", 65), ("v1.4.0", 67), ("v1.5.0", 68),
                                ("v2.0.0", 999)):
            with self.subTest(storage):
                self.file.unlink(missing_ok=True)
                self.succeed("ingest", "tx", "--quiet", "--storage", storage)
                self.assertEqual(self.storage(), storage + "+")
                self.assertEqual(self.header_number(), number)
                answers.add(str(self.query("SELECT * FROM contributions ORDER BY ALL")))
        self.assertEqual(len(answers), 1)

    def test_flag_wins_over_environment_over_dotenv(self):
        (self.folder / ".env").write_text("INGEST_STORAGE=v1.2.0\n")
        self.succeed("ingest", "tx", "--quiet")
        self.assertEqual(self.storage(), "v1.2.0+")
        self.file.unlink()
        environment = {"INGEST_STORAGE": "v1.4.0"}
        status, _, err = self.run_program("ingest", "tx", "--quiet", environment=environment)
        self.assertEqual(status, 0, err)
        self.assertEqual(self.storage(), "v1.4.0+")
        self.file.unlink()
        status, _, err = self.run_program("ingest", "tx", "--quiet", "--storage", "v1.0.0", environment=environment)
        self.assertEqual(status, 0, err)
        self.assertEqual(self.storage(), "v1.0.0+")

    def test_an_unknown_storage_version(self):
        self.assertIn("v1.0.0", self.refuse(2, "ingest", "tx", "--storage", "v1.1.0"))
        self.assertIn("v1.4.0", self.refuse(2, "ingest", "tx", "--storage", "v1.3.0"))
        err = self.refuse(2, "ingest", "tx", environment={"INGEST_STORAGE": "1.3"})
        self.assertIn("INGEST_STORAGE: '1.3' is not a storage version.", err)
        self.assertIn("Known: v1.0.0, ", err)
        self.assertFalse(self.file.exists())

    def test_a_file_keeps_its_storage_version(self):
        for storage in ("v1.0.0", "v2.0.0"):
            with self.subTest(storage):
                self.file.unlink(missing_ok=True)
                self.succeed("ingest", "tx", "--quiet", "--storage", storage)
                self.succeed("ingest", "tx", "--quiet")
                self.assertEqual(self.storage(), storage + "+")
                self.assertEqual(self.query("SELECT count(*) FROM tx_contribs_dev"), [(5,)])

    def write_newer_file(self):
        """As a DuckDB of the future would leave it: an unknown storage version in both headers, checksums right."""
        with duckdb.connect() as connection:
            connection.execute(f"ATTACH '{self.file}' AS made (STORAGE_VERSION 'v2.0.0')")
        data = bytearray(self.file.read_bytes())
        for header in (4096, 8192):
            sum_, old = (struct.unpack_from("<Q", data, header + at)[0] for at in (0, 56))
            struct.pack_into("<Q", data, header + 56, 71)
            struct.pack_into("<Q", data, header, sum_ ^ word_checksum(old) ^ word_checksum(71))
        self.file.write_bytes(data)

    def test_a_file_of_a_newer_duckdb_says_how_to_copy_it(self):
        self.write_newer_file()
        before = self.file.read_bytes()
        for command in (("ingest", "tx"), ("export", "tx", "--output", "out.csv"), ("report", "tx")):
            with self.subTest(command[0]):
                err = self.refuse(3, *command)
                self.assertIn("state-fin.duckdb: made by a newer DuckDB than 2.0", err)
                self.assertIn("COPY FROM DATABASE newer TO older", err)
                self.assertIn("(STORAGE_VERSION 'v1.4.0')", err)
                self.assertEqual(self.file.read_bytes(), before)


def word_checksum(word):
    """DuckDB's; that of a block is the words' ones, combined by XOR."""
    return word * 0xbf58476d1ce4e5b9 & 0xFFFFFFFFFFFFFFFF
