"""Every answer is as the JSON Schema of `describe` says, and the schema takes what the calculator takes."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cml_calculators import describe, evaluate
from cml_calculators.catalogue import CALCULATORS
from tests.case_files import Case, all_cases

IDS = [entry.id for entry in CALCULATORS]
SCHEMAS = {own_id: describe(own_id)["schemas"] for own_id in IDS}


def faults(schema: dict[str, Any], value: Any) -> list[str]:
    return [fault.message for fault in Draft202012Validator(schema).iter_errors(value)]


@pytest.mark.parametrize("calculator", IDS)
def test_the_schemas_are_schemas(calculator: str) -> None:
    for schema in SCHEMAS[calculator].values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("calculator", IDS)
def test_an_empty_question_and_its_answer_are_valid(calculator: str) -> None:
    names = [quantity["name"] for quantity in describe(calculator)["inputs"]]
    for inputs in ({}, dict.fromkeys(names), dict.fromkeys(names, "")):
        assert faults(SCHEMAS[calculator]["inputs"], inputs) == []
        assert faults(SCHEMAS[calculator]["answer"], evaluate(calculator, inputs)) == []


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: f"{case.calculator}: {case.name}")
def test_inputs_and_answer_of_a_case_are_valid(case: Case) -> None:
    schemas = SCHEMAS[case.calculator]
    assert faults(schemas["inputs"], case.inputs) == []
    assert faults(schemas["answer"], evaluate(case.calculator, case.inputs)) == []


@pytest.mark.parametrize("calculator", IDS)
def test_what_is_no_input_is_refused_by_schema_and_calculator(calculator: str) -> None:
    answer = evaluate(calculator, {"no_such_input": 1})
    assert not answer["ok"]
    assert faults(SCHEMAS[calculator]["inputs"], {"no_such_input": 1})
    assert faults(SCHEMAS[calculator]["answer"], answer) == []
    assert faults(SCHEMAS[calculator]["answer"], {**evaluate(calculator, {}), "more": 1})
