"""Every cited reference has a record, in records and in prose."""

from collections.abc import Iterator

from handbook.cited import prose_citations, record_citations
from handbook.library import Library
from handbook.problems import Problem, did_you_mean


def check(library: Library) -> Iterator[Problem]:
    for source, location, own_id in record_citations(library):
        if own_id not in library.references:
            yield source.problem(location, _message(library, own_id))
    for path, line, citation in prose_citations(library):
        if citation.reference not in library.references:
            yield Problem(path, line, "citation", _message(library, citation.reference))


def _message(library: Library, own_id: str) -> str:
    return f"must be an id in content/references/, not '{own_id}'{did_you_mean(own_id, library.references)}"
