"""What is refused, and in which words; all faults at once, nothing converted by guess."""

import math
from decimal import Decimal
from typing import Any

import pytest

from cml_calculators import evaluate
from cml_calculators.inputs import plain


def messages(inputs: Any) -> dict[str, str]:
    answer = evaluate("phase", inputs)
    assert set(answer) == {"ok", "errors"}
    return {error["field"]: error["message"] for error in answer["errors"]}


def test_platelets_in_cells_per_microliter_are_refused() -> None:
    found = messages({"platelets_e9_per_l": 250000})
    assert found == {"platelets_e9_per_l": "platelets_e9_per_l must be above 0 and at most 10000 ×10⁹/L, not 250000"}


def test_a_percentage_above_100_is_refused() -> None:
    found = messages({"blasts_pb_percent": 120})
    assert (
        found["blasts_pb_percent"] == "blasts_pb_percent must be at least 0 and at most 100 % of white cells, not 120"
    )


@pytest.mark.parametrize("text", ["1,5", "abc", "12", "< 0.01", "1e3", " "])
def test_text_is_never_a_number(text: str) -> None:
    assert f"as a number, not {text!r}" in messages({"blasts_pb_percent": text})["blasts_pb_percent"]


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, True, [3], {"value": 3}])
def test_what_is_not_a_finite_number_is_refused(value: Any) -> None:
    assert "must be at least 0 and at most 100" in messages({"blasts_pb_percent": value})["blasts_pb_percent"]


def test_a_number_of_thousands_of_digits_is_refused() -> None:
    found = messages({"blasts_pb_percent": 10**5000})
    assert found["blasts_pb_percent"].endswith("not a number of more than 40 digits")


@pytest.mark.parametrize("value", [0, 1, "true", "yes", []])
def test_only_true_and_false_answer_a_question(value: Any) -> None:
    assert "must be true or false" in messages({"on_treatment": value})["on_treatment"]


@pytest.mark.parametrize("value", ["trisomy_8", ["trisomy_9"], [8], {"trisomy_8": True}])
def test_a_list_holds_only_its_words(value: Any) -> None:
    assert "aca_at_diagnosis must" in messages({"aca_at_diagnosis": value})["aca_at_diagnosis"]


def test_a_list_has_at_most_500_entries() -> None:
    assert "at most 500 entries, not 501" in messages({"aca_at_diagnosis": ["other"] * 501})["aca_at_diagnosis"]
    assert evaluate("phase", {"aca_at_diagnosis": ["other"] * 500})["ok"]


def test_an_unknown_field_is_refused_with_the_nearest_name() -> None:
    found = messages({"blast_pb_percent": 3})
    assert found == {
        "blast_pb_percent": "blast_pb_percent must be an input of this calculator, and is not; "
        "did you mean blasts_pb_percent?"
    }


def test_all_faults_are_reported_at_once() -> None:
    faulty = {"blasts_pb_percent": 120, "platelets_e9_per_l": 0, "fever": "no", "colour": 1, "wbc_e9_per_l": -1}
    assert set(messages(faulty)) == set(faulty)


@pytest.mark.parametrize("blank", [None, ""])
def test_blank_is_not_known(blank: Any) -> None:
    assert evaluate("phase", {"blasts_pb_percent": blank}) == evaluate("phase", {})


def test_zero_is_known() -> None:
    systems = evaluate("phase", {"blasts_pb_percent": 0})["result"]["systems"]
    assert all("blasts_pb_percent" not in entry["missing"] for entry in systems)


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("platelets_e9_per_l", 10000, 10000.1),
        ("platelets_e9_per_l", 0.001, 0),
        ("wbc_e9_per_l", 1000, 1000.1),
        ("wbc_e9_per_l", 0, -0.1),
        ("hemoglobin_g_per_dl", 25, 25.1),
        ("hemoglobin_g_per_dl", 1, 0.9),
        ("blasts_bm_percent", 100, 100.1),
        ("blasts_bm_percent", 0, -0.1),
    ],
)
def test_both_ends_of_each_range(name: str, inside: float, outside: float) -> None:
    assert evaluate("phase", {name: inside})["ok"]
    assert name in messages({name: outside})


def test_a_differential_above_100_is_reported_on_the_blasts() -> None:
    cells = {"blasts_pb_percent": 40, "promyelocytes_pb_percent": 40, "basophils_pb_percent": 20.1}
    assert "at most 100% together, not 100.1%" in messages(cells)["blasts_pb_percent"]
    assert evaluate("phase", {**cells, "basophils_pb_percent": 20})["ok"]


@pytest.mark.parametrize("kind", ["promyelocytes_pb", "basophils_pb", "eosinophils_pb", "promyelocytes_bm"])
def test_every_kind_of_cell_counts_in_the_differential_of_its_specimen(kind: str) -> None:
    blasts = f"blasts_{kind[-2:]}_percent"
    found = messages({blasts: 60, f"{kind}_percent": 40.1})
    assert list(found) == [blasts]
    assert kind[:-3] in found[blasts] and "at most 100% together, not 100.1%" in found[blasts]
    assert evaluate("phase", {blasts: 60, f"{kind}_percent": 40})["ok"]


