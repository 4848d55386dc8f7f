"""Every row is accounted for; limits, selections and repeats do what they say."""
import csv
import json
import os
import subprocess

import texas
from support import BINARY, ENVIRONMENT, ProgramTest

IN_ORDER = ["read", "accepted", "skipped", "skipped_money", "rejected", "repaired", "repair_examples", "joins", "indexed", "duplicates",
            "amount_cents", "first_date", "last_date", "filled", "words", "previous_count", "target", "alias", "unlinked_filers"]


class Accounting(ProgramTest):
    def check_identity(self, counts):
        self.assertEqual(counts["read"], counts["accepted"] + sum(counts["skipped"].values()) +
                         sum(counts["rejected"].values()))

    def test_summary_has_every_row_and_the_fixed_keys(self):
        self.give(texas.archive(gifts=[
            texas.gift(1), texas.gift(2, infoOnlyFlag="Y"), texas.gift(3, "00070003"),
            texas.gift(4, schedFormTypeCd="A2"), texas.gift(5, "00080001", filerTypeCd="SPAC"),
            texas.gift(6, "00099999", filerTypeCd="GPAC"), texas.gift(7, contributionDt=""),
            texas.gift(8, amount="-10.05", contributionDt="20240229")]))
        state = self.summary()
        self.assertEqual(list(state), ["state", "name", "about", "status", "started", "finished", "exit_code", "notes", "types", "links", "unread_values", "inputs", "seconds"])
        counts = state["types"]["contribs"]
        self.assertEqual(list(counts), IN_ORDER)
        self.check_identity(counts)
        self.assertEqual(counts["read"], 8)
        self.assertEqual(counts["accepted"], 4)
        self.assertEqual(counts["indexed"], 4)
        self.assertEqual(counts["skipped"], {"kind_in_kind": 1, "no_candidate": 2, "superseded": 1})
        self.assertEqual(counts["amount_cents"], 3 * 25000 - 1005)
        self.assertEqual((counts["first_date"], counts["last_date"]), ("2019-11-30", "2024-02-29"))
        self.assertEqual(counts["skipped_money"], {
            "kind_in_kind": {"amount_cents": 25000, "without_amount": 0},
            "no_candidate": {"amount_cents": 50000, "without_amount": 0},
            "superseded": {"amount_cents": 25000, "without_amount": 0}})
        self.assertIsNone(counts["previous_count"])
        self.assertEqual(state["links"], {
            "own_account": {"filers": 1, "rows": 3, "amount_cents": 2 * 25000 - 1005},
            "committee": {"filers": 1, "rows": 1, "amount_cents": 25000}})
        self.assertEqual(state["inputs"][0]["path"], "TEC_CF_CSV.zip")
        self.assertEqual(state["inputs"][0]["rows"], 13)
        self.assertRegex(state["inputs"][0]["sha256"], r"^[0-9a-f]{64}$")

    def broken(self):
        files = texas.members(gifts=[texas.gift(i) for i in range(1, 8)])
        lines = files["contribs_01.csv"].split(b"\n")
        lines[2] = lines[2].replace(b",250.00,", b",about fifty,")
        lines[3] = lines[3].replace(b",20191130,", b",20190231,")
        lines[4] += b",one more"
        lines[5] = lines[5].replace(b'"Richard A."', b'"Richard" A."')
        lines[6] = lines[6].replace(b",A1,", b",Z9,")
        lines[7] = lines[7].replace(b"AUSTIN", b"AUS\0TIN")
        files["contribs_01.csv"] = b"\n".join(lines)
        return texas.archive_of(files)

    def test_rows_that_cannot_be_read_are_listed_with_file_line_and_column(self):
        self.give(self.broken())
        counts = self.summary("--max-rejects", "100%", "--rejects", "rejects.csv")["types"]["contribs"]
        self.check_identity(counts)
        self.assertEqual(counts["rejected"], {"bad_amount": 1, "bad_date": 1, "field_count": 1,
                                              "nul_byte": 1, "stray_quote": 1, "unknown_code": 1})
        with open(self.folder / "rejects.csv", newline="") as file:
            rows = list(csv.DictReader(line.replace("\0", "?") for line in file))
        self.assertEqual(list(rows[0]), ["file", "line", "column", "reason", "detail", "row"])
        name = "TEC_CF_CSV.zip/contribs_01.csv"
        self.assertEqual(
            [tuple(row.values())[:5] for row in rows],
            [(name, "3", "contributionAmount", "bad_amount", "about fifty"),
             (name, "4", "contributionDt", "bad_date", "20190231"),
             (name, "5", "", "field_count", "38 fields where the header has 37"),
             (name, "6", "", "stray_quote", "at byte 117 of the line"),
             (name, "7", "schedFormTypeCd", "unknown_code", "Z9"),
             (name, "8", "", "nul_byte", "")])
        self.assertTrue(rows[0]["row"].startswith("RCPT,COH,A1,812345,"))

    def test_too_many_rejects_refuse_the_run_and_show_examples(self):
        self.give(self.broken())
        err = self.refuse(3, "ingest", "tx")
        self.assertIn("6 of 7 rows of contribs could not be read faithfully", err)
        self.assertIn("unknown_code at TEC_CF_CSV.zip/contribs_01.csv:7: column 'schedFormTypeCd': Z9",
                      err)
        self.assertEqual(self.files(), ["input/tx/TEC_CF_CSV.zip"])
        self.refuse(3, "ingest", "tx", "--max-rejects", "5")
        self.succeed("ingest", "tx", "--max-rejects", "6", "--quiet")

    def test_an_unclosed_quote_costs_one_row(self):
        files = texas.members(gifts=[texas.gift(i) for i in range(1, 2001)])
        files["contribs_01.csv"] = files["contribs_01.csv"].replace(b'"Richard A."', b'"Richard A.', 1)
        self.give(texas.archive_of(files))
        counts = self.summary("--max-rejects", "1")["types"]["contribs"]
        self.check_identity(counts)
        self.assertEqual(counts["accepted"], 1999)
        self.assertEqual(sum(counts["rejected"].values()), 1)

    def test_kinds_and_dates_select(self):
        self.give(texas.archive(gifts=[
            texas.gift(1), texas.gift(2, schedFormTypeCd="A2"), texas.gift(3, schedFormTypeCd="t-ctr"),
            texas.gift(4, contributionDt="20210101"), texas.gift(5, contributionDt="")]))
        ids = lambda *arguments: [document["contribution_id"][-1]
                                  for document in self.documents("contribs", *arguments)]
        self.assertEqual(ids(), ["1", "4", "5"])
        self.assertEqual(ids("--kinds", "all"), ["1", "2", "3", "4", "5"])
        self.assertEqual(ids("--kinds", "in_kind,other"), ["2", "3"])
        self.assertEqual(ids("--since", "2020-01-01"), ["4"])
        self.assertEqual(ids("--since", "2019-11-30", "--until", "2019-11-30"), ["1"])
        skipped = self.summary("--since", "2020-01-01")["types"]["contribs"]["skipped"]
        self.assertEqual(skipped, {"before_since": 1, "kind_in_kind": 1, "kind_other": 1, "no_date": 1})

    def test_one_id_twice_is_refused(self):
        self.give(texas.archive(gifts=[texas.gift(1), texas.gift(2), texas.gift(1, amount="7.00")]))
        err = self.refuse(3, "ingest", "tx")
        self.assertIn("1 of 3 contribs share their id with another record, such as 100000001.", err)

    def test_a_run_that_shrank_is_refused(self):
        self.give(texas.archive(gifts=[texas.gift(i) for i in range(10)]))
        self.succeed("ingest", "tx", "--quiet")
        self.give(texas.archive(gifts=[texas.gift(i) for i in range(7)]))
        err = self.refuse(3, "ingest", "tx")
        self.assertIn("There are 7 contribs now, but 10 in the served run", err)
        self.assertEqual(self.query("SELECT count(*) FROM tx_contribs_dev"), [(10,)])
        self.assertEqual(self.summary("--max-shrink", "40%")["types"]["contribs"]["previous_count"], 10)
        self.assertEqual(self.query("SELECT count(*) FROM tx_contribs_dev"), [(7,)])

    def test_a_run_that_grew(self):
        self.give(texas.archive(gifts=[texas.gift(i) for i in range(5)]))
        self.succeed("ingest", "tx", "--quiet")
        self.give(texas.archive(gifts=[texas.gift(i) for i in range(10)]))
        err = self.refuse(3, "ingest", "tx", "--max-growth", "50%")
        self.assertIn("There are 10 contribs now, but 5 in the served run: more than 50 % more.", err)
        self.assertEqual(self.query("SELECT count(*) FROM tx_contribs_dev"), [(5,)])
        note = "There are 10 contribs now, but 5 in the served run: is a file or export there twice?"
        err = self.refuse(3, "ingest", "tx", "--strict")
        self.assertIn(note, err)
        self.assertIn("--strict: there is 1 note (above).", err)
        self.assertEqual(self.query("SELECT count(*) FROM tx_contribs_dev"), [(5,)])
        self.assertEqual(self.succeed("ingest", "tx", "--quiet"), ("", f"tx: note: {note}\n"))
        self.assertEqual(self.succeed("ingest", "tx", "--quiet", "--strict", "--max-growth", "0%"), ("", ""))

    def test_a_field_that_is_gone(self):
        """The agency renamed or emptied a column: every row is read, and yet something is lost."""
        gifts = [texas.gift(i, contributorEmployer="ACME") for i in range(30)]
        self.give(texas.archive(gifts=gifts))
        self.assertEqual(self.summary()["types"]["contribs"]["filled"]["employer"], 30)
        self.give(texas.archive(gifts=[texas.gift(i, contributorEmployer="ACME" if i < 18 else "") for i in range(30)]))
        note = "60.0 % of the contribs have 'employer', 100.0 % in the served run: was a column renamed"
        self.assertIn(note, self.succeed("ingest", "tx", "--dry-run")[1])
        self.assertIn("Only 60.0 % of the contribs have 'employer', 100.0 % in the served run: more than --max-drift 30% "
                      "allows.", self.refuse(3, "ingest", "tx", "--max-drift", "30%"))
        self.give(texas.archive(gifts=[texas.gift(i, contributorEmployer="") for i in range(30)]))
        self.refuse(3, "ingest", "tx")
        self.assertEqual(self.query("SELECT count(employer) FROM tx_contribs_dev WHERE employer <> ''"), [(30,)])
        self.assertIn("0.0 % of the contribs have 'employer'", self.succeed("ingest", "tx", "--max-drift", "100%")[1])
        self.assertEqual(self.succeed("ingest", "tx", "--quiet"), ("", ""))

    def test_files_that_nothing_reads_are_noted(self):
        self.give(texas.archive())
        for name in ("tec_2019.crdownload", "old/deep/contribs_02.csv", "README.md"):
            self.write(f"input/tx/{name}", "x")
        state = self.summary()
        self.assertEqual(state["notes"], ["input/tx: not read, since no input has such a name: old/deep/contribs_02.csv, "
                                          "tec_2019.crdownload. Rename what should be loaded, move the rest away."])
        self.assertEqual(state["exit_code"], 0)
        self.assertLessEqual(state["started"], state["finished"])
        self.assertIn("not read", self.refuse(3, "ingest", "tx", "--strict"))

    def test_a_name_that_is_not_utf8_does_not_break_the_account(self):
        self.give(texas.archive())
        (self.folder / "input/tx" / os.fsdecode(b"contribs\xff.bak")).write_text("x")
        command = [BINARY, "ingest", "tx", "--json", "--quiet"]
        done = subprocess.run(command, cwd=self.folder, env=ENVIRONMENT, capture_output=True, check=True)
        note, = json.loads(done.stdout.decode())["states"][0]["notes"]
        self.assertIn("contribs\ufffd.bak", note)
        self.assertEqual(self.query("SELECT summary->>'$.states[0].status' FROM state_fin_runs"), [("promoted",)])

    def test_limit_and_dry_run_never_promote(self):
        self.give(texas.archive(gifts=[[texas.gift(i) for i in range(600)],
                                       [texas.gift(i) for i in range(600, 1200)]]))
        state = self.summary("--limit", "700")
        self.assertEqual(state["status"], "checked")
        self.assertEqual(state["types"]["contribs"]["read"], 700)
        self.assertEqual(self.summary("--dry-run")["types"]["contribs"]["read"], 1200)
        self.assertEqual(self.files(), ["input/tx/TEC_CF_CSV.zip"])
        out, _ = self.succeed("ingest", "tx", "--sink", "ndjson", "--limit", "3", "--types",
                              "contribs", "--quiet")
        self.assertEqual([json.loads(line)["source"]["line"] for line in out.splitlines()], [2, 3, 4])

    def test_types(self):
        self.give(texas.archive())
        self.assertEqual(list(self.summary("--types", "reports")["types"]), ["reports"])
        self.assertEqual(self.query("SELECT report_id FROM tx_reports_dev"), [("812345",)])

    def test_summary_file_is_the_json(self):
        self.give(texas.archive())
        out, _ = self.succeed("ingest", "tx", "--summary", "run.json", "--json", "--quiet")
        self.assertEqual((self.folder / "run.json").read_text(), out)
        self.assertEqual(json.loads(out)["schema_version"], 1)


