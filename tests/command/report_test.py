"""report: the page says what the database says, is safe to open, and fits phone, desk and paper."""
import json
import re
import shutil
import subprocess
import sys
from decimal import Decimal

import duckdb

import texas
from browser import Browser
from report_page import ReportPage
from support import SOURCE, ProgramTest

WIDTHS = (390, 1280)
FILERS = "The filers with the most money (50 at most)"
NASTY = "<script>alert(1)</script> \"&' </td></style> ümlaut"


def money(text):
    """'-$1,234.50' exactly."""
    sign = -1 if text.startswith("-") else 1
    return sign * Decimal(text.lstrip("-").removeprefix("$").replace(",", ""))


def count(text):
    return int(text.replace(",", ""))


class Report(ProgramTest):
    def load(self, state, *arguments):
        subprocess.run([sys.executable, SOURCE / "scripts/example-input", state, self.folder / "input" / state],
                       check=True)
        self.succeed("ingest", state, "--quiet", *arguments)

    def page(self, state="tx", *arguments):
        out, err = self.succeed("report", state, "--output", "-", *arguments)
        self.assertEqual(err, "")
        return ReportPage(out)

    def sum_of(self, rows):
        return (sum(count(row["number"]) for row in rows), sum(money(row["sum"]) for row in rows))

    def test_every_breakdown_adds_up_to_the_sums_of_the_database(self):
        for state in ("tx", "wa", "mi"):
            with self.subTest(state=state):
                self.load(state, "--kinds", "all")
                page = self.page(state)
                view = f"{state}_contribs_dev"
                total = self.query(f"SELECT count(*), sum(amount) FROM {view}")[0]
                self.assertIn(f"${total[1]:,}", page.texts)
                for caption in ("Contributions by chamber", "Contributions by party of the candidate",
                                "Contributions by kind (only the selected kinds are loaded)",
                                "Contributions by year", "Contributions by their amount", "By the contributor's address",
                                "The 25 candidates with the largest sums"):
                    self.assertEqual(self.sum_of(page.table(caption)), total, caption)
                self.assertEqual([(row["chamber"], count(row["number"]), money(row["sum"]), count(row["candidates"]))
                                  for row in page.table("Contributions by chamber")],
                                 self.query(f"SELECT candidate.house, count(*), sum(amount) s, count(DISTINCT "
                                            f"candidate.candidate_id) FROM {view} GROUP BY 1 ORDER BY s DESC, 1"))
                self.assertEqual([(row["month"], money(row["sum"])) for row in page.table("Contributions by month")],
                                 self.query(f"SELECT strftime(contribution_date, '%Y-%m'), sum(amount) FROM {view} "
                                            f"WHERE contribution_date IS NOT NULL GROUP BY 1 ORDER BY 1"))
                self.assertEqual([count(row["number"]) for row in page.table("By the contributor's address")
                                  if row["address"].startswith("from ") and row["address"] != "from elsewhere"],
                                 [n for n, in self.query(f"SELECT count(*) FROM {view} WHERE upper(state) = "
                                                         f"'{state.upper()}' HAVING count(*) > 0")])
                filled = {row["field"]: count(row["filled"]) for row in
                          page.table("Contributions in which a field is filled")}
                self.assertEqual((filled["employer"], filled["candidate.party"], filled["amount"]), self.query(
                    f"SELECT count(employer), count(candidate.party), count(amount) FROM {view}")[0])

    def test_contributors_are_ranked_and_the_rest_is_one_row(self):
        self.give(texas.archive(gifts=[
            texas.gift(i, amount=f"{i}.01", contributorPersentTypeCd="ENTITY",
                       contributorNameOrganization=f"{'Fund' if i % 2 else 'FUND'} {i // 2}") for i in range(2, 62)]))
        self.succeed("ingest", "tx", "--quiet")
        rows = self.page().table("The 25 names with the largest sums")
        wanted = self.query("SELECT upper(name), count(*), sum(amount) s FROM tx_contribs_dev GROUP BY 1 ORDER BY s DESC, 1")
        self.assertEqual([(row["contributor"].upper(), count(row["number"]), money(row["sum"])) for row in rows[:25]],
                         wanted[:25])
        self.assertEqual(rows[25]["contributor"], f"{len(wanted) - 25} other names")
        self.assertEqual(money(rows[25]["sum"]), sum(row[2] for row in wanted[25:]))

    def test_the_account_is_that_of_the_run(self):
        self.load("tx", "--summary", "summary.json")
        page = self.page()
        state = json.loads((self.folder / "summary.json").read_text())["states"][0]
        counts = state["types"]["contribs"]
        self.assertEqual({row["reason"]: (count(row["rows"]), money(row["sum"]), count(row["without amount"]))
                          for row in page.table("Rows of contributions that were skipped")},
                         {reason: (rows, Decimal(counts["skipped_money"][reason]["amount_cents"]) / 100, 0)
                          for reason, rows in counts["skipped"].items()})
        account = page.table("read = accepted + skipped + rejected")
        self.assertEqual([(row["rows of"], count(row["read"]), count(row["accepted"]), row["adds up"]) for row in account],
                         [("contributions", counts["read"], counts["accepted"], "yes"),
                          ("reports", *(state["types"]["reports"][key] for key in ("read", "accepted")), "yes")])
        self.assertEqual([(row["id"], row["filer"], count(row["rows"]), money(row["sum"])) for row in
                          page.table(FILERS)],
                         [(filer["filer_id"], filer["name"], filer["rows"], Decimal(filer["amount_cents"]) / 100)
                          for filer in counts["unlinked_filers"]["top"]])
        self.assertEqual({row["step"]: (count(row["filers"]), count(row["rows"]), money(row["sum"])) for row in
                          page.table("Accepted contributions by the step that linked them")},
                         {step: (link["filers"], link["rows"], Decimal(link["amount_cents"]) / 100)
                          for step, link in state["links"].items()})
        self.assertEqual([(row["file"], count(row["bytes"]), row["SHA-256"]) for row in page.table("Input files")],
                         [(file["path"], file["bytes"], file["sha256"]) for file in state["inputs"]])

    def test_texts_of_the_data_cannot_become_markup(self):
        self.give(texas.archive(gifts=[
            texas.gift(1, contributorPersentTypeCd="ENTITY", contributorNameOrganization=NASTY.replace('"', '""')),
            texas.gift(2, "00099999", filerTypeCd="GPAC", filerName="<b>\"&'")]))
        self.succeed("ingest", "tx", "--quiet", "--max-rejects", "0")
        self.succeed("report", "tx", "--quiet")
        html = (self.folder / "tx.html").read_text()
        page = ReportPage(html)
        self.assertEqual(page.tags & {"script", "b", "img", "link", "iframe", "object", "form"}, set())
        self.assertIn(NASTY.upper(), page.table("The 25 names with the largest sums")[0]["contributor"].upper()
                      .replace('""', '"'))
        self.assertEqual(page.table(FILERS)[0]["filer"], "<b>\"&'")
        self.assertEqual([name for name, _ in page.attributes if name.startswith("on") or name in ("src", "style")], [])
        self.assertNotRegex(html, r"(?i)@import|url\(|href=\"(?!#)")

    def test_it_fits_phone_and_desk_and_asks_for_nothing(self):
        states = sorted(path.parent.name for path in SOURCE.glob("states/*/ingestor.toml"))
        for state in states:
            self.load(state)
            self.succeed("report", state, "--quiet")
            ReportPage((self.folder / f"{state}.html").read_text())
        browser = Browser()
        self.addCleanup(browser.close)
        for state in states:
            path = self.folder / f"{state}.html"
            for width in WIDTHS:
                with self.subTest(state=state, width=width):
                    browser.open(path, width, dark=width == WIDTHS[1])
                    self.assertEqual(browser.requests(), [path.resolve().as_uri()])
                    self.assertEqual(browser.complaints(), [])
                    self.assertEqual(browser.value("innerWidth"), width)
                    self.assertTrue(browser.value("(e => e.scrollWidth <= e.clientWidth)(document.documentElement)"))
                    self.assertEqual(browser.value("document.scripts.length"), 0)
                    self.assertEqual(browser.value(
                        "[...document.querySelectorAll('svg')].filter(e => e.getBoundingClientRect().width <= 0 &&"
                        " !e.closest('details')).length"), 0)
        self.assertRegex(browser.value("document.querySelector('h1').textContent"), "Wyoming")
        self.assertTrue(browser.screenshot().startswith(b"\x89PNG"))
        self.assertTrue(browser.pdf().startswith(b"%PDF"))

    def test_the_browser_would_not_run_or_fetch_what_got_in(self):
        self.load("tx")
        out, _ = self.succeed("report", "tx", "--output", "-")
        planted = "<script>document.title='run'</script><img src='http://example.invalid/a.png'>"
        self.write("planted.html", out.replace("<main>", "<main>" + planted))
        browser = Browser()
        self.addCleanup(browser.close)
        browser.open(self.folder / "planted.html", 390)
        self.assertEqual(browser.value("document.title"), "Texas: contributions to the legislature")
        self.assertGreater(len(browser.complaints()), 0)

    def test_colours_have_contrast_by_day_and_by_night(self):
        style = (SOURCE / "src/report/style.h").read_text()

        def light(colour):
            digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
            parts = [int(digits[i:i + 2], 16) / 255 for i in (0, 2, 4)]
            linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
            return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

        themes = [dict(re.findall(r"--(\w+):(#[0-9a-f]+)", block)) for block in re.findall(r":root\{([^}]*)\}", style)]
        self.assertEqual(len(themes), 3)
        for theme in themes:
            for front in ("ink", "soft", "mark"):
                for back in ("paper", "box"):
                    dark, bright = sorted((light(theme[front]), light(theme[back])))
                    self.assertGreaterEqual((bright + 0.05) / (dark + 0.05), 4.5, (front, back, theme))

    def test_an_older_run_that_is_kept(self):
        self.load("tx")
        self.load("tx", "--since", "2015-01-01", "--max-shrink", "100%")
        older, newer = [name for name, in self.query("SELECT run FROM state_fin_runs ORDER BY run")]
        html = {run: self.succeed("report", "tx", "--output", "-", "--run", run)[0] for run in (older, newer)}
        self.assertEqual(html[newer], self.succeed("report", "tx", "--output", "-")[0])
        self.assertNotEqual(html[older], html[newer])
        self.assertIn(older, html[older])
        err = self.refuse(3, "report", "tx", "--run", "tx_none_dev")
        self.assertIn(f"run 'tx_none_dev' of tx is not kept.\n  Runs kept: {older}, {newer}.", err)
        self.succeed("rollback", "tx", "--quiet")
        self.assertEqual(html[older], self.succeed("report", "tx", "--output", "-")[0])

    def test_runs_without_contributions_or_without_records(self):
        self.load("tx", "--types", "reports")
        page = self.page()
        self.assertIn("This run has no contributions.", page.texts)
        self.assertEqual([row["rows of"] for row in page.table("read = accepted + skipped + rejected")], ["reports"])
        self.load("tx", "--since", "2090-01-01", "--types", "contribs", "--max-shrink", "100%")
        page = self.page()
        self.assertTrue(any("No contribution was accepted." in text for text in page.texts))
        self.assertIn("before_since",
                      [row["reason"] for row in page.table("Rows of contributions that were skipped")])

    def test_what_cannot_be_reported_is_refused_in_words(self):
        self.assertIn("state-fin.duckdb: there is no such database.\n  Name it with --database",
                      self.refuse(3, "report", "tx"))
        self.load("tx")
        self.assertIn("wa is not loaded in the environment 'dev'.\n  Loaded: tx.", self.refuse(3, "report", "wa"))
        self.assertIn("tx is not loaded in the environment 'prod'.\n  Load it first: state-fin-ingest ingest tx",
                      self.refuse(3, "report", "tx", "--env", "prod"))
        self.write("notes.txt", "no database\n" * 500)
        self.assertIn("is not a DuckDB database", self.refuse(3, "report", "tx", "--database", "notes.txt"))
        duckdb.connect(str(self.folder / "own.duckdb")).close()
        self.assertIn("own.duckdb: nothing was loaded into this database.",
                      self.refuse(3, "report", "tx", "--database", "own.duckdb"))
        self.refuse(2, "report")

    def test_the_page_is_there_whole_or_not_at_all_and_the_database_is_only_read(self):
        self.load("tx")
        shutil.rmtree(self.folder / "input")
        before = (self.folder / "state-fin.duckdb").read_bytes()
        self.assertIn("Create the folder first", self.refuse(1, "report", "tx", "--output", "none/tx.html"))
        self.assertIn("No space left", self.refuse(1, "report", "tx", "--output", "/dev/full"))
        self.assertEqual(self.files(), ["state-fin.duckdb"])
        self.succeed("report", "tx")
        self.assertEqual(self.files(), ["state-fin.duckdb", "tx.html"])
        self.assertEqual((self.folder / "state-fin.duckdb").read_bytes(), before)
        (self.folder / "state-fin.duckdb").chmod(0o444)
        self.succeed("report", "tx", "--output", "again.html")
        self.assertEqual((self.folder / "again.html").read_bytes(), (self.folder / "tx.html").read_bytes())
