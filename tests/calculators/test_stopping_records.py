"""Stopping a TKI: what the record of a rule shows and what is asked for, in the content and in a small edition."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from cml_calculators import evaluate, treatment_free_remission
from cml_calculators.criteria import Condition, LeftOpen, MonitoringStep, RelapseFigure, Requirement
from cml_calculators.loading import discontinuation_criteria

# Decides every rule of ELN 2020 but those on the times in a response.
KNOWN = {
    "ever_advanced_phase": False, "agrees_to_monitoring": True, "prior_failure": False, "transcript": "e14a2",
    "tki_months": 72, "first_tki": "imatinib", "tki_line": 1,
}  # fmt: skip


def entry(guideline: str, inputs: dict[str, Any]) -> dict[str, Any]:
    answer = evaluate("treatment-free-remission", inputs)
    assert answer["ok"], answer
    return next(one for one in answer["result"]["guidelines"] if one["guideline"] == guideline)


def criterion(found: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in found["criteria"] if one["criterion"] == name)


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> None:
    """One edition of our own, `own`."""
    above_5_years = Requirement(
        id="time", gives="eligible", text="Own", locator="a", measurement="tki_months", above=Decimal(60),
        left_open=LeftOpen(text="Own", choice="first_tki", one_of=("asciminib",)),
    )  # fmt: skip
    long_response_on_imatinib = Condition(
        all=(
            Condition(measurement="months_in_mr4", at_least=Decimal(60)),
            Condition(choice="first_tki", one_of=("imatinib",)),
        )
    )
    edition = replace(
        discontinuation_criteria()[0],
        id="own",
        rules=(above_5_years,),
        schedule=(
            MonitoringStep(every=1, unit="months", until_month=6, locator="first place"),
            MonitoringStep(every=3, unit="months", locator="second place"),
        ),
        expected_relapse=(
            RelapseFigure(id="few", percent=Decimal(10), text="Own", locator="b", when=long_response_on_imatinib),
        ),
    )
    monkeypatch.setattr(treatment_free_remission, "discontinuation_criteria", lambda: (edition,))


def test_every_known_time_in_a_response_stands_in_the_record() -> None:
    """ELN 2020, optimal: MR4 for more than 3 years, or MR4.5 for more than 2; MR4.5 is MR4 as well."""
    record = criterion(entry("eln-2020", {"months_in_mr4_5": 40}), "optimal-response")
    assert record["status"] == "met"
    assert [(part["criterion"], part["value"], part["status"]) for part in record["parts"]] == [
        ("months_in_mr4", 40, "met"), ("months_in_mr4_5", 40, "met"),
    ]  # fmt: skip


def test_the_present_value_may_tell_that_there_is_no_time_in_mr4_5() -> None:
    """A value above 0.0032% is no MR4.5, so it settles what an unknown time leaves open."""
    inputs = {**KNOWN, "months_in_mr4": 30}
    found = entry("eln-2020", inputs)
    assert criterion(found, "optimal-response")["status"] == "unknown"
    assert found["missing"] == ["bcr_abl1_percent_is", "months_in_mr4_5"]
    settled = entry("eln-2020", {**inputs, "bcr_abl1_percent_is": 0.005})
    assert criterion(settled, "optimal-response")["status"] == "not_met"
    assert settled["missing"] == []


@pytest.mark.usefixtures("own")
def test_what_could_leave_a_rule_open_is_asked_for() -> None:
    assert entry("own", {"tki_months": 61})["missing"] == []
    assert entry("own", {})["missing"] == ["first_tki", "tki_months"]
    short = entry("own", {"tki_months": 60})
    assert (short["eligible"], short["missing"]) == ("cannot_determine", ["first_tki"])
    assert entry("own", {"tki_months": 60, "first_tki": "imatinib"})["eligible"] == "no"


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize(
    ("inputs", "status"),
    [
        ({"months_in_mr4": 60, "first_tki": "imatinib"}, "met"),
        ({"months_in_mr4_5": 60, "first_tki": "imatinib"}, "met"),
        ({"months_in_mr4": 59, "first_tki": "imatinib"}, "not_met"),
        ({"months_in_mr4_5": 59, "first_tki": "imatinib"}, "unknown"),
        ({"months_in_mr4_5": 60, "first_tki": "nilotinib"}, "not_met"),
        ({"months_in_mr4": 60}, "unknown"),
    ],
)
def test_a_share_of_relapses_may_be_about_several_findings(inputs: dict[str, Any], status: str) -> None:
    """An unknown time in MR4 is at least the time in MR4.5."""
    [figure] = entry("own", inputs)["expected_relapse"]
    assert figure["status"] == status


@pytest.mark.usefixtures("own")
def test_a_schedule_is_cited_where_its_first_step_stands() -> None:
    assert entry("own", {})["schedule"]["locator"] == "first place"
