"""Stopping a TKI: dates against an independent calendar, what may never happen, faults and warnings."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from cml_calculators import evaluate
from cml_calculators.calendar_months import add_months, is_on_the_calendar, months_spanned
from cml_calculators.criteria import MonitoringStep
from cml_calculators.loading import discontinuation_criteria
from cml_calculators.monitoring import dated_tests, schedule_in_words
from cml_calculators.quantities import INPUTS
from cml_calculators.shapes import Choice, YesNo

ORDER = ["pdq-2025", "eln-2020", "nccn-2020", "esmo-2017"]
MEETS_ALL = {
    "ever_advanced_phase": False, "agrees_to_monitoring": True, "prior_failure": False, "age_years": 50,
    "sokal_group": "low", "transcript": "e14a2", "tki_months": 72, "first_tki": "imatinib", "tki_line": 1,
    "bcr_abl1_percent_is": 0.002, "months_in_mr4": 40, "months_in_mr4_5": 30, "pcr_sensitivity": "MR4.5",
    "pcr_turnaround_weeks": 2,
}  # fmt: skip
# Values around every limit of every source.
TRIED: dict[str, list[Any]] = {
    "tki_months": [0, 36, 37, 48, 49, 60, 61],
    "months_in_mr4": [0, 24, 25, 36, 37],
    "months_in_mr4_5": [0, 1, 24, 25],
    "bcr_abl1_percent_is": [0.001, 0.0032, 0.0033, 0.01, 0.02],
    "age_years": [17, 18],
    "pcr_turnaround_weeks": [2, 3, 4, 5],
}
READ = [*MEETS_ALL, "reason_for_switch"]
# The longest interval up to each month, as the sources print it (and weeks as days).
ONE, TWO, THREE = (relativedelta(months=months) for months in (1, 2, 3))
ALWAYS = 1000
LONGEST: dict[str, list[tuple[int, Any]]] = {
    "pdq-2025": [(ALWAYS, THREE)],
    "eln-2020": [(6, ONE), (12, TWO), (ALWAYS, THREE)],
    "nccn-2020": [(6, ONE), (12, TWO), (ALWAYS, THREE)],
    "esmo-2017": [(6, ONE), (12, timedelta(weeks=6)), (ALWAYS, THREE)],
}
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2200, 12, 31))


def tried(name: str) -> list[Any]:
    quantity = INPUTS[name]
    if isinstance(quantity, YesNo):
        return [True, False]
    if isinstance(quantity, Choice):
        return [int(word) if quantity.numeric else word for word, _ in quantity.words]
    return TRIED[name]


SOME_INPUTS = st.fixed_dictionaries({}, optional={name: st.sampled_from(tried(name)) for name in READ})


def entries(inputs: dict[str, Any]) -> dict[str, dict[str, Any]]:
    answer = evaluate("treatment-free-remission", inputs)
    assert answer["ok"], answer
    return {entry["guideline"]: entry for entry in answer["result"]["guidelines"]}


def warned(inputs: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["field"], one["message"]) for one in evaluate("treatment-free-remission", inputs)["warnings"]]


def test_the_newest_source_comes_first() -> None:
    assert list(entries({})) == ORDER


@settings(deadline=None)
@given(SOME_INPUTS)
def test_criteria_decide_eligibility(inputs: dict[str, Any]) -> None:
    for entry in entries(inputs).values():
        statuses = [record["status"] for record in entry["criteria"] if record["gives"] == "eligible"]
        expected = "no" if "not_met" in statuses else "cannot_determine" if "unknown" in statuses else "yes"
        assert entry["eligible"] == expected
        has_tiers = any(record["gives"] == "optimal" for record in entry["criteria"])
        assert (entry["tier"] is not None) == (entry["eligible"] == "yes" and has_tiers)


@settings(deadline=None)
@given(SOME_INPUTS)
def test_what_is_not_missing_changes_nothing(inputs: dict[str, Any]) -> None:
    before = entries(inputs)
    for name in set(READ) - set(inputs):
        for value in tried(name):
            if contradicts({**inputs, name: value}):
                continue
            after = entries({**inputs, name: value})
            for guideline, entry in before.items():
                if name not in entry["missing"]:
                    same = {key: after[guideline][key] for key in ("eligible", "tier")}
                    assert same == {key: entry[key] for key in ("eligible", "tier")}, (guideline, name, value)


def contradicts(inputs: dict[str, Any]) -> bool:
    """Whether one of the times in a response is impossible beside the other or the present value."""
    percent, mr4, mr4_5 = (inputs.get(name) for name in ("bcr_abl1_percent_is", "months_in_mr4", "months_in_mr4_5"))
    return (
        (mr4 is not None and mr4_5 is not None and mr4_5 > mr4)
        or (percent is not None and percent > 0.01 and bool(mr4))
        or (percent is not None and percent > 0.0032 and bool(mr4_5))
    )


@pytest.mark.parametrize("name", READ)
def test_each_missing_input_can_decide(name: str) -> None:
    """Without one input of a patient who meets everything, some value of it changes the answer of who misses it."""
    inputs = {known: value for known, value in MEETS_ALL.items() if known != name}
    if name == "reason_for_switch":
        inputs["tki_line"] = 2
    for guideline, entry in entries(inputs).items():
        possible = [more for value in tried(name) if not contradicts(more := {**inputs, name: value})]
        answers = {entries(more)[guideline]["eligible"] for more in possible}
        assert (len(answers) > 1) == (name in entry["missing"]), guideline


@settings(deadline=None)
@given(SOME_INPUTS, st.sampled_from(["tki_months", "months_in_mr4"]), st.integers(1, 100))
def test_a_longer_treatment_or_response_never_speaks_against_a_stop(
    inputs: dict[str, Any], name: str, more: int
) -> None:
    if name not in inputs:
        return
    rank = {"no": 0, "cannot_determine": 1, "yes": 2}
    before, after = entries(inputs), entries({**inputs, name: inputs[name] + more})
    assert all(rank[after[one]["eligible"]] >= rank[before[one]["eligible"]] for one in before)


@settings(deadline=None)
@given(DAYS, st.integers(0, 240))
def test_months_are_those_of_another_calendar(day: date, months: int) -> None:
    assert add_months(day, months) == day + relativedelta(months=months)


@settings(deadline=None)
@given(DAYS, st.integers(0, 2000))
def test_months_spanned_are_the_fewest_that_reach_the_day(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    months = months_spanned(first, last)
    assert first + relativedelta(months=months) >= last
    assert months == 0 or first + relativedelta(months=months - 1) < last


@settings(deadline=None)
@given(DAYS, st.integers(1, 240))
def test_no_interval_is_longer_than_the_source_has_it(stop: date, months: int) -> None:
    for edition in discontinuation_criteria():
        days = [day for _, day in dated_tests(edition.schedule, stop, months)]
        assert days == sorted(set(days))
        assert all(stop < day <= stop + relativedelta(months=months) for day in days)
        for earlier, later in pairwise([stop, *days]):
            longest = next(step for until, step in LONGEST[edition.id] if later <= stop + relativedelta(months=until))
            # Where a month is too short for the day of the stop, the test before stands up to three days early.
            assert later <= earlier + longest + timedelta(days=3)


def test_the_last_test_is_at_most_one_interval_before_the_end() -> None:
    for entry in entries({"stop_date": "2026-01-15"}).values():
        assert entry["monitoring"][-1] == "2029-01-15"
        assert len(entry["monitoring"]) == len(entry["monitoring_points"])


def test_a_schedule_may_count_days_and_may_end() -> None:
    schedule = (MonitoringStep(every=10, unit="days", until_month=1, locator="x"),)
    assert [(point.in_words, day.isoformat()) for point, day in dated_tests(schedule, date(2026, 1, 1), 12)] == [
        ("10 days", "2026-01-11"), ("20 days", "2026-01-21"),
        ("30 days", "2026-01-31"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ([{"every": 1, "unit": "months"}], "Every month."),
        ([{"every": 3, "unit": "months", "at_least": True}], "At least every 3 months."),
        ([{"every": 2, "unit": "months", "until_month": 12}], "Every 2 months up to month 12."),
        ([{"every": 42, "unit": "days"}], "Every 6 weeks."),
        ([{"every": 7, "unit": "days"}], "Every week."),
        ([{"every": 10, "unit": "days"}], "Every 10 days."),
        ([{"every": 1, "unit": "days"}], "Every day."),
        (
            [{"every": 1, "unit": "months", "until_month": 6}, {"every": 42, "unit": "days", "until_month": 12}],
            "Every month up to month 6, every 6 weeks up to month 12.",
        ),
        (
            [
                {"every": 1, "unit": "months", "until_month": 6},
                {"every": 2, "unit": "months", "until_month": 12},
                {"every": 3, "unit": "months"},
            ],
            "Every month up to month 6, every 2 months up to month 12, then every 3 months.",
        ),
        (
            [{"every": 1, "unit": "months", "until_month": 6}, {"every": 3, "unit": "months"}],
            "Every month up to month 6, then every 3 months.",
        ),
    ],
)
def test_a_schedule_is_put_into_words(steps: list[dict[str, Any]], words: str) -> None:
    assert schedule_in_words(tuple(MonitoringStep(locator="x", **step) for step in steps)) == words


def test_a_stop_too_late_for_its_plan_is_refused() -> None:
    late = evaluate("treatment-free-remission", {"stop_date": "9999-09-30"})
    assert late["errors"] == [
        {"field": "stop_date", "message": "stop_date must be 36 months or more before the year 10000, not 9999-09-30"}
    ]
    assert evaluate("treatment-free-remission", {"stop_date": "9999-12-01", "months_to_list": 1})["ok"] is False
    assert evaluate("treatment-free-remission", {"stop_date": "9999-11-30", "months_to_list": 1})["ok"] is True
    assert is_on_the_calendar(date(9999, 12, 31), 0)


@pytest.mark.parametrize(
    ("inputs", "field", "words"),
    [
        ({"months_in_mr4": 24, "months_in_mr4_5": 24.1}, "months_in_mr4_5", "24 months are counted for both"),
        ({"months_in_mr4": 1, "bcr_abl1_percent_is": 0.0101}, "months_in_mr4", "0.0101% is no MR4, "),
        ({"months_in_mr4_5": 1, "bcr_abl1_percent_is": 0.0033}, "months_in_mr4_5", "0.0033% is no MR4.5, "),
        ({"months_in_mr4": 37, "tki_months": 36}, "months_in_mr4", "longer than the time on TKIs"),
        ({"months_in_mr4_5": 37, "tki_months": 36}, "months_in_mr4_5", "longer than the time on TKIs"),
        ({"ever_advanced_phase": True}, "ever_advanced_phase", "ELN and NCCN rule it out"),
        ({"prior_tfr_attempt": True}, "prior_tfr_attempt", "earlier attempt to stop"),
        ({"tki_line": 1, "reason_for_switch": "intolerance"}, "reason_for_switch", "A first line has no switch"),
        ({"transcript": "other"}, "transcript", "e13a2 and e14a2 only"),
        ({"pcr_sensitivity": "MR4", "months_in_mr4_5": 0.1}, "pcr_sensitivity", "cannot show MR4.5"),
    ],
)
def test_a_contradiction_is_pointed_out(inputs: dict[str, Any], field: str, words: str) -> None:
    ((found, message),) = warned(inputs)
    assert found == field
    assert words in message


@pytest.mark.parametrize(
    "inputs",
    [
        {},
        MEETS_ALL,
        {"months_in_mr4": 24, "months_in_mr4_5": 24, "tki_months": 24},
        {"months_in_mr4": 1, "bcr_abl1_percent_is": 0.01},
        {"months_in_mr4_5": 1, "bcr_abl1_percent_is": 0.0032},
        {"months_in_mr4": 0, "months_in_mr4_5": 0, "bcr_abl1_percent_is": 1},
        {"ever_advanced_phase": False, "prior_tfr_attempt": False, "tki_line": 2, "reason_for_switch": "resistance"},
        {"tki_line": 1},
        {"pcr_sensitivity": "MR4", "months_in_mr4_5": 0},
        {"pcr_sensitivity": "MR4.5", "months_in_mr4_5": 12},
        {"pcr_sensitivity": "MR4"},
    ],
)
def test_what_goes_together_is_not_warned_of(inputs: dict[str, Any]) -> None:
    assert warned(inputs) == []


def test_a_criterion_that_the_source_leaves_open_says_why() -> None:
    found = {
        (guideline, record["criterion"]): record["left_open"]
        for guideline, entry in entries({"tki_months": 60, "transcript": "other", "first_tki": "asciminib"}).items()
        for record in entry["criteria"]
        if "left_open" in record
    }
    assert list(found) == [
        ("pdq-2025", "time-on-tki"), ("eln-2020", "time-on-tki"), ("nccn-2020", "quantifiable-transcript"),
        ("esmo-2017", "time-on-tki"), ("esmo-2017", "transcript"),
    ]  # fmt: skip
    assert "no single limit" in found["pdq-2025", "time-on-tki"]


def test_every_conclusion_has_its_place_in_a_source() -> None:
    for entry in entries(MEETS_ALL).values():
        sourced = [*entry["criteria"], *entry["expected_relapse"], entry["schedule"], entry["restart_rule"]]
        assert all(one["reference"] and one["locator"] for one in sourced)
        assert entry["notes"]
