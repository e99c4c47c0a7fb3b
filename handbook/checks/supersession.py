"""An edition supersedes an edition that exists, and no chain of editions comes back to its start."""

from collections.abc import Iterator

from handbook.library import Library
from handbook.problems import Problem, did_you_mean


def check(library: Library) -> Iterator[Problem]:
    editions = library.guidelines
    for id, edition in editions.items():
        older = edition.supersedes
        if older is None:
            continue
        source = library.sources["guidelines", id]
        if older not in editions:
            hint = did_you_mean(older, editions)
            yield source.problem(("supersedes",), f"must be an id in content/guidelines/, not '{older}'{hint}")
            continue
        seen = [id]
        while older is not None and older in editions and older not in seen:
            seen.append(older)
            older = editions[older].supersedes
        if older == id:
            yield source.problem(("supersedes",), f"must not lead back to itself, not {' → '.join([*seen, id])}")
