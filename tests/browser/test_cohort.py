"""A file answered in the page: the same bytes as on the command line, with progress, and with a way out."""

import itertools
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from cml_calculators.catalogue import CALCULATORS
from tests.browser.cohort_page import CohortPage
from tests.browser.rules import SCHEMES, sideways, violations
from tests.browser.site_server import SiteServer

TELLING = "37.4193"
# Rows of every kind: complete, unknown, with quoted line breaks, with faults, of the wrong width; no ASCII only.
MIXED = (
    "patient,blasts_pb_percent,blasts_bm_percent,platelets_e9_per_l,aca_on_treatment,note\r\n"
    'A1,12.5,8,300,"trisomy_8, second_ph","two\r\nlines, ""quoted"""\r\n'
    "A2,,,,,\r\nÄ3,120,abc,0,trisomy_9,µ\r\nA4,3\r\n\r\nA5,25,,,none,last"
)


def many_rows(count: int) -> bytes:
    known = itertools.cycle(["12.5,8,300,none", ",,,", "3,2,250,trisomy_8", "25,,,", "1,1,80,", "x,200,,"])
    lines = (f"P{number:05},{cells}," for number, cells in zip(range(count), known, strict=False))
    return ("\n".join([MIXED.splitlines()[0], *lines]) + "\n").encode()


def on_the_command_line(folder: Path, calculator: str, content: bytes) -> bytes:
    source, output = folder / "cohort.csv", folder / "result.csv"
    source.write_bytes(content)
    command = [sys.executable, "-m", "cml_calculators", "batch", calculator, str(source), "-o", str(output)]
    subprocess.run(command, check=True, capture_output=True)
    return output.read_bytes()


@pytest.fixture
def cohort(page: Page, site: SiteServer) -> CohortPage:
    return CohortPage(page, site.url)


@pytest.fixture(scope="session")
def started_page(browser: Browser, served: SiteServer) -> CohortPage:
    """One page with Python started, for all tests that need no fresh one."""
    shown = CohortPage(browser.new_context().new_page(), served.url).open()
    shown.calculator.focus()
    shown.expect_state("ready")
    return shown


@pytest.fixture
def started(started_page: CohortPage, site: SiteServer) -> CohortPage:
    started_page.page.set_viewport_size({"width": 1280, "height": 720})
    return started_page


@pytest.mark.parametrize("content", [MIXED, "\ufeff" + MIXED, MIXED.replace(",", ";"), MIXED.replace("\r\n", "\n")])
def test_the_download_has_the_bytes_of_the_command_line(started: CohortPage, tmp_path: Path, content: str):
    started.answer("phase", content)
    name, result = started.download()
    assert name == "cohort.phase.csv"
    assert result == on_the_command_line(tmp_path, "phase", content.encode())


@pytest.mark.parametrize("calculator", [entry.id for entry in CALCULATORS])
def test_the_example_file_of_every_calculator_is_answered(started: CohortPage, tmp_path: Path, calculator: str):
    started.calculator.select_option(calculator)
    example = started.root.locator(f"[data-columns={calculator}]").get_by_role("link", name="Example file")
    with started.page.expect_download() as download:
        example.click()
    content = Path(download.value.path()).read_bytes()
    started.answer(calculator, content)
    expect(started.root.locator(".cml-lead")).to_contain_text(" 0 with errors")
    assert started.download()[1] == on_the_command_line(tmp_path, calculator, content)


def test_a_dropped_file_is_answered_with_the_keyboard(cohort: CohortPage, tmp_path: Path):
    cohort.open()
    cohort.page.keyboard.press("Tab")
    cohort.calculator.focus()
    cohort.page.keyboard.type("Phase")
    cohort.drop(MIXED.encode(), "dropped.csv")
    cohort.page.keyboard.press("Tab")
    expect(cohort.file).to_be_focused()
    cohort.page.keyboard.press("Tab")
    expect(cohort.root.get_by_role("button", name="Calculate")).to_be_focused()
    cohort.page.keyboard.press("Enter")
    cohort.expect_state("result")
    expect(cohort.root.get_by_role("heading", name="Result")).to_be_focused()
    assert cohort.download() == ("dropped.phase.csv", on_the_command_line(tmp_path, "phase", MIXED.encode()))


