"""serve: real requests to the real program, on a file with three states."""
import contextlib
import csv
import http.client
import io
import json
import re
import signal
import socket
import subprocess
import time
import urllib.parse
from decimal import Decimal

import texas
from browser import Browser
from report_page import ReportPage
from support import BINARY, ENVIRONMENT, ProgramTest, SharedFolderTest

STATES = ("mi", "tx", "wa")
NASTY = "<script>alert(1)</script> \"&' </td></style> DROP TABLE x; -- %00 ümlaut"


class Server:
    """The program at work on a folder's database."""

    def __init__(self, folder, *arguments):
        self.process = subprocess.Popen([BINARY, "serve", "--port", "0", *arguments], cwd=folder, text=True,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        env=ENVIRONMENT)
        self.first_line = self.process.stderr.readline()
        while self.first_line and "http://" not in self.first_line:
            self.first_line = self.process.stderr.readline()
        self.port = int(re.search(r":(\d+)/", self.first_line)[1])
        self.root = f"http://127.0.0.1:{self.port}"

    def ask(self, target, method="GET", headers=None, body=None):
        """(status, headers, body)"""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, target, body=body, headers=headers or {})
            response = connection.getresponse()
            return response.status, response.headers, response.read().decode()
        finally:
            connection.close()

    def page(self, target):
        status, _, body = self.ask(target)
        assert status == 200, (target, status, body)
        return ReportPage(body)

    def json(self, target):
        status, _, body = self.ask(target)
        assert status == 200, (target, status, body)
        return json.loads(body)

    def close(self, signal_number=signal.SIGINT):
        """(exit code, stderr)"""
        if self.process.poll() is None:
            self.process.send_signal(signal_number)
        _, err = self.process.communicate(timeout=20)
        return self.process.returncode, err


def query(**parameters):
    return "?" + urllib.parse.urlencode(parameters)


