"""Charts as drawings in vectors, made from studies and data tables when the page is built.

Colors are custom properties of the style sheet, so that one drawing serves light, dark and print. Vega-Lite draws,
without a browser and always the same bytes.
"""

import html
import json
import re
from functools import cache
from typing import Any

import vl_convert

from handbook.kept import kept, version_of
from handbook.library import Library
from handbook.studies import Chart, Charted, Figure, Outcome, Study
from handbook.web.figures import ENDPOINTS, figure
from handbook.web.rendering import render

COLORS = [f"var(--hb-chart-{number})" for number in range(1, 5)]
RANKS = [str(number) for number in range(len(COLORS))]
Values = list[dict[str, Any]]
CONFIG: dict[str, Any] = {
    "font": "sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": "currentColor", "titleColor": "currentColor", "domainColor": "currentColor",
        "tickColor": "currentColor", "gridColor": "var(--hb-line)", "labelFontSize": 12, "titleFontSize": 12,
        "titleFontWeight": "normal", "labelLimit": 260,
    },
    "header": {"labelColor": "currentColor", "titleColor": "currentColor", "labelFontSize": 12, "labelLimit": 420},
    "text": {"color": "currentColor", "fontSize": 12},
}  # fmt: skip


def chart(library: Library, slug: str, own_id: str) -> str:
    """The drawing with title, description and, beneath it, the same figures as a table."""
    one = library.charts[own_id]
    values, heads, rows = _before_after(library, one) if one.dataset else _figures(library, one)
    svg = _drawing(json.dumps(_specification(one, values)))
    return render("chart.html", chart=one, drawing=_described(svg, one), heads=heads, rows=rows)


def _figures(library: Library, one: Chart) -> tuple[Values, list[str], list[dict[str, Any]]]:
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
        rows.append({"cells": cells, "reference": outcome.reference, "locator": outcome.locator})
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


def _before_after(library: Library, one: Chart) -> tuple[Values, list[str], list[dict[str, Any]]]:
    """Two columns of a data table for each row; a lost cell takes what it must have held, and says so."""
    table = library.datasets[one.dataset or ""]
    name, before, after = one.columns
    values: Values = []
    rows = []
    for number, row in enumerate(table.rows, 1):
        filled = {**row.cells, **(row.inferred or {})}
        label = str(filled.get(name) or number)
        if filled.get(before) is None or filled.get(after) is None:
            continue
        values.append({"row": label, "before": filled[before], "after": filled[after]})
        inferred = "yes" if {before, after} & set(row.lost) else "no"
        cells = [label, str(filled[before]), str(filled[after]), inferred]
        rows.append({"cells": cells, "reference": table.reference, "locator": table.locator})
    labels = {column.id: column.label for column in table.columns}
    return values, [labels[name], labels[before], labels[after], "Inferred, as the cell is lost", "Source"], rows


def _specification(one: Chart, values: Values) -> dict[str, Any]:
    drawn = {"bars": _bars, "intervals": _intervals, "before-after": _before_after_marks}[one.kind](one, values)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": None,
        "config": CONFIG,
        "data": {"values": values},
        **drawn,
    }


def _bars(one: Chart, values: Values) -> dict[str, Any]:
    """A bar for each arm, grouped by study; its figure in words at its end, so that color alone says nothing."""
    y = {"field": "arm", "type": "nominal", "sort": None, "title": None}
    x = {"field": "value", "type": "quantitative", "title": one.axis, "scale": _percent(one)}
    bars = {"mark": {"type": "bar", "height": {"band": 0.7}},
            "encoding": {"y": y, "x": x, "color": {"field": "rank", "type": "nominal", "legend": None,
                                                   "scale": {"domain": RANKS, "range": COLORS}}}}  # fmt: skip
    words = {
        "mark": {"type": "text", "align": "left", "dx": 4},
        "encoding": {"y": y, "x": x, "text": {"field": "words"}},
    }
    return {
        "facet": _groups(values),
        "spec": {"width": 420, "height": {"step": 24}, "layer": [bars, words]},
        "resolve": {"scale": {"y": "independent"}},
        "spacing": 14,
    }  # fmt: skip


