"""Kinetics: bad input, warnings, notes, the order of events, and the words of its answers."""

from typing import Any

import pytest

from cml_calculators import evaluate
from cml_calculators.answers import answer_lines
from cml_calculators.kinetics import CALCULATOR
from tests.calculators.kinetics_rows import answer, day, happened, result, row, warned


@pytest.mark.parametrize(
    ("inputs", "at"),
    [
        ({"measurements": [{"bcr_abl1_percent_is": 1}]}, ["measurements[0].date"]),
        ({"measurements": [row(0, 1), {}]}, ["measurements[1].date"]),
        ({"measurements": [row(0, 1), {"date": None, "detected": False}]}, ["measurements[1].date"]),
        ({"measurements": [row(0, 1) | {"detected": False}]}, ["measurements[0].bcr_abl1_percent_is"]),
        ({"measurements": [row(0, 0)]}, ["measurements[0].bcr_abl1_percent_is"]),
        ({"measurements": [row(0, 400.01)]}, ["measurements[0].bcr_abl1_percent_is"]),
        ({"measurements": [row(0, 1), row(5, 2), row(0, 3)]}, ["measurements[2].date"]),
        ({"measurements": [row(0, 1), row(0, 2), row(0, 3)]}, ["measurements[1].date", "measurements[2].date"]),
        ({"measurements": [row(0, 1), {}, {}]}, ["measurements[1].date", "measurements[2].date"]),
        ({"measurements": [row(0, 1, copies=-1)]}, ["measurements[0].reference_gene_copies"]),
        ({"measurements": [row(0, 1, gene="GAPDH")]}, ["measurements[0].reference_gene"]),
        ({"measurements": [{"date": "2025-02-30"}]}, ["measurements[0].date"]),
        ({"measurements": [{"date": "01/02/2025"}]}, ["measurements[0].date"]),
        ({"measurements": [{"date": day(0), "percent": 1}]}, ["measurements[0].percent"]),
        ({"measurements": row(0, 1)}, ["measurements"]),
        ({"measurements": [row(number, 1) for number in range(501)]}, ["measurements"]),
        ({"measurements": [row(0, 1)] * 20_000}, ["measurements"]),
        ({"treatment_start": day(5), "treatment_stop": day(4)}, ["treatment_stop"]),
        ({"treatment_start": "soon"}, ["treatment_start"]),
        ({"same_laboratory": 1}, ["same_laboratory"]),
        (
            {
                "measurements": [row(0, 1) | {"detected": False}, {}],
                "treatment_start": day(5),
                "treatment_stop": day(4),
            },
            ["measurements[0].bcr_abl1_percent_is", "measurements[1].date", "treatment_stop"],
        ),
    ],
)
def test_bad_input_is_refused_at_its_field(inputs: dict[str, Any], at: list[str]) -> None:
    found = evaluate("kinetics", inputs)
    assert not found["ok"]
    assert [fault["field"] for fault in found["errors"]] == at
    assert all(fault["field"].split(".")[-1] in fault["message"] for fault in found["errors"])


def test_the_end_of_treatment_may_be_the_day_of_its_start() -> None:
    assert evaluate("kinetics", {"treatment_start": day(0), "treatment_stop": day(0)})["ok"]
    assert evaluate("kinetics", {"treatment_stop": day(0)})["ok"]


def test_messages_of_faults_say_what_must_hold() -> None:
    faults = evaluate("kinetics", {"measurements": [row(0, 1), row(0, 2)], "treatment_start": day(2),
                                   "treatment_stop": day(1)})["errors"]  # fmt: skip
    assert [fault["message"] for fault in faults] == [
        "measurements[1].date must be another day than measurements[0].date: a day has one value",
        "treatment_stop must not be before treatment_start, 2025-01-03, not 2025-01-02",
    ]


