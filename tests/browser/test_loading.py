"""Starting Python: on intent, with a queue, and with a message for every way of failing."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.calculator_page import CalculatorPage
from tests.browser.site_server import SiteServer


def expect_failure(phase: CalculatorPage, message: str) -> None:
    phase.expect_state("failed")
    failure = phase.root.locator("[data-failure]")
    expect(failure).to_contain_text(re.compile(message))
    expect(failure).to_contain_text("Your entries are still in the form")
    expect(phase.root.get_by_role("button", name="Calculate")).to_be_disabled()
    assert phase.page.locator(".table-scroll table").count() > 5


def test_nothing_is_fetched_before_the_reader_enters_the_form(phase: CalculatorPage):
    asked: list[str] = []
    phase.page.on("request", lambda request: asked.append(request.url))
    phase.open()
    phase.page.wait_for_timeout(500)
    assert not [url for url in asked if "pyodide" in url or ".whl" in url]


def test_entering_the_form_starts_python(phase: CalculatorPage):
    phase.open()
    phase.control("blasts_pb_percent").focus()
    expect(phase.root.locator("[data-status]")).to_contain_text("Python is being loaded")
    phase.expect_state("ready")


def test_a_submit_before_python_is_ready_is_kept(phase: CalculatorPage):
    phase.open()
    phase.control("blasts_pb_percent").fill("25")
    phase.submit()
    phase.expect_state("loading")
    expect(phase.root.locator("[data-status]")).to_contain_text("Your calculation follows by itself")
    phase.expect_state("result")
    assert phase.result()["ok"] is True


def test_loading_shows_how_much_has_arrived(phase: CalculatorPage, site: SiteServer):
    site.faults["python_stdlib.zip"] = "hangs"
    phase.open()
    phase.control("blasts_pb_percent").focus()
    expect(phase.root.locator("[data-progress]")).to_have_text(re.compile(r"^(?!0\.0)\d+\.\d MB"), timeout=30_000)


FILES = (
    "pyodide.asm.wasm", "python_stdlib.zip", "pyodide.mjs", "pyodide.asm.mjs", "pyodide-lock.json", ".whl",
    "worker.mjs",
)  # fmt: skip


@pytest.mark.parametrize("fault", ["is missing", "breaks off"])
@pytest.mark.parametrize("file", FILES)
def test_a_file_that_does_not_come_is_named(phase: CalculatorPage, site: SiteServer, file: str, fault: str):
    site.faults[file] = fault
    phase.open()
    phase.fill(blasts_pb_percent=12)
    expect_failure(phase, r"The file \S+ could not be fetched|Python could not be started")
    assert phase.value("blasts_pb_percent") == "12"


@pytest.mark.parametrize("file", ["pyodide.asm.wasm", "python_stdlib.zip", ".whl"])
@pytest.mark.parametrize(
    ("fault", "message"),
    [("is a web page", "A web page came in place of the file"), ("is truncated", "one of them may be damaged")],
)
def test_a_file_that_comes_wrong_is_recognized(
    phase: CalculatorPage, site: SiteServer, file: str, fault: str, message: str
):
    site.faults[file] = fault
    phase.open()
    phase.submit()
    expect_failure(phase, message)


def test_a_blocked_worker_is_a_failure(phase: CalculatorPage):
    blocked = "throw new DOMException('blocked', 'SecurityError')"
    phase.page.add_init_script(f"window.Worker = class {{ constructor() {{ {blocked}; }} }}")
    phase.open()
    phase.submit()
    expect_failure(phase, "did not allow the background worker")


def test_a_worker_that_a_policy_forbids_is_a_failure(phase: CalculatorPage, site: SiteServer, forbidden: list[str]):
    site.policy = "worker-src 'none'"
    phase.open()
    phase.submit()
    expect_failure(phase, "did not allow the background worker")
    assert forbidden
    forbidden.clear()


def test_a_browser_without_webassembly_is_a_failure(phase: CalculatorPage):
    phase.page.add_init_script("delete window.WebAssembly")
    phase.open()
    phase.submit()
    expect_failure(phase, "WebAssembly")


def test_waiting_ends_after_a_minute_without_a_byte(phase: CalculatorPage, site: SiteServer):
    site.faults["pyodide.asm.wasm"] = "hangs"
    phase.page.clock.install()
    phase.open()
    phase.submit()
    phase.expect_state("loading")
    phase.page.wait_for_timeout(4000)
    phase.page.clock.fast_forward(61_000)
    expect_failure(phase, "Nothing happened for 60 seconds")


def test_a_crash_during_a_calculation_is_a_failure(phase: CalculatorPage):
    # A request that is no text is nothing that the page sends; Python has no answer to it.
    phase.page.add_init_script("""
        const PlainWorker = window.Worker;
        window.Worker = class extends PlainWorker {
          postMessage(message) { super.postMessage("json" in message ? { ...message, json: 12n } : message); }
        };
    """)
    phase.open()
    phase.submit()
    expect_failure(phase, "Python stopped during the calculation")


def test_a_script_that_does_not_come_is_said_after_a_while(phase: CalculatorPage, site: SiteServer):
    site.faults["engine.mjs"] = "is missing"
    phase.page.goto(phase.url)
    expect(phase.root.locator("[data-not-live]")).to_be_visible(timeout=15_000)
    assert phase.root.get_attribute("data-state") is None
