"""References as BibTeX, in ASCII, for reference managers and LaTeX."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from urllib.parse import quote

from pylatexenc.latexencode import RULE_DICT, UnicodeToLatexConversionRule, UnicodeToLatexEncoder

from handbook.model import Name, Reference, WorkType

# The field that a type of BibTeX cannot be without, apart from title; a work that lacks it is `misc`.
TYPES: Mapping[WorkType, tuple[str, str]] = {
    "article-journal": ("article", "journal"),
    "article-newspaper": ("article", "journal"),
    "book": ("book", "publisher"),
    "chapter": ("incollection", "booktitle"),
    "paper-conference": ("inproceedings", "booktitle"),
    "report": ("techreport", "institution"),
    "thesis": ("phdthesis", "school"),
}
CONTAINERS = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}
PUBLISHERS = {"techreport": "institution", "phdthesis": "school"}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# BibTeX counts a brace as a delimiter even behind a backslash, so a brace of a text is written by name.
BRACES = {ord("{"): r"\textbraceleft", ord("}"): r"\textbraceright"}
# What an address keeps as it is; braces are not among it.
SAFE = "/:?&=#%+,;~()@!$'*[].-_"


def bibtex(references: Iterable[Reference]) -> str:
    """All references as one file, in the order given."""
    return "\n".join(_entry(reference) for reference in references)


def _entry(reference: Reference) -> str:
    kind = _kind(reference)
    fields = {name: value for name, value in _fields(reference, kind).items() if value}
    lines = [f"  {name} = {value}," for name, value in fields.items()]
    return "\n".join([f"@{kind}{{{reference.id},", *lines, "}"]) + "\n"


def _kind(reference: Reference) -> str:
    kind, needed = TYPES.get(reference.type, ("misc", ""))
    has = {"journal": reference.container_title, "booktitle": reference.container_title}
    return kind if has.get(needed, reference.publisher) else "misc"


def _fields(reference: Reference, kind: str) -> dict[str, str | None]:
    """Each field with its delimiters. A month is one of BibTeX's own macros and goes without."""
    year, month = (*(reference.issued or "").split("-"), "", "")[:2]
    return {
        "author": _braced(_authors(reference)),
        "title": _braced(_title(reference.title)),
        CONTAINERS.get(kind, "howpublished"): _text(reference.container_title),
        PUBLISHERS.get(kind, "publisher"): _text(reference.publisher),
        "address": _text(reference.publisher_place),
        "edition": _text(reference.edition),
        "year": _text(year),
        "month": MONTHS[int(month) - 1] if month else None,
        "volume": _text(reference.volume),
        "number": _text(reference.issue),
        "pages": _text(reference.page and re.sub(r"[-–]+", "--", reference.page)),
        # Verbatim in every style that prints them, so never escaped.
        "doi": _braced(reference.doi and quote(reference.doi, safe=f"{SAFE}<>")),
        "pmid": _text(reference.pmid),
        "pmcid": _text(reference.pmcid),
        "url": _braced(reference.url and quote(reference.url, safe=SAFE)),
        "urldate": _text(reference.url and reference.accessed.isoformat()),
    }


def _authors(reference: Reference) -> str:
    names = [_name(name) for name in reference.author]
    return " and ".join([*names, "others"] if reference.others else names)


def _name(name: Name) -> str:
    """`Last, First`; a body stands in braces, or BibTeX would part it into names."""
    if name.literal:
        return f"{{{_latex(name.literal)}}}"
    family = _latex(name.family or "")
    given = name.given or ""
    initials = " ".join(f"{letter}." for letter in given) if given.isupper() and given.isalpha() else _latex(given)
    return f"{family}, {initials}" if initials else family


def _title(title: str) -> str:
    """Words with a capital keep it in styles that set titles in small letters; our titles have no others."""
    # A straight quotation mark would be set as a closing one at both ends.
    words = re.sub(r'"([^"]*)"', r"“\1”", title).split(" ")
    return " ".join(
        f"{{{_latex(word)}}}" if _keeps_capitals(word, first=index == 0) else _latex(word)
        for index, word in enumerate(words)
    )


def _keeps_capitals(word: str, first: bool) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return any(letter.isupper() for letter in (letters[1:] if first else letters))


def _text(value: str | None) -> str | None:
    return _braced(_latex(value) if value else value)


def _braced(value: str | None) -> str | None:
    return f"{{{value}}}" if value else None


@cache
def _latex(text: str) -> str:
    return str(_encoder().unicode_to_latex(text))


@cache
def _encoder() -> UnicodeToLatexEncoder:
    rules = [UnicodeToLatexConversionRule(RULE_DICT, BRACES), "defaults"]
    return UnicodeToLatexEncoder(conversion_rules=rules, replacement_latex_protection="braces-all")
