"""Which category a table of response milestones gives, with what decides it and what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from cml_calculators.conditions import Status, all_of, holds, known
from cml_calculators.criteria import Bounds, Milestone, MilestoneTable
from cml_calculators.quantities.cytogenetics import PH_POSITIVE_PERCENT
from cml_calculators.quantities.molecular import BCR_ABL1_PERCENT_IS, PREVIOUS_BEST_PERCENT_IS
from cml_calculators.response_levels import Amount, amount_status

# "Any time" stands below 12 months in the tables, and one copy prints "after 12 months" (PMC6246017, Table 1).
ANY_TIME_FROM_MONTH = 12

# How a row is put into words, here and in every printed table.
ANSWERS: dict[tuple[str, Any], str] = {
    ("complete_hematologic_response", True): "a complete hematologic response",
    ("complete_hematologic_response", False): "no complete hematologic response",
    ("confirmed", True): "confirmed by a second test",
    ("confirmed", False): "not confirmed by a second test",
    ("risen", True): "above the lowest BCR::ABL1 so far",
    ("risen", False): "not above the lowest BCR::ABL1 so far",
    ("goal", "survival"): "the goal is survival",
    ("goal", "treatment_free_remission"): "the goal is treatment-free remission",
}
CATEGORY_WORDS = (
    ("optimal", "Optimal"), ("suboptimal", "Suboptimal"), ("warning", "Warning"), ("failure", "Failure"),
    ("green", "Green"), ("light_green", "Light green"), ("yellow", "Yellow"), ("red", "Red"),
    ("suboptimal_or_relative_failure", "Suboptimal or relative failure"), ("no_trigger", "No trigger"),
    ("not_assigned", "Not assigned by the source"), ("not_applicable", "Not applicable"), ("unknown", "Not known"),
)  # fmt: skip
LABELS = {
    BCR_ABL1_PERCENT_IS.name: BCR_ABL1_PERCENT_IS.label,
    PH_POSITIVE_PERCENT.name: PH_POSITIVE_PERCENT.label,
    PREVIOUS_BEST_PERCENT_IS.name: "the lowest BCR::ABL1 so far",
}


@dataclass(frozen=True, kw_only=True)
class Course:
    """One patient at one time: the inputs, the months on the present TKI, the amount of BCR::ABL1 if it is known.

    amount_inputs: the unknown inputs that would give the amount.
    """

    values: Mapping[str, Any]
    months: Decimal | None
    amount: Amount | None
    amount_inputs: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One condition of a row: its record, its status and, while that is unknown, the inputs that would settle it."""

    record: dict[str, Any]
    status: Status
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A row of the table with the statuses of its conditions."""

    milestone: Milestone
    parts: tuple[Part, ...]

    @property
    def status(self) -> Status:
        return all_of([part.status for part in self.parts])


@dataclass(frozen=True)
class Group:
    """The molecular or the cytogenetic rows together. `by_row`: a met row gave the category."""

    category: str | None
    by_row: bool = False
    lists_best: bool = False


def assess_table(table: MilestoneTable, course: Course) -> dict[str, Any]:
    """The table's entry: the last passed time point, the category of each kind of evidence, and the worse of them.

    Args:
        table: one edition's milestones.
        course: the patient; what is not known is None.
    Returns:
        `category` is `not_applicable` before the first time point, in a line that the table does not cover, and off
        treatment; `unknown` while the time, the line or every value is open; `not_assigned` where the table leaves
        the value out.
    """
    months = sorted({row.month for row in table.milestones if row.month is not None})
    passed = [month for month in months if course.months is not None and course.months >= month]
    ahead = [month for month in months if course.months is not None and course.months < month]
    in_line = covers(table, course.values)
    off_treatment = course.values["treatment_free"] is True
    if off_treatment or (in_line is False and course.months is not None):
        return _entry(table, "not_applicable")
    time_point, following = max(passed, default=None), min(ahead, default=None)
    if course.months is not None and time_point is None:
        return _entry(table, "not_applicable", next_time_point=following)
    if time_point is None or in_line is None:
        missing = [*(["months_on_tki"] if time_point is None else []), *(["tki_line"] if in_line is None else [])]
        return _entry(table, "unknown", time_point=time_point, missing=missing, next_time_point=following)
    return _assess_rows(table, course, time_point, following)


def covers(table: MilestoneTable, values: Mapping[str, Any]) -> bool | None:
    """Whether the table speaks of this line of treatment; None while the line is not known and it would matter."""
    line = values["tki_line"]
    if line is None:
        return True if {1, 2, 3} <= set(table.lines) else None
    after_intolerance = line == 2 and values["reason_for_switch"] == "intolerance"
    if after_intolerance and (table.also_after_intolerance or table.not_after_intolerance):
        return table.also_after_intolerance
    return line in table.lines


def _assess_rows(table: MilestoneTable, course: Course, month: int, following: int | None) -> dict[str, Any]:
    at_any_time = course.months is not None and course.months >= ANY_TIME_FROM_MONTH
    chosen = [row for row in table.milestones if row.month == month or (row.any_time and at_any_time)]
    rows = [Row(milestone, tuple(_parts(milestone, course))) for milestone in chosen]
    molecular = _group(table, [row for row in rows if is_molecular(row.milestone)])
    cytogenetic = _group(table, [row for row in rows if not is_molecular(row.milestone)])
    category = _overall(table, [molecular, cytogenetic])
    records = [_record(row, table) for row in rows]
    deciding = (one for one in records if one["status"] == "met" and one["category"] == category)
    entry = _entry(table, category, time_point=month, next_time_point=following)
    return {
        **entry,
        "category_molecular": molecular.category,
        "category_cytogenetic": cytogenetic.category,
        "criterion": next(deciding, None),
        "criteria": records,
        "missing": sorted({name for row in rows if _is_open(row) for part in row.parts for name in part.needs}),
        "notes": [*_open_notes(rows, course), *entry["notes"]],
    }


def is_molecular(row: Milestone) -> bool:
    return row.bcr_abl1_percent_is is not None or row.previous_best_percent_is is not None or row.risen is not None


def _is_open(row: Row) -> bool:
    return row.status == "unknown" and not row.milestone.any_time


def _group(table: MilestoneTable, rows: list[Row]) -> Group:
    """A row for any time can add its category, and can never leave the group open."""
    due = [row for row in rows if not row.milestone.any_time]
    lists_best = any(row.milestone.category == table.categories[-1] for row in due)
    met = {row.milestone.category for row in rows if row.status == "met"}
    if met:
        return Group(next(category for category in table.categories if category in met), True, lists_best)
    if not due:
        return Group(None)
    if any(row.status == "unknown" for row in due):
        return Group("unknown", False, lists_best)
    return Group(table.otherwise or "not_assigned", False, lists_best)


def _overall(table: MilestoneTable, groups: list[Group]) -> str:
    """The worst category that a row gave; without one, what the open and the unassigned groups leave.

    A value that the table leaves out is `not_assigned` beside an open group, too, unless its group lists unwanted
    results only: nothing found there says nothing.
    """
    by_row = {group.category for group in groups if group.by_row}
    if by_row:
        return next(category for category in table.categories if category in by_row)
    words = {group.category for group in groups if group.category}
    if "unknown" in words:
        left_out = any(group.category == "not_assigned" and group.lists_best for group in groups)
        return "not_assigned" if left_out else "unknown"
    return table.otherwise or "not_assigned"


def _entry(
    table: MilestoneTable,
    category: str,
    *,
    time_point: int | None = None,
    next_time_point: int | None = None,
    missing: list[str] | None = None,
) -> dict[str, Any]:
    """An entry without rows: the category stands for every kind of evidence that the table has."""
    molecular = any(is_molecular(row) for row in table.milestones)
    cytogenetic = any(not is_molecular(row) for row in table.milestones)
    return {
        "guideline": table.id,
        "title": table.title,
        "time_point_months": time_point,
        "category": category,
        "category_molecular": category if molecular else None,
        "category_cytogenetic": category if cytogenetic else None,
        "criterion": None,
        "criteria": [],
        "missing": missing or [],
        "next_time_point": next_time_point,
        "notes": [table.line_note, *(reading.text for reading in table.readings)],
    }


def _parts(row: Milestone, course: Course) -> list[Part]:
    """The row's conditions one by one, in the order in which a reader checks them."""
    values, amount = course.values, course.amount
    parts = []
    if row.bcr_abl1_percent_is:
        status = amount_status(row.bcr_abl1_percent_is, amount)
        value = amount.percent if amount and amount.detected else None
        parts.append(_bounded("bcr_abl1_percent_is", value, row.bcr_abl1_percent_is, status, course.amount_inputs))
    for name in ("previous_best_percent_is", "ph_positive_percent"):
        bounds, value = getattr(row, name), values[name]
        if bounds:
            status = "unknown" if value is None else known(holds(bounds, value))
            parts.append(_bounded(name, value, bounds, status, (name,)))
    if row.risen is not None:
        parts.append(_risen(row.risen, course))
    for name in ("complete_hematologic_response", "confirmed", "goal"):
        wanted, value = getattr(row, name), values[name]
        if wanted is not None:
            status = "unknown" if value is None else known(value == wanted)
            text = ANSWERS[name, wanted]
            record = {"criterion": name, "status": status, "value": value, "equals": wanted, "text": text}
            parts.append(Part(record, status, (name,) if status == "unknown" else ()))
    return parts


