"""Lists to tick: counted, never turned into a phase or a score, kept nowhere, and with boxes on paper."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.site_server import SiteServer

NAME = "Signs of a change of phase"


@pytest.fixture
def signs(page: Page, site: SiteServer) -> Locator:
    page.goto(site.url + "calculators/phase/")
    return page.get_by_label(NAME, exact=True)


def status(signs: Locator) -> Locator:
    return signs.get_by_role("status")


@pytest.mark.parametrize(
    ("ticked", "accelerated", "blast", "points_to"),
    [
        (["Progressive anemia."], 1, 0, "accelerated phase"),
        (["Progressive splenomegaly.", "Rising leukocytosis, rising thrombocytosis, or both.", "Progressive anemia."],
         3, 0, "accelerated phase"),
        (["Bone pain."], 0, 1, "blast crisis"),
        (["Bone pain.", "Progressive anemia."], 1, 1, "blast crisis"),
    ],
)  # fmt: skip
def test_signs_point_to_what_the_source_says(
    signs: Locator, ticked: list[str], accelerated: int, blast: int, points_to: str
) -> None:
    """PDQ 2025, General Information: three signs of acceleration, and five more of blast crisis."""
    for sign in ticked:
        signs.get_by_label(sign, exact=True).check()
    expect(status(signs)).to_have_text(
        f"Signs of the accelerated phase: {accelerated} of 3. Signs of blast crisis: {blast} of 5. "
        f"Points to {points_to}."
    )


def test_nothing_points_anywhere_when_the_last_tick_is_taken_back(signs: Locator) -> None:
    box = signs.get_by_label("Fever.", exact=True)
    box.check()
    box.uncheck()
    expect(status(signs)).not_to_contain_text("Points to")


def test_a_list_is_ticked_by_keyboard_and_forgets_when_the_page_is_left(signs: Locator) -> None:
    page = signs.page
    box = signs.get_by_label("Bone pain.", exact=True)
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    page.reload()
    expect(signs.get_by_label("Bone pain.", exact=True)).not_to_be_checked()
    assert "ain" not in page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")


def test_factors_without_weights_are_counted_and_make_no_score(page: Page, site: SiteServer) -> None:
    page.goto(site.url + "disease/prognosis/")
    factors = page.get_by_label("Factors for a shorter chronic phase", exact=True)
    factors.get_by_label("Anemia", exact=True).check()
    expect(status(factors)).to_have_text("Factors present: 1 of 4.")


def test_without_javascript_it_is_a_list_with_boxes_to_fill(browser: Browser, site: SiteServer) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site.url + "diagnosis/workup/")
        items = page.get_by_label("Elements of the initial workup", exact=True).get_by_role("listitem")
        assert items.count() == 8
        box = "getComputedStyle(document.querySelector('.checklist__words'), '::before').content"
        assert "☐" in page.evaluate(box)
