"""DuckDB alone: reads the unpacked CSV files with the same filter and joins, in SQL.

    duckdb_sql.py FOLDER OUTPUT     OUTPUT ends in .duckdb: a table in this database; else NDJSON
"""
import pathlib
import sys

import duckdb

from texas_rules import EXTRA, FILER, MONETARY, PLAIN, POSITIONS, report


def told(part):
    """The office or its district: of the latest contest, else the treasurer's appointment, else the one held."""
    return f"""CASE WHEN coalesce(contestSeekOfficeCd, '') NOT IN ('', 'NONE', 'X') THEN contestSeekOffice{part}
                    WHEN coalesce(ctaSeekOfficeCd, '') NOT IN ('', 'NONE', 'X') THEN ctaSeekOffice{part}
                    ELSE filerHoldOffice{part} END"""


def read(folder, pattern):
    return (f"read_csv('{folder}/{pattern}', header = true, delim = ',', quote = '\"', escape = '\"', "
            f"all_varchar = true, filename = true)")


def struct_of(columns):
    return "{" + ", ".join(f"{field}: coalesce(trim(r.{column}), '')" for field, column in columns.items()) + "}"


def lookups(folder):
    return f"""
CREATE TEMP TABLE candidates AS
  SELECT filerIdent AS id, filerName AS name, CASE {told('Cd')} WHEN 'STATEREP' THEN 'lower' ELSE 'upper' END AS house,
         {told('District')} AS district, lower(filerFilerpersStatusCd) AS status
  FROM {read(folder, 'filers.csv')}
  WHERE filerTypeCd = 'COH' AND {told('Cd')} IN ('STATEREP', 'STATESEN')
  QUALIFY row_number() OVER (PARTITION BY filerIdent ORDER BY filerEffStartDt DESC) = 1;
CREATE TEMP TABLE links AS
  SELECT true AS own, id AS account, c AS candidate FROM candidates c
  UNION ALL
  SELECT false, spacFilerIdent, c FROM {read(folder, 'spacs.csv')} s JOIN candidates c ON c.id = s.candidateFilerIdent
  WHERE spacPositionCd IN {POSITIONS}
  QUALIFY row_number() OVER (PARTITION BY spacFilerIdent ORDER BY candidateEffStartDt DESC) = 1;
"""


def contributions(folder):
    plain = ", ".join(f"coalesce(trim(r.{column}), '') AS {field}" for field, column in PLAIN.items())
    person = "trim(concat_ws(' ', nullif(trim(r.contributorNameFirst), ''), nullif(trim(r.contributorNameLast), '')))"
    return f"""
SELECT {plain}, 'tx' AS jurisdiction, 'monetary' AS kind, '' AS address,
       strptime(r.contributionDt, '%Y%m%d')::DATE AS contribution_date,
       r.contributionAmount::DECIMAL(14, 2) AS amount, coalesce(lower(r.contributorPersentTypeCd), 'unknown') AS type,
       CASE WHEN r.contributorPersentTypeCd = 'INDIVIDUAL' THEN {person}
            ELSE coalesce(nullif(trim(r.contributorNameOrganization), ''), {person}) END AS name,
       coalesce(upper(trim(r.contributorStreetStateCd)), '') AS state, {struct_of(FILER)} AS filer,
       {{candidate_id: l.candidate.id, name: l.candidate.name, party: '', house: l.candidate.house,
         district: try_cast(l.candidate.district AS INTEGER), district_name: coalesce(l.candidate.district, ''),
         status: coalesce(l.candidate.status, '')}} AS candidate,
       {struct_of(EXTRA)} AS addtl_data, {{file: r.filename}} AS source
FROM {read(folder, 'contribs_*.csv')} r JOIN links l ON l.account = r.filerIdent AND l.own = (r.filerTypeCd = 'COH')
WHERE r.infoOnlyFlag IS DISTINCT FROM 'Y' AND r.schedFormTypeCd IN {MONETARY}
"""


def main(folder, output):
    to_table = output.endswith(".duckdb")
    if to_table:
        pathlib.Path(output).unlink(missing_ok=True)
    connection = duckdb.connect(output if to_table else ":memory:")
    connection.execute(lookups(folder))
    if to_table:
        connection.execute(f"CREATE TABLE contributions AS {contributions(folder)}")
        report(*connection.execute("SELECT count(*), sum(amount) * 100 FROM contributions").fetchone())
    else:
        written = connection.execute(
            f"COPY ({contributions(folder)}) TO '{output}' (FORMAT json, USE_TMP_FILE false)").fetchone()
        report(written[0], None)


if __name__ == "__main__":
    main(*sys.argv[1:])
