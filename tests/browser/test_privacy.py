"""Nothing leaves the browser, nothing is kept, and the policy of the pages forbids nothing that they need."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.calculator_page import CalculatorPage
from tests.browser.cohort_page import CohortPage
from tests.browser.rules import CONTENT
from tests.browser.site_server import SiteServer

# Digits that stand in no file of the site.
TELLING = "37.4193"
# Everywhere in a browser where a page can keep something: the names of the places that hold the words, in plain bytes.
PLACES_THAT_HOLD = """async (words) => {
    const found = new Set();
    const look = (place, text) => { if (text.includes(words)) found.add(place); };
    look("local storage", JSON.stringify({ ...localStorage }));
    look("session storage", JSON.stringify({ ...sessionStorage }));
    look("cookie", document.cookie);
    look("history", JSON.stringify(history.state));
    look("window", String(window.name));
    for (const { name } of await indexedDB.databases()) {
        const base = await new Promise((resolve) => {
            const ask = indexedDB.open(name); ask.onsuccess = () => resolve(ask.result); });
        for (const store of base.objectStoreNames) {
            const all = await new Promise((resolve) => {
                const ask = base.transaction(store).objectStore(store).getAll();
                ask.onsuccess = () => resolve(ask.result); });
            for (const one of all) {
                const bytes = ArrayBuffer.isView(one) || one instanceof ArrayBuffer;
                look("database", bytes ? new TextDecoder("latin1").decode(one) : JSON.stringify(one));
            }
        }
        base.close();
    }
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            const bytes = await (await cache.match(request)).arrayBuffer();
            look("cache", request.url + new TextDecoder("latin1").decode(bytes));
        }
    }
    return [...found].sort();
}"""


class Recorder:
    """Every request of a context, and what the server heard of them."""

    def __init__(self, context: BrowserContext, site: SiteServer) -> None:
        self.context, self.site = context, site
        self.asked: list[str] = []
        context.on("request", lambda request: self.asked.append(f"{request.url} {request.post_data or ''}"))

    def expect_nothing_told(self, *words: str) -> None:
        own = (self.site.url, "blob:", "data:")
        assert [request for request in self.asked if not request.startswith(own)] == []
        told = [*self.site.heard, *(request.partition("#")[0] for request in self.asked)]
        assert [request for request in told if any(word in request for word in words)] == []
        assert self.context.cookies() == []


@pytest.fixture
def recorder(context: BrowserContext, site: SiteServer) -> Recorder:
    return Recorder(context, site)


def expect_nothing_kept(page: Page, *words: str) -> None:
    assert [place for word in words for place in page.evaluate(PLACES_THAT_HOLD, word)] == []


def test_no_request_goes_to_another_host_and_none_carries_an_entry(phase: CalculatorPage, recorder: Recorder):
    phase.open()
    phase.compute(blasts_pb_percent=TELLING)
    assert any("/assets/python/" in request for request in recorder.asked)
    recorder.expect_nothing_told(TELLING)


def test_no_entry_is_stored(phase: CalculatorPage):
    phase.open()
    phase.compute(blasts_pb_percent=TELLING)
    expect_nothing_kept(phase.page, TELLING)
    assert TELLING not in phase.page.url
    assert phase.page.context.cookies() == []
    phase.page.reload()
    phase.expect_state("idle")
    assert phase.value("blasts_pb_percent") == ""


def test_what_is_kept_would_be_found(page: Page, site: SiteServer):
    page.goto(site.url)
    page.evaluate(
        """async (words) => {
        localStorage.setItem("a", words);
        sessionStorage.setItem("a", words);
        document.cookie = `a=${words}`;
        history.replaceState({ a: words }, "");
        window.name = words;
        await (await caches.open("a")).put("/repo/a", new Response(`a${words}`));
        await new Promise((resolve) => {
            const ask = indexedDB.open("a");
            ask.onupgradeneeded = () => ask.result.createObjectStore("a", { autoIncrement: true });
            ask.onsuccess = () => {
                const change = ask.result.transaction("a", "readwrite");
                change.objectStore("a").add({ words });
                change.oncomplete = () => { ask.result.close(); resolve(); };
            };
        });
    }""",
        TELLING,
    )
    found = page.evaluate(PLACES_THAT_HOLD, TELLING)
    assert found == ["cache", "cookie", "database", "history", "local storage", "session storage", "window"]


def test_a_whole_journey_tells_nobody_and_keeps_nothing(
    page: Page, site: SiteServer, recorder: Recorder, calculator: Callable[[str], CalculatorPage]
):
    """Search, two calculators, the text and the link of a result, that link in a new page, and a cohort."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    searched = "imatinib37"
    page.goto(site.url)
    search_for(page, searched)
    phase = calculator("phase").open()
    phase.compute(blasts_pb_percent=TELLING)
    phase.root.get_by_role("button", name="Copy result as text").click()
    expect(phase.root.locator(".cml-shared")).to_contain_text("was copied")
    expect_nothing_kept(page, TELLING, searched)
    phase.root.get_by_role("button", name="Link to these inputs").click()
    link = page.evaluate("navigator.clipboard.readText()")
    page.goto("about:blank")
    page.goto(link)
    assert phase.value("blasts_pb_percent") == TELLING
    phase.compute()
    # The way out of a page that has the entries in its address.
    page.get_by_role("link", name="CML Handbook").first.click()
    page.wait_for_url(site.url)
    calculator("proportion").open().compute(n=3, total=374193, printed_percent=TELLING, decimals=4)
    expect_nothing_kept(page, TELLING, "374193", searched)
    cohort = CohortPage(page, site.url).open()
    cohort.answer("phase", f"patient,blasts_pb_percent\nMustermann,{TELLING}\n")
    assert TELLING.encode() in cohort.download()[1]
    words = (TELLING, "374193", "Mustermann", searched)
    expect_nothing_kept(page, *words)
    recorder.expect_nothing_told(*words)


