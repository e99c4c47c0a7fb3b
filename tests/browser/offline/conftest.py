"""A browser that may store the site, and small sites of several editions for it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import SITE
from tests.browser.offline import editions
from tests.browser.site_server import SiteServer


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that may have service workers."""
    context = browser.new_context(service_workers="allow")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return editions.small_site(SITE, tmp_path_factory.mktemp("small"))


@pytest.fixture
def edition(small: Path, tmp_path: Path) -> Callable[..., Path]:
    return lambda words, **more: editions.edition(small, tmp_path / words, words, **more)


@pytest.fixture
def first(edition: Callable[..., Path]) -> Iterator[SiteServer]:
    """A server of the first edition; a test puts another in its folder."""
    server = SiteServer(edition("first"))
    yield server
    server.stop()
