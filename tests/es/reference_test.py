"""What is written about the indices, held against a real one: the page of fields, the queries, the dashboards."""
import json
import re
import subprocess
import sys

from cluster import ClusterTest
from support import SOURCE

REFERENCE = (SOURCE / "docs" / "index-reference.md").read_text()


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


class Reference(ClusterTest):
    def setUp(self):
        super().setUp()
        self.give_example("tx")
        self.load("--kinds", "all")

    def give_example(self, state):
        subprocess.run([sys.executable, SOURCE / "scripts" / "example-input", state, self.folder / "input" / state],
                       check=True)

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

    def test_settings_are_restored(self):
        index, = self.behind(self.alias())
        settings = self.ask("GET", f"/{index}/_settings")[index]["settings"]["index"]
        self.assertNotIn("refresh_interval", settings)
        self.assertNotIn("translog", settings)
        self.assertEqual((settings["number_of_shards"], settings["number_of_replicas"]), ("1", "0"))

    def test_the_queries_of_the_page_find_something(self):
        upper, railroad = re.findall(r"```json\nPOST \S+\n(.*?)```", REFERENCE, re.S)
        query = json.loads(upper.replace("2023-01-01", "1990-01-01"))
        answer = self.ask("POST", f"/{self.alias()}/_search", query)
        self.assertGreater(len(answer["aggregations"]["contributors"]["buckets"]), 0)
        self.assertIn("hits", self.ask("POST", f"/*_contribs_{self.env}/_search", json.loads(railroad)))

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
