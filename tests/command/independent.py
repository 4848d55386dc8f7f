"""Reading a state's example apart from the program: what the readers in independent_states/ share.

independent_states/<xx>.py has `gifts(example)`, which yields a Gift for each contribution that must be
loaded with `--kinds all`, and, where the state has reports, `reports(example)`, which yields their ids. Some
have `skipped(example)`, which yields a Skip for each row that is left out.
They know the agency's layout and nothing of the definition: Python's csv, Decimal and a few dicts.
"""
import csv
import io
import re
from collections import Counter
from decimal import Decimal
from typing import NamedTuple


class Gift(NamedTuple):
    candidate: str  # candidate_id
    house: str      # lower, upper, unicameral
    district: str   # as text, "" when unknown
    kind: str
    cents: int


class Skip(NamedTuple):
    """A row that is not loaded when nothing is said on the command line."""
    reason: str
    filer_id: str
    filer: str  # name
    cents: int


def cents(text):
    """'$1,234.50', '(12.00)', '.5000' or '5-' as whole cents; a part of a cent is an error."""
    plain = re.sub(r"[$, ]", "", text)
    negative = plain.startswith("(") or plain.startswith("-") or plain.endswith("-")
    amount = Decimal(plain.strip("()-")) * 100
    assert amount == int(amount), text
    return -int(amount) if negative else int(amount)


def text_of(path, encoding="utf-8-sig"):
    """A file's text with every end of line as LF, also lone CRs."""
    return re.sub("\r\n|\r", "\n", path.read_bytes().decode(encoding))


def rows(text, names=None, **dialect):
    """Rows as dicts of trimmed values by column name; surplus values are dropped, missing ones blank.
    Of two columns of one name the first counts; the second is under name#2."""
    reader = csv.reader(io.StringIO(text, newline=""), **dialect)
    names = unique(names or next(reader))
    for row in reader:
        if row:
            values = [value.strip() for value in row] + [""] * len(names)
            yield dict(zip(names, values))


def unique(names):
    seen = Counter()
    numbered = []
    for name in (name.strip() for name in names):
        seen[name] += 1
        numbered.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return numbered


def unquoted(text, delimiter="\t"):
    """Options for `rows`: quotes are data."""
    return {"text": text, "delimiter": delimiter, "quoting": csv.QUOTE_NONE}


def mend_quotes(text, delimiter=","):
    """Doubles quotes inside a field: those next to neither a delimiter nor a line end."""
    edge = re.escape(delimiter) + r"\n"
    return re.sub(rf'(?<=[^{edge}])"(?=[^{edge}])', '""', text)


def totals(gifts):
    """{(candidate, house, district, kind): (how many, cents)}"""
    count, amount = Counter(), Counter()
    for gift in gifts:
        count[gift[:4]] += 1
        amount[gift[:4]] += gift.cents
    return {key: (count[key], amount[key]) for key in count}
