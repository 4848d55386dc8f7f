"""Texas and Michigan against the predecessor: the same documents field by field for the rows both load,
and each deliberate difference of docs/predecessor.md shown. `predecessor.py` has its rules."""
import json
import os
import pathlib
import subprocess
import sys
from decimal import Decimal

import predecessor
import texas
from support import SOURCE, ProgramTest

GENERATOR = pathlib.Path(os.environ["SFI_BUILD_DIR"]) / "bench" / "generate-texas"


class Compared(ProgramTest):
    state = ""

    def give_example(self):
        folder = self.folder / "input" / self.state
        subprocess.run([sys.executable, SOURCE / "scripts" / "example-input", self.state, folder], check=True)
        return folder

    def ours(self, id_field, *arguments):
        """Documents of all kinds by id."""
        self.succeed("ingest", self.state, "--sink", "ndjson", "--output", "ours.ndjson", "--quiet",
                     "--kinds", "all", *arguments)
        kind = "contribs" if id_field == "contribution_id" else "reports"
        lines = (self.folder / f"ours.{kind}.ndjson").read_text().splitlines()
        return {document[id_field]: document for document in map(json.loads, lines)}

    def differences(self, theirs, ours):
        """{id: {field: (theirs, ours)}} over the rows both load, but for those that are equal"""
        both = theirs.keys() & ours.keys()
        self.assertGreater(len(both), 0)
        found = {key: predecessor.differing(theirs[key], ours[key]) for key in both}
        return {key: fields for key, fields in found.items() if fields}


class Texas(Compared):
    state = "tx"

    def setUp(self):
        super().setUp()
        self.theirs = predecessor.Texas(self.give_example() / "TEC_CF_CSV.zip")

    def test_contributions_both_load(self):
        differing = self.differences(self.theirs.contributions(), self.ours("contribution_id"))
        for fields in differing.values():
            self.assertEqual(fields.pop("candidate.party"), ("unknown", ""))
        self.assertEqual({key: fields for key, fields in differing.items() if fields}, {
            "123456712": {"state": ("Tx", "TX")},
            # Registered twice, the newer registration first in the file.
            "123456725": {"candidate.house": ("lower", "upper"), "candidate.district": (45, 21)},
            # A committee for two candidates: the one it was linked to last.
            "123456739": {"candidate.candidate_id": ("00070001", "00070006"),
                          "candidate.name": ("Doe, Jane (Ms.)", "Okafor-O'Neil, Chi (Dr.)"),
                          "candidate.house": ("lower", "upper"), "candidate.district": (12, 14)}})

    def test_reports_both_load(self):
        differing = self.differences(self.theirs.reports(), self.ours("report_id"))
        self.assertEqual({str(fields) for fields in differing.values()},
                         {str({"candidate.party": ("unknown", "")})})

    def test_rows_counted_twice(self):
        """A corrected report repeats its rows; the ones it replaces are flagged, and counted by it."""
        theirs, ours = self.theirs.contributions(), self.ours("contribution_id")
        self.assertEqual(theirs.keys() - ours.keys(), {"123456706"})
        self.assertEqual(self.theirs.reports().keys() - self.ours("report_id").keys(), {"100812398"})

    def test_rows_it_left_out(self):
        theirs, ours = self.theirs.contributions(), self.ours("contribution_id")
        reason = {key: self.why(ours[key]) for key in ours.keys() - theirs.keys()}
        self.assertEqual(reason, {
            "123456702": "in-kind schedule A2", "123456710": "no date", "123456711": "before the election of 2018",
            "123456726": "before the election of 2018", "123456727": "office of another column",
            "123456728": "office of another column", "123456729": "no district",
            # Members who run for another office; their seat is in the report, or is the one held.
            "123456730": "office of another column", "123456752": "before the election of 2018",
            "123456753": "office of another column", "123456754": "before the election of 2018",
            "123456756": "office of another column", "123456757": "office of another column",
            "123456758": "office of another column",
            "123456761": "early report", "123456764": "early report"})

    @staticmethod
    def why(document):
        if "early_report" in document["addtl_data"]:
            return "early report"
        if document["addtl_data"]["schedule"] == "A2":
            return "in-kind schedule A2"
        if "contribution_date" not in document:
            return "no date"
        if document["contribution_date"] < "2018-11-07":
            return "before the election of 2018"
        return "office of another column" if document["candidate"]["district_name"] else "no district"

    def test_in_kind_taken_for_money(self):
        """It knows one schedule of in-kind gifts, A2, and takes the others for money."""
        ours = self.ours("contribution_id")
        kinds = {document["addtl_data"]["schedule"]: ours[key]["kind"]
                 for key, document in self.theirs.contributions().items() if key in ours}
        self.assertEqual({schedule: kind for schedule, kind in kinds.items() if kind != "monetary"},
                         {"A2SS": "in_kind", "AS2": "in_kind", "C2": "in_kind", "t-ctr": "other"})


    def test_schedules_that_are_not_in_the_list_of_codes(self):
        """It takes F1, K and B for money, if the account has a legislative contest with a district."""
        gifts = [texas.gift(number, "00070001", schedFormTypeCd=schedule)
                 for number, schedule in enumerate(("F1", "K", "B"), 1)]
        path = self.give(texas.archive(gifts=gifts))
        theirs, ours = predecessor.Texas(path).contributions(), self.ours("contribution_id")
        self.assertEqual(theirs.keys(), ours.keys())
        self.assertEqual({document["kind"] for document in ours.values()}, {"other"})

    def test_white_space(self):
        """It keeps blanks around values and in names."""
        path = self.give(texas.archive(gifts=[texas.gift(
            1, "00070001", contributorNameFirst="Ann\u00a0 Lee ", contributorNameLast=" Roe", contributorStreetCity="Waco ")]))
        theirs, ours = predecessor.Texas(path).contributions(), self.ours("contribution_id")
        (fields,) = self.differences(theirs, ours).values()
        fields.pop("candidate.party")
        self.assertEqual(fields, {"name": ("Ann\u00a0 Lee   Roe", "Ann Lee Roe"), "city": ("Waco ", "Waco")})

    def test_totals_that_are_blank(self):
        """A text without characters there, no field here."""
        path = self.give(texas.archive(covers=[texas.cover(1, "00070001", totalContribAmount="")]))
        (theirs,) = predecessor.Texas(path).reports().values()
        (ours,) = self.ours("report_id").values()
        self.assertEqual((theirs["contributions_amount"], "contributions_amount" in ours), ("", False))

    def test_reports_without_a_due_date(self):
        path = self.give(texas.archive(covers=[texas.cover(1, "00070001", dueDt="")]))
        self.assertEqual(predecessor.Texas(path).reports(), {})
        self.assertEqual(len(self.ours("report_id")), 1)


