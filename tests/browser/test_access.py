"""For everybody: keyboard alone, narrow screens, dark colors, paper, no JavaScript, and the rules of axe."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.calculator_page import CalculatorPage
from tests.browser.site_server import SiteServer

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PAGES = ["", "calculators/phase/", "calculators/molecular-response/", "disease/overview/", "response/milestones/",
         "reference/bibliography/"]  # fmt: skip

SCHEMES = {"light": "default", "dark": "slate"}


def sideways(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] }).then((results) => results.violations)")
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest, page: Page) -> str:
    page.emulate_media(color_scheme=request.param)
    return str(request.param)


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


@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways_at_320_pixels(page: Page, site: SiteServer, path: str):
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(site.url + path)
    assert sideways(page) == 0


@pytest.mark.parametrize("calculator_id", ["phase", "molecular-response"])
def test_form_errors_and_result_fit_320_pixels(
    started: Callable[[str], CalculatorPage], site: SiteServer, calculator_id: str
):
    shown = started(calculator_id)
    shown.page.set_viewport_size({"width": 320, "height": 700})
    field = "blasts_pb_percent" if calculator_id == "phase" else "bcr_abl1_percent_is"
    shown.compute("error", **{field: "250 000"})
    assert sideways(shown.page) == 0
    shown.compute("result", **{field: 12})
    shown.page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    assert sideways(shown.page) == 0


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


@pytest.mark.parametrize("path", ["", "disease/overview/", "response/milestones/", "reference/bibliography/"])
def test_content_pages_break_no_rule_of_axe(page: Page, site: SiteServer, scheme: str, path: str):
    page.goto(site.url + path)
    assert violations(page) == []


@pytest.mark.parametrize("calculator_id", ["phase", "molecular-response"])
def test_calculators_break_no_rule_of_axe_in_any_state(
    calculator: Callable[[str], CalculatorPage], scheme: str, calculator_id: str
):
    shown = calculator(calculator_id).open()
    expect(shown.page.locator("body")).to_have_attribute("data-md-color-scheme", SCHEMES[scheme])
    field = "blasts_pb_percent" if calculator_id == "phase" else "bcr_abl1_percent_is"
    assert violations(shown.page) == []
    shown.compute("error", **{field: "1,5"})
    assert violations(shown.page) == []
    shown.compute("result", **{field: 12})
    shown.page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    assert violations(shown.page) == []


def test_a_failure_breaks_no_rule_of_axe(phase: CalculatorPage, site: SiteServer, scheme: str):
    site.faults["/assets/python/"] = "is missing"
    phase.open()
    phase.control("blasts_pb_percent").focus()
    phase.expect_state("failed")
    assert violations(phase.page) == []


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_what_it_is_for(page: Page, site: SiteServer, path: str):
    page.goto(site.url + path)
    expect(page.locator("footer [data-intended-use]")).to_contain_text("not a medical device")
    assert page.title().endswith("CML Handbook")
    assert page.locator("meta[name=description]").get_attribute("content")
