"""Ponatinib, hydroxyurea, transplant: what holds for every input, and what is said beside the figures."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cml_calculators import describe, evaluate
from cml_calculators.answers import answer_lines
from cml_calculators.catalogue import calculator
from cml_calculators.hydroxyurea import capsules_in_words

ANSWERS = st.sampled_from([True, False, None])


def result(calculator_id: str, **inputs: Any) -> dict[str, Any]:
    found = evaluate(calculator_id, inputs)
    assert found["ok"], found
    return dict(found["result"])


@given(st.decimals("0.0001", 400, places=4), ANSWERS, ANSWERS, ANSWERS)
def test_the_dose_depends_on_the_response_alone(
    percent: Decimal, heart: bool | None, pressure: bool | None, diabetes: bool | None
) -> None:
    found = result(
        "ponatinib-dose", best_bcr_abl1_percent_is=percent, cardiovascular_disease=heart, hypertension=pressure,
        diabetes=diabetes,
    )  # fmt: skip
    assert found["dose_mg_once_daily"] == (15 if Fraction(percent) <= 1 else 45)
    known = [heart, pressure, diabetes]
    assert found["excluded_from_trials"] is (True if True in known else None if None in known else False)
    assert found["notes"] and all("source" in note for note in found["notes"])


@pytest.mark.parametrize("percent", [0, -1, 400.1, "1", True])
def test_an_impossible_response_is_refused(percent: Any) -> None:
    found = evaluate("ponatinib-dose", {"best_bcr_abl1_percent_is": percent})
    assert [one["field"] for one in found["errors"]] == ["best_bcr_abl1_percent_is"]


@given(st.decimals(2, 350, places=3))
def test_the_starting_figure_is_forty_times_the_weight(weight: Decimal) -> None:
    found = result("hydroxyurea", weight_kg=weight)
    assert found["start_mg_per_day"] == pytest.approx(float(Fraction(weight) * 40), rel=1e-12)


@given(st.decimals(0, 1000, places=3))
def test_the_stages_leave_no_gap_and_do_not_overlap(white_cells: Decimal) -> None:
    found = result("hydroxyurea", wbc_e9_per_l=white_cells)
    expected = "starting" if white_cells >= 20 else "reduce_and_titrate" if white_cells >= 5 else "below_target"
    assert found["band"] == expected
    assert [one["status"] for one in found["criteria"]].count("met") == 1


@given(st.integers(80, 14000))
def test_capsules_stand_between_two_whole_numbers(mg: int) -> None:
    words = capsules_in_words(Decimal(mg))
    if mg % 500 == 0:
        assert words.split() == [str(mg // 500), "capsule" if mg == 500 else "capsules", "of", "500", "mg"]
    else:
        exact, _, rest = words.partition(" capsules of 500 mg, ")
        assert Fraction(exact) * 500 == mg
        low, high = mg // 500, mg // 500 + 1
        assert rest == f"between {low} ({low * 500} mg) and {high} ({high * 500} mg)"


def test_the_starting_figure_is_no_prescription() -> None:
    found = evaluate("hydroxyurea", {"weight_kg": 70})
    (warning,) = found["warnings"]
    assert warning["field"] == "weight_kg"
    for said in ("not a prescription", "weight", "renal function", "no maximum"):
        assert said in warning["message"]
    assert evaluate("hydroxyurea", {"wbc_e9_per_l": 12})["warnings"] == []
    assert len(result("hydroxyurea")["notes"]) == 3


@pytest.mark.parametrize("name, value", [("weight_kg", 1.9), ("weight_kg", 351), ("wbc_e9_per_l", -1)])
def test_values_outside_their_range_are_refused(name: str, value: float) -> None:
    assert [one["field"] for one in evaluate("hydroxyurea", {name: value})["errors"]] == [name]


INPUTS = {
    "age_years": st.one_of(st.none(), st.integers(0, 120)),
    "donor": st.sampled_from([None, "identical_twin", "hla_matched_sibling", "unrelated", "none"]),
    "phase": st.sampled_from([None, "chronic", "accelerated", "blast"]),
    "t315i": ANSWERS,
    "ponatinib_resistant": ANSWERS,
    "intolerant_to_all_tkis": ANSWERS,
    "poor_response_to_tki_induction": ANSWERS,
}


@given(st.fixed_dictionaries(INPUTS))
def test_all_five_statements_always_and_what_is_missing_is_unknown(inputs: dict[str, Any]) -> None:
    found = result("transplant-considerations", **inputs)
    assert [one["id"] for one in found["statements"]] == [
        "early-chronic-phase", "blast-phase", "t315i-and-ponatinib-resistance", "intolerance",
        "poor-response-in-accelerated-phase",
    ]  # fmt: skip
    for one in found["statements"]:
        assert (one["status"] == "unknown") == bool(one["missing"])
        assert all(inputs[name] is None for name in one["missing"])
        assert one["title"] and one["text"] and one["locator"] and one["criteria"]
        statuses = [part["status"] for part in one["criteria"]]
        expected = "not_met" if "not_met" in statuses else "unknown" if "unknown" in statuses else "met"
        assert one["status"] == expected
    assert len(found["notes"]) == 2


def test_no_verdict() -> None:
    assert set(result("transplant-considerations")) == {"statements", "notes"}


def lines(calculator_id: str, **inputs: Any) -> list[tuple[str, str]]:
    entry = calculator(calculator_id)
    assert entry is not None
    return list(answer_lines(entry, result(calculator_id, **inputs)))


def test_the_answers_in_the_readers_words() -> None:
    """As the worked examples of the pages and the cohort have them."""
    none = "45 mg once daily is the starting dose of the source; without a response value it gives no other"
    for percent, dose in ((1, "15 mg once daily"), (1.5, "45 mg once daily"), (None, none)):
        assert lines("ponatinib-dose", best_bcr_abl1_percent_is=percent, diabetes=True) == [
            ("Dose in the source", dose), ("Left out of the source's trials", "Yes"),
        ]  # fmt: skip
    for white_cells, stage in (
        (20, "Starting dose"), (5, "Reduce and titrate"), (4.9, "Below the target range"), (None, "Not known"),
    ):  # fmt: skip
        assert lines("hydroxyurea", weight_kg=12.5, wbc_e9_per_l=white_cells) == [
            ("Starting figure", "500 mg per day"), ("In capsules", "1 capsule of 500 mg"),
            ("Stage by the white cells", stage),
        ]  # fmt: skip
    assert lines("hydroxyurea")[:2] == [("Starting figure", "Not known"), ("In capsules", "–")]
    assert lines("transplant-considerations", phase="chronic", intolerant_to_all_tkis=True) == [
        ("Early in chronic phase", "Not known"),
        ("Presentation in blast phase", "Its conditions are not met"),
        ("T315I and resistance to ponatinib", "Not known"),
        ("Intolerance of all TKIs", "Its conditions are met"),
        ("Poor response in accelerated phase", "Its conditions are not met"),
    ]
    assert lines("mutations", variants=["G250E"]) == [
        ("G250E, imatinib", "Avoid"), ("G250E, dasatinib", "Susceptible"), ("G250E, nilotinib", "With caution"),
        ("G250E, bosutinib", "No data"), ("G250E, ponatinib", "No data"), ("G250E, asciminib", "No data"),
    ]  # fmt: skip


@pytest.mark.parametrize("calculator_id", ["mutations", "ponatinib-dose", "hydroxyurea", "transplant-considerations"])
def test_the_form_has_every_input_once(calculator_id: str) -> None:
    described = describe(calculator_id)
    grouped = [name for group in described["groups"] for name in group["inputs"]]
    assert grouped == [one["name"] for one in described["inputs"]]
    assert {source["reference"] for source in described["sources"]} >= {"pdq-2025"}
    assert described["question"].endswith("?")
    if entries := described["entries"]:
        found = result(calculator_id, **({"variants": ["T315I"]} if calculator_id == "mutations" else {}))
        assert all(one[entries["key"]] and one["title"] for one in found[entries["name"]])
