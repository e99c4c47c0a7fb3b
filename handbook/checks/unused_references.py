"""Every reference is cited somewhere, so that the bibliography lists what was used."""

from collections.abc import Iterator

from handbook.cited import prose_citations, record_citations
from handbook.library import Library
from handbook.problems import Problem


def check(library: Library) -> Iterator[Problem]:
    used = {own_id for _, _, own_id in record_citations(library)}
    used |= {citation.reference for _, _, citation in prose_citations(library)}
    for own_id in library.references:
        if own_id not in used:
            yield library.sources["references", own_id].problem(
                ("id",), f"must be cited somewhere in content/, not unused: '{own_id}'"
            )
