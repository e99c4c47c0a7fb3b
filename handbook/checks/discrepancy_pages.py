"""A discrepancy names pages that exist."""

from collections.abc import Iterator

from handbook.library import Library
from handbook.problems import Problem, did_you_mean


def check(library: Library) -> Iterator[Problem]:
    for own_id, discrepancy in library.discrepancies.items():
        source = library.sources["discrepancies", own_id]
        for index, slug in enumerate(discrepancy.pages):
            if slug not in library.pages:
                hint = did_you_mean(slug, library.pages)
                yield source.problem(("pages", index), f"must be a page in content/pages/, not '{slug}'{hint}")
