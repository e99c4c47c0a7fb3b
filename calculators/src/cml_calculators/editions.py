"""What every guideline edition is made of: bounds, conditions, criteria, readings, and what an edition says of itself.

Nothing here is an expression: a condition is a bound on a named measurement, an answered question, a finding in a
list, or a small named rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

Verification = Literal["primary", "secondary", "unverified"]
NamedRule = Literal["new_on_treatment", "extramedullary_blasts"]

BOUNDS = ("above", "at_least", "below", "at_most")


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """One or two limits on a measurement, exactly as the source has them: `above` and `below` exclude the limit."""

    above: Decimal | None = None
    at_least: Decimal | None = None
    below: Decimal | None = None
    at_most: Decimal | None = None

    @cached_property
    def limits(self) -> Mapping[str, Decimal]:
        """The limits that there are, by the name of the bound."""
        return {bound: limit for bound in BOUNDS if (limit := getattr(self, bound)) is not None}


@dataclass(frozen=True, kw_only=True)
class Condition(Bounds):
    """Exactly one of `measurement`, `sum_of`, `answer`, `answered_no`, `choice`, `finding`, `rule`, `any` and `all`.

    measurement: a numeric input, with bounds on it.
    sum_of: two numeric inputs, with bounds on their sum.
    answer, answered_no: a yes/no input; the condition holds when the answer is yes, or no.
    choice: an input with one word of a closed list; holds when the word is in `one_of`.
    finding: a list input; holds when the list has one of `any_of`, or anything at all without `any_of`.
    rule: a named rule; `extramedullary_blasts` leaves out the sites in `excluding`.
    on_treatment_only: not met in a patient who is known not to be on treatment.
    """

    measurement: str | None = None
    sum_of: tuple[str, ...] = ()
    answer: str | None = None
    answered_no: str | None = None
    choice: str | None = None
    one_of: tuple[str, ...] = ()
    finding: str | None = None
    any_of: tuple[str, ...] = ()
    rule: NamedRule | None = None
    excluding: tuple[str, ...] = ()
    on_treatment_only: bool = False
    any: tuple["Condition", ...] = ()
    all: tuple["Condition", ...] = ()


@dataclass(frozen=True, kw_only=True)
class Criterion(Condition):
    """A condition with its words and its place in the source."""

    id: str
    text: str
    locator: str
    reference: str | None = None


@dataclass(frozen=True, kw_only=True)
class Rule(Criterion):
    """A criterion that gives a word of the result, such as a category, when met."""

    gives: str


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How we read a passage that the source leaves open, or a place where copies of the source differ."""

    id: str
    text: str
    reference: str
    locator: str


@dataclass(frozen=True, kw_only=True)
class Edition:
    """What an edition says of itself. `reviewed` and `review_due` date our reading, `published` the source.

    label: a short name for lists and narrow columns, such as `WHO 2016`.
    """

    id: str
    title: str
    label: str
    reference: str
    verification: Verification
    summary: str
    published: str
    reviewed: date
    review_due: date
    supersedes: str | None = None
    readings: tuple[Reading, ...] = ()
