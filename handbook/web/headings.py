"""Headings inside blocks, as Markdown, so that the table of contents of the page has them."""

import re
from collections.abc import Iterable

from handbook.library import Library

HEADING = re.compile(r"(?P<marks>#{2,5})\s")


def level_below(library: Library, slug: str, call: str) -> int:
    """The level of a heading inside the block that `call` puts on the page: one below the heading above it."""
    level = 1
    for line in library.pages[slug].body.split("\n"):
        if line.strip() == call:
            break
        heading = HEADING.match(line)
        level = len(heading["marks"]) if heading else level
    return level + 1


def with_headings(level: int, prefix: str, parts: Iterable[tuple[str, str]]) -> str:
    """Each part, its HTML, under its title; a part without a title stands alone. `prefix` makes the anchors unique."""
    found = []
    for title, inner in parts:
        if title:
            anchor = f"{prefix}{title.lower().replace(' ', '-')}"
            found.append(f"{'#' * level} {title} {{ #{anchor} }}")
        found.append(inner)
    return "\n\n".join(found)
