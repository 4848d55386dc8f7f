"""What the tests with real servers share: loading into one, and looking at what is there afterwards."""
import functools
import hashlib
import json
import os
import pathlib
import subprocess
import threading
import time
import urllib.error
import uuid

import servers
import texas
from fault_proxy import FaultProxy
from support import BINARY, ProgramTest

SESSION = pathlib.Path(os.environ["SFI_BUILD_DIR"]) / "test-servers" / "servers.json"
GENERATOR = pathlib.Path(os.environ["SFI_BUILD_DIR"]) / "bench" / "generate-texas"
PAGE = 5000


@functools.cache
def session():
    return json.loads(SESSION.read_text())


class ClusterTest(ProgramTest):
    """Each test has an `env` of its own, so nothing that it makes is in the way of another."""

    kind = "opensearch"

    def setUp(self):
        super().setUp()
        self.server = self.find_server()
        self.env = "t" + uuid.uuid4().hex[:10]
        self.secrets = []
        self.addCleanup(self.remove_indices)

    def find_server(self):
        return session()[self.kind]

    # ---- the cluster, asked by the test itself ----

    def ask(self, method, path, body=None):
        return servers.request(self.server["url"], method, path, body, user=self.server["user"],
                               password=self.server["password"], ca=self.server["ca"])

    def indices(self):
        """Names of all indices of this test."""
        return sorted(row["index"] for row in self.ask("GET", f"/_cat/indices/*{self.env}*?format=json&h=index"))

    def remove_indices(self):
        for name in self.indices():
            self.ask("DELETE", f"/{name}")

    def alias(self, kind="contribs", state="tx"):
        return f"{state}_{kind}_{self.env}"

    def behind(self, alias):
        """The indices of an alias."""
        try:
            return sorted(self.ask("GET", f"/_alias/{alias}"))
        except urllib.error.HTTPError as error:
            error.close()
            if error.code == 404:
                return []
            raise

    def served(self, kind="contribs", state="tx", form=lambda document: document):
        """Documents by id, as a reader of the alias gets them, each put into a `form`."""
        page = self.ask("POST", f"/{self.alias(kind, state)}/_search?scroll=1m", {"size": PAGE, "sort": ["_doc"]})
        documents = {}
        while page["hits"]["hits"]:
            for hit in page["hits"]["hits"]:
                documents[hit["_id"]] = form(hit["_source"])
            page = self.ask("POST", "/_search/scroll", {"scroll": "1m", "scroll_id": page["_scroll_id"]})
        self.ask("DELETE", "/_search/scroll", {"scroll_id": page["_scroll_id"]})
        return documents

    # ---- the program ----

    def hosts(self):
        return self.server["url"]

    def cluster_environment(self):
        if not self.server["ca"]:
            return {"ES_HOST": self.hosts()}
        self.secrets.append(self.server["password"])
        return {"ES_HOST": self.hosts().replace("//", f"//{self.server['user']}:{self.server['password']}@"),
                "ES_CA_FILE": self.server["ca"]}

    def run_program(self, *arguments, environment=None):
        code, out, err = super().run_program(*arguments, environment=environment)
        self.expect_no_secret(out + err)
        return code, out, err

    def expect_no_secret(self, text):
        for secret in self.secrets:
            self.assertNotIn(secret, text)

    def on_cluster(self, hosts=None):
        return {**self.cluster_environment(), **({"ES_HOST": hosts} if hosts else {})}

    def load(self, *arguments, hosts=None, states=("tx",), code=0):
        """Runs `ingest` into the cluster; gives stderr."""
        got, _, err = self.run_program("ingest", *states, "--env", self.env, *arguments,
                                       environment=self.on_cluster(hosts))
        self.assertEqual(got, code, err)
        return err

    def start_load(self, *arguments, hosts=None, **more):
        return self.start("ingest", "tx", "--env", self.env, *arguments, environment=self.on_cluster(hosts), **more)

    def runs(self):
        """The output of `status`: (name, status), sorted."""
        out, _ = self.succeed("status", "--env", self.env, "--json", environment=self.on_cluster())
        return sorted((run["name"], run["status"]) for run in json.loads(out))

    def prune(self, *arguments):
        return self.succeed("prune", "--env", self.env, *arguments, environment=self.on_cluster())[1]

    def generate(self, rows):
        """An archive of Texas with this many rows, a quarter of which are loaded."""
        path = self.folder / "input" / "tx" / "TEC_CF_CSV.zip"
        path.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run([GENERATOR, "--rows", str(rows), "--output", path], check=True, stderr=subprocess.DEVNULL)

    def expected(self, kind="contribs", state="tx", form=lambda document: document):
        """Documents by id, as the `ndjson` sink writes them from the same input."""
        self.succeed("ingest", state, "--sink", "ndjson", "--output", f"{state}.ndjson", "--quiet")
        id_field = f"{kind.removesuffix('s').replace('contrib', 'contribution')}_id"
        documents, count = {}, 0
        with open(self.folder / f"{state}.{kind}.ndjson") as lines:
            for count, document in enumerate(map(json.loads, lines), 1):
                documents[document[id_field]] = form(document)
        self.assertEqual(len(documents), count)
        return documents

    def expect_served(self, state="tx", kinds=("contribs", "reports"), **form):
        """The aliases serve exactly what the input holds: nothing lost, doubled or changed."""
        for kind in kinds:
            expected, served = self.expected(kind, state, **form), self.served(kind, state, **form)
            different = [id for id in expected.keys() | served.keys() if expected.get(id) != served.get(id)]
            self.assertEqual({id: (served.get(id), expected.get(id)) for id in different[:5]}, {})
            self.assertEqual(len(different), 0)


