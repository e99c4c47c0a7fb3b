"""Stopping a TKI in the page: the answer of each source, its dated plan, and the plan as a calendar file."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from playwright.sync_api import Locator, expect

from cml_calculators import evaluate
from tests.browser.calculator_page import CalculatorPage
from tests.browser.site_server import SiteServer

INPUTS: dict[str, Any] = {
    "ever_advanced_phase": False, "agrees_to_monitoring": True, "prior_failure": False, "age_years": 54,
    "sokal_group": "low", "transcript": "e14a2", "tki_months": 60, "first_tki": "imatinib", "tki_line": 1,
    "bcr_abl1_percent_is": 0.002, "months_in_mr4": 25, "months_in_mr4_5": 10, "pcr_sensitivity": "MR4.5",
    "pcr_turnaround_weeks": 2, "stop_date": "2025-11-30", "months_to_list": 12,
}  # fmt: skip
SOURCES = ["pdq-2025", "eln-2020", "nccn-2020", "esmo-2017"]
# Counted by hand from the schedules as printed.
PDQ_DATES = ["2026-02-28", "2026-05-30", "2026-08-30", "2026-11-30"]
ELN_DATES = [
    "2025-12-30", "2026-01-30", "2026-02-28", "2026-03-30", "2026-04-30", "2026-05-30", "2026-07-30", "2026-09-30",
    "2026-11-30",
]  # fmt: skip


@pytest.fixture
def stopping(started: Callable[[str], CalculatorPage], site: SiteServer) -> CalculatorPage:
    return started("treatment-free-remission")


def enter(page: CalculatorPage, **inputs: Any) -> Any:
    choices = {"first_tki"} & inputs.keys()
    for name in choices:
        page.control(name).select_option(inputs[name])
    return page.compute(**{name: value for name, value in inputs.items() if name not in choices})


def plan(page: CalculatorPage, guideline: str) -> Locator:
    return page.root.locator(f'[data-plan="{guideline}"]')


def dates_of(page: CalculatorPage, guideline: str) -> list[str]:
    return plan(page, guideline).locator("tbody th").all_text_contents()


def calendar_of(page: CalculatorPage, guideline: str, folder: Path) -> tuple[str, bytes]:
    """The name and the bytes of the file that the button gives."""
    with page.page.expect_download() as waiting:
        plan(page, guideline).get_by_role("button", name="Calendar file (.ics)").click()
    saved = folder / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    return saved.name, saved.read_bytes()


def events_of(raw: bytes) -> list[Any]:
    return list(Calendar.from_ical(raw.decode()).walk("VEVENT"))


def test_the_page_says_what_python_gives(stopping: CalculatorPage) -> None:
    assert enter(stopping, **INPUTS) == evaluate("treatment-free-remission", INPUTS)
    table = stopping.root.locator(".cml-table").first
    expect(table.locator("tbody tr")).to_have_text(
        [
            "PDQ 2025Cannot be determinedNone1 met, 1 not known",
            "ELN 2020NoNone6 met, 1 not met",
            "NCCN 2020YesNone7 met",
            "ESMO 2017Cannot be determinedNone5 met, 1 not known",
        ]
    )
    expect(stopping.root.locator(".cml-lead")).to_have_text(
        "Criteria met: NCCN 2020. Criteria not met: ELN 2020. Cannot be determined: PDQ 2025 and ESMO 2017."
    )
    card = stopping.root.locator('[data-guideline="pdq-2025"]')
    expect(card).to_contain_text("Left open: More than 3 to 5 years is no single limit.")
    expect(card).to_contain_text("This patient is not one of them.")
    expect(card).to_contain_text("Treatment again: No limit is given.")


def test_the_tier_of_eln_is_named(stopping: CalculatorPage) -> None:
    enter(stopping, **{**INPUTS, "tki_months": 61, "months_in_mr4": 37})
    row = stopping.root.locator(".cml-table").first.get_by_role("row", name="ELN 2020")
    expect(row).to_have_text("ELN 2020YesOptimal7 met")
    expect(stopping.root.locator('[data-guideline="eln-2020"] .cml-card__answer')).to_have_text(
        "Meets the criteria: YesTier: Optimal"
    )


def test_each_plan_has_its_own_dates(stopping: CalculatorPage) -> None:
    enter(stopping, stop_date="2025-11-30", months_to_list=12)
    assert dates_of(stopping, "pdq-2025") == PDQ_DATES
    assert dates_of(stopping, "eln-2020") == ELN_DATES
    assert dates_of(stopping, "nccn-2020") == ELN_DATES
    rows = plan(stopping, "esmo-2017").locator("tbody tr").all_text_contents()
    assert rows[6] == "2026-07-11Sat6 months and 6 weeks"
    assert rows[-1] == "2026-11-30Mon12 months"
    expect(plan(stopping, "pdq-2025").locator("caption")).to_have_text("PDQ 2025: 4 tests. At least every 3 months.")


def test_without_a_stop_there_is_no_plan_and_no_file(stopping: CalculatorPage) -> None:
    enter(stopping, tki_months=72)
    expect(stopping.root.get_by_role("button", name="Calendar file")).to_have_count(0)
    stopping.root.get_by_role("link", name="Date of the stop").click()
    expect(stopping.control("stop_date")).to_be_focused()
    enter(stopping, stop_date="2025-11-30", months_to_list=2)
    expect(plan(stopping, "pdq-2025")).to_have_text("PDQ 2025: no test in the months listed. At least every 3 months.")
    expect(plan(stopping, "pdq-2025").get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize("guideline", SOURCES)
def test_the_calendar_file_holds_the_dates_and_nothing_else(
    stopping: CalculatorPage, guideline: str, tmp_path: Path
) -> None:
    answer = enter(stopping, stop_date="2025-11-30")
    (entry,) = (one for one in answer["result"]["guidelines"] if one["guideline"] == guideline)
    name, raw = calendar_of(stopping, guideline, tmp_path)
    assert name == f"bcr-abl1-tests-{guideline}.ics"
    events = events_of(raw)
    assert [event.decoded("DTSTART").isoformat() for event in events] == entry["monitoring"]
    for event in events:
        start, end = event.decoded("DTSTART"), event.decoded("DTEND")
        assert type(start) is date
        assert end - start == timedelta(days=1)
        assert event["SUMMARY"] == "BCR::ABL1 test"
        assert event["UID"] == f"{guideline}-{start:%Y%m%d}@cml-handbook"
        assert event.decoded("DTSTAMP").replace(tzinfo=None) == datetime(2025, 11, 30)
    assert events[0]["DESCRIPTION"] == (
        f"{entry['monitoring_points'][0]} after the stop. Schedule: {guideline_label(guideline)}. "
        "CML Handbook; not medical advice."
    )


def guideline_label(guideline: str) -> str:
    return guideline.upper().replace("-", " ")


def test_the_calendar_file_keeps_to_the_format_and_to_itself(stopping: CalculatorPage, tmp_path: Path) -> None:
    enter(stopping, **INPUTS)
    _, first = calendar_of(stopping, "esmo-2017", tmp_path)
    _, second = calendar_of(stopping, "esmo-2017", tmp_path)
    assert first == second
    assert first.endswith(b"END:VCALENDAR\r\n")
    lines = first.split(b"\r\n")
    assert b"\n" not in first.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    uids = [line for line in lines if line.startswith(b"UID:")]
    assert len(set(uids)) == len(uids) == len(events_of(first))
    for entered in (b"54", b"e14a2", b"0.002", b"imatinib", b"Low"):
        assert entered not in first


def test_the_copied_text_has_criteria_and_dates(stopping: CalculatorPage) -> None:
    enter(stopping, **INPUTS)
    stopping.root.get_by_role("button", name="Copy result as text").click()
    expect(stopping.root.locator(".cml-shared")).to_contain_text("The result was copied.")
    copied = stopping.page.evaluate("navigator.clipboard.readText()")
    assert "Stop: 2025-11-30" in copied
    assert "2026-02-28  3 months" in copied
    assert "NCCN 2020, stopping a TKI (published 2020): meets the criteria: yes" in copied
    assert "Treatment again: Treatment again within 4 weeks" in copied


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_does_not_scroll_sideways(stopping: CalculatorPage, width: int) -> None:
    stopping.page.set_viewport_size({"width": width, "height": 800})
    enter(stopping, **INPUTS)
    assert stopping.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_plan_prints_without_buttons(stopping: CalculatorPage) -> None:
    enter(stopping, **INPUTS)
    stopping.page.emulate_media(media="print")
    expect(plan(stopping, "eln-2020").get_by_role("table")).to_be_visible()
    expect(stopping.root.locator("[data-calendar]").first).to_be_hidden()
    expect(stopping.root.locator("form")).to_be_hidden()
    stopping.page.emulate_media(media="screen")


def test_a_plan_after_the_last_year_is_refused_at_its_field(stopping: CalculatorPage) -> None:
    stopping.fill(stop_date="9999-12-31")
    stopping.submit()
    stopping.expect_state("error")
    expect(stopping.error_at("stop_date")).to_contain_text("36 months or more before the year 10000")
