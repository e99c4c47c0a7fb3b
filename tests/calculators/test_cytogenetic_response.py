"""Faults, warnings and bands of the cytogenetic response; single answers stand in tests/cases."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cml_calculators import evaluate
from cml_calculators.answers import answer_lines
from cml_calculators.cytogenetic_response import CALCULATOR, COUNTS

# The bands as they are printed, with the gaps between them closed as the pages say.
ELN = ((0, "complete"), (35, "partial"), (65, "minor"), (95, "minimal"), (100, "none"))


def asked(**inputs: Any) -> dict[str, Any]:
    return evaluate("cytogenetic-response", inputs)


def categories(**inputs: Any) -> list[str]:
    return [entry["category"] for entry in asked(**inputs)["result"]["definitions"]]


def fields(answer: dict[str, Any]) -> list[str | None]:
    return [warning.get("field") for warning in answer["warnings"]]


@given(st.integers(20, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
@settings(max_examples=80, deadline=None)
def test_the_category_follows_the_exact_fraction(counts: tuple[int, int]) -> None:
    positive, examined = counts
    share = Fraction(100 * positive, examined)
    eln = next(word for limit, word in ELN if share <= limit)
    other = "complete" if share == 0 else "partial" if share < 35 else "minor" if share <= 90 else "none"
    assert categories(ph_positive_metaphases=positive, metaphases_examined=examined) == [eln, other]


def test_definitions_stand_newest_first_with_their_titles() -> None:
    entries = asked()["result"]["definitions"]
    assert [entry["definition"] for entry in entries] == ["eln", "kantarjian-2003"]
    assert entries[1]["title"] == "Imatinib study of 2003, cytogenetic response"


@pytest.mark.parametrize(
    ("inputs", "field", "message"),
    [
        (
            {"ph_positive_metaphases": 21, "metaphases_examined": 20},
            "ph_positive_metaphases",
            "ph_positive_metaphases must be at most metaphases_examined, 20, not 21",
        ),
        (
            {"fish_positive_nuclei": 3, "fish_nuclei_examined": 2},
            "fish_positive_nuclei",
            "fish_positive_nuclei must be at most fish_nuclei_examined, 2, not 3",
        ),
        (
            {"ph_positive_percent": 35, "metaphases_examined": 20},
            "ph_positive_percent",
            "ph_positive_percent must be left out when metaphases_examined would give it again",
        ),
        (
            {"ph_positive_percent": 35, "ph_positive_metaphases": 7, "metaphases_examined": 20},
            "ph_positive_percent",
            f"ph_positive_percent must be left out when {' and '.join(COUNTS)} would give it again",
        ),
    ],
)
def test_faults_between_inputs(inputs: dict[str, Any], field: str, message: str) -> None:
    assert asked(**inputs)["errors"] == [{"field": field, "message": message}]


def test_all_faults_between_inputs_come_at_once() -> None:
    answer = asked(
        ph_positive_metaphases=21, metaphases_examined=20, ph_positive_percent=3, fish_positive_nuclei=2,
        fish_nuclei_examined=1,
    )  # fmt: skip
    found = [error["field"] for error in answer["errors"]]
    assert found == ["ph_positive_metaphases", "fish_positive_nuclei", "ph_positive_percent"]


def test_as_many_positive_as_examined_is_no_fault() -> None:
    assert asked(ph_positive_metaphases=20, metaphases_examined=20, fish_positive_nuclei=5, fish_nuclei_examined=5)[
        "ok"
    ]


def test_a_percentage_alone_is_categorized_with_a_warning() -> None:
    answer = asked(ph_positive_percent=40)
    assert fields(answer) == ["ph_positive_percent"]
    message = "The number of metaphases is not known; a category needs at least 20."
    assert answer["warnings"][0]["message"] == message
    assert answer["result"]["definitions"][0]["category"] == "minor"


@pytest.mark.parametrize(("examined", "warned"), [(19, True), (20, False)])
def test_too_few_metaphases_are_a_warning(examined: int, warned: bool) -> None:
    answer = asked(ph_positive_metaphases=0, metaphases_examined=examined)
    assert fields(answer) == (["metaphases_examined"] if warned else [])
    if warned:
        assert answer["warnings"][0]["message"] == (
            "19 metaphases are too few for a category, which needs at least 20."
        )


@pytest.mark.parametrize(("examined", "warned"), [(199, True), (200, False)])
def test_too_few_nuclei_are_a_warning(examined: int, warned: bool) -> None:
    answer = asked(fish_positive_nuclei=0, fish_nuclei_examined=examined)
    assert fields(answer) == (["fish_nuclei_examined"] if warned else [])
    if warned:
        assert answer["warnings"][0]["message"] == "199 nuclei are too few for a category, which needs at least 200."


def test_fish_beside_metaphases_is_a_warning_and_decides_nothing() -> None:
    answer = asked(ph_positive_metaphases=0, metaphases_examined=20, fish_positive_nuclei=30, fish_nuclei_examined=300)
    assert fields(answer) == ["fish_positive_nuclei"]
    assert answer["result"]["definitions"][0]["category"] == "complete"
    assert answer["result"]["fish_shown"] == "10.0"


def test_a_value_between_printed_bands_is_a_warning_that_names_the_definition() -> None:
    [eln, other] = (asked(ph_positive_percent=value)["warnings"][-1]["message"] for value in (65.5, 34.5))
    assert eln == "The percentage lies between two bands as printed: European LeukemiaNet, cytogenetic response."
    assert other.endswith("printed: Imatinib study of 2003, cytogenetic response.")
    assert len(asked(ph_positive_percent=34)["warnings"]) == 1


def test_a_percentage_next_to_a_limit_is_shown_with_more_decimals() -> None:
    shown = [asked(ph_positive_percent=value)["result"]["ph_shown"] for value in (35.01, 35, 0.04, 94.96, 12.34)]
    assert shown == ["35.01", "35.0", "0.04", "94.96", "12.3"]
    assert asked(fish_positive_nuclei=996, fish_nuclei_examined=100_000)["result"]["fish_shown"] == "0.996"


@pytest.mark.parametrize(
    ("inputs", "lines"),
    [
        (
            {"ph_positive_metaphases": 0, "metaphases_examined": 20},
            ["0.0%", "0.0% to 16.8%", "Not known", "Complete", "Yes", "Complete", "Yes"],
        ),
        ({"ph_positive_percent": 35}, ["35.0%", "Not known", "Not known", "Partial", "Yes", "Minor", "No"]),
        ({"ph_positive_percent": 92}, ["92.0%", "Not known", "Not known", "Minimal", "No", "None", "No"]),
        (
            {"fish_positive_nuclei": 1, "fish_nuclei_examined": 300},
            ["Not known", "Not known", "0.3%", "Complete", "Yes", "Not assessable", "Not assessable"],
        ),
    ],
)
def test_answers_in_the_readers_words(inputs: dict[str, Any], lines: list[str]) -> None:
    found = list(answer_lines(CALCULATOR, asked(**inputs)["result"]))
    eln, other = "European LeukemiaNet, cytogenetic response", "Imatinib study of 2003, cytogenetic response"
    kinds = ("Cytogenetic response", "Major response")
    labels = ["Ph-positive metaphases", "Exact 95% interval", "BCR::ABL1-positive nuclei by FISH"]
    assert found == list(
        zip([*labels, *(f"{title}: {kind}" for title in (eln, other) for kind in kinds)], lines, strict=True)
    )


def test_every_input_stands_in_one_group_of_the_form() -> None:
    grouped = [name for group in CALCULATOR.groups for name in group.names]
    assert sorted(grouped) == sorted(quantity.name for quantity in CALCULATOR.inputs)


def test_every_entry_has_the_key_and_the_answers_of_the_catalogue() -> None:
    listed = CALCULATOR.entries
    assert listed is not None
    for entry in asked()["result"][listed.name]:
        assert {listed.key, *(answer.name for answer in listed.answers)} <= set(entry)
