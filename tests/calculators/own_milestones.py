"""A small table of milestones of our own, and a patient for it."""

from datetime import date
from decimal import Decimal
from typing import Any

from cml_calculators.criteria import Bounds, Milestone, MilestoneTable
from cml_calculators.milestones import Course
from cml_calculators.molecular_response import INPUTS
from cml_calculators.response_levels import Amount

OPTIMAL_MOLECULAR = Milestone(category="optimal", locator="a", month=3, bcr_abl1_percent_is=Bounds(at_most=Decimal(10)))
FAILURE_MOLECULAR = Milestone(category="failure", locator="b", month=3, bcr_abl1_percent_is=Bounds(above=Decimal(10)))
WARNING_CYTOGENETIC = Milestone(category="warning", locator="c", month=3, ph_positive_percent=Bounds(above=Decimal(35)))


def table(*rows: Milestone, **changes: Any) -> MilestoneTable:
    settings: dict[str, Any] = {
        "id": "own", "title": "Own", "label": "Own", "reference": "own-2026", "verification": "primary",
        "summary": "Own", "published": "2026", "reviewed": date(2026, 11, 20), "review_due": date(2027, 11, 20),
        "kind": "milestones", "lines": (1, 2, 3), "line_note": "Any line.",
        "categories": ("failure", "warning", "optimal"),
    }  # fmt: skip
    return MilestoneTable(**settings | changes, milestones=rows)


def course(months: str | None = "3", percent: str | None = None, detected: bool = True, **values: Any) -> Course:
    amount = None if percent is None else Amount(Decimal(percent), detected)
    return Course(
        values={entry.name: None for entry in INPUTS} | values,
        months=None if months is None else Decimal(months),
        amount=amount,
        amount_inputs=("bcr_abl1_percent_is",) if amount is None else (),
    )
