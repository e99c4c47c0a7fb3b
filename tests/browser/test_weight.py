"""What a first visit to a page costs: bytes as a server packs them, one stylesheet before the first paint, no waste."""

import gzip

import pytest
from playwright.sync_api import Page, Request

from tests.browser.site_server import PACKED, TYPES, SiteServer

MOST_OF_A_CONTENT_PAGE = 150_000
# The largest of each kind, and a plain one.
CONTENT = ["", "disease/overview/", "drugs/imatinib/", "response/milestones/", "studies/", "about/discrepancies/",
           "reference/bibliography/", "reference/a-z/"]  # fmt: skip


def fetched(page: Page, site: SiteServer, path: str) -> list[str]:
    """The paths of all that a page fetches until it is at rest."""
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    page.goto(site.url + path)
    page.wait_for_load_state("networkidle")
    return [one.url.removeprefix(site.url).split("#")[0] for one in requests if not one.url.startswith("data:")]


def packed_size(site: SiteServer, path: str) -> int:
    """The bytes of a file as GitHub Pages sends it: text and WebAssembly by gzip, at its usual level."""
    file = site.folder / path
    file = file / "index.html" if path == "" or path.endswith("/") else file
    content = file.read_bytes()
    kind = TYPES.get(file.suffix, "text/" if file.suffix in (".html", ".css", ".svg", ".webmanifest") else "")
    return len(gzip.compress(content, 6)) if kind.startswith(PACKED) or file.suffix == ".json" else len(content)


@pytest.mark.parametrize("path", CONTENT)
def test_a_content_page_is_light(page: Page, site: SiteServer, path: str):
    sizes = {name: packed_size(site, name) for name in fetched(page, site, path)}
    assert sum(sizes.values()) <= MOST_OF_A_CONTENT_PAGE, sizes


WAITED_FOR = "script[src]:not([defer], [async], [type=module])"


@pytest.mark.parametrize("path", ["disease/overview/", "calculators/kinetics/", "calculators/cohort/"])
def test_one_stylesheet_stands_before_the_first_paint(page: Page, site: SiteServer, path: str):
    names = fetched(page, site, path)
    assert len([name for name in names if name.endswith(".css")]) == 1
    # Of the scripts only the few lines that keep a dark page from being painted light, and before a calculator those
    # that begin Python; both are smaller than the stylesheet, which is fetched beside them.
    waits = [script.get_attribute("src") or "" for script in page.locator(WAITED_FOR).all()]
    expected = ["calculator/begin.js"] * path.startswith("calculators/") + ["colors.js"]
    assert [script.partition("assets/javascripts/")[2] for script in waits] == expected
    assert sum(packed_size(site, f"assets/javascripts/{name}") for name in expected) < 2500


def test_nothing_is_fetched_twice_or_in_vain(page: Page, site: SiteServer):
    missing: list[str] = []
    page.on("response", lambda response: missing.append(response.url) if response.status >= 400 else None)
    names = fetched(page, site, "drugs/imatinib/")
    assert missing == []
    scripts = [name for name in names if name.endswith((".js", ".mjs", ".css", ".json"))]
    assert len(scripts) == len(set(scripts))


def test_every_page_has_a_description_of_its_own(site: SiteServer):
    """Search engines and Lighthouse ask for one."""
    seen: dict[str, str] = {}
    for file in sorted(site.folder.rglob("index.html")):
        text = file.read_text(encoding="utf-8")
        start = text.index('<meta name="description" content="') + len('<meta name="description" content="')
        description = text[start : text.index('"', start)]
        assert 20 <= len(description) <= 200, file
        assert description not in seen, f"{file} and {seen[description]}"
        seen[description] = file.as_posix()
