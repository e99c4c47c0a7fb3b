"""The list of all works, with what was read of each and the pages that cite it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handbook.addresses import relative_address
from handbook.bibliography import format_references, links
from handbook.data_files import BIBTEX
from handbook.library import Library
from handbook.web.rendering import render

CALL = "::: {bibliography}"
CSL_JSON = "data/references.json"


@dataclass(frozen=True)
class Work:
    """A reference as lists show it: its HTML, and where it is found."""

    text: str
    links: tuple[tuple[str, str], ...]


def works_of(library: Library) -> Mapping[str, Work]:
    texts = format_references(library.references.values())
    return {own_id: Work(texts[own_id], links(reference)) for own_id, reference in library.references.items()}


def bibliography(
    library: Library, slug: str, works: Mapping[str, Work], cited_on: Mapping[str, Sequence[tuple[str, str]]]
) -> str:
    """All works by author. `cited_on` has title and slug of every page that cites a work.

    The page of a single edition is named only for a work that no other page cites: tables of editions stand on both.
    """
    root = relative_address(slug, "index")
    found = {
        own_id: [(title, page) for title, page in pages if page in library.pages] or pages
        for own_id, pages in cited_on.items()
    }
    rows = [
        {
            "id": own_id,
            "work": works[own_id],
            "read": reference.read,
            "pages": sorted((title, relative_address(slug, page)) for title, page in found.get(own_id, ())),
        }
        for own_id, reference in sorted(library.references.items())
    ]
    return render("bibliography.html", rows=rows, bibtex=f"{root}{BIBTEX}", csl_json=f"{root}{CSL_JSON}")
