"""Ids are unique where they are looked up: criteria, features, flags and readings each within their edition."""

from collections.abc import Iterator

from handbook.library import Library, fields_below
from handbook.problems import Location, Problem


def check(library: Library) -> Iterator[Problem]:
    for own_id, guideline in library.guidelines.items():
        seen: set[tuple[Location, str]] = set()
        for location, part in fields_below(guideline):
            own = getattr(part, "id", None)
            if not location or own is None:
                continue
            key = (location[:1], own)
            if key in seen:
                message = f"must be unique within {location[0]}, not '{own}' again"
                yield library.sources["guidelines", own_id].problem((*location, "id"), message)
            seen.add(key)
