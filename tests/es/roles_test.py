"""The role that docs/operations.md recommends is sufficient for everything, and every part of it is needed."""
import json

import secure_opensearch
import servers
import texas
from cluster import ClusterTest


class OnElasticsearch(ClusterTest):
    kind = "secure"
    roles = staticmethod(servers.roles)
    optional = ()  # what a first load can do without

    def setUp(self):
        super().setUp()
        self.user = "loader"
        self.give(texas.archive(gifts=[texas.gift(i) for i in range(1, 4)]))

    def cluster_environment(self):
        """As the user whose role is tried, not as the administrator that the test itself is."""
        password = servers.PASSWORDS.get(self.user, servers.PASSWORDS["outsider"])
        encoded = password.replace("%", "%25").replace("@", "%40").replace("/", "%2F").replace(":", "%3A")
        self.secrets += [password, encoded]
        return {"ES_HOST": self.hosts().replace("//", f"//{self.user}:{encoded}@"), "ES_CA_FILE": self.server["ca"]}

    def test_the_documented_role_loads_lists_rolls_back_and_prunes(self):
        foreign = f"tx_{self.env}_of_others"
        self.ask("PUT", f"/{foreign}")
        for _ in range(3):
            self.load("--quiet")
        kept, served = (name for name, _ in self.runs() if "_contribs_" in name)
        self.assertEqual(self.behind(self.alias()), [served])
        out, _ = self.succeed("status", "--env", self.env, "--json", environment=self.on_cluster())
        self.assertEqual({run["records"] for run in json.loads(out) if run["type"] == "contribs"}, {3})
        self.assertGreater(min(run["bytes"] for run in json.loads(out)), 0)
        self.succeed("rollback", "tx", "--env", self.env, environment=self.on_cluster())
        self.assertEqual(self.behind(self.alias()), [kept])
        self.prune("--keep", "0")
        self.assertEqual([name for name, _ in self.runs() if "_contribs_" in name], [kept])
        self.assertIn(foreign, self.indices())

    def test_what_another_run_has_left_is_noted(self):
        self.load("--quiet")
        index, = self.behind(self.alias())
        meta = self.ask("GET", f"/{index}/_mapping")[index]["mappings"]["_meta"]
        left = f"tx_contribs_20200101t000000000000_{self.env}"
        self.ask("PUT", f"/{left}", {"mappings": {"_meta": {**meta, "phase": "loading", "owner": {
            "host": "gone", "pid": 1, "pid_started": 1}}}})
        self.assertIn(left, self.load())
        self.assertIn((left, "orphan"), self.runs())
        self.assertIn(left, self.prune())

    def test_without_any_one_of_its_privileges_nothing_is_served(self):
        names = [name for name in self.roles() if name.startswith("without-")]
        self.assertGreater(len(names), 3)
        for self.user in names:
            if self.user.removeprefix("without-") in self.optional:
                continue
            with self.subTest(self.user):
                err = self.load(code=3)
                self.assertRegex(err, "unauthorized|privileges|no permissions for")
                self.assertEqual(self.behind(self.alias()), [])
                self.assertEqual(self.behind(self.alias("reports")), [])
                self.remove_indices()


class OnOpenSearch(OnElasticsearch):
    kind = "secure_opensearch"
    roles = staticmethod(secure_opensearch.roles)
    # Room for shards; listing and removing what is old; a flush that spares a restarted node some work; bytes in `status`.
    optional = ("cluster-monitor-state", "indices-admin-get", "indices-admin-delete", "indices-admin-flush-",
                "indices-monitor-stats")
