"""The two sinks on good and bad targets."""
import json
import resource
import subprocess
import sys

import duckdb
import texas
from support import ProgramTest

HOLD_OPEN = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print(1, flush=True); input()"


class DuckdbSink(ProgramTest):
    def setUp(self):
        super().setUp()
        self.give(texas.archive())

    def test_types_of_the_columns(self):
        self.succeed("ingest", "tx", "--quiet")
        types = dict(self.query("SELECT column_name, column_type FROM (DESCRIBE tx_contribs_dev)"))
        self.assertEqual(types["amount"], "DECIMAL(14,2)")
        self.assertEqual(types["contribution_date"], "DATE")
        self.assertEqual(types["addtl_data"], "JSON")
        self.assertEqual(types["filer"], "STRUCT(filer_id VARCHAR, \"name\" VARCHAR, \"type\" VARCHAR)")
        self.assertIn("district", types["candidate"])

    def test_second_run_replaces_the_first_and_the_one_before_is_kept(self):
        for gifts in (3, 5, 7):
            self.give(texas.archive(gifts=[texas.gift(i) for i in range(1, gifts + 1)]))
            self.succeed("ingest", "tx", "--quiet")
            self.assertEqual(self.query("SELECT count(*) FROM tx_contribs_dev"), [(gifts,)])
        tables = self.query("SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'tx_contribs%'")
        self.assertEqual(len(tables), 2)
        runs = self.query("SELECT contribs, contribs_table IS NOT NULL FROM state_fin_runs ORDER BY run")
        self.assertEqual(runs, [(3, False), (5, True), (7, True)])

    def test_run_table_holds_the_summary(self):
        self.succeed("ingest", "tx", "--quiet")
        (summary, definition), = self.query("SELECT summary, definition_hash FROM state_fin_runs")
        self.assertEqual(json.loads(summary)["states"][0]["types"]["contribs"]["accepted"], 5)
        self.assertRegex(definition, "^[0-9a-f]{32}$")

    def test_environments_stand_side_by_side(self):
        self.succeed("ingest", "tx", "--quiet")
        self.give(texas.archive(gifts=[texas.gift(1)]))
        self.succeed("ingest", "tx", "--quiet", "--env", "prod")
        self.assertEqual(self.query("SELECT (SELECT count(*) FROM tx_contribs_dev), "
                                    "(SELECT count(*) FROM tx_contribs_prod)"), [(5, 1)])

    def test_a_file_in_use_by_another_program(self):
        self.succeed("ingest", "tx", "--quiet")
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLD_OPEN, self.folder / "state-fin.duckdb"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        holder.stdout.readline()
        try:
            err = self.refuse(1, "ingest", "tx", "--quiet")
        finally:
            holder.communicate(b"\n")
        self.assertIn("state-fin.duckdb", err)
        self.assertIn("Close", err)
        self.succeed("ingest", "tx", "--quiet")

    def test_a_file_that_is_no_database_is_left_alone(self):
        text = b"my notes, not a database\n" * 1000
        (self.folder / "state-fin.duckdb").write_bytes(text)
        err = self.refuse(3, "ingest", "tx", "--quiet")
        self.assertIn("state-fin.duckdb", err)
        self.assertEqual((self.folder / "state-fin.duckdb").read_bytes(), text)

    def test_a_table_under_the_views_name_is_left_alone(self):
        with duckdb.connect(str(self.folder / "state-fin.duckdb")) as connection:
            connection.execute("CREATE TABLE tx_contribs_dev AS SELECT 42 AS mine")
        err = self.refuse(3, "ingest", "tx", "--quiet")
        self.assertIn("tx_contribs_dev", err)
        self.assertIn("ALTER TABLE", err)
        self.assertEqual(self.query("SELECT * FROM tx_contribs_dev"), [(42,)])

    def test_a_folder_and_a_missing_folder(self):
        self.assertIn("is a folder", self.refuse(3, "ingest", "tx", "--quiet", "--database", "input"))
        self.assertIn("does not exist",
                      self.refuse(3, "ingest", "tx", "--quiet", "--database", "no/such/a.duckdb"))
        self.assertEqual(self.files(), ["input/tx/TEC_CF_CSV.zip"])

    def test_no_room_for_the_file(self):
        """A file size limit simulates a full disk: the write fails in the same place."""
        self.succeed("ingest", "tx", "--quiet")
        before = self.query("SELECT count(*) FROM tx_contribs_dev")
        size = (self.folder / "state-fin.duckdb").stat().st_size
        self.give(texas.archive(gifts=[texas.gift(i, contributionDescr=f"{i * 7919:x} " * 40)
                                       for i in range(1, 40001)]))
        process = self.start("ingest", "tx", "--quiet", preexec_fn=lambda: resource.setrlimit(
            resource.RLIMIT_FSIZE, (size + 500_000, size + 500_000)))
        _, err = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 1, err)
        self.assertIn(b"state-fin.duckdb", err)
        self.assertEqual(self.query("SELECT count(*) FROM tx_contribs_dev"), before)


class NdjsonSink(ProgramTest):
    def setUp(self):
        super().setUp()
        self.give(texas.archive())

    def test_standard_output_has_nothing_but_documents(self):
        out, _ = self.succeed("ingest", "tx", "--sink", "ndjson", "--output", "-")
        lines = [json.loads(line) for line in out.splitlines()]
        self.assertEqual(len(lines), 6)
        self.assertEqual(len([line for line in lines if "report_id" in line]), 1)

    def test_two_records_of_one_id_are_refused_as_in_a_database(self):
        members = texas.members()
        rows = members["contribs_01.csv"].splitlines(keepends=True)
        members["contribs_01.csv"] += rows[-1]
        self.give(texas.archive_of(members))
        for output in ("out.ndjson", "-"):
            err = self.refuse(3, "ingest", "tx", "--kinds", "all", "--sink", "ndjson", "--output", output, "--quiet")
            self.assertRegex(err, r"1 of \d+ contribs share their id with another record, such as \d+\.")
        self.assertNotIn("out.contribs.ndjson", self.files())

    def test_an_old_file_stays_until_the_new_one_is_whole(self):
        self.succeed("ingest", "tx", "--sink", "ndjson", "--output", "out.ndjson", "--quiet")
        before = (self.folder / "out.contribs.ndjson").read_bytes()
        files = self.files()
        broken = texas.members()
        broken["contribs_01.csv"] = broken["contribs_01.csv"].replace(b",A1,", b",Z9,")
        self.give(texas.archive_of(broken))
        self.refuse(3, "ingest", "tx", "--sink", "ndjson", "--output", "out.ndjson", "--quiet")
        self.assertEqual((self.folder / "out.contribs.ndjson").read_bytes(), before)
        self.assertEqual(self.files(), files)

    def test_a_full_device(self):
        err = self.refuse(1, "ingest", "tx", "--sink", "ndjson", "--output", "/dev/full", "--quiet")
        self.assertIn("/dev/full", err)
        self.assertIn("full", err)

    def test_a_missing_folder(self):
        err = self.refuse(3, "ingest", "tx", "--sink", "ndjson", "--output", "no/out.ndjson", "--quiet")
        self.assertIn("does not exist", err)
