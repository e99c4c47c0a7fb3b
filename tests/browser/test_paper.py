"""Pages as the browser prints them: the text with its sources and their addresses, and nothing of the screen."""

import re

import pytest
from playwright.sync_api import Page

from tests.book.pdf_pages import PdfPages
from tests.browser.calculator_page import CalculatorPage
from tests.browser.site_server import SiteServer

PAGES = ["", "disease/overview/", "drugs/imatinib/", "studies/", "reference/glossary/", "calculators/phase/",
         "about/evidence/"]  # fmt: skip
# Words that only a screen shows.
SCREEN = ("Skip to content", "Search", "Back to top", "Table of contents", "Switch to dark colors", "Calculate", "¶",
          "↩", "PDF, A4")  # fmt: skip


def printed(page: Page) -> list[str]:
    return [" ".join(text.split()) for text in PdfPages(page.pdf(format="A4")).texts]


@pytest.mark.parametrize("path", PAGES)
def test_on_paper_stands_the_text_and_nothing_of_the_screen(page: Page, site: SiteServer, path: str) -> None:
    page.goto(site.url + path)
    heading = page.locator("h1").first.inner_text().removesuffix("¶").strip()
    text = " ".join(printed(page))
    assert heading in text
    assert "It is not a medical device" in text
    assert re.search(r"Edition \S+", text)
    assert [word for word in SCREEN if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)] == []


def test_on_paper_a_source_has_its_address(page: Page, site: SiteServer) -> None:
    page.goto(f"{site.url}disease/overview/")
    text = "".join("".join(printed(page)).split())
    addresses = page.locator(".sources a[href^='http']").evaluate_all("links => links.map((link) => link.href)")
    assert len(addresses) > 3
    assert [one for one in addresses if one.removeprefix("https://doi.org/") not in text] == []


def test_on_paper_a_long_table_repeats_its_head(page: Page, site: SiteServer) -> None:
    page.goto(f"{site.url}studies/")
    pages = printed(page)
    head = "Endpoint Study Line Drugs Time Figures Comparison"
    holding = [number for number, text in enumerate(pages) if head in text]
    assert len(holding) >= 3
    assert holding == list(range(holding[0], holding[-1] + 1))


def test_on_paper_nothing_is_cut_off_at_the_right(page: Page, site: SiteServer) -> None:
    page.goto(f"{site.url}phases/")
    pages = PdfPages(page.pdf(format="A4"))
    for sheet in pages.reader:
        words = sheet.get_textpage()
        assert max(words.get_rect(one)[2] for one in range(words.count_rects())) <= sheet.get_size()[0]


def test_on_paper_a_result_has_entries_edition_and_version(phase: CalculatorPage) -> None:
    phase.open().start()
    phase.compute(blasts_pb_percent="12", basophils_pb_percent="4")
    text = " ".join(printed(phase.page))
    for part in (
        "Blasts in blood",
        "12",
        "Basophils in blood",
        "Accelerated phase",
        "World Health Organization",
        "0.1.0",
    ):
        assert part in text, part
    assert "Leave empty what is not known" not in text
