"""contrib/state-fin-api: behind the filtered aliases there is only what the predecessor's API can read."""
import subprocess
import sys

from cluster import ClusterTest
from support import ENVIRONMENT, SOURCE

MAKE_ALIASES = SOURCE / "contrib" / "state-fin-api" / "make-aliases"

# What the API requires of a document, as its models describe it.
TEXTS = ("memo", "type", "name", "city", "state", "zip", "employer", "occupation", "job_title")
FILER = ("filer_id", "name", "type")
CANDIDATE = ("candidate_id", "name", "party")
SUMS = ("contributions_amount", "expenditures_amount", "ending_balance_amount")
DAYS = ("received_date", "period_start_date", "period_end_date")


def readable(document):
    """Whether the API answers with this document, and not with status 500."""
    candidate = document["candidate"]
    both = (all(isinstance(document["filer"].get(name), str) for name in FILER)
            and all(isinstance(candidate.get(name), str) for name in CANDIDATE)
            and candidate.get("house") in ("lower", "upper") and isinstance(candidate.get("district"), int))
    if "contribution_id" in document:
        return (both and "contribution_date" in document and isinstance(document.get("amount"), float)
                and all(isinstance(document.get(name), str) for name in TEXTS))
    return (both and isinstance(document.get("type"), str) and all(name in document for name in DAYS)
            and all(isinstance(document.get(name), float) for name in SUMS))


class Aliases(ClusterTest):
    def setUp(self):
        super().setUp()
        for state in ("tx", "mi"):
            subprocess.run([sys.executable, SOURCE / "scripts" / "example-input", state, self.folder / "input" / state],
                           check=True)
        self.load("--quiet", "--kinds", "all", states=("tx", "mi"))

    def name(self, state, kind):
        return f"{state}_{kind}_{self.env}api"

    def create(self, state="tx"):
        subprocess.run([MAKE_ALIASES, "--env", self.env, state], check=True, stdout=subprocess.DEVNULL,
                       env={**ENVIRONMENT, "ES_HOST": self.server["url"]})

    def shown(self, state, kind):
        hits = self.ask("POST", f"/{self.name(state, kind)}/_search", {"size": 1000})["hits"]["hits"]
        return {hit["_id"]: hit["_source"] for hit in hits}

    def test_they_show_all_that_the_api_can_read_and_nothing_else(self):
        hidden = 0
        for state in ("tx", "mi"):
            self.create(state)
            for kind in ("contribs", "reports"):
                loaded = self.served(kind, state)
                wanted = {id for id, document in loaded.items() if readable(document)}
                self.assertGreater(len(wanted), 1, (state, kind))
                self.assertEqual(self.shown(state, kind).keys(), wanted, (state, kind))
                hidden += len(loaded) - len(wanted)
        self.assertGreater(hidden, 5)

    def test_sums_and_districts_as_the_api_asks_for_them(self):
        self.create()
        wanted = [document for document in self.served().values() if readable(document)]
        answer = self.ask("POST", f"/{self.name('tx', 'contribs')}/_search", {
            "size": 0, "sort": [{"contribution_date": {"order": "desc"}}],
            "aggs": {"dollars": {"sum": {"field": "amount"}},
                     "districts": {"terms": {"field": "candidate.district", "size": 150}}}})["aggregations"]
        self.assertAlmostEqual(answer["dollars"]["value"], sum(document["amount"] for document in wanted), 2)
        self.assertEqual({bucket["key"] for bucket in answer["districts"]["buckets"]},
                         {document["candidate"]["district"] for document in wanted})

    def test_after_another_load_they_are_moved(self):
        self.create()
        old = self.behind(self.name("tx", "contribs"))
        self.load("--quiet", "--kinds", "all")
        self.assertEqual(self.behind(self.name("tx", "contribs")), old)
        self.create()
        self.assertEqual(self.behind(self.name("tx", "contribs")), self.behind(self.alias()))
        self.assertNotEqual(self.behind(self.alias()), old)
