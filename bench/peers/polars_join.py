"""polars, lazily and with its streaming engine: the unpacked CSV files, the same filter and joins.

    polars_join.py FOLDER OUTPUT
"""
import sys

import polars
from polars import col, lit, when

from texas_rules import CHAMBERS, EXTRA, FILER, MONETARY, NONE, PLAIN, POSITIONS, report


def read(path):
    return polars.scan_csv(path, infer_schema=False, empty_string_is_null=False, include_file_paths="file")


def told(part):
    """The office or its district: of the latest contest, else the treasurer's appointment, else the one held."""
    return (when(~col("contestSeekOfficeCd").is_in(NONE)).then(col(f"contestSeekOffice{part}"))
            .when(~col("ctaSeekOfficeCd").is_in(NONE)).then(col(f"ctaSeekOffice{part}"))
            .otherwise(col(f"filerHoldOffice{part}")))


def links_of(folder):
    candidates = (
        read(f"{folder}/filers.csv").filter(col("filerTypeCd") == "COH", told("Cd").is_in(list(CHAMBERS)))
        .sort("filerEffStartDt", maintain_order=True).unique("filerIdent", keep="last")
        .select(account="filerIdent", candidate=polars.struct(
            candidate_id="filerIdent", name="filerName", party=lit(""), house=told("Cd").replace(CHAMBERS),
            district=told("District").cast(polars.Int32, strict=False), district_name=told("District"),
            status=col("filerFilerpersStatusCd").str.to_lowercase())))
    committees = (
        read(f"{folder}/spacs.csv").filter(col("spacPositionCd").is_in(POSITIONS))
        .sort("candidateEffStartDt", maintain_order=True)
        .join(candidates, left_on="candidateFilerIdent", right_on="account").unique("spacFilerIdent", keep="last")
        .select(account="spacFilerIdent", candidate="candidate"))
    return polars.concat([candidates.with_columns(own=lit(True)), committees.with_columns(own=lit(False))])


def contributions(folder):
    person = (col("contributorNameFirst") + " " + col("contributorNameLast")).str.strip_chars()
    organization = col("contributorNameOrganization")
    is_person = (col("contributorPersentTypeCd") == "INDIVIDUAL") | (organization == "")
    return (
        read(f"{folder}/contribs_*.csv")
        .filter(col("infoOnlyFlag") != "Y", col("schedFormTypeCd").is_in(MONETARY))
        .with_columns(own=col("filerTypeCd") == "COH")
        .join(links_of(folder), left_on=["filerIdent", "own"], right_on=["account", "own"])
        .select(
            *(col(column).str.strip_chars().alias(field) for field, column in PLAIN.items()),
            jurisdiction=lit("tx"), kind=lit("monetary"), address=lit(""),
            contribution_date=col("contributionDt").str.to_date("%Y%m%d"),
            amount=col("contributionAmount").cast(polars.Float64),
            type=col("contributorPersentTypeCd").str.to_lowercase(),
            name=when(is_person).then(person).otherwise(organization),
            state=col("contributorStreetStateCd").str.to_uppercase(),
            filer=polars.struct(**FILER), candidate="candidate", addtl_data=polars.struct(**EXTRA),
            source=polars.struct("file")))


def main(folder, output):
    found = contributions(folder).collect(engine="streaming")
    found.write_ndjson(output)
    report(len(found), (found["amount"] * 100).round().cast(polars.Int64).sum())


if __name__ == "__main__":
    main(*sys.argv[1:])
