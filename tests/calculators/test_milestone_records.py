"""What a table of milestones shows beside its category: the rows, their conditions, and what stands in its notes."""

from decimal import Decimal
from typing import Any

import pytest

from cml_calculators.criteria import Bounds, Milestone, Reading
from cml_calculators.milestones import assess_table
from tests.calculators.own_milestones import OPTIMAL_MOLECULAR, WARNING_CYTOGENETIC, course, table

READING = Reading(id="own", text="Read so.", reference="own-2026", locator="a")


def row(**conditions: Any) -> Milestone:
    return Milestone(category="warning", locator="d", month=3, **conditions)


def shown(one: Milestone, **patient: Any) -> dict[str, Any]:
    """The record of the only row of a table."""
    [record] = assess_table(table(one), course(**patient))["criteria"]
    return dict(record)


def test_a_row_of_one_condition_shows_its_value_and_its_limit() -> None:
    assert shown(row(bcr_abl1_percent_is=Bounds(above=Decimal(1), at_most=Decimal(10))), percent="5") == {
        "criterion": "month-3-warning-bcr-abl1-percent-is", "status": "met", "value": 5, "above": 1, "at_most": 10,
        "category": "warning", "month": 3, "text": "BCR::ABL1 above 1 and at most 10%", "reference": "own-2026",
        "locator": "d", "measurement": "bcr_abl1_percent_is",
    }  # fmt: skip


def test_a_row_of_several_conditions_shows_each_with_its_place() -> None:
    conditions = row(ph_positive_percent=Bounds(below=Decimal(35)), goal="survival", reference="other-2026")
    place = {"reference": "other-2026", "locator": "d"}
    text = "Ph-positive metaphases below 35% and the goal is survival"
    assert shown(conditions, ph_positive_percent=Decimal(35), goal="survival") == {
        "criterion": "month-3-warning-ph-positive-percent-and-goal", "status": "not_met", "value": None,
        "category": "warning", "month": 3, "text": text, **place, "needs": "all",
        "parts": [
            {"criterion": "ph_positive_percent", "status": "not_met", "value": 35, "below": 35,
             "text": "Ph-positive metaphases below 35%", **place},
            {"criterion": "goal", "status": "met", "value": "survival", "equals": "survival",
             "text": "the goal is survival", **place},
        ],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "best", "percent", "expected"),
    [
        (True, "0.1", "0.2", {"status": "met", "value": Decimal("0.2"), "above": Decimal("0.1")}),
        (False, "0.1", "0.2", {"status": "not_met", "value": Decimal("0.2"), "at_most": Decimal("0.1")}),
        (True, None, "0.2", {"status": "unknown", "value": Decimal("0.2")}),
    ],
)
def test_a_rise_is_shown_with_the_lowest_value_so_far(
    wanted: bool, best: str | None, percent: str, expected: dict[str, Any]
) -> None:
    lowest = None if best is None else Decimal(best)
    record = shown(row(risen=wanted), percent=percent, previous_best_percent_is=lowest)
    assert {name: record[name] for name in expected} == expected
    assert record["measurement"] == "risen"
    assert record["text"] == f"{'above' if wanted else 'not above'} the lowest BCR::ABL1 so far"
    assert set(record) - set(expected) == {
        "criterion", "category", "month", "text", "reference", "locator", "measurement",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "wanted", "text"),
    [
        ("complete_hematologic_response", True, "a complete hematologic response"),
        ("complete_hematologic_response", False, "no complete hematologic response"),
        ("confirmed", True, "confirmed by a second test"),
        ("confirmed", False, "not confirmed by a second test"),
        ("goal", "survival", "the goal is survival"),
        ("goal", "treatment_free_remission", "the goal is treatment-free remission"),
    ],
)
def test_an_answer_that_a_row_asks_for_is_put_into_words(name: str, wanted: Any, text: str) -> None:
    record = shown(row(**{name: wanted}), **{name: wanted})
    assert (record["text"], record["equals"], record["value"], record["status"]) == (text, wanted, wanted, "met")
    assert (record["measurement"], shown(row(**{name: wanted}))["status"]) == (name, "unknown")


@pytest.mark.parametrize(
    ("percent", "best", "missing"),
    [
        (None, None, ["bcr_abl1_percent_is", "previous_best_percent_is"]),
        ("0.2", None, ["previous_best_percent_is"]),
        (None, "0.1", ["bcr_abl1_percent_is"]),
        ("0.2", "0.1", []),
    ],
)
def test_both_values_of_a_rise_are_asked_for(percent: str | None, best: str | None, missing: list[str]) -> None:
    patient = course(percent=percent, previous_best_percent_is=None if best is None else Decimal(best))
    assert assess_table(table(row(risen=True)), patient)["missing"] == missing


