"""Marrow examination: three-valued answers are exactly what the completions of the unknown inputs leave."""

from itertools import product
from typing import Any

import pytest

from cml_calculators import evaluate
from cml_calculators.answers import answer_lines
from cml_calculators.marrow_indication import CALCULATOR

# On both sides of both limits; a missing value is completed by each of them.
KNOWN: dict[str, tuple[Any, ...]] = {
    "blasts_pb_percent": (0, 15, 100),
    "fever": (True, False),
    "malaise": (True, False),
    "spleen": ("normal", "enlarged", "rapidly_enlarging"),
}
RULES = ("general_information", "histopathology_all", "histopathology_any")


def result(inputs: dict[str, Any]) -> dict[str, Any]:
    found = evaluate("marrow-indication", inputs)
    assert found["ok"], found
    answers: dict[str, Any] = found["result"]
    return answers


COMPLETE = {given: result(dict(zip(KNOWN, given, strict=True))) for given in product(*KNOWN.values())}


@pytest.mark.parametrize("given", [*product(*[(None, *values) for values in KNOWN.values()])], ids=str)
def test_unknown_is_what_completions_leave_open(given: tuple[Any, ...]) -> None:
    found = result(dict(zip(KNOWN, given, strict=True)))
    completions = [
        answers
        for full, answers in COMPLETE.items()
        if all(value is None or value == own for value, own in zip(given, full, strict=True))
    ]
    for rule in RULES:
        left = {answers[rule] for answers in completions}
        assert found[rule] == (left.pop() if len(left) == 1 else "unknown")
    assert (found["missing"] == []) == all(found[rule] != "unknown" for rule in RULES)


@pytest.mark.parametrize(
    ("inputs", "at"),
    [
        ({"blasts_pb_percent": 100.1}, ["blasts_pb_percent"]),
        ({"blasts_pb_percent": "15"}, ["blasts_pb_percent"]),
        ({"spleen": "huge", "fever": 1}, ["fever", "spleen"]),
        ({"spleen_cm": 5}, ["spleen_cm"]),
    ],
)
def test_bad_input_is_refused_at_its_field(inputs: dict[str, Any], at: list[str]) -> None:
    assert [fault["field"] for fault in evaluate("marrow-indication", inputs)["errors"]] == at


def test_answers_in_the_words_of_a_reader() -> None:
    assert list(answer_lines(CALCULATOR, result({"blasts_pb_percent": 15, "fever": False, "spleen": "normal"}))) == [
        ("General Information", "Not called for by this rule"),
        ("Histopathology, all findings", "Not called for by this rule"),
        ("Histopathology, any finding", "Examination appropriate"),
    ]
    assert [words for _, words in answer_lines(CALCULATOR, result({}))] == ["Not known"] * 3
