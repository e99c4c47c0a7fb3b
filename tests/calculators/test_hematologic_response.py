"""Hematologic response: warnings, bad input, and every answer against the completions of what is not known."""

import json
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cml_calculators import evaluate
from cml_calculators.answers import answer_lines
from cml_calculators.hematologic_response import CALCULATOR

# On both sides of every limit; baselines give an improvement of more than, and of not more than, half.
GRID: dict[str, tuple[Any, ...]] = {
    "wbc_e9_per_l": (8, 10),
    "platelets_e9_per_l": (300, 450),
    "basophils_pb_percent": (2, 5),
    "immature_granulocytes": (False, True),
    "blasts_pb_percent": (0, 1),
    "spleen_cm": (0, 4),
    "symptoms": (False, True),
    "baseline_spleen_cm": (8, 10),
    "baseline_platelets_e9_per_l": (900, 1000),
}
DEFINITIONS = ("eln", "who-2016", "kantarjian-2003")


def answered(**inputs: Any) -> dict[str, dict[str, Any]]:
    """Each definition by its id."""
    answer = evaluate("hematologic-response", inputs)
    assert answer["ok"], answer
    return {entry["definition"]: entry for entry in answer["result"]["definitions"]}


def expected(definition: str, complete: dict[str, Any]) -> str:
    """The category of a patient of whom everything is known, by counting the shortfalls."""
    immature = complete["immature_granulocytes"] or complete["blasts_pb_percent"] > 0
    shortfalls = {
        "wbc": complete["wbc_e9_per_l"] >= 10,
        "platelets": complete["platelets_e9_per_l"] >= 450,
        "immature": immature,
        "spleen": complete["spleen_cm"] > 0,
        "basophils": definition != "who-2016" and complete["basophils_pb_percent"] >= 5,
        "symptoms": definition == "kantarjian-2003" and complete["symptoms"],
    }
    left = [name for name, present in shortfalls.items() if present]
    if not left:
        return "complete"
    allowed = {
        "immature": True,
        "spleen": complete["spleen_cm"] * 2 < complete["baseline_spleen_cm"],
        "platelets": complete["platelets_e9_per_l"] * 2 < complete["baseline_platelets_e9_per_l"],
    }
    partial = definition == "kantarjian-2003" and len(left) == 1 and allowed.get(left[0], False)
    return "partial" if partial else "none"


def completions(inputs: dict[str, Any]) -> list[dict[str, Any]]:
    """Every complete patient on the grid. Blasts are left out beside an answer that there are no immature cells."""
    unknown = [name for name in GRID if name not in inputs]
    choices = [
        (0,) if name == "blasts_pb_percent" and "immature_granulocytes" in inputs else GRID[name] for name in unknown
    ]
    return [{**inputs, **dict(zip(unknown, chosen, strict=True))} for chosen in product(*choices)]


def differs(definition: str, every: list[dict[str, Any]], name: str) -> bool:
    """Whether two values of one input leave different categories possible."""
    by_value: dict[Any, set[str]] = {}
    for one in every:
        by_value.setdefault(one[name], set()).add(expected(definition, one))
    return len(set(map(frozenset, by_value.values()))) > 1


@settings(deadline=None)
@given(st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in GRID.items()}))
def test_a_category_is_given_when_every_completion_gives_it(inputs: dict[str, Any]) -> None:
    found = answered(**inputs)
    every = completions(inputs)
    for definition in DEFINITIONS:
        possible = {expected(definition, complete) for complete in every}
        category = possible.pop() if len(possible) == 1 else "not_assessable"
        assert found[definition]["category"] == category, definition


@settings(deadline=None)
@given(st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in GRID.items()}))
def test_missing_names_what_can_narrow_the_answer(inputs: dict[str, Any]) -> None:
    found = answered(**inputs)
    every = completions(inputs)
    for definition in DEFINITIONS:
        decides = {name for name in set(GRID) - set(inputs) if differs(definition, every, name)}
        missing = found[definition]["missing"]
        assert missing == sorted(missing)
        assert decides <= set(missing) <= set(GRID) - set(inputs), definition


