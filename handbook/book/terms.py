"""The words of the index: glossary, drugs, studies and variants, and where in the text they stand."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cml_calculators.criteria import MutationTable
from handbook.library import Library


@dataclass(frozen=True)
class Term:
    """An entry of the index: how it is printed, the words that stand for it in the text, and its own page."""

    key: str
    shown: str
    words: tuple[str, ...]
    own: str | None = None


@dataclass(frozen=True)
class Terms:
    """All entries, and the key of each word that is looked for."""

    entries: tuple[Term, ...]
    keys: dict[str, str]
    pattern: re.Pattern[str] | None

    def found(self, text: str) -> Iterator[str]:
        """The key of every mention in `text`."""
        if self.pattern is not None:
            for match in self.pattern.finditer(text):
                yield self.keys[match[0].lower()]


def all_terms(library: Library) -> Terms:
    entries: dict[str, Term] = {}
    taken: dict[str, str] = {}
    for term in [*_drugs(library), *_studies(library), *_variants(library), *_glossary(library)]:
        words = tuple(word for word in dict.fromkeys(term.words) if word.lower() not in taken and len(word) > 1)
        if term.shown.lower() in taken or not words:
            continue
        entries[term.key] = Term(term.key, term.shown, words, term.own)
        taken |= {word.lower(): term.key for word in words}
    longest_first = sorted(taken, key=lambda word: (-len(word), word))
    inside = "|".join(re.escape(word) for word in longest_first)
    pattern = re.compile(rf"(?<![\w])(?:{inside})(?![\w])", re.IGNORECASE) if inside else None
    return Terms(tuple(sorted(entries.values(), key=lambda term: sort_key(term.shown))), taken, pattern)


def sort_key(shown: str) -> tuple[str, str]:
    """Letters and digits alone decide the order."""
    return (re.sub(r"[^a-z0-9]+", "", shown.lower()), shown)


def _drugs(library: Library) -> Iterable[Term]:
    for drug in library.drugs.values():
        slug = f"drugs/{drug.id}"
        own = slug if slug in library.pages else None
        yield Term(f"drug:{drug.id}", drug.name, (drug.name, *drug.brands, *drug.codes), own)


def _studies(library: Library) -> Iterable[Term]:
    for study in library.studies.values():
        slug = f"studies/{study.id}"
        names = (study.name, *study.also_called, *([study.registry] if study.registry else []))
        yield Term(f"study:{study.id}", study.name, names, slug if slug in library.pages else None)


def _variants(library: Library) -> Iterable[Term]:
    for edition in library.guidelines.values():
        if isinstance(edition, MutationTable):
            for row in edition.rows:
                for variant in row.variants:
                    yield Term(f"variant:{variant}", variant, (variant,))


def _glossary(library: Library) -> Iterable[Term]:
    for term in library.glossary.values():
        shown = f"{term.term} ({term.expansion})" if term.expansion else term.term
        words = (term.term, *([term.expansion] if term.expansion else []), *term.synonyms)
        yield Term(f"glossary:{term.id}", shown, words, f"reference/glossary#{term.id}")
