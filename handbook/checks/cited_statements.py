"""Every clinical statement names its source: each paragraph, list item and table row of a clinical page is cited.

Exempt: headings, block calls, a line that introduces a list (it ends with a colon), a line that only points to another
page, the head of a table, and what stands under an admonition of this site's own.
"""

from collections.abc import Iterator

from handbook.citations import MARK
from handbook.library import Library
from handbook.problems import Problem
from handbook.prose import LINK, RULE_ROW, Block, blocks, without_code

CLINICAL = ("disease", "diagnosis", "response")
POINTER_WORDS = 14


def check(library: Library) -> Iterator[Problem]:
    for slug, page in library.pages.items():
        if page.head.part in CLINICAL:
            path = library.sources["pages", slug].path
            for block in _uncited(tuple(blocks(page.body, page.body_line))):
                message = f"must end with its citation, as [@pdq-2025, Table 1], not stand without: “{_start(block.text)}”"
                yield Problem(path, block.line, "statement", message)


def _uncited(page: tuple[Block, ...]) -> Iterator[Block]:
    for index, block in enumerate(page):
        if block.kind in ("heading", "call", "code") or MARK.search(without_code(block.text)):
            continue
        if block.kind == "row" and _is_head(page, index):
            continue
        if block.text.rstrip().endswith(":") or _only_points(block.text):
            continue
        yield block


def _is_head(page: tuple[Block, ...], index: int) -> bool:
    following = page[index + 1] if index + 1 < len(page) else None
    return bool(RULE_ROW.match(page[index].text)) or bool(following and RULE_ROW.match(following.text))


def _only_points(text: str) -> bool:
    """A few words around a link, without a number: it sends the reader on and states nothing."""
    rest = LINK.sub("", text)
    return rest != text and len(rest.split()) <= POINTER_WORDS and not any(letter.isdigit() for letter in rest)


def _start(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 50 else line[:49] + "…"
