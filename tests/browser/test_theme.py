"""What the theme's markup needs of a script: colors, the menu on narrow screens, the place in the table of contents."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.rules import violations
from tests.browser.site_server import SiteServer

KEPT = "cml-handbook colors"


def test_the_script_of_the_theme_is_neither_loaded_nor_shipped(page: Page, site: SiteServer):
    page.goto(site.url)
    assert page.locator("script[src*=bundle]").count() == 0
    assert list((site.folder / "assets" / "javascripts").glob("bundle*")) == []


@pytest.mark.parametrize(("system", "first", "then"), [("light", "default", "slate"), ("dark", "slate", "default")])
def test_colors_follow_the_system_until_the_reader_chooses(
    page: Page, site: SiteServer, system: str, first: str, then: str
):
    page.emulate_media(color_scheme=system)  # type: ignore[arg-type]
    page.goto(site.url)
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", first)
    assert page.evaluate("localStorage.length") == 0
    page.get_by_role("button", name="Switch to").click()
    expect(body).to_have_attribute("data-md-color-scheme", then)
    assert page.evaluate("Object.keys(localStorage)") == [KEPT]
    page.goto(site.url + "drugs/imatinib/")
    expect(body).to_have_attribute("data-md-color-scheme", then)


def test_colors_follow_the_system_while_the_page_is_open(page: Page, site: SiteServer):
    page.emulate_media(color_scheme="light")
    page.goto(site.url)
    page.wait_for_load_state("networkidle")
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_the_colors_are_right_before_the_first_paint(page: Page, site: SiteServer):
    """Even where no module runs."""
    page.emulate_media(color_scheme="dark")
    site.faults["theme.mjs"] = "is missing"
    page.goto(site.url)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_denied_storage_is_no_fault(page: Page, site: SiteServer):
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    denied = "get() { throw new DOMException('denied', 'SecurityError'); }"
    page.add_init_script(f"Object.defineProperty(window, 'localStorage', {{ {denied} }})")
    page.emulate_media(color_scheme="light")
    page.goto(site.url)
    page.get_by_role("button", name="Switch to dark colors").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert faults == []


def test_the_menu_of_narrow_screens_works_by_keyboard(page: Page, site: SiteServer):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(site.url + "response/milestones/")
    menu = page.get_by_role("button", name="Menu")
    expect(menu).to_have_attribute("aria-expanded", "false")
    menu.focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    link = page.get_by_role("link", name="Relapse and treatment failure", exact=True)
    expect(link).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_focused()
    # What is out of sight takes no focus.
    for _ in range(4):
        page.keyboard.press("Tab")
        assert not page.evaluate("Boolean(document.activeElement.closest('.md-sidebar--primary'))")


def test_an_open_menu_breaks_no_rule_of_axe(page: Page, site: SiteServer):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(site.url + "response/milestones/")
    page.get_by_role("button", name="Menu").click()
    page.wait_for_timeout(400)
    assert violations(page) == []


def test_the_section_that_is_read_is_marked(page: Page, site: SiteServer):
    page.set_viewport_size({"width": 1280, "height": 700})
    page.goto(site.url + "drugs/imatinib/")
    page.locator("h2#safety").evaluate("(heading) => heading.scrollIntoView()")
    active = page.locator(".md-sidebar--secondary .md-nav__link--active")
    expect(active).to_have_count(1)
    expect(active).to_contain_text("Safety")


def test_the_sidebars_stay_in_sight(page: Page, site: SiteServer):
    page.set_viewport_size({"width": 1280, "height": 500})
    page.goto(site.url + "reference/guidelines/phase/who-2016/")
    page.mouse.wheel(0, 600)
    for side in ("primary", "secondary"):
        box = page.locator(f".md-sidebar--{side}").bounding_box()
        assert box is not None
        assert box["y"] >= 40
    expect(page.locator(".md-sidebar--primary a.md-nav__link--active")).to_be_in_viewport()


def test_letters_are_no_shortcuts(page: Page, site: SiteServer):
    """A single letter that acts anywhere on a page disturbs speech input: WCAG 2.1.4."""
    page.goto(site.url + "drugs/imatinib/")
    page.wait_for_load_state("networkidle")
    for key in ("n", "p", ".", ",", "s", "f", "/"):
        page.keyboard.press(key)
    assert page.url == site.url + "drugs/imatinib/"
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_without_javascript_the_menu_opens_by_its_label(browser: Browser, site: SiteServer):
    with browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800}) as context:
        page = context.new_page()
        page.goto(site.url + "response/milestones/")
        expect(page.get_by_role("button", name="Menu")).to_be_hidden()
        page.locator(".md-header label[for=__drawer]").click()
        expect(page.get_by_role("link", name="Relapse and treatment failure", exact=True)).to_be_in_viewport()
