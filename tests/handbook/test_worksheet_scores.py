"""Printed scores, added up from the paper alone: values, groups, ready values."""

import math
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from cml_calculators import evaluate
from handbook.library import Library
from tests.handbook.paper import derived
from tests.handbook.paper.answering import printed
from tests.handbook.paper.filling import on_paper
from tests.handbook.paper.reading import (
    SIGNS,
    inside,
    limits,
    look_up,
)
from tests.handbook.paper.sheet import Table, classes, number

VALUES: Mapping[str, Callable[[float], float]] = {
    "Exponential of the sum of all terms": math.exp,
    "1000 times the sum of all terms": lambda x: 1000 * x,
}


def terms_of(table: Table, filled: Mapping[str, Any], groups: Mapping[str, str]) -> list[float]:
    """The value of every printed term."""
    first_of_group = next(index for index, row in enumerate(table.rows) if row.head == "Sum of all terms")
    found = []
    for row in table.rows[:first_of_group]:
        what, unit = re.fullmatch(r"(.+?)(?: \((.+)\))?", row.head).groups()  # type: ignore[union-attr]
        if what.endswith(" group"):
            by_group = {group: value for value, group in re.findall(r"(\d+) if (\w+)", row.cells[0])}
            found.append(float(by_group[groups[what.removesuffix(" group")].lower()]))
            continue
        value = look_up(what, filled) * int((re.findall(r"(\d+) × the entry", unit or "") or [1])[0])
        if indicator := re.fullmatch(r"([\d.]+) if .+? ([<>≤≥]) ([\d.]+).*", row.cells[0]):
            points, sign, limit = indicator.groups()
            found.append(float(points) if SIGNS[sign](value, Decimal(limit)) else 0.0)
            continue
        label = what[:1].lower() + what[1:]
        assert label in row.cells[0]
        found.append(derived.formula(row.cells[0].replace(label, "{it}"), {"it": value}))
    return found


def test_scores_added_up_on_paper_give_value_and_group(handbook: Library) -> None:
    sheet, found = printed(handbook, "risk-scores"), set()
    near: dict[str, list[float]] = {
        "age_years": [49.99, 50, 60.5],
        "basophils_pb_percent": [2.999, 3, 11.999, 12, 12.001],
        "platelets_e9_per_l": [1499.9, 1500, 300, 90],
        "wbc_e9_per_l": [119.99, 120, 200],
        "hemoglobin_g_per_dl": [11.4999, 11.5, 9],
        "spleen_cm": [0, 3, 11, 16.5, 22],
        "blasts_pb_percent": [0, 1, 5, 14],
        "eosinophils_pb_percent": [0, 2, 7],
    }
    random = Random("risk-scores")
    for _ in range(500):
        inputs = {name: random.choice(values) for name, values in near.items()}
        filled = on_paper("risk-scores", inputs)
        groups: dict[str, str] = {}
        for score in evaluate("risk-scores", inputs)["result"]["scores"]:
            table = next(one for one in sheet.of_kind("scoring") if one.caption.startswith(f"{score['title']}. "))
            total = sum(terms_of(table, filled, groups))
            equation = table.caption.removeprefix(f"{score['title']}. ")
            value = VALUES.get(equation, float)(total)
            assert value == pytest.approx(score["value"], rel=1e-9), (inputs, score["id"])
            groups[score["title"]] = group_of(table, score["value"], total)
            assert groups[score["title"]].lower().replace(" ", "_") == score["group"], (inputs, score["id"])
            found.add((score["id"], score["group"]))
    assert len(found) == 3 + 3 + 2 + 3 + 5


def group_of(table: Table, value: float, total: float) -> str:
    """The group whose limits hold the value; limits on the sum must say the same."""
    bands = [row for row in table.rows if any("test" in classes(cell) for cell in row.elements)]
    found = []
    for row in bands:
        on_value, _, on_sum = row.cells[0].partition(" (sum of all terms ")
        holds = inside(Decimal(repr(value)), limits(on_value))
        assert not on_sum or holds == inside(Decimal(total), limits(on_sum.partition(",")[0].replace("−", "-")))
        if holds:
            found.append(row.head)
    assert len(found) == 1, (value, found)
    return found[0]


def test_ready_values_of_curved_terms_are_those_of_the_formula(handbook: Library) -> None:
    tables = printed(handbook, "risk-scores").of_kind("lookup")
    assert len(tables) == 2
    for table in tables:
        label = table.heads[0].split(" (")[0]
        for column, head in enumerate(table.heads[1:]):
            how = head.split(": ", 1)[1].replace(label.lower(), "{it}")
            for row in table.rows:
                exact = derived.formula(how, {"it": number(row.head)})
                assert float(number(row.cells[column])) == pytest.approx(exact, abs=5.0001e-6)


def test_the_probability_beside_eutos(handbook: Library) -> None:
    sheet = printed(handbook, "risk-scores")
    table = next(one for one in sheet.of_kind("scoring") if one.caption.startswith("EUTOS. "))
    row = next(row for row in table.rows if row.head.startswith("Probability"))
    odds = row.cells[0].split("where x = ")[1].replace("basophils in blood", "{b}").replace(
        "spleen below the costal margin", "{s}")  # fmt: skip
    for basophils, spleen in ((3, 16.5), (0, 0), (12, 8)):
        x = derived.formula(odds, {"b": basophils, "s": spleen})
        inputs = {"basophils_pb_percent": basophils, "spleen_cm": spleen}
        scores = evaluate("risk-scores", inputs)["result"]["scores"]
        (eutos,) = (one for one in scores if one["id"] == "eutos")
        assert eutos["probability"]["value"] == pytest.approx(x / (1 + x), rel=1e-12)
