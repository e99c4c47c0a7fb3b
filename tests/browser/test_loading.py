"""Starting Python: when the page is at rest or on intent, with a queue, and with a message for every way of failing."""

import re

import pytest
from playwright.sync_api import Page, expect

from cml_calculators import evaluate
from tests.browser.calculator_page import PATIENCE_MS, CalculatorPage
from tests.browser.site_server import SiteServer


def expect_failure(phase: CalculatorPage, message: str) -> None:
    phase.expect_state("failed")
    failure = phase.root.locator("[data-failure]")
    expect(failure).to_contain_text(re.compile(message))
    expect(failure).to_contain_text("Your entries are still in the form")
    expect(phase.root.get_by_role("button", name="Calculate")).to_be_disabled()
    assert phase.page.locator(".table-scroll table").count() > 5


PYTHON = ("pyodide", "/assets/python/", "worker.mjs")
SAVES_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"


def asked_for_python(page: Page) -> list[str]:
    """Will hold the addresses that belong to Python."""
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if any(part in one.url for part in PYTHON) else None)
    return asked


def test_a_page_without_a_calculator_fetches_nothing_of_python(page: Page, site: SiteServer):
    asked = asked_for_python(page)
    for path in ("", "calculators/", "phases/", "disease/overview/"):
        page.goto(site.url + path)
        page.wait_for_load_state("networkidle")
        page.mouse.move(200, 200)
        page.keyboard.press("Tab")
    page.wait_for_timeout(500)
    assert asked == []


# Everything of Python is fetched by the worker: when the first one is made, Python begins.
NOTES_BEGIN = """
    const NotedWorker = window.Worker;
    window.Worker = class extends NotedWorker {
      constructor(...given) {
        super(...given);
        globalThis.pythonBegan ??= performance.now();
      }
    };
"""
BEGIN_AND_TEXT = """() => [
    globalThis.pythonBegan, performance.getEntriesByName("first-contentful-paint")[0].startTime]"""


def test_python_starts_by_itself_once_the_text_stands_and_on_a_later_visit_before(phase: CalculatorPage):
    asked = asked_for_python(phase.page)
    phase.page.add_init_script(NOTES_BEGIN)
    with phase.page.expect_event("worker", timeout=PATIENCE_MS):
        phase.open()
    phase.expect_state("idle")
    began, first_text = phase.page.evaluate(BEGIN_AND_TEXT)
    assert began >= first_text
    assert len(asked) > 2
    phase.compute(blasts_pb_percent=12)
    phase.page.goto("about:blank")
    phase.open()
    began, first_text = phase.page.evaluate(BEGIN_AND_TEXT)
    assert began < first_text


PAINT_IS_NOTICED_LATE = """
    const { observe } = PerformanceObserver.prototype;
    PerformanceObserver.prototype.observe = function (...given) { setTimeout(() => observe.apply(this, given), 3000); };
    globalThis.workers = 0;
    const CountedWorker = window.Worker;
    window.Worker = class extends CountedWorker {
      constructor(...given) {
        super(...given);
        globalThis.workers += 1;
      }
    };
"""


def test_python_begins_once_although_it_is_wanted_before_the_first_paint_is_noticed(phase: CalculatorPage):
    phase.page.add_init_script(PAINT_IS_NOTICED_LATE)
    phase.open()
    phase.compute(blasts_pb_percent=12)
    phase.page.wait_for_timeout(3500)
    assert phase.page.evaluate("globalThis.workers") == 1


def test_a_reader_who_saves_data_loads_nothing_before_entering_the_form(phase: CalculatorPage):
    asked = asked_for_python(phase.page)
    phase.page.add_init_script(SAVES_DATA)
    phase.open()
    phase.page.wait_for_timeout(1500)
    assert asked == []
    phase.start()


def test_entering_the_form_starts_python(phase: CalculatorPage):
    phase.page.add_init_script(SAVES_DATA)
    phase.open()
    phase.control("blasts_pb_percent").focus()
    expect(phase.root.locator("[data-status]")).to_contain_text("Python is being loaded")
    phase.expect_state("ready")


def test_a_submit_before_python_is_ready_is_kept(phase: CalculatorPage, site: SiteServer):
    site.faults[MEMORY] = "trickles"
    phase.open()
    phase.control("blasts_pb_percent").fill("25")
    phase.submit()
    phase.expect_state("loading")
    expect(phase.root.locator("[data-status]")).to_contain_text("Your calculation follows by itself")
    phase.expect_state("result")
    assert phase.result()["ok"] is True


def test_a_slow_connection_shows_what_has_come_and_ends_with_the_result(phase: CalculatorPage, site: SiteServer):
    site.faults |= {LEAN: "trickles", MEMORY: "trickles"}
    phase.open()
    phase.submit()
    expect(phase.root.locator("[data-progress]")).to_have_text(re.compile(r"^(?!0\.0)\d+\.\d MB"), timeout=30_000)
    phase.expect_state("result")
    expect(phase.root.locator("[data-progress]")).to_have_text("")


