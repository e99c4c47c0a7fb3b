"""Names, units, limits and words of every input are those of the agreed interface in `inputs.yml`."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from cml_calculators import describe, evaluate
from cml_calculators.catalogue import CALCULATORS

CONTRACT = YAML(typ="safe").load(Path(__file__).with_name("inputs.yml").read_text(encoding="utf-8"))
IDS = [entry.id for entry in CALCULATORS]
# The smallest step that the limits are tried with.
STEP = 0.001


def uses(kind: str) -> list[tuple[str, str]]:
    """Every calculator with every input of one kind that it takes."""
    every = ((calculator, name) for calculator, names in CONTRACT["calculators"].items() for name in names)
    return [(calculator, name) for calculator, name in every if name in CONTRACT[kind]]


def asked(name: str, value: float) -> dict[str, Any]:
    number = CONTRACT["numbers"][name]
    plain = int(value) if value == int(value) else value
    return {name: [plain] if number.get("series") else plain}


def refused(calculator: str, inputs: dict[str, Any]) -> dict[str, str]:
    """The errors by the name of the input."""
    answer = evaluate(calculator, inputs)
    return {error["field"].split("[")[0]: error["message"] for error in answer.get("errors", [])}


def warned(calculator: str, inputs: dict[str, Any]) -> dict[str, list[str]]:
    """The warnings by the name of the input."""
    found: dict[str, list[str]] = {}
    for warning in evaluate(calculator, inputs)["warnings"]:
        found.setdefault(warning.get("field", "").split("[")[0], []).append(warning["message"])
    return found


def test_the_calculators_are_those_of_the_interface() -> None:
    assert set(CONTRACT["calculators"]) == set(IDS)


@pytest.mark.parametrize("calculator", IDS)
def test_a_calculator_takes_exactly_its_inputs(calculator: str) -> None:
    assert {entry["name"] for entry in describe(calculator)["inputs"]} == set(CONTRACT["calculators"][calculator])


@pytest.mark.parametrize(("calculator", "name"), uses("numbers"))
def test_a_number_is_taken_up_to_its_limits_and_refused_beyond(calculator: str, name: str) -> None:
    number = CONTRACT["numbers"][name]
    step = 1 if number.get("whole") else STEP
    low = number["at_least"] if "at_least" in number else number["above"] + step
    for inside in (low, number["at_most"]):
        assert name not in refused(calculator, asked(name, inside))
    for outside in (low - step, number["at_most"] + step):
        message = refused(calculator, asked(name, round(outside, 6)))[name]
        assert f"at most {number['at_most']} {number['unit']}" in message
        assert (f"above {number['above']}" if "above" in number else f"at least {number['at_least']}") in message


@pytest.mark.parametrize(("calculator", "name"), uses("numbers"))
def test_a_count_is_whole_and_a_measurement_need_not_be(calculator: str, name: str) -> None:
    number = CONTRACT["numbers"][name]
    is_refused = name in refused(calculator, asked(name, number["at_most"] - 0.5))
    assert is_refused == number.get("whole", False)


@pytest.mark.parametrize(("calculator", "name"), uses("numbers"))
def test_an_unusual_number_is_questioned(calculator: str, name: str) -> None:
    number = CONTRACT["numbers"][name]
    for limit, side in (("warn_below", -1), ("warn_above", 1)):
        if limit in number:
            usual, unusual = number[limit], round(number[limit] + side * STEP, 6)
            assert not any("is unusual" in one for one in warned(calculator, asked(name, usual)).get(name, []))
            assert any(
                f"{unusual} {number['unit']} is unusual" in one
                for one in warned(calculator, asked(name, unusual))[name]
            )
    if "warn_above" not in number and number["at_most"] <= 100:
        assert not any("is unusual" in one for one in warned(calculator, asked(name, number["at_most"])).get(name, []))


@pytest.mark.parametrize(("calculator", "name"), uses("choices"))
def test_a_choice_takes_its_words_and_no_other(calculator: str, name: str) -> None:
    words = CONTRACT["choices"][name]
    for word in words:
        assert name not in refused(calculator, {name: word})
    assert f"must be one of {', '.join(map(str, words))}" in refused(calculator, {name: "another"})[name]


@pytest.mark.parametrize(("calculator", "name"), uses("lists"))
def test_a_list_takes_its_words_and_no_other(calculator: str, name: str) -> None:
    words = CONTRACT["lists"][name]
    assert name not in refused(calculator, {name: words})
    for word in words:
        assert name not in refused(calculator, {name: [word]})
    assert name in refused(calculator, {name: ["another"]})
    described = next(entry for entry in describe(calculator)["inputs"] if entry["name"] == name)
    assert [word["value"] for word in described["words"]] == words


@pytest.mark.parametrize("calculator", IDS)
def test_every_input_is_described_with_its_unit_and_range(calculator: str) -> None:
    for entry in describe(calculator)["inputs"]:
        number = CONTRACT["numbers"].get(entry["name"])
        if number and not number.get("series"):
            limits = {bound: number[bound] for bound in ("above", "at_least", "at_most") if bound in number}
            assert (entry["unit"], entry["range"]) == (number["unit"], limits)
        assert entry["label"]


@pytest.mark.parametrize("calculator", IDS)
def test_a_question_is_answered_by_true_and_false_only(calculator: str) -> None:
    for entry in describe(calculator)["inputs"]:
        if entry["kind"] == "yes_no":
            for answer in (True, False):
                assert entry["name"] not in refused(calculator, {entry["name"]: answer})
            assert "must be true or false" in refused(calculator, {entry["name"]: "true"})[entry["name"]]
