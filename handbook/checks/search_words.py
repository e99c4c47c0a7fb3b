"""Words that readers type: small letters in spellings that end, and groups that say more than one thing once."""

from collections.abc import Iterator

from handbook.library import Library
from handbook.problems import Problem


def check(library: Library) -> Iterator[Problem]:
    seen: dict[frozenset[str], str] = {}
    spelled: dict[str, str] = {}
    for own_id, words in library.search_words.items():
        source = library.sources["search-words", own_id]
        for typed, printed in words.spellings.items():
            message = _spelling_fault(typed, printed, spelled.get(typed))
            spelled[typed] = source.path
            if message:
                yield source.problem(("spellings", typed), message)
        for place, group in enumerate(words.groups):
            message = _group_fault(group, seen)
            seen.setdefault(_plain(group), f"{source.path}: groups[{place}]")
            if message:
                yield source.problem(("groups", place), message)


def _spelling_fault(typed: str, printed: str, earlier: str | None) -> str | None:
    if not (typed.isalpha() and printed.isalpha() and typed.islower() and printed.islower()):
        return f"must be small letters on both sides, not '{typed}: {printed}'"
    if typed in printed:
        return f"must not stand in what replaces it, not '{typed}: {printed}'"
    return f"must stand once, not also in {earlier}" if earlier else None


def _group_fault(group: tuple[str, ...], seen: dict[frozenset[str], str]) -> str | None:
    if not all(phrase.strip() for phrase in group):
        return "must hold words, not an empty phrase"
    if len(_plain(group)) < max(2, len(group)):
        return "must be two or more different phrases, not one phrase twice or alone"
    return f"must stand once, not also at {seen[_plain(group)]}" if _plain(group) in seen else None


def _plain(group: tuple[str, ...]) -> frozenset[str]:
    return frozenset(phrase.casefold().strip() for phrase in group)
