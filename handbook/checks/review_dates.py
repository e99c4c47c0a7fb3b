"""A review falls due after it was done. Whether it is overdue is asked only with a given date, never of the clock."""

from collections.abc import Iterator
from datetime import date

from handbook.library import Library
from handbook.problems import Problem


def check(library: Library) -> Iterator[Problem]:
    for source, record in library.records():
        due = getattr(record, "review_due", None)
        if due is not None and due < record.reviewed:
            yield source.problem(("review_due",), f"must not be before reviewed ({record.reviewed}), not {due}")


def overdue(library: Library, as_of: date) -> list[Problem]:
    """The records and pages whose review was due before `as_of`."""
    found = [
        source.problem(("review_due",), f"must be on or after {as_of}, not {record.review_due}: the review is overdue")
        for source, record in library.records()
        if getattr(record, "review_due", as_of) < as_of
    ]
    return sorted(found)