def search_for(page: Page, words: str) -> None:
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Search")
    dialog.get_by_role("searchbox").press_sequentially(words)
    expect(dialog.get_by_role("status")).to_contain_text(re.compile(r"\w+"))
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()


def test_a_calculator_works_under_a_strict_policy(phase: CalculatorPage, site: SiteServer):
    """The page fails on a violation; here it is sure that there was a policy to violate, without a header."""
    phase.open()
    policy = phase.page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""
    assert policy.startswith("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'")
    phase.compute(blasts_pb_percent=12)
    phase.compute("error", blasts_pb_percent="1,5")
    assert site.policy is None


def test_a_violation_is_heard(phase: CalculatorPage, forbidden: list[str]):
    phase.open()
    phase.page.evaluate("fetch('http://127.0.0.1:1/page').catch(() => null)")
    phase.page.evaluate("document.body.setAttribute('style', 'color: red')")
    phase.page.evaluate("""new Promise((resolve) => {
        const text = "addEventListener('securitypolicyviolation', () => postMessage(1)); fetch('http://127.0.0.1:1/worker')";
        const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
        new Worker(address, { type: "module" }).addEventListener("message", resolve); })""")
    phase.page.wait_for_timeout(200)
    for words in ("/page", "/worker", "inline style"):
        assert any(words in said for said in forbidden)
    forbidden.clear()


@pytest.mark.parametrize("path", [*CONTENT, "calculators/kinetics/", "calculators/cohort/"])
def test_content_pages_keep_the_strict_policy(page: Page, site: SiteServer, path: str):
    """Loaded, printed, narrow, with the other colors, and searched."""
    page.goto(site.url + path)
    page.wait_for_load_state("networkidle")
    page.emulate_media(media="print")
    page.emulate_media(media="screen", color_scheme="dark")
    page.set_viewport_size({"width": 320, "height": 700})
    search_for(page, "blast")
    assert page.locator("meta[http-equiv=Content-Security-Policy]").count() == 1