class SameResult(ProgramTest):
    """The same files give the same bytes, whatever the number of threads."""

    def setUp(self):
        super().setUp()
        # Shards of very different lengths, many blocks, rejects and repeats spread over them.
        shards, number = [], 0
        for size in (9000, 10, 4000, 1, 12000, 700):
            shard = []
            for _ in range(size):
                number += 1
                amount = "?" if number % 4001 == 0 else f"{number % 977}.{number % 100:02}"
                shard.append(texas.gift(number, "00070001" if number % 3 else "00099999", amount,
                                        contributionDescr="two\nlines" if number % 97 == 0 else ""))
            shards.append(shard)
        self.give(texas.archive(gifts=shards))

    def test_ndjson_and_rejects_by_one_and_by_eight_threads(self):
        results = []
        for jobs in ("1", "2", "8"):
            self.succeed("ingest", "tx", "--sink", "ndjson", "--output", f"{jobs}.ndjson", "--jobs", jobs,
                         "--rejects", f"{jobs}.csv", "--max-rejects", "1%", "--quiet")
            results.append([(self.folder / name).read_bytes() for name in
                            (f"{jobs}.contribs.ndjson", f"{jobs}.reports.ndjson", f"{jobs}.csv")])
        self.assertGreater(len(results[0][0]), 10_000_000)
        self.assertTrue(results[0] == results[1] == results[2])

    def test_database_by_one_and_by_eight_threads(self):
        results = []
        for jobs in ("1", "8"):
            self.succeed("ingest", "tx", "--database", f"{jobs}.duckdb", "--jobs", jobs,
                         "--max-rejects", "1%", "--quiet")
            results.append(self.query("SELECT * FROM tx_contribs_dev", f"{jobs}.duckdb"))
        self.assertEqual(results[0], results[1])

    def test_rows_without_an_id_get_the_same_ones_on_every_run(self):
        from support import SOURCE
        text = (SOURCE / "states/tx/ingestor.toml").read_text()
        path = self.folder / "mine/tx/ingestor.toml"
        path.parent.mkdir(parents=True)
        path.write_text(text.replace('contribution_id = "contributionInfoId"',
                                     "contribution_id = { row_hash = true }"))
        # Rows that are the same to the byte, far apart.
        same = [texas.gift(1) for _ in range(3)] + [texas.gift(i) for i in range(2, 9000)]
        self.give(texas.archive(gifts=[same, [texas.gift(1)], same[:5]]))
        results = []
        for jobs in ("1", "8"):
            results.append([document["contribution_id"] for document in self.documents(
                "contribs", "--definitions", "mine", "--jobs", jobs)])
        self.assertEqual(results[0], results[1])
        ids = results[0]
        self.assertEqual(len(set(ids)), len(ids))
        first = ids[0]
        self.assertEqual([i for i in ids if i.startswith(first)],
                         [first, first + "-2", first + "-3", first + "-4", first + "-5", first + "-6",
                          first + "-7"])
        state = self.summary("--definitions", "mine")
        self.assertEqual(state["types"]["contribs"]["duplicates"], 0)
        self.assertEqual({row[0] for row in self.query("SELECT contribution_id FROM tx_contribs_dev")},
                         set(ids))
