"""What cannot be printed is listed with file and line, the command ends with 1, and an earlier book stays as it is."""

from pathlib import Path

import pytest

from handbook.book.assemble import manuscript
from handbook.book.completeness import check_words
from handbook.book.fonts import copy_fonts
from handbook.book.make import Book
from handbook.book.pages import page_trees
from handbook.book.settings import book_settings, site_settings
from handbook.command import all_pages, checked_library, complete, handbook
from handbook.layout import Layout
from handbook.problems import Problem
from handbook.stopped import BuildStopped
from tests.book.pdf_pages import PdfPages
from tests.book.small_book import NODE_MODULES, book_workspace

PAGE = "content/pages/disease/overview.md"
PRESENT = b"an earlier book"


def faulty(root: Path, old: str, new: str, path: str = PAGE) -> Layout:
    """The small content set with one text of one file changed, and an earlier book."""
    layout = book_workspace(root)
    file = layout.root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    layout.build.mkdir()
    (layout.build / "handbook.pdf").write_bytes(PRESENT)
    return layout


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        pytest.param(
            "molecular.md#levels",
            "molecular.md#nowhere",
            f"{PAGE}:14: link: must lead to a heading or record of response/molecular.md, not '#nowhere'",
            id="a cross-reference to an anchor that is not there",
        ),
        pytest.param(
            "molecular.md#levels",
            "molecule.md",
            f"{PAGE}:14: link: must lead to a page, not '../response/molecule.md'; "
            "did you mean 'response/molecular.md'?",
            id="a cross-reference to a page that is not there",
        ),
        pytest.param(
            "order: 10\n",
            "",
            f"{PAGE}:2: order: must be given, not left out",
            id="a page without a place in the order",
        ),
        pytest.param(
            "::: {phase-table}",
            "::: {chart id=not-there}",
            f"{PAGE}:29: block: id must be an id in content/charts/, not 'not-there'",
            id="a figure that is not there",
        ),
        pytest.param(
            "| Blasts | 20% [@arber-2016, Table 2, footnote] |",
            f"| {'x' * 150} | {'y' * 150} [@arber-2016, Table 2, footnote] |",
            f"{PAGE}:16: book: the table 'Finding' must fit a turned page in small letters, not be wider",
            id="a table that cannot fit",
        ),
        pytest.param(
            "!!! note",
            "### Too deep\n\n!!! note",
            f"{PAGE}:1: book: must not skip a level of headings before 'Too deep'",
            id="a heading that skips a level",
        ),
    ],
)
def test_fault_is_listed_and_an_earlier_book_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, line: str
) -> None:
    layout = faulty(tmp_path, old, new)
    assert handbook(layout) == 1
    assert capsys.readouterr().out.splitlines() == [line]
    assert (layout.build / "handbook.pdf").read_bytes() == PRESENT


def test_a_page_that_no_part_holds_is_listed(tmp_path: Path) -> None:
    layout = book_workspace(tmp_path)
    library, _ = checked_library(layout)
    assert library is not None
    site = site_settings(layout.root / "mkdocs.yml")
    copy_fonts(NODE_MODULES, layout.book / "fonts")
    markdown = {**all_pages(library, layout), "lost/page.md": "# Lost\n"}
    found = manuscript(library, page_trees(markdown, site), book_settings(site), layout)
    assert [str(problem) for problem in found.problems] == [
        "content/pages/lost/page.md:1: book: must have a place in the order of the book, not none"
    ]


def test_a_book_without_changes_of_its_edition_is_not_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    layout = faulty(tmp_path, "plugins:", "extra: {book: {edition: 2}}\nplugins:", "mkdocs.yml")
    changes = layout.content / "changes"
    changes.mkdir()
    (changes / "first.yml").write_text(
        "id: first\ndate: 2026-11-20\nedition: 1\nkind: new\ntitle: First edition\ntext: All is new.\n"
    )
    assert handbook(layout) == 1
    assert capsys.readouterr().out.splitlines() == [
        "mkdocs.yml:6: extra.book.edition: must have a change in content/changes/, not none for edition 2"
    ]


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("{colour: red}", "mkdocs.yml: extra.book: must hold known settings, not colour"),
        (
            "{files: {book.pdf: foolscap}}",
            "mkdocs.yml: extra.book.files.book.pdf: must be one of a4, us-letter, iso-b5, a5, not 'foolscap'",
        ),
        ("{logo: missing.svg}", "mkdocs.yml: extra.book.logo: must be a file below the root, not missing.svg"),
    ],
)
def test_a_wrong_setting_stops_the_book(tmp_path: Path, setting: str, message: str) -> None:
    layout = faulty(tmp_path, "plugins:", f"extra: {{book: {setting}}}\nplugins:", "mkdocs.yml")
    with pytest.raises(BuildStopped) as stopped:
        handbook(layout)
    assert str(stopped.value) == message
    assert (layout.build / "handbook.pdf").read_bytes() == PRESENT


def test_a_word_that_is_lost_on_the_way_stops_the_book(tmp_path: Path) -> None:
    layout = book_workspace(tmp_path)
    assert handbook(layout) == 0
    pdf = (layout.build / "handbook.pdf").read_bytes()
    check_words("book", ["Example handbook"], pdf)
    with pytest.raises(BuildStopped) as stopped:
        check_words("book", ["Example handbook", "dropped silently", "dropped"], pdf)
    assert str(stopped.value) == ("book: must hold every word of the pages; 3 are missing: dropped (2), silently (1)")


def test_a_site_is_not_put_in_place_without_its_book(tmp_path: Path) -> None:
    problem = Problem("content/pages/one.md", 3, "book", "must lead to a page")
    with pytest.raises(BuildStopped) as stopped:
        complete(tmp_path, Book({"handbook.pdf": b"whole"}, (problem,)))
    assert str(stopped.value) == "content/pages/one.md:3: book: must lead to a page\nThe book was not made"
    assert list(tmp_path.iterdir()) == []


def test_another_book_needs_settings_alone(tmp_path: Path) -> None:
    own = "{title: Another title, subtitle: Its subject, color: '#7a1f1f', logo: docs/logo.svg, files: {other.pdf: a5}}"
    layout = faulty(tmp_path, "plugins:", f"extra: {{book: {own}}}\nplugins:", "mkdocs.yml")
    (layout.hand_written / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="5" fill="#fff"/></svg>'
    )
    assert handbook(layout) == 0
    pages = PdfPages((layout.build / "other.pdf").read_bytes())
    assert "Another title" in pages.texts[0]
    assert "Its subject" in pages.texts[0]
    assert [round(side) for side in pages.reader[0].get_size()] == [420, 595]
    assert (layout.build / "handbook.pdf").read_bytes() == PRESENT
