"""The saved objects for Dashboards and Kibana: whole, and as their generator writes them."""
import json
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
