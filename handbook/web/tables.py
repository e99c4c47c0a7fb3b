"""Markdown tables of prose in a wrapper that scrolls by itself, so that a narrow page does not."""

import html
import re
from collections import Counter

from handbook.prose import FENCE, RULE_ROW

HEADING = re.compile(r"#{1,6}\s+(?P<title>.+)")


def wrap_tables(body: str, title: str) -> str:
    """`body` with each table in a focusable region, named after the heading above it (`title` before the first).

    A further table below one heading has its number in the name: no two regions of a page are called the same.
    """
    lines, fence, inside = [], "", False
    named: Counter[str] = Counter()
    rows = body.split("\n")
    for line, following in zip(rows, [*rows[1:], ""], strict=True):
        opened = FENCE.match(line)
        if opened and (not fence or opened[1].startswith(fence)):
            fence = "" if fence else opened[1]
        heading = None if fence else HEADING.match(line)
        title = heading["title"] if heading else title
        if not fence and not inside and line.startswith("|") and RULE_ROW.match(following) and "|" in following:
            named[title] += 1
            number = f" {named[title]}" if named[title] > 1 else ""
            label = html.escape(f"Table{number}: {title}")
            lines += [
                f'<div class="table-scroll" role="region" tabindex="0" aria-label="{label}" markdown="block">',
                "",
            ]
            inside = True
        elif inside and not line.startswith("|"):
            lines += ["", "</div>", ""]
            inside = False
        lines.append(line)
    return "\n".join([*lines, "", "</div>"] if inside else lines)
