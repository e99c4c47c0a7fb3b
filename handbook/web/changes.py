"""What changed for readers, by edition of the handbook."""

from itertools import groupby

from handbook.addresses import relative_address
from handbook.library import Library
from handbook.model import Change
from handbook.web.rendering import render

KINDS = {"new": "New", "changed": "Changed", "corrected": "Corrected", "withdrawn": "Withdrawn"}


def changes(library: Library, slug: str) -> str:
    """Every change with the pages that it concerns, the newest edition first."""
    ordered = sorted(library.changes.values(), key=lambda one: (-one.edition, -one.date.toordinal(), one.id))
    editions = [
        (edition, [_row(library, slug, one) for one in group])
        for edition, group in groupby(ordered, key=lambda one: one.edition)
    ]
    return render("changes.html", editions=editions)


def _row(library: Library, slug: str, one: Change) -> dict[str, object]:
    pages = [(library.pages[page].head.title, relative_address(slug, page)) for page in one.pages]
    return {"change": one, "kind": KINDS[one.kind], "pages": pages}
