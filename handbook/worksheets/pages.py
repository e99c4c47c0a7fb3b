"""A page of the site for each worksheet, to print or to fill from the screen."""

from collections.abc import Iterator
from typing import Any

from cml_calculators.catalogue import calculator
from handbook.addresses import calculator_slugs, relative_address, worksheet_slug
from handbook.library import Library
from handbook.web.rendering import render
from handbook.worksheets.sheet import worksheet_html


def worksheet_pages(library: Library, site_url: str) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Slug, front matter and body of the worksheet beside each calculator's page."""
    for slug in calculator_slugs(library):
        page, own = library.pages[slug], worksheet_slug(slug)
        entry = calculator(page.head.calculator or "")
        assert entry is not None  # a check refuses pages with unknown calculators
        head = {
            "title": f"{entry.title}: worksheet",
            "description": f"{entry.title} on paper: boxes to fill, criteria, formulas and worked examples.",
            "reviewed": page.head.reviewed,
            "review_due": page.head.review_due,
        }
        back = render("worksheets/page.html", title=page.head.title, address=relative_address(own, slug))
        yield own, head, f"{back}\n\n{worksheet_html(library, entry.id, site_url, level=2)}"