LEAN, MEMORY = "pyodide.lean-", "/assets/python/memory-"
FILES = (LEAN, MEMORY, "pyodide.mjs", "pyodide.asm.mjs", "/worker.mjs", "/downloads.mjs", "/memory.mjs")


@pytest.mark.parametrize("fault", ["is missing", "breaks off"])
@pytest.mark.parametrize("file", FILES)
def test_a_file_that_does_not_come_is_named(phase: CalculatorPage, site: SiteServer, file: str, fault: str):
    site.faults[file] = fault
    phase.open()
    phase.fill(blasts_pb_percent=12)
    expect_failure(phase, r"The file \S+ could not be fetched|Python could not be started")
    assert phase.value("blasts_pb_percent") == "12"


@pytest.mark.parametrize("file", [".wasm", "/assets/python/"])
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


@pytest.mark.parametrize("file", [LEAN, MEMORY])
def test_a_file_that_was_damaged_on_its_way_is_fetched_anew(phase: CalculatorPage, site: SiteServer, file: str):
    site.faults[file] = "is truncated, once"
    phase.open()
    assert phase.compute(blasts_pb_percent=12) == evaluate("phase", {"blasts_pb_percent": 12})


def test_a_server_that_does_not_know_the_type_of_webassembly_will_do(phase: CalculatorPage, site: SiteServer):
    asked = asked_for_python(phase.page)
    site.faults[".wasm"] = "has another type"
    phase.open()
    assert phase.compute(blasts_pb_percent=12)["ok"] is True
    assert [url for url in asked if url.endswith("/pyodide.asm.wasm")] == []


def test_what_failed_before_anybody_calculated_is_tried_again(phase: CalculatorPage, site: SiteServer):
    site.faults[MEMORY] = "is missing, once"
    with phase.page.expect_response(lambda response: response.status == 404, timeout=PATIENCE_MS):
        phase.open()
    phase.page.wait_for_timeout(500)
    phase.expect_state("idle")
    phase.start()


# The first question ends the worker, as a call of a function that was left out would.
BREAKS_ONCE = """
    const PlainWorker = window.Worker;
    let broken = false;
    window.Worker = class extends PlainWorker {
      postMessage(message, ...others) {
        if (broken || !("json" in message)) return super.postMessage(message, ...others);
        broken = true;
        const data = { type: "failed", reason: "broke", detail: "unreachable" };
        this.dispatchEvent(new MessageEvent("message", { data }));
      }
    };
"""


def test_a_question_that_ended_python_is_asked_again_of_all_of_python(phase: CalculatorPage):
    asked = asked_for_python(phase.page)
    phase.page.add_init_script(BREAKS_ONCE)
    phase.open()
    assert phase.compute(blasts_pb_percent=12) == evaluate("phase", {"blasts_pb_percent": 12})
    assert [url for url in asked if url.endswith("/pyodide.asm.wasm")]


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
    site.faults[LEAN] = "hangs"
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
          postMessage(message, ...others) {
            super.postMessage("json" in message ? { ...message, json: 12n } : message, ...others);
          }
        };
    """)
    phase.open()
    phase.submit()
    expect_failure(phase, "Python stopped during the calculation")


@pytest.mark.parametrize("file", ["engine.mjs", "begin.js"])
def test_a_script_that_does_not_come_is_said_after_a_while(phase: CalculatorPage, site: SiteServer, file: str):
    site.faults[file] = "is missing"
    phase.page.goto(phase.url)
    expect(phase.root.locator("[data-not-live]")).to_be_visible(timeout=15_000)
    assert phase.root.get_attribute("data-state") is None


def test_a_page_fetches_the_view_of_its_own_calculator_alone(phase: CalculatorPage):
    asked: list[str] = []
    phase.page.on("request", lambda one: asked.append(one.url.rpartition("/")[2]))
    phase.open()
    phase.compute(blasts_pb_percent=12)
    assert [name for name in asked if name.endswith("-view.mjs")] == ["phase-view.mjs", "criteria-view.mjs"]


@pytest.mark.parametrize("fault", ["is missing", "breaks off"])
@pytest.mark.parametrize("file", ["phase-view.mjs", "criteria-view.mjs"])
def test_a_view_that_does_not_come_is_said_with_the_first_result(
    phase: CalculatorPage, site: SiteServer, file: str, fault: str
):
    site.faults[file] = fault
    phase.open()
    phase.expect_state("idle")
    phase.submit()
    expect_failure(phase, "The file phase-view.mjs could not be fetched")


def test_waiting_for_a_view_ends_after_a_minute(phase: CalculatorPage, site: SiteServer):
    site.faults["phase-view.mjs"] = "hangs"
    phase.page.clock.install()
    phase.open()
    phase.submit()
    phase.expect_state("computing")
    phase.page.clock.fast_forward(61_000)
    expect_failure(phase, "Nothing happened for 60 seconds")
