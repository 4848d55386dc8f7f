"""The figures as an SVG picture: horizontal bars on a logarithmic scale."""
import math
import re
from xml.sax.saxutils import escape

COLOURS = {"ours": "#1a7f5a", "unpack": "#9aa5b1", "peer": "#d08a3a"}
LEGEND = {"ours": "this program", "unpack": "only unpacking", "peer": "peers, same rules"}
LEFT, WIDTH, BAR, GAP = 420, 960, 16, 8
STYLE = "text { font: 13px sans-serif; fill: #222 } .note { font-size: 11px; fill: #555 }"


def plain(label):
    return re.sub(r"[*\\]", "", label)


def bars(title, rows, top):
    """(SVG text, next free y) for rows of (label, kind, seconds)."""
    least = 10 ** math.floor(math.log10(min(seconds for _, _, seconds in rows)))
    decades = math.log10(max(seconds for _, _, seconds in rows) / least)
    parts = [f'<text x="10" y="{top}" font-weight="bold">{escape(title)}</text>']
    y = top + 14
    for label, kind, seconds in rows:
        length = max(2.0, (WIDTH - LEFT - 70) * math.log10(seconds / least) / decades)
        parts.append(f'<text x="{LEFT - 8}" y="{y + 13}" text-anchor="end">{escape(plain(label))}</text>'
                     f'<rect x="{LEFT}" y="{y}" width="{length:.1f}" height="{BAR}" fill="{COLOURS[kind]}"/>'
                     f'<text x="{LEFT + length + 6:.1f}" y="{y + 13}">{seconds:.2f}</text>')
        y += BAR + GAP
    return "\n".join(parts), y + 22


def draw(panels, note):
    """panels: [(title, [(label, kind, seconds)])]"""
    body, y = [], 24
    for title, rows in panels:
        text, y = bars(title, sorted(rows, key=lambda row: row[2]), y)
        body.append(text)
    for i, (kind, name) in enumerate(LEGEND.items()):
        body.append(f'<rect x="{LEFT + i * 160}" y="{y - 12}" width="12" height="12" fill="{COLOURS[kind]}"/>'
                    f'<text class="note" x="{LEFT + 17 + i * 160}" y="{y - 2}">{name}</text>')
    body.append(f'<text class="note" x="10" y="{y + 18}">{escape(note)}</text>')
    height = y + 30
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}">\n'
            f'<style>{STYLE}</style>\n<rect width="{WIDTH}" height="{height}" fill="#fff"/>\n' + "\n".join(body) + "\n</svg>\n")
