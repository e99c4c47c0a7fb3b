"""A series as the tables of milestones see it, sample by sample, and what two samples give or do not give."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from cml_calculators.kinetics_milestones import completed_months
from cml_calculators.kinetics_rates import Pair, days_to_factor_two, rate_of, ratio
from cml_calculators.kinetics_series import Measurement
from tests.calculators.kinetics_rows import answer, happened, result, row, warned


def last_entry(guideline: str, *rows: dict[str, Any]) -> dict[str, Any]:
    *_, found = [one for one in result(*rows, tki_line=1)["milestones"] if one["guideline"] == guideline]
    return dict(found)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 4000))
def test_completed_months_are_the_most_that_do_not_pass_the_day(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    months = completed_months(first, last)
    assert first + relativedelta(months=months) <= last < first + relativedelta(months=months + 1)


UNDETECTABLE = (None, 10000, "ABL1")


@pytest.mark.parametrize(
    ("earlier", "later", "category"),
    [
        ((0.01,), (0.01,), "optimal"),
        ((0.01,), (0.009,), "optimal"),
        ((0.01,), (0.011,), "unknown"),
        ((0.01,), UNDETECTABLE, "optimal"),
        # Undetectable in 10 000 copies is at most 0.01%, so that neither of these is known not to be a rise.
        (UNDETECTABLE, (0.01,), "unknown"),
        (UNDETECTABLE, UNDETECTABLE, "unknown"),
    ],
)
def test_a_response_is_held_while_the_value_is_not_above_the_lowest_before(
    earlier: tuple[Any, ...], later: tuple[Any, ...], category: str
) -> None:
    """ELN 2009, any time from month 12: optimal is a major response without a rise."""
    assert last_entry("eln-2009", row(400, *earlier), row(500, *later))["category"] == category


def test_the_goal_is_asked_for_where_a_table_divides_by_it() -> None:
    """NCCN 2024, 12 months: above 0.1% to 1% is green or light green by the goal of treatment."""
    found = last_entry("nccn-2024", row(400, 0.5))
    assert (found["category"], found["missing"]) == ("unknown", ["goal"])


@pytest.mark.parametrize(("number", "noted"), [(69, False), (70, True), (89, True), (90, False)])
def test_a_sample_of_the_window_before_3_calendar_months_is_noted(number: int, noted: bool) -> None:
    """Three months after 1 January 2025 is day 90; the window of the early response begins on day 70."""
    notes = result(row(number, 5))["notes"]
    assert any(f"day {number}, comes before 3 months are complete" in note for note in notes) == noted


def test_an_early_response_is_dated_once() -> None:
    assert happened(row(75, 8), row(90, 7), row(105, 6)) == [(75, "emr")]


def test_the_two_values_of_a_halving_time_may_be_the_only_ones_of_different_genes() -> None:
    rows = [row(0, 80, gene="BCR"), row(90, 20, gene="ABL1"), row(400, 1, gene="BCR")]
    assert warned(*rows) == ["measurements[1].reference_gene"]
    found = result(*rows)
    assert (found["halving_time_days"], found["ratio_to_baseline"]) == (None, 0.0125)


def test_values_that_may_be_of_two_laboratories_are_said_to_be() -> None:
    [warning] = answer(row(0, 80), row(90, 20), same_laboratory=None)["warnings"]
    assert warning["message"] == (
        "It is not known whether all values are of one laboratory and one reference gene; only such values can be "
        "compared."
    )


def sample(number: int, percent: int | None) -> Measurement:
    return Measurement(
        index=number, day=date(2025, 1, 1) + timedelta(days=number), gene=None, amount=None, limit_of_detection=None,
        percent=None if percent is None else Decimal(percent),
    )  # fmt: skip


@pytest.mark.parametrize(
    "pair",
    [Pair(reason="none"), Pair(earlier=sample(0, 80)), Pair(later=sample(90, 20))],
    ids=["none", "the earlier", "the later"],
)
def test_one_sample_gives_no_rate_and_no_ratio(pair: Pair) -> None:
    assert rate_of(pair, falling=True) is None
    assert rate_of(pair, falling=False) is None
    assert ratio(pair) is None


def test_a_rate_has_34_digits() -> None:
    """The logarithm of 2 to the base 3 from a table of constants: 0.63092 97535 71457 43709 95271 14342 76085 43."""
    assert days_to_factor_two(100, Decimal(3), Decimal(1)) == Decimal("63.09297535714574370995271143427609")
    assert days_to_factor_two(100, Decimal(1), Decimal(3)) is None


def test_a_ratio_takes_two_detected_values() -> None:
    assert ratio(Pair(earlier=sample(0, 80), later=sample(90, 20))) == Decimal("0.25")
    assert ratio(Pair(earlier=sample(0, None), later=sample(90, 20))) is None
    assert ratio(Pair(earlier=sample(0, 80), later=sample(90, None))) is None
