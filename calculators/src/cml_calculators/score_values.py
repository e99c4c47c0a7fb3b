"""Computes a score from its definition, term by term, in decimals. Groups come from the unrounded value."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from cml_calculators import quantities
from cml_calculators.conditions import EXACT, WORKING, holds
from cml_calculators.scores import CUBE, INVERSE_ROOT, SQUARE, GroupPoints, Probability, Score, Term

Values = Mapping[str, Any]

ONE, ZERO = Decimal(1), Decimal(0)

_POWERS = {SQUARE: "²", CUBE: "³"}
# Of the bounds that indicators have.
_SIGNS = {"at_least": "≥", "below": "<"}


@dataclass(frozen=True, kw_only=True)
class Part:
    """One term of a score with the numbers of one patient: `term` is `coefficient` times `factor`."""

    name: str
    label: str
    value: Decimal | str
    coefficient: Decimal
    factor: Decimal
    term: Decimal
    formula: str


@dataclass(frozen=True, kw_only=True)
class Computed:
    """The terms of a score, their sum, and the value that follows; `group` holds that value between its limits."""

    parts: tuple[Part, ...]
    total: Decimal
    value: Decimal
    group: str


def inputs_of(score: Score) -> tuple[str, ...]:
    """Every input that the score needs, those of a score that it builds on among them."""
    base = inputs_of(score.builds_on.score) if score.builds_on else ()
    return tuple(dict.fromkeys((*base, *(term.name for term in score.terms))))


def compute(score: Score, values: Values, groups: Mapping[str, str | None]) -> Computed:
    """The score of a patient of whom every input of it is known; `groups`: those of the scores before it."""
    parts = [_part(term, values[term.name]) for term in score.terms]
    if score.builds_on is not None:
        parts.insert(0, _points(score.builds_on, groups[score.builds_on.score.id]))
    total = _sum(part.term for part in parts)
    value = WORKING.exp(WORKING.plus(total)) if score.exponential else EXACT.multiply(score.scale, total)
    group = next(band.group for band in score.bands if holds(band, value))
    return Computed(parts=tuple(parts), total=total, value=value, group=group)


def probability_of(probability: Probability, values: Values) -> Decimal:
    """Between 0 and 1."""
    terms = (EXACT.multiply(term.coefficient, factor(term, values[term.name])) for term in probability.terms)
    odds = WORKING.exp(WORKING.plus(EXACT.add(probability.intercept, _sum(terms))))
    return WORKING.divide(odds, WORKING.add(ONE, odds))


def factor(term: Term, value: Decimal) -> Decimal:
    """What the coefficient is multiplied by: an indicator, or the input scaled, raised and centered."""
    measured = EXACT.multiply(value, term.unit_factor)
    if term.when is not None:
        return ONE if holds(term.when, measured) else ZERO
    scaled = EXACT.divide(measured, term.divisor)
    if term.power == INVERSE_ROOT:
        return EXACT.subtract(WORKING.divide(ONE, WORKING.sqrt(scaled)), term.center)
    return EXACT.subtract(EXACT.power(scaled, term.power), term.center)


@cache
def term_in_words(term: Term) -> str:
    """`0.0116 × (age − 43.4)`; the exponent −0.5 is written as a root, since copies lost it."""
    words = _lowered(quantities.INPUTS[term.name].label)
    if term.when is not None:
        unit = f"\u00a0{term.unit}" if term.unit else ""
        bounds = " and ".join(f"{_SIGNS[bound]}\u00a0{limit}{unit}" for bound, limit in term.when.limits.items())
        return f"{term.coefficient} if {words} {bounds}"
    scaled = f"{words} / {term.divisor}" if term.divisor != ONE else words
    if term.power == INVERSE_ROOT:
        return f"{term.coefficient} / √({scaled})"
    raised = f"({scaled}){_POWERS[term.power]}" if term.power != ONE else scaled
    return f"{term.coefficient} × {f'({raised} − {term.center})' if term.center else raised}"


def points_in_words(builds_on: GroupPoints) -> str:
    return ", ".join(f"{points} if {group}" for group, points in builds_on.points)


def _part(term: Term, value: Decimal) -> Part:
    by = factor(term, value)
    return Part(
        name=term.name, label=quantities.INPUTS[term.name].label, value=value, coefficient=term.coefficient,
        factor=by, term=EXACT.multiply(term.coefficient, by), formula=term_in_words(term),
    )  # fmt: skip


def _points(builds_on: GroupPoints, group: str | None) -> Part:
    assert group is not None  # every input of the score that it builds on is known
    points = dict(builds_on.points)[group]
    return Part(
        name=builds_on.name, label=builds_on.label, value=group, coefficient=ONE, factor=points, term=points,
        formula=points_in_words(builds_on),
    )  # fmt: skip


def _sum(terms: Any) -> Decimal:
    total = ZERO
    for term in terms:
        total = EXACT.add(total, term)
    return total


def _lowered(label: str) -> str:
    return label[:1].lower() + label[1:]