def test_nothing_known_gives_no_warning() -> None:
    assert evaluate("hematologic-response", {})["warnings"] == []


@pytest.mark.parametrize(
    ("inputs", "field", "words"),
    [
        ({"blasts_pb_percent": 0.1, "immature_granulocytes": False}, "immature_granulocytes", "the blasts count"),
        ({"spleen_cm": 30}, "spleen_cm", "unusual"),
        ({"baseline_platelets_e9_per_l": 3500}, "baseline_platelets_e9_per_l", "unusual"),
    ],
)
def test_a_warning_stands_on_its_field(inputs: dict[str, Any], field: str, words: str) -> None:
    warnings = evaluate("hematologic-response", inputs)["warnings"]
    assert [warning["field"] for warning in warnings] == [field]
    assert words in warnings[0]["message"]


@pytest.mark.parametrize(
    "inputs",
    [
        {"blasts_pb_percent": 0, "immature_granulocytes": False},
        {"blasts_pb_percent": 1, "immature_granulocytes": True},
        {"blasts_pb_percent": 1},
        {"immature_granulocytes": False},
    ],
)
def test_blasts_and_immature_cells_that_agree_give_no_warning(inputs: dict[str, Any]) -> None:
    assert evaluate("hematologic-response", inputs)["warnings"] == []


@pytest.mark.parametrize(
    ("inputs", "field"),
    [
        ({"immature_granulocytes": 0}, "immature_granulocytes"),
        ({"symptoms": "no"}, "symptoms"),
        ({"spleen_cm": 40.1}, "spleen_cm"),
        ({"baseline_spleen_cm": -1}, "baseline_spleen_cm"),
        ({"baseline_platelets_e9_per_l": 0}, "baseline_platelets_e9_per_l"),
        ({"platelets_e9_per_l": 450000}, "platelets_e9_per_l"),
        ({"spleen": 4}, "spleen"),
    ],
)
def test_bad_input_is_reported_on_its_field(inputs: dict[str, Any], field: str) -> None:
    assert [entry["field"] for entry in evaluate("hematologic-response", inputs)["errors"]] == [field]


def test_every_definition_shows_its_readings_and_its_source() -> None:
    assert CALCULATOR.entries is not None
    for entry in answered().values():
        assert entry[CALCULATOR.entries.key] in DEFINITIONS
        assert entry["notes"]
        assert entry["title"]
        assert all(record["reference"] and record["locator"] for record in entry["criteria"])
    json.dumps(answered(), allow_nan=False)


def test_improvements_stand_in_the_parts_of_the_partial_response() -> None:
    found = answered(spleen_cm=4, baseline_spleen_cm=10, platelets_e9_per_l=500, baseline_platelets_e9_per_l=800)
    ways = [one for one in found["kantarjian-2003"]["criteria"] if one["gives"] == "partial"]
    values = {leaf["criterion"]: (leaf["value"], leaf.get("above")) for way in ways for leaf in way["parts"]}
    assert values["spleen_improvement_percent"] == (60, 50)
    assert values["platelet_improvement_percent"] == (37.5, 50)


IN_ORDER = {
    "wbc_e9_per_l": 8,
    "platelets_e9_per_l": 300,
    "basophils_pb_percent": 2,
    "immature_granulocytes": False,
    "spleen_cm": 0,
    "symptoms": False,
}


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({}, "Not assessable"),
        (IN_ORDER, "Complete"),
        (IN_ORDER | {"immature_granulocytes": True}, "Partial"),
        (IN_ORDER | {"wbc_e9_per_l": 10}, "None by this definition"),
    ],
)
def test_every_category_has_its_words(inputs: dict[str, Any], words: str) -> None:
    lines = dict(answer_lines(CALCULATOR, evaluate("hematologic-response", inputs)["result"]))
    assert lines["Imatinib study of 2003, complete and partial hematologic response"] == words
