"""Every answer is as the JSON Schema of `describe` says, and the schema takes what the calculator takes."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from cml_calculators import describe, evaluate
from cml_calculators.catalogue import CALCULATORS
from cml_calculators.json_schema import schema_of
from cml_calculators.results import Feature
from tests.case_files import Case, all_cases

IDS = [entry.id for entry in CALCULATORS]


def schemas(calculator: str) -> Any:
    """Made anew for every test, so that each is known to ask for it."""
    return describe(calculator)["schemas"]


def faults(schema: dict[str, Any], value: Any) -> list[str]:
    return [fault.message for fault in Draft202012Validator(schema).iter_errors(value)]


@pytest.mark.parametrize("calculator", IDS)
def test_the_schemas_are_schemas(calculator: str) -> None:
    for schema in schemas(calculator).values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("calculator", IDS)
def test_an_empty_question_and_its_answer_are_valid(calculator: str) -> None:
    names = [quantity["name"] for quantity in describe(calculator)["inputs"]]
    for inputs in ({}, dict.fromkeys(names), dict.fromkeys(names, "")):
        assert faults(schemas(calculator)["inputs"], inputs) == []
        assert faults(schemas(calculator)["answer"], evaluate(calculator, inputs)) == []


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: f"{case.calculator}: {case.name}")
def test_inputs_and_answer_of_a_case_are_valid(case: Case) -> None:
    asked = schemas(case.calculator)
    assert faults(asked["inputs"], case.inputs) == []
    assert faults(asked["answer"], evaluate(case.calculator, case.inputs)) == []


@pytest.mark.parametrize("calculator", IDS)
def test_what_is_no_input_is_refused_by_schema_and_calculator(calculator: str) -> None:
    answer = evaluate(calculator, {"no_such_input": 1})
    assert not answer["ok"]
    assert faults(schemas(calculator)["inputs"], {"no_such_input": 1})
    no_objects: tuple[object, ...] = (None, [], 3, "blasts 12")
    assert all(faults(schemas(calculator)["inputs"], wrong) for wrong in no_objects)
    assert faults(schemas(calculator)["answer"], answer) == []
    assert faults(schemas(calculator)["answer"], {**evaluate(calculator, {}), "more": 1})


@pytest.mark.parametrize("calculator", IDS)
def test_titles_name_the_calculator_and_the_dialect_is_named(calculator: str) -> None:
    # Source: JSON Schema 2020-12, section 8.1.1.
    dialect = "https://json-schema.org/draft/2020-12/schema"
    assert {one["$schema"] for one in schemas(calculator).values()} == {dialect}
    assert schemas(calculator)["inputs"]["title"] == f"Inputs of {calculator}"
    assert schemas(calculator)["answer"]["title"] == f"Answer of {calculator}"


@pytest.mark.parametrize("calculator", IDS)
def test_the_frame_of_an_answer_is_strict(calculator: str) -> None:
    answer, refused = evaluate(calculator, {}), evaluate(calculator, {"no_such_input": 1})
    schema = schemas(calculator)["answer"]
    warned = {"field": "x", "message": "Look again."}
    assert faults(schema, {**answer, "warnings": [warned, {"message": "Without a field."}]}) == []
    refusable: tuple[Any, ...] = (
        {**answer, "calculator": "another"},
        {**answer, "ok": "yes"}, {**answer, "ok": False}, {**answer, "warnings": {}}, {**answer, "warnings": [{}]},
        {**answer, "warnings": [{"message": 1}]}, {**answer, "warnings": [{"message": "x", "field": 1}]},
        {**refused, "ok": True}, {**refused, "errors": []}, {**refused, "errors": [{"field": "x"}]},
        {**refused, "errors": [{"message": "x"}]}, {**refused, "errors": [{"field": 1, "message": "x"}]},
        {**answer, "warnings": ["Look again."]}, {**refused, "errors": ["Look again."]},
        {**refused, "errors": {}}, {**refused, "more": 1}, {"ok": False}, {}, [], None,
    )  # fmt: skip
    for wrong in refusable:
        assert faults(schema, wrong), wrong


WRONG: dict[str, list[Any]] = {
    "number": ["12", True, [], {}, -1e9], "yes_no": ["yes", 1, []], "choice": ["no such word", 0.5, []],
    "words": ["alone", [1], ["no such word"]], "word_series": ["alone", [1], ["no such word"]],
    "date": ["tomorrow", 20260101, []], "dates": ["2026-01-01", ["tomorrow"], [1]], "numbers": [1, ["1"], [[]]],
    "texts": ["T315I", [1], [""]], "records": [{}, [1], [{"no_such_field": 1}]],
}  # fmt: skip
RIGHT: dict[str, list[Any]] = {"dates": [[]], "numbers": [[]], "texts": [["T"]], "date": ["2026-01-31"]}


@pytest.mark.parametrize("calculator", IDS)
def test_an_input_of_another_kind_is_refused(calculator: str) -> None:
    schema = schemas(calculator)["inputs"]
    for quantity in describe(calculator)["inputs"]:
        for wrong in WRONG[quantity["kind"]]:
            inputs = {quantity["name"]: wrong}
            assert Draft202012Validator(schema, format_checker=FormatChecker()).is_valid(inputs) is False, inputs
            assert evaluate(calculator, inputs)["ok"] is False, inputs
        for right in RIGHT.get(quantity["kind"], []):
            assert faults(schema, {quantity["name"]: right}) == []


@pytest.mark.parametrize("calculator", IDS)
def test_the_ends_of_each_range_are_taken_and_what_lies_beyond_is_not(calculator: str) -> None:
    schema = schemas(calculator)["inputs"]
    for quantity in describe(calculator)["inputs"]:
        if quantity["kind"] == "number":
            name, ends = quantity["name"], quantity["range"]
            least = ends.get("at_least", ends.get("above"))
            assert faults(schema, {name: ends["at_most"]}) == []
            assert faults(schema, {name: ends["at_most"] + 1})
            assert faults(schema, {name: least - 1})
            assert bool(faults(schema, {name: least})) == ("above" in ends)
            assert bool(faults(schema, {name: ends["at_most"] - 0.5})) == quantity["whole"]


@pytest.mark.parametrize("calculator", IDS)
def test_an_input_has_its_label_and_its_hint(calculator: str) -> None:
    properties = schemas(calculator)["inputs"]["properties"]
    for quantity in describe(calculator)["inputs"]:
        taken, *unknown = properties[quantity["name"]]["anyOf"]
        assert (taken["title"], taken.get("description", "")) == (quantity["label"], quantity["hint"])
        assert unknown == [{"type": "null"}, {"const": ""}]


ONE: dict[str, Any] = {"dates": "2026-01-31", "numbers": 1, "texts": "T", "records": {}}


@pytest.mark.parametrize("calculator", IDS)
def test_a_list_has_at_most_500_entries(calculator: str) -> None:
    schema = schemas(calculator)["inputs"]
    for quantity in describe(calculator)["inputs"]:
        word = quantity["words"][0]["value"] if quantity["kind"] in ("words", "word_series") else None
        one = ONE.get(quantity["kind"]) if word is None else word
        if one is not None:
            assert faults(schema, {quantity["name"]: [one] * 500}) == []
            assert faults(schema, {quantity["name"]: [one] * 501})


@pytest.mark.parametrize("calculator", IDS)
def test_a_text_has_at_most_100_characters(calculator: str) -> None:
    schema = schemas(calculator)["inputs"]
    for quantity in describe(calculator)["inputs"]:
        if quantity["kind"] == "texts":
            assert faults(schema, {quantity["name"]: ["T" * 100]}) == []
            assert faults(schema, {quantity["name"]: ["T" * 101]})


@pytest.mark.parametrize(
    ("shape", "schema"),
    [
        (str, {"type": "string"}), (bool, {"type": "boolean"}), (int, {"type": "integer"}), (Any, {}),
        (Decimal, {"type": "number"}), (date, {"type": "string", "format": "date"}), (type(None), {"type": "null"}),
        (Literal["a", 1], {"enum": ["a", 1]}), (list[int], {"type": "array", "items": {"type": "integer"}}),
        (dict[str, Decimal], {"type": "object", "additionalProperties": {"type": "number"}}),
        (int | None, {"anyOf": [{"type": "integer"}, {"type": "null"}]}),
        (Literal["a"] | None, {"anyOf": [{"enum": ["a"]}, {"type": "null"}]}),
    ],
)  # fmt: skip
def test_a_type_has_its_schema(shape: Any, schema: dict[str, Any]) -> None:
    defined: dict[str, Any] = {}
    assert schema_of(shape, defined) == schema
    assert defined == {}


def test_a_typed_dictionary_is_defined_once_and_referred_to() -> None:
    defined: dict[str, Any] = {}
    assert schema_of(list[Feature], defined) == {"type": "array", "items": {"$ref": "#/$defs/Feature"}}
    names = ["id", "text", "reference", "locator"]
    assert defined == {
        "Feature": {
            "type": "object", "properties": {name: {"type": "string"} for name in names}, "required": names,
            "additionalProperties": False,
        }
    }  # fmt: skip


def test_a_type_that_json_lacks_has_no_schema() -> None:
    with pytest.raises(TypeError, match="has no schema"):
        schema_of(set[int], {})
