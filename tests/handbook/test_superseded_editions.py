"""A superseded edition stays reachable, says that it is superseded, and is marked wherever it is named with a link."""

import re
from pathlib import Path

import pytest

from handbook.addresses import edition_slug
from handbook.guidelines import newer_edition
from handbook.library import Library, load_library
from handbook.pages import sections
from handbook.web.edition import markdown_files

ROOT = Path(__file__).parents[2]
MARK = '<span class="superseded">superseded</span>'
# A link to the page of an edition, and what follows it at once.
LINKED = re.compile(
    r'<a href="(?P<address>[^"]*reference/guidelines/[^"]+)">(?P<title>[^<]*)</a>(?P<after>[^\n]{0,60})'
)


@pytest.fixture(scope="module")
def library() -> Library:
    found, problems = load_library(ROOT / "content")
    assert found is not None, problems
    return found


@pytest.fixture(scope="module")
def files(library: Library) -> dict[str, str]:
    return dict(markdown_files(library))


@pytest.fixture(scope="module")
def superseded(library: Library) -> dict[str, str]:
    """The slug of each superseded edition, with that of the newer one."""
    pairs = ((edition, newer_edition(library.guidelines, edition)) for edition in library.guidelines.values())
    found = {edition_slug(edition): edition_slug(newer) for edition, newer in pairs if newer is not None}
    assert len(found) >= 8
    return found


def test_a_superseded_edition_is_marked_on_its_page_and_leads_to_the_newer_one(
    files: dict[str, str], superseded: dict[str, str]
) -> None:
    for slug, newer in superseded.items():
        text = files[f"{slug}.md"]
        assert '!!! warning "Superseded"' in text, slug
        assert f"](../{newer.removeprefix('reference/guidelines/')}.md)" in text, slug


def test_a_superseded_edition_stays_in_the_navigation(library: Library, superseded: dict[str, str]) -> None:
    shown = {slug for section in sections(library) for inner in section.inner for slug in inner.slugs}
    assert set(superseded) <= shown


def test_a_superseded_edition_is_marked_in_every_table_that_names_it(
    files: dict[str, str], superseded: dict[str, str]
) -> None:
    marked = 0
    for name, text in files.items():
        for link in LINKED.finditer(text):
            own = f"reference/guidelines/{link['address'].partition('reference/guidelines/')[2].strip('/')}"
            is_marked = link["after"].lstrip().startswith(MARK)
            assert is_marked == (own in superseded), (name, link["title"])
            marked += is_marked
    assert marked > 30