class GeneratedTexas(Compared):
    state = "tx"

    def setUp(self):
        super().setUp()
        path = self.folder / "input" / "tx" / "TEC_CF_CSV.zip"
        path.parent.mkdir(parents=True)
        subprocess.run([GENERATOR, "--rows", "30000", "--rows-per-member", "7000", "--output", path], check=True,
                       stderr=subprocess.DEVNULL)
        self.theirs = predecessor.Texas(path)

    def test_thousands_of_rows_are_the_same(self):
        theirs, ours = self.theirs.contributions(), self.ours("contribution_id")
        self.assertGreater(len(theirs.keys() & ours.keys()), 1500)
        for fields in self.differences(theirs, ours).values():
            self.assertEqual(fields.pop("candidate.party"), ("unknown", ""))
            self.assertIn(fields, ({}, {"state": ("Tx", "TX")}))

    def test_money_in_binary_fractions_does_not_add_up(self):
        ours = self.ours("contribution_id")
        theirs = [document["amount"] for key, document in self.theirs.contributions().items() if key in ours]
        exact = sum(Decimal(repr(amount)) for amount in theirs)
        added = 0.0
        for amount in theirs:  # one by one, as a database does; Python's sum() corrects rounding
            added += amount
        self.assertNotEqual(Decimal(repr(added)), exact)


class Michigan(Compared):
    state = "mi"

    def setUp(self):
        super().setUp()
        self.theirs = predecessor.Michigan(self.give_example())

    def ours_by_its_id(self):
        """The predecessor's id is two of our id's four numbers; of rows with the same the last counted."""
        numbers = {}
        for key, document in self.ours("contribution_id").items():
            parts = key.split("_")
            if len(parts) == 4:  # files of the system that it knows
                numbers[f"{parts[0]}_{parts[2]}"] = document
        return numbers

    def test_contributions_both_load(self):
        differing = self.differences(self.theirs.contributions(), self.ours_by_its_id())
        for fields in differing.values():
            fields.pop("contribution_id")
        swallowed, mended = differing["490002_79"].pop("name")
        self.assertRegex(swallowed, r"(?s)^HALF A QUOTE INC.*2034 EDWARD LANE WEST.*QUOTE$")
        self.assertEqual(mended, '"HALF A QUOTE INC')
        self.assertEqual({key: fields for key, fields in differing.items() if fields}, {
            # Neither name: unknown, not a person of no name.
            "480001_464006": {"type": ("individual", "unknown"), "name": (" ", "")},
            # Bytes that are not UTF-8 are Windows-1252.
            "481600_77": {"name": ("JOS\N{REPLACEMENT CHARACTER} PE\N{REPLACEMENT CHARACTER}A", "JOSÉ PEÑA")},
            # Quotes are data; it took two rows for one.
            "490002_79": {"contribution_date": ("2020-10-04T00:00:00", "2020-10-03T00:00:00"),
                          "amount": (61.0, 60.0)}})

    def test_reports_both_load(self):
        self.assertEqual(self.differences(self.theirs.reports(), self.ours("report_id")), {})

    def test_rows_counted_twice(self):
        """An amended statement has the contribution again."""
        self.assertEqual(self.theirs.contributions().keys() - self.ours_by_its_id().keys(), {"480001_464000"})
        self.assertEqual(self.theirs.reports().keys() - self.ours("report_id").keys(), {"519354_480001"})

    def test_rows_it_left_out(self):
        """No date; before 2019; swallowed by a quote; the years after 2020 it does not read."""
        left_out = self.ours_by_its_id().keys() - self.theirs.contributions().keys()
        self.assertEqual(left_out, {"480001_464004", "480001_464005", "490002_80", "500002_8", "500009_7"})

    def test_an_id_that_two_rows_share(self):
        """Details of one contribution have its number: of two it kept one."""
        shared = [key for key in self.ours("contribution_id") if key.startswith("480001_0_464003_")]
        self.assertEqual(len(shared), 2)
        self.assertEqual(self.theirs.contributions()["480001_464003"]["amount"], 11.0)

    def test_loans_taken_for_gifts(self):
        self.assertIn("480001_464002", self.theirs.contributions())
        self.assertEqual(self.ours("contribution_id")["480001_0_464002_0"]["kind"], "loan")
