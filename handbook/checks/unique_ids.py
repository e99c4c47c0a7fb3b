"""Ids are unique where they are looked up: criteria and readings within their edition."""

from collections.abc import Iterator

from handbook.library import Library, fields_below
from handbook.problems import Location, Problem


def check(library: Library) -> Iterator[Problem]:
    for id, guideline in library.guidelines.items():
        first: dict[str, Location] = {}
        for location, part in fields_below(guideline):
            own = getattr(part, "id", None)
            if not location or own is None:
                continue
            if own in first:
                message = f"must be unique within the edition, not '{own}' again"
                yield library.sources["guidelines", id].problem((*location, "id"), message)
            first.setdefault(own, location)
