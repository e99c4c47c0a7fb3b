"""The web edition as files: Markdown for every page, and the settings of MkDocs with the navigation."""

import html
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from handbook.addresses import GUIDELINES_FOLDER, edition_slug
from handbook.bibliography import short_name
from handbook.citations import CitedSource, number_citations
from handbook.library import Library
from handbook.pages import Section, home, sections
from handbook.web.bibliography_block import CALL, Work, bibliography, works_of
from handbook.web.blocks import expand_blocks
from handbook.web.editions import edition_markdown, guidelines_index, kind_in_words
from handbook.web.json_ld import page_data
from handbook.web.rendering import render
from handbook.web.tables import wrap_tables

EDITIONS_INDEX, EDITIONS_TITLE = f"{GUIDELINES_FOLDER}/index", "Guideline editions"
# The slug of a page, its front matter, and its body with citations that are not yet numbered.
Body = tuple[str, dict[str, Any], str]

# The name of the paper of each file of the book.
BookFiles = Mapping[str, str]


@dataclass(frozen=True)
class _Numbered:
    """A page whose citations have their numbers."""

    slug: str
    head: dict[str, Any]
    body: str
    cited: tuple[CitedSource, ...]


def markdown_files(library: Library, more: Iterable[Body] = ()) -> Mapping[str, str]:
    """Every page as Markdown, by its path below the folder of pages; `more`: pages beside those of the content."""
    labels = {own_id: short_name(reference) for own_id, reference in library.references.items()}
    works = works_of(library)

    def numbered(bodies: Iterable[Body]) -> list[_Numbered]:
        return [_Numbered(slug, head, *number_citations(body.strip("\n"), labels)) for slug, head, body in bodies]

    pages, beside = numbered(_bodies(library)), numbered(more)
    cited_on = _cited_on(pages)
    texts = {page.slug: _page(library, page, works) for page in (*pages, *beside)}
    for slug in (page.slug for page in pages if CALL in page.body):
        texts[slug] = texts[slug].replace(CALL, bibliography(library, slug, works, cited_on))
    return {f"{slug}.md": text for slug, text in texts.items()}


def _cited_on(pages: Iterable[_Numbered]) -> Mapping[str, list[tuple[str, str]]]:
    """For each work the title and slug of every page that cites it, in prose or in a record that it shows."""
    found: dict[str, list[tuple[str, str]]] = {}
    for page in pages:
        for source in page.cited:
            found.setdefault(source.reference, []).append((page.head["title"], page.slug))
    return found


def settings(library: Library, book: BookFiles | None = None, python: Mapping[str, str] | None = None) -> str:
    """`build/mkdocs.yml`: the hand-written settings, with folders and navigation. JSON, which is YAML as well.

    `book`: the files of the book that will stand at the root of the site. `python`: where pages find Python.
    """
    first = home(library)
    navigation: list[Any] = [{"Home": f"{first}.md"}] if first else []
    titles = _titles(library)
    navigation += [_navigation(section, titles) for section in sections(library)]
    plain: dict[str, Any] = {
        "INHERIT": "../mkdocs.yml",
        "docs_dir": "docs",
        "site_dir": "site",
        "theme": {"custom_dir": "../docs/overrides"},
        "nav": navigation,
        # Beside the page of their calculator, which leads to them.
        "not_in_nav": "/calculators/*/worksheet.md",
        "validation": {
            "nav": {"omitted_files": "warn", "not_found": "warn", "absolute_links": "warn"},
            "links": {"not_found": "warn", "anchors": "warn", "absolute_links": "warn", "unrecognized_links": "warn"},
        },
    }
    if book:
        plain["extra"] = {"book_links": [{"file": file, "paper": paper} for file, paper in book.items()]}
    if python:
        plain["extra"] = plain.get("extra", {}) | {"python": dict(python)}
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"


def _titles(library: Library) -> Mapping[str, str]:
    """The title of every page, so that MkDocs need not read those that have not changed."""
    titles = {slug: page.head.title for slug, page in library.pages.items()}
    titles |= {edition_slug(edition): edition.title for edition in library.guidelines.values()}
    return {**titles, EDITIONS_INDEX: EDITIONS_TITLE}


def _navigation(section: Section, titles: Mapping[str, str]) -> dict[str, list[Any]]:
    pages = [{titles[slug]: f"{slug}.md"} for slug in section.slugs]
    return {section.title: [*pages, *(_navigation(one, titles) for one in section.inner)]}


def _bodies(library: Library) -> Iterator[Body]:
    """Every page of the content, its calls replaced."""
    for slug, page in library.pages.items():
        head = page.head
        shown: dict[str, Any] = {
            "title": head.title,
            "description": head.description,
            "reviewed": head.reviewed,
            "review_due": head.review_due,
        }
        if slug == home(library):
            # Its part has no other page that a menu beside it could name.
            shown["hide"] = ["navigation"]
        if head.calculator:
            shown["calculator"] = head.calculator
        if head.search_terms:
            shown["search_terms"] = list(head.search_terms)
        yield slug, shown, expand_blocks(library, slug, wrap_tables(page.body, head.title))
    for edition in library.guidelines.values():
        kind = kind_in_words(edition.kind).lower()
        shown = {
            "title": edition.title,
            "description": f"{edition.title}, {kind}: criteria, source and how it was read.",
            "reviewed": edition.reviewed,
            "review_due": edition.review_due,
        }
        yield edition_slug(edition), shown, edition_markdown(library, edition)
    if library.guidelines:
        slug = EDITIONS_INDEX
        editions = library.guidelines.values()
        yield slug, {
            "title": EDITIONS_TITLE,
            "description": "Every guideline edition on this site, with its date and how it was read.",
            "reviewed": min(edition.reviewed for edition in editions),
            "review_due": min(edition.review_due for edition in editions),
        }, guidelines_index(library, slug)  # fmt: skip


def _page(library: Library, page: _Numbered, works: Mapping[str, Work]) -> str:
    head = page.head
    parts = [
        _front_matter(head, page_data(library, page.slug, head, page.cited)),
        f"# {head['title']}",
        render("page-head.html", head=head, terms=head.get("search_terms", [])),
        page.body,
        # Not searched: else every page answers to the names of its sources.
        "## Sources { data-search-exclude }",
        _sources(page.cited, works),
    ]
    return "\n\n".join(parts) + "\n"


def _sources(cited: tuple[CitedSource, ...], works: Mapping[str, Work]) -> str:
    if not cited:
        return "This page cites no source of its own."
    return render("sources.html", sources=[(source, works[source.reference], _by_locator(source)) for source in cited])


def _by_locator(source: CitedSource) -> Mapping[str, list[str]]:
    """The anchors of a source's citations under each locator, in the order of the page."""
    grouped: dict[str, list[str]] = {}
    for anchor, locator in source.places:
        grouped.setdefault(locator, []).append(anchor)
    return grouped


def _front_matter(head: dict[str, Any], described: dict[str, Any]) -> str:
    """JSON values, which are YAML; nothing that an author typed can end the front matter."""
    shown = {key: value.isoformat() if isinstance(value, date) else value for key, value in head.items()}
    # The theme puts it into an attribute as it stands.
    shown["description"] = html.escape(head["description"])
    shown["json_ld"] = described
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in shown.items()]
    return "\n".join(["---", *lines, "---"])
