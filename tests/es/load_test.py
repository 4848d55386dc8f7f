"""The main job on each of the servers: load, replace, roll back, prune."""
import json
import re
import urllib.error

import texas
from cluster import ClusterTest, Reader, digest, wait_until
from support import SOURCE, STATES


def archive(gifts):
    return texas.archive(gifts=[texas.gift(i) for i in range(1, gifts + 1)])


class OnOpenSearch(ClusterTest):
    longest = 600

    def test_example_of_texas(self):
        self.give_examples("tx")
        self.load()
        self.expect_served()
        self.assertEqual({status for _, status in self.runs()}, {"served"})

    def test_generated_archive(self):
        """Two million rows, over several connections; each document as the ndjson sink writes it."""
        self.generate(2_000_000)
        err = self.load("--summary", "summary.json")
        self.expect_served(form=digest)
        summary = json.loads((self.folder / "summary.json").read_text())["states"][0]["types"]["contribs"]
        self.assertEqual(summary["indexed"], summary["accepted"], err)
        self.assertEqual(summary["indexed"], self.ask("GET", f"/{self.alias()}/_count")["count"])

    def test_second_run_replaces_the_first_and_a_reader_sees_one_or_the_other(self):
        self.give(archive(300))
        self.load("--quiet")
        self.generate(60_000)
        with Reader(self, self.alias()) as reader:
            wait_until(lambda: reader.counts or reader.failures)
            self.load("--quiet", "--max-drift", "100%")  # generated gifts have other fields
            seen = len(reader.counts)
            wait_until(lambda: len(reader.counts) > seen or reader.failures)
        self.assertEqual(reader.failures, [])
        self.assertEqual(sorted(set(reader.counts)), [300, len(self.expected())])
        self.assertEqual(reader.counts, sorted(reader.counts))

    def test_a_field_that_is_gone(self):
        """What is compared is the account in the served index."""
        def give(employer):
            self.give(texas.archive(gifts=[texas.gift(i, contributorEmployer=employer) for i in range(1, 31)]))
        give("ACME")
        self.load("--quiet")
        give("")
        self.assertIn("Only 0.0 % of the contribs have 'employer', 100.0 % in the served run", self.load(code=3))
        self.load("--quiet", "--max-drift", "100%")
        self.assertEqual(self.load("--quiet"), "")

    def test_rollback_and_prune(self):
        for gifts in (3, 4, 5):
            self.give(archive(gifts))
            self.load("--quiet")
        # One replaced run of each record type is kept, the first is gone.
        self.assertEqual(sorted(status for _, status in self.runs()), ["kept", "kept", "served", "served"])
        self.succeed("rollback", "tx", "--env", self.env, environment=self.on_cluster())
        self.assertEqual(len(self.served()), 4)
        self.assertEqual([len(self.behind(self.alias(kind))) for kind in ("contribs", "reports")], [1, 1])
        before = self.indices()
        self.prune("--dry-run", "--keep", "0")
        self.assertEqual(self.indices(), before)
        self.prune("--keep", "0")
        self.assertEqual(len(self.served()), 4)
        self.assertEqual({status for _, status in self.runs()}, {"served"})
        self.assertEqual(len(self.indices()), 2)

    def test_rollback_without_an_earlier_run(self):
        self.give(archive(3))
        self.load("--quiet")
        self.refuse(3, "rollback", "tx", "--env", self.env, environment=self.on_cluster())
        self.assertEqual(len(self.served()), 3)

    def test_settings_of_a_loaded_index_are_those_of_a_normal_one(self):
        self.give(archive(3))
        self.load("--quiet", "--replicas", "0")
        (name, settings), = self.ask("GET", f"/{self.alias()}/_settings").items()
        self.assertNotIn("refresh_interval", settings["settings"]["index"])
        self.assertNotIn("translog", settings["settings"]["index"])
        self.assertEqual(settings["settings"]["index"]["number_of_shards"], "1")
        mapping = self.ask("GET", f"/{name}/_mapping")[name]["mappings"]
        self.assertEqual(mapping["dynamic"], "strict")
        self.assertEqual(mapping["properties"]["amount"], {"type": "double"})
        self.assertIn("sha256", json.dumps(mapping["_meta"]))

    def test_amounts_are_exact_in_aggregations(self):
        self.give(texas.archive(gifts=[texas.gift(i, amount="0.10") for i in range(1, 1001)]))
        self.load("--quiet")
        total = self.ask("POST", f"/{self.alias()}/_search?size=0", {"aggs": {"total": {"sum": {"field": "amount"}}}})
        self.assertEqual(round(total["aggregations"]["total"]["value"], 6), 100)

    def test_limit_and_dry_run_leave_nothing(self):
        self.give(archive(5))
        for flag in (("--dry-run",), ("--limit", "2")):
            self.load(*flag)
            self.assertEqual(self.indices(), [])
        self.load("--quiet")
        before = self.indices()
        self.load("--dry-run")
        self.assertEqual(self.indices(), before)


class OnElasticsearch(OnOpenSearch):
    kind = "elasticsearch"


class OnElasticsearchWithTls(OnOpenSearch):
    kind = "secure"


class SeveralStates(ClusterTest):
    def setUp(self):
        super().setUp()
        self.give_examples("tx", "mi")

    def test_two_states_side_by_side(self):
        self.load("--jobs", "2", states=("tx", "mi"))
        self.expect_served("tx")
        self.expect_served("mi", ["contribs"])

    def test_one_that_fails_leaves_the_other_alone(self):
        for path in (self.folder / "input" / "mi").rglob("*"):
            if path.is_file():
                path.write_bytes(b"<html><title>Sorry</title></html>")
        self.load("--jobs", "2", states=("mi", "tx"), code=3)
        self.expect_served("tx")
        self.assertEqual([name for name in self.indices() if name.startswith("mi_")], [])


class AllStates(ClusterTest):
    """The examples of all states in one run."""

    longest = 600

    def counts(self):
        """{alias: documents} of this test's aliases, as the server counts them."""
        self.ask("POST", f"/*{self.env}*/_refresh")
        aliases = self.ask("GET", f"/_cat/aliases/*_{self.env}?format=json&h=alias,index")
        return {row["alias"]: self.ask("GET", f"/{row['alias']}/_count")["count"] for row in aliases}

    def test_each_state_serves_the_documents_that_are_expected_of_its_example(self):
        self.give_examples(*STATES)
        err = self.load("--all", "--kinds", "all", states=())
        expected = {self.alias(path.stem, path.parent.parent.name): len(path.read_text().splitlines())
                    for path in SOURCE.glob("states/*/expected/*.ndjson")}
        self.assertEqual(self.counts(), {alias: count for alias, count in expected.items() if count})
        for state in STATES:
            served = self.served("contribs", state)
            wanted = (SOURCE / "states" / state / "expected" / "contribs.ndjson").read_text().splitlines()
            self.assertEqual(served, {document["contribution_id"]: document for document in map(json.loads, wanted)}, state)
        self.assert_one_line_for_each(err)

    def assert_one_line_for_each(self, err):
        """The table at the end, with the number of contributions of each state."""
        table = err[err.rindex("\nstate "):]
        lines = dict(re.findall(r"^([a-z]{2}) +promoted +([0-9,]+) ", table, re.M))
        self.assertEqual({state: int(count.replace(",", "")) for state, count in lines.items()},
                         {state: self.counts_of_expected(state) for state in STATES})

    def counts_of_expected(self, state):
        return len((SOURCE / "states" / state / "expected" / "contribs.ndjson").read_text().splitlines())
