"""The site at the address of its settings: below a subpath, without a header of ours, the page of 404 included."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.site_server import SiteServer

PATHS = ("", "drugs/imatinib/", "studies/", "reference/guidelines/phase/who-2022/", "calculators/phase/")


def missed(page: Page) -> list[str]:
    """Files that a page asks for, from now on, and does not get."""
    found: list[str] = []

    def hear(response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            found.append(response.url)

    page.on("response", hear)
    return found


def expect_styled(page: Page, prefix: str) -> None:
    sheets = page.evaluate("[...document.styleSheets].map(({ href, cssRules }) => [href, cssRules.length])")
    assert sheets
    assert [address for address, rules in sheets if not rules or not urlsplit(address).path.startswith(prefix)] == []
    assert page.locator(".md-header").evaluate("(bar) => getComputedStyle(bar).backgroundColor") != "rgba(0, 0, 0, 0)"


@pytest.mark.parametrize("path", PATHS)
def test_pages_get_all_their_files_below_the_published_path(page: Page, published: SiteServer, path: str):
    not_there = missed(page)
    page.goto(published.url + path)
    page.wait_for_load_state("networkidle")
    assert not_there == []
    expect_styled(page, published.prefix)
    assert page.locator("link[rel=canonical]").get_attribute("href", timeout=1000) is not None


@pytest.mark.parametrize("path", ["no-such-page", "no/such/page/", "calculators/phase/no-such-page.html"])
def test_a_page_that_is_missing_is_said_in_the_style_of_the_site(page: Page, published: SiteServer, path: str):
    not_there = missed(page)
    answer = page.goto(published.url + path)
    assert answer is not None and answer.status == 404
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("heading", level=1)).to_contain_text("404")
    expect_styled(page, published.prefix)
    assert not_there == []
    home = page.get_by_role("link", name="CML Handbook").first
    home.click()
    page.wait_for_url(published.url)


def test_the_search_works_on_the_page_of_404(page: Page, published: SiteServer):
    page.goto(f"{published.url}no/such/page/")
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Search")
    dialog.get_by_role("searchbox").fill("T315I")
    first = dialog.get_by_role("list", name="Results").get_by_role("link").first
    expect(first).to_be_visible()
    first.click()
    page.wait_for_url(lambda address: address.startswith(published.url) and "no/such" not in address)
    expect(page.locator("article")).to_contain_text("T315I")
