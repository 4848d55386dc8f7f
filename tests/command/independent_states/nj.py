"""New Jersey: the download says the district, the list of entities the office; the old archive says both, in lines
with tabs or with commas. An election year of the download does not count in the archive."""
import csv
import json
import re

from independent import Gift, Skip, cents, rows, text_of

CHAMBERS = {"STATE SENATE": "upper", "STATE ASSEMBLY": "lower", "STATE GENERAL ASSEMBLY": "lower"}
JOINT = "JOINT CANDIDATES CMTE"
KINDS = {"MONETARY": "monetary", "CURRENCY": "monetary", "N/SUBMITTED": "monetary", "CASH N/SUBM": "monetary",
         "IN-KIND": "in_kind", "LOAN": "loan", "LOAN PAY": "loan", "REFUND": "refund", "REBURS/REFD": "refund"}


def kind_of(text, giver):
    return "other" if giver in ("INTEREST", "PRIOR ELECTION TRANSFER") else KINDS.get(text, "other")


def district_of(place):
    found = re.match(r"(\d+)[A-Z]{2} LEGISLATIVE DISTRICT", place)
    return found[1] if found else ""


def chamber_of_name(name):
    words = {"lower": "ASSEMBLY", "upper": "SENATE"}
    named = [house for house, word in words.items() if word in re.findall(r"\w+", name)]
    return named[0] if len(named) == 1 else ""


def download(example):
    offices = {}
    for row in json.loads(text_of(example / "entities.json"))["data"]:
        key = row["ENTITYNAME"], str(row["ELECTIONYEAR"]), row["LOCATION"]
        offices.setdefault(key, set()).add(row["OFFICE"])
    for path in sorted(example.glob("contributions*.csv")):
        for row in rows(text_of(path)):
            name, district, year = row["EntityName"], district_of(row["Location"]), row["ElectionYear"]
            known = offices.get((name, year, row["Location"]), set())
            office = next(iter(known)) if len(known) == 1 else ""
            house = CHAMBERS.get(office, chamber_of_name(name) if office == JOINT else "")
            reason = ("other_office" if not district else
                      "not_a_candidate" if office and office != JOINT and office not in CHAMBERS else None)
            kind = kind_of(row["ContributionType"], row["ContributorType"])
            yield reason, year, Gift(f"{name} / {district} / {year}", house, district, kind,
                                     cents(row["ContributionAmount"])), name


def archive(example):
    years = {year for reason, year, *_ in download(example) if reason != "other_office"}
    for path in sorted(example.glob("*.zip/*.txt")):
        text = text_of(path, "windows-1252")
        tabs = "\t" in text.split("\n")[0]
        dialect = {"delimiter": "\t", "quoting": csv.QUOTE_NONE} if tabs else {}
        for row in rows(text, **dialect):
            committee = f"{row['REC_NON_IND_NAME']} {row['REC_NON_IND_NAME2']}".strip()
            person = re.sub(r"\([GPI]\d\d\)", "", row["REC_LNAME"])
            first = " ".join(filter(None, (row["REC_FNAME"], row["REC_MNAME"], row["REC_SUFFIX"])))
            name = committee or f"{person}, {first}"
            office, year, district = row["OFFICE"], row["ELECTION_YEAR"], district_of(row["LOCATION"])
            house = chamber_of_name(committee) if office == JOINT else CHAMBERS.get(office, "")
            reason = ("other_office" if office != JOINT and office not in CHAMBERS else
                      "no_candidate" if office == JOINT and not row["LOCATION"] else
                      "other_office" if office == JOINT and not district else
                      "in_download" if year in years else None)
            number = " / ".join(filter(None, (name, office, district, year, row["ELECTION_TYPE"])))
            yield reason, year, Gift(number, house, district, kind_of(row["RECEIPT_TYPE"], row["CONT_TYPE"]),
                                     cents(row["CONT_AMT"])), name


def everything(example):
    yield from download(example)
    yield from archive(example)


def gifts(example):
    return (gift for reason, _, gift, _ in everything(example) if not reason)


def skipped(example):
    for reason, _, gift, name in everything(example):
        if reason or gift.kind != "monetary":
            yield Skip(reason or f"kind_{gift.kind}", gift.candidate, name, gift.cents)
