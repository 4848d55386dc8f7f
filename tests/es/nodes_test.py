"""Three real nodes form a cluster, and one of them goes while records are sent (fault 13).

Starting them takes half a minute, so one test goes through all the cases. In each of them a small load is
served from two copies, and a reader asks the nodes that stay for its number all the time.
"""
import contextlib
import tempfile
import time
import urllib.error

import texas
from cluster import ClusterTest, Reader, wait_until
from three_nodes import ThreeNodes

ROWS = 200_000
OLD = 300


class Nodes(ClusterTest):
    kind = "secure"

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="sfi-nodes-")
        self.addCleanup(folder.cleanup)
        self.cluster = ThreeNodes(folder.name).__enter__()
        self.addCleanup(self.cluster.stop)
        super().setUp()
        self.secrets.append(self.server["password"])
        self.generate(ROWS)
        self.archive = (self.folder / "input" / "tx" / "TEC_CF_CSV.zip").read_bytes()
        self.new = {kind: self.expected(kind) for kind in ("contribs", "reports")}

    def find_server(self):
        return self.cluster.alive()[0].address()

    def hosts(self):
        """All three, whichever of them are there."""
        return ",".join(node.url.replace("//", f"//{node.user}:{node.password}@") for node in self.cluster.nodes.values())

    def cluster_environment(self):
        return {"ES_HOST": self.hosts(), "ES_CA_FILE": self.server["ca"]}

    def begin(self):
        """Everything is well, and the old data are served."""
        self.cluster.heal()
        self.server = self.find_server()
        self.keep_shards_from(None)
        self.remove_indices()
        self.give(texas.archive(gifts=[texas.gift(i) for i in range(1, OLD + 1)]))
        self.load("--quiet", "--replicas", "1", "--require-green")
        self.old = {kind: self.served(kind) for kind in ("contribs", "reports")}
        self.old_indices = self.indices()
        self.give(self.archive)

    def keep_shards_from(self, node):
        name = node.node_name if node else None
        self.ask("PUT", "/_cluster/settings", {"transient": {"cluster.routing.allocation.exclude._name": name}})
        self.ask("GET", "/_cluster/health?wait_for_no_relocating_shards=true&timeout=30s")

    def working_index(self):
        """The contributions' index of the running load, once it has some records."""
        with contextlib.suppress(urllib.error.HTTPError, StopIteration):
            index = next(name for name in self.indices() if name not in self.old_indices and "_contribs_" in name)
            figures = self.ask("GET", f"/{index}/_stats/indexing")["_all"]["primaries"]
            if figures.get("indexing", {}).get("index_total", 0) >= 4_000:
                return index
        return None

    def load_and(self, strike, victim, *arguments):
        """Starts the load; `strike(node)` when it is half done. `victim(index)` chooses the node. Gives the exit
        code, what was printed, and what the reader saw."""
        process = self.start("ingest", "tx", "--env", self.env, "--hosts", self.hosts(), "--replicas", "1",
                             "--connections", "2", "--max-drift", "100%", *arguments,
                             environment={"ES_CA_FILE": self.server["ca"]})
        try:
            wait_until(lambda: self.working_index() or process.poll() is not None, 60)
            node = victim(self.working_index())
            self.server = next(other for other in self.cluster.nodes.values() if other is not node).address()
            with Reader(self, self.alias(), pause=0.02) as reader:
                wait_until(lambda: reader.counts or reader.failures)
                self.assertIsNone(process.poll(), "the load was over too early")
                strike(node)
                out, err = process.communicate(timeout=200)
                seen = len(reader.counts)
                wait_until(lambda: len(reader.counts) > seen or reader.failures)
        finally:
            process.kill()
            process.wait()
        text = (out + err).decode()
        self.expect_no_secret(text)
        self.assertEqual(reader.failures, [])
        return process.returncode, text, reader.counts

    def expect_new_data(self, code, text, counts):
        self.assertEqual(code, 0, text)
        self.assertEqual(counts, sorted(counts))
        self.assertEqual(sorted(set(counts)), [OLD, len(self.new["contribs"])])
        for kind, documents in self.new.items():
            self.assertEqual(self.served(kind), documents)
        self.assertEqual({status for name, status in self.runs() if name not in self.old_indices}, {"served"})

    # ---- the cases ----

    def primary_dies_while_there_is_a_copy(self):
        self.expect_new_data(*self.load_and(lambda node: node.kill(), self.cluster.holder, "--load-replicas", "1"))

    def master_dies(self):
        """It holds no shard: a new one is elected, and nothing is lost."""
        self.keep_shards_from(self.cluster.master())
        self.expect_new_data(*self.load_and(lambda node: node.kill(), lambda index: self.cluster.master()))

    def node_with_the_only_copy_dies(self):
        """The load cannot go on: it fails within its time limit and leaves nothing."""
        started = None

        def kill(node):
            nonlocal started
            started = time.monotonic()
            node.kill()
        code, text, counts = self.load_and(kill, self.cluster.holder, "--retry-time", "4")
        self.assertLess(time.monotonic() - started, 40)
        self.assertEqual(code, 1, text)
        self.assertIn("--load-replicas", text)
        self.assertEqual(set(counts), {OLD})
        for kind, documents in self.old.items():
            self.assertEqual(self.served(kind), documents)
        self.assertEqual(self.indices(), self.old_indices)

    def node_with_the_only_copy_is_restarted(self):
        """As when a cluster is updated node by node: the load waits for it."""
        def restart(node):
            node.shut_down()
            node.start()
        self.expect_new_data(*self.load_and(restart, self.cluster.holder))

    def test_13_one_of_three_nodes_dies(self):
        for case in (self.primary_dies_while_there_is_a_copy, self.master_dies,
                     self.node_with_the_only_copy_dies, self.node_with_the_only_copy_is_restarted):
            with self.subTest(case.__name__):
                started = time.monotonic()
                self.begin()
                begun = time.monotonic()
                case()
                print(f"{case.__name__}: {begun - started:.0f} + {time.monotonic() - begun:.0f} s", flush=True)
