"""The memory that a visit keeps for the next one: it saves time, holds no entry, and is never trusted unseen."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Worker

from cml_calculators import evaluate
from tests.browser.calculator_page import PATIENCE_MS, CalculatorPage
from tests.browser.site_server import SiteServer

TELLING = "37.4193"
INPUTS: dict[str, Any] = {"blasts_pb_percent": 12}
CACHE = "cml-python-snapshots"
# How many snapshots there are.
KEPT = f"""async () => (await (await caches.open("{CACHE}")).keys()).length"""
# What is stored, with the bytes changed by the function, and perhaps a header.
CHANGE = f"""async ([change, header]) => {{
    const cache = await caches.open("{CACHE}");
    const [key] = await cache.keys();
    const kept = await cache.match(key);
    const bytes = new Uint8Array(await kept.arrayBuffer());
    const headers = new Headers(kept.headers);
    if (header) headers.set(header, "0".repeat(64));
    const changed = {{ "as it is": bytes, "shortened": bytes.slice(0, bytes.length / 2), "empty": bytes.slice(0, 0),
        "with a wrong bit": bytes.map((byte, at) => (at === 5_000_000 ? byte ^ 1 : byte)) }}[change];
    await cache.put(key, new Response(changed, {{ headers }}));
    return bytes.length;
}}"""
HOLDS = """async (telling) => {
    const texts = [];
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const key of await cache.keys()) {
            const body = await (await cache.match(key)).arrayBuffer();
            texts.push(key.url, new TextDecoder("latin1").decode(body), new TextDecoder("utf-16le").decode(body));
        }
    }
    return texts.some((text) => text.includes(telling));
}"""


@pytest.fixture
def visit(context: BrowserContext, site: SiteServer) -> Callable[[], CalculatorPage]:
    """A new page of the same reader."""
    return lambda: CalculatorPage(context.new_page(), site.url, "phase")


def wait_for_snapshot(page: Page) -> None:
    for _ in range(PATIENCE_MS // 200):
        if page.evaluate(KEPT):
            return
        page.wait_for_timeout(200)
    pytest.fail("no snapshot was kept")


def visit_and_keep(visit: Callable[[], CalculatorPage]) -> CalculatorPage:
    first = visit().open()
    first.compute(**INPUTS)
    wait_for_snapshot(first.page)
    return first


def requests_of(page: Page) -> list[str]:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


def errors_of(page: Page) -> list[str]:
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    return thrown


def answer_of(later: CalculatorPage) -> Any:
    later.open()
    return later.compute(**INPUTS)


def test_a_later_visit_starts_from_the_kept_memory_and_answers_alike(visit: Callable[[], CalculatorPage]):
    visit_and_keep(visit).page.close()
    later = visit()
    asked = requests_of(later.page)
    assert answer_of(later) == evaluate("phase", INPUTS)
    assert [url for url in asked if "/assets/python/" in url] == []


def test_the_kept_memory_holds_no_entry(visit: Callable[[], CalculatorPage]):
    first = visit().open()
    first.compute(blasts_pb_percent=TELLING)
    wait_for_snapshot(first.page)
    assert first.page.evaluate(HOLDS, "blasts_pb_percent") is True
    assert first.page.evaluate(HOLDS, TELLING) is False


@pytest.mark.parametrize(
    ("change", "header"),
    [
        ("with a wrong bit", None),
        ("shortened", None),
        ("empty", None),
        ("as it is", "X-SHA-256"),
        ("as it is", "X-Check"),
    ],
)
def test_a_kept_memory_that_is_not_right_is_thrown_away_unnoticed(
    visit: Callable[[], CalculatorPage], change: str, header: str | None
):
    first = visit_and_keep(visit)
    assert first.page.evaluate(CHANGE, [change, header]) > 5_000_000
    first.page.close()
    later = visit()
    asked = requests_of(later.page)
    assert answer_of(later) == evaluate("phase", INPUTS)
    assert [url for url in asked if "/assets/python/" in url]
    wait_for_snapshot(later.page)
    later.page.close()
    last = visit()
    asked = requests_of(last.page)
    assert answer_of(last) == evaluate("phase", INPUTS)
    assert [url for url in asked if "/assets/python/" in url] == []


def test_the_memory_of_another_build_is_not_used_and_goes(visit: Callable[[], CalculatorPage]):
    first = visit().open()
    first.page.evaluate(f'async () => (await caches.open("{CACHE}")).put("/older.bin?with=x", new Response("x"))')
    first.compute(**INPUTS)
    names = f"""async () => (await (await caches.open("{CACHE}")).keys()).map(({{ url }}) => url)"""
    for _ in range(PATIENCE_MS // 200):
        first.page.wait_for_timeout(200)
        kept = first.page.evaluate(names)
        if kept and "older" not in kept[0]:
            break
    assert len(kept) == 1
    assert "/assets/python/" in kept[0]


@pytest.mark.parametrize(
    "denied",
    [
        "delete window.caches; delete Window.prototype.caches",
        "Object.defineProperty(window, 'caches', { get() { throw new DOMException('denied', 'SecurityError'); } })",
        "CacheStorage.prototype.open = async () => { throw new DOMException('denied', 'SecurityError'); }",
    ],
)
def test_without_storage_every_visit_is_a_first_one(visit: Callable[[], CalculatorPage], denied: str):
    for _ in range(2):
        page = visit()
        page.page.add_init_script(denied)
        broken = errors_of(page.page)
        assert answer_of(page) == evaluate("phase", INPUTS)
        page.page.wait_for_timeout(500)
        assert broken == []
        page.page.close()


def test_a_full_storage_costs_nothing_but_time(visit: Callable[[], CalculatorPage], site: SiteServer):
    first = visit()
    session = first.page.context.new_cdp_session(first.page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": site.origin, "quotaSize": 1_000_000})
    broken, ended = errors_of(first.page), list[Worker]()
    first.page.on("worker", lambda worker: worker.on("close", lambda one: ended.append(one)))
    assert answer_of(first) == evaluate("phase", INPUTS)
    for _ in range(PATIENCE_MS // 200):
        first.page.wait_for_timeout(200)
        if ended:
            break
    # The worker that would have kept its memory has tried and gone.
    assert len(ended) == 1
    assert first.page.evaluate(KEPT) == 0
    assert first.compute(blasts_pb_percent=20) == evaluate("phase", {"blasts_pb_percent": 20})
    assert broken == []
