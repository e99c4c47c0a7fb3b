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
        """`6 months and 42 days`."""
        months = f"{self.months} month{'' if self.months == 1 else 's'}"
        return f"{months} and {self.days} days" if self.days else months


def dated_tests(schedule: tuple[MonitoringStep, ...], stop: date, months: int) -> list[tuple[TimePoint, date]]:
    """The tests up to and with the day `months` calendar months after the stop.

    A step in days does not end on the month in which the next step begins; the next step then begins with a test, so
    that no interval is longer than the source has it.
    """
    found: list[tuple[TimePoint, date]] = []
    start, due = 0, False
    for step in schedule:
        until = months if step.until_month is None else min(step.until_month, months)
        if due and start <= months:
            found.append((TimePoint(start), add_months(stop, start)))
        found += [(point, day_of(point, stop)) for point in _step(step, start, until, stop)]
        start, due = until, step.every_days is not None and until == step.until_month
    return found


def day_of(point: TimePoint, stop: date) -> date:
    """Months by the calendar from the stop, then the days."""
    return add_months(stop, point.months) + timedelta(days=point.days)


def _step(step: MonitoringStep, start: int, until: int, stop: date) -> Iterator[TimePoint]:
    if step.every_months is not None:
        yield from (TimePoint(months) for months in range(start + step.every_months, until + 1, step.every_months))
    elif step.every_days is not None and until > start:
        length = (add_months(stop, until) - add_months(stop, start)).days
        yield from (TimePoint(start, days) for days in range(step.every_days, length, step.every_days))


def schedule_in_words(schedule: tuple[MonitoringStep, ...]) -> str:
    """`Every month up to month 6, every 2 months up to month 12, then every 3 months.`"""
    steps = [f"{_interval(step)}{'' if step.until_month is None else f' up to month {step.until_month}'}"
             for step in schedule]  # fmt: skip
    last = [f"then {steps[-1]}"] if len(steps) > 1 and schedule[-1].until_month is None else steps[-1:]
    text = ", ".join([*steps[:-1], *last])
    return f"{text[:1].upper()}{text[1:]}."


def _interval(step: MonitoringStep) -> str:
    if step.every_days is not None:
        whole = step.every_days % DAYS_PER_WEEK == 0
        return f"every {step.every_days // DAYS_PER_WEEK} weeks" if whole else f"every {step.every_days} days"
    return "every month" if step.every_months == 1 else f"every {step.every_months} months"
