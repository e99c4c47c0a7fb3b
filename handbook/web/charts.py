"""Charts as drawings in vectors, made from studies and data tables when the page is built.

Vega-Lite draws what has an axis, without a browser and always the same bytes; a flow is laid out by `flow`.
"""

import html
import json
import re
from functools import cache
from typing import Any

import vl_convert

from handbook.kept import kept, version_of
from handbook.library import Library
from handbook.studies import Chart, Charted, Dataset, Drawing, Figure, Outcome, Study
from handbook.web.chart_marks import Values, specification
from handbook.web.figures import ENDPOINTS, figure
from handbook.web.flow import flow
from handbook.web.rendering import render, sources

Rows = list[dict[str, Any]]


def chart(library: Library, slug: str, own_id: str) -> str:
    """The drawing with title, description and, beneath it, the same figures as a table."""
    one = library.charts[own_id]
    table = library.datasets.get(one.dataset or "")
    if table is None:
        values, heads, rows = _figures(library, one)
    elif one.kind == "before-after":
        values, heads, rows = _before_after(table, one)
    else:
        values, heads, rows = _bars(table, one), *_whole_table(table)
    if one.kind == "flow" and table is not None:
        svg = flow(table, one)
    else:
        svg = _drawing(json.dumps(specification(one, values)))
    inferred = any(value.get("inferred") for value in values)
    described = _described(svg, one.id, one.title, one.description)
    return render("chart.html", chart=one, drawing=described, heads=heads, rows=rows, inferred=inferred)


def drawing(library: Library, slug: str, own_id: str) -> str:
    """A drawing of our own with its caption; the description says in words what it shows."""
    one: Drawing = library.drawings[own_id]
    svg = re.sub(r">\s+<", "><", one.svg.strip())
    also = [(place.reference, place.locator) for place in one.also]
    return render("drawing.html", drawing=one, also=also, svg=_described(svg, one.id, one.title, one.description))


def _figures(library: Library, one: Chart) -> tuple[Values, list[str], Rows]:
    """A value for each figure of the outcomes, and the rows of the table beneath."""
    values: Values = []
    rows = []
    for study, outcome, each in _all_figures(library, one):
        arm = next((arm.name for arm in study.arms if arm.id == each.arm), study.name)
        group = ", ".join(filter(None, (study.name, outcome.population, outcome.time)))
        label = arm if arm != study.name else group
        ends = {end: None if (at := getattr(each, end)) is None else float(at) for end in ("value", "low", "high")}
        rank = str(sum(value["group"] == group for value in values))
        values.append({"group": group, "arm": label, "rank": rank, "words": figure(each, outcome.unit), **ends})
        cells = [group, arm, ENDPOINTS[outcome.endpoint], figure(each, outcome.unit)]
        rows.append({"cells": cells, "sources": [(outcome.reference, outcome.locator)]})
    return values, ["Study and time", "Arm", "Endpoint", "Figure", "Source"], rows


def _all_figures(library: Library, one: Chart) -> list[tuple[Study, Outcome, Figure]]:
    """Every figure with a value, in the order in which the chart names its outcomes."""
    return [
        (library.studies[named.study], outcome, each)
        for named in one.outcomes
        for outcome in [_outcome(library, named)]
        for each in outcome.figures
        if each.value is not None
    ]


def _outcome(library: Library, named: Charted) -> Outcome:
    return next(one for one in library.studies[named.study].outcomes if one.id == named.outcome)


def _before_after(table: Dataset, one: Chart) -> tuple[Values, list[str], Rows]:
    """Two columns of a data table for each row; a lost cell takes what it must have held, and says so."""
    name, before, after = one.columns
    values: Values = []
    rows = []
    for number, row in enumerate(table.rows, 1):
        filled = {**row.cells, **(row.inferred or {})}
        label = str(filled.get(name) or number)
        if filled.get(before) is None or filled.get(after) is None:
            continue
        lost = {before, after} & set(row.lost)
        values.append({"row": label, "before": filled[before], "after": filled[after], "inferred": bool(lost),
                       "before_inferred": before in lost, "after_inferred": after in lost})  # fmt: skip
        cells = [label, str(filled[before]), str(filled[after]), "yes" if lost else "no"]
        rows.append({"cells": cells, "sources": sources(table, row)})
    labels = {column.id: column.label for column in table.columns}
    return values, [labels[name], labels[before], labels[after], "Inferred, as the cell is lost", "Source"], rows


def _bars(table: Dataset, one: Chart) -> Values:
    """A bar for each row with a value: its label, the value, and the upper end where the row gives a range."""
    if one.kind != "bars":
        return []
    label, value, *upper = one.columns
    values: Values = []
    for row in table.rows:
        low = row.cells.get(value)
        high = row.cells.get(upper[0]) if upper else None
        if low is None:
            continue
        group = str(row.cells[one.group]) if one.group else ""
        rank = str(sum(other["group"] == group for other in values) if one.group else 0)
        words = f"{low}%" if high is None else f"{low}% to {high}%"
        values.append({"group": group, "arm": str(row.cells[label]), "rank": rank, "words": words, "value": low,
                       "to": high})  # fmt: skip
    return values


def _whole_table(table: Dataset) -> tuple[list[str], Rows]:
    """The data table itself, beneath a drawing of some of it."""
    heads = [f"{column.label} ({column.unit})" if column.unit else column.label for column in table.columns]
    rows = [
        {"cells": [_shown(row.cells.get(column.id)) for column in table.columns], "sources": sources(table, row)}
        for row in table.rows
    ]
    return [*heads, "Source"], rows


def _shown(cell: Any) -> str:
    return "–" if cell is None else str(cell)


@cache
def _drawing(specified: str) -> str:
    """The drawing of a specification as JSON text."""
    depends_on = [specified, version_of("vl-convert-python")]
    return kept("charts", depends_on, lambda: str(vl_convert.vegalite_to_svg(json.loads(specified))))


def _described(svg: str, own_id: str, title: str, description: str) -> str:
    """The drawing as one image with title and description; a table or caption beneath says more."""
    own_title = f'<title id="{own_id}-title">{html.escape(title)}</title>'
    words = f'<desc id="{own_id}-desc">{html.escape(description)}</desc>'
    opening = re.match(r"<svg [^>]*>", svg)
    assert opening is not None
    size = re.search(r'viewBox="[^"]*"', opening[0])
    assert size is not None
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size[0]} role="img" aria-labelledby="{own_id}-title {own_id}-desc">'
    )
    # Roles of single marks would be read beside the image's own title.
    inner = re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", svg[opening.end() :])
    return f"{head}{own_title}{words}{inner}".replace("\n", " ")
