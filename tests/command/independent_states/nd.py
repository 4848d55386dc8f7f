"""North Dakota: new files by registrant, linked by the registry, the site's workbook of candidates or the roster; old
ones by the recipient's name."""
import json
import re
import xml.etree.ElementTree as xml
from collections import Counter

from independent import Gift, Skip, cents, rows, text_of

NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
KINDS = {"Monetary": "monetary", "In-Kind": "in_kind", "Total - $200 or less": "monetary",
         "Total - $100 or less": "monetary"}
NOT_NAMES = {"MR", "MS", "MRS", "DR", "JR", "SR", "II", "III", "MD"}


def words(text):
    """The words of a name, without titles and suffixes."""
    found = re.sub(r"[^A-Z0-9 ]", "", text.upper()).split()
    return [word for word in found if word not in NOT_NAMES]


def seat(office, district):
    """(chamber, district), or the office where it is none of the legislature's"""
    house = {"State Senator": "upper", "State Representative": "lower"}.get(office)
    return (house, re.sub("^District ", "", district)) if house else office


def agreed(pairs):
    """{key: seat} where all seats of a key are the same"""
    seats = {}
    for key, value in pairs:
        seats.setdefault(key, set()).add(value)
    return {key: values.pop() for key, values in seats.items() if len(values) == 1 and key}


def workbook(example):
    sheet = xml.parse(example / "Candidates.xlsx" / "xl" / "worksheets" / "sheet1.xml")
    table = [{cell.get("r")[0]: "".join(cell.itertext()) for cell in row} for row in sheet.iter(NAMESPACE + "row")]
    for row in table[1:]:
        yield [row.get(column, "") for column in "ABDE"]


class Seats:
    def __init__(self, example):
        self.own = {row["filer_id"]: (row["chamber"], row["district"]) for row in rows(text_of(example / "roster.csv"))}
        self.registry = {one["entityId"]: seat(one["office"], one["district"])
                         for one in json.loads(text_of(example / "registry.json"))["data"]}
        listed = list(workbook(example))
        self.committees = agreed((" ".join(words(committee)), seat(*rest)) for committee, _, *rest in listed)
        self.names = agreed(((words(name.split(",")[0])[-1], words(name.split(",", 1)[1])[0]), seat(*rest))
                            for _, name, *rest in listed)
        lines = text_of(example / "old_candidates_2020.csv").strip().split("\n")
        old = [line.rstrip(",").split(",") for line in lines[1:]]
        ways = [(key, row[-1], seat(row[-3], row[-2])) for row in old for key in (row[2], f"{row[1]} {row[0]}") if key]
        self.old_year = agreed(((key, year), value) for key, year, value in ways)
        self.old = agreed((key, value) for key, _, value in ways)

    def new_filer(self, number, committee, name, year):
        if number in self.own:
            return self.own[number]
        if number in self.registry:
            return self.registry[number]
        if year < "2025":
            return ""
        person = words(name)
        return self.committees.get(" ".join(words(committee))) or self.names.get((person[-1], person[0]), "")

    def old_filer(self, to, year):
        plain = " ".join(reversed(to.split(", ")))
        return self.own.get(to) or self.old_year.get((plain, year)) or self.old.get(plain, "")


def reason_of(found):
    return None if isinstance(found, tuple) else "no_candidate" if found in ("", "Undeclared") else "other_office"


def new(example, seats):
    """(reason or None, filer id, filer, gift)"""
    paths = sorted(example.glob("Contributions_*.csv"))
    latest = {path.name[14:18]: path for path in paths}
    for path in paths:
        year = path.name[14:18]
        for line in text_of(path, "windows-1252").strip().split("\n")[1:]:
            number, committee, name, _, category, _, amount = line.split(",")[:7]
            found = seats.new_filer(number, committee, name, year) if number[:3] == "101" else ""
            reason = reason_of(found) if number[:3] == "101" else "not_a_candidate"
            if not reason and latest[year] != path:
                reason = "superseded"
            house = found if isinstance(found, tuple) else ("", "")
            yield reason, number, committee or name, Gift(number, *house, KINDS.get(category, "other"), cents(amount))


def old(example, seats):
    years = {path.name[14:18] for path in example.glob("Contributions_*.csv")}
    most = Counter()
    for path in sorted(example.glob("old_contributions_*.csv")):
        here = Counter()
        for line in text_of(path).strip().split("\n")[1:]:
            year, amount, to = re.search(r'/(\d{4}) [^,]*,("[^"]*"|[^,]*),("[^"]*"|[^,]*),$', line).groups()
            to = to.strip('"')
            found = seats.old_filer(to, year)
            reason = reason_of(found)
            if not reason and year in years:
                reason = "in_new_file"
            here[line] += 1
            if not reason and here[line] <= most[line]:
                reason = "repeated"
            house = found if isinstance(found, tuple) else ("", "")
            yield reason, to, to, Gift(to, *house, "monetary", cents(amount.strip('"')))
        most |= here


def everything(example):
    seats = Seats(example)
    yield from new(example, seats)
    yield from old(example, seats)


def gifts(example):
    return (gift for reason, *_, gift in everything(example) if not reason)


def skipped(example):
    for reason, number, name, gift in everything(example):
        if reason or gift.kind != "monetary":
            yield Skip(reason or f"kind_{gift.kind}", number, name, gift.cents)
