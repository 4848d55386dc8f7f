"""California: a receipt belongs to a filing, of which the highest amendment counts; the filing's own cover, another
of the committee or a statement of intention tells which office the money is for."""
import re
from datetime import datetime

from independent import Gift, cents, rows, text_of, unquoted

CHAMBERS = {"ASM": "lower", "SEN": "upper"}


def table(example, name):
    path = example / "dbwebexport.zip" / "CalAccess" / "DATA" / f"{name}_CD.TSV"
    text = text_of(path, "windows-1252").replace("\0", "")
    text = re.sub(r"\n(?![0-9]+\t|FILING_ID|FILER_ID|CODE_TYPE|$)", " ", text)  # a line end inside a value
    return list(rows(**unquoted(text)))


def office_of(row):
    """ASM, SEN, 'other', or None when the cover does not say what the committee is for."""
    own = row["CMTTE_TYPE"] == "C" or row["ENTITY_CD"] == "CTL" or (row["CMTTE_TYPE"] == "P" and row["SUP_OPP_CD"] != "O")
    office = row["OFFICE_CD"] or row["JURIS_CD"]
    return (office if office in CHAMBERS else "other") if own and office and row["FORM_TYPE"] != "F496" else None


def district_of(row):
    number = re.search("[1-9][0-9]*", row["DIST_NO"] + " " + row["OFFIC_DSCR"])
    return number[0] if number else ""


def filer_of(row):
    return row["FILER_ID"].lstrip("0")


class Offices:
    """What a filing's money is for: its own cover, another of the committee, a statement, an office held."""

    def __init__(self, example):
        self.own, self.filers, self.held, self.districts, self.stated = {}, {}, {}, {}, {}
        highest = current(example)
        covers = [row for row in table(example, "CVR_CAMPAIGN_DISCLOSURE")
                  if int(row["AMEND_ID"]) == highest[row["FILING_ID"]][0]]
        for row in sorted(covers, key=lambda row: datetime.strptime(row["RPT_DATE"], "%m/%d/%Y %I:%M:%S %p")):
            office, district, filer = office_of(row), district_of(row), filer_of(row)
            if office and row["OFF_S_H_CD"] == "H":
                words = {"SEN": "senat", "ASM": "assembl"}
                other = {"SEN": "assembl", "ASM": "senat"}
                name = row["FILER_NAML"].lower()
                if "officeholder" in name or (words[office] in name and other[office] not in name):
                    self.held[filer] = (office, district)
            elif office:
                self.own[row["FILING_ID"]] = self.filers[filer] = (office, district)
            if office and district:
                self.districts[filer, office] = district
        numbers = {row["CODE_ID"]: row["CODE_DESC"].lstrip("0") for row in table(example, "LOOKUP_CODES")}
        for row in table(example, "F501_502"):
            office = {"30012": "SEN", "30013": "ASM"}.get(row["OFFICE_CD"], "other")
            if row["COMMITTEE_ID"]:
                self.stated[row["COMMITTEE_ID"].lstrip("0")] = (office, numbers.get(row["DISTRICT_CD"], ""))

    def of(self, filing, filer):
        """(chamber, district), 'other' or None"""
        office, district = (self.own.get(filing) or self.filers.get(filer) or self.stated.get(filer)
                            or self.held.get(filer) or (None, ""))
        if office not in CHAMBERS:
            return office
        return CHAMBERS[office], district or self.districts.get((filer, office), "")


def current(example):
    """{filing: (amendment, committee)}"""
    highest = {}
    for row in table(example, "CVR_CAMPAIGN_DISCLOSURE"):
        number = int(row["AMEND_ID"])
        if number >= highest.get(row["FILING_ID"], (-1,))[0]:
            highest[row["FILING_ID"]] = (number, row["FILER_ID"].lstrip("0"))
    return highest


def gifts(example):
    offices, filings = Offices(example), current(example)
    for row in table(example, "RCPT") + table(example, "LOAN"):
        amendment, committee = filings.get(row["FILING_ID"], (None, None))
        amount = row.get("AMOUNT") or row.get("LOAN_AMT1")
        if (row["FORM_TYPE"] not in ("A", "C", "B1") or row["MEMO_CODE"] or amendment is None
                or int(row["AMEND_ID"]) != amendment or (row["FORM_TYPE"] == "B1" and amount == "0")):
            continue
        seat = offices.of(row["FILING_ID"], committee)
        if seat and seat != "other":
            kind = {"A": "monetary", "C": "in_kind", "B1": "loan"}[row["FORM_TYPE"]]
            kind = {"R": "refund", "F": "other"}.get(row.get("TRAN_TYPE"), kind)
            yield Gift(committee, *seat, kind, cents(amount))


def reports(example):
    offices, filings = Offices(example), current(example)
    for row in table(example, "CVR_CAMPAIGN_DISCLOSURE"):
        seat = offices.of(row["FILING_ID"], filer_of(row))
        if row["FORM_TYPE"] in ("F460", "F450") and seat and seat != "other":
            if int(row["AMEND_ID"]) == filings[row["FILING_ID"]][0]:
                yield row["FILING_ID"]
