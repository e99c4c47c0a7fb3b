"""The engine of the milestone tables, on small tables of our own, and what must hold of the tables of the content."""

import re
from decimal import Decimal

import pytest

from cml_calculators.criteria import Bounds, Card, Milestone
from cml_calculators.loading import criteria_set, milestone_tables
from cml_calculators.milestones import assess_table, covers
from cml_calculators.response_levels import Amount, amount_status
from tests.calculators.own_milestones import (
    FAILURE_MOLECULAR,
    OPTIMAL_MOLECULAR,
    WARNING_CYTOGENETIC,
    course,
    table,
)


def test_the_worse_of_two_kinds_of_evidence_is_given_and_both_are_shown() -> None:
    entry = assess_table(
        table(OPTIMAL_MOLECULAR, WARNING_CYTOGENETIC), course(percent="5", ph_positive_percent=Decimal(40))
    )
    assert (entry["category_molecular"], entry["category_cytogenetic"]) == ("optimal", "warning")
    assert entry["category"] == "warning"
    assert entry["criterion"]["criterion"] == "month-3-warning-ph-positive-percent"


def test_a_category_of_one_kind_stands_while_the_other_is_unknown() -> None:
    entry = assess_table(table(OPTIMAL_MOLECULAR, WARNING_CYTOGENETIC), course(percent="5"))
    assert (entry["category"], entry["category_cytogenetic"]) == ("optimal", "unknown")
    assert entry["missing"] == ["ph_positive_percent"]


def test_a_kind_of_evidence_without_rows_is_null() -> None:
    entry = assess_table(table(OPTIMAL_MOLECULAR), course(percent="5"))
    assert entry["category_cytogenetic"] is None


def test_a_value_that_no_row_has_is_not_assigned() -> None:
    entry = assess_table(table(OPTIMAL_MOLECULAR), course(percent="11"))
    assert (entry["category"], entry["criterion"]) == ("not_assigned", None)


def test_nothing_among_unwanted_results_says_nothing_while_the_rest_is_unknown() -> None:
    entry = assess_table(table(OPTIMAL_MOLECULAR, WARNING_CYTOGENETIC), course(ph_positive_percent=Decimal(0)))
    assert (entry["category"], entry["category_cytogenetic"]) == ("unknown", "not_assigned")


def test_otherwise_needs_every_kind_of_evidence() -> None:
    unwanted = table(FAILURE_MOLECULAR, WARNING_CYTOGENETIC, otherwise="optimal")
    assert assess_table(unwanted, course(percent="5"))["category"] == "unknown"
    assert assess_table(unwanted, course(percent="5", ph_positive_percent=Decimal(0)))["category"] == "optimal"
    assert assess_table(unwanted, course(percent="11"))["category"] == "failure"


def test_a_row_for_any_time_counts_from_month_12_and_leaves_nothing_open() -> None:
    lost = Milestone(
        category="warning", locator="d", any_time=True, bcr_abl1_percent_is=Bounds(above=Decimal("0.1")),
        previous_best_percent_is=Bounds(at_most=Decimal("0.1")),
    )  # fmt: skip
    own = table(OPTIMAL_MOLECULAR, lost)
    best = Decimal("0.1")
    assert assess_table(own, course("11.99", "0.2", previous_best_percent_is=best))["category"] == "optimal"
    assert assess_table(own, course("12", "0.2", previous_best_percent_is=best))["category"] == "warning"
    without = assess_table(own, course("12", "0.2"))
    assert (without["category"], without["missing"]) == ("optimal", [])


@pytest.mark.parametrize(
    ("risen", "percent", "detected", "best", "status"),
    [
        (True, "0.2", True, "0.1", "met"),
        (True, "0.1", True, "0.1", "not_met"),
        (False, "0.1", True, "0.1", "met"),
        (False, "0.2", True, "0.1", "not_met"),
        (True, "0.01", False, "0.01", "not_met"),
        (True, "0.01", False, "0.001", "unknown"),
        (False, "0.01", False, "0.01", "met"),
        (True, "0.2", True, None, "unknown"),
        (True, None, True, "0.1", "unknown"),
    ],
)
def test_a_rise_is_a_value_above_the_lowest_so_far(
    risen: bool, percent: str | None, detected: bool, best: str | None, status: str
) -> None:
    row = Milestone(category="warning", locator="e", month=3, risen=risen)
    best_value = None if best is None else Decimal(best)
    entry = assess_table(table(row), course("3", percent, detected, previous_best_percent_is=best_value))
    assert entry["criteria"][0]["status"] == status


