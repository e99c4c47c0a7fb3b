"""The list from A to Z: every name under which something stands on this site, with a link to where it stands."""

from collections.abc import Iterator
from itertools import groupby

from handbook.addresses import edition_slug, relative_address
from handbook.library import Library
from handbook.web.rendering import render
from handbook.web.study_blocks import study_address

# Where the terms of the glossary stand.
GLOSSARY = "reference/glossary"


def a_to_z(library: Library, slug: str) -> str:
    """All names in the order of the alphabet, a list per letter; what starts with a digit comes first."""
    rows = sorted({(name, what, address) for name, what, address in _names(library, slug)}, key=_order)
    letters = [(letter, list(entries)) for letter, entries in groupby(rows, key=lambda row: _letter(row[0]))]
    return render("a-z.html", letters=letters)


def _order(row: tuple[str, str, str]) -> tuple[bool, str, str, str, str]:
    name, what, address = row
    # To the last letter: two spellings of one name stand at one address, and the rows come out of a set.
    return (_letter(name) != "0-9", name.casefold(), address, name, what)


def _letter(name: str) -> str:
    first = name[0].upper()
    return first if "A" <= first <= "Z" else "0-9"


def _names(library: Library, slug: str) -> Iterator[tuple[str, str, str]]:
    """Each name, what it leads to where the name does not say so, and the address."""
    for own_slug, page in library.pages.items():
        yield page.head.title, "", relative_address(slug, own_slug)
    for edition in library.guidelines.values():
        yield edition.title, "guideline edition", relative_address(slug, edition_slug(edition))
    for drug in library.drugs.values():
        if f"drugs/{drug.id}" in library.pages:
            for other in (*drug.brands, *drug.codes):
                yield other, drug.name.lower(), relative_address(slug, f"drugs/{drug.id}")
    for study in library.studies.values():
        for other in filter(None, (study.registry, *study.also_called)):
            yield other, "study", study_address(library, slug, study.id)
    if GLOSSARY in library.pages:
        for term in library.glossary.values():
            address = f"{relative_address(slug, GLOSSARY)}#{term.id}"
            yield term.term, "glossary", address
            for other in filter(None, (term.expansion, *term.synonyms)):
                yield other, term.term, address
