"""Text is text: no HTML, no template syntax, nothing that Markdown or a browser could take for an instruction.

This holds for every text of every record, for front matter, and for prose, its code included: what counts as code is
for the converter to say, and nothing may hang on our reading it alike.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from handbook.block_calls import read_call
from handbook.library import Library
from handbook.model import Page
from handbook.problems import Location, Problem
from handbook.prose import LINK
from handbook.studies import Drawing

LONGEST = 5000
REFUSED = (
    (re.compile(r"<[a-zA-Z/!?][^>]*>?"), "must be Markdown, not HTML"),
    (re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}"), "must be plain text, not template syntax"),
    (re.compile(r"(?i)\b(javascript|vbscript|data)\s*:(?=\S)"), "must not hold a script address"),
    (re.compile(r"!\[[^\]]*\]"), "must be without images"),
    (re.compile(r"&(#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);"), "must be the character, not a reference to it"),
    (re.compile(r"[{}]"), "must be without braces, which set attributes"),
    (re.compile(r"\\"), "must be without a backslash"),
)
# Records have fields for what they cite; links are made from them.
REFUSED_IN_RECORDS = (
    (re.compile(r"\[@"), "must name a work in the field 'reference', not in the text"),
    (re.compile(r"\]\("), "must be without links"),
    (re.compile(r"\n"), "must be one line or a folded text (>-)"),
)
REFUSED_IN_PROSE = (
    (re.compile(r"-+8<-+"), "must not take in another file"),
    (re.compile(r"^#\s"), "must start at ##, as the title stands in the front matter"),
    (re.compile(r"^\s*\[[^\]]*\]:.*"), "must have its links in place, as [text](page.md)"),
)
FENCE = re.compile(r"\s*(```|~~~)")


def check(library: Library) -> Iterator[Problem]:
    for source, record in library.records():
        for location, text in _texts(record, ()):
            # The rules of what a drawing may hold are its own: `checks.drawings`.
            if isinstance(record, Drawing) and location == ("svg",):
                continue
            message = _message(text.rstrip("\n"), (*REFUSED, *REFUSED_IN_RECORDS))
            if message:
                yield source.problem(location, message)
    for slug, page in library.pages.items():
        for line, message in _prose(page):
            yield Problem(library.sources["pages", slug].path, line, "prose", message)


def _texts(value: Any, location: Location) -> Iterator[tuple[Location, str]]:
    """Every text inside a record, with its location."""
    if isinstance(value, str):
        yield location, value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name), (*location, field.name))
    elif isinstance(value, Mapping):
        for key, entry in value.items():
            yield from _texts(entry, (*location, key))
    elif isinstance(value, (tuple, list)):
        for index, entry in enumerate(value):
            yield from _texts(entry, (*location, index))


def _prose(page: Page) -> Iterator[tuple[int, str]]:
    fence = None
    for line, text in enumerate(page.body.split("\n"), page.body_line):
        if read_call(text):
            continue
        if FENCE.match(text):
            fence = line if fence is None else None
            if text.rstrip() != "```":
                yield line, f"must have its code between two lines of ``` alone, not `{text.strip()[:40]}`"
        message = _message(text, (*REFUSED, *REFUSED_IN_PROSE)) or _link_message(text)
        if message:
            yield line, message
    if fence is not None:
        yield fence, "must close its code by a second line of ```, not leave it open"


def _message(text: str, refused: tuple[tuple[re.Pattern[str], str], ...]) -> str | None:
    if len(text) > LONGEST:
        return f"must have at most {LONGEST} characters in one text, not {len(text)}"
    for pattern, must in refused:
        found = pattern.search(text)
        if found:
            return f"{must}, not `{found[0].strip()[:40]}`"
    return None


def _link_message(text: str) -> str | None:
    """Whether every link is of the plain form whose target `page_links` checks."""
    if text.count("](") == len(LINK.findall(text)):
        return None
    return "must have links as [text](page.md), without brackets or spaces inside, not otherwise"
