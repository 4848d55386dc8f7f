"""Help, usage errors, settings: what the command line promises."""
import json
import subprocess

import texas
from support import BINARY, ENVIRONMENT, SOURCE, ProgramTest


class Help(ProgramTest):
    def test_every_command_has_help_with_examples_and_exit_codes(self):
        for command in ([], ["ingest"], ["check"], ["states"], ["status"], ["rollback"], ["prune"]):
            for flag in ("--help", "-h"):
                out, err = self.succeed(*command, flag)
                self.assertEqual(err, "")
                self.assertIn("Examples:", out)
            if command:
                self.assertIn("Exit status: 0 done", out)

    def test_nowhere_to_print_it(self):
        for arguments in (("--help",), ("ingest", "--help"), ("--version",), ("states",)):
            with open("/dev/full", "w") as full:
                process = subprocess.run([BINARY, *arguments], stdout=full, stderr=subprocess.PIPE, cwd=self.folder, env=ENVIRONMENT)
            self.assertEqual(process.returncode, 1, arguments)
            self.assertIn(b"standard output: writing failed", process.stderr)

    def test_version(self):
        out, err = self.succeed("--version")
        self.assertRegex(out, r"^state-fin-ingest \d+\.\d+\.\d+\n$")
        self.assertEqual(err, "")


class Usage(ProgramTest):
    def test_mistakes_exit_with_2_and_say_what_to_do(self):
        for arguments, message in (
                ([], "A subcommand is required"),
                (["ingst", "tx"], "Did you mean 'ingest'?"),
                (["ingest"], "Name the states to load, such as 'ingest tx', or use --all."),
                (["ingest", "tx", "--all"], "Name states or use --all, not both."),
                (["ingest", "txx"], "'txx'"),
                (["ingest", "texas"], "'tx'"),
                (["ingest", "tx", "--databse", "x"], "Did you mean '--database'?"),
                (["ingest", "tx", "--kinds", "monetry"], "Did you mean 'monetary'?"),
                (["ingest", "tx", "--types", "contrib"], "Did you mean 'contribs'?"),
                (["ingest", "tx", "--sink", "duckbd"], "Did you mean 'duckdb'?"),
                (["ingest", "tx", "--since", "2020"], "--since takes a date such as 2024-01-31"),
                (["ingest", "tx", "--until", "2020-02-31"], "--until takes a date"),
                (["ingest", "tx", "--max-rejects", "few"], "--max-rejects takes"),
                (["ingest", "tx", "--max-shrink", "20"], "--max-shrink takes a percentage such as 20%"),
                (["ingest", "tx", "--memory", "lots"], "--memory takes a size"),
                (["ingest", "tx", "--jobs", "0"], "--jobs"),
                (["ingest", "tx", "--limit", "-1"], "--limit"),
                (["ingest", "tx", "--env", "My Env"], "--env takes up to 64 lower-case letters"),
                (["ingest", "tx", "--env", "a" * 65], "--env takes up to 64"),
                (["ingest", "tx", "--output", "x.ndjson"], "--output only applies to --sink ndjson"),
                (["ingest", "tx", "--sink", "ndjson", "--json"], "both go to stdout"),
                (["ingest", "tx", "--allow-missing", "archiv"], "Did you mean 'archive'?"),
                (["check"], "STATE"),
        ):
            with self.subTest(arguments):
                err = self.refuse(2, *arguments)
                self.assertIn(message, err)
                self.assertTrue(err.startswith("error: "), err)

    def test_a_usage_error_creates_nothing(self):
        self.give(texas.archive())
        self.refuse(2, "ingest", "tx", "--kinds", "none")
        self.assertEqual(self.files(), ["input/tx/TEC_CF_CSV.zip"])

    def test_states_may_stand_behind_lists(self):
        self.give(texas.archive())
        self.succeed("ingest", "--kinds", "all", "--types", "contribs", "--allow-missing", "archive", "tx", "--dry-run")


