"""The entry rule of the dose-escalation study of 2003: warnings, bad input, the dose, and random courses."""

import json
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cml_calculators import evaluate
from cml_calculators.answers import answer_lines
from cml_calculators.imatinib_dose_escalation import CALCULATOR


def result(**inputs: Any) -> dict[str, Any]:
    answer = evaluate("imatinib-dose-escalation", inputs)
    assert answer["ok"], answer
    found: dict[str, Any] = answer["result"]
    return found


def warnings(**inputs: Any) -> list[tuple[str | None, str]]:
    """The warnings but the one that the rule is history."""
    found = evaluate("imatinib-dose-escalation", inputs)["warnings"]
    assert "field" not in found[0]
    assert "history, no recommendation" in found[0]["message"]
    return [(entry.get("field"), entry["message"]) for entry in found[1:]]


PERCENTS = st.one_of(
    st.sampled_from(
        [Decimal(one) for one in ("0", "0.1", "10", "13", "30", "34.9", "35", "39", "40", "52", "70", "100")]
    ),
    st.decimals(0, 100, places=1),
)


@settings(deadline=None)
@given(PERCENTS, st.lists(PERCENTS, min_size=2, max_size=6))
def test_relapse_is_two_neighbors_that_both_stand_above_the_lowest(nadir: Decimal, readings: list[Decimal]) -> None:
    found = result(ph_nadir_percent=nadir, ph_readings_percent=readings)
    pairs = [min(pair) for pair in pairwise(readings)]
    points = any(lower >= nadir + 30 for lower in pairs)
    relative = any(lower > nadir and lower * 10 >= nadir * 13 for lower in pairs)
    assert found["cytogenetic_relapse_points"] == ("met" if points else "not_met")
    assert found["cytogenetic_relapse_relative"] == ("met" if relative else "not_met")
    assert ("cytogenetic_relapse" in found["reasons"]) == points
    json.dumps(found, allow_nan=False)


@settings(deadline=None)
@given(PERCENTS, PERCENTS)
def test_one_reading_can_rule_a_relapse_out_and_never_prove_it(nadir: Decimal, reading: Decimal) -> None:
    found = result(ph_nadir_percent=nadir, ph_readings_percent=[reading])
    assert found["cytogenetic_relapse_points"] == ("unknown" if reading >= nadir + 30 else "not_met")
    high = reading > nadir and reading * 10 >= nadir * 13
    assert found["cytogenetic_relapse_relative"] == ("unknown" if high else "not_met")


@settings(deadline=None)
@given(PERCENTS, st.lists(PERCENTS, max_size=6))
def test_points_are_never_met_without_the_relative_reading(nadir: Decimal, readings: list[Decimal]) -> None:
    found = result(ph_nadir_percent=nadir, ph_readings_percent=readings)
    assert found["cytogenetic_relapse_points"] != "met" or found["cytogenetic_relapse_relative"] == "met"


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({}, "No circumstance is met"),
        ({"dose_mg_per_day": 400}, "No circumstance is met"),
        ({"hematologic_relapse": True}, "present dose is not known"),
        ({"hematologic_relapse": True, "dose_mg_per_day": 400}, "400 mg twice daily"),
        ({"hematologic_relapse": True, "dose_mg_per_day": 300}, "becomes 600 mg daily"),
        ({"hematologic_relapse": True, "dose_mg_per_day": 600}, "from 300 and from 400 mg a day, and none from 600"),
    ],
)
def test_the_dose_says_where_it_comes_from(inputs: dict[str, Any], words: str) -> None:
    assert words in result(**inputs)["dose_note"]


def test_every_answer_says_that_the_rule_is_history() -> None:
    assert warnings() == []


@pytest.mark.parametrize(
    ("inputs", "field", "words"),
    [
        ({"major_cytogenetic_response": True, "ph_nadir_percent": 35}, "major_cytogenetic_response", "disagree"),
        ({"major_cytogenetic_response": False, "ph_nadir_percent": 34.9}, "major_cytogenetic_response", "disagree"),
        ({"ph_nadir_percent": 10, "ph_readings_percent": [12, 9.9]}, "ph_readings_percent", "below the lowest"),
        (
            {"complete_hematologic_response": True, "hematologic_relapse": True},
            "hematologic_relapse", "the relapse counts",
        ),
        ({"ph_nadir_percent": 10, "ph_readings_percent": [12, 40]}, "ph_readings_percent", "two readings in a row"),
        ({"ph_nadir_percent": 10, "ph_readings_percent": [13]}, "ph_readings_percent", "two readings in a row"),
    ],
)  # fmt: skip
def test_a_warning_stands_on_its_field(inputs: dict[str, Any], field: str, words: str) -> None:
    found = warnings(**inputs)
    assert [name for name, _ in found] == [field]
    assert words in found[0][1]


