"""The saved objects for Dashboards and Kibana: whole, and as their generator writes them."""
import json
import re
import subprocess
import sys
import unittest

from support import SOURCE

FOLDER = SOURCE / "contrib" / "dashboards"


class SavedObjects(unittest.TestCase):
    def setUp(self):
        text = (FOLDER / "state-fin.ndjson").read_text()
        self.objects = [json.loads(line) for line in text.splitlines()]

    def test_the_file_is_what_the_generator_writes(self):
        made = subprocess.run([sys.executable, FOLDER / "make-saved-objects"], check=True, stdout=subprocess.PIPE)
        self.assertEqual(made.stdout.decode(), (FOLDER / "state-fin.ndjson").read_text())

    def test_every_field_is_mapped_so_that_it_can_be_used(self):
        """The page of fields is held against a real index elsewhere."""
        page = (SOURCE / "docs" / "index-reference.md").read_text()
        sections = dict(re.findall(r"^## (Contributions|Reports)\n(.*?)\n(?=##|`keyword` has)", page, re.S | re.M))
        fields = {}
        for kind, section in (("contribs", "Contributions"), ("reports", "Reports")):
            for name, types in re.findall(r"^\| `([a-z_.]+)` \| (.*?) \|", sections[section], re.M):
                own, *others = types.split(", ")
                fields[kind, name] = own
                fields.update({(kind, name + other.strip("`")): other.strip("`.") for other in others})
        needed = {"terms": "keyword", "sum": "double", "date_histogram": "date"}
        looked_at = 0
        for item in self.objects:
            attributes = item["attributes"]
            if item["type"] == "index-pattern":
                kind = item["id"].removeprefix("state-fin-")
                self.assertEqual(fields[kind, attributes["timeFieldName"]], "date")
            for aggregation in json.loads(attributes.get("visState", '{"aggs": []}'))["aggs"]:
                if aggregation["type"] != "count":
                    field = "contribs", aggregation["params"]["field"]
                    self.assertEqual(fields.get(field), needed[aggregation["type"]], field)
                    looked_at += 1
            for column in attributes.get("columns", []):
                self.assertIn(("contribs", column), fields)
        self.assertGreater(looked_at, 15)

    def test_every_reference_leads_to_an_object_of_the_file(self):
        known = {(item["type"], item["id"]) for item in self.objects}
        self.assertEqual(len(known), len(self.objects))
        for item in self.objects:
            for reference in item["references"]:
                self.assertIn((reference["type"], reference["id"]), known)

    def test_the_dashboard_shows_every_chart(self):
        dashboard, = (item for item in self.objects if item["type"] == "dashboard")
        shown = {reference["id"] for reference in dashboard["references"]}
        self.assertEqual(shown, {item["id"] for item in self.objects if item["type"] in ("visualization", "search")})
        names = {panel["panelRefName"] for panel in json.loads(dashboard["attributes"]["panelsJSON"])}
        self.assertEqual(names, {reference["name"] for reference in dashboard["references"]})
