"""The early molecular response as a criterion: the time that counts as 3 months, and the level of 10%."""

from typing import Any

import pytest

from cml_calculators import evaluate


def criterion(**inputs: Any) -> dict[str, Any]:
    answer = evaluate("molecular-response", inputs)
    assert answer["ok"], answer
    [found] = [one for one in answer["result"]["criteria"] if one["criterion"] == "early-molecular-response"]
    return dict(found)


def warned(**inputs: Any) -> list[str]:
    """The fields of the warnings."""
    return [entry["field"] for entry in evaluate("molecular-response", inputs)["warnings"]]


def test_the_early_response_is_shown_with_the_days_and_the_percentage_that_decided() -> None:
    """10% at 3 months (PDQ 2025); days 70 to 112 are this site's window."""
    found = criterion(bcr_abl1_percent_is=5, days_on_tki=90)
    assert (found["status"], found["needs"], found["reference"]) == ("met", "all", "pdq-2025")
    assert found["text"] == "Early molecular response: the level of a 10-fold reduction at 3 months"
    in_time, deep_enough = found["parts"]
    assert {name: in_time[name] for name in ("criterion", "status", "value", "at_least", "at_most")} == {
        "criterion": "days_on_tki", "status": "met", "value": 90, "at_least": 70, "at_most": 112,
    }  # fmt: skip
    assert "chosen here" in in_time["locator"]
    assert {name: deep_enough[name] for name in ("criterion", "status", "value", "at_most")} == {
        "criterion": "mr1", "status": "met", "value": 5, "at_most": 10,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("inputs", "statuses", "value"),
    [
        ({"bcr_abl1_percent_is": 11, "days_on_tki": 90}, ["met", "not_met"], 11),
        ({"bcr_abl1_percent_is": 5, "days_on_tki": 200}, ["not_met", "met"], 5),
        ({"bcr_abl1_percent_is": 5}, ["unknown", "met"], 5),
        ({"days_on_tki": 90}, ["met", "unknown"], None),
        ({"bcr_abl1_percent_is": 5, "transcript": "other", "days_on_tki": 90}, ["met", "unknown"], None),
        (
            {"detected": False, "reference_gene": "ABL1", "reference_gene_copies": 10000, "days_on_tki": 90},
            ["met", "met"], None,
        ),
    ],
)  # fmt: skip
def test_each_half_of_the_early_response_has_its_own_status(
    inputs: dict[str, Any], statuses: list[str], value: int | None
) -> None:
    parts = criterion(**inputs)["parts"]
    assert [part["status"] for part in parts] == statuses
    assert parts[1]["value"] == value


@pytest.mark.parametrize(
    ("months", "days", "fields"),
    [
        (15, 487, []),
        (17, 487, []),
        (15, 487.01, ["days_on_tki"]),
        (17, 486.99, ["days_on_tki"]),
        (16, 487, []),
        (None, 487, []),
        (15, None, []),
    ],
)
def test_months_and_days_may_differ_by_one_month(months: int | None, days: float | None, fields: list[str]) -> None:
    """16 months of 365.25/12 days are 487 days."""
    assert warned(months_on_tki=months, days_on_tki=days) == fields