@pytest.mark.parametrize(
    "conditions",
    [
        {"bcr_abl1_percent_is": Bounds(above=Decimal(1))},
        {"previous_best_percent_is": Bounds(above=Decimal("0.1"))},
        {"risen": True},
        {"previous_best_percent_is": Bounds(above=Decimal("0.1")), "complete_hematologic_response": False},
    ],
)
def test_a_row_that_looks_at_a_percentage_of_bcr_abl1_is_molecular(conditions: dict[str, Any]) -> None:
    patient = course(
        percent="5", previous_best_percent_is=Decimal(1), complete_hematologic_response=False,
    )  # fmt: skip
    entry = assess_table(table(row(**conditions)), patient)
    assert (entry["category_molecular"], entry["category_cytogenetic"]) == ("warning", None)


@pytest.mark.parametrize(
    "conditions", [{"ph_positive_percent": Bounds(above=Decimal(35))}, {"complete_hematologic_response": False}]
)
def test_other_rows_are_cytogenetic(conditions: dict[str, Any]) -> None:
    patient = course(ph_positive_percent=Decimal(40), complete_hematologic_response=False)
    entry = assess_table(table(row(**conditions)), patient)
    assert (entry["category_molecular"], entry["category_cytogenetic"]) == (None, "warning")


@pytest.mark.parametrize(
    ("rows", "molecular", "cytogenetic"),
    [
        ([OPTIMAL_MOLECULAR], "not_applicable", None),
        ([WARNING_CYTOGENETIC], None, "not_applicable"),
        ([OPTIMAL_MOLECULAR, WARNING_CYTOGENETIC], "not_applicable", "not_applicable"),
    ],
)
def test_before_the_first_time_point_no_kind_of_evidence_of_the_table_applies(
    rows: list[Milestone], molecular: str | None, cytogenetic: str | None
) -> None:
    entry = assess_table(table(*rows), course("2"))
    assert (entry["category"], entry["next_time_point"]) == ("not_applicable", 3)
    assert (entry["category_molecular"], entry["category_cytogenetic"]) == (molecular, cytogenetic)


@pytest.mark.parametrize("months", ["2", "3", None])
def test_the_lines_of_a_table_and_how_it_was_read_always_stand_in_its_notes(months: str | None) -> None:
    own = table(OPTIMAL_MOLECULAR, readings=(READING,))
    assert assess_table(own, course(months, "5"))["notes"] == ["Any line.", "Read so."]


@pytest.mark.parametrize(
    ("conditions", "patient", "noted"),
    [
        ({"confirmed": True}, {"percent": "20"}, True),
        ({"confirmed": True}, {"percent": "20", "confirmed": True}, False),
        ({"confirmed": True}, {"percent": "20", "confirmed": False}, False),
        ({"confirmed": True}, {"percent": "10"}, False),
        ({"confirmed": True}, {}, False),
        ({"confirmed": False}, {"percent": "20"}, False),
        ({"goal": "survival"}, {"percent": "20"}, False),
    ],
)
def test_a_second_test_is_noted_only_where_it_would_change_the_category(
    conditions: dict[str, Any], patient: dict[str, Any], noted: bool
) -> None:
    own = table(row(bcr_abl1_percent_is=Bounds(above=Decimal(10)), **conditions))
    notes = assess_table(own, course(**patient))["notes"]
    second = "The category becomes warning if a second test confirms the value; that is not known."
    assert notes == [*([second] if noted else []), "Any line."]


@pytest.mark.parametrize(
    ("limits", "patient", "noted"),
    [
        (["0.01", "10"], {"detected": False}, True),
        (["0.02", "10"], {"detected": False}, False),
        (["0.01", "10"], {"detected": True}, False),
    ],
)
def test_an_undetectable_value_is_noted_where_a_molecular_row_stays_open(
    limits: list[str], patient: dict[str, Any], noted: bool
) -> None:
    """At most 0.01% is below 0.02% and below 10%, and may be below 0.01%; the cytogenetic row is open in each."""
    rows = [row(bcr_abl1_percent_is=Bounds(below=Decimal(limit))) for limit in limits]
    entry = assess_table(table(*rows, WARNING_CYTOGENETIC), course("3", "0.01", **patient))
    assert entry["missing"] == ["ph_positive_percent"]
    assert any("Undetectable" in note for note in entry["notes"]) == noted


def test_what_is_open_stands_before_the_other_notes() -> None:
    strict = row(bcr_abl1_percent_is=Bounds(below=Decimal("0.01")))
    notes = assess_table(table(strict, readings=(READING,)), course("3", "0.01", detected=False))["notes"]
    assert notes == [
        "Undetectable counts as at most 0.01%, which leaves a row of this time point open.",
        "Any line.",
        "Read so.",
    ]
