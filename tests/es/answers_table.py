"""The table of docs/index-reference.md: which server answers which question, and how."""
import re

from support import SOURCE

PAGE = (SOURCE / "docs" / "index-reference.md").read_text()


def read():
    """{question: {"opensearch-3.8.0": "right"}}; servers with a star were asked once, not by the tests."""
    table = re.search(r"## Which server answers what\n.*?\n(\| Question .*?)\n\n", PAGE, re.S)[1]
    head, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    names = [name.lower().replace(" ", "-") for name in head]
    return {question: {name: cell for name, cell in zip(names[1:], cells) if not name.endswith("*")}
            for question, *cells in rows}


ANSWERS = read()


def some_or_all(got, expected):
    return "all" if got == expected else "some" if got < expected else f"{got} of {expected}"