@pytest.mark.parametrize(
    ("rows", "inputs", "at"),
    [
        ([row(0, 80), row(90, 20)], {}, []),
        ([row(90, 20), row(0, 80)], {}, ["measurements"]),
        ([row(0, 80), row(90, 20)], {"same_laboratory": None}, ["same_laboratory"]),
        ([row(0, 80)], {"same_laboratory": None}, []),
        ([row(0, 80), row(90, 20)], {"same_laboratory": False}, ["same_laboratory"]),
        ([], {"same_laboratory": False}, ["same_laboratory"]),
        ([row(0, 0.1), row(13, 0.4)], {}, ["measurements[1].date"]),
        ([row(13, 0.4), row(0, 0.1)], {}, ["measurements", "measurements[0].date"]),
        ([row(0, 0.1), row(14, 0.4)], {}, []),
        ([row(0, 80, gene="BCR"), row(90, 20, gene="ABL1")], {}, ["measurements[1].reference_gene"]),
        ([row(0, 80, gene="BCR"), row(90, 20)], {}, []),
        ([row(0, 80, gene="BCR"), row(90, 20, gene="BCR")], {}, []),
        ([row(0, 1, gene="BCR"), row(200, 2, gene="ABL1")], {}, ["measurements[1].reference_gene"]),
        (
            [row(0, 80, gene="ABL1"), row(90, 20, gene="ABL1"), row(400, 1, gene="BCR")],
            {},
            ["measurements[2].reference_gene"],
        ),
        ([row(-30, 80), row(90, 20)], {}, []),
        ([row(-31, 80), row(90, 20)], {}, ["measurements[0].date"]),
        ([row(0, 80), {"date": day(90), "detected": True}], {}, ["measurements[1].bcr_abl1_percent_is"]),
        ([row(0, 80), {"date": day(90)}], {}, ["measurements[1].bcr_abl1_percent_is"]),
        ([row(0, 150)], {}, ["measurements[0].bcr_abl1_percent_is"]),
    ],
)
def test_what_a_reader_should_check_is_a_warning(
    rows: list[dict[str, Any]], inputs: dict[str, Any], at: list[str]
) -> None:
    assert warned(*rows, **inputs) == at


def test_warnings_name_the_days() -> None:
    texts = [
        answer(row(0, 1), row(5, 2))["warnings"][0]["message"],
        answer(row(0, 1, gene="BCR"), row(200, 2, gene="ABL1"))["warnings"][0]["message"],
        answer(row(-31, 80), row(90, 20))["warnings"][0]["message"],
        answer({"date": day(3), "detected": True})["warnings"][0]["message"],
        answer({"date": day(3)})["warnings"][0]["message"],
    ]
    assert texts == [
        "The last two values are 5 days apart; below 14 days no rate is computed.",
        (
            "The values of 2025-01-01 and 2025-07-20 have different reference genes; like values of two laboratories "
            "they give no rate."
        ),
        (
            "The baseline was taken 121 days before the value at 3 months. More than 120 include time before "
            "treatment: the halving time comes out too long."
        ),
        "The measurement of 2025-01-04 is left out: it is without a percentage.",
        "The measurement of 2025-01-04 is left out: it is without a percentage or an answer on detection.",
    ]


def test_a_sample_without_a_result_is_left_out() -> None:
    found = result(row(0, 80), {"date": day(80), "detected": True}, {"date": day(89)}, row(100, 20))
    assert [point["day"] for point in found["points"]] == [0, 100]
    assert (found["halving_time_days"], found["doubling_time_days"]) == (50, None)


@pytest.mark.parametrize(
    ("rows", "inputs", "starts"),
    [
        ([], {}, ["There is no measurement with a result."]),
        ([row(0, 80)], {"treatment_start": None}, ["No halving time: the start of treatment is not known.",
                                                  "No doubling time: there are not two values."]),
        ([row(90, 20)], {}, ["No halving time: there is no value up to the start of treatment, and 100% is never taken",
                             "No doubling time: there are not two values."]),
        ([row(0, 80), row(200, 20)], {}, ["No halving time: there is no value from day 70 to day 112 of treatment.",
                                          "No doubling time: the last value is not higher"]),
        ([row(0, None, 40000, "ABL1"), row(90, 20)], {}, ["No halving time: the last value up to the start",
                                                          "No doubling time: one of the last two"]),
        ([row(0, 80), row(90, None, 40000, "ABL1")], {}, ["No halving time: the value nearest to day 90 is",
                                                          "No doubling time: one of the last two"]),
        ([row(0, 80), row(90, 20)], {"same_laboratory": False}, ["No halving time: the values are of more than one lab",
                                                                 "No doubling time: the last value is not higher"]),
        ([row(0, 20), row(90, 30)], {"same_laboratory": False}, ["No halving time: the values are of more than one lab",
                                                                 "No doubling time: the values are of more than one"]),
        ([row(0, 80, gene="BCR"), row(90, 90, gene="ABL1")], {}, ["No halving time: the values have different",
                                                                  "No doubling time: the values have different"]),
        ([row(0, 40), row(90, 40)], {}, ["No halving time: BCR::ABL1 at 3 months is not lower than the baseline.",
                                         "The rule of 76 days was found in patients on first-line imatinib.",
                                         "No doubling time: the last value is not higher"]),
        ([row(0, 80), row(90, 10)], {}, ["The rule of 76 days speaks of patients above 10%",
                                         "No doubling time: the last value is not higher"]),
        ([row(0, 5), row(90, 6)], {}, ["No halving time: BCR::ABL1 at 3 months is not lower",
                                       "The rule of 76 days speaks of patients above 10%"]),
        ([row(0, 80), row(90, 20), row(95, 30)], {}, ["The rule of 76 days was found",
                                                      "No doubling time: the last two values are less than 14 days"]),
        ([row(0, 80), row(83, 20)], {}, ["The rule of 76 days was found", "No doubling time",
                                         "The sample of 2025-03-25, day 83, comes before 3 months are complete"]),
        ([row(200, None), row(300, None, 5000, "ABL1"), row(400, None, 40000, "ABL1")], {}, [
            "No halving time", "No doubling time",
            "Undetectable without enough reference-gene copies for a level: 2 of 3 samples.",
        ]),
    ],
)  # fmt: skip
def test_notes_say_why_a_rate_is_not_there(
    rows: list[dict[str, Any]], inputs: dict[str, Any], starts: list[str]
) -> None:
    notes = result(*rows, **inputs)["notes"]
    assert len(notes) == len(starts)
    assert all(note.startswith(start) for note, start in zip(notes, starts, strict=True)), notes


