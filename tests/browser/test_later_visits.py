"""The memory in which the calculators stand ready: it saves the start, and is never trusted unseen."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from cml_calculators import evaluate
from tests.browser.calculator_page import CalculatorPage
from tests.browser.site_server import SiteServer

INPUTS: dict[str, Any] = {"blasts_pb_percent": 12}
DENIED = (
    "delete window.localStorage; delete Window.prototype.localStorage",
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })",
    "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }",
)


@pytest.fixture
def visit(context: BrowserContext, site: SiteServer) -> Callable[[], CalculatorPage]:
    """A new page of the same reader."""
    return lambda: CalculatorPage(context.new_page(), site.url, "phase")


@pytest.fixture
def memory(site: SiteServer) -> Path:
    """The file with the memory."""
    [found] = (site.folder / "assets" / "python").glob("memory-*.bin")
    return found


def instead_of(memory: Path, content: bytes, site: SiteServer, folder: Path) -> None:
    """Lets the server send this in place of the memory."""
    (folder / memory.name.removeprefix("memory-")).write_bytes(content)
    site.beside["assets/python/memory-"] = folder


def with_another_answer(content: bytes) -> bytes:
    """The memory with a description that expects another answer to the known question."""
    unpacked = gzip.decompress(content)
    size = int.from_bytes(unpacked[:4], "little")
    described = json.loads(unpacked[4 : 4 + size])
    described["answer"] = described["answer"].replace("true", "TRUE")
    text = json.dumps(described, separators=(",", ":"), ensure_ascii=False).encode().ljust(size)
    assert len(text) == size
    return gzip.compress(unpacked[:4] + text + unpacked[4 + size :], 1)


WRONG: dict[str, Callable[[bytes], bytes]] = {
    "a wrong bit": lambda packed: packed[:1_000_000] + bytes([packed[1_000_000] ^ 1]) + packed[1_000_001:],
    "half of it": lambda packed: packed[: len(packed) // 2],
    "nothing": lambda packed: b"",
    "something else": lambda packed: gzip.compress(b"\x02\x00\x00\x00{}" + bytes(100)),
    "another answer": with_another_answer,
}


def requests_of(page: Page) -> list[str]:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


def errors_of(page: Page) -> list[str]:
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    return thrown


def answer_of(page: CalculatorPage) -> Any:
    page.open()
    return page.compute(**INPUTS)


def is_from_the_beginning(asked: list[str]) -> bool:
    return any(url.endswith("/pyodide.asm.wasm") for url in asked)


def test_python_comes_back_from_a_memory_and_answers_alike(visit: Callable[[], CalculatorPage]):
    for _ in ("a first visit", "a later one"):
        page = visit()
        asked, broken = requests_of(page.page), errors_of(page.page)
        assert answer_of(page) == evaluate("phase", INPUTS)
        assert [url for url in asked if "/assets/python/" in url and "/memory-" not in url] == []
        assert not is_from_the_beginning(asked)
        assert broken == []
        page.page.close()


@pytest.mark.parametrize("fault", WRONG)
def test_a_memory_that_is_not_right_is_thrown_away_unnoticed(
    visit: Callable[[], CalculatorPage], site: SiteServer, memory: Path, fault: str, tmp_path: Path
):
    instead_of(memory, WRONG[fault](memory.read_bytes()), site, tmp_path)
    page = visit()
    asked = requests_of(page.page)
    assert answer_of(page) == evaluate("phase", INPUTS)
    assert is_from_the_beginning(asked)


def test_a_server_that_says_that_the_memory_is_packed_will_do(
    visit: Callable[[], CalculatorPage], site: SiteServer, memory: Path, tmp_path: Path
):
    # What such a server sends reaches the page unpacked.
    instead_of(memory, gzip.decompress(memory.read_bytes()), site, tmp_path)
    page = visit()
    asked = requests_of(page.page)
    assert answer_of(page) == evaluate("phase", INPUTS)
    assert not is_from_the_beginning(asked)


def test_what_is_kept_says_which_memory_came_and_nothing_else(visit: Callable[[], CalculatorPage], memory: Path):
    page = visit()
    answer_of(page)
    kept = page.page.evaluate("localStorage.getItem('cml-python')")
    assert kept.endswith(f"/{memory.name}")
    assert page.page.evaluate("async () => caches.keys()") == []


@pytest.mark.parametrize("denied", DENIED)
def test_without_storage_every_visit_is_a_first_one(visit: Callable[[], CalculatorPage], denied: str):
    for _ in range(2):
        page = visit()
        page.page.add_init_script(denied)
        broken = errors_of(page.page)
        assert answer_of(page) == evaluate("phase", INPUTS)
        page.page.wait_for_timeout(500)
        assert broken == []
        page.page.close()
