"""What a course of responses shows: reached, lost, risen. Shared by the calculators of resistance and escalation."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, takewhile
from typing import Any

from cml_calculators.conditions import EXACT, holds
from cml_calculators.criteria import Condition, RuleSet
from cml_calculators.quantities.derived import PH_RISE_POINTS, PH_RISE_RELATIVE
from cml_calculators.rules import missing

Values = Mapping[str, Any]
Percents = Sequence[Decimal]
ZERO = Decimal(0)


@dataclass(frozen=True)
class Within:
    """A number by what is known (`so_far`), and the farthest that an unknown value could still move it."""

    so_far: Decimal
    could_become: Decimal


@dataclass(frozen=True)
class Rises:
    """How far each reading stands above the lowest before it, in points and in percent of it, the oldest first.

    more: whether a later reading was made that is not known.
    """

    points: Percents
    relative: Percents
    more: bool = False

    def within(self) -> dict[str, Within]:
        """The greatest rise that two readings in a row both show, by the name of the derived measurement."""
        return {
            PH_RISE_POINTS.name: _twice_in_a_row(self.points, self.more, PH_RISE_POINTS.at_most),
            PH_RISE_RELATIVE.name: _twice_in_a_row(self.relative, self.more, PH_RISE_RELATIVE.at_most),
        }


def response_reached(present: bool | None, lost: bool | None) -> bool | None:
    """Whether a response was ever reached: one that was lost had been. Without word of a loss, no means never."""
    return True if lost else present


def response_lost(present: bool | None, lost: bool | None) -> bool | None:
    """Whether a response was lost; one that is there now was not, unless the answer says so."""
    return False if lost is None and present else lost


def negative_before(answer: bool | None, history: Percents | None) -> bool | None:
    """Whether Ph-positive metaphases had been 0%: by the answer, else by the earlier percentages."""
    if answer is not None or history is None:
        return answer
    return any(percent == 0 for percent in history)


def lowest(history: Percents | None, present: Decimal | None, negative: bool | None) -> Within | None:
    """The lowest percentage of the earlier ones and the present one; an unknown present one could be 0.

    negative: whether the percentage is known to have been 0 before.
    """
    known = [*([ZERO] if negative else []), *(history or ()), *([] if present is None else [present])]
    if not known:
        return None
    return Within(min(known), ZERO if present is None else min(known))


def rises_in_a_row(percents: Percents | None) -> Decimal | None:
    """How many times in a row, up to the last value, a value was above the one before it."""
    if not percents:
        return None
    latest_first = reversed(list(pairwise(percents)))
    return Decimal(sum(1 for _ in takewhile(lambda pair: pair[1] > pair[0], latest_first)))


def rises_from(nadir: Decimal, readings: Percents) -> Rises:
    """The rises of consecutive readings above a lowest value that came before them."""
    return Rises([_points(one, nadir) for one in readings], [_relative(one, nadir) for one in readings])


def rises_in_course(history: Percents, present: Decimal | None) -> Rises:
    """The rises in a course: of each percentage but the first above the lowest of those before it."""
    percents = [*history, *(() if present is None else (present,))]
    after = [(one, min(percents[:index])) for index, one in enumerate(percents) if index]
    return Rises(
        [_points(one, base) for one, base in after], [_relative(one, base) for one, base in after], present is None
    )


def stands_alone(rises: Rises, sets: Iterable[RuleSet]) -> bool:
    """Whether the last reading reaches the margin of a rule that no two readings in a row have reached."""
    last = {PH_RISE_POINTS.name: rises.points[-1:], PH_RISE_RELATIVE.name: rises.relative[-1:]}
    confirmed = rises.within()
    return any(
        holds(rule, value) and not holds(rule, confirmed[rule.measurement].so_far)
        for edition in sets
        for rule in edition.rules
        if rule.measurement
        for value in last.get(rule.measurement, ())
    )


def settled(condition: Condition, values: Values, courses: Mapping[str, Within | None]) -> dict[str, Any]:
    """`values` with those numbers of `courses` that decide the condition, whatever the unknown values are."""
    found = dict(values)
    for leaf in _leaves(condition):
        if leaf.measurement and leaf.measurement in courses:
            found[leaf.measurement] = _decided(leaf, courses[leaf.measurement])
    return found


def missing_inputs(condition: Condition, values: Values, sources: Mapping[str, tuple[str, ...]]) -> set[str]:
    """The unknown inputs that could decide the condition; `sources` names the inputs behind derived measurements."""
    names = (source for name in missing((condition,), values) for source in sources.get(name, (name,)))
    return {name for name in names if values[name] is None}


def _points(percent: Decimal, base: Decimal) -> Decimal:
    return max(EXACT.subtract(percent, base), ZERO)


def _relative(percent: Decimal, base: Decimal) -> Decimal:
    """The rise in percent of `base`. It has no upper end, and from 0 no number at all: at most 1000 is counted."""
    rise, most = _points(percent, base), PH_RISE_RELATIVE.at_most
    if base == 0:
        return most if rise else ZERO
    return min(EXACT.divide(EXACT.multiply(rise, Decimal(100)), base), most)


def _twice_in_a_row(rises: Percents, more: bool, most: Decimal) -> Within:
    """With fewer than two readings the next is not known, and with `more` it is not known in any case."""
    unknown = max(2 - len(rises), int(more))
    least, greatest = ([*rises, *[end] * unknown] for end in (ZERO, most))
    return Within(max(map(min, pairwise(least))), max(map(min, pairwise(greatest))))


def _decided(leaf: Condition, course: Within | None) -> Decimal | None:
    if course is None or holds(leaf, course.so_far) != holds(leaf, course.could_become):
        return None
    return course.so_far


def _leaves(condition: Condition) -> Iterator[Condition]:
    parts = condition.any + condition.all
    if not parts:
        yield condition
    for part in parts:
        yield from _leaves(part)