class Pages(SharedFolderTest):
    def fill(self):
        self.give_examples(*STATES)
        self.succeed("ingest", *STATES, "--quiet", "--kinds", "all")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = Server(cls.folder)
        cls.addClassCleanup(cls.server.close)

    def candidates(self, state):
        return [key for key, in self.query(f"SELECT DISTINCT candidate.candidate_id FROM {state}_contribs_dev "
                                           "WHERE candidate.candidate_id IS NOT NULL ORDER BY 1")]

    def all_pages(self):
        paths = ["/", "/about", "/search", "/search?q=ro", "/contributions"]
        for state in STATES:
            paths += [f"/{state}", f"/{state}/left-out", f"/{state}/candidates"]
            paths += [f"/{state}/candidate/{urllib.parse.quote(self.candidates(state)[0], safe='')}"]
        return paths

    def test_the_first_page_has_each_state_with_its_sum(self):
        rows = self.server.page("/").table("States that are loaded")
        wanted = self.query("SELECT jurisdiction, count(*), sum(amount) FROM contributions GROUP BY 1 ORDER BY 1")
        self.assertEqual([(row["contributions"], row["sum"]) for row in rows],
                         [(f"{count:,}", f"${total:,}") for _, count, total in wanted])
        table = self.server.json("/index.json")
        self.assertEqual([(row["jurisdiction"], Decimal(row["sum"]), row["sum_cents"]) for row in table],
                         [(state, total, int(total * 100)) for state, _, total in wanted])

    def test_every_page_is_well_formed_and_carries_its_headers(self):
        for path in self.all_pages():
            with self.subTest(path=path):
                status, headers, body = self.server.ask(path)
                self.assertEqual(status, 200, body)
                page = ReportPage(body)
                self.assertEqual(page.tags & {"script", "style", "iframe", "object"}, set())
                self.assertEqual([name for name, _ in page.attributes if name.startswith("on") or name == "style"], [])
                self.assertIn("default-src 'none'", headers["Content-Security-Policy"])
                self.assertNotIn("unsafe", headers["Content-Security-Policy"])
                self.assertEqual((headers["X-Content-Type-Options"], headers["Referrer-Policy"]),
                                 ("nosniff", "no-referrer"))
                self.assertEqual(self.server.ask(path, headers={"If-None-Match": headers["ETag"]})[0], 304)
                self.assertEqual(self.server.ask(path, "HEAD")[2], "")

    def test_every_link_of_every_page_leads_somewhere(self):
        targets = set()
        for path in self.all_pages():
            page = self.server.page(path)
            targets |= {urllib.parse.urljoin(path, value).split("#")[0]
                        for name, value in page.attributes if name == "href"}
        self.assertGreater(len(targets), 30)
        for target in sorted(targets):
            with self.subTest(target=target):
                self.assertEqual(self.server.ask(target)[0], 200)

    def test_a_state_is_its_report(self):
        out, _ = self.succeed("report", "tx", "--output", "-")
        report, page = ReportPage(out), self.server.page("/tx")
        self.assertEqual(page.tables, report.tables)

    def test_sum_and_count_of_every_selection_are_those_of_the_database(self):
        for parameters, where in (
                ({}, "true"), ({"state": "tx"}, "jurisdiction = 'tx'"), ({"state": "WA", "chamber": "upper"},
                 "jurisdiction = 'wa' AND candidate.house = 'upper'"), ({"kind": "in_kind"}, "kind = 'in_kind'"),
                ({"party": "dem"}, "candidate.party_code = 'dem' OR lower(trim(candidate.party)) = 'dem'"),
                ({"year": "2016"}, "year(contribution_date) = 2016"), ({"min": "$1,000", "max": "5000.00"},
                 "amount BETWEEN 1000 AND 5000"), ({"donor": "rO"}, "name ILIKE '%ro%'"),
                ({"candidate": "a"}, "candidate.name ILIKE '%a%' OR candidate.candidate_id = 'a'"),
                ({"min": "-1000000", "max": "-0.01"}, "amount < 0")):
            with self.subTest(parameters=parameters):
                count, total = self.query(f"SELECT count(*), coalesce(sum(amount), 0) FROM contributions WHERE {where}")[0]
                page = self.server.page("/contributions" + query(**parameters))
                self.assertIn(f"{count:,}", page.texts)
                self.assertIn(f"{'-' if total < 0 else ''}${abs(total):,.2f}", page.texts)
                rows = self.server.json("/contributions.json" + query(**parameters))
                self.assertEqual((len(rows), sum(Decimal(row["amount"]) for row in rows)), (count, total))
                self.assertEqual(sum(row["amount_cents"] for row in rows), int(total * 100))
                answer = self.server.json("/v1/contributions" + query(**parameters))
                self.assertEqual(answer["pagination"]["count"], count)
                found = self.server.json("/v1/candidates" + query(per_page=1000, **parameters))["results"]
                self.assertEqual(sum(Decimal(row["total"]) for row in found), total)

    def test_csv_has_every_row_and_the_same_values_as_the_database(self):
        _, headers, body = self.server.ask("/contributions.csv?state=tx&sort=date")
        self.assertIn("attachment", headers["Content-Disposition"])
        rows = list(csv.DictReader(io.StringIO(body, newline="")))
        wanted = self.query("SELECT contribution_id, amount, coalesce(name, ''), coalesce(candidate.name, ''), "
                            "source.line FROM tx_contribs_dev ORDER BY contribution_date NULLS LAST, 1")
        self.assertEqual([(row["contribution_id"], Decimal(row["amount"]), row["name"], row["candidate.name"],
                           int(row["source.line"])) for row in rows], wanted)

    def test_pages_by_key_give_every_row_once_in_every_order(self):
        for path, id_of, orders in (
                ("/v1/contributions", lambda row: (row["jurisdiction"], row["contribution_id"]),
                 ("amount", "-amount", "date", "-date")),
                ("/v1/candidates", lambda row: (row["jurisdiction"], row["candidate_id"], row["name"]),
                 ("total", "-total", "name"))):
            for order in orders:
                with self.subTest(path=path, order=order):
                    whole = self.server.json(path + query(sort=order, per_page=1000))
                    self.assertIsNone(whole["pagination"]["next"])
                    wanted, got, token = [id_of(row) for row in whole["results"]], [], ""
                    self.assertEqual(len(wanted), whole["pagination"]["count"])
                    while token is not None:
                        answer = self.server.json(path + query(sort=order, per_page=7, next=token))
                        got += [id_of(row) for row in answer["results"]]
                        token = answer["pagination"]["next"]
                    self.assertEqual(got, wanted)

    def test_the_next_page_of_the_contributions_page(self):
        page = self.server.page("/contributions")
        seen = page.table("Contributions, largest first")
        following = [value for name, value in page.attributes if name == "href" and "next=" in value]
        self.assertEqual(len(following), 1)
        more = self.server.page(following[0]).table("Contributions, largest first")
        amounts = [amount for amount, in self.query("SELECT amount FROM contributions ORDER BY amount DESC")]
        self.assertEqual([row["amount"].replace(",", "").replace("$", "") for row in seen + more],
                         [str(amount) for amount in amounts[:len(seen + more)]])

    def test_a_candidate_adds_up(self):
        for state in STATES:
            for candidate in self.candidates(state)[:4]:
                with self.subTest(state=state, candidate=candidate):
                    path = f"/{state}/candidate/{urllib.parse.quote(candidate, safe='')}"
                    page = self.server.page(path)
                    count, total = self.query(f"SELECT count(*), sum(amount) FROM {state}_contribs_dev WHERE "
                                              f"candidate.candidate_id = '{candidate}'")[0]
                    self.assertIn(f"{'-' if total < 0 else ''}${abs(total):,.2f}", page.texts)
                    self.assertEqual(sum(int(row["number"].replace(",", "")) for row in
                                         page.table("Contributions by year")), count)
                    rows = self.server.json(path + ".json")
                    self.assertEqual((len(rows), sum(Decimal(row["amount"]) for row in rows)), (count, total))

    def test_search_finds_candidates_donors_and_filers(self):
        for what, column, id_column in (("candidate", "candidate.name", "candidate.candidate_id"),
                                        ("donor", "name", "NULL"), ("filer", "filer.name", "filer.filer_id")):
            name, = self.query(f"SELECT {column} FROM contributions WHERE {column} IS NOT NULL ORDER BY amount DESC LIMIT 1")[0]
            rows = [row for row in self.server.json("/search.json" + query(q=name[:20].lower())) if row["what"] == what]
            self.assertIn(name.strip(), [row["name"] for row in rows], what)

    def test_left_out_is_the_account(self):
        summary = json.loads(self.query("SELECT summary FROM state_fin_runs WHERE state = 'tx'")[0][0])["states"][0]
        for kind in ("contribs", "reports"):
            rows = [row for row in self.server.json("/tx/left-out.json") if row["type"] == kind]
            self.assertEqual({row["reason"]: row["rows"] for row in rows if row["fate"] == "skipped"},
                             summary["types"][kind]["skipped"])

    def test_rest_envelope_states_and_cors(self):
        status, headers, body = self.server.ask("/v1/states")
        answer = json.loads(body)
        self.assertEqual(sorted(answer), ["api_version", "pagination", "results", "run"])
        self.assertEqual([row["jurisdiction"] for row in answer["results"]], list(STATES))
        self.assertEqual(headers["Access-Control-Allow-Origin"], "*")
        self.assertIn((answer["run"],), self.query("SELECT run FROM state_fin_runs"))
        self.assertEqual(self.server.ask("/v1/states", "OPTIONS")[0], 204)

    def test_wrong_requests_are_told_what_is_wrong(self):
        for target, status, words in (
                ("/v1/contributions?sate=tx", 400, "Did you mean 'state'?"), ("/v1/contributions?state=zz", 400, "Loaded: mi, tx, wa."),
                ("/v1/contributions?chamber=uper", 400, "Did you mean 'upper'?"), ("/v1/contributions?year=20x4", 400, "four digits"),
                ("/v1/contributions?min=12,3", 400, "dollars"), ("/v1/contributions?per_page=1001", 400, "1 to 1000"),
                ("/v1/contributions?next=abc", 400, "next"), ("/v1/contributions?sort=name", 400, "-amount"),
                ("/v1/contributions?state=tx&state=wa", 400, "twice"), ("/v1/contributions?donor=%zz", 400, "percent"),
                ("/v1/contributions?donor=%ff", 400, "UTF-8"), ("/v1/contributions?donor=%00", 400, "NUL"),
                ("/v1/contributions?donor=" + 500 * "x", 400, "too long"), ("/v1/nothing", 404, "address"),
                ("/search.json?q=x", 400, "two letters"), ("/zz", 404, "Loaded: mi, tx, wa."), ("/tx/candidate/none", 404, "no contributions"),
                ("/tx/candidate/none.json", 404, "no contributions"), ("/about?x=1", 400, "Unknown parameter"),
                ("/../../etc/passwd", 404, "address"), ("/%2e%2e/%2e%2e", 404, "address")):
            with self.subTest(target=target[:60]):
                got, headers, body = self.server.ask(target)
                self.assertEqual(got, status, body)
                is_json = target.startswith("/v1") or ".json" in target
                self.assertIn(words, json.loads(body)["detail"] + json.loads(body).get("advice", "") if is_json
                              else " ".join(ReportPage(body).texts))
                self.assertEqual(headers["Content-Type"].startswith("application/problem+json"), is_json)
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            got, headers, _ = self.server.ask("/v1/states", method, body="x=1")
            self.assertEqual((got, headers["Allow"]), (405, "GET, HEAD, OPTIONS"))

    def test_hostile_texts_find_nothing_and_break_nothing(self):
        names = ("donor", "candidate", "candidate_id", "donor_name", "filer_id", "party")
        for text in (NASTY.replace("\0", ""), "' OR 1=1 --", "'; DROP TABLE state_fin_runs; --", "$1", "{}", "%s",
                     "\\", "\u202eabc", "read_csv('/etc/passwd')", "\x1f", "ü" * 90):
            for name in names:
                with self.subTest(text=text, name=name):
                    status, _, body = self.server.ask("/contributions" + query(**{name: text}))
                    self.assertEqual(status, 200, body)
                    page = ReportPage(body)
                    self.assertIn("No contribution fits.", page.texts)
                    self.assertNotIn("script", page.tags)
            self.assertEqual(self.server.ask("/search" + query(q=text[:40]))[0], 400 if len(text[:40].encode()) > 100 else 200)
            self.assertEqual(self.server.ask("/tx/candidate/" + urllib.parse.quote(text, safe=""))[0], 404)
        self.assertEqual(self.server.ask("/contributions?donor=" + 60_000 * "x")[0], 414)
        self.assertEqual(self.server.ask("/v1/states", headers={"X-Long": 60_000 * "x"})[0], 400)
        ranges = ",".join(["0-"] * 500)
        status, _, body = self.server.ask("/contributions.csv", headers={"Range": "bytes=" + ranges})
        self.assertLess(len(body), 1_000_000)
        self.assertEqual(self.server.ask("/")[0], 200)

    def test_slow_and_silent_clients_do_not_keep_others_out_for_long(self):
        with contextlib.ExitStack() as stack:
            for _ in range(40):
                silent = stack.enter_context(socket.create_connection(("127.0.0.1", self.server.port)))
                silent.sendall(b"GET / HT")
            begin = time.monotonic()
            self.assertEqual(self.server.ask("/about")[0], 200)
            self.assertLess(time.monotonic() - begin, 20)

    def test_a_phone_and_a_desk_show_every_page_without_complaint(self):
        browser = Browser()
        self.addCleanup(browser.close)
        for path in self.all_pages() + ["/contributions?state=tx&donor=a", "/none"]:
            for width in (390, 1280):
                with self.subTest(path=path, width=width):
                    browser.open(self.server.root + path, width, dark=width == 1280)
                    complaints = [event for event in browser.complaints() if "404" not in str(event) or path != "/none"]
                    self.assertEqual(complaints, [])
                    self.assertEqual([url for url in browser.requests() if not url.startswith(self.server.root)], [])
                    self.assertTrue(browser.value("(e => e.scrollWidth <= e.clientWidth)(document.documentElement)"))
                    self.assertEqual(browser.value("document.styleSheets.length"), 1)