@pytest.mark.parametrize(
    ("rows", "inputs", "events"),
    [
        ([row(0, 80), row(90, 8)], {}, [(90, "emr")]),
        ([row(0, 80), row(90, 8)], {"treatment_stop": day(89)}, [(90, "relapse_signal")]),
        ([row(0, 80), row(90, 8)], {"treatment_stop": day(90)}, [(90, "emr")]),
        ([row(0, 80), row(90, 0.002)], {}, [(90, "emr"), (90, "mmr"), (90, "mr4"), (90, "mr4.5")]),
        ([row(90, 0.05), row(180, 0.3), row(270, 0.05)], {},
         [(90, "emr"), (90, "mmr"), (180, "mmr_lost"), (180, "rise"), (270, "mmr")]),
        ([row(180, 0.05), row(270, 0.3), row(360, 0.5)], {},
         [(180, "mmr"), (270, "mmr_lost"), (270, "rise"), (360, "rise")]),
        ([row(180, 0.05), row(270, None, 5000, "ABL1"), row(360, 0.05)], {}, [(180, "mmr")]),
        ([row(180, 0.05), row(270, None), row(360, 0.3)], {}, [(180, "mmr"), (360, "mmr_lost")]),
        ([row(180, 0.008), row(270, 0.02), row(360, 0.009)], {},
         [(180, "mmr"), (180, "mr4"), (270, "rise"), (360, "mr4")]),
        ([row(180, None, 40000, "ABL1"), row(270, None, 10000, "ABL1"), row(360, None, 40000, "ABL1")], {},
         [(180, "mmr"), (180, "mr4"), (180, "mr4.5")]),
        ([row(180, None, 30000, "ABL1"), row(270, 0.01)], {}, [(180, "mmr"), (180, "mr4")]),
        ([row(180, None, 30000, "ABL1"), row(270, 0.011)], {}, [(180, "mmr"), (180, "mr4"), (270, "rise")]),
        ([row(180, None), row(270, 0.011)], {}, [(270, "mmr")]),
        ([row(180, 0.02), row(270, None, 10000, "ABL1")], {}, [(180, "mmr"), (270, "mr4")]),
        ([row(180, 0.05), row(200, 0.05)], {}, [(180, "mmr")]),
        ([row(180, 0.05), row(200, 0.2), row(230, 1), row(260, 0.05)], {"treatment_stop": day(190)},
         [(180, "mmr"), (200, "mmr_lost"), (200, "rise"), (200, "relapse_signal"), (230, "rise"),
          (230, "relapse_signal"), (260, "mmr")]),
        ([row(180, 0.05), row(190, 0.2)], {"treatment_stop": day(190)},
         [(180, "mmr"), (190, "mmr_lost"), (190, "rise")]),
        ([row(200, 0.1)], {"treatment_stop": day(190)}, [(200, "mmr")]),
        ([row(200, None)], {"treatment_stop": day(190)}, []),
        ([row(-60, 70), row(0, 80)], {}, [(0, "rise")]),
    ],
)  # fmt: skip
def test_events_are_dated_and_in_order(
    rows: list[dict[str, Any]], inputs: dict[str, Any], events: list[tuple[int, str]]
) -> None:
    assert happened(*rows, **inputs) == events


