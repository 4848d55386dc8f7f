"""The questions of docs/index-reference.md, asked of each server and answered by the test from the documents."""
import collections
import random

import texas
from answers_table import ANSWERS
from cluster import ClusterTest
from support import SOURCE

GIFTS = 900
LONG = "Roe & Daughters " * 2500  # 40,000 characters: Lucene takes terms of 32,766 bytes at most


class OnOpenSearch(ClusterTest):
    """About addtl_data and dates; amounts_test.py asks for money."""

    def setUp(self):
        super().setUp()
        source = random.Random(24)
        gifts = []
        for number in range(1, GIFTS + 1):
            firm = source.choice(["", f"Roe Law {source.randrange(60)}", f"Poe Law {source.randrange(60)}"])
            gifts.append(texas.gift(number, schedFormTypeCd=source.choice(["A1", "AS1"]), contributorLawFirmName=firm,
                                    contributionDt=f"20{source.randrange(10, 20)}{source.randrange(1, 13):02}15"))
        gifts.append(texas.gift(GIFTS + 1, contributorLawFirmName=LONG.strip(), contributionDt="20200229"))
        self.give(texas.archive(gifts=gifts))
        self.load("--quiet")
        self.documents = self.served()
        self.assertEqual(len(self.documents), GIFTS + 1)
        # Texts longer than ignore_above are in the document and not found by their value.
        self.firms = {id: document["addtl_data"]["law_firm"] for id, document in self.documents.items()
                      if len(document["addtl_data"].get("law_firm", LONG)) < 8192}

    def expect_said(self, question, answer="right"):
        self.assertEqual(ANSWERS[question][self.server["name"]], answer)

    def search(self, **body):
        return self.ask("POST", f"/{self.alias()}/_search", {"size": 0, "track_total_hits": True, **body})

    def count(self, query):
        return self.search(query=query)["hits"]["total"]["value"]

    def aggregate(self, kind, **parameters):
        return self.search(aggs={"it": {kind: parameters}})["aggregations"]["it"]

    def buckets(self, kind, **parameters):
        return [(bucket["key"], bucket["doc_count"]) for bucket in self.aggregate(kind, **parameters)["buckets"]]

    def test_nothing_of_the_documents_is_lost(self):
        self.expect_served()
        firms = {document["addtl_data"].get("law_firm") for document in self.documents.values()}
        self.assertIn(LONG.strip(), firms)
        self.expect_said("a member of 40,000 characters", "in the document")

    def test_members_are_counted(self):
        counts = collections.Counter(self.firms.values())
        self.assertEqual(dict(self.buckets("terms", field="addtl_data.law_firm", size=500)), counts)
        self.assertEqual(dict(self.buckets("terms", field="addtl_data.schedule")),
                         collections.Counter(document["addtl_data"]["schedule"] for document in self.documents.values()))
        self.assertEqual(self.aggregate("cardinality", field="addtl_data.law_firm")["value"], len(counts))
        self.assertEqual(self.aggregate("value_count", field="addtl_data.law_firm")["value"], len(self.firms))
        self.assertEqual(self.aggregate("missing", field="addtl_data.law_firm")["doc_count"],
                         len(self.documents) - len(self.firms))
        self.assertEqual(self.count({"exists": {"field": "addtl_data.law_firm"}}), len(self.firms))
        self.expect_said("members of `addtl_data`: number, `terms`, `cardinality`, `missing`")

    def test_members_are_counted_in_pages(self):
        counted = {}
        after = {}
        while True:
            page = self.aggregate("composite", size=20, **after,
                                  sources=[{"firm": {"terms": {"field": "addtl_data.law_firm"}}}])
            if not page["buckets"]:
                break
            counted.update({bucket["key"]["firm"]: bucket["doc_count"] for bucket in page["buckets"]})
            after = {"after": page["after_key"]}
        self.assertEqual(counted, collections.Counter(self.firms.values()))
        self.expect_said("members: pages by `composite`")

    def test_documents_are_sorted_by_a_member(self):
        hits = self.search(size=GIFTS, sort=[{"addtl_data.law_firm": "desc"}, {"contribution_id": "asc"}])["hits"]["hits"]
        expected = sorted(self.firms, key=lambda id: id)
        expected.sort(key=self.firms.get, reverse=True)
        self.assertEqual([hit["_id"] for hit in hits][:len(expected)], expected)
        self.expect_said("members: order")

    def test_members_are_found_by_parts_and_ranges(self):
        firms = self.firms.values()
        member = "addtl_data.law_firm"
        for query, holds in (
                ({"term": {member: "Roe Law 7"}}, lambda firm: firm == "Roe Law 7"),
                ({"terms": {member: ["Roe Law 7", "Poe Law 8"]}}, lambda firm: firm in ("Roe Law 7", "Poe Law 8")),
                ({"prefix": {member: "Roe"}}, lambda firm: firm.startswith("Roe")),
                ({"wildcard": {member: {"value": "*Law 1*"}}}, lambda firm: "Law 1" in firm),
                ({"regexp": {member: {"value": "P.*4"}}}, lambda firm: firm[0] == "P" and firm[-1] == "4"),
                ({"range": {member: {"gte": "Roe"}}}, lambda firm: firm >= "Roe"),
                ({"range": {member: {"lt": "Poe Law 3"}}}, lambda firm: firm < "Poe Law 3"),
                ({"range": {member: {"gt": "Poe Law 3", "lte": "Roe Law 2"}}}, lambda firm: "Poe Law 3" < firm <= "Roe Law 2"),
                ({"query_string": {"query": f"{member}:(Roe*4)"}}, lambda firm: firm[0] == "R" and firm[-1] == "4")):
            with self.subTest(query):
                expected = sum(map(holds, firms))
                self.assertGreater(expected, 0)
                self.assertEqual(self.count(query), expected)
        self.expect_said("members: `prefix`, `wildcard`, `regexp`, `range`")

    def test_a_date_is_taken_as_text_and_as_milliseconds(self):
        days = [document["contribution_date"][:10] for document in self.documents.values()]
        for limit in ("2015-06-15", "2015-06-15T00:00:00", 1434326400000):
            self.assertEqual(self.count({"range": {"contribution_date": {"gte": limit}}}),
                             sum(day >= "2015-06-15" for day in days), limit)
        self.assertEqual(self.count({"term": {"contribution_date": "2020-02-29"}}), days.count("2020-02-29"))
        months = collections.Counter(day[:7] for day in days)
        histogram = self.aggregate("date_histogram", field="contribution_date", calendar_interval="month",
                                   min_doc_count=1)["buckets"]
        self.assertEqual({bucket["key_as_string"][:7]: bucket["doc_count"] for bucket in histogram}, months)
        newest, = self.search(size=1, sort=[{"contribution_date": "desc"}])["hits"]["hits"]
        self.assertEqual((newest["_source"]["contribution_date"][:10], newest["sort"]), ("2020-02-29", [1582934400000]))
        self.expect_said("dates, as texts or milliseconds; months")


    def test_a_member_with_a_dot_loses_and_refuses_nothing(self):
        """The servers take a dot for the begin of another object, and `.` at an end for a mistake."""
        definition = (SOURCE / "states" / "tx" / "ingestor.toml").read_text()
        self.assertIn("addtl_data.law_firm ", definition)
        self.write("own/tx/ingestor.toml", definition.replace("addtl_data.law_firm ", 'addtl_data."Law firm." '))
        err = self.load("--definitions", "own")
        self.assertIn("a name in it contains a dot", err)
        renamed = {}
        for id, document in self.documents.items():
            members = {"Law firm." if name == "law_firm" else name: text
                       for name, text in document["addtl_data"].items()}
            renamed[id] = {**document, "addtl_data": members}
        self.assertEqual(self.served(), renamed)


class OnElasticsearch(OnOpenSearch):
    kind = "elasticsearch"


class OnElasticsearchWithTls(OnOpenSearch):
    kind = "secure"


class OnOpenSearchWithTls(OnOpenSearch):
    kind = "secure_opensearch"
