"""Milestone tables as bands of a chart: which category a value alone has, from one time point to the next."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cml_calculators.criteria import Milestone, MilestoneTable
from cml_calculators.inputs import plain
from cml_calculators.milestones import ANSWERS, ANY_TIME_FROM_MONTH
from handbook import wording
from handbook.guidelines import newer_edition
from handbook.intervals import Edge, Interval, as_bounds, interval, is_empty
from handbook.library import Library
from handbook.milestones import ZERO, conditions_of, rows_at, times
from handbook.web.rendering import edition_link

VALUE = "bcr_abl1_percent_is"
# Conditions that one value cannot answer, and that leave it in one of two categories.
QUALIFIERS = ("confirmed", "goal")
# Shown until the reader chooses another.
FIRST_CHOICE = "eln-2020"
DEPENDS = "depends"
NOT_ASSIGNED = "not_assigned"


@dataclass(frozen=True)
class Outcome:
    """What the table says of a value. `depends`: `note` names the answer that decides."""

    category: str
    note: str = ""


@dataclass(frozen=True)
class Band:
    """The values of `values` have the category of `outcome` from `month` until the next time point of the table."""

    month: int
    until: int | None
    values: Interval
    outcome: Outcome


def bands(table: MilestoneTable) -> tuple[Band, ...]:
    """All bands by time point, from low to high values. A time point without a limit on the value has none."""
    months = [month for month in times(table) if month is not None]
    following = [*months[1:], None]
    return tuple(
        Band(month, until, values, outcome)
        for month, until in zip(months, following, strict=True)
        for values, outcome in _merged(_pieces(table, _rows(table, month)))
    )


def chart_config(library: Library, slug: str) -> Mapping[str, Any]:
    """What the chart of the page at `slug` draws besides the measurements: levels, and the editions that have bands."""
    levels = [one for one in library.responses.values() if one.bcr_abl1_percent_is and one.bcr_abl1_percent_is.at_most]
    tables = [one for one in library.guidelines.values() if isinstance(one, MilestoneTable)]
    return {
        "levels": [
            {"label": one.abbreviation, "percent": plain(one.bcr_abl1_percent_is.at_most)}
            for one in sorted(levels, key=lambda level: level.rank)
            if one.bcr_abl1_percent_is
        ],
        "chosen": FIRST_CHOICE,
        "editions": [
            _edition(table, slug, superseded=newer_edition(library.guidelines, table) is not None)
            for table in sorted(tables, key=lambda one: (one.published, one.id), reverse=True)
            if bands(table)
        ],
    }


def _edition(table: MilestoneTable, slug: str, *, superseded: bool) -> dict[str, Any]:
    return {
        "id": table.id,
        "label": table.label,
        "title": table.title,
        "href": edition_link(slug, table),
        "line_note": table.line_note,
        "superseded": superseded,
        "bands": [_plain(band) for band in bands(table)],
    }


def _plain(band: Band) -> dict[str, Any]:
    """The band as the script in the page reads it: `low` and `high` place it, `bounds` says whose its edges are."""
    start, end = band.values.start.value, band.values.end
    label = {DEPENDS: "Depends", NOT_ASSIGNED: "Not assigned"}.get(band.outcome.category)
    return {
        "month": band.month,
        "until": band.until,
        "low": plain(start) if start else None,
        "high": plain(end.value) if end else None,
        "bounds": wording.bounds(as_bounds(band.values, ZERO)),
        "category": band.outcome.category,
        "label": label or wording.category(band.outcome.category),
        "note": band.outcome.note,
    }


def _rows(table: MilestoneTable, month: int) -> list[Milestone]:
    """The rows of a time point that look at nothing but the value, as far as one value can tell."""
    rows = rows_at(table, month) + (rows_at(table, None) if month >= ANY_TIME_FROM_MONTH else [])
    return [row for row in rows if VALUE in conditions_of(row) and set(conditions_of(row)) <= {VALUE, *QUALIFIERS}]


def _pieces(table: MilestoneTable, rows: Sequence[Milestone]) -> Iterator[tuple[Interval, Outcome]]:
    """The whole range of values cut at every edge of a row."""
    covered = [(interval(row.bcr_abl1_percent_is, ZERO), row) for row in rows if row.bcr_abl1_percent_is]
    if not covered:
        return
    edges = sorted({Edge(ZERO)} | {edge for one, _ in covered for edge in (one.start, one.end) if edge})
    for start, end in zip(edges, [*edges[1:], None], strict=True):
        inside = [row for one, row in covered if one.start <= start and (one.end is None or (end and end <= one.end))]
        yield Interval(start, end), _outcome(table, inside)


def _outcome(table: MilestoneTable, rows: Sequence[Milestone]) -> Outcome:
    """The worst category of the rows that hold without a question, and what an answer would make of it."""
    given = {row.category for row in rows if not _qualified(row)}
    worst = next((category for category in table.categories if category in given), None)
    worse = table.categories[: table.categories.index(worst)] if worst else table.categories
    note = "; ".join(_if_answered(row) for row in rows if _qualified(row) and row.category in worse)
    if worst:
        return Outcome(worst, note)
    return Outcome(DEPENDS, note) if note else Outcome(table.otherwise or NOT_ASSIGNED)


def _qualified(row: Milestone) -> list[tuple[str, Any]]:
    return [(name, value) for name, value in conditions_of(row).items() if name in QUALIFIERS]


def _if_answered(row: Milestone) -> str:
    """`failure if confirmed by a second test`."""
    return f"{wording.category(row.category).lower()} if {' and '.join(ANSWERS[one] for one in _qualified(row))}"


def _merged(pieces: Iterator[tuple[Interval, Outcome]]) -> list[tuple[Interval, Outcome]]:
    """Neighbors of one outcome as one interval."""
    merged: list[tuple[Interval, Outcome]] = []
    for piece, outcome in pieces:
        if is_empty(piece):
            continue
        if merged and merged[-1][1] == outcome:
            piece = Interval(merged.pop()[0].start, piece.end)
        merged.append((piece, outcome))
    return merged
