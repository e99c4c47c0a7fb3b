"""What rows of a milestone table cover: overlaps and gaps, with each bound of its own kind."""

from decimal import Decimal

import pytest

from cml_calculators.criteria import Bounds, Milestone
from handbook import wording
from handbook.milestones import both_can_hold, not_assigned


def row(**conditions: object) -> Milestone:
    return Milestone(category="optimal", locator="Table 1", month=3, **conditions)  # type: ignore[arg-type]


def is_bounds(**limits: str) -> Bounds:
    return Bounds(**{name: Decimal(limit) for name, limit in limits.items()})


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (is_bounds(at_most="10"), is_bounds(above="10"), False),
        (is_bounds(at_most="10"), is_bounds(at_least="10"), True),
        (is_bounds(below="10"), is_bounds(at_least="10"), False),
        (is_bounds(below="10"), is_bounds(above="9.999"), True),
        (is_bounds(above="1", at_most="10"), is_bounds(above="0.1", at_most="1"), False),
    ],
)
def test_two_rows_overlap_only_where_both_bounds_hold(low: Bounds, high: Bounds, expected: bool) -> None:
    assert both_can_hold(row(bcr_abl1_percent_is=low), row(bcr_abl1_percent_is=high)) is expected


def test_rows_of_different_goals_do_not_overlap() -> None:
    one = row(bcr_abl1_percent_is=is_bounds(at_most="1"), goal="survival")
    other = row(bcr_abl1_percent_is=is_bounds(at_most="1"), goal="treatment_free_remission")
    assert not both_can_hold(one, other)


def test_rows_on_different_measurements_are_not_compared() -> None:
    assert not both_can_hold(
        row(bcr_abl1_percent_is=is_bounds(at_most="1")), row(ph_positive_percent=is_bounds(above="95"))
    )


def test_a_single_value_between_below_and_above_is_not_assigned() -> None:
    rows = [row(bcr_abl1_percent_is=is_bounds(below="10")), row(bcr_abl1_percent_is=is_bounds(above="10"))]
    gaps = not_assigned(rows, "bcr_abl1_percent_is")
    assert gaps == [is_bounds(at_least="10", at_most="10")]
    assert wording.bounds(gaps[0]) == "exactly\u00a010%"


def test_a_band_between_two_rows_is_not_assigned() -> None:
    rows = [
        row(bcr_abl1_percent_is=is_bounds(below="0.01")),
        row(bcr_abl1_percent_is=is_bounds(at_least="0.1", at_most="1")),
    ]
    gaps = [wording.bounds(gap) for gap in not_assigned(rows, "bcr_abl1_percent_is")]
    assert gaps == ["≥\u00a00.01% and <\u00a00.1%", ">\u00a01%"]


def test_percentages_of_metaphases_end_at_100() -> None:
    rows = [row(ph_positive_percent=is_bounds(at_most="35")), row(ph_positive_percent=is_bounds(above="35"))]
    assert not_assigned(rows, "ph_positive_percent") == []


def test_a_measurement_without_rows_has_no_gaps() -> None:
    assert not_assigned([row(complete_hematologic_response=False)], "bcr_abl1_percent_is") == []
