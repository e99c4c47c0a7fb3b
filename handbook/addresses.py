"""Where pages stand, and how one page leads to another, the same under any subpath."""

import posixpath

from cml_calculators.criteria import Guideline
from handbook.guidelines import key
from handbook.library import Library

GUIDELINES_FOLDER = "reference/guidelines"


def generated_slugs(library: Library) -> tuple[str, ...]:
    """Pages that nobody writes: one per guideline edition, their index, and a worksheet for each calculator."""
    editions = (edition_slug(edition) for edition in library.guidelines.values())
    return (f"{GUIDELINES_FOLDER}/index", *editions, *(worksheet_slug(slug) for slug in calculator_slugs(library)))


def calculator_slugs(library: Library) -> tuple[str, ...]:
    return tuple(slug for slug, page in library.pages.items() if page.head.calculator)


def worksheet_slug(calculator_slug: str) -> str:
    """The worksheet stands below the page of its calculator."""
    return f"{calculator_slug}/worksheet"


def edition_slug(edition: Guideline) -> str:
    return f"{GUIDELINES_FOLDER}/{key(edition)}"


def address(slug: str) -> str:
    """The address of a page below the root of the site: `disease/overview/`, and `` for the home page."""
    if slug == "index":
        return ""
    return slug.removesuffix("index") if slug.endswith("/index") else f"{slug}/"


def relative_address(from_slug: str, to_slug: str) -> str:
    """From one page to another, as HTML needs it (Markdown links use the path of the .md file)."""
    start, goal = address(from_slug) or ".", address(to_slug) or "."
    path = posixpath.relpath(goal, start)
    return "./" if path == "." else f"{path}/"