def _bounded(name: str, value: Decimal | None, bounds: Bounds, status: Status, needs: tuple[str, ...]) -> Part:
    words = " and ".join(f"{bound.replace('_', ' ')} {limit}" for bound, limit in bounds.limits.items())
    record = {"criterion": name, "status": status, "value": value, **bounds.limits, "text": f"{LABELS[name]} {words}%"}
    return Part(record, status, needs if status == "unknown" else ())


def _risen(wanted: bool, course: Course) -> Part:
    """Above the lowest value so far, or (`wanted` false) not above it."""
    best = course.values["previous_best_percent_is"]
    bounds = Bounds(above=best) if wanted else Bounds(at_most=best)
    status: Status = "unknown" if best is None else amount_status(bounds, course.amount)
    value = course.amount.percent if course.amount and course.amount.detected else None
    needs = (*course.amount_inputs, *(("previous_best_percent_is",) if best is None else ()))
    text = ANSWERS["risen", wanted]
    record = {"criterion": "risen", "status": status, "value": value, **bounds.limits, "text": text}
    return Part(record, status, needs if status == "unknown" else ())


def _record(row: Row, table: MilestoneTable) -> dict[str, Any]:
    """The row as a result shows it; a row of one condition shows its value and bound itself."""
    milestone = row.milestone
    time = f"month-{milestone.month}" if milestone.month is not None else "any-time"
    parts = [part.record for part in row.parts]
    looked_at = "-and-".join(part["criterion"] for part in parts).replace("_", "-")
    shown: dict[str, Any] = {
        **(parts[0] if len(parts) == 1 else {"value": None}),
        "criterion": f"{time}-{milestone.category}-{looked_at}",
        "status": row.status,
        "category": milestone.category,
        "month": milestone.month,
        "text": " and ".join(part["text"] for part in parts),
        "reference": milestone.reference or table.reference,
        "locator": milestone.locator,
    }
    if len(parts) == 1:
        shown["measurement"] = parts[0]["criterion"]
    else:
        shown |= {"needs": "all", "parts": [
            {**part, "reference": shown["reference"], "locator": shown["locator"]} for part in parts
        ]}  # fmt: skip
    return shown


def _open_notes(rows: list[Row], course: Course) -> list[str]:
    """What a row would give if its open qualifier held, and why nothing is missing where a value stays open."""
    notes = [
        f"The category becomes {row.milestone.category} if a second test confirms the value; that is not known."
        for row in rows
        if row.milestone.confirmed and row.status == "unknown" and row.parts[0].status == "met"
    ]
    amount = course.amount
    if amount and not amount.detected and any(_is_open(row) and is_molecular(row.milestone) for row in rows):
        notes.append(f"Undetectable counts as at most {amount.percent}%, which leaves a row of this time point open.")
    return notes
