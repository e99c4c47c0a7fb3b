"""Imatinib after a transplant relapse: faults between results and dates, warnings, and the rule as a plain loop."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from cml_calculators import evaluate, post_transplant_imatinib
from cml_calculators.loading import rule_sets

THREE = ["2005-01-15", "2005-02-15", "2005-03-15"]


def result(inputs: dict[str, Any]) -> dict[str, Any]:
    answer = evaluate("post-transplant-imatinib", inputs)
    assert answer["ok"], answer
    found: dict[str, Any] = answer["result"]
    return found


def faults(inputs: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["field"], one["message"]) for one in evaluate("post-transplant-imatinib", inputs)["errors"]]


def warned(inputs: dict[str, Any]) -> list[str | None]:
    return [one.get("field") for one in evaluate("post-transplant-imatinib", inputs)["warnings"]]


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.booleans(), st.integers(0, 100)), max_size=8),
    st.sampled_from([None, 0, 5, 5.99, 6, 7]),
    st.dates(min_value=date(2000, 1, 1), max_value=date(2020, 12, 31)),
)
def test_the_stopping_rule_as_a_plain_loop(samples: list[tuple[bool, int]], months: float | None, first: date) -> None:
    days, day = [], first
    for _, gap in samples:
        day += timedelta(days=gap)
        days.append(day)
    negative = [is_negative for is_negative, _ in samples]
    inputs = {
        "months_on_imatinib": months,
        "nested_pcr_results": ["negative" if one else "positive" for one in negative],
        "nested_pcr_dates": [one.isoformat() for one in days],
    }
    found = result(inputs)
    near = [
        all(negative[start:]) and days[start + 2] <= days[start] + relativedelta(months=3)
        for start in range(len(days) - 2)
    ]
    assert found["complete_molecular_remission"] == (len(negative) >= 3 and all(negative[-3:]))
    assert found["may_stop"] == (False if not any(near) else None if months is None else months >= 6)


def test_one_date_for_each_result() -> None:
    dates = ["nested_pcr_dates must be one for each of the 2 results, not 3"]
    inputs = {"nested_pcr_results": ["negative", "negative"], "nested_pcr_dates": THREE}
    assert faults(inputs) == [("nested_pcr_dates", dates[0])]
    assert [field for field, _ in faults({"nested_pcr_results": ["negative"], "nested_pcr_dates": []})] == [
        "nested_pcr_dates"
    ]


def test_dates_that_fall_are_refused() -> None:
    inputs = {"nested_pcr_results": ["negative"] * 3, "nested_pcr_dates": [THREE[0], THREE[2], THREE[1]]}
    assert faults(inputs) == [
        ("nested_pcr_dates", "nested_pcr_dates must be in order, the oldest first, not 2005-02-15 after 2005-03-15")
    ]
    assert [field for field, _ in faults({"nested_pcr_dates": THREE[::-1]})] == ["nested_pcr_dates"] * 2


def test_a_fault_of_the_results_is_not_one_of_the_dates() -> None:
    inputs = {"nested_pcr_results": ["negative", "none", "negative"], "nested_pcr_dates": THREE}
    assert [field for field, _ in faults(inputs)] == ["nested_pcr_results[1]"]


def test_a_date_that_does_not_exist_is_named_by_its_place() -> None:
    inputs = {"nested_pcr_results": ["negative"] * 2, "nested_pcr_dates": ["2005-01-15", "2005-02-30"]}
    assert [field for field, _ in faults(inputs)] == ["nested_pcr_dates[1]"]


@pytest.mark.parametrize(
    ("inputs", "fields"),
    [
        ({}, []),
        ({"nested_pcr_dates": THREE}, ["nested_pcr_dates"]),
        ({"nested_pcr_dates": []}, []),
        ({"nested_pcr_results": ["negative"] * 3, "nested_pcr_dates": THREE}, []),
        ({"nested_pcr_results": ["negative"] * 3, "nested_pcr_dates": [THREE[0], *THREE[:2]]}, ["nested_pcr_dates"]),
        (
            {"nested_pcr_results": ["positive", "negative"], "major_molecular_response": False},
            ["major_molecular_response"],
        ),
        ({"nested_pcr_results": ["negative", "positive"], "major_molecular_response": False}, []),
        ({"nested_pcr_results": ["negative"], "major_molecular_response": True}, []),
        ({"nested_pcr_results": ["negative"], "major_molecular_response": False}, ["major_molecular_response"]),
        ({"nested_pcr_results": ["positive", "negative", "positive"], "major_molecular_response": False}, []),
        ({"nested_pcr_results": ["negative"]}, []),
        ({"nested_pcr_results": [], "major_molecular_response": False}, []),
    ],
)
def test_what_does_not_go_together_is_pointed_out(inputs: dict[str, Any], fields: list[str]) -> None:
    assert warned(inputs) == fields


def test_the_readings_of_the_report_stand_in_the_result() -> None:
    assert any("three calendar months" in note for note in result({})["notes"])


def test_only_a_rule_for_the_dose_gives_a_dose(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the first dose nothing is said of it after a response; remission and stopping rule are no dose."""
    (edition,) = rule_sets("post-transplant-imatinib")
    rules = tuple(rule for rule in edition.rules if rule.gives != "400 mg/day")
    monkeypatch.setattr(post_transplant_imatinib, "rule_sets", lambda kind: (replace(edition, rules=rules),))
    inputs = {"nested_pcr_results": ["negative"] * 3, "nested_pcr_dates": THREE}
    found = result({**inputs, "months_on_imatinib": 7, "major_molecular_response": True})
    assert (found["complete_molecular_remission"], found["may_stop"]) == (True, True)
    assert found["dose"] is None
