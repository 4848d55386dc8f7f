"""Maine: the two layouts of the yearly files, and four places that say who runs for what: a roster, the candidate
list by number and by name and year, the expenditures. Records are cut where the next one begins."""
import re

from independent import Gift, Skip, cents, mend_quotes, rows, text_of

HOUSES = {"Senator": "upper", "State Senator": "upper", "Representative": "lower", "State Representative": "lower"}
COMMITTEES = ("Political Action Committee", "Party Committee", "Political Party Committee", "Ballot Question Committee")
TITLES = ("Mr.", "Ms.", "Miss", "Representative", "Senator")


def joined(path, encoding="utf-8-sig"):
    """The layout since 2018: a line that does not begin with two numbers belongs to the one before."""
    header, body = text_of(path, encoding).split("\n", 1)
    return rows(header + "\n" + re.sub(r"\n(?!\d+,\d+,|$)", " ", body))


def old(path):
    """The layout until 2017, with the names of the later one."""
    later = {"MI": "Middle Name"}
    for row in rows(mend_quotes(text_of(path))):
        yield {later.get(name, re.sub("(?<=[a-z])(?=[A-Z])", " ", name)): value for name, value in row.items()}


def receipts(example):
    """(layout, row), of an amended receipt the last one filed."""
    for layout, name, read in (("new", "CON_2020.csv", lambda path: joined(path, "windows-1252")),
                               ("new", "CON_2024.csv", joined), ("old", "CON_2008.csv", old),
                               ("old", "CON_2018_early.csv", old)):
        for row in read(example / name):
            yield layout, {"OrgID": row.get("Org ID"), **row}


def seat_of(office, district):
    return HOUSES.get(office, "other"), re.sub(r"^0+|\D", "", district)


def plain(name):
    words = re.sub(r"[^A-Z0-9 .]", "", name).split() if name.isupper() else name.split()
    while words and words[0] in TITLES:
        words.pop(0)
    return " ".join(words).replace(".", "").upper()


class Seats:
    def __init__(self, example):
        self.roster = list(rows(text_of(example / "roster.csv")))
        self.listed, self.named, self.spent, self.former = {}, {}, {}, {}
        for row in rows(text_of(example / "candidates.csv")):
            seat = seat_of(row["Office Name"], row["District"])
            last, first = re.match(r"([^,(]+?)(?: \(Special\))?, *(\w+)", row["Candidate Name"]).groups()
            self.listed[row["ID Number"], last.upper()] = seat
            self.named.setdefault((first.upper(), last.upper(), row["Election Year"]), set()).add(seat)
        for path, office, district, code in (("EXP_2020.csv", "Committee Office", "Committee District", "windows-1252"),
                                             ("EXP_2024.csv", "Office", "District", "utf-8-sig")):
            for row in joined(example / path, code):
                if row[office]:
                    seat = seat_of(row[office], row[district])
                    self.spent.setdefault(row["OrgID"], set()).add(seat)
                    if row["LegacyID"] != "0":
                        self.former.setdefault(row["LegacyID"], set()).add(seat)

    def of_roster(self, number, name, year):
        for row in self.roster:
            last, _, first = row["name"].partition(", ")
            mine = row["filer_id"] == number if row["filer_id"] else plain(f"{first} {last}".strip()) == name
            if mine and row["chamber"] and (row["from"] or "0") <= year <= (row["to"] or "9999"):
                return row["chamber"], row["district"]

    def find(self, layout, row):
        number, name, year = row["OrgID"], plain(row["Candidate Name"]), re.search(r"/(\d{4})", row["Receipt Date"])[1]
        legacy = number if layout == "old" else row["LegacyID"]
        words = re.sub(" (JR|SR|II|III)$", "", name).split() or [""]
        election = str(int(year) + int(year) % 2)
        found = self.of_roster(number, name, year) or self.listed.get((number, words[-1]))
        found = found or self.listed.get((legacy, words[-1]))
        for seats in (self.spent.get(number, ()), self.former.get(legacy, ()),
                      self.named.get((words[0], words[-1], election), ())):
            if not found and len(seats) == 1:
                found = next(iter(seats))
        return found


def kind_of(row):
    kind, source = row["Receipt Type"], row["Receipt Source Type"]
    if kind == "Returned Contribution":
        return "refund"
    if kind.startswith("In-Kind"):
        return "in_kind"
    if kind == "Loan":
        return "loan"
    own = source.startswith(("Transfer", "Maine Clean Election Act", "MCEA Supp"))
    return "monetary" if kind.startswith("Monetary") and not own else "other"


def everything(example):
    """(reason, gift, filer)"""
    seats, latest = Seats(example), {}
    for layout, row in receipts(example):
        key = layout, row["OrgID"], row["Receipt ID"]
        filed = re.sub(r"(\d+)/(\d+)/(\d+)", r"\3\1\2", row["Filed Date"])
        latest[key] = max(latest.get(key, ""), filed)
    for layout, row in receipts(example):
        filed = re.sub(r"(\d+)/(\d+)/(\d+)", r"\3\1\2", row["Filed Date"])
        seat = seats.find(layout, row)
        reason = ("not_a_candidate" if row["Committee Type"] in COMMITTEES else
                  "no_candidate" if not seat else
                  "other_office" if seat[0] == "other" else
                  "superseded" if filed < latest[layout, row["OrgID"], row["Receipt ID"]] else None)
        yield (reason, Gift(row["OrgID"], *(seat or ("", "")), kind_of(row), cents(row["Receipt Amount"])),
               row["Committee Name"] or row["Candidate Name"])


def gifts(example):
    return (gift for reason, gift, _ in everything(example) if not reason)


def skipped(example):
    for reason, gift, name in everything(example):
        if reason or gift.kind != "monetary":
            yield Skip(reason or f"kind_{gift.kind}", gift.candidate, name, gift.cents)