def digest(document):
    """Placeholder for a document if there are too many to keep."""
    return hashlib.blake2b(json.dumps(document, sort_keys=True).encode(), digest_size=16).digest()


class FaultTest(ClusterTest):
    """A small load is served; then a larger one meets a fault at the proxy."""

    rows = 60_000  # 15,000 documents in two bulk requests

    def setUp(self):
        super().setUp()
        self.give(texas.archive(gifts=[texas.gift(i) for i in range(1, 4)]))
        self.load("--quiet")
        self.old = {kind: self.served(kind) for kind in ("contribs", "reports")}
        self.assertEqual(len(self.old["contribs"]), 3)
        self.old_indices = self.indices()
        self.generate(self.rows)
        self.proxy = self.in_front()

    def in_front(self, **options):
        proxy = FaultProxy(self.server, **options)
        proxy.__enter__()
        self.addCleanup(lambda: self.assertEqual(proxy.mistakes, []))
        self.addCleanup(proxy.die)
        return proxy

    def hosts(self):
        return self.proxy.url if hasattr(self, "proxy") else self.server["url"]

    def new_indices(self):
        return [name for name in self.indices() if name not in self.old_indices]

    def expect_old_data(self):
        for kind, documents in self.old.items():
            self.assertEqual(self.served(kind), documents)

    def must_succeed(self, *arguments):
        """The load comes through in spite of the fault."""
        err = self.load("--retry-time", "60", *arguments)
        self.expect_served()
        return err

    def must_fail(self, code, *arguments, leaves=0):
        """The load fails, the old data are served, and nothing of it is left."""
        err = self.load(*arguments, code=code)
        self.expect_old_data()
        self.assertEqual(len(self.new_indices()), leaves, err)
        return err


class Reader(threading.Thread):
    """Polls the number of documents of an alias, with a `pause` in seconds in between."""

    def __init__(self, test, alias, pause=0):
        super().__init__(daemon=True)
        self.test, self.alias, self.pause = test, alias, pause
        self.counts = []
        self.failures = []
        self._end = threading.Event()

    def run(self):
        while not self._end.wait(self.pause):
            try:
                self.counts.append(self.test.ask("GET", f"/{self.alias}/_count")["count"])
            except (OSError, ValueError) as error:
                self.failures.append(repr(error))

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self._end.set()
        self.join()


def wait_until(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"did not come about in {seconds} s: {condition}")
        time.sleep(0.02)