@pytest.mark.parametrize(
    ("bounds", "status"),
    [
        ({"at_most": "0.01"}, "met"),
        ({"below": "0.01"}, "unknown"),
        ({"below": "0.02"}, "met"),
        ({"at_most": "0.001"}, "unknown"),
        ({"above": "0.01"}, "not_met"),
        ({"at_least": "0.01"}, "unknown"),
        ({"at_least": "0.02"}, "not_met"),
        ({"above": "0.001"}, "unknown"),
        ({"above": "0", "at_most": "0.01"}, "met"),
        ({"above": "0.001", "at_most": "1"}, "unknown"),
    ],
)
def test_an_undetectable_amount_is_above_0_and_at_most_its_level(bounds: dict[str, str], status: str) -> None:
    limits = Bounds(**{name: Decimal(limit) for name, limit in bounds.items()})
    assert amount_status(limits, Amount(Decimal("0.01"), detected=False)) == status


def test_a_qualifier_that_is_not_known_is_named_beside_the_category_without_it() -> None:
    confirmed = Milestone(
        category="failure", locator="f", month=3, bcr_abl1_percent_is=Bounds(above=Decimal(10)), confirmed=True
    )
    warning = Milestone(category="warning", locator="g", month=3, bcr_abl1_percent_is=Bounds(above=Decimal(10)))
    entry = assess_table(table(warning, confirmed), course(percent="20"))
    assert (entry["category"], entry["missing"]) == ("warning", ["confirmed"])
    assert "failure if a second test confirms" in entry["notes"][0]


def test_an_undetectable_value_that_leaves_a_row_open_is_explained() -> None:
    strict = Milestone(category="optimal", locator="h", month=3, bcr_abl1_percent_is=Bounds(below=Decimal("0.01")))
    entry = assess_table(table(strict), course("3", "0.01", detected=False))
    assert (entry["category"], entry["missing"]) == ("unknown", [])
    assert "at most 0.01%" in entry["notes"][0]


@pytest.mark.parametrize(
    ("line", "reason", "first", "second", "every"),
    [
        (None, None, None, None, True),
        (1, None, True, False, True),
        (2, None, False, True, True),
        (2, "resistance", False, True, True),
        (2, "intolerance", True, False, True),
        (3, None, False, False, True),
        (3, "intolerance", False, False, True),
    ],
)
def test_the_line_of_treatment_chooses_the_tables(
    line: int | None, reason: str | None, first: bool | None, second: bool | None, every: bool
) -> None:
    values = {"tki_line": line, "reason_for_switch": reason}
    assert covers(table(lines=(1,), also_after_intolerance=True), values) is first
    assert covers(table(lines=(2,), not_after_intolerance=True), values) is second
    assert covers(table(), values) is every


@pytest.mark.parametrize("lines", [(1,), (2,), (3,), (1, 2), (1, 3), (2, 3)])
def test_an_unknown_line_is_asked_for_by_a_table_that_leaves_one_out(lines: tuple[int, ...]) -> None:
    assert covers(table(lines=lines), {"tki_line": None, "reason_for_switch": None}) is None
    entry = assess_table(table(OPTIMAL_MOLECULAR, lines=lines), course(percent="5"))
    assert (entry["category"], entry["missing"]) == ("unknown", ["tki_line"])


@pytest.mark.parametrize("months", ["0", "2.99", "3", "11.99", "12", "17.99", "18", "600"])
def test_the_last_time_point_passed_counts_and_the_next_is_named(months: str) -> None:
    for own in milestone_tables():
        entry = assess_table(own, course(months, "0.05", tki_line=own.lines[0]))
        of_table = sorted({row.month for row in own.milestones if row.month})
        passed = [month for month in of_table if month <= Decimal(months)]
        assert entry["time_point_months"] == max(passed, default=None)
        assert entry["next_time_point"] == min(set(of_table) - set(passed), default=None)


def test_the_tables_of_the_contract_are_there() -> None:
    """Old editions stay; a new one is a new file and no fault here."""
    assert {own.id for own in milestone_tables()} >= {
        "eln-2006", "eln-2009", "eln-2013", "eln-2013-second-line", "eln-2020", "esmo-2017", "nccn-2024",
        "pdq-2014-imatinib",
    }  # fmt: skip


def test_no_number_of_the_edition_that_nobody_read_is_shown_or_evaluated() -> None:
    card = next(entry for entry in criteria_set().guidelines if entry.id == "eln-2025")
    assert isinstance(card, Card)
    assert card.verification == "unverified"
    assert not [entry.text for entry in card.statements if re.search(r"\d", entry.text.replace("December 2025", ""))]


def test_every_row_of_a_table_has_an_id_of_its_own() -> None:
    for own in milestone_tables():
        for month in ("3", "6", "12", "18"):
            names = [row["criterion"] for row in assess_table(own, course(month, tki_line=own.lines[0]))["criteria"]]
            assert names
            assert len(set(names)) == len(names), own.id