def test_progress_is_shown_and_the_page_stays_responsive(started: CohortPage, browser: Browser, tmp_path: Path):
    """Nothing that the page itself does holds the main thread for long; the computing is elsewhere."""
    content = many_rows(5000)
    started.choose("phase", content)
    browser.start_tracing(page=started.page, categories=["toplevel"])
    started.submit()
    expect(started.progress).to_have_text(
        re.compile(r"^[\d,]*[1-9]\d* rows, \d+ with errors, \d+\.\d kB of \d+\.\d kB, \d+:\d\d$"), timeout=60_000
    )
    bar = started.root.get_by_role("progressbar")
    seen = set()
    for _ in range(20):
        started.page.wait_for_timeout(100)
        seen.add(float(bar.evaluate("(bar) => bar.value")))
    assert len(seen) > 2 and max(seen) <= 1
    started.expect_state("result")
    trace = json.loads(browser.stop_tracing())["traceEvents"]
    page, worker = tasks_of(trace, "CrRendererMain"), tasks_of(trace, "DedicatedWorker thread")
    assert len(page) > 100
    # Shares, for a slow machine is slow in both threads: measured were 1/190 to 1/270 and 1/10 to 1/12.
    assert max(page) < sum(worker) / 50
    assert sum(page) < sum(worker) / 4
    expect(started.root.locator(".cml-lead")).to_have_text("5,000 rows answered by Phase, 833 with errors.")
    expect(started.root.get_by_role("region", name="Rows with errors")).to_contain_text("The first 10 of 833")
    assert started.download()[1] == on_the_command_line(tmp_path, "phase", content)


def tasks_of(events: list[dict[str, Any]], thread: str) -> list[float]:
    """Processor time in ms of every task of a thread: other work on the machine makes none of them longer."""
    of_thread = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == thread
    }
    return [
        event["tdur"] / 1000
        for event in events
        if event["name"].endswith("RunTask") and "tdur" in event and (event["pid"], event["tid"]) in of_thread
    ]


def test_cancelling_stops_at_once_and_leaves_the_page_ready(started: CohortPage):
    started.choose("phase", many_rows(20_000))
    started.submit()
    expect(started.progress).to_contain_text("rows")
    started.cancel.click()
    started.expect_state("ready")
    expect(started.root.locator("[data-status]")).to_have_text("Cancelled. There is no result.")
    expect(started.root.locator("[data-result-region]")).to_be_hidden()
    expect(started.root.get_by_role("button", name="Calculate")).to_be_focused()
    started.answer("phase", MIXED)
    expect(started.root.locator(".cml-lead")).to_contain_text("5 rows answered by Phase, 2 with errors")


def test_a_file_can_be_cancelled_while_python_loads(cohort: CohortPage, site: SiteServer):
    site.faults["/assets/python/"] = "hangs"
    cohort.open()
    cohort.choose("phase", MIXED)
    cohort.submit()
    expect(cohort.root.locator("[data-status]")).to_contain_text("Your file follows by itself")
    expect(cohort.cancel).to_be_focused()
    cohort.cancel.click()
    cohort.expect_state("loading")
    expect(cohort.root.get_by_role("button", name="Calculate")).to_be_enabled()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty; its first line must name the columns"),
        (b"12.5,3\n", "line 1: the first line must name the columns, and it holds values: 12.5, 3."),
        (b"a,b\n1,2\n", "none of these is an input of phase: a, b. Inputs: blasts_pb_percent, blasts_bm_percent"),
        (b"bcr_abl1_percent_is\n1\n", "there are inputs of molecular-response among them"),
        (b"fever,fever\ntrue,true\n", "these stand twice: fever"),
        (b'fever,n\n"true,2\n', "line 2: a cell in quotation marks must end with a quotation mark"),
        ("fever,n\ntrue,é\n".encode("latin-1"), "the file must be text in UTF-8, and this one is not"),
        ("fever,n\ntrue,1\n".encode("utf-16"), "the file must be text in UTF-8, and this one is not"),
    ],
)
def test_a_file_that_cannot_be_answered_is_refused_in_words(started: CohortPage, content: bytes, message: str):
    started.answer("phase", content, "error")
    summary = started.root.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text(message)
    expect(started.root.locator('[data-error="file"]')).to_contain_text(message)
    summary.get_by_role("link").click()
    expect(started.file).to_be_focused()
    expect(started.root.locator("[data-result-region]")).to_be_hidden()


def test_what_is_not_chosen_is_asked_for(cohort: CohortPage):
    cohort.open()
    cohort.submit()
    cohort.expect_state("error")
    expect(cohort.root.locator('[data-error="calculator"]')).to_contain_text("a calculator must be chosen")
    expect(cohort.root.locator('[data-error="file"]')).to_contain_text("one CSV file must be chosen")


