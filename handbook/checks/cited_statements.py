"""Every clinical statement names its source: each paragraph, list item and table of a clinical page is cited.

A table is cited in a row, or in the prose just before or after it. Exempt: headings, block calls, code, a paragraph
that introduces a list or table (it ends with a colon, or the list is cited), and one that only points to another page.
"""

from collections.abc import Iterator
from itertools import groupby

from handbook.citations import MARK
from handbook.library import Library
from handbook.problems import Problem
from handbook.prose import LINK, Block, blocks, without_code

CLINICAL = ("disease", "diagnosis", "response")
POINTER_WORDS = 20


def check(library: Library) -> Iterator[Problem]:
    for slug, page in library.pages.items():
        if page.head.part in CLINICAL:
            path = library.sources["pages", slug].path
            for block in _uncited(blocks(page.body, page.body_line)):
                message = (
                    f"must end with its citation, as [@pdq-2025, Table 1], not stand without: “{_start(block.text)}”"
                )
                yield Problem(path, block.line, "statement", message)


def _uncited(page: Iterator[Block]) -> Iterator[Block]:
    units = [tuple(unit) for unit in _units(page)]
    for index, unit in enumerate(units):
        first = unit[0]
        if first.kind in ("heading", "call", "code") or _is_cited(unit):
            continue
        if first.kind == "row":
            beside = [near for near in units[max(index - 1, 0) : index + 2] if near[0].kind in ("paragraph", "item")]
            if not any(_is_cited(near) for near in beside):
                yield first
        elif not _introduces(first, units[index + 1 : index + 2]) and not _only_points(first.text):
            yield first


def _introduces(block: Block, following: list[tuple[Block, ...]]) -> bool:
    """Whether a paragraph leads to a list or table: it ends with a colon, or what follows is cited."""
    if block.text.rstrip().endswith(":"):
        return True
    return block.kind == "paragraph" and any(unit[0].kind in ("item", "row") and _is_cited(unit) for unit in following)


def _units(page: Iterator[Block]) -> Iterator[Iterator[Block]]:
    """The rows of one table together, every other block alone."""
    for kind, group in groupby(page, key=lambda block: block.kind):
        if kind == "row":
            yield group
        else:
            yield from (iter((block,)) for block in group)


def _is_cited(unit: tuple[Block, ...]) -> bool:
    return any(MARK.search(without_code(block.text)) for block in unit)


def _only_points(text: str) -> bool:
    """A few words around a link, without a number: it sends the reader on and states nothing."""
    rest = LINK.sub("", text)
    return rest != text and len(rest.split()) <= POINTER_WORDS and not any(letter.isdigit() for letter in rest)


def _start(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 50 else line[:49] + "…"
