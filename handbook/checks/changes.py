"""Changes for readers name pages that exist, and editions follow one another in time."""

from collections.abc import Iterator

from handbook.library import Library
from handbook.problems import Problem, did_you_mean


def check(library: Library) -> Iterator[Problem]:
    for own_id, change in library.changes.items():
        source = library.sources["changes", own_id]
        for index, slug in enumerate(change.pages):
            if slug not in library.pages:
                message = f"must be a page, not '{slug}'{did_you_mean(slug, library.pages)}"
                yield source.problem(("pages", index), message)
        later = [
            one.date for one in library.changes.values() if one.edition < change.edition and one.date > change.date
        ]
        if later:
            message = f"must not be before a change of an earlier edition, {max(later)}, not {change.date}"
            yield source.problem(("date",), message)
        if change.edition < 1:
            yield source.problem(("edition",), f"must be at least 1, not {change.edition}")