def test_milestones_are_read_as_for_a_single_sample() -> None:
    """The lowest value so far and the time on treatment come from the series."""
    found = result(row(0, 60), row(92, 9), row(365, 0.05), row(730, 0.3), tki_line=1)["milestones"]
    single = evaluate("molecular-response", {"bcr_abl1_percent_is": 0.3, "previous_best_percent_is": 0.05,
                                             "months_on_tki": 24, "tki_line": 1})  # fmt: skip
    expected = {entry["guideline"]: entry["category"] for entry in single["result"]["milestones"]}
    last = {entry["guideline"]: entry["category"] for entry in found if entry["date"] == day(730)}
    assert last == {name: category for name, category in expected.items() if category != "not_applicable"}
    assert {entry["months"] for entry in found} == {3, 12, 24}


def test_a_table_that_asks_for_a_rise_sees_the_lowest_value_before() -> None:
    def warning(*rows: dict[str, Any]) -> list[str]:
        found = result(*rows, tki_line=1)["milestones"]
        return [entry["category"] for entry in found if entry["guideline"] == "eln-2006"]

    assert warning(row(540, 0.02), row(600, 0.03)) == ["unknown", "warning"]
    assert warning(row(540, 0.02), row(600, 0.02)) == ["unknown", "unknown"]
    assert warning(row(540, None, 10000, "ABL1"), row(600, 0.03)) == ["unknown", "warning"]
    assert warning(row(540, None, 10000, "ABL1"), row(600, 0.01)) == ["unknown", "unknown"]
    assert warning(row(540, 0.01), row(570, None, 10000, "ABL1"), row(600, 0.01)) == ["unknown", "unknown", "unknown"]
    assert warning(row(540, None, 10000, "ABL1"), row(570, 0.01), row(600, 0.011))[-1] == "warning"
    assert warning(row(540, 0.01), row(570, 0.02), row(600, 0.015))[-1] == "warning"
    assert warning(row(540, None), row(600, 0.03)) == ["unknown", "unknown"]


@pytest.mark.parametrize(
    ("second", "category"),
    [
        (row(130, None, 40000, "ABL1"), "warning"),
        (row(130, 10.1), "failure"),
        (row(130, None), "warning"),
    ],
)
def test_the_second_test_at_3_months(second: dict[str, Any], category: str) -> None:
    found = result(row(92, 12), second)["milestones"]
    assert next(one["category"] for one in found if one["guideline"] == "eln-2020") == category


def test_an_undetectable_sample_without_enough_copies_leaves_milestones_open() -> None:
    found = result(row(400, None))["milestones"]
    assert [(one["category"], one["missing"]) for one in found if one["guideline"] == "eln-2020"] == [
        ("unknown", ["measurements"])
    ]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([row(0, 80), row(90, 12), row(180, 1)], {
            "Halving time": "32.9 days",
            "Rule of 76 days": "Below 76 days",
            "Would twice or half the 3-month value change that?": "Yes",
            "Doubling time of the last two values": "Not computed",
            "Last detected value over baseline": "0.0125",
            "Trend": "Falling in the last three values",
        }),
        ([row(0, 100), row(90, 95), row(120, 150)], {
            "Halving time": "1216.2 days",
            "Rule of 76 days": "76 days or more, or no fall",
            "Would twice or half the 3-month value change that?": "No",
            "Doubling time of the last two values": "45.5 days",
            "Last detected value over baseline": "1.5",
            "Trend": "Neither in the last three values",
        }),
        ([row(90, 1), row(120, 2), row(150, 3)], {
            "Halving time": "Not computed",
            "Rule of 76 days": "Not applicable",
            "Would twice or half the 3-month value change that?": "Not applicable",
            "Doubling time of the last two values": "51.3 days",
            "Last detected value over baseline": "Not computed",
            "Trend": "Rising in the last three values",
        }),
        ([row(0, 150), row(200, 1e-9)], {
            "Halving time": "Not computed",
            "Rule of 76 days": "Not applicable",
            "Would twice or half the 3-month value change that?": "Not applicable",
            "Doubling time of the last two values": "Not computed",
            "Last detected value over baseline": "6.67E-12",
            "Trend": "No three values to compare",
        }),
    ],
)  # fmt: skip
def test_answers_in_the_words_of_a_reader(rows: list[dict[str, Any]], words: dict[str, str]) -> None:
    """Rates by hand: 90 ln 2 / ln(100/95), 30 ln 2 / ln(150/95), 30 ln 2 / ln(3/2)."""
    assert dict(answer_lines(CALCULATOR, result(*rows))) == words
