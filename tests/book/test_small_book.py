"""The small content set as a book: what stands where, with which number, and the same bytes twice."""

import re
from pathlib import Path

import pytest

import cml_calculators
from handbook.command import checked_library, handbook
from handbook.layout import Layout
from tests.book.pdf_pages import PdfPages, wrong_page_numbers
from tests.book.pdf_rules import broken_rules, font_names
from tests.book.small_book import book_workspace

FILES = ("handbook.pdf", "handbook-letter.pdf")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    layout = book_workspace(tmp_path_factory.mktemp("book"))
    assert handbook(layout) == 0
    return layout


@pytest.fixture(scope="module", params=FILES)
def pages(made: Layout, request: pytest.FixtureRequest) -> PdfPages:
    return PdfPages((made.build / request.param).read_bytes())


def test_papers_are_a4_and_us_letter(made: Layout) -> None:
    sizes = [PdfPages((made.build / name).read_bytes()).reader[0].get_size() for name in FILES]
    assert [(round(width), round(height)) for width, height in sizes] == [(595, 842), (612, 792)]


def test_no_rule_of_accessible_files_is_broken(pages: PdfPages) -> None:
    assert broken_rules(pages.document) == []


def test_the_cover_names_book_date_version_and_intended_use(pages: PdfPages) -> None:
    cover = pages.texts[0]
    assert "Example handbook" in cover
    assert f"Version {cml_calculators.__version__}" in cover
    # The newest review of the content, not the day of the making.
    assert "November 20, 2026" in cover


def test_language_and_title_are_set(pages: PdfPages) -> None:
    assert str(pages.document.Root.Lang) == "en-US"
    assert pages.document.docinfo["/Title"] == "Example handbook"


def test_chapters_stand_in_the_order_of_the_site(pages: PdfPages) -> None:
    first = [one.title for one in pages.bookmarks() if one.level == 1]
    assert first == [
        "Example handbook", "The disease", "Response and monitoring", "Studies", "Reference", "About", "Index",
    ]  # fmt: skip
    assert [one.title for one in pages.bookmarks() if one.level == 2][:2] == ["What CML is", "Molecular response"]


def test_bookmarks_have_three_levels(pages: PdfPages) -> None:
    assert {one.level for one in pages.bookmarks()} == {1, 2, 3}


def test_numbers_of_the_contents_are_those_of_the_pages(pages: PdfPages) -> None:
    labels, marks = pages.labels(), pages.bookmarks()
    start = next(index for index, text in enumerate(pages.texts) if text.lstrip().startswith("Contents"))
    end = labels.index("1")
    printed = {
        match[1].strip(): match[2]
        for link in pages.links()
        if start <= link.page < end and (match := re.fullmatch(r"(.*?)[\s.]*(\d+)", link.words))
    }
    chapters = {one.title: labels[one.page] for one in marks if one.level <= 2}
    assert printed == chapters
    assert len(chapters) > 12


def test_printed_references_name_the_page_they_lead_to(pages: PdfPages) -> None:
    assert wrong_page_numbers(pages) == []
    assert sum("(page" in text or "(p." in text for text in pages.texts) > 3


def test_numbers_of_the_index_are_those_of_the_pages(pages: PdfPages) -> None:
    labels = pages.labels()
    start = next(one.page for one in pages.bookmarks() if one.title == "Index")
    numbers = [link for link in pages.links() if link.page >= start and re.fullmatch(r"\d+(–\d+)?", link.words)]
    assert len(numbers) >= 2
    assert [link.words for link in numbers if link.words.split("–")[0] != labels[link.goal]] == []


def test_the_index_leads_to_a_term_where_it_stands(pages: PdfPages) -> None:
    labels = pages.labels()
    index = " ".join(pages.texts[next(one.page for one in pages.bookmarks() if one.title == "Index")].split())
    named = re.search(r"Imatinib((?:, \d+(?:–\d+)?)+)", index)
    assert named
    first = re.findall(r"\d+", named[1])[0]
    assert "imatinib" in pages.texts[labels.index(first)].lower()


def test_every_page_has_number_version_date_and_intended_use(pages: PdfPages) -> None:
    labels = pages.labels()
    for index, text in enumerate(pages.texts[1:], 1):
        words = " ".join(text.split())
        assert f"Version {cml_calculators.__version__} · November 20, 2026" in words, labels[index]
        assert re.search(rf"\b{labels[index]}\b", words), labels[index]


def test_running_heads_name_part_and_chapter(pages: PdfPages) -> None:
    chapter = next(one for one in pages.bookmarks() if one.title == "Molecular response")
    assert pages.texts[chapter.page].split("\r\n")[0].strip() == "Response and monitoring Molecular response"


def test_parts_begin_on_the_right(pages: PdfPages) -> None:
    labels = pages.labels()
    assert {int(labels[one.page]) % 2 for one in pages.bookmarks() if one.level == 1 and one.title != "Index"} == {1}


def test_only_the_fonts_of_the_packages_are_in_the_file(pages: PdfPages) -> None:
    assert {name.split("-")[0] for name in font_names(pages.document)} == {"SourceSerif4", "SourceSans3"}


def test_nothing_is_printed_beyond_the_margins(pages: PdfPages) -> None:
    for index in range(1, len(pages.reader)):
        page = pages.reader[index]
        width, height = page.get_size()
        words = page.get_textpage()
        boxes = [words.get_charbox(one) for one in range(words.count_chars())]
        letters = [box for one, box in enumerate(boxes) if words.get_text_range(one, 1).strip()]
        assert min(box[0] for box in letters) > 50, index
        assert max(box[2] for box in letters) < width - 50, index
        assert max(box[3] for box in letters) < height - 25, index


def test_two_makings_give_the_same_bytes(made: Layout, tmp_path: Path) -> None:
    again = book_workspace(tmp_path)
    assert handbook(again) == 0
    assert [name for name in FILES if (made.build / name).read_bytes() != (again.build / name).read_bytes()] == []


def test_only_the_files_are_left_of_the_making(made: Layout) -> None:
    assert sorted(path.name for path in made.build.iterdir()) == ["book", *sorted(FILES)]


def test_the_small_content_set_is_without_problems(made: Layout) -> None:
    assert checked_library(made)[1] == []
