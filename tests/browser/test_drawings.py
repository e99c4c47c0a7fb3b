"""Drawings and charts take the colors of the scheme, and those of paper in print."""

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site_server import SiteServer

LIGHT, DARK = "rgb(11, 92, 120)", "rgb(134, 204, 230)"


@pytest.mark.parametrize(
    ("scheme", "media", "color"),
    [("light", "screen", LIGHT), ("dark", "screen", DARK), ("light", "print", LIGHT), ("dark", "print", LIGHT)],
)
def test_one_drawing_serves_both_schemes_and_paper(
    page: Page, site: SiteServer, scheme: Literal["light", "dark"], media: Literal["screen", "print"], color: str
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(site.url + "disease/genetics/")
    page.emulate_media(color_scheme=scheme, media=media)
    expect(page.locator("#drawing-philadelphia-translocation g[fill='var(--hb-chart-1)']")).to_have_css("fill", color)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("disease/genetics/", "The translocation t(9;22) and the Philadelphia chromosome"),
        ("disease/overview/", "The lines of blood formation, and where BCR::ABL1 is found in CML"),
        ("studies/imatinib-dose-escalation/", "From 261 patients to the end of follow-up"),
    ],
)
def test_a_drawing_is_one_image_with_name_and_description(page: Page, site: SiteServer, path: str, name: str) -> None:
    page.goto(site.url + path)
    image = page.locator(f"figure svg[role=img]:has(title:text-is('{name}'))")
    expect(image).to_have_count(1)
    described = image.evaluate(
        "(svg) => svg.getAttribute('aria-labelledby').split(' ').map((id) => document.getElementById(id).textContent)"
    )
    assert described[0] == name and len(described[1]) > 100


@pytest.mark.parametrize("path", ["disease/genetics/", "disease/overview/", "response/treatment-free-remission/"])
def test_at_320_pixels_a_drawing_scrolls_by_itself(page: Page, site: SiteServer, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(site.url + path)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    inside = page.locator(".chart__drawing").first
    assert inside.evaluate("(one) => one.scrollWidth > one.clientWidth")
