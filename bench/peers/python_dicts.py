"""The predecessor's method, rewritten with our rules: the archive's members are unpacked into a
temporary folder, read with Python's csv module as a dict for each row, whose date is parsed before anything
else is asked; each document is a dict. It is written as JSON, where the predecessor called a server.

    python_dicts.py ARCHIVE OUTPUT
"""
import csv
import json
import pathlib
import sys
import tempfile
import zipfile
from datetime import datetime

from texas_rules import CHAMBERS, EXTRA, FILER, MONETARY, NONE, PLAIN, POSITIONS, report


def table(folder, member):
    with open(folder / member, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def unpack(path, folder):
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name in ("filers.csv", "spacs.csv") or name.startswith("contribs"):
                archive.extract(name, folder)


def told(row, part):
    """The office or its district: of the latest contest, else the treasurer's appointment, else the one held."""
    for prefix in ("contestSeek", "ctaSeek"):
        if row[f"{prefix}OfficeCd"] not in NONE:
            return row[f"{prefix}Office{part}"]
    return row[f"filerHoldOffice{part}"]


def candidates_of(folder):
    candidates = {}
    rows = [row for row in table(folder, "filers.csv") if row["filerTypeCd"] == "COH" and told(row, "Cd") in CHAMBERS]
    for row in sorted(rows, key=lambda row: row["filerEffStartDt"]):
        district = told(row, "District")
        candidates[row["filerIdent"]] = {
            "candidate_id": row["filerIdent"], "name": row["filerName"], "party": "",
            "house": CHAMBERS[told(row, "Cd")], "district": int(district) if district else None,
            "district_name": district, "status": row["filerFilerpersStatusCd"].lower()}
    return candidates


def committees_of(folder, candidates):
    rows = [row for row in table(folder, "spacs.csv")
            if row["spacPositionCd"] in POSITIONS and row["candidateFilerIdent"] in candidates]
    rows.sort(key=lambda row: row["candidateEffStartDt"])
    return {row["spacFilerIdent"]: candidates[row["candidateFilerIdent"]] for row in rows}


def document(row, date, candidate, member, number):
    person = f"{row['contributorNameFirst']} {row['contributorNameLast']}".strip()
    is_person = row["contributorPersentTypeCd"] == "INDIVIDUAL"
    return {
        **{field: row[column].strip() for field, column in PLAIN.items()},
        "jurisdiction": "tx", "kind": "monetary", "address": "",
        "contribution_date": date.isoformat(), "amount": float(row["contributionAmount"]),
        "type": row["contributorPersentTypeCd"].lower() or "unknown",
        "name": person if is_person else row["contributorNameOrganization"] or person,
        "state": row["contributorStreetStateCd"].upper(),
        "filer": {field: row[column] for field, column in FILER.items()}, "candidate": candidate,
        "addtl_data": {field: row[column] for field, column in EXTRA.items() if row.get(column)},
        "source": {"file": member, "row": number}}


def load(folder, out):
    candidates = candidates_of(folder)
    committees = committees_of(folder, candidates)
    accepted = cents = 0
    for path in sorted(folder.glob("contribs*")):
        for number, row in enumerate(table(folder, path.name), 1):
            date = datetime.strptime(row["contributionDt"], "%Y%m%d")
            linked = candidates if row["filerTypeCd"] == "COH" else committees
            candidate = linked.get(row["filerIdent"])
            if candidate and row["infoOnlyFlag"] != "Y" and row["schedFormTypeCd"] in MONETARY:
                found = document(row, date, candidate, path.name, number)
                out.write(json.dumps(found) + "\n")
                accepted += 1
                cents += round(found["amount"] * 100)
    report(accepted, cents)


def main(path, output):
    with tempfile.TemporaryDirectory() as folder, open(output, "w") as out:
        unpack(path, folder)
        load(pathlib.Path(folder), out)


if __name__ == "__main__":
    main(*sys.argv[1:])