def _intervals(one: Chart, values: Values) -> dict[str, Any]:
    """A point with its 95% confidence interval for each figure."""
    y = {"field": "arm", "type": "nominal", "sort": None, "title": None}
    x = {"field": "value", "type": "quantitative", "title": one.axis, "scale": _percent(one)}
    rule = {"mark": {"type": "rule", "strokeWidth": 2, "color": COLORS[0]},
            "encoding": {"y": y, "x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}}}  # fmt: skip
    point = {"mark": {"type": "point", "filled": True, "size": 90, "color": COLORS[0], "opacity": 1},
             "encoding": {"y": y, "x": x}}  # fmt: skip
    words = {"mark": {"type": "text", "align": "left", "dy": -11},
             "encoding": {"y": y, "x": x, "text": {"field": "words"}}}  # fmt: skip
    return {
        "facet": _groups(values),
        "spec": {"width": 420, "height": {"step": 34}, "layer": [rule, point, words]},
        "resolve": {"scale": {"y": "independent"}},
        "spacing": 14,
    }  # fmt: skip


def _before_after_marks(one: Chart, values: Values) -> dict[str, Any]:
    """An open mark before and a filled mark after, joined for each row."""
    y = {"field": "row", "type": "nominal", "sort": None, "title": one.columns[0].capitalize()}
    before = {"field": "before", "type": "quantitative", "title": one.axis, "scale": _percent(one)}
    after = {"field": "after", "type": "quantitative", "title": one.axis, "scale": _percent(one)}
    line = {"mark": {"type": "rule", "color": "var(--hb-line-strong)", "strokeWidth": 1.5},
            "encoding": {"y": y, "x": before, "x2": {"field": "after"}}}  # fmt: skip
    start = {"mark": {"type": "point", "size": 70, "stroke": COLORS[1], "strokeWidth": 2,
                      "fill": "var(--md-default-bg-color)", "opacity": 1},
             "encoding": {"y": y, "x": before}}  # fmt: skip
    end = {"mark": {"type": "point", "filled": True, "size": 70, "color": COLORS[0], "opacity": 1},
           "encoding": {"y": y, "x": after}}  # fmt: skip
    return {"width": 420, "height": {"step": 20}, "layer": [line, start, end]}


def _groups(values: Values) -> dict[str, Any]:
    """One panel for each group, in the order in which the chart names its outcomes, with its title above it."""
    order = list(dict.fromkeys(value["group"] for value in values))
    header = {"labelAngle": 0, "labelAlign": "left", "labelOrient": "top", "labelAnchor": "start"}
    return {"row": {"field": "group", "type": "nominal", "sort": order, "title": None, "header": header}}


def _percent(one: Chart) -> dict[str, Any]:
    return {"domain": [0, one.axis_to], "nice": False}


@cache
def _drawing(specification: str) -> str:
    """The drawing of a specification as JSON text."""
    depends_on = [specification, version_of("vl-convert-python")]
    return kept("charts", depends_on, lambda: str(vl_convert.vegalite_to_svg(json.loads(specification))))


def _described(svg: str, one: Chart) -> str:
    """The drawing as one image with title and description; the table beneath has the figures."""
    title = f'<title id="{one.id}-title">{html.escape(one.title)}</title>'
    words = f'<desc id="{one.id}-desc">{html.escape(one.description)}</desc>'
    opening = re.match(r"<svg [^>]*>", svg)
    assert opening is not None
    size = re.search(r'viewBox="[^"]*" ?', opening[0])
    assert size is not None
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size[0].strip()} role="img" '
        f'aria-labelledby="{one.id}-title {one.id}-desc">'
    )
    # Roles of single marks would be read beside the image's own title.
    inner = re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", svg[opening.end() :])
    return f"{head}{title}{words}{inner}".replace("\n", " ")
