"""Prose is Markdown: no HTML, no template syntax, no heading of the first level (the title is in the front matter)."""

import re
from collections.abc import Iterator

from handbook.library import Library
from handbook.problems import Problem
from handbook.prose import blocks, without_code

REFUSED = (
    (re.compile(r"<[a-zA-Z/!?][^>]*>?"), "must be Markdown, not HTML"),
    (re.compile(r"\{\{|\}\}|\{%|%\}|\{#"), "must be plain text, not template syntax"),
    (re.compile(r"\{:?\s*[.#][^}]*\}"), "must be Markdown without attribute lists, not"),
    (re.compile(r"(?i)\b(javascript|vbscript|data)\s*:(?=[^\s])"), "must not hold a script address, not"),
    (re.compile(r"!\[[^\]]*\]"), "must be without images, not"),
    (re.compile(r"^#\s"), "must start at ##, as the title stands in the front matter, not"),
)


def check(library: Library) -> Iterator[Problem]:
    for slug, page in library.pages.items():
        path = library.sources["pages", slug].path
        for block in blocks(page.body, page.body_line):
            if block.kind in ("code", "call"):
                continue
            for shift, text in enumerate(block.text.split("\n")):
                for message in _messages(without_code(text)):
                    yield Problem(path, block.line + shift, "prose", message)


def _messages(text: str) -> Iterator[str]:
    for pattern, must in REFUSED:
        found = pattern.search(text)
        if found:
            yield f"{must.removesuffix(', not')}, not `{found[0].strip()}`"
            return
