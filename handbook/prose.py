"""The Markdown of a page, cut into blocks with their lines, for the checks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["heading", "paragraph", "item", "row", "call", "code"]

FENCE = re.compile(r"\s*(```+|~~~+)")
ITEM = re.compile(r"\s*([-*+]|\d+[.)])\s+")
ROW = re.compile(r"\s*\|")
RULE_ROW = re.compile(r"[\s|:-]+\Z")
ADMONITION = re.compile(r"\s*(!!!|\?\?\?\+?|===)\s")
CODE_SPAN = re.compile(r"(`+)(?:(?!\1).)+\1")
LINK = re.compile(r"\[(?P<text>[^\]\[]*)\]\((?P<target>[^()\s]*)(?:\s+\"[^\"]*\")?\)")


@dataclass(frozen=True)
class Block:
    kind: Kind
    text: str
    line: int


def blocks(body: str, first_line: int) -> Iterator[Block]:
    """The blocks of `body`, whose first line is line `first_line` of its file."""
    held: list[str] = []
    kind: Kind = "paragraph"
    start = first_line
    fence = ""
    for line, text in enumerate((*body.split("\n"), ""), first_line):
        opened = FENCE.match(text)
        alone = _alone(text)
        starts = not held or opened or fence or alone or ITEM.match(text) or not text.strip()
        if held and starts:
            yield Block(kind, "\n".join(held), start)
            held = []
        if fence or opened:
            yield Block("code", text, line)
            fence = _fence_after(fence, opened)
        elif alone:
            yield Block(alone, text, line)
        elif text.strip() and not ADMONITION.match(text):
            if not held:
                kind, start = ("item" if ITEM.match(text) else "paragraph"), line
            held.append(text)


def without_code(text: str) -> str:
    """`text` with its code spans taken out."""
    return CODE_SPAN.sub("", text)


def _alone(text: str) -> Kind | None:
    """The kind of a line that is a block of its own."""
    if text.startswith(":::"):
        return "call"
    if re.match(r"#{1,6}\s", text):
        return "heading"
    return "row" if ROW.match(text) else None


def _fence_after(fence: str, opened: re.Match[str] | None) -> str:
    if opened is None:
        return fence
    mark = opened.group(1)
    if not fence:
        return mark
    return "" if mark.startswith(fence) else fence
