"""The handbook itself, as `make site` puts it at the root of the site: numbers against pages, rules, links, size."""

import re
from pathlib import Path

import pytest

from tests.book.pdf_pages import PdfPages, wrong_page_numbers
from tests.book.pdf_rules import broken_rules, font_names

SITE = Path(__file__).parents[2] / "build" / "site"
FILES = ("handbook.pdf", "handbook-letter.pdf")
LARGEST_BYTES = 10_000_000


@pytest.fixture(scope="module", params=FILES)
def pages(request: pytest.FixtureRequest) -> PdfPages:
    file = SITE / request.param
    if not file.is_file():
        pytest.fail(f"{file} must be there; `make site` makes it")
    return PdfPages(file.read_bytes())


def test_no_rule_of_accessible_files_is_broken(pages: PdfPages) -> None:
    assert broken_rules(pages.document) == []


def test_numbers_of_the_contents_are_those_of_the_pages(pages: PdfPages) -> None:
    """The contents lead to the page whose number they print, and name every part and chapter."""
    labels, marks = pages.labels(), pages.bookmarks()
    end = labels.index("1")
    entries = [link for link in pages.links() if link.page < end and re.search(r"\d+\Z", link.words)]
    assert [link.words for link in entries if re.findall(r"\d+\Z", link.words) != [labels[link.goal]]] == []
    # The first page of the site opens the book; its sections are no chapters.
    first_part = [one.level for one in marks].index(1, 1)
    chapters = [one.page for one in (marks[0], *marks[first_part:]) if one.level <= 2]
    assert {link.goal for link in entries} >= set(chapters)
    assert len(chapters) > 100


def test_bookmarks_lead_to_the_page_with_their_heading(pages: PdfPages) -> None:
    texts = [re.sub(r"\s+", "", text) for text in pages.texts]
    lost = [one for one in pages.bookmarks() if re.sub(r"\s+", "", one.title) not in texts[one.page]]
    assert lost == []


def test_printed_references_name_the_page_they_lead_to(pages: PdfPages) -> None:
    assert wrong_page_numbers(pages) == []
    assert sum(len(re.findall(r"\(page\s\d+\)", text)) for text in pages.texts) > 200


def test_numbers_of_the_index_are_those_of_the_pages(pages: PdfPages) -> None:
    labels = pages.labels()
    start = next(one.page for one in pages.bookmarks() if one.level == 1 and one.title == "Index")
    numbers = [link for link in pages.links() if link.page >= start and re.fullmatch(r"\d+(–\d+)?", link.words)]
    assert [link.words for link in numbers if link.words.split("–")[0] != labels[link.goal]] == []
    assert len(numbers) > 500


@pytest.mark.parametrize("name", ["Imatinib", "T315I", "DASISION", "ENESTnd"])
def test_the_index_leads_to_pages_that_hold_the_word(pages: PdfPages, name: str) -> None:
    labels = pages.labels()
    start = next(one.page for one in pages.bookmarks() if one.level == 1 and one.title == "Index")
    index = " ".join(" ".join(text.split()) for text in pages.texts[start:])
    entry = re.search(rf"{name}(?: \([^)]*\))?((?:, \d+(?:– ?\d+)?)+)", index)
    assert entry
    for first in re.findall(r", (\d+)", entry[1]):
        assert name.lower() in pages.texts[labels.index(first)].lower(), first


def test_every_page_states_the_intended_use_and_its_number(pages: PdfPages) -> None:
    labels = pages.labels()
    for index, text in enumerate(pages.texts):
        words = " ".join(text.split())
        assert "It is not a medical device" in words, labels[index]
        assert index == 0 or re.search(rf"\b{labels[index]}\b", words), labels[index]


def test_only_the_fonts_of_the_packages_are_in_the_file(pages: PdfPages) -> None:
    assert {name.split("-")[0] for name in font_names(pages.document)} == {"SourceSerif4", "SourceSans3"}


def test_no_letter_stands_beyond_the_margins(pages: PdfPages) -> None:
    outside = []
    for index in range(1, len(pages.reader)):
        page = pages.reader[index]
        width, height = page.get_size()
        words = page.get_textpage()
        for one in range(words.count_rects()):
            left, bottom, right, top = words.get_rect(one)
            if left < 55 or right > width - 55 or bottom < 15 or top > height - 15:
                outside.append((index, words.get_text_bounded(left, bottom, right, top)))
    assert outside == []


def test_the_file_is_small_enough_to_send(pages: PdfPages) -> None:
    assert pages.size < LARGEST_BYTES


def test_home_page_and_foot_of_a_deep_page_lead_to_the_files() -> None:
    home = (SITE / "index.html").read_text(encoding="utf-8")
    deep = (SITE / "drugs" / "imatinib" / "index.html").read_text(encoding="utf-8")
    for name in FILES:
        assert home.count(f'href="{name}"') == 2
        assert f'href="../../{name}"' in deep
