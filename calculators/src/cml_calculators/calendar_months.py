"""Months by the calendar: the same day of a later month, or its last day where that month is shorter."""

from calendar import monthrange
from datetime import date

MONTHS_PER_YEAR = 12


def add_months(day: date, months: int) -> date:
    """The day that comes `months` calendar months after `day`.

    Raises:
        ValueError: the day is after the year 9999.

    >>> add_months(date(2025, 11, 30), 3).isoformat()
    '2026-02-28'
    """
    year, month = divmod(day.year * MONTHS_PER_YEAR + day.month - 1 + months, MONTHS_PER_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_on_the_calendar(day: date, months: int) -> bool:
    """Whether there is a date `months` calendar months after `day`: none stands after the year 9999."""
    return (day.year * MONTHS_PER_YEAR + day.month - 1 + months) // MONTHS_PER_YEAR <= date.max.year


def months_spanned(first: date, last: date) -> int:
    """Calendar months from `first` to `last`, a begun month counted whole; `last` is not before `first`.

    >>> months_spanned(date(2025, 1, 31), date(2025, 4, 30)), months_spanned(date(2025, 1, 15), date(2025, 4, 16))
    (3, 4)
    """
    months = (last.year - first.year) * MONTHS_PER_YEAR + last.month - first.month
    reached = date(last.year, last.month, min(first.day, monthrange(last.year, last.month)[1]))
    return months if last <= reached else months + 1
