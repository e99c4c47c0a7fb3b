"""For everybody: keyboard alone, narrow screens, dark colors, paper, no JavaScript, and the rules of axe."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.calculator_page import CalculatorPage
from tests.browser.site_server import SiteServer

PAGES = ["", "calculators/phase/", "calculators/molecular-response/", "disease/overview/", "response/milestones/",
         "reference/bibliography/"]  # fmt: skip


def test_a_result_is_reached_with_the_keyboard_alone(phase: CalculatorPage):
    phase.open()
    keyboard = phase.page.keyboard
    for _ in range(60):
        keyboard.press("Tab")
        if phase.page.evaluate("document.activeElement.name") == "on_treatment":
            break
    keyboard.press("Space")
    keyboard.press("Tab")
    expect(phase.control("blasts_pb_percent")).to_be_focused()
    keyboard.type("25")
    keyboard.press("Enter")
    phase.expect_state("result")
    assert phase.control("on_treatment", "true").is_checked()


def test_focus_is_visible(phase: CalculatorPage):
    phase.open()
    phase.control("blasts_pb_percent").focus()
    phase.page.keyboard.press("Tab")
    outline = phase.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_without_javascript_the_tables_stand_and_nothing_claims_to_be_live(browser: Browser, site: SiteServer):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site.url + "calculators/phase/")
        root = page.locator('[data-calculator="phase"]')
        assert root.get_attribute("data-state") is None
        expect(root.locator("noscript p")).to_contain_text("needs JavaScript")
        side_by_side = page.get_by_role("region", name="Phase criteria of every classification")
        expect(side_by_side.get_by_role("table")).to_be_visible()
        page.locator("[name=blasts_pb_percent]").fill("12")
        page.get_by_role("button", name="Calculate").click()
        assert page.url == site.url + "calculators/phase/"


def test_on_paper_the_result_stands_with_its_entries_and_intended_use(started_phase: CalculatorPage):
    phase = started_phase
    phase.compute(blasts_pb_percent=12)
    phase.page.emulate_media(media="print")
    expect(phase.root.locator(".cml-entered")).to_contain_text("Blasts in blood: 12 % of white cells")
    expect(phase.root.locator(".cml-intended")).to_be_visible()
    expect(phase.root.locator("form")).to_be_hidden()
    expect(phase.page.locator(".md-header")).to_be_hidden()
    expect(phase.page.locator("footer [data-intended-use]")).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_what_it_is_for(page: Page, site: SiteServer, path: str):
    page.goto(site.url + path)
    expect(page.locator("footer [data-intended-use]")).to_contain_text("not a medical device")
    assert page.title().endswith("CML Handbook")
    assert page.locator("meta[name=description]").get_attribute("content")
