"""Milestone tables: one edition by time point, and all editions at each time point."""

from collections.abc import Mapping
from dataclasses import dataclass

from cml_calculators.criteria import Bounds, Milestone, MilestoneTable
from cml_calculators.milestones import ANSWERS, LABELS
from handbook import wording
from handbook.guidelines import newer_edition
from handbook.library import Library
from handbook.milestones import conditions_of, not_assigned, rows_at, times
from handbook.web.rendering import edition_link, render

COMPARED = (3, 6, 12, 18, None)


@dataclass(frozen=True)
class Row:
    """One row of the source in words."""

    text: str
    overlaps: str | None
    reference: str
    locator: str


def milestone_table(heading: Mapping[str, str | None], table: MilestoneTable) -> str:
    """One edition: a row per time point, a column per category, and what the source leaves unassigned."""
    categories = tuple(reversed(table.categories))
    rows = []
    for month in times(table):
        given = rows_at(table, month)
        cells = [[_row(table, one) for one in given if one.category == category] for category in categories]
        rows.append((_time(month), cells, _gaps(table, given)))
    return render("milestone-table.html", edition=heading,
                  categories=[wording.category(category) for category in categories], rows=rows,
                  otherwise=wording.category(table.otherwise) if table.otherwise else None)  # fmt: skip


def milestones_compared(library: Library, slug: str) -> str:
    """All editions: a row per edition, a column per time point."""
    tables = sorted((one for one in library.guidelines.values() if isinstance(one, MilestoneTable)),
                    key=lambda one: one.published, reverse=True)  # fmt: skip
    rows = []
    for table in tables:
        cells = [_categories_at(table, month) for month in COMPARED]
        head = {"title": table.label, "address": edition_link(slug, table),
                "superseded_by": newer_edition(library.guidelines, table),
                "otherwise": wording.category(table.otherwise) if table.otherwise else None}  # fmt: skip
        rows.append((head, cells))
    return render("milestones-compared.html", times=[_time(month) for month in COMPARED], rows=rows)


def row_words(row: Milestone) -> str:
    """All conditions of a row, joined by "and"."""
    given = conditions_of(row).items()
    return " and ".join(
        f"{LABELS[name]} {wording.bounds(value)}" if isinstance(value, Bounds) else ANSWERS[name, value]
        for name, value in given
    )


def _categories_at(table: MilestoneTable, month: int | None) -> list[tuple[str, list[Row]]]:
    given = rows_at(table, month)
    found = [
        (wording.category(category), [_row(table, one) for one in given if one.category == category])
        for category in reversed(table.categories)
    ]
    return [(category, rows) for category, rows in found if rows]


def _row(table: MilestoneTable, row: Milestone) -> Row:
    return Row(row_words(row), row.overlaps, row.reference or table.reference, row.locator)


def _gaps(table: MilestoneTable, rows: list[Milestone]) -> list[str]:
    """Values that no row of this time point assigns; a table with a category for all others leaves none out."""
    if table.otherwise is not None:
        return []
    return [
        f"{LABELS[name]} {wording.bounds(gap)}"
        for name in ("bcr_abl1_percent_is", "ph_positive_percent")
        for gap in not_assigned(rows, name)
    ]


def _time(month: int | None) -> str:
    return "Any time" if month is None else f"{month} months"
