"""When a site cannot be stored, or what is stored is damaged: the page says so and works as far as it can."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.calculator_page import CalculatorPage
from tests.browser.offline import editions
from tests.browser.offline.stored_site import NO_NETWORK, PATIENCE_MS, STORED, notice, own_caches, spoil, state, store
from tests.browser.site_server import PREFIX, SiteServer

NOT_STORED = "Not stored for use without a network: "


def limit_storage(page: Page, origin: str, quota: int) -> None:
    """As a full disk does: the browser refuses what is beyond."""
    session = page.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": quota})


def expect_not_stored(page: Page, why: str) -> None:
    expect(state(page)).to_contain_text(NOT_STORED + why, timeout=PATIENCE_MS)
    expect(page.locator("h1")).to_be_visible()


# --- Storage ---


def test_full_storage_is_said_and_given_back(page: Page, first: SiteServer):
    page.goto(f"{first.url}404.html")
    limit_storage(page, first.origin, 200_000)
    page.goto(first.url)
    expect_not_stored(page, "the storage that this browser allows is full")
    assert own_caches(page) == []
    page.goto(f"{first.url}disease/overview/")
    expect(page.locator("h1")).to_be_visible()


def test_storage_too_small_for_python_keeps_the_pages(page: Page, edition: Callable[..., Path]):
    server = SiteServer(edition("large", more={"assets/python/large.zip": bytes(30_000_000)}))
    page.goto(f"{server.url}404.html")
    limit_storage(page, server.origin, 20_000_000)
    page.goto(server.url)
    expect(state(page)).to_contain_text("except for the calculators: the storage that this browser allows is full")
    server.faults[""] = NO_NETWORK
    page.goto(f"{server.url}disease/overview/")
    expect(page.locator("h1")).to_be_visible()
    server.stop()


def test_denied_storage_is_said(page: Page, first: SiteServer):
    denied = 'caches.open = async () => { throw new DOMException("denied", "SecurityError"); };'
    editions.change_worker(first.folder, lambda source: source.replace('"use strict";', f'"use strict";{denied}'))
    page.goto(first.url)
    expect_not_stored(page, "this browser does not allow it")


def test_a_browser_that_allows_no_service_worker_reads_the_site_as_ever(page: Page, first: SiteServer):
    first.policy = "worker-src 'none'"
    page.goto(first.url)
    expect_not_stored(page, "this browser does not allow it")


def test_a_browser_without_service_workers_reads_the_site_as_ever(page: Page, site: SiteServer):
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    phase = CalculatorPage(page, site.url, "phase").open()
    assert phase.compute(blasts_pb_percent=25)["ok"] is True
    expect_not_stored(page, "this browser does not know how")
    page.goto(f"{site.url}about/offline/")
    expect(page.locator("[data-offline-status]")).to_contain_text("The handbook cannot be stored here")
    assert errors == []


def test_plain_http_reads_the_site_as_ever(page: Page, first: SiteServer):
    page.goto(first.url.replace("127.0.0.1", "handbook.test"))
    assert page.evaluate("isSecureContext") is False
    expect_not_stored(page, "this browser does not know how")


# --- Files that come wrong ---


@pytest.mark.parametrize(
    ("file", "fault", "why"),
    [
        ("disease/overview/", "is missing", "the server does not have the file disease/overview/index.html"),
        ("theme.mjs", "is a web page", "a web page came in place of the file assets/javascripts/theme.mjs"),
        ("disease/overview/", "is a web page", "the file disease/overview/index.html came otherwise than this edition"),
        ("disease/overview/", "is truncated", "the file disease/overview/index.html came otherwise than this edition"),
        ("disease/overview/", "breaks off", "the connection broke off or is too slow"),
        ("offline-files.json", "is missing", "the server does not have the file offline-files.json"),
        ("offline-files.json", "is a web page", "a web page came in place of the file offline-files.json"),
    ],
)
def test_a_file_that_comes_wrong_ends_the_storing(page: Page, first: SiteServer, file: str, fault: str, why: str):
    first.faults[file] = fault
    page.goto(first.url)
    expect_not_stored(page, why)
    assert page.evaluate("navigator.serviceWorker.controller") is None


@pytest.mark.parametrize("fault", ["is missing", "is a web page", "breaks off"])
def test_a_service_worker_that_does_not_come_changes_nothing(page: Page, first: SiteServer, fault: str):
    first.faults["service-worker.js"] = fault
    page.goto(first.url)
    expect_not_stored(page, "")
    assert own_caches(page) == []


def test_a_broken_storing_goes_on_where_it_broke(page: Page, first: SiteServer):
    first.faults["disease/overview/"] = NO_NETWORK
    page.goto(first.url)
    expect_not_stored(page, "the connection broke off")
    first.faults.clear()
    first.faults["theme.mjs"] = "is missing"  # stored before, so that it need not come again
    stored = page.evaluate(
        "caches.open('PLACE').then((cache) => cache.keys()).then((all) => all.map((one) => one.url))".replace(
            "PLACE", own_caches(page)[0]
        )
    )
    assert any("theme.mjs" in url for url in stored)
    store(page, f"{first.url}about/offline/")


def test_a_slow_connection_delays_only_the_storing(page: Page, first: SiteServer):
    first.faults["overview/"] = "is slow"
    page.goto(first.url)
    expect(page.locator("h1")).to_be_visible()
    expect(state(page)).to_have_text(STORED, timeout=PATIENCE_MS)


def test_an_unclear_edition_is_said(page: Page, first: SiteServer):
    store(page, first.url)
    first.faults["edition.json"] = "is a web page"
    page.goto(f"{first.url}about/offline/")
    expect(state(page)).to_contain_text("could not be found out: the site does not answer as it should")


# --- Stored files that were damaged ---


def test_a_damaged_file_is_replaced_by_that_of_the_server(page: Page, first: SiteServer):
    store(page, first.url)
    spoil(page, "assets/javascripts/theme-access.mjs")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-words", "first")


def test_a_damaged_file_is_refused_offline(page: Page, first: SiteServer):
    store(page, first.url)
    spoil(page, "assets/javascripts/theme-access.mjs")
    first.faults[""] = NO_NETWORK
    page.reload()
    expect(page.locator("h1")).to_be_visible()
    expect(notice(page)).to_contain_text("Offline")
    assert page.locator("html").get_attribute("data-words") is None


def test_a_damaged_page_is_explained_offline(page: Page, first: SiteServer):
    store(page, first.url)
    spoil(page, "disease/overview/")
    first.faults[""] = NO_NETWORK
    page.goto(f"{first.url}disease/overview/")
    expect(page.locator("main")).to_contain_text("the site cannot be reached")
    first.faults.clear()
    page.reload()
    expect(page).to_have_title(re.compile("first"))


def test_a_damaged_page_is_not_replaced_by_that_of_another_edition(
    page: Page, context: BrowserContext, first: SiteServer, edition: Callable[..., Path]
):
    store(page, first.url)
    other = context.new_page()
    other.goto(f"{first.url}about/offline/")
    spoil(page, "disease/overview/")
    first.folder = edition("second")
    page.goto(f"{first.url}disease/overview/")
    expect(page.locator("main")).to_contain_text("the site has a newer edition by now")


def test_a_damaged_list_is_fetched_anew(page: Page, first: SiteServer):
    store(page, first.url)
    spoil(page, "offline-files.json")
    page.goto(f"{first.url}disease/overview/")
    expect(page).to_have_title(re.compile("first"))
    expect(state(page)).to_have_text(STORED, timeout=PATIENCE_MS)


def test_an_address_of_another_project_on_this_host_is_left_alone(page: Page, first: SiteServer):
    store(page, first.url)
    answer = page.goto(first.origin + PREFIX.rstrip("/") + "-of-others/")
    assert answer is not None
    assert not answer.from_service_worker
