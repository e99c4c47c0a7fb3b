"""Charts as specifications of Vega-Lite: bars, intervals, and values before and after.

Colors are custom properties of the style sheet, so that one drawing serves light, dark and print.
"""

from typing import Any

from handbook.studies import Chart

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


def specification(one: Chart, values: Values) -> dict[str, Any]:
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
    bars: dict[str, Any] = {"mark": {"type": "bar", "height": {"band": 0.7}},
            "encoding": {"y": y, "x": x, "color": {"field": "rank", "type": "nominal", "legend": None,
                                                   "scale": {"domain": RANKS, "range": COLORS}}}}  # fmt: skip
    # The part between the ends of a range is as wide and paler.
    ranges = {"transform": [{"filter": "isValid(datum.to)"}],
              "mark": {"type": "bar", "height": {"band": 0.7}, "opacity": 0.45},
              "encoding": {**bars["encoding"], "x2": {"field": "to"}}}  # fmt: skip
    layers = [bars, *([ranges] if any(value.get("to") is not None for value in values) else [])]
    ends = {"calculate": "isValid(datum.to) ? datum.to : datum.value", "as": "end"}
    words = {
        "transform": [ends],
        "mark": {"type": "text", "align": "left", "dx": 4},
        "encoding": {"y": y, "x": {"field": "end", "type": "quantitative"}, "text": {"field": "words"}},
    }
    drawn = {"width": 420, "height": {"step": 24}, "layer": [*layers, words]}
    if not any(value["group"] for value in values):
        return drawn
    return {
        "facet": _groups(values),
        "spec": drawn,
        "resolve": {"scale": {"y": "independent"}},
        "spacing": 14,
    }


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
    """An open mark before and a filled mark after, joined for each row; a diamond where the value is inferred."""
    y = {"field": "row", "type": "nominal", "sort": None, "title": one.columns[0].capitalize()}
    before = {"field": "before", "type": "quantitative", "title": one.axis, "scale": _percent(one)}
    after = {"field": "after", "type": "quantitative", "title": one.axis, "scale": _percent(one)}
    line = {"mark": {"type": "rule", "color": "var(--hb-line-strong)", "strokeWidth": 1.5},
            "encoding": {"y": y, "x": before, "x2": {"field": "after"},
                         "strokeDash": _if_inferred("inferred", [4, 3], [1, 0])}}  # fmt: skip
    background = "var(--md-default-bg-color)"
    start = {"mark": {"type": "point", "stroke": COLORS[1], "strokeWidth": 2, "fill": background, "opacity": 1},
             "encoding": {"y": y, "x": before, **_shape("before_inferred")}}  # fmt: skip
    end = {"mark": {"type": "point", "filled": True, "color": COLORS[0], "opacity": 1},
           "encoding": {"y": y, "x": after, **_shape("after_inferred")}}  # fmt: skip
    return {"width": 420, "height": {"step": 20}, "layer": [line, start, end]}


def _shape(flag: str) -> dict[str, Any]:
    return {"shape": _if_inferred(flag, "diamond", "circle"), "size": _if_inferred(flag, 130, 70)}


def _if_inferred(flag: str, then: Any, otherwise: Any) -> dict[str, Any]:
    return {"condition": {"test": f"datum.{flag}", "value": then}, "value": otherwise}


def _groups(values: Values) -> dict[str, Any]:
    """One panel for each group, in the order in which the chart names its outcomes, with its title above it."""
    order = list(dict.fromkeys(value["group"] for value in values))
    header = {"labelAngle": 0, "labelAlign": "left", "labelOrient": "top", "labelAnchor": "start"}
    return {"row": {"field": "group", "type": "nominal", "sort": order, "title": None, "header": header}}


def _percent(one: Chart) -> dict[str, Any]:
    return {"domain": [0, one.axis_to], "nice": False}
