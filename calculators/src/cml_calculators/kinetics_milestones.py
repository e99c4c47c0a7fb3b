"""Milestones along the way: what every table says of every sample on treatment, as `molecular-response` reads one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict

from cml_calculators.calendar_months import add_months
from cml_calculators.kinetics_series import Measurement
from cml_calculators.loading import milestone_tables
from cml_calculators.milestones import Course, assess_table
from cml_calculators.molecular_response import EARLY_FROM_DAY
from cml_calculators.response_levels import Amount
from cml_calculators.results import CriterionRecord

Values = Mapping[str, Any]

# What a series does not say; a table that asks for it stays open or answers by its other rows.
_NOT_ASKED = {"ph_positive_percent": None, "complete_hematologic_response": None}
_FIRST_MILESTONE_MONTHS = 3
# ELN 2020: above 10% at 3 months is failure when a second test 1 to 3 months later exceeds 10%, too (abstract).
_CONFIRMS_FROM_MONTHS, _CONFIRMS_TO_MONTHS, _CONFIRMS_ABOVE = 1, 3, Decimal(10)


class SampleMilestone(TypedDict):
    """The category of one table for one sample.

    months: calendar months on treatment that are complete. criterion: the row that decided, null when none did.
    missing: the unknown inputs that could change the category.
    """

    guideline: str
    title: str
    date: date
    months: int
    time_point_months: int | None
    category: str
    criterion: CriterionRecord | None
    missing: list[str]


@dataclass
class _Lowest:
    """The lowest amount before a sample."""

    amount: Amount | None = None

    def before(self, amount: Amount | None) -> Decimal | None:
        """The lowest percentage; None while it may have been either side of `amount`."""
        if self.amount is None:
            return None
        above = amount is not None and amount.detected and amount.percent > self.amount.percent
        return self.amount.percent if self.amount.detected or above else None

    def add(self, amount: Amount | None) -> None:
        if amount and (self.amount is None or _depth(amount) < _depth(self.amount)):
            self.amount = amount


def _depth(amount: Amount) -> tuple[Decimal, bool]:
    return amount.percent, amount.detected


def along_the_way(series: Sequence[Measurement], values: Values) -> list[SampleMilestone]:
    """One entry for each table and sample that it speaks of, by table and date.

    Left out: samples before the first time point, after the end of treatment, and in a line that the table leaves out.
    """
    courses = list(_courses(series, values))
    return [
        _entry(day, course.months or Decimal(0), found)
        for table in milestone_tables()
        for day, course in courses
        if (found := assess_table(table, course))["category"] != "not_applicable"
    ]


def early_notes(series: Sequence[Measurement], start: date | None) -> list[str]:
    """Samples that a reader may take for those of 3 months, and that come before 3 calendar months."""
    if start is None:
        return []
    early = [one.day for one in series if (one.day - start).days >= EARLY_FROM_DAY]
    return [
        f"The sample of {day}, day {(day - start).days}, comes before 3 months are complete: it has no milestone yet."
        for day in early
        if completed_months(start, day) < _FIRST_MILESTONE_MONTHS
    ]


def completed_months(first: date, last: date) -> int:
    """Calendar months from `first` that are complete on `last`, which is not before it.

    >>> completed_months(date(2025, 1, 31), date(2025, 2, 28)), completed_months(date(2025, 1, 15), date(2025, 4, 14))
    (1, 2)
    """
    begun = (last.year - first.year) * 12 + last.month - first.month
    return begun if add_months(first, begun) <= last else begun - 1


def _courses(series: Sequence[Measurement], values: Values) -> Iterator[tuple[date, Course]]:
    """Every sample from the start of treatment on, as the tables see it."""
    start, stop = values["treatment_start"], values["treatment_stop"]
    lowest = _Lowest()
    for place, sample in enumerate(series):
        if start is not None and sample.day >= start:
            own = {
                **_NOT_ASKED,
                "tki_line": values["tki_line"],
                "reason_for_switch": values["reason_for_switch"],
                "goal": values["goal"],
                "treatment_free": stop is not None and sample.day > stop,
                "previous_best_percent_is": lowest.before(sample.amount),
                "confirmed": _confirmed(sample, series[place + 1 :]),
            }
            months = Decimal(completed_months(start, sample.day))
            needs = () if sample.amount else ("measurements",)
            yield sample.day, Course(values=own, months=months, amount=sample.amount, amount_inputs=needs)
        lowest.add(sample.amount)


def _confirmed(sample: Measurement, later: Sequence[Measurement]) -> bool | None:
    """Whether the first test 1 to 3 months later exceeded 10%, too; None without such a test."""
    if sample.percent is None or sample.percent <= _CONFIRMS_ABOVE:
        return None
    for other in later:
        if other.amount and _confirms(sample.day, other.day):
            return other.amount.detected and other.amount.percent > _CONFIRMS_ABOVE
    return None


def _confirms(first: date, second: date) -> bool:
    """Whether the second test is 1 to 3 calendar months after the first, both limits included."""
    months = completed_months(first, second)
    last_day = months == _CONFIRMS_TO_MONTHS and add_months(first, months) == second
    return _CONFIRMS_FROM_MONTHS <= months < _CONFIRMS_TO_MONTHS or last_day


def _entry(day: date, months: Decimal, found: Mapping[str, Any]) -> SampleMilestone:
    known = {"measurements", "tki_line", "goal"}
    return {
        "guideline": found["guideline"],
        "title": found["title"],
        "date": day,
        "months": int(months),
        "time_point_months": found["time_point_months"],
        "category": found["category"],
        "criterion": found["criterion"],
        "missing": [name for name in found["missing"] if name in known],
    }
