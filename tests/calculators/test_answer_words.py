"""What a reader sees of a result: every word that an answer can take has a label, and no number loses its unit."""

import typing
from typing import Any

import pytest

from cml_calculators import evaluate
from cml_calculators.answers import answer_lines, in_words
from cml_calculators.calculator import Answer
from cml_calculators.catalogue import CALCULATORS, calculator
from cml_calculators.milestones import CATEGORY_WORDS
from tests.case_files import Case, all_cases


def answers() -> list[tuple[str, Answer, Any]]:
    """Every answer of every calculator with the type of its value."""
    found = []
    for entry in CALCULATORS:
        hints = typing.get_type_hints(entry.shape)
        found += [(entry.id, answer, hints[answer.name]) for answer in entry.answers]
        if entry.entries:
            inner = typing.get_type_hints(typing.get_args(hints[entry.entries.name])[0])
            found += [(entry.id, answer, inner[answer.name]) for answer in entry.entries.answers]
    return found


def words_of(shape: Any) -> set[str]:
    """The words of every `Literal` in a type."""
    if typing.get_origin(shape) is typing.Literal:
        return set(typing.get_args(shape))
    return {word for part in typing.get_args(shape) for word in words_of(part)}


# A word that is its own label, such as MR4.5 or 400 mg/day, has a digit or a capital in it.
def needs_a_label(word: str) -> bool:
    return word == word.lower() and not any(letter.isdigit() for letter in word)


@pytest.mark.parametrize(("calculator_id", "answer", "shape"), answers(), ids=lambda part: getattr(part, "name", None))
def test_every_word_of_an_answer_has_a_label_of_its_own(calculator_id: str, answer: Answer, shape: Any) -> None:
    labels = dict(answer.words)
    assert {word for word in words_of(shape) if needs_a_label(word)} <= set(labels)
    assert len(set(labels.values())) == len(labels)
    assert all(label and "_" not in label for label in labels.values())


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: f"{case.calculator}: {case.name}")
def test_an_answer_is_put_into_words(case: Case) -> None:
    entry = calculator(case.calculator)
    assert entry is not None
    for label, text in answer_lines(entry, evaluate(case.calculator, case.inputs)["result"]):
        assert label and text
        assert "_" not in text, f"{label}: {text}"


def test_the_categories_of_the_milestones_are_those_of_the_interface() -> None:
    assert [word for word, _ in CATEGORY_WORDS] == [
        "optimal", "suboptimal", "warning", "failure", "green", "light_green", "yellow", "red",
        "suboptimal_or_relative_failure", "no_trigger", "not_assigned", "not_applicable", "unknown",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "record", "text"),
    [
        (Answer(name="a", label="A", words=(("low", "Low"),)), {"a": "low"}, "Low"),
        (Answer(name="a", label="A"), {"a": True}, "Yes"),
        (Answer(name="a", label="A"), {"a": False}, "No"),
        (Answer(name="a", label="A"), {"a": None}, "Not known"),
        (Answer(name="a", label="A", words=(("", "Not computed"),)), {"a": None}, "Not computed"),
        (Answer(name="a", label="A", words=(("true", "Can be stopped"),)), {"a": True}, "Can be stopped"),
        (Answer(name="a", label="A", unit="days"), {"a": 76}, "76 days"),
        (Answer(name="a", label="A", unit="% IS"), {"a": 0.1}, "0.1% IS"),
        (Answer(name="a", label="A", unit="%", shown="b"), {"a": 33.333, "b": "33.3"}, "33.3%"),
        (Answer(name="a", label="A", unit="%", shown="b"), {"a": None, "b": None}, "Not known"),
        (Answer(name="a", label="A"), {"a": []}, "None"),
        (Answer(name="a", label="A"), {"a": ["x", "y"]}, "x, y"),
        (Answer(name="a", label="A", join=" or ", words=(("x", "X"),)), {"a": ["x", "y"]}, "X or y"),
    ],
)
def test_a_value_in_words(answer: Answer, record: dict[str, Any], text: str) -> None:
    assert in_words(answer, record) == text


def test_an_entry_with_several_answers_names_each() -> None:
    """Two answers of one score stand apart; the only answer of a classification carries its title alone."""
    scores = calculator("risk-scores")
    assert scores is not None
    lines = dict(answer_lines(scores, evaluate("risk-scores", {"basophils_pb_percent": 3, "spleen_cm": 2})["result"]))
    assert (lines["EUTOS: Risk group"], lines["EUTOS: Value"]) == ("Low", "29.0")
    assert lines["Sokal: Value"] == "Not computed"
    phase = calculator("phase")
    assert phase is not None
    systems = dict(answer_lines(phase, evaluate("phase", {"blasts_pb_percent": 30, "blasts_bm_percent": 30})["result"]))
    assert systems["NCI PDQ, 13 March 2025"] == "Blast phase"
