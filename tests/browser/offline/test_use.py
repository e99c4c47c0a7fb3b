"""Offline use in a real Chromium: one visit stores the site, and what is stored is one whole edition or refused."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.calculator_page import CalculatorPage
from tests.browser.conftest import SITE
from tests.browser.offline import editions
from tests.browser.offline.stored_site import NO_NETWORK, PATIENCE_MS, STORED, notice, own_caches, state, store
from tests.browser.site_server import SiteServer

# --- One visit, then no network ---


def test_after_one_visit_pages_and_calculators_work_without_a_network(page: Page, site: SiteServer):
    store(page, site.url)
    site.faults[""] = NO_NETWORK
    page.goto(f"{site.url}disease/overview/")
    expect(page.locator("h1")).to_be_visible()
    expect(notice(page)).to_contain_text(f"Offline. You read the stored copy: edition {editions.edition_of(SITE)}")
    phase = CalculatorPage(page, site.url, "phase").open()
    assert phase.compute(blasts_pb_percent=25)["ok"] is True


def test_a_page_that_is_open_during_the_first_visit_can_calculate_offline(page: Page, site: SiteServer):
    phase = CalculatorPage(page, site.url, "phase").open()
    expect(state(page)).to_have_text(STORED, timeout=PATIENCE_MS)
    site.faults[""] = NO_NETWORK
    assert phase.compute(blasts_pb_percent=25)["ok"] is True


def test_an_address_that_does_not_exist_shows_the_page_for_it_offline(page: Page, first: SiteServer):
    store(page, first.url)
    first.faults[""] = NO_NETWORK
    answer = page.goto(f"{first.url}no/such/page/")
    assert answer is not None
    assert answer.status == 404
    expect(page).to_have_title(re.compile("first"))
    page.goto(f"{first.url}disease/overview")
    assert page.url == f"{first.url}disease/overview/"


def test_a_file_that_is_not_stored_says_so_offline(page: Page, edition: Callable[..., Path]):
    server = SiteServer(edition("book", more={"handbook.pdf": b"%PDF-1.7"}))
    store(page, server.url)
    server.faults[""] = NO_NETWORK
    page.goto(f"{server.url}handbook.pdf")
    expect(page.locator("main")).to_contain_text("This file is not stored on this device")
    server.stop()


def test_going_offline_and_online_is_said(page: Page, context: BrowserContext, first: SiteServer):
    store(page, first.url)
    context.set_offline(True)
    expect(notice(page)).to_contain_text("Offline. You read the stored copy")
    context.set_offline(False)
    expect(notice(page)).to_be_hidden()


def test_storing_asks_only_this_site(page: Page, context: BrowserContext, first: SiteServer):
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    store(page, first.url)
    assert [url for url in asked if not url.startswith(first.url)] == []


# --- Editions ---


def test_a_new_edition_is_announced_and_taken_in_all_tabs(
    page: Page, context: BrowserContext, first: SiteServer, edition: Callable[..., Path]
):
    store(page, first.url)
    other = context.new_page()
    other.goto(f"{first.url}disease/overview/")
    first.folder = edition("second")
    page.goto(f"{first.url}about/offline/")
    expect(page).to_have_title(re.compile("first"))
    expect(notice(page)).to_contain_text("A new edition of this handbook is ready", timeout=PATIENCE_MS)
    expect(notice(page)).to_contain_text("It is open in 2 tabs")
    page.reload()
    expect(page).to_have_title(re.compile("first"))
    expect(page.locator("html")).to_have_attribute("data-words", "first")
    page.get_by_role("button", name="Show the new edition").click()
    for tab in (page, other):
        expect(tab).to_have_title(re.compile("second"), timeout=PATIENCE_MS)
        expect(tab.locator("html")).to_have_attribute("data-words", "second")
    assert own_caches(page) == [f"cml-handbook offline /repo/ {editions.edition_of(first.folder)}"]


def test_reloading_the_only_tab_takes_the_new_edition(page: Page, first: SiteServer, edition: Callable[..., Path]):
    store(page, first.url)
    first.folder = edition("second")
    page.goto(f"{first.url}about/offline/")
    expect(notice(page)).to_contain_text("A new edition", timeout=PATIENCE_MS)
    page.reload()
    expect(page).to_have_title(re.compile("second"), timeout=PATIENCE_MS)
    expect(page.locator("html")).to_have_attribute("data-words", "second")


def test_files_that_did_not_change_are_not_fetched_again(page: Page, first: SiteServer, edition: Callable[..., Path]):
    store(page, first.url)
    first.folder = edition("second")
    first.faults[".svg"] = first.faults[".css"] = NO_NETWORK
    page.goto(f"{first.url}about/offline/")
    expect(notice(page)).to_contain_text("A new edition", timeout=PATIENCE_MS)


def test_a_new_edition_that_cannot_be_stored_is_said_and_can_be_read(
    page: Page, first: SiteServer, edition: Callable[..., Path]
):
    store(page, first.url)
    first.folder = edition("second")
    first.faults["overview/"] = "is missing"
    page.goto(f"{first.url}about/offline/")
    expect(notice(page)).to_contain_text(
        "could not be stored on this device: the server does not have", timeout=PATIENCE_MS
    )
    expect(page).to_have_title(re.compile("first"))
    page.get_by_role("button", name="Read the new edition without storing it").click()
    expect(page).to_have_title(re.compile("second"), timeout=PATIENCE_MS)


def test_a_cache_of_another_kind_is_left_alone(page: Page, first: SiteServer, edition: Callable[..., Path]):
    store(page, first.url)
    page.evaluate("caches.open('cml-python-snapshot').then((cache) => cache.put('kept', new Response('1')))")
    first.folder = edition("second")
    page.goto(f"{first.url}about/offline/")
    expect(notice(page)).to_contain_text("A new edition", timeout=PATIENCE_MS)
    page.reload()
    expect(page).to_have_title(re.compile("second"), timeout=PATIENCE_MS)
    assert "cml-python-snapshot" in page.evaluate("caches.keys()")


# --- The reader's choice ---


def test_the_stored_copy_can_be_deleted_and_stays_deleted(page: Page, first: SiteServer):
    store(page, first.url)
    page.goto(f"{first.url}about/offline/")
    status = page.locator("[data-offline-status]")
    expect(status).to_contain_text(f"of edition {editions.edition_of(first.folder)} are stored on this device")
    page.get_by_role("button", name="Delete the stored copy").click()
    expect(status).to_contain_text("The stored copy was deleted")
    for _ in range(2):
        page.goto(first.url)
        expect(state(page)).to_have_text("Not stored for use without a network.")
    assert own_caches(page) == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    page.goto(f"{first.url}about/offline/")
    page.get_by_role("button", name="Store the handbook on this device").click()
    expect(status).to_contain_text("are stored on this device", timeout=PATIENCE_MS)


def test_an_unfinished_site_ends_the_service_worker_of_a_finished_one(page: Page, first: SiteServer, small: Path):
    store(page, first.url)
    (small / "service-worker.js").write_bytes((editions.ROOT / "docs/root/service-worker.js").read_bytes())
    first.folder = small
    page.goto(first.url)
    page.wait_for_function("async () => (await navigator.serviceWorker.getRegistrations()).length === 0")
    page.goto(first.url)
    expect(page).not_to_have_title(re.compile("first"))
    assert own_caches(page) == []
