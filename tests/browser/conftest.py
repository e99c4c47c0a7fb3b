"""The built site in a real Chromium, served below a prefix as GitHub Pages does."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from ruamel.yaml import YAML

from tests.browser.calculator_page import CalculatorPage
from tests.browser.site_server import SiteServer

ROOT = Path(__file__).parents[2]
SITE = ROOT / "build" / "site"
CLIPBOARD = ["clipboard-read", "clipboard-write"]
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    # A name that, unlike 127.0.0.1, is no secure context over http.
    "--host-resolver-rules=MAP handbook.test 127.0.0.1",
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    installed = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    found = {"executable_path": installed} if Path(installed).exists() else {}
    return {**browser_type_launch_args, **found, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """No test is slowed by a site that is being stored; tests of offline use open contexts of their own."""
    return {**browser_context_args, "service_workers": "block"}


@pytest.fixture(scope="session")
def served() -> Iterator[SiteServer]:
    if not (SITE / "index.html").is_file():
        pytest.fail(f"{SITE} must hold the built site; `make site` builds it")
    server = SiteServer(SITE)
    yield server
    server.stop()


@pytest.fixture
def site(served: SiteServer) -> Iterator[SiteServer]:
    """The server without faults of an earlier test."""
    served.reset()
    yield served
    served.reset()


@pytest.fixture
def published(site: SiteServer) -> Iterator[SiteServer]:
    """The site below the path of its settings, which the page of 404 needs."""
    settings = YAML(typ="safe").load(ROOT / "mkdocs.yml")
    server = SiteServer(SITE, prefix=urlsplit(settings["site_url"]).path)
    yield server
    server.stop()


# Playwright tells what a page's policy forbade, and what a worker prints, but not what a worker's policy forbade.
WORKERS_SPEAK = """(() => {
    const listen = `addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
        console.error("Content Security Policy of the worker:", violatedDirective, blockedURI); });`;
    const plain = URL.createObjectURL;
    URL.createObjectURL = (blob) =>
        plain(blob.type === "text/javascript" ? new Blob([listen, blob], { type: blob.type }) : blob);
})()"""


def hears_violations(context: BrowserContext) -> list[str]:
    """What the browser says of the policy on the pages of a context and in their workers, from now on."""
    heard: list[str] = []
    context.add_init_script(WORKERS_SPEAK)
    context.on("console", lambda message: heard.append(message.text) if "Content Security" in message.text else None)
    return heard


@pytest.fixture
def forbidden(context: BrowserContext) -> Iterator[list[str]]:
    """What the policy of a page forbade during a test. Whoever wants something forbidden empties it."""
    heard = hears_violations(context)
    yield heard
    assert heard == []


@pytest.fixture
def page(forbidden: list[str], page: Page) -> Page:
    """A page whose policy must forbid nothing that the test does."""
    return page


@pytest.fixture
def calculator(page: Page, site: SiteServer) -> Callable[[str], CalculatorPage]:
    return lambda calculator_id: CalculatorPage(page, site.url, calculator_id)


@pytest.fixture
def phase(calculator: Callable[[str], CalculatorPage]) -> CalculatorPage:
    return calculator("phase")


@pytest.fixture
def molecular(calculator: Callable[[str], CalculatorPage]) -> CalculatorPage:
    return calculator("molecular-response")


@pytest.fixture(scope="session")
def started(browser: Browser, served: SiteServer) -> Iterator[Callable[[str], CalculatorPage]]:
    """Each calculator on a page of its own, opened and started once for all tests that need no fresh page."""
    pages: dict[str, CalculatorPage] = {}
    heard: dict[str, list[str]] = {}

    def page_of(calculator_id: str) -> CalculatorPage:
        if calculator_id not in pages:
            context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], service_workers="block")
            heard[calculator_id] = hears_violations(context)
            pages[calculator_id] = CalculatorPage(context.new_page(), served.url, calculator_id).open()
            pages[calculator_id].start()
        return pages[calculator_id].empty()

    yield page_of
    assert {calculator_id: said for calculator_id, said in heard.items() if said} == {}


@pytest.fixture
def started_phase(started: Callable[[str], CalculatorPage], site: SiteServer) -> CalculatorPage:
    return started("phase")


@pytest.fixture
def started_molecular(started: Callable[[str], CalculatorPage], site: SiteServer) -> CalculatorPage:
    return started("molecular-response")
