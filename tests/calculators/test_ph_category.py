"""Philadelphia and BCR::ABL1: warnings, notes and passages of every combination."""

from itertools import product
from typing import Any

import pytest

from cml_calculators import evaluate
from cml_calculators.answers import answer_lines
from cml_calculators.ph_category import CALCULATOR

NAMES = ("philadelphia_positive", "rt_pcr_positive", "southern_blot_positive")
COMBINATIONS = [*product((True, False, None), repeat=3)]


def answer(*given: bool | None) -> dict[str, Any]:
    found = evaluate("ph-category", dict(zip(NAMES, given, strict=True)))
    assert found["ok"], found
    return found


@pytest.mark.parametrize("given", COMBINATIONS, ids=str)
def test_results_that_disagree_bring_a_warning(given: tuple[bool | None, ...]) -> None:
    """A negative test beside a Philadelphia chromosome; a Southern blot that shows what RT-PCR does not."""
    ph, rt_pcr, southern = given
    expected = []
    if ph and rt_pcr is False:
        expected = ["rt_pcr_positive"]
    elif ph and southern is False:
        expected = ["southern_blot_positive"]
    if rt_pcr is False and southern:
        expected.append("rt_pcr_positive")
    assert [warning["field"] for warning in answer(*given)["warnings"]] == expected


@pytest.mark.parametrize(
    ("given", "passages"),
    [
        ((None, None, None), []),
        ((True, None, None), ["classic-ph-positive"]),
        ((True, True, True), ["classic-ph-positive", "rt-pcr-like-classic"]),
        ((True, False, False), ["classic-ph-positive"]),
        ((False, None, None), ["ph-negative-as-a-group"]),
        ((False, True, True), ["rt-pcr-like-classic", "southern-blot-equivalent", "ph-negative-as-a-group"]),
        ((False, False, True), ["southern-blot-equivalent", "nearer-to-cmml", "ph-negative-as-a-group"]),
        ((None, False, None), ["nearer-to-cmml"]),
        ((None, None, True), ["southern-blot-equivalent"]),
        ((None, None, False), []),
    ],
)
def test_the_passages_that_speak_of_the_findings(given: tuple[bool | None, ...], passages: list[str]) -> None:
    assert [statement["id"] for statement in answer(*given)["result"]["statements"]] == passages


def test_each_passage_has_its_place_in_the_source() -> None:
    """PDQ of March 2025: RT-PCR stands under the workup, the others under prognosis."""
    found = [statement for given in COMBINATIONS for statement in answer(*given)["result"]["statements"]]
    assert {(one["id"], one["reference"], one["locator"]) for one in found} == {
        ("classic-ph-positive", "pdq-2025", "General Information, Prognosis and Survival"),
        ("rt-pcr-like-classic", "pdq-2025", "General Information, Diagnostic Evaluation"),
        ("southern-blot-equivalent", "pdq-2025", "General Information, Prognosis and Survival"),
        ("nearer-to-cmml", "pdq-2025", "General Information, Diagnostic Evaluation"),
        ("ph-negative-as-a-group", "pdq-2025", "General Information, Prognosis and Survival"),
    }
    group = next(one["text"] for one in found if one["id"] == "ph-negative-as-a-group")
    assert group.endswith("response to treatment is poorer and survival shorter than in Ph-positive patients.")


NO_RT_PCR = "RT-PCR, which the source calls the most sensitive test, was not entered."
NO_HELP = f"{NO_RT_PCR} A negative Southern blot does not settle it."
FOUND = (
    "BCR::ABL1 was found and the karyotype is not known: the disease is Ph-positive or Ph-negative with BCR::ABL1, and "
    "the source gives both the same course."
)
NOT_FOUND = (
    "RT-PCR is negative and the karyotype is not known: with a Philadelphia chromosome the disease would be "
    "Ph-positive, without one BCR::ABL1-negative."
)


@pytest.mark.parametrize(
    ("given", "notes"),
    [
        ((True, None, None), []),
        ((False, True, None), []),
        ((False, False, None), []),
        ((None, None, None), [NO_RT_PCR]),
        ((False, None, None), [NO_RT_PCR]),
        ((False, None, False), [NO_HELP]),
        ((None, None, False), [NO_HELP]),
        ((None, True, None), [FOUND]),
        ((None, False, True), [FOUND]),
        ((None, False, None), [NOT_FOUND]),
    ],
)
def test_notes_say_why_there_is_no_category(given: tuple[bool | None, ...], notes: list[str]) -> None:
    assert answer(*given)["result"]["notes"] == notes


def test_warnings_name_the_test() -> None:
    assert [warning["message"].split(":")[0] for warning in answer(True, False, False)["warnings"]] == [
        "There is a Philadelphia chromosome, and RT-PCR is negative"
    ]
    assert [warning["message"].split(":")[0] for warning in answer(True, None, False)["warnings"]] == [
        "There is a Philadelphia chromosome, and the Southern blot is negative"
    ]


@pytest.mark.parametrize(
    ("inputs", "at"),
    [
        ({"philadelphia_positive": 1}, ["philadelphia_positive"]),
        ({"rt_pcr_positive": "yes", "southern_blot_positive": "no"}, ["rt_pcr_positive", "southern_blot_positive"]),
        ({"fish_positive": True}, ["fish_positive"]),
    ],
)
def test_bad_input_is_refused_at_its_field(inputs: dict[str, Any], at: list[str]) -> None:
    assert [fault["field"] for fault in evaluate("ph-category", inputs)["errors"]] == at


@pytest.mark.parametrize(
    ("given", "category", "course"),
    [
        ((True, None, None), "Ph-positive", "Classic Ph-positive CML."),
        ((False, True, None), "Ph-negative, BCR::ABL1-positive", "BCR::ABL1 by RT-PCR:"),
        ((False, False, None), "BCR::ABL1-negative", "No BCR::ABL1 by RT-PCR:"),
        ((False, None, None), "Not tested", "The source names none for these findings"),
        ((None, True, None), "Depends on the karyotype, which is not known", "BCR::ABL1 by RT-PCR:"),
    ],
)
def test_answers_in_the_words_of_a_reader(given: tuple[bool | None, ...], category: str, course: str) -> None:
    lines = dict(answer_lines(CALCULATOR, answer(*given)["result"]))
    assert list(lines) == ["Category", "Course"]
    assert lines["Category"] == category
    assert lines["Course"].startswith(course)