@pytest.mark.parametrize(
    "inputs",
    [
        {"major_cytogenetic_response": True, "ph_nadir_percent": 34.9},
        {"major_cytogenetic_response": False, "ph_nadir_percent": 35},
        {"major_cytogenetic_response": False},
        {"ph_nadir_percent": 10, "ph_readings_percent": [10, 12]},
        {"ph_nadir_percent": 10, "ph_readings_percent": [40, 40]},
        {"ph_nadir_percent": 10, "ph_readings_percent": [40, 12]},
        {"ph_nadir_percent": 10, "ph_readings_percent": [12, 50, 12]},
        {"ph_readings_percent": [40, 12]},
        {"complete_hematologic_response": False, "hematologic_relapse": True},
        {"complete_hematologic_response": True, "hematologic_relapse": False},
    ],
)
def test_what_needs_no_warning_has_none(inputs: dict[str, Any]) -> None:
    assert warnings(**inputs) == []


@pytest.mark.parametrize(
    ("inputs", "field"),
    [
        ({"ph_readings_percent": [20, -1]}, "ph_readings_percent[1]"),
        ({"ph_readings_percent": "20, 30"}, "ph_readings_percent"),
        ({"ph_nadir_percent": 101}, "ph_nadir_percent"),
        ({"dose_mg_per_day": 0}, "dose_mg_per_day"),
        ({"dose_mg_per_day": 2000.1}, "dose_mg_per_day"),
        ({"major_cytogenetic_response": "complete"}, "major_cytogenetic_response"),
    ],
)
def test_bad_input_is_reported_on_its_field(inputs: dict[str, Any], field: str) -> None:
    assert [entry["field"] for entry in evaluate("imatinib-dose-escalation", inputs)["errors"]] == [field]


def test_every_criterion_has_its_words_and_source() -> None:
    found = result()
    assert [one["criterion"] for one in found["criteria"]] == [
        "hematologic-resistance", "cytogenetic-resistance", "hematologic-relapse", "cytogenetic-relapse-points",
        "cytogenetic-relapse-relative", "major-cytogenetic-response", "from-400", "from-300",
    ]  # fmt: skip
    assert all(one["reference"] == "kantarjian-2003" and one["locator"] and one["text"] for one in found["criteria"])


def test_both_calculators_read_one_course_alike() -> None:
    course = {"ph_nadir_percent": 20, "ph_readings_percent": [55, 60]}
    mine = result(**course)
    other = evaluate("resistance", {"ph_positive_history_percent": [20, 55], "ph_positive_percent": 60})
    statuses = {
        entry["scheme"]: next(one["status"] for one in entry["criteria"] if one["criterion"] == "cytogenetic-relapse")
        for entry in other["result"]["schemes"]
        if entry["scheme"].startswith("kantarjian")
    }
    assert mine["cytogenetic_relapse_points"] == statuses["kantarjian-2003-points"] == "met"
    assert mine["cytogenetic_relapse_relative"] == statuses["kantarjian-2003-relative"] == "met"


RELAPSE = {"ph_nadir_percent": 20, "ph_readings_percent": [50, 50]}
RESISTANCE = {"months_on_tki": 12, "complete_hematologic_response": False, "major_cytogenetic_response": False}


@pytest.mark.parametrize(
    ("inputs", "line", "words"),
    [
        ({}, "Circumstances met", "None"),
        (RELAPSE, "Circumstances met", "Cytogenetic relapse, by points"),
        (RESISTANCE, "Circumstances met", "Hematologic resistance, Cytogenetic resistance"),
        ({"hematologic_relapse": True}, "Circumstances met", "Hematologic relapse"),
        (RELAPSE | {"dose_mg_per_day": 400}, "Dose after the step", "800 mg/day, as 400 mg twice daily"),
        (RELAPSE | {"dose_mg_per_day": 300}, "Dose after the step", "600 mg/day"),
        (RELAPSE, "Dose after the step", "Not known"),
        (RELAPSE, "About the dose", "The present dose is not known, so no step can be named."),
        (RELAPSE, "Cytogenetic relapse, 30% read as points", "Met"),
        ({}, "Cytogenetic relapse, 30% read as points", "Not known"),
        (
            {"ph_nadir_percent": 20, "ph_readings_percent": [40, 40]},
            "Cytogenetic relapse, 30% read as points",
            "Not met",
        ),
        (RELAPSE, "Cytogenetic relapse, 30% read as a relative rise", "Met"),
    ],
)
def test_every_answer_has_its_words(inputs: dict[str, Any], line: str, words: str) -> None:
    assert dict(answer_lines(CALCULATOR, evaluate("imatinib-dose-escalation", inputs)["result"]))[line] == words


def test_what_a_rule_gives_has_its_words() -> None:
    words = {value: label for answer in CALCULATOR.answers for value, label in answer.words}
    labels = [words[record["gives"]] for record in result()["criteria"]]
    assert labels[4:6] == ["Cytogenetic relapse, relative; no reason by itself", "Major cytogenetic response"]
