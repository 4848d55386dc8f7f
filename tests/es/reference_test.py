"""What is written about the indices, held against real ones: the page of fields, the queries, the dashboards."""
import collections
import json
import re
import subprocess
import sys

from answers_table import ANSWERS, PAGE as REFERENCE
from cluster import ClusterTest
from support import SOURCE


def fields_of(properties, prefix=""):
    """{"candidate.name": mapping}"""
    fields = {}
    for name, mapping in properties.items():
        if "properties" in mapping:
            fields.update(fields_of(mapping["properties"], f"{prefix}{name}."))
        else:
            fields[prefix + name] = mapping
    return fields


def in_words(mapping):
    return ", ".join([mapping["type"], *(f"`.{name}`" for name in mapping.get("fields", {}))])


def amounts_of(answer):
    return [hit["_source"]["amount"] for hit in answer["hits"]["hits"]]


def sums(gifts, key):
    """Dollars by key."""
    cents = collections.Counter()
    for gift in gifts:
        cents[key(gift)] += round(gift["amount"] * 100)
    return {name: amount / 100 for name, amount in cents.items()}


def dollars(answer, aggregation, key="key"):
    return {bucket[key][:7]: round(bucket["dollars"]["value"], 2)
            for bucket in answer["aggregations"][aggregation]["buckets"]}


class WithTheExample(ClusterTest):
    def setUp(self):
        super().setUp()
        self.give_example("tx")
        self.load("--kinds", "all")

    def give_example(self, state):
        subprocess.run([sys.executable, SOURCE / "scripts" / "example-input", state, self.folder / "input" / state],
                       check=True)


class Reference(WithTheExample):
    def mapping(self, kind):
        index, = self.behind(self.alias(kind))
        return self.ask("GET", f"/{index}/_mapping")[index]["mappings"]

    def test_the_page_lists_the_fields_as_they_are_mapped(self):
        for kind, heading in (("contribs", "Contributions"), ("reports", "Reports")):
            section = re.search(rf"## {heading}\n(.*?)\n(?:##|`keyword` has)", REFERENCE, re.S)[1]
            shown = dict(re.findall(r"^\| `([a-z_.]+)` \| (.*?) \|", section, re.M))
            fields = {name: in_words(mapping) for name, mapping in fields_of(self.mapping(kind)["properties"]).items()}
            members = [name for name in fields if name.startswith("addtl_data.")]
            if kind == "contribs":
                self.assertIn("addtl_data.schedule", members)
                self.assertEqual({fields.pop(member) for member in members}, {"keyword"})
                fields["addtl_data"] = "keyword by name"
            self.assertEqual(shown, fields)

    def test_meta_is_as_the_page_says(self):
        meta = self.mapping("contribs")["_meta"]
        for key in meta:
            self.assertIn(f"`{key}`", REFERENCE)
        self.assertEqual(meta["phase"], "promoted")
        state, = meta["summary"]["states"]
        self.assertEqual(state["types"]["contribs"]["accepted"], meta["records"])
        self.assertRegex(state["inputs"][0]["sha256"], "^[0-9a-f]{64}$")

    def test_every_answer_that_the_page_tells_is_asked_for(self):
        tests = "".join((SOURCE / "tests" / "es" / f"{name}_test.py").read_text()
                        for name in ("amounts", "questions", "reference"))
        for question, answers in ANSWERS.items():
            self.assertIn(f'"{question}"', tests)
            self.assertIn(self.server["name"], answers)

    def test_settings_are_restored(self):
        index, = self.behind(self.alias())
        settings = self.ask("GET", f"/{index}/_settings")[index]["settings"]["index"]
        self.assertNotIn("refresh_interval", settings)
        self.assertNotIn("translog", settings)
        self.assertEqual((settings["number_of_shards"], settings["number_of_replicas"]), ("1", "0"))

    def test_the_questions_of_the_page_are_answered_right(self):
        self.give_example("mi")
        self.load("--quiet", "--kinds", "all", states=("mi",))
        gifts = [*self.served().values(), *self.served(state="mi").values()]
        texan = [gift for gift in gifts if gift["jurisdiction"] == "tx"]
        self.assertGreater(len(texan), 20)
        self.assertGreater(len(gifts), len(texan) + 10)
        questions = re.findall(r"```json\nPOST /(\S+)_dev/_search\n(.*?)```", REFERENCE, re.S)
        givers, largest, exact, word, months, schedules, by_firm, pages = [
            self.ask("POST", f"/{names}_{self.env}/_search", json.loads(body.replace("2023-01-01", "1990-01-01")))
            for names, body in questions]
        self.assertEqual(amounts_of(largest), sorted((gift["amount"] for gift in texan), reverse=True)[:20])
        self.assertEqual(exact["hits"]["total"]["value"], sum(gift["amount"] == 250 for gift in texan))
        self.assertEqual(amounts_of(word), sorted((gift["amount"] for gift in gifts
                                                   if "railroad" in gift["employer"].lower()), reverse=True))
        upper = [gift for gift in texan if gift["candidate"]["house"] == "upper"]
        expected = sums(upper, lambda gift: gift["name"])
        for bucket in givers["aggregations"]["contributors"]["buckets"]:
            self.assertEqual(round(bucket["dollars"]["value"], 2), expected[bucket["key"]], bucket)
        self.assertEqual(dollars(months, "months", "key_as_string"),
                         sums((gift for gift in gifts if "contribution_date" in gift),
                              lambda gift: gift["contribution_date"][:7]))
        self.assertEqual(dollars(schedules, "schedules"), sums(texan, lambda gift: gift["addtl_data"]["schedule"]))
        self.assertEqual((by_firm["_shards"]["failed"], len(by_firm["hits"]["hits"])), (0, min(100, len(gifts))))
        # The same without a type for the state that has no such member.
        partial = self.ask("POST", f"/*_contribs_{self.env}/_search", {"size": 100, "sort": ["addtl_data.law_firm"]})
        self.assertEqual((partial["_shards"]["failed"], len(partial["hits"]["hits"])), (1, len(texan)))
        self.assertEqual(ANSWERS["order by a member that a state lacks, no `unmapped_type`"][self.server["name"]], "some")
        in_order = sorted(gifts, key=lambda gift: (-gift["amount"], gift["contribution_id"], gift["jurisdiction"]))
        self.assertEqual([hit["_id"] for hit in pages["hits"]["hits"]], [gift["contribution_id"] for gift in in_order])


