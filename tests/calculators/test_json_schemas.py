"""Every answer is as the JSON Schema of `describe` says, and the schema takes what the calculator takes."""

from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from cml_calculators import describe, evaluate
from cml_calculators.catalogue import CALCULATORS
from tests.case_files import Case, all_cases

IDS = [entry.id for entry in CALCULATORS]


@cache
def schemas(calculator: str) -> Any:
    """Asked for by the tests themselves, so that they see a package that was changed since they were read."""
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
    assert faults(schemas(calculator)["answer"], answer) == []
    assert faults(schemas(calculator)["answer"], {**evaluate(calculator, {}), "more": 1})


@pytest.mark.parametrize("calculator", IDS)
def test_titles_name_the_calculator(calculator: str) -> None:
    assert schemas(calculator)["inputs"]["title"] == f"Inputs of {calculator}"
    assert schemas(calculator)["answer"]["title"] == f"Answer of {calculator}"


@pytest.mark.parametrize("calculator", IDS)
def test_the_frame_of_an_answer_is_strict(calculator: str) -> None:
    answer, refused = evaluate(calculator, {}), evaluate(calculator, {"no_such_input": 1})
    schema = schemas(calculator)["answer"]
    warned = {"field": "x", "message": "Look again."}
    assert faults(schema, {**answer, "warnings": [warned, {"message": "Without a field."}]}) == []
    refusable: tuple[Any, ...] = (
        {**answer, "ok": "yes"}, {**answer, "ok": False}, {**answer, "warnings": {}}, {**answer, "warnings": [{}]},
        {**answer, "warnings": [{"message": 1}]}, {**answer, "warnings": [{"message": "x", "field": 1}]},
        {**refused, "ok": True}, {**refused, "errors": []}, {**refused, "errors": [{"field": "x"}]},
        {**refused, "errors": [{"message": "x"}]}, {**refused, "errors": [{"field": 1, "message": "x"}]},
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
