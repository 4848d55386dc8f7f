"""The views over all states, and what the database says of its own columns."""
import duckdb
import texas
from support import STATES, ProgramTest


class Views(ProgramTest):
    def per_state(self, view="contributions"):
        return dict(self.query(f'SELECT jurisdiction, count(*) FROM "{view}" GROUP BY ALL'))

    def own_count(self, state, view):
        return self.query(f"SELECT count(*) FROM {state}_{view}_dev")[0][0]

    def test_all_states_loaded_side_by_side(self):
        self.give_examples(*STATES)
        self.succeed("ingest", "--all", "--kinds", "all", "--jobs", "4", "--quiet")
        self.assertEqual(self.per_state(), {state: self.own_count(state, "contribs") for state in STATES})
        served = [name for name, in self.query(
            "SELECT view_name FROM duckdb_views() WHERE regexp_matches(view_name, '^.._reports_dev$')")]
        self.assertGreater(len(served), 5)
        self.assertEqual(self.per_state("reports"),
                         {name[:2]: self.own_count(name[:2], "reports") for name in served})
        (given, by_candidate, by_contributor), = self.query(
            "SELECT (SELECT sum(amount) FROM contributions), (SELECT sum(total) FROM candidates), "
            "(SELECT sum(total) FROM contributors)")
        self.assertEqual((by_candidate, by_contributor), (given, given))

    def test_a_state_joins_when_it_is_loaded_and_follows_its_runs(self):
        self.give(texas.archive())
        self.succeed("ingest", "tx", "--quiet")
        self.assertEqual(self.per_state(), {"tx": 5})
        self.give_examples("hi")
        self.succeed("ingest", "hi", "--quiet")
        hawaii = self.own_count("hi", "contribs")
        self.assertEqual(self.per_state(), {"tx": 5, "hi": hawaii})
        self.give(texas.archive(gifts=[texas.gift(i) for i in range(1, 8)]))
        self.succeed("ingest", "tx", "--quiet")
        self.assertEqual(self.per_state(), {"tx": 7, "hi": hawaii})
        self.succeed("rollback", "tx")
        self.assertEqual(self.per_state(), {"tx": 5, "hi": hawaii})
        self.succeed("prune", "tx", "--keep", "0")
        self.assertEqual(self.per_state(), {"tx": 5, "hi": hawaii})

    def test_a_run_that_fails_changes_nothing(self):
        self.give(texas.archive())
        self.succeed("ingest", "tx", "--quiet")
        before = self.query("SELECT view_name, sql, comment FROM duckdb_views() ORDER BY ALL")
        self.give(texas.archive(gifts=[texas.gift(1)]))
        self.refuse(3, "ingest", "tx", "--quiet")
        self.assertEqual(self.query("SELECT view_name, sql, comment FROM duckdb_views() ORDER BY ALL"), before)

    def test_other_environments_have_views_of_their_own(self):
        self.give(texas.archive())
        self.succeed("ingest", "tx", "--quiet", "--env", "pre-print")
        self.assertEqual(self.per_state("contributions_pre-print"), {"tx": 5})
        self.assertEqual(self.query("SELECT view_name FROM duckdb_views() WHERE view_name = 'contributions'"), [])
        self.give(texas.archive(gifts=[texas.gift(1)]))
        self.succeed("ingest", "tx", "--quiet")
        self.assertEqual((self.per_state("contributions_pre-print"), self.per_state()), ({"tx": 5}, {"tx": 1}))

    def test_what_a_run_killed_after_its_promotion_left_undone_is_done_by_the_next_command(self):
        self.give(texas.archive())
        self.succeed("ingest", "tx", "--quiet")
        with duckdb.connect(str(self.folder / "state-fin.duckdb")) as connection:
            connection.execute("DROP VIEW contributions")
        self.succeed("status")
        self.assertEqual(self.per_state(), {"tx": 5})

    def test_tables_and_views_of_the_users_are_left_alone(self):
        with duckdb.connect(str(self.folder / "state-fin.duckdb")) as connection:
            connection.execute("CREATE TABLE contributions AS SELECT 42 AS mine")
            connection.execute("CREATE VIEW candidates AS SELECT 43 AS mine")
        self.give(texas.archive())
        _, err = self.succeed("ingest", "tx")
        for name in ("contributions", "candidates"):
            self.assertIn(f"'{name}' is something of yours", err)
        self.assertEqual(self.query("SELECT (SELECT mine FROM contributions), (SELECT mine FROM candidates), "
                                    "(SELECT count(*) FROM reports), (SELECT sum(contributions) FROM contributors)"),
                         [(42, 43, 1, 5)])

    def test_contributors_are_names_with_a_zip_code(self):
        roes = [("Roe", "Richard A.", "78701-1234"), ("ROE", "richard a", "78701"), ("Röe", "Richard  A.", "78701"),
                ("Roe", "Richard A.", "75201"), ("Poe", "Richard A.", "78701")]
        self.give(texas.archive(gifts=[
            texas.gift(i, amount=f"{i}.25", contributionDt=f"2019110{i}", contributorNameLast=last,
                       contributorNameFirst=first, contributorStreetPostalCode=code)
            for i, (last, first, code) in enumerate(roes, 1)]))
        self.succeed("ingest", "tx", "--quiet")
        rows = self.query("SELECT zip, contributions, total::VARCHAR, first_date::VARCHAR, last_date::VARCHAR "
                          "FROM contributors ORDER BY total")
        self.assertEqual(rows, [("75201", 1, "4.25", "2019-11-04", "2019-11-04"),
                                ("78701", 1, "5.25", "2019-11-05", "2019-11-05"),
                                ("78701", 3, "6.75", "2019-11-01", "2019-11-03")])

    def test_a_candidate_is_shown_as_last_seen_also_without_contributions(self):
        self.give(texas.archive(gifts=[texas.gift(1), texas.gift(2, amount="0.10")],
                                covers=[texas.cover(1), texas.cover(2, "00070002", filerName="Poe, Ed")]))
        self.succeed("ingest", "tx", "--quiet")
        rows = self.query("SELECT jurisdiction, candidate_id, house, district, contributions, total::VARCHAR, "
                          "first_date::VARCHAR, reports FROM candidates ORDER BY candidate_id")
        self.assertEqual(rows, [("tx", "00070001", "lower", 12, 2, "250.10", "2019-11-30", 1),
                                ("tx", "00070002", "upper", 7, 0, None, None, 1)])

    def coverage(self, columns):
        return self.query(f"SELECT jurisdiction, {columns} FROM coverage")

    def test_coverage_says_what_the_served_numbers_contain(self):
        stranger = texas.gift(9, filerIdent="00099999", amount="7.25")
        self.give(texas.archive(gifts=[texas.gift(1), stranger]))
        self.give_examples("wy")
        self.succeed("ingest", "tx", "wy", "--quiet")
        counts = "contributions, reports, unlinked_contributions, unlinked_total::VARCHAR, unlinked_filers"
        self.assertEqual(self.coverage(counts)[0], ("tx", 1, 1, 1, "7.25", 1))
        texan, wyoming = self.coverage("state, since, checked_against, agency, len(notes) > 2, coverage <> ''")
        self.assertEqual(texan, ("tx", "Texas", 2000, "files", "Texas Ethics Commission", True, True))
        self.assertEqual(wyoming[:3], ("wy", "Wyoming", 2009))
        self.give(texas.archive(gifts=[texas.gift(1), texas.gift(2)]))
        self.succeed("ingest", "tx", "--quiet")
        self.assertEqual(self.coverage(counts)[0], ("tx", 2, 1, 0, "0.00", 0))
        self.succeed("rollback", "tx")
        self.assertEqual(self.coverage(counts)[0], ("tx", 1, 1, 1, "7.25", 1))


class Comments(ProgramTest):
    def test_every_column_has_one_and_keeps_it(self):
        for gifts in (3, 5):
            self.give(texas.archive(gifts=[texas.gift(i) for i in range(1, gifts + 1)]))
            self.succeed("ingest", "tx", "--quiet")
        self.check()
        self.succeed("rollback", "tx")
        self.check()

    def check(self):
        self.assertEqual(self.query("SELECT table_name, column_name FROM duckdb_columns() "
                                    "WHERE NOT internal AND comment IS NULL"), [])
        self.assertEqual(self.query("SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL "
                                    "UNION ALL SELECT table_name FROM duckdb_tables() WHERE comment IS NULL"), [])
        (amount, candidate), = self.query(
            "SELECT max(comment) FILTER (column_name = 'amount'), max(comment) FILTER (column_name = 'candidate') "
            "FROM duckdb_columns() WHERE table_name = 'contributions'")
        self.assertIn("exact to the cent", amount)
        self.assertIn("house: Chamber", candidate)
