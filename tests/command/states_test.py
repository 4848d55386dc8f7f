"""What the definitions of the states need of the engine, seen from outside."""
import importlib
import json
import unittest

from support import SOURCE, STATES, ProgramTest

ROSTER = "name,filer_id,chamber,district\nSomebody,24999,upper,3\n"


class Folders(unittest.TestCase):
    """What there is of each state; state_test looks into it."""

    def test_each_state_has_an_example_and_a_second_reading(self):
        definitions = sorted(SOURCE.glob("states/*/ingestor.toml"))
        for definition in definitions:
            for part in ("README.md", "example", "expected/contribs.ndjson", "expected/accounting.json"):
                self.assertTrue((definition.parent / part).exists(), definition.parent / part)
        self.assertEqual([path.parent.name for path in definitions], STATES)
        readers = (SOURCE / "tests" / "command" / "independent_states").glob("??.py")
        self.assertEqual(sorted(path.stem for path in readers), STATES)

    def test_second_readings_have_the_usual_reasons_for_leaving_out(self):
        seen = set()
        for state in STATES:
            reader = importlib.import_module(f"independent_states.{state}")
            if hasattr(reader, "skipped"):
                seen.update(skip.reason for skip in reader.skipped(SOURCE / "states" / state / "example"))
        self.assertLessEqual({"no_candidate", "superseded", "other_office", "kind_in_kind"}, seen)


class States(ProgramTest):
    def ids(self, state, *arguments):
        self.succeed("ingest", state, "--quiet", "--kinds", "all", *arguments)
        return {row[0] for row in self.query(f"SELECT contribution_id FROM {state}_contribs_dev")}

    def test_a_roster_links_what_the_files_do_not(self):
        self.give_examples("al")
        self.assertNotIn("C-107", self.ids("al"))
        self.write("mine.csv", ROSTER)
        self.assertIn("C-107", self.ids("al", "--roster", "mine.csv"))

    def test_a_roster_for_a_state_that_needs_none(self):
        self.give_examples("wa")
        self.write("mine.csv", ROSTER)
        self.assertIn("links without a roster", self.refuse(2, "ingest", "wa", "--roster", "mine.csv"))
        self.assertIn("does not exist", self.refuse(2, "ingest", "al", "--roster", "no.csv"))

    def test_nothing_at_all_lists_what_could_be_there(self):
        (self.folder / "input" / "mi").mkdir(parents=True)
        err = self.refuse(3, "ingest", "mi")
        self.assertIn("none of these files is there", err)
        self.assertIn("MiTN bulk export", err)

    def test_a_file_of_another_kind_is_named_once(self):
        self.give_examples("mt")
        self.write("input/mt/23456/other_Contributions.csv", "a,b\n1,2\n")
        err = self.refuse(3, "check", "mt")
        self.assertEqual(err.count("other_Contributions.csv"), 1)
        self.assertIn("does not match [table.schedules]", err)

    def test_one_states_failure_leaves_the_others_alone(self):
        self.give_examples("wa")
        self.give_examples("oh")
        self.write("input/wa/contributions.csv", "<html><title>Blocked</title></html>")
        self.refuse(3, "ingest", "wa", "oh", "--quiet")
        self.assertEqual(self.query("SELECT count(*) > 0 FROM oh_contribs_dev"), [(True,)])

    def test_states_side_by_side_are_told_in_the_order_given(self):
        for state in ("oh", "tx", "wa", "mi"):
            self.give_examples(state)
        self.write("input/tx/TEC_CF_CSV.zip", "cut off")
        names = ("--summary", "summary.json", "--rejects", "rejects.csv")
        for jobs in ("1", "4"):
            self.refuse(3, "ingest", "wa", "tx", "oh", "mi", "--jobs", jobs, *names)
            states = json.loads((self.folder / "summary.json").read_text())["states"]
            self.assertEqual([(state["state"], state["status"]) for state in states],
                             [("wa", "promoted"), ("tx", "refused"), ("oh", "promoted"), ("mi", "promoted")])
            for state in states:
                for name in ("started", "finished", "seconds"):
                    state.pop(name)
                for numbers in state["types"].values():
                    numbers.pop("target"), numbers.pop("previous_count")
            rejects = (self.folder / "rejects.csv").read_text()
            if jobs == "1":
                alone = states, rejects
        self.assertEqual((states, rejects), alone)

    def test_nothing_accepted_is_noted(self):
        self.give_examples("wa")
        _, err = self.succeed("ingest", "wa", "--since", "2099-01-01")
        self.assertIn("rows of contribs was accepted", err)

    def test_overlapping_exports_are_loaded_once(self):
        self.give_examples("or")
        before = self.ids("or")
        folder = self.folder / "input" / "or"
        # Not the same bytes: a copy of the file is refused.
        (folder / "XcelCNESearch again.xls").write_bytes((folder / "XcelCNESearch.xls").read_bytes() + b"\n")
        _, err = self.succeed("ingest", "or", "--kinds", "all")
        self.assertIn("superseded", err)
        self.assertEqual({row[0] for row in self.query("SELECT contribution_id FROM or_contribs_dev")}, before)

    def test_an_unlinked_name_is_never_guessed(self):
        """Luis Baca runs for two seats in the list: his contributions stay unlinked."""
        self.give_examples("nm")
        self.assertNotIn("1049375", self.ids("nm"))

    def test_amendments_in_another_file_replace(self):
        self.give_examples("va")
        before = self.ids("va")
        self.assertTrue({"A-6", "A-7"} <= before and "A-1" not in before)
        for name in ("Report", "ScheduleA", "ScheduleH"):
            (self.folder / f"input/va/2019_08/{name}.csv").unlink()
        self.assertIn("A-1", self.ids("va", "--max-shrink", "100%"))