class Settings(ProgramTest):
    def test_flag_wins_over_environment_over_dotenv(self):
        self.give(texas.archive())
        (self.folder / ".env").write_text("# ours\nexport INGEST_ENV='file'\n")
        alias = lambda state: state["types"]["contribs"]["alias"]
        self.assertEqual(alias(self.summary()), "tx_contribs_file")
        environment = {"INGEST_ENV": "shell"}
        _, out, _ = self.run_program("ingest", "tx", "--json", "--quiet", environment=environment)
        self.assertEqual(alias(json.loads(out)["states"][0]), "tx_contribs_shell")
        _, out, _ = self.run_program("ingest", "tx", "--json", "--quiet", "--env", "flag",
                                     environment=environment)
        self.assertEqual(alias(json.loads(out)["states"][0]), "tx_contribs_flag")

    def test_dotenv_may_begin_with_a_byte_order_mark(self):
        self.give(texas.archive())
        (self.folder / ".env").write_bytes(b"\xef\xbb\xbfINGEST_ENV=windows\r\n")
        self.assertEqual(self.summary()["types"]["contribs"]["alias"], "tx_contribs_windows")

    def test_a_wrong_line_in_dotenv_is_named_but_not_shown(self):
        (self.folder / ".env").write_text("A=1\npassword hunter2\n")
        err = self.refuse(2, "states")
        self.assertIn(".env:2: is not of the form NAME=VALUE.", err)
        self.assertNotIn("hunter2", err)

    def test_a_cluster_in_the_environment_is_where_data_go(self):
        self.give(texas.archive())
        err = self.refuse(1, "ingest", "tx", environment={"ES_HOST": "http://u:secret@127.0.0.1:9"})
        self.assertIn("http://127.0.0.1:9: does not answer", err)
        self.assertNotIn("secret", err)
        self.assertEqual(self.files(), ["input/tx/TEC_CF_CSV.zip"])

    def test_a_bad_address_is_not_repeated(self):
        for hosts in ("ftp://u:secret@host", "http://u:secret@host:port", "https://u:secret@host/?x=1"):
            err = self.refuse(2, "ingest", "tx", "--hosts", hosts)
            self.assertIn("A server's address", err)
            self.assertNotIn("secret", err)

    def test_color_only_when_asked_for_or_on_a_terminal(self):
        self.assertNotIn("\x1b", self.refuse(3, "ingest", "tx"))
        self.assertIn("\x1b[1;31merror:", self.refuse(3, "ingest", "tx", "--color", "always"))


class States(ProgramTest):
    def test_lists_states_and_shows_all_about_one(self):
        out, err = self.succeed("states")
        self.assertRegex(out, r"(?m)^tx +Texas +2000 +files +yes +download +own_account, committee, report$")
        self.assertEqual(len(out.splitlines()), 51)
        self.assertEqual(err, "")
        out, _ = self.succeed("states", "tx")
        for part in ("Texas Ethics Commission", "tx/TEC_CF_CSV.zip", "https://", "own_account"):
            self.assertIn(part, out)
        out, _ = self.succeed("states", "tx", "--json")
        self.assertEqual(json.loads(out)[0]["inputs"][0]["path"],
                         "tx/TEC_CF_CSV.zip or *.csv or */*.csv")

    def test_prints_a_definition(self):
        built_in = (SOURCE / "states/tx/ingestor.toml").read_text()
        self.assertEqual(self.succeed("states", "tx", "--definition"), (built_in, ""))
        self.write("mine/tx/ingestor.toml", built_in + "# mine\n")
        out, _ = self.succeed("states", "tx", "--definition", "--definitions", "mine")
        self.assertTrue(out.endswith("# mine\n"))
        for states in ((), ("tx", "ca")):
            self.assertIn("the definition of one state", self.refuse(2, "states", *states, "--definition"))
        self.refuse(2, "states", "tx", "--definition", "--json")

    def test_output_that_nobody_reads_ends_quietly(self):
        self.give(texas.archive(gifts=[texas.gift(i) for i in range(20000)]))
        process = self.start("ingest", "tx", "--sink", "ndjson", "--quiet")
        process.stdout.read(10)
        process.stdout.close()
        err = process.stderr.read()
        process.stderr.close()
        self.assertEqual(process.wait(60), 0)
        self.assertEqual(err, b"")
