"""pandas: the unpacked CSV files one after another (so that memory suffices), the same filter and joins. Its own
reader: the one of pyarrow stops at line ends inside quotes.
The documents are flat (filer_name instead of filer {name}): pandas writes no nested ones by itself.

    pandas_join.py FOLDER OUTPUT
"""
import pathlib
import sys

import numpy
import pandas

from texas_rules import CHAMBERS, EXTRA, FILER, MONETARY, NONE, PLAIN, POSITIONS, USED, report


def read(path, columns):
    return pandas.read_csv(path, dtype=str, keep_default_na=False, usecols=columns)


def told(rows, part):
    """The office or its district: of the latest contest, else the treasurer's appointment, else the one held."""
    return numpy.where(~rows["contestSeekOfficeCd"].isin(NONE), rows[f"contestSeekOffice{part}"],
                       numpy.where(~rows["ctaSeekOfficeCd"].isin(NONE), rows[f"ctaSeekOffice{part}"],
                                   rows[f"filerHoldOffice{part}"]))


def links_of(folder):
    offices = [f"{prefix}Office{part}" for prefix in ("contestSeek", "ctaSeek", "filerHold") for part in ("Cd", "District")]
    rows = read(folder / "filers.csv", ["filerIdent", "filerTypeCd", "filerName", "filerEffStartDt",
                                        "filerFilerpersStatusCd", *offices])
    rows = rows[rows["filerTypeCd"] == "COH"].sort_values("filerEffStartDt", kind="stable")
    candidates = pandas.DataFrame({
        "account": rows["filerIdent"], "candidate_id": rows["filerIdent"], "candidate_name": rows["filerName"],
        "candidate_house": pandas.Series(told(rows, "Cd"), rows.index).map(CHAMBERS),
        "candidate_district": told(rows, "District"), "candidate_status": rows["filerFilerpersStatusCd"].str.lower()})
    candidates = candidates.dropna(subset="candidate_house").drop_duplicates("account", keep="last")
    spacs = read(folder / "spacs.csv", ["spacFilerIdent", "candidateFilerIdent", "spacPositionCd", "candidateEffStartDt"])
    spacs = spacs[spacs["spacPositionCd"].isin(POSITIONS)].sort_values("candidateEffStartDt", kind="stable")
    committees = spacs[["spacFilerIdent", "candidateFilerIdent"]].merge(
        candidates.drop(columns="account"), left_on="candidateFilerIdent", right_on="candidate_id")
    committees = committees.drop(columns="candidateFilerIdent").rename(columns={"spacFilerIdent": "account"})
    return pandas.concat([candidates.assign(own=True),
                          committees.drop_duplicates("account", keep="last").assign(own=False)])


def contributions(path, links):
    rows = read(path, USED)
    rows = rows[(rows["infoOnlyFlag"] != "Y") & rows["schedFormTypeCd"].isin(MONETARY)]
    rows = rows.assign(own=rows["filerTypeCd"] == "COH")
    rows = rows.merge(links, left_on=["filerIdent", "own"], right_on=["account", "own"])
    person = (rows["contributorNameFirst"] + " " + rows["contributorNameLast"]).str.strip()
    organization = rows["contributorNameOrganization"]
    found = {field: rows[column].str.strip() for field, column in PLAIN.items()}
    found |= {f"filer_{field}": rows[column] for field, column in FILER.items()}
    found |= {column: rows[column] for column in links if column.startswith("candidate")}
    found |= {f"addtl_{field}": rows[column] for field, column in EXTRA.items()}
    found |= {
        "jurisdiction": "tx", "kind": "monetary", "address": "", "source_file": path.name,
        "contribution_date": pandas.to_datetime(rows["contributionDt"], format="%Y%m%d").dt.strftime("%Y-%m-%dT00:00:00"),
        "amount": rows["contributionAmount"].astype(float), "type": rows["contributorPersentTypeCd"].str.lower(),
        "name": person.where((rows["contributorPersentTypeCd"] == "INDIVIDUAL") | (organization == ""), organization),
        "state": rows["contributorStreetStateCd"].str.upper()}
    return pandas.DataFrame(found)


def main(folder, output):
    folder = pathlib.Path(folder)
    links = links_of(folder)
    accepted = cents = 0
    with open(output, "w") as out:
        for path in sorted(folder.glob("contribs_*.csv")):
            found = contributions(path, links)
            found.to_json(out, orient="records", lines=True)
            accepted += len(found)
            cents += (found["amount"] * 100).round().astype("int64").sum()
    report(accepted, cents)


if __name__ == "__main__":
    main(*sys.argv[1:])
