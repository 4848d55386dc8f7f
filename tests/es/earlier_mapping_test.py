"""Indices that were loaded when money was `scaled_float`: `status` says so, and a new load is the remedy."""
import json

import texas
from cluster import ClusterTest

AMOUNTS = {"contribs": ["amount"], "reports": ["contributions_amount", "expenditures_amount", "ending_balance_amount"]}
EARLIER = {"type": "scaled_float", "scaling_factor": 100}
ADVICE = "Load again: state-fin-ingest ingest tx\n"


class OnOpenSearch(ClusterTest):
    def setUp(self):
        super().setUp()
        self.give(texas.archive(gifts=[texas.gift(i) for i in range(1, 4)]))
        self.load("--quiet")
        self.earlier = {self.serve_earlier(kind) for kind in AMOUNTS}

    def serve_earlier(self, kind):
        """What is served is now in an index as the earlier version made them; gives its name."""
        now, = self.behind(self.alias(kind))
        mappings = self.ask("GET", f"/{now}/_mapping")[now]["mappings"]
        mappings["properties"].update({field: EARLIER for field in AMOUNTS[kind]})
        earlier = f"tx_{kind}_20200101t000000000000_{self.env}"
        self.ask("PUT", f"/{earlier}", {"mappings": mappings, "settings": {"number_of_replicas": 0}})
        for id, document in self.served(kind).items():
            self.ask("PUT", f"/{earlier}/_doc/{id}?refresh=true", document)
        self.ask("POST", "/_aliases", {"actions": [{"remove_index": {"index": now}},
                                                   {"add": {"index": earlier, "alias": self.alias(kind)}}]})
        return earlier

    def status(self):
        """Names of the indices that are marked, as JSON and in the table; stderr."""
        out, _ = self.succeed("status", "--env", self.env, "--json", environment=self.on_cluster())
        marked = {run["name"] for run in json.loads(out) if run["earlier_mapping"]}
        out, err = self.succeed("status", "--env", self.env, environment=self.on_cluster())
        self.assertEqual({line.split()[-3] for line in out.splitlines() if line.endswith("  earlier mapping")}, marked)
        return marked, err

    def test_status_says_that_they_should_be_loaded_again(self):
        marked, err = self.status()
        self.assertEqual(marked, self.earlier)
        self.assertTrue(err.endswith(ADVICE), err)
        self.load("--quiet")
        self.expect_served()
        # Kept for a rollback, which brings the earlier mapping back.
        self.assertEqual(self.status(), (self.earlier, ""))
        self.succeed("rollback", "tx", "--env", self.env, environment=self.on_cluster())
        self.assertTrue(self.status()[1].endswith(ADVICE))


class OnElasticsearch(OnOpenSearch):
    kind = "elasticsearch"


class OnElasticsearchWithTls(OnOpenSearch):
    kind = "secure"


class OnOpenSearchWithTls(OnOpenSearch):
    kind = "secure_opensearch"
