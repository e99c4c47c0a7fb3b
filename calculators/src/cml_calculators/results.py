"""Shapes that results of several calculators share, as typed dictionaries; JSON Schemas are made from them."""

from decimal import Decimal
from typing import Any, Literal, NotRequired, TypedDict

Status = Literal["met", "not_met", "unknown"]


class CriterionRecord(TypedDict):
    """One criterion: what was looked at, its bound, whether it is met, and its place in the source.

    value: the value looked at, null when not known.
    equals: the answer or word that the criterion asks for, where it has no bound.
    left_open: why the source decides nothing here, so that the criterion stays unknown.
    """

    criterion: str
    status: Status
    value: Any
    reference: str
    locator: str
    text: NotRequired[str]
    measurement: NotRequired[str]
    above: NotRequired[Decimal]
    at_least: NotRequired[Decimal]
    below: NotRequired[Decimal]
    at_most: NotRequired[Decimal]
    equals: NotRequired[bool | str]
    any_of: NotRequired[list[str]]
    excluding: NotRequired[list[str]]
    needs: NotRequired[Literal["any", "all"]]
    parts: NotRequired[list["CriterionRecord"]]
    phase: NotRequired[str]
    provisional: NotRequired[bool]
    left_open: NotRequired[str]
    gives: NotRequired[str]
    category: NotRequired[str]
    month: NotRequired[int | None]


class Feature(TypedDict):
    """A finding that the source points out, without a conclusion of its own."""

    id: str
    text: str
    reference: str
    locator: str


class MilestoneEntry(TypedDict):
    """The category that one table of milestones gives, and the row that gave it.

    time_point_months: the time point of the table at which it was read, null before the first.
    criterion: the row that decided, null when none did.
    """

    guideline: str
    title: str
    time_point_months: int | None
    category: str
    category_molecular: str | None
    category_cytogenetic: str | None
    criterion: CriterionRecord | None
    criteria: list[CriterionRecord]
    missing: list[str]
    next_time_point: int | None
    notes: list[str]
