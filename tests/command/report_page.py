"""A report as its reader has it: tables by caption, and whether the page is well formed."""
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "hr", "img", "input"}


class ReportPage(HTMLParser):
    """tables: {caption: [row of texts, ...]}, the heading row first; texts: all that is shown."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.open, self.tags, self.tables, self.texts, self.attributes = [], set(), {}, [], []
        self.feed(html)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes += attributes
        if tag == "caption":
            self.caption = ""
        elif tag == "tr":
            self.row = []
        elif tag in ("th", "td"):
            self.cell = ""
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes += attributes

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, (tag, self.open)
        self.open.pop()
        if tag == "caption":
            assert self.caption not in self.tables, self.caption
            self.tables[self.caption] = []
        elif tag in ("th", "td"):
            self.row.append(self.cell)
        elif tag == "tr":
            self.tables[self.caption].append(self.row)

    def handle_data(self, data):
        self.texts.append(data)
        if "caption" in self.open:
            self.caption += data
        elif "th" in self.open or "td" in self.open:
            self.cell += data

    def table(self, caption):
        """Rows as dicts by heading."""
        heading, *rows = self.tables[caption]
        return [dict(zip(heading, row, strict=True)) for row in rows]
