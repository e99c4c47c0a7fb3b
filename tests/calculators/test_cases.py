"""Every case of `tests/cases/` in this Python; `tests/parity` runs the same cases in Pyodide."""

import pytest

from cml_calculators import evaluate
from tests.case_files import Case, all_cases, as_number, value_at


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: f"{case.calculator}: {case.name}")
def test_case(case: Case) -> None:
    answer = evaluate(case.calculator, case.inputs)
    assert answer["ok"], answer
    found = {path: value_at(answer["result"], path) for path in case.expected}
    numbers = {
        path: pytest.approx(as_number(value), rel=1e-12) for path, value in case.expected.items() if _is_number(value)
    }
    assert found == {**case.expected, **numbers}


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
