"""An edition supersedes an edition that exists, and no chain of editions comes back to its start."""

from collections.abc import Iterator

from handbook.guidelines import key, older_edition
from handbook.library import Library
from handbook.problems import Problem, did_you_mean


def check(library: Library) -> Iterator[Problem]:
    editions = library.guidelines
    for own_key, edition in editions.items():
        if edition.supersedes is None:
            continue
        source = library.sources["guidelines", own_key]
        older = older_edition(editions, edition)
        if older is None:
            ids = {one.id for one in editions.values()} - {edition.id}
            hint = did_you_mean(edition.supersedes, ids)
            message = f"must be an edition of the same kind in content/guidelines/, not '{edition.supersedes}'{hint}"
            yield source.problem(("supersedes",), message)
            continue
        seen = [own_key]
        while older is not None and key(older) not in seen:
            seen.append(key(older))
            older = older_edition(editions, older)
        if older is edition:
            yield source.problem(("supersedes",), f"must not lead back to itself, not {' → '.join([*seen, own_key])}")
