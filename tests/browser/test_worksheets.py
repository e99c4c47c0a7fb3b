"""The worksheets in a real browser: led to by their calculator, whole without JavaScript, few sheets on paper."""

import re

import pytest
from playwright.sync_api import Browser, Page

from cml_calculators.catalogue import CALCULATORS
from tests.browser.calculator_page import CalculatorPage
from tests.browser.rules import sideways, violations
from tests.browser.site_server import SiteServer

IDS = [entry.id for entry in CALCULATORS]
# Two sheets printed on both sides; one page more for fonts that run wider than those that the sheets were set with.
MOST_PAGES = 2 * 2 + 1


def open_sheet(page: Page, site: SiteServer, calculator_id: str) -> Page:
    page.goto(f"{site.url}calculators/{calculator_id}/worksheet/")
    return page


def test_the_page_of_a_calculator_leads_to_its_worksheet(phase: CalculatorPage) -> None:
    phase.open()
    phase.page.get_by_role("link", name="Worksheet on paper").click()
    assert phase.page.url.endswith("/calculators/phase/worksheet/")
    phase.page.get_by_role("link", name="calculator “Phase").click()
    assert phase.page.url.endswith("/calculators/phase/")


def test_a_worksheet_is_whole_without_javascript(browser: Browser, site: SiteServer) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = open_sheet(context.new_page(), site, "hydroxyurea")
    assert page.locator(".worksheet span.fill").first.is_visible()
    assert page.locator(".worksheet .tick").first.is_visible()
    assert page.locator(".worksheet .qr svg").is_visible()
    context.close()


@pytest.mark.parametrize("format_", ["A4", "Letter"])
def test_every_worksheet_prints_on_few_sheets(page: Page, site: SiteServer, format_: str) -> None:
    pages = {}
    for calculator_id in IDS:
        pdf = open_sheet(page, site, calculator_id).pdf(format=format_)
        pages[calculator_id] = len(re.findall(rb"/Type /Page\b(?!s)", pdf))
    assert {name: count for name, count in pages.items() if not 1 <= count <= MOST_PAGES} == {}


def test_boxes_and_code_show_on_paper(page: Page, site: SiteServer) -> None:
    open_sheet(page, site, "kinetics").emulate_media(media="print")
    for boxes in ("span.fill", "td.fill", ".tick"):
        sizes = page.locator(f".worksheet {boxes}").evaluate_all(
            "boxes => boxes.map((box) => [box.offsetWidth, box.offsetHeight, getComputedStyle(box).borderBottomWidth])"
        )
        assert sizes
        assert all(width >= 8 and height >= 8 and border != "0px" for width, height, border in sizes), boxes
    code = page.locator(".worksheet .qr svg").bounding_box()
    # 20 mm and more: each module of the code is then wider than a third of a millimeter.
    assert code is not None
    assert code["width"] >= 75


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("calculator_id", ["kinetics", "molecular-response", "risk-scores", "mutations"])
def test_worksheets_break_no_rule_of_axe_and_never_scroll_sideways(
    page: Page, site: SiteServer, calculator_id: str, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    open_sheet(page, site, calculator_id)
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert sideways(page) == 0