def test_a_column_that_looks_like_an_input_is_named(started: CohortPage):
    started.answer("phase", "patient,blast_pb_percent,blasts_bm_percent\nA,25,3\n")
    note = started.root.locator("[data-columns-note]")
    expect(note).to_contain_text("1 of 3 columns is an input. Copied only: patient and blast_pb_percent.")
    expect(note).to_contain_text("blast_pb_percent is no input; blasts_pb_percent may be meant.")


def test_a_link_chooses_the_calculator_and_only_its_columns_are_shown(cohort: CohortPage):
    cohort.open("#columns-kinetics")
    expect(cohort.calculator).to_have_value("kinetics")
    kinetics, phase = (cohort.root.locator(f"[data-columns={name}]") for name in ("kinetics", "phase"))
    expect(kinetics.get_by_role("row", name="measurements.0.date")).to_be_visible()
    expect(phase).to_be_hidden()
    cohort.calculator.select_option("phase")
    expect(kinetics).to_be_hidden()
    expect(phase.get_by_role("row", name="aca_on_treatment")).to_contain_text("trisomy_8 (Trisomy 8)")
    expect(phase.get_by_role("row", name="platelets_e9_per_l")).to_contain_text("at most 10000 ×10⁹/L")


def test_without_javascript_the_columns_and_the_command_line_stand(browser: Browser, site: SiteServer):
    with browser.new_context(java_script_enabled=False) as context:
        shown = CohortPage(context.new_page(), site.url)
        shown.page.goto(shown.url)
        assert shown.root.get_attribute("data-state") is None
        expect(shown.root.locator("noscript p")).to_contain_text("needs JavaScript")
        expect(shown.root.locator("form")).to_be_hidden()
        expect(shown.root.locator("[data-columns]")).to_have_count(len(CALCULATORS))
        for section in shown.root.locator("[data-columns]").all():
            expect(section.get_by_role("table")).to_be_visible()
            expect(section).to_contain_text("python -m cml_calculators batch")


@pytest.mark.parametrize("fault", ["/assets/python/memory-", "pyodide.lean-"])
def test_python_that_does_not_start_is_a_failure_that_says_what_else_there_is(
    cohort: CohortPage, site: SiteServer, fault: str
):
    site.faults[fault] = "is missing"
    cohort.open()
    cohort.choose("phase", MIXED)
    cohort.submit()
    cohort.expect_state("failed")
    failure = cohort.root.locator("[data-failure]")
    expect(failure).to_contain_text("could not be fetched")
    expect(failure).to_contain_text("The command line does the same")


def test_nothing_leaves_the_page_and_nothing_is_stored(cohort: CohortPage, site: SiteServer):
    asked: list[str] = []
    cohort.page.context.on("request", lambda request: asked.append(f"{request.url} {request.post_data or ''}"))
    cohort.open()
    cohort.answer("phase", f"patient,blasts_pb_percent\nSecret,{TELLING}\n")
    assert [request for request in asked if not request.startswith((site.origin, "blob:", "data:"))] == []
    assert [request for request in asked if TELLING in request or "Secret" in request] == []
    stored = cohort.page.evaluate("""async () => JSON.stringify([
        {...localStorage}, {...sessionStorage}, document.cookie, history.state, location.href,
        await indexedDB.databases(), await caches.keys()])""")
    assert TELLING not in stored and "Secret" not in stored
    assert cohort.page.context.cookies() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_state_breaks_a_rule_of_axe_or_scrolls_sideways(cohort: CohortPage, scheme: str):
    cohort.page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
    cohort.page.set_viewport_size({"width": 320, "height": 700})
    cohort.open("#columns-phase")
    expect(cohort.page.locator("body")).to_have_attribute("data-md-color-scheme", SCHEMES[scheme])
    steps: list[Callable[[], None]] = [
        lambda: None,
        lambda: cohort.answer("phase", "a,b\n1,2\n", "error"),
        lambda: cohort.answer("phase", MIXED.replace("note", "blast_pb_percent")),
    ]
    for step in steps:
        step()
        cohort.page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
        assert sideways(cohort.page) == 0
        assert violations(cohort.page) == []
    cohort.choose("phase", many_rows(5000))
    cohort.submit()
    expect(cohort.progress).to_contain_text("rows")
    assert sideways(cohort.page) == 0
    assert violations(cohort.page) == []