class Life(ProgramTest):
    def load(self, *arguments):
        self.give_examples("tx")
        self.succeed("ingest", "tx", "--quiet", *arguments)

    def serve(self, *arguments):
        server = Server(self.folder, *arguments)
        self.addCleanup(server.close)
        return server

    def test_signals_end_it_cleanly(self):
        self.load()
        before = (self.folder / "state-fin.duckdb").read_bytes()
        for number in (signal.SIGINT, signal.SIGTERM):
            server = self.serve()
            self.assertEqual(server.ask("/tx")[0], 200)
            self.assertEqual(server.close(number)[0], 0)
        self.assertNotIn("state-fin.duckdb.served", self.files())
        self.assertEqual((self.folder / "state-fin.duckdb").read_bytes(), before)

    def test_what_cannot_be_served_is_refused_in_words(self):
        self.assertIn("there is no such database", self.refuse(3, "serve", "--port", "0"))
        self.load()
        server = self.serve()
        self.assertIn("Cannot listen on 127.0.0.1 port", self.refuse(1, "serve", "--port", str(server.port)))
        self.refuse(2, "serve", "--port", "70000")

    def test_another_address_is_warned_of(self):
        self.load()
        server = self.serve("--bind", "0.0.0.0")
        self.assertEqual(server.ask("/")[0], 200)
        self.assertIn("no login and no encryption", server.process.stderr.readline())

    def test_markup_in_the_data_is_text_on_every_page(self):
        self.give(texas.archive(gifts=[texas.gift(1, contributorPersentTypeCd="ENTITY",
                                                  contributorNameOrganization=NASTY.replace('"', '""'))]))
        self.succeed("ingest", "tx", "--quiet", "--max-rejects", "0")
        server = self.serve()
        candidate, = self.query("SELECT candidate.candidate_id FROM tx_contribs_dev")[0]
        for path in ("/contributions", f"/tx/candidate/{candidate}", "/search?q=alert", "/tx", "/contributions" + query(donor="<script>")):
            page = server.page(path)
            self.assertNotIn("script", page.tags)
            self.assertTrue(any("alert(1)" in text for text in page.texts), path)
        name, = self.query("SELECT name FROM tx_contribs_dev")[0]
        self.assertIn("<script>", name)
        self.assertEqual([row["name"] for row in server.json("/contributions.json" + query(donor_name=name))], [name])

    def test_a_load_gets_the_file_while_readers_ask_and_they_get_the_new_data(self):
        self.load()
        server = self.serve()
        status, headers, _ = server.ask("/v1/states")
        self.assertEqual(status, 200)
        for _ in range(3):
            process = self.start("ingest", "tx", "--quiet")
            answers = []
            while process.poll() is None:
                answers.append(server.ask("/v1/contributions?state=tx"))
            self.assertEqual(process.returncode, 0, process.communicate()[1])
            process.communicate()
            for status, its_headers, body in answers:
                self.assertIn(status, (200, 503))
                if status == 503:
                    self.assertEqual(its_headers["Retry-After"], "5")
                    self.assertEqual(json.loads(body)["status"], 503)
        newest, = self.query("SELECT max(run) FROM state_fin_runs")[0]
        status, new_headers, body = server.ask("/v1/states", headers={"If-None-Match": headers["ETag"]})
        self.assertEqual((status, json.loads(body)["run"]), (200, newest))
        self.succeed("rollback", "tx", "--quiet")
        self.assertNotEqual(server.ask("/v1/states")[1]["ETag"], new_headers["ETag"])

    def test_while_another_program_has_the_file_pages_say_so(self):
        import duckdb
        self.load()
        server = self.serve()
        self.assertEqual(server.ask("/")[0], 200)
        (self.folder / "copy.duckdb").write_bytes((self.folder / "state-fin.duckdb").read_bytes())
        with duckdb.connect(str(self.folder / "copy.duckdb")):
            (self.folder / "copy.duckdb").rename(self.folder / "state-fin.duckdb")
            status, headers, body = server.ask("/")
            self.assertEqual((status, headers["Retry-After"]), (503, "5"))
            self.assertIn("The data are being loaded.", ReportPage(body).texts)
        self.assertEqual(server.ask("/")[0], 200)

    def test_a_server_that_was_killed_keeps_nobody_out(self):
        self.load()
        server = self.serve()
        self.assertEqual(server.ask("/")[0], 200)
        server.process.kill()
        server.process.wait()
        self.assertIn("state-fin.duckdb.served", self.files())
        begin = time.monotonic()
        self.succeed("ingest", "tx", "--quiet")
        self.assertLess(time.monotonic() - begin, 8)
