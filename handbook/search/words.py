"""The words of the content by which readers look for it: other names, spellings, titles of parts."""

import json
from collections.abc import Iterator
from typing import Any

from handbook.library import Library
from handbook.pages import PARTS
from handbook.search import WORDS_FILE


def words_file(library: Library) -> dict[str, bytes]:
    """The one file that the making of the index needs beside the built pages."""
    words = {
        "groups": [list(group) for group in _groups(library)],
        "spellings": _spellings(library),
        "parts": PARTS,
    }
    return {WORDS_FILE: json.dumps(words, ensure_ascii=False, indent=1).encode()}


def _groups(library: Library) -> Iterator[tuple[str, ...]]:
    """Phrases that mean the same, each group once, in the order of the records."""
    found = dict.fromkeys(
        group for group in (tuple(dict.fromkeys(filter(None, one))) for one in _names(library)) if len(group) > 1
    )
    yield from found


def _names(library: Library) -> Iterator[tuple[Any, ...]]:
    for words in library.search_words.values():
        yield from words.groups
    for drug in library.drugs.values():
        yield drug.name, *drug.brands, *drug.codes
    for study in library.studies.values():
        yield study.name, *study.also_called, study.registry
    for phase in library.phases.values():
        yield phase.name, *phase.synonyms
    for level in library.responses.values():
        yield level.abbreviation, level.name, *level.synonyms
    for term in library.glossary.values():
        yield term.term, term.expansion, *term.synonyms


def _spellings(library: Library) -> dict[str, str]:
    return {ours: other for words in library.search_words.values() for ours, other in words.spellings.items()}
