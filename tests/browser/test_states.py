"""Every kind of page and every state of every calculator: the rules of axe, light and dark, and narrow windows."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect
from ruamel.yaml import YAML

from cml_calculators.catalogue import CALCULATORS
from tests.browser.calculator_page import CalculatorPage
from tests.browser.conftest import ROOT
from tests.browser.rules import CONTENT, SCHEMES, expect_kept
from tests.browser.site_server import SiteServer

CALCULATOR_IDS = [entry.id for entry in CALCULATORS]
# Every change of a live region's words, in order; a region that is hidden says nothing.
LISTEN = """(root) => {
    window.announced = [];
    for (const region of document.querySelectorAll("[role=status], [role=alert], [aria-live]")) {
        new MutationObserver(() => {
            const words = region.textContent.trim();
            if (words && !region.hidden) window.announced.push(words);
        }).observe(region, { childList: true, characterData: true, subtree: true });
    }
}"""


def examples() -> Mapping[str, dict[str, Any]]:
    """The inputs of one example of each calculator."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((ROOT / "content" / "examples").glob("*.yml")):
        record = YAML(typ="safe").load(path)
        found.setdefault(record["calculator"], record["inputs"])
    return found


EXAMPLES = examples()


def as_fragment(inputs: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in inputs.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            for number, row in enumerate(value):
                flat |= as_fragment(row, f"{prefix}{name}.{number}.")
        elif isinstance(value, list):
            flat[prefix + name] = ",".join(map(str, value)) or "none"
        else:
            flat[prefix + name] = str(value).lower() if isinstance(value, bool) else str(value)
    return flat


def fill_in(shown: CalculatorPage, inputs: Mapping[str, Any]) -> None:
    """By the address, as a shared link does; it fills rows and lists alike."""
    shown.page.evaluate("(fragment) => { location.hash = fragment; }", urlencode(as_fragment(inputs)))
    expect(shown.root.locator("[data-fragment-note]")).to_contain_text("filled in from the link")


@pytest.mark.parametrize("path", CONTENT)
def test_a_content_page_keeps_the_rules(page: Page, site: SiteServer, path: str):
    page.goto(site.url + path)
    expect_kept(page, path)


def test_a_missing_page_keeps_the_rules(page: Page, published: SiteServer):
    page.goto(f"{published.url}no-such-page/")
    expect_kept(page, "404")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_has_the_colors_that_the_reader_prefers(page: Page, site: SiteServer, scheme: str):
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(site.url)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", SCHEMES[scheme])


def test_the_search_keeps_the_rules_with_results_and_without(page: Page, site: SiteServer):
    page.goto(site.url)
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Search")
    for words in ("imatinib", "xxyyzz", ""):
        dialog.get_by_role("searchbox").fill(words)
        page.wait_for_timeout(600)
        expect_kept(page, f"searched for {words}", dialog)


@pytest.mark.parametrize("calculator_id", CALCULATOR_IDS)
def test_a_calculator_keeps_the_rules_when_idle_and_when_it_failed(
    calculator: Callable[[str], CalculatorPage], site: SiteServer, calculator_id: str
):
    site.faults["calculator/worker.mjs"] = "is missing"
    shown = calculator(calculator_id).open()
    expect_kept(shown.page, "idle")
    shown.submit()
    shown.expect_state("failed")
    expect_kept(shown.page, "failed", shown.root)


@pytest.mark.parametrize("calculator_id", CALCULATOR_IDS)
def test_a_calculator_keeps_the_rules_with_errors_and_with_a_result_and_announces_each_once(
    started: Callable[[str], CalculatorPage], site: SiteServer, calculator_id: str
):
    shown = started(calculator_id)
    shown.root.evaluate(LISTEN)
    typed = shown.root.locator("input[type=text], textarea").first
    if typed.count():
        typed.fill("1,5 or so")
        shown.submit()
        shown.expect_state("error")
        assert [words.startswith("Not calculated: ") for words in said(shown)] == [True]
        expect_kept(shown.page, "error", shown.root)
    shown.empty()
    fill_in(shown, EXAMPLES[calculator_id])
    said(shown)
    shown.submit()
    shown.expect_state("result")
    assert [words.startswith("Result: ") for words in said(shown)] == [True]
    expect_kept(shown.page, "result", shown.root)


def said(shown: CalculatorPage) -> list[str]:
    """What was announced since it was asked last, but for what a slow machine adds."""
    shown.page.wait_for_timeout(50)
    return [words for words in shown.page.evaluate("window.announced.splice(0)") if words != "Calculating …"]
