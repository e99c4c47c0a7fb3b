"""Every reference is cited somewhere, so that the bibliography lists what was used."""

from collections.abc import Iterator

from handbook.cited import prose_citations, record_citations
from handbook.library import Library
from handbook.problems import Problem


def check(library: Library) -> Iterator[Problem]:
    used = {id for _, _, id in record_citations(library)}
    used |= {citation.reference for _, _, citation in prose_citations(library)}
    for id in library.references:
        if id not in used:
            yield library.sources["references", id].problem(("id",), f"must be cited somewhere in content/, not unused: '{id}'")
