"""Alaska: the office is in the row, or in another row of the same candidate and election; the last version of a report
counts; a 24 Hour Report counts until a later report has its rows."""
import collections
import datetime

from independent import Gift, Skip, cents, mend_quotes, rows, text_of

CHAMBERS = {"House": "lower", "Senate": "upper"}
KINDS = {"Non-Monetary": "in_kind", "Bank Interest": "other"}


def day(text):
    return datetime.datetime.strptime(text, "%m/%d/%Y").date()


def income(example):
    found = []
    for path in sorted(example.glob("CD_Transactions*.CSV")):
        text = mend_quotes(text_of(path))
        found += [dict(row, file=path.name) for row in rows(text)] if text else []
    return found


def person(row):
    return row["Name"].split(" for ")[0]


def district(example, row, chamber):
    year = row["Election Name"][:4]
    for listed in rows(text_of(example / "roster.csv")):
        if (listed["name"], listed["chamber"]) == (person(row), chamber) and listed["from"] <= year <= listed["to"]:
            return listed["district"]
    for listed in rows(text_of(example / "Candidates.csv")):
        name = " ".join(reversed(listed["Candidate"].split(", ")))
        if (name, listed["Year"]) == (person(row), year) and " District " in listed["Office"]:
            return listed["Office"].split(" District ")[1]
    return ""


def reason(row, offices, candidates):
    """Why a row is left out, or None."""
    report = (row["Name"], row["Report Year"], row["Report Type"], row["Election Name"])
    same = [other for other in candidates if (other["Name"], other["Election Name"]) == (row["Name"], row["Election Name"])]
    office = row["Office"] or (offices.get((row["Name"], row["Election Name"])) if row["Election Name"] != "-" else None)
    if row["Transaction Type"] != "Income":
        return "not_income"
    if row["Filer Type"] != "Candidate":
        return "not_a_candidate"
    if office not in CHAMBERS:
        return "other_office" if office else "no_candidate"
    if row["Report Type"].startswith("24 Hour"):
        later = [other for other in same if not other["Report Type"].startswith("24 Hour")
                 and day(other["Submitted"]) >= day(row["Submitted"])]
        return "in_a_later_report" if later else None
    versions = [day(other["Submitted"]) for other in candidates
                if (other["Name"], other["Report Year"], other["Report Type"], other["Election Name"]) == report]
    return "superseded" if day(row["Submitted"]) < max(versions) else None


def everything(example):
    found = income(example)
    candidates = [row for row in found if row["Filer Type"] == "Candidate"]
    offices = {(row["Name"], row["Election Name"]): row["Office"] for row in candidates if row["Office"]}
    of_file, loaded = collections.Counter(), collections.Counter()
    for row in found:
        amount = cents(row["Amount"])
        left_out = reason(row, offices, candidates)
        if not left_out:  # equal rows count as often as in the file that has most of them
            content = tuple(value for name, value in row.items() if name not in ("Result", "file"))
            of_file[row["file"], content] += 1
            if of_file[row["file"], content] <= loaded[content]:
                left_out = "repeated"
            else:
                loaded[content] += 1
        if left_out:
            yield Skip(left_out, row["Name"], row["Name"], amount)
            continue
        chamber = CHAMBERS[offices[row["Name"], row["Election Name"]]]
        kind = "refund" if amount < 0 else "other" if row["Purpose of Expenditure"] == "Refund" else \
            KINDS.get(row["Payment Type"], "monetary")
        yield row["Name"], Gift(row["Name"], chamber, district(example, row, chamber), kind, amount)


def gifts(example):
    return (one[1] for one in everything(example) if not isinstance(one, Skip))


def skipped(example):
    for one in everything(example):
        if isinstance(one, Skip):
            yield one
        elif one[1].kind != "monetary":
            yield Skip(f"kind_{one[1].kind}", one[0], one[0], one[1].cents)
