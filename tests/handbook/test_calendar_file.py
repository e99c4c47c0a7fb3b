"""The calendar file that the page makes, by its module alone: lines, escapes, days, and the same bytes every time."""

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

MODULE = Path(__file__).parents[2] / "docs" / "assets" / "javascripts" / "calculator" / "calendar.mjs"
PLAN: dict[str, Any] = {
    "plan": "eln-2020",
    "stamp": "2025-11-30",
    "events": [
        {"date": "2026-02-28", "summary": "BCR::ABL1 test", "description": "3 months after the stop."},
        {"date": "2027-12-31", "summary": "BCR::ABL1 test", "description": "25 months after the stop."},
    ],
}


def from_module(function: str, argument: Any) -> str:
    """What a function of the module returns, under Node."""
    node = shutil.which("node") or f"{sys.prefix}/bin/node"
    program = f"""
        const {{ {function} }} = await import({json.dumps(MODULE.as_uri())});
        process.stdout.write({function}({json.dumps(argument)}));
    """
    ran = subprocess.run([node, "--input-type=module", "--eval", program], capture_output=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    return ran.stdout.decode()


def test_a_parser_reads_what_was_written() -> None:
    text = from_module("calendarText", PLAN)
    calendar = Calendar.from_ical(text)
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"] == "-//CML Handbook//Monitoring plan//EN"
    events = calendar.walk("VEVENT")
    assert [event.decoded("DTSTART") for event in events] == [date(2026, 2, 28), date(2027, 12, 31)]
    assert [event.decoded("DTEND") for event in events] == [date(2026, 3, 1), date(2028, 1, 1)]
    assert [event["UID"] for event in events] == ["eln-2020-20260228@cml-handbook", "eln-2020-20271231@cml-handbook"]
    assert {event["CLASS"] for event in events} == {"PRIVATE"}
    assert {event["TRANSP"] for event in events} == {"TRANSPARENT"}
    assert text.count("DTSTAMP:20251130T000000Z\r\n") == 2


def test_the_same_plan_gives_the_same_file() -> None:
    assert from_module("calendarText", PLAN) == from_module("calendarText", PLAN)


def test_special_characters_come_back_from_a_parser() -> None:
    description = "a, b; c \\ d\ne"
    events = [{**PLAN["events"][0], "description": description}]
    text = from_module("calendarText", {**PLAN, "events": events})
    assert "DESCRIPTION:a\\, b\\; c \\\\ d\\ne\r\n" in text
    assert Calendar.from_ical(text).walk("VEVENT")[0]["DESCRIPTION"] == description


@pytest.mark.parametrize("text", ["x" * 75, "x" * 76, "x" * 75 * 3, "é" * 80, "≤" * 60, "x" + "𝔸" * 40, ""])
def test_long_lines_are_folded_at_75_octets_between_characters(text: str) -> None:
    folded = from_module("folded", text)
    lines = folded.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert all(line.startswith(" ") for line in lines[1:])
    assert folded.replace("\r\n ", "") == text
    assert len(lines) == 1 or len(lines[0].encode()) >= 72


@pytest.mark.parametrize(
    ("day", "following"),
    [
        ("2026-02-28", "2026-03-01"),
        ("2024-02-28", "2024-02-29"),
        ("2026-12-31", "2027-01-01"),
        ("0050-03-31", "0050-04-01"),
    ],
)
def test_an_event_ends_on_the_next_day(day: str, following: str) -> None:
    assert from_module("nextDay", day) == following
