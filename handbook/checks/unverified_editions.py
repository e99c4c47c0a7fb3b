"""An edition that nobody has read in a source is a card, so that no calculator can evaluate it."""

from collections.abc import Iterator

from handbook.library import Library
from handbook.problems import Problem


def check(library: Library) -> Iterator[Problem]:
    for own_id, edition in library.guidelines.items():
        if edition.verification == "unverified" and edition.kind != "card":
            message = (
                f"must be 'primary' or 'secondary' for the kind {edition.kind}, not 'unverified' (use the kind card)"
            )
            yield library.sources["guidelines", own_id].problem(("verification",), message)
