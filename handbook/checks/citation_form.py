"""A citation is written `[@id, locator]`, so that every source is named with its table, row or section."""

import re
from collections.abc import Iterator

from handbook.citations import MARK, read_mark
from handbook.library import Library
from handbook.problems import Problem
from handbook.prose import blocks, without_code

START = re.compile(r"\[@[^\s,;\]]*")


def check(library: Library) -> Iterator[Problem]:
    for slug, page in library.pages.items():
        path = library.sources["pages", slug].path
        for block in blocks(page.body, page.body_line):
            if block.kind == "code":
                continue
            for shift, text in enumerate(block.text.split("\n")):
                for faulty in _faulty(without_code(text)):
                    message = f"must be written as `[@pdq-2025, Table 1; @id, locator]`, not `{faulty}`"
                    yield Problem(path, block.line + shift, "citation", message)


def _faulty(text: str) -> Iterator[str]:
    for start in START.finditer(text):
        mark = MARK.match(text, start.start())
        if mark is None:
            yield f"{start[0]}…"
        elif read_mark(mark["inside"]) is None:
            yield mark[0].strip()
