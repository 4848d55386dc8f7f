"""Money asked of each server, against what was given to the program: order, pages, exact cents, sums."""
import collections
import random
import urllib.error

import texas
from answers_table import ANSWERS, some_or_all
from cluster import ClusterTest

ROWS = 6000
PAGE = 250


def random_cents(random_source):
    """As gifts are: most of them round and small, so that many are the same; some enormous, of odd cents."""
    if random_source.random() < 0.4:
        return 100 * random_source.choice((5, 10, 20, 25, 50, 100, 250, 500, 1000, 2500))
    return int(10 ** random_source.uniform(0, 9.2))


def written(cents):
    return f"{cents // 100}.{cents % 100:02}"


class OnOpenSearch(ClusterTest):
    def setUp(self):
        super().setUp()
        source = random.Random(23)
        # By id, in cents. The largest is that of the example of Texas.
        self.cents = {str(100_000_001 + i): random_cents(source) for i in range(ROWS)}
        self.cents[str(100_000_001 + ROWS // 3)] = 1_699_641_000
        self.covers = {str(800_000 + i): [random_cents(source) for _ in range(3)] for i in range(500)}
        gifts = [texas.gift(int(id) - 100_000_000, amount=written(cents)) for id, cents in self.cents.items()]
        covers = [texas.cover(int(id), totalContribAmount=written(given), totalExpendAmount=written(spent),
                              contribsMaintainedAmount=written(left))
                  for id, (given, spent, left) in self.covers.items()]
        self.give(texas.archive(gifts=gifts, covers=covers))
        self.load("--quiet")

    def expect_said(self, question, answer="right"):
        self.assertEqual(ANSWERS[question][self.server["name"]], answer)

    def search(self, body, kind="contribs"):
        return self.ask("POST", f"/{self.alias(kind)}/_search", body)

    def ends(self, kind, field, size):
        """The largest and the smallest, in cents."""
        found = []
        for order in ("desc", "asc"):
            answer = self.search({"size": size, "sort": [{field: order}], "_source": [field]}, kind)
            found.append([round(hit["_source"][field] * 100) for hit in answer["hits"]["hits"]])
        return found

    def test_largest_and_smallest(self):
        fields = {("contribs", "amount"): sorted(self.cents.values())}
        for place, field in enumerate(("contributions_amount", "expenditures_amount", "ending_balance_amount")):
            fields["reports", field] = sorted(amounts[place] for amounts in self.covers.values())
        for (kind, field), values in fields.items():
            for size in (1, 10, PAGE):
                with self.subTest(field=field, size=size):
                    self.assertEqual(self.ends(kind, field, size), [values[:-size - 1:-1], values[:size]])
        self.expect_said("largest and smallest amounts")

    def test_sort_values_have_no_tails(self):
        answer = self.search({"size": PAGE, "sort": [{"amount": "desc"}, {"contribution_id": "asc"}]})
        for hit in answer["hits"]["hits"]:
            self.assertEqual(hit["sort"][0], self.cents[hit["_id"]] / 100)

    def pages(self, sort, point=None):
        """Ids, page after page; of a point in time when there is one."""
        body = {"size": PAGE, "_source": False, "sort": sort}
        path = f"/{self.alias()}/_search"
        if point:
            body["pit"], path = {"id": point, "keep_alive": "1m"}, "/_search"
        ids = []
        while hits := self.ask("POST", path, body)["hits"]["hits"]:
            ids += [hit["_id"] for hit in hits]
            body["search_after"] = hits[-1]["sort"]
            self.assertLessEqual(len(ids), len(self.cents))
        return ids

    def test_pages_with_a_unique_second_key_bring_all_in_order(self):
        for order, sign in (("desc", -1), ("asc", 1)):
            expected = sorted(self.cents, key=lambda id: (sign * self.cents[id], id))
            self.assertEqual(self.pages([{"amount": order}, {"contribution_id": "asc"}]), expected)
        self.expect_said("pages by amount and id", "all")

    def point_in_time(self):
        """None if the server does not support it."""
        path, key = ("_search/point_in_time", "pit_id") if "opensearch" in self.server["name"] else ("_pit", "id")
        try:
            return self.ask("POST", f"/{self.alias()}/{path}?keep_alive=1m")[key]
        except urllib.error.HTTPError as error:
            error.close()
            self.assertEqual(error.code, 400)
            return None

    def test_pages_without_a_unique_key_are_as_the_page_says(self):
        by_amount = [{"amount": "desc"}]
        self.expect_said("pages by amount alone", some_or_all(len(set(self.pages(by_amount))), ROWS))
        point = self.point_in_time()
        answer = some_or_all(len(set(self.pages(by_amount, point))), ROWS) if point else "refused"
        self.expect_said("pages by amount alone, of a point in time", answer)
        if point:
            self.assertEqual(set(self.pages([*by_amount, {"contribution_id": "asc"}], point)), set(self.cents))

    def test_exact_cents_are_found_by_term_and_by_range(self):
        counts = collections.Counter(self.cents.values())
        values = sorted(counts)
        asked = {}
        for cents in values:
            amount = cents / 100
            asked[f"{cents} term"] = {"term": {"amount": amount}}
            asked[f"{cents} range"] = {"range": {"amount": {"gte": amount, "lte": amount}}}
        neighbours = {f"{cents} next": {"range": {"amount": {"gt": (cents - 1) / 100, "lt": (cents + 1) / 100}}}
                      for cents in values}
        got = {}
        for some in (asked, neighbours):
            names = list(some)
            for first in range(0, len(names), 1000):
                filters = {name: some[name] for name in names[first:first + 1000]}
                answer = self.search({"size": 0, "aggs": {"each": {"filters": {"filters": filters}}}})
                got.update({name: bucket["doc_count"] for name, bucket in
                            answer["aggregations"]["each"]["buckets"].items()})
        wrong = {name: count for name, count in got.items() if count != counts[int(name.split()[0])]}
        self.assertEqual(wrong, {})
        self.assertEqual(len(got), 3 * len(counts))
        middle = values[len(values) // 2]
        for words, holds in (("gte", middle.__le__), ("gt", middle.__lt__), ("lte", middle.__ge__), ("lt", middle.__gt__)):
            answer = self.ask("POST", f"/{self.alias()}/_count", {"query": {"range": {"amount": {words: middle / 100}}}})
            self.assertEqual(answer["count"], sum(map(holds, self.cents.values())), words)
        self.expect_said("exact cents, by `term` and `range`")

    def test_sums_are_exact_to_the_cent(self):
        answer = self.search({"size": 0, "aggs": {
            "all": {"stats": {"field": "amount"}},
            "each": {"terms": {"field": "amount", "size": 2 * ROWS}, "aggs": {"sum": {"sum": {"field": "amount"}}}}}})
        stats = answer["aggregations"]["all"]
        values = self.cents.values()
        self.assertEqual(f"{stats['sum']:.2f}", written(sum(values)))
        self.assertEqual((stats["count"], stats["min"], stats["max"]), (ROWS, min(values) / 100, max(values) / 100))
        buckets = {(bucket["key"], bucket["doc_count"]) for bucket in answer["aggregations"]["each"]["buckets"]}
        expected = {(cents / 100, count) for cents, count in collections.Counter(values).items()}
        self.assertEqual(sorted(buckets ^ expected)[:10], [])
        for place, field in enumerate(("contributions_amount", "expenditures_amount", "ending_balance_amount")):
            answer = self.search({"size": 0, "aggs": {"all": {"sum": {"field": field}}}}, "reports")
            self.assertEqual(f"{answer['aggregations']['all']['value']:.2f}",
                             written(sum(amounts[place] for amounts in self.covers.values())))
        self.expect_said("sums and `terms` of amounts, to the cent")

    def test_the_documents_are_those_of_the_files(self):
        self.expect_served()


class OnElasticsearch(OnOpenSearch):
    kind = "elasticsearch"


class OnElasticsearchWithTls(OnOpenSearch):
    kind = "secure"


class OnOpenSearchWithTls(OnOpenSearch):
    kind = "secure_opensearch"
