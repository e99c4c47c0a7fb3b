"""Rows of a milestone table: their conditions, whether two can hold at once, and what the source leaves unassigned."""

from collections.abc import Iterable
from decimal import Decimal

from cml_calculators.criteria import Bounds, Milestone, MilestoneTable
from handbook.intervals import Edge, Interval, as_bounds, interval, left_out, overlap

MEASUREMENTS = ("bcr_abl1_percent_is", "ph_positive_percent", "previous_best_percent_is")
ANSWERS = ("complete_hematologic_response", "confirmed", "risen", "goal")
ZERO = Decimal(0)
HIGHEST = {"ph_positive_percent": Edge(Decimal(100), True)}


def conditions_of(row: Milestone) -> dict[str, Bounds | bool | str]:
    """The conditions of a row that are given, by name."""
    return {name: getattr(row, name) for name in (*MEASUREMENTS, *ANSWERS) if getattr(row, name) is not None}


def at_words(row: Milestone) -> str:
    return "any time" if row.any_time else f"month {row.month}"


def both_can_hold(one: Milestone, other: Milestone) -> bool:
    """Whether one patient can meet both rows. Rows that share no measurement are separate readings, not an overlap."""
    shared = set(conditions_of(one)) & set(conditions_of(other))
    if not any(name in MEASUREMENTS for name in shared):
        return False
    for name in shared:
        first, second = getattr(one, name), getattr(other, name)
        if isinstance(first, Bounds):
            if not overlap(interval(first, ZERO), interval(second, ZERO)):
                return False
        elif first != second:
            return False
    return True


def times(table: MilestoneTable) -> list[int | None]:
    """The months of the table in order; None stands for any time and comes last."""
    months = sorted({row.month for row in table.milestones if row.month is not None})
    return [*months, None] if any(row.any_time for row in table.milestones) else list(months)


def rows_at(table: MilestoneTable, month: int | None) -> list[Milestone]:
    return [row for row in table.milestones if (row.any_time if month is None else row.month == month)]


def not_assigned(rows: Iterable[Milestone], measurement: str) -> list[Bounds]:
    """The values of one measurement that none of these rows assigns, where they assign some."""
    given = [getattr(row, measurement) for row in rows]
    covered = [interval(bounds, ZERO) for bounds in given if bounds is not None]
    if not covered:
        return []
    whole = Interval(Edge(ZERO), HIGHEST.get(measurement))
    return [as_bounds(gap, ZERO) for gap in left_out(covered, whole)]
