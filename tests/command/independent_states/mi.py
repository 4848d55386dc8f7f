"""Michigan: a committee's office is in the old system's summary, in MiTN's rows or in a roster."""
import itertools

from independent import Gift, cents, rows, text_of, unquoted

HOUSES = {"Representative in State Legislature": "lower", "State Senator": "upper"}
OLD = """doc_seq_no page_no contribution_id cont_detail_id doc_stmnt_year doc_type_desc com_legal_name
common_name cfr_com_id com_type can_first_name can_last_name contribtype f_name l_name_or_org address
city state zip occupation employer received_date amount aggregate extra_desc""".split()


def statements(example):
    text = text_of(example / "micfrcansummary.txt.zip" / "micfrcansummary.txt", "latin-1")
    return [row for row in rows(text, delimiter="\t") if row["Document Sequence#"]]


def gift_rows(example):
    """Rows of all three generations; of the rows without a header the names are the agency's."""
    for path in sorted(example.glob("*.zip/*contributions*.txt")):
        text = text_of(path, "latin-1" if path.name < "2025" else "utf-8-sig")
        headed = text.startswith("doc_seq_no")
        yield from rows(**unquoted(text), names=None if headed else OLD)
    for path in example.glob("*.csv"):
        if "contributions" in path.name:
            yield from rows(text_of(path))


def seats(example, gifts):
    """(by statement, by committee and year, by committee): each (house, district)."""
    by_statement, by_year, by_committee = {}, {}, {}
    for row in sorted(statements(example), key=lambda row: row["Statement Year"]):
        if row["Office Sought"] in HOUSES:
            seat = HOUSES[row["Office Sought"]], number(row["District Sought"])
            by_statement[row["Committee ID#"], row["Document Sequence#"]] = seat
            by_committee[row["Committee ID#"]] = seat
    for row in gifts:
        if row.get("can_office_sought") in HOUSES:
            seat = HOUSES[row["can_office_sought"]], number(row["can_district_sought"])
            by_year[row["cfr_com_id"].lstrip("0"), row["doc_stmnt_year"]] = seat
    return by_statement, by_year, by_committee


def number(district):
    return "".join(itertools.takewhile(str.isdigit, district))


def kind_of(phrase):
    lower = phrase.lower()
    return "loan" if "loan" in lower else "in_kind" if "in-kind" in lower else "monetary"


def gifts(example):
    found = list(gift_rows(example))
    by_statement, by_year, by_committee = seats(example, found)
    roster = {row["filer_id"]: (row["chamber"], row["district"])
              for row in rows(text_of(example / "roster.csv"))}
    latest = {}
    for row in found:
        key = (row["cfr_com_id"].lstrip("0"), row["doc_stmnt_year"],
               row["doc_type_desc"].removeprefix("AMENDED "), row["contribution_id"], row["cont_detail_id"])
        if key not in latest or int(row["doc_seq_no"]) > int(latest[key]["doc_seq_no"]):
            latest[key] = row
    for (committee, year, *_), row in latest.items():
        seat = (roster.get(committee) or by_statement.get((committee, row["doc_seq_no"]))
                or by_year.get((committee, year)) or by_committee.get(committee))
        if seat:
            yield Gift(committee, *seat, kind_of(row["contribtype"]), cents(row["amount"]))


def reports(example):
    latest = {}
    for row in sorted(statements(example), key=lambda row: int(row["Document Sequence#"])):
        if row["Office Sought"] in HOUSES:
            kind = row["Statement Type"].removeprefix("AMENDED ")
            latest[row["Committee ID#"], row["Statement Year"], kind, row["Period Begin"]] = row
    return [f"{row['Committee ID#']}_{row['Document Sequence#']}" for row in latest.values()]
