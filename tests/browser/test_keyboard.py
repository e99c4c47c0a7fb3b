"""Without a mouse, without motion, and with the reader's own colors."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.calculator_page import CalculatorPage
from tests.browser.rules import NARROW, violations
from tests.browser.site_server import SiteServer

# The element that has the focus: its words, and whether a reader can see it.
FOCUSED = """() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return null;
    const named = focused.getAttribute("aria-label") ?? focused.textContent.trim().slice(0, 40);
    // Of a link that breaks there are several boxes, of a long table only a part stands in the window.
    const seen = [...focused.getClientRects()].some(({ left, top, right, bottom }) => {
        const [from, to] = [Math.max(top, 0), Math.min(bottom, innerHeight)];
        if (right <= 0 || left >= innerWidth || from >= to) return false;
        const across = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
        return [0.5, 0.9].some((part) => {
            const above = document.elementFromPoint(across, from + (to - from) * part);
            return above && (focused.contains(above) || above.contains(focused));
        });
    });
    const { outlineStyle, outlineWidth } = getComputedStyle(focused);
    return { named, seen, outlined: outlineStyle !== "none" && outlineWidth !== "0px" };
}"""
MOST_STOPS = 400


def stops(page: Page) -> list[dict[str, Any]]:
    """Where the focus stands, one press of the tab key after another, through the page."""
    found: list[dict[str, Any]] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            return found
        found.append(stop)
    raise AssertionError(f"no end after {MOST_STOPS} stops")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    "path", ["", "studies/dasision/", "calculators/hydroxyurea/", "reference/guidelines/phase/who-2022/"]
)
def test_the_focus_is_always_seen_and_nothing_covers_it(page: Page, site: SiteServer, path: str, width: int):
    page.set_viewport_size({"width": width, "height": 700})
    # Else the page would still be on its way to the focus.
    page.emulate_media(reduced_motion="reduce")
    page.goto(site.url + path)
    found = stops(page)
    assert len(found) > 10
    assert [stop["named"] for stop in found if not stop["seen"]] == []
    assert [stop for stop in found if not stop["outlined"]] == []


def test_the_first_stop_skips_to_the_content(page: Page, site: SiteServer):
    page.goto(f"{site.url}drugs/imatinib/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to content")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('article').contains(document.activeElement)")


def test_the_navigation_of_a_narrow_window_opens_and_closes(page: Page, site: SiteServer):
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page.goto(f"{site.url}drugs/imatinib/")
    opener = page.get_by_role("button", name="Menu")
    expect(opener).to_have_attribute("aria-expanded", "false")
    opener.focus()
    page.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    assert page.evaluate("document.querySelector('.md-sidebar--primary').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Space")
    press_until(page, "Dasatinib (Sprycel)")
    page.keyboard.press("Enter")
    page.wait_for_url("**/drugs/dasatinib/")


def test_the_navigation_of_a_narrow_window_leads_to_every_part(page: Page, site: SiteServer):
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page.goto(f"{site.url}drugs/imatinib/")
    page.get_by_role("button", name="Menu").press("Enter")
    assert violations(page, page.locator(".md-sidebar--primary")) == []
    page.get_by_role("button", name="Up from Drugs").press("Enter")
    press_until(page, "Studies")
    page.keyboard.press("Enter")
    page.wait_for_url("**/studies/")


def test_a_wide_window_has_no_button_for_its_navigation(page: Page, site: SiteServer):
    page.goto(f"{site.url}drugs/imatinib/")
    expect(page.get_by_role("button", name="Menu")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Navigation").get_by_role("button")).to_have_count(0)


def press_until(page: Page, name: str) -> None:
    """The tab key, until the element with these words has the focus; every stop on the way is seen."""
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        assert stop["seen"], stop["named"]
        if stop["named"] == name:
            return
    raise AssertionError(f"{name} is not reached")


def test_a_table_is_sorted_and_filtered(page: Page, site: SiteServer):
    page.goto(f"{site.url}studies/")
    button = page.locator("table[data-sortable] .hb-sort").first
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("table[data-sortable] th[aria-sort]").first).to_have_attribute("aria-sort", "ascending")
    choice = page.locator(".hb-filters select").first
    choice.focus()
    count = page.locator(".hb-filters [role=status]").first
    before = count.text_content()
    page.keyboard.press("ArrowDown")
    expect(count).not_to_have_text(before or "")


def test_the_search_is_opened_used_and_left(page: Page, site: SiteServer):
    page.goto(site.url)
    link = page.get_by_role("link", name="Search")
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Search")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("sokal")
    expect(dialog.get_by_role("list", name="Results").get_by_role("link").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUSED)["seen"]
    dialog.get_by_role("button", name="Close").focus()
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(link).to_be_focused()


def test_errors_lead_to_their_fields_and_the_result_is_reached(started: Callable[[str], CalculatorPage]):
    shown = started("hydroxyurea")
    keyboard = shown.page.keyboard
    shown.control("weight_kg").focus()
    keyboard.type("7o")
    keyboard.press("Enter")
    shown.expect_state("error")
    expect(shown.root.locator("[data-error-summary]")).to_be_focused()
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(shown.control("weight_kg")).to_be_focused()
    keyboard.press("Control+a")
    keyboard.type("70")
    keyboard.press("Enter")
    shown.expect_state("result")
    expect(shown.control("weight_kg")).to_be_focused()


@pytest.mark.parametrize("path", ["", "calculators/phase/", "studies/dasision/"])
def test_nothing_moves_for_readers_who_ask_for_that(page: Page, site: SiteServer, path: str):
    page.emulate_media(reduced_motion="reduce")
    page.goto(site.url + path)
    moving = page.evaluate("""() => [...document.querySelectorAll("*")].filter((one) => {
        const { transitionDuration, animationDuration, animationName, scrollBehavior } = getComputedStyle(one);
        const seconds = (text) => Math.max(...text.split(",").map(parseFloat));
        return seconds(transitionDuration) > 0.01 || scrollBehavior === "smooth"
            || (animationName !== "none" && seconds(animationDuration) > 0.01);
    }).map((one) => one.outerHTML.slice(0, 80))""")
    assert moving == []


def test_with_the_readers_own_colors_focus_choices_and_faults_are_told(started: Callable[[str], CalculatorPage]):
    shown = started("phase")
    shown.page.emulate_media(forced_colors="active")
    try:
        field = shown.control("blasts_pb_percent")
        shown.compute("error", blasts_pb_percent="1,5")
        border, color = field.evaluate(
            "(one) => [getComputedStyle(one).borderTopWidth, getComputedStyle(one).borderTopStyle]"
        )
        assert (float(border.removesuffix("px")) >= 1, color) == (True, "solid")
        expect(shown.error_at("blasts_pb_percent")).to_be_visible()
        field.focus()
        shown.page.keyboard.press("Tab")
        assert shown.page.evaluate(FOCUSED)["outlined"]
        choice = shown.control("on_treatment", "true")
        choice.check()
        assert choice.evaluate("(one) => getComputedStyle(one).appearance") != "none"
        shown.compute(blasts_pb_percent=25)
        badge = shown.root.locator(".cml-badge").first
        expect(badge).to_contain_text("phase")
    finally:
        shown.page.emulate_media(forced_colors="none")