def test_more_lymphoblasts_than_blasts_are_reported_on_the_lymphoblasts() -> None:
    assert "lymphoblasts_bm_percent" in messages({"blasts_bm_percent": 5, "lymphoblasts_bm_percent": 5.1})
    assert evaluate("phase", {"blasts_bm_percent": 5, "lymphoblasts_bm_percent": 5})["ok"]


@pytest.mark.parametrize(("present", "sites"), [(False, ["skin"]), (True, [])])
def test_sites_that_contradict_the_answer_are_refused(present: bool, sites: list[str]) -> None:
    assert "extramedullary_sites" in messages({"extramedullary_blasts": present, "extramedullary_sites": sites})


@pytest.mark.parametrize("inputs", [None, [], "phase", 3])
def test_inputs_must_be_one_object(inputs: Any) -> None:
    assert set(messages(inputs)) == {"inputs"}


def test_an_unknown_calculator_is_an_error_on_the_calculator() -> None:
    assert [error["field"] for error in evaluate("fase", {})["errors"]] == ["calculator"]


@pytest.mark.parametrize("length", [39, 40, 41, 4000])
def test_of_an_unknown_name_40_characters_are_repeated(length: int) -> None:
    name = ("0123456789" * 400)[:length]
    [error] = evaluate(name, {})["errors"]
    assert error["message"].endswith(f", not {name[:40]}")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("x" * 38, f"'{'x' * 38}'"),  # 40 characters with its quotes
        ("x" * 39, f"'{'x' * 36}…"),
        ("x" * 4000, f"'{'x' * 36}…"),
    ],
)
def test_a_long_text_is_cut_after_37_of_its_characters(text: str, shown: str) -> None:
    assert messages({"blasts_pb_percent": text})["blasts_pb_percent"].endswith(f"as a number, not {shown}")


def test_of_many_wrong_words_five_are_repeated() -> None:
    wrong = [f"word_{number}" for number in range(6)]
    message = messages({"aca_at_diagnosis": ["other", *wrong]})["aca_at_diagnosis"]
    assert message.endswith(", not 'word_0', 'word_1', 'word_2', 'word_3', 'word_4'")


@pytest.mark.parametrize("gap", [None, ""])
def test_a_gap_in_a_series_is_refused_at_its_place(gap: Any) -> None:
    errors = evaluate("resistance", {"ph_positive_history_percent": [0, gap, 5]})["errors"]
    name = "ph_positive_history_percent[1]"
    assert errors == [{"field": name, "message": f"{name} must be given, or the list must be shorter"}]


def test_a_tuple_is_a_list() -> None:
    """JSON has lists only; a caller in Python may give either."""
    for calculator, name, entries in (
        ("resistance", "ph_positive_history_percent", (0, 35)),
        ("phase", "aca_at_diagnosis", ("trisomy_8",)),
    ):
        found = evaluate(calculator, {name: entries})
        assert found["ok"]
        assert found == evaluate(calculator, {name: list(entries)})


@pytest.mark.parametrize("line", [2, 2.0, Decimal(2), Decimal("2.0")])
def test_a_whole_number_is_the_same_choice_however_it_is_written(line: Any) -> None:
    found = evaluate("molecular-response", {"tki_line": line, "months_on_tki": 12})
    assert found["ok"]
    assert found == evaluate("molecular-response", {"tki_line": 2, "months_on_tki": 12})


@pytest.mark.parametrize("line", [True, "1", 1.5, 4, [1], math.nan, Decimal("NaN"), Decimal("sNaN")])
def test_a_choice_of_numbers_takes_no_other_kind_of_value(line: Any) -> None:
    [error] = evaluate("molecular-response", {"tki_line": line})["errors"]
    assert error["message"].startswith("tki_line must be one of 1, 2, 3, not ")


def test_an_unusual_value_is_a_warning_beside_the_result() -> None:
    answer = evaluate("phase", {"platelets_e9_per_l": 3000.5})
    assert answer["ok"] and [warning["field"] for warning in answer["warnings"]] == ["platelets_e9_per_l"]
    assert evaluate("phase", {"platelets_e9_per_l": 3000})["warnings"] == []


def test_a_number_of_more_than_40_digits_is_not_repeated() -> None:
    assert messages({"blasts_pb_percent": 10**40})["blasts_pb_percent"].endswith("a number of more than 40 digits")
    assert messages({"blasts_pb_percent": 10**39})["blasts_pb_percent"].endswith(f"not {10**39}")


def test_whole_numbers_stay_whole_as_far_as_json_readers_keep_them() -> None:
    assert isinstance(plain(Decimal(10**15 - 1)), int)
    assert isinstance(plain(Decimal(10**15)), float)
    assert isinstance(plain(Decimal("0.5")), float)
