"""Looking at pages in Markdown: their links, and the command lines on them."""
import re


def anchors(text):
    """What links to the headings of a page end with."""
    return {re.sub(r"[^\w -]", "", line).strip().lower().replace(" ", "-")
            for line in re.findall(r"^#+ (.*)$", text, re.M)}


def dead_links(pages):
    """'page: target' for each link of these pages to a file or a heading that does not exist."""
    dead = []
    for page in pages:
        text = page.read_text()
        for link in re.findall(r"\]\(([^)]+)\)", text):
            target, _, heading = link.partition("#")
            if target.startswith("http"):
                continue
            path = page.parent / target if target else page
            if not path.exists() or (heading and heading not in anchors(path.read_text())):
                dead.append(f"{page}: {link}")
    return dead


def options(text):
    return set(re.findall(r"--[a-z][a-z-]+", text))


def command_lines(page):
    """(command, the rest of its line) of each mention of a command line of the program."""
    text = re.sub(r"[\[\],]", " ", page.read_text())
    return re.findall(r"state-fin-ingest +([a-z]+)\b([^\n|`&;#]*)", text)


def unknown_options(pages, known):
    """'page: command and option' for each command or option that is not in {command: its options}."""
    return [f"{page}: {command} {' '.join(sorted(options(rest)))}" for page in pages
            for command, rest in command_lines(page)
            if command not in known or not options(rest) <= known[command]]