class OnElasticsearch(Reference):
    kind = "elasticsearch"


class OnElasticsearchWithTls(Reference):
    kind = "secure"


class OnOpenSearchWithTls(Reference):
    kind = "secure_opensearch"


class Dashboards(WithTheExample):
    """The two servers with TLS have no scripts, which one of the charts needs."""

    def test_every_chart_of_the_dashboards_can_be_drawn(self):
        """Its aggregations, as the front ends nest them, answer with buckets and sums."""
        lines = (SOURCE / "contrib" / "dashboards" / "state-fin.ndjson").read_text().splitlines()
        charts = [item for item in map(json.loads, lines) if item["type"] == "visualization"]
        self.assertGreater(len(charts), 5)
        for chart in charts:
            state = json.loads(chart["attributes"]["visState"])
            answer = self.ask("POST", f"/*_contribs_{self.env}/_search", {"size": 0, "aggs": self.nested(state["aggs"])})
            with self.subTest(state["title"]):
                level = answer["aggregations"]
                for number in [item["id"] for item in state["aggs"] if item["schema"] != "metric"]:
                    self.assertGreater(len(level[number]["buckets"]), 0)
                    level = level[number]["buckets"][0]
                self.assertGreater(level["1"]["value"], 0)

    def test_the_share_from_within_the_state_is_that_of_the_documents(self):
        lines = (SOURCE / "contrib" / "dashboards" / "state-fin.ndjson").read_text().splitlines()
        chart, = (item for item in map(json.loads, lines) if item["id"] == "state-fin-in-state")
        aggs = self.nested(json.loads(chart["attributes"]["visState"])["aggs"])
        answer = self.ask("POST", f"/{self.alias()}/_search", {"size": 0, "aggs": aggs})
        expected = {}
        for document in self.served().values():
            home = document["state"].lower()
            part = "unknown" if not home else "in the state" if home == document["jurisdiction"] else "elsewhere"
            expected[part] = expected.get(part, 0) + 1
        self.assertGreater(len(expected), 1)
        self.assertEqual({bucket["key"]: bucket["doc_count"] for bucket in answer["aggregations"]["2"]["buckets"]},
                         expected)

    def nested(self, aggregations):
        metrics = {item["id"]: {"sum": {"field": item["params"]["field"]}}
                   for item in aggregations if item["type"] == "sum"}
        aggs = metrics
        for item in reversed([item for item in aggregations if item["schema"] != "metric"]):
            params = item["params"]
            if item["type"] == "terms":
                own = {"terms": {"field": params["field"], "size": params["size"], **json.loads(params.get("json", "{}"))}}
            else:
                own = {"date_histogram": {"field": params["field"], "calendar_interval": "1M", "min_doc_count": 1}}
            aggs = {**metrics, item["id"]: {**own, "aggs": aggs}}
        return aggs


class DashboardsOnElasticsearch(Dashboards):
    kind = "elasticsearch"
