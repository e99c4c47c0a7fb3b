"""The dates of tests after a stop, from the steps of a source's schedule."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from cml_calculators.calendar_months import add_months
from cml_calculators.criteria import MonitoringStep

DAYS_PER_WEEK = 7


@dataclass(frozen=True)
class TimePoint:
    """One test: whole calendar months after the stop, and days after that where the source counts weeks."""

    months: int
    days: int = 0

    @property
    def in_words(self) -> str:
        """`6 months and 12 weeks`."""
        months = [_counted(self.months, "month")] if self.months else []
        return " and ".join([*months, *([_days_in_words(self.days)] if self.days else [])])


def dated_tests(schedule: tuple[MonitoringStep, ...], stop: date, months: int) -> list[tuple[TimePoint, date]]:
    """The tests up to and with the day `months` calendar months after the stop.

    A step in days does not end on the month in which the next step begins; the next step then begins with a test, so
    that no interval is longer than the source has it.
    """
    found: list[tuple[TimePoint, date]] = []
    start, due = 0, False
    for step in schedule:
        until = months if step.until_month is None else min(step.until_month, months)
        if due:
            found.append((TimePoint(start), add_months(stop, start)))
        found += [(point, day_of(point, stop)) for point in _step(step, start, until, stop)]
        start, due = until, step.unit == "days" and until == step.until_month
    return found


def day_of(point: TimePoint, stop: date) -> date:
    """Months by the calendar from the stop, then the days."""
    return add_months(stop, point.months) + timedelta(days=point.days)


def _step(step: MonitoringStep, start: int, until: int, stop: date) -> Iterator[TimePoint]:
    if step.unit == "months":
        yield from (TimePoint(months) for months in range(start + step.every, until + 1, step.every))
    else:
        length = (add_months(stop, until) - add_months(stop, start)).days
        yield from (TimePoint(start, days) for days in range(step.every, length, step.every))


def schedule_in_words(schedule: tuple[MonitoringStep, ...]) -> str:
    """`Every month up to month 6, every 2 months up to month 12, then every 3 months.`"""
    *before, last = [_in_words(step) for step in schedule]
    then = "then " if before and schedule[-1].until_month is None else ""
    text = ", ".join([*before, f"{then}{last}"])
    return f"{text[:1].upper()}{text[1:]}."


def _in_words(step: MonitoringStep) -> str:
    interval = _counted(step.every, "month") if step.unit == "months" else _days_in_words(step.every)
    until = "" if step.until_month is None else f" up to month {step.until_month}"
    return f"{'at least ' if step.at_least else ''}every {interval.removeprefix('1 ')}{until}"


def _days_in_words(days: int) -> str:
    return _counted(days, "day") if days % DAYS_PER_WEEK else _counted(days // DAYS_PER_WEEK, "week")


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
