"""Between the last record and the moved alias: counts, shrinking, lost answers, other runs, blocks, copies.
Faults 15 to 17, 20, 22, 23, 30, 31."""
import urllib.error

import fault_proxy as fault
import texas
from cluster import ClusterTest, FaultTest

ALIASES = ("POST", r"^/_aliases")


class Verify(FaultTest):
    def test_15_count_differs(self):
        """15: no promotion; exit 3."""
        self.proxy.on("GET", rf"^/tx_contribs_\d+\w+/_count", fault.changed(lambda a: {**a, "count": a["count"] - 1}))
        err = self.must_fail(3)
        self.assertRegex(err, "13,?892 contributions|13,?892 contribs|holds 13,?892")

    def test_15_a_record_vanishes_from_the_server(self):
        """15: somebody else deletes a document; no promotion; exit 3."""
        def delete_one(request, forward):
            index = request.path.split("/")[1]
            forward(request)
            page = self.ask("GET", f"/{index}/_search?size=1")
            if index.startswith("tx_contribs"):
                self.ask("DELETE", f"/{index}/_doc/{page['hits']['hits'][0]['_id']}?refresh=true")
            return forward(request)
        self.proxy.on("POST", "/_refresh", delete_one)
        self.must_fail(3)

    def test_16_much_smaller_than_before(self):
        """16: 40 % fewer records are not promoted without the flag; exit 3."""
        self.load("--quiet")
        self.old = {kind: self.served(kind) for kind in self.old}
        self.old_indices = self.indices()
        self.generate(self.rows * 6 // 10)
        err = self.must_fail(3)
        self.assertIn("--max-shrink", err)
        self.load("--max-shrink", "50%")
        self.expect_served()

    def test_22_index_is_blocked_meanwhile(self):
        """22: somebody sets the working index to read-only; stops, remedy; exit 1."""
        def block(request, forward):
            self.ask("PUT", f"/{self.behind(request.path.split('/')[1])[0]}/_settings", {"index.blocks.write": True})
            return forward(request)
        self.proxy.on("POST", "/_bulk", block, times=1)
        err = self.must_fail(1)
        self.assertIn("index.blocks", err)

    def test_22_flood_stage_block_of_a_real_server(self):
        """5, 22: the block that the server sets when its disk is full; stops early, names the disk; exit 1.

        Set again before each request: the server takes it away by itself where its disk is not full."""
        def block(request, forward):
            self.ask("PUT", f"/{self.behind(request.path.split('/')[1])[0]}/_settings", {"index.blocks.read_only_allow_delete": True})
            return forward(request)
        self.proxy.on("POST", "/_bulk", block)
        err = self.must_fail(1, "--retry-time", "2")
        self.assertIn("disk", err)

    def test_index_is_removed_meanwhile(self):
        """Somebody deletes the working index; it does not come back with another mapping; exit 1."""
        def remove(request, forward):
            self.ask("DELETE", "/" + self.behind(request.path.split("/")[1])[0])
            return forward(request)
        self.proxy.on("POST", "/_bulk", remove, times=1)
        err = self.must_fail(1)
        self.assertIn("no such index", err)

    def test_31_input_is_replaced_while_it_is_read(self):
        """31: no promotion; exit not 0; nothing left."""
        archive = self.folder / "input" / "tx" / "TEC_CF_CSV.zip"

        def replace(request, forward):
            data = bytearray(archive.read_bytes())
            data[-1:] = b"\x00\x00"
            archive.write_bytes(data)
            return forward(request)
        self.proxy.on("POST", "/_bulk", replace, times=1)
        code, _, err = self.run_program("ingest", "tx", "--env", self.env, environment=self.on_cluster())
        self.assertIn(code, (1, 3), err)
        self.expect_old_data()
        self.assertEqual(self.new_indices(), [])


class Promote(FaultTest):
    def test_17_answer_of_the_alias_call_is_lost(self):
        """17: it was done: read back and reported so; exit 0."""
        self.proxy.on(*ALIASES, fault.cut_after_applying(), times=1)
        self.must_succeed()

    def test_17_alias_call_does_not_arrive(self):
        """17: it was not done: reported so; exit 1; old data served, nothing left."""
        self.proxy.on(*ALIASES, fault.cut_before_answering())
        self.must_fail(1)

    def test_17_alias_call_times_out(self):
        """17: done by the server, answered too late; exit 0."""
        self.proxy.on(*ALIASES, fault.late_after_applying(4), times=1)
        self.must_succeed("--request-timeout", "2")

    def test_17_alias_call_is_refused(self):
        """The server refuses the call; exit not 0; old data served, nothing left."""
        self.proxy.on(*ALIASES, fault.instead(403, fault.error(403, "security_exception", "action [indices:admin/aliases] is "
                                                               "unauthorized for user [x]")))
        self.must_fail(3)

    def test_30_two_runs_at_once_have_names_of_their_own(self):
        """30: three runs started together; their index names differ; there is one alias at the end."""
        processes = [self.start_load("--quiet") for _ in range(3)]
        codes = sorted(process.wait(120) for process in processes)
        for process in processes:
            process.communicate()
        self.assertEqual(codes[0], 0)
        self.assertTrue(set(codes) <= {0, 3}, codes)
        self.expect_served()
        self.assertEqual([len(self.behind(self.alias(kind))) for kind in ("contribs", "reports")], [1, 1])


class TwoRuns(ClusterTest):
    """20: a run is overtaken between its last look at the alias and its call; it loses; exit 3."""

    def overtaken(self, gifts_before):
        if gifts_before:
            self.give(texas.archive(gifts=[texas.gift(i) for i in range(gifts_before)]))
            self.load("--quiet")
        self.give(texas.archive(gifts=[texas.gift(i) for i in range(10, 16)]))
        with fault.FaultProxy(self.server) as proxy:
            def other_run_first(request, forward):
                self.give(texas.archive(gifts=[texas.gift(i) for i in range(20, 29)]))
                self.load("--quiet")
                return forward(request)
            proxy.on(*ALIASES, other_run_first, times=1)
            err = self.load("--quiet", hosts=self.through(proxy), code=3)
        self.assertIn("another run", err)
        self.expect_served()  # what the other run has loaded
        self.assertEqual([len(self.behind(self.alias(kind))) for kind in ("contribs", "reports")], [1, 1])
        self.assertEqual(sorted(status for _, status in self.runs()),
                         sorted(["served"] * 2 + ["kept"] * 2 * bool(gifts_before)))

    def through(self, proxy):
        return proxy.url if not self.server["user"] else proxy.url.replace(
            "//", f"//{self.server['user']}:{self.server['password']}@")

    def test_20_overtaken(self):
        self.overtaken(3)

    def test_20_overtaken_at_the_first_load(self):
        self.overtaken(0)


class TwoRunsOnElasticsearch(TwoRuns):
    kind = "elasticsearch"  # 7.10 cannot compare and swap


class TwoRunsOnElasticsearchWithTls(TwoRuns):
    kind = "secure"


class WholeCluster(FaultTest):
    def set_cluster(self, value):
        self.ask("PUT", "/_cluster/settings", {"persistent": {"cluster.blocks.read_only_allow_delete": value}})

    def test_22_cluster_is_read_only(self):
        """22: nothing created; remedy; exit not 0."""
        self.addCleanup(self.set_cluster, None)
        self.set_cluster(True)
        code, _, err = self.run_program("ingest", "tx", "--env", self.env, environment=self.on_cluster())
        self.assertIn(code, (1, 3), err)
        self.assertIn("cluster.blocks", err)
        self.expect_old_data()
        self.assertEqual(self.new_indices(), [])

    def test_22_cluster_becomes_read_only(self):
        """22: midway; stops; remedy; exit 1; the index can still be deleted."""
        self.addCleanup(self.set_cluster, None)

        def block(request, forward):
            self.set_cluster(True)
            return forward(request)
        self.proxy.on("POST", "/_bulk", block, times=1)
        err = self.must_fail(1, "--retry-time", "2")
        self.assertIn("cluster.blocks", err)

    def test_22_no_index_may_be_created(self):
        """22: the block that OpenSearch sets when the disks of all nodes are filling up."""
        self.addCleanup(self.ask, "PUT", "/_cluster/settings", {"persistent": {"cluster.blocks.create_index": None}})
        self.ask("PUT", "/_cluster/settings", {"persistent": {"cluster.blocks.create_index": True}})
        code, _, err = self.run_program("ingest", "tx", "--env", self.env, environment=self.on_cluster())
        self.assertIn(code, (1, 3), err)
        self.assertNotIn("credentials", err)
        self.assertIn("disk", err)
        self.expect_old_data()

    def test_23_copies_cannot_be_placed(self):
        """23: warned; exit 0; refused by option; exit 3."""
        err = self.must_fail(3, "--replicas", "1", "--require-green")
        self.assertIn("--require-green", err)
        err = self.must_succeed("--replicas", "1")
        self.assertIn("copies", err)
