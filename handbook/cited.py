"""Where the content cites: in the `reference` of records, and in the prose of pages and records."""

from collections.abc import Iterator
from functools import lru_cache

from handbook.citations import MARK, Citation, read_mark
from handbook.library import Library, Source, fields_below
from handbook.problems import Location
from handbook.prose import blocks, without_code


@lru_cache(maxsize=1)
def record_citations(library: Library) -> tuple[tuple[Source, Location, str], ...]:
    """Each work that a record names in `reference` or `cites`, with where it stands."""
    return tuple(_record_citations(library))


def _record_citations(library: Library) -> Iterator[tuple[Source, Location, str]]:
    for source, record in library.records():
        for location, part in fields_below(record):
            reference = getattr(part, "reference", None)
            if reference is not None:
                yield source, (*location, "reference"), reference
            for index, work in enumerate(getattr(part, "cites", ())):
                yield source, (*location, "cites", index), work


@lru_cache(maxsize=1)
def prose_citations(library: Library) -> tuple[tuple[str, int, Citation], ...]:
    """Each citation of each page, with path and line."""
    return tuple(_prose_citations(library))


def _prose_citations(library: Library) -> Iterator[tuple[str, int, Citation]]:
    for slug, page in library.pages.items():
        path = library.sources["pages", slug].path
        for block in blocks(page.body, page.body_line):
            if block.kind == "code":
                continue
            for shift, text in enumerate(block.text.split("\n")):
                for mark in MARK.finditer(without_code(text)):
                    for citation in read_mark(mark["inside"]) or ():
                        yield path, block.line + shift, citation
