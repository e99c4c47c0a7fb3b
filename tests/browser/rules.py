"""What every page and every state must keep: the rules of axe in light and dark, and 320 pixels of width."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
SCHEMES = {"light": "default", "dark": "slate"}
# WCAG 2.2 A and AA with all that came before, and what axe holds for good practice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What a change of colors can break.
COLOR_RULES = ["color-contrast", "link-in-text-block"]
NARROW = {"width": 320, "height": 700}
USUAL = {"width": 1280, "height": 720}

# One of each kind: home, prose, drug, table that sorts, study with charts, milestones, editions, edition, card, lists.
CONTENT = ("", "disease/overview/", "drugs/imatinib/", "studies/", "studies/dasision/", "response/milestones/",
           "reference/guidelines/", "reference/guidelines/phase/who-2022/", "reference/guidelines/card/sokal-1985/",
           "reference/bibliography/", "reference/glossary/", "reference/a-z/", "about/evidence/",
           "about/discrepancies/", "about/hazards/", "about/offline/", "calculators/")  # fmt: skip


def sideways(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def violations(page: Page, within: Locator | None = None, rules: list[str] | None = None) -> list[str]:
    """What axe finds in the page, or in one element of it; `rules` names some, else it is all of `TAGS`."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    options: dict[str, Any] = {"resultTypes": ["violations"], "preload": False, "iframes": False}
    options["runOnly"] = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    place = within.element_handle() if within is not None else None
    found = page.evaluate(
        "([place, options]) => axe.run(place ?? document, options).then(({ violations }) => violations)",
        [place, options],
    )
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('article details').forEach((details) => { details.open = true; })")


def choose_colors(page: Page, scheme: str) -> None:
    """As the theme's own button does, without keeping the choice."""
    page.evaluate("(name) => { document.body.dataset.mdColorScheme = name; }", SCHEMES[scheme])


def expect_kept(page: Page, state: str, within: Locator | None = None) -> None:
    """All rules in light, those on colors in dark, and no sideways scrolling where the window is narrow."""
    # Colors on their way from light to dark are neither.
    page.emulate_media(reduced_motion="reduce")
    unfold(page)
    assert violations(page, within) == [], state
    choose_colors(page, "dark")
    assert violations(page, within, COLOR_RULES) == [], f"{state}, dark"
    choose_colors(page, "light")
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    assert sideways(page) == 0, f"{state}, narrow"
    page.set_viewport_size(USUAL)  # type: ignore[arg-type]
