"""The source behind a citation number: on hover and focus, dismissed and hovered as WCAG 2.2 asks in 1.4.13."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.site_server import SiteServer

PAGE = "disease/genetics/"


@pytest.fixture
def genetics(page: Page, site: SiteServer) -> Page:
    page.set_viewport_size({"width": 1000, "height": 700})
    page.goto(site.url + PAGE)
    return page


def number(page: Page, index: int = 0) -> Locator:
    return page.locator("sup.citation a").nth(index)


def preview(page: Page) -> Locator:
    return page.get_by_role("tooltip")


def layout(page: Page) -> Any:
    """Where the headings of the page stand."""
    return page.evaluate(
        "[...document.querySelectorAll('h1, h2')].map((one) => one.getBoundingClientRect().top + scrollY)"
    )


def test_hovering_shows_the_work_and_its_place_and_moves_nothing(genetics: Page) -> None:
    before = layout(genetics)
    number(genetics).hover()
    expect(preview(genetics)).to_contain_text("PDQ Adult Treatment Editorial Board")
    expect(preview(genetics)).to_contain_text("General Information, Molecular Genetics")
    assert layout(genetics) == before
    box = preview(genetics).bounding_box()
    assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 1000
    assert box["y"] >= 0 and box["y"] + box["height"] <= 700


def test_the_pointer_can_move_onto_the_preview_and_off_it(genetics: Page) -> None:
    number(genetics).hover()
    preview(genetics).hover()
    genetics.wait_for_timeout(600)
    expect(preview(genetics)).to_be_visible()
    genetics.mouse.move(5, 5)
    expect(preview(genetics)).to_be_hidden()


def test_keyboard_focus_shows_it_and_describes_the_link(genetics: Page) -> None:
    genetics.keyboard.press("Tab")
    number(genetics).focus()
    expect(preview(genetics)).to_be_visible()
    expect(number(genetics)).to_have_accessible_description(preview(genetics).inner_text().replace("\n\n", " "))
    genetics.wait_for_timeout(600)
    expect(preview(genetics)).to_be_visible()
    genetics.keyboard.press("Tab")
    expect(number(genetics)).not_to_have_attribute("aria-describedby", "citation-preview")


def test_escape_dismisses_it_and_leaves_the_focus(genetics: Page) -> None:
    genetics.keyboard.press("Tab")
    number(genetics).focus()
    expect(preview(genetics)).to_be_visible()
    genetics.keyboard.press("Escape")
    expect(preview(genetics)).to_be_hidden()
    expect(number(genetics)).to_be_focused()


def test_the_link_still_leads_to_the_source_and_back(genetics: Page) -> None:
    number(genetics).click()
    expect(preview(genetics)).to_be_hidden()
    assert genetics.url.endswith("#source-1")
    genetics.locator("#source-1 a.back").first.click()
    assert genetics.url.endswith("#cited-1-1")


def test_touch_follows_the_link(browser: Browser, site: SiteServer) -> None:
    with browser.new_context(has_touch=True, viewport={"width": 360, "height": 700}) as context:
        page = context.new_page()
        page.goto(site.url + PAGE)
        number(page).tap()
        assert page.url.endswith("#source-1")
        expect(preview(page)).to_be_hidden()


def test_at_320_pixels_the_preview_stays_inside_the_window(page: Page, site: SiteServer) -> None:
    page.set_viewport_size({"width": 320, "height": 600})
    page.goto(site.url + PAGE)
    for index in range(0, number(page).page.locator("sup.citation a").count(), 7):
        number(page, index).hover()
        box = preview(page).bounding_box()
        assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 320, index
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_without_javascript_the_browser_tip_has_the_place(browser: Browser, site: SiteServer) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site.url + PAGE)
        place = "PDQ Adult Treatment Editorial Board 2025, General Information, Molecular Genetics"
        expect(number(page)).to_have_attribute("title", place)
