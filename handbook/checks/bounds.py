"""Bounds can hold: one low limit, one high limit, the low below the high."""

from collections.abc import Iterator

from cml_calculators.criteria import Bounds
from handbook.intervals import interval, is_empty
from handbook.library import Library, fields_below
from handbook.problems import Problem


def check(library: Library) -> Iterator[Problem]:
    for source, record in library.records():
        for location, part in fields_below(record):
            if isinstance(part, Bounds):
                message = _message(part)
                if message:
                    yield source.problem(location, message)


def _message(bounds: Bounds) -> str | None:
    if bounds.above is not None and bounds.at_least is not None:
        return "must have one low limit, not both 'above' and 'at_least'"
    if bounds.below is not None and bounds.at_most is not None:
        return "must have one high limit, not both 'below' and 'at_most'"
    low = bounds.above if bounds.above is not None else bounds.at_least
    high = bounds.below if bounds.below is not None else bounds.at_most
    if low is None or high is None or not is_empty(interval(bounds, low)):
        return None
    return f"must have its low limit below its high one, not {low} and {high}"
