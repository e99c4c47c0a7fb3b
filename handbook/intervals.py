"""Intervals of a measurement: whether two bounds can hold at once, and what a set of bounds leaves out."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from cml_calculators.criteria import Bounds


@dataclass(frozen=True, order=True)
class Edge:
    """A place on the number line: at `value`, or just above it."""

    value: Decimal
    just_above: bool = False


@dataclass(frozen=True, order=True)
class Interval:
    """All numbers from the edge `start` up to, and not including, the edge `end` (None: no end)."""

    start: Edge
    end: Edge | None


def interval(bounds: Bounds, lowest: Decimal) -> Interval:
    """The numbers from `lowest` on for which `bounds` hold."""
    start, end = Edge(lowest), None
    if bounds.at_least is not None:
        start = max(start, Edge(bounds.at_least))
    if bounds.above is not None:
        start = max(start, Edge(bounds.above, True))
    if bounds.below is not None:
        end = Edge(bounds.below)
    if bounds.at_most is not None:
        end = Edge(bounds.at_most, True)
    return Interval(start, end)


def is_empty(one: Interval) -> bool:
    return one.end is not None and one.start >= one.end


def overlap(one: Interval, other: Interval) -> bool:
    ends = [end for end in (one.end, other.end) if end is not None]
    return not is_empty(Interval(max(one.start, other.start), min(ends) if ends else None))


def left_out(covered: Iterable[Interval], whole: Interval) -> tuple[Interval, ...]:
    """The parts of `whole` that no interval of `covered` reaches, from low to high."""
    gaps, at = [], whole.start
    for one in sorted((one for one in covered if not is_empty(one)), key=lambda one: one.start):
        if at < one.start:
            gaps.append(Interval(at, one.start))
        if one.end is None:
            return tuple(gaps)
        at = max(at, one.end)
    rest = Interval(at, whole.end)
    return tuple(gaps if is_empty(rest) else [*gaps, rest])


def as_bounds(one: Interval, lowest: Decimal) -> Bounds:
    """The bounds that say this interval; a start at `lowest` needs none."""
    start, end = one.start, one.end
    from_lowest = start == Edge(lowest)
    return Bounds(
        at_least=None if start.just_above or from_lowest else start.value,
        above=start.value if start.just_above else None,
        below=None if end is None or end.just_above else end.value,
        at_most=end.value if end is not None and end.just_above else None,
    )
