"""The columns that a cohort gets: which fields of a result have one, under which name, and what stands in its cells."""

from datetime import date
from typing import Any

import pytest

from cml_calculators import evaluate
from cml_calculators.catalogue import CALCULATORS, calculator
from cml_calculators.evaluation import assess
from cml_calculators.result_columns import result_columns
from tests.calculators.kinetics_rows import day, row

# The columns of the whole result, as they follow from the shape of each: what explains an answer has none.
WHOLE = {
    "molecular-response": "percent_is percent_shown log_reduction depth major_molecular_response "
    "deep_molecular_response early_molecular_response supported_depth",
    "kinetics": "halving_time_days halving_time_shown halving_time_category halving_from halving_to noise "
    "doubling_time_days doubling_time_shown doubling_from doubling_to ratio_to_baseline ratio_shown trend points "
    "events milestones missing",
    "cytogenetic-response": "ph_percent ph_shown interval_95 interval_shown fish_percent fish_shown",
    "mutations": "findings matrix conflicts",
    "marrow-indication": "general_information histopathology_all histopathology_any missing",
    "ph-category": "category course missing",
    "post-transplant-imatinib": "dose complete_molecular_remission may_stop missing",
    "ponatinib-dose": "dose_mg_once_daily excluded_from_trials missing",
    "hydroxyurea": "start_mg_per_day band figure.mg_per_kg_per_day missing",
    "imatinib-dose-escalation": "reasons cytogenetic_relapse_points cytogenetic_relapse_relative "
    "escalated_dose_mg_per_day missing",
    "proportion": "recomputed_percent shown rounded agrees interval_95 interval_shown missing",
}
# The columns of each entry of the one list that has columns for its entries, with what names an entry.
OF_AN_ENTRY = {
    "phase": ("systems", "guideline", "phase possible_phases at_least blast_crisis missing"),
    "molecular-response": (
        "milestones", "guideline",
        "time_point_months category category_molecular category_cytogenetic missing next_time_point",
    ),
    "cytogenetic-response": ("definitions", "definition", "category major missing"),
    "hematologic-response": ("definitions", "definition", "category missing"),
    "resistance": ("schemes", "scheme", "status missing"),
    "risk-scores": ("scores", "id", "value shown group missing sum probability.value probability.shown"),
    "treatment-free-remission": (
        "guidelines", "guideline",
        "eligible tier missing expected_relapse monitoring monitoring_points restart_rule.within_weeks",
    ),
    "transplant-considerations": ("statements", "id", "status missing"),
}  # fmt: skip
LISTS = {
    "kinetics": {
        "points": ("date", "day", "percent", "open"),
        "events": ("date", "event", "value_percent"),
        "milestones": ("guideline", "date", "months", "time_point_months", "category"),
    },
    "mutations": {
        "findings": ("variant", "inhibitor", "table", "status"),
        "matrix": ("variant", "inhibitor", "status", "conflict"),
        "conflicts": ("variant", "inhibitor"),
    },
    "treatment-free-remission": {
        f"guidelines.{edition}.expected_relapse": ("id", "percent", "status")
        for edition in ("pdq-2025", "eln-2020", "nccn-2020", "esmo-2017")
    },
}


def cells(calculator_id: str, **inputs: Any) -> dict[str, str]:
    """The cells of one row by the names of their columns."""
    entry = calculator(calculator_id)
    assert entry is not None
    answer = assess(entry, inputs)
    assert answer.result is not None, answer.faults
    columns = result_columns(calculator_id)
    return dict(zip(columns.names, columns.cells(answer.result), strict=True))


@pytest.mark.parametrize("calculator_id", [entry.id for entry in CALCULATORS])
def test_the_columns_are_those_of_the_interface(calculator_id: str) -> None:
    expected = WHOLE.get(calculator_id, "").split()
    if calculator_id in OF_AN_ENTRY:
        name, key, fields = OF_AN_ENTRY[calculator_id]
        entries = [one[key] for one in evaluate(calculator_id, {})["result"][name]]
        expected += [f"{name}.{entry}.{field}" for entry in entries for field in fields.split()]
    assert list(result_columns(calculator_id).names) == expected
    assert result_columns(calculator_id).lists == LISTS.get(calculator_id, {})


def test_a_record_inside_an_entry_is_its_status() -> None:
    """25% blasts are blast phase by PDQ; for the crisis two signs are not known. MD Anderson has no crisis."""
    found = cells("phase", blasts_pb_percent=25, fever=True)
    assert found["systems.pdq-2025.phase"] == found["systems.pdq-2025.at_least"] == "blast"
    assert (found["systems.pdq-2025.blast_crisis"], found["systems.pdq-2025.missing"]) == ("unknown", "")
    assert found["systems.mdacc.possible_phases"] == "accelerated blast"
    assert (found["systems.mdacc.blast_crisis"], found["systems.mdacc.missing"]) == ("", "blasts_bm_percent")


def test_a_record_without_a_status_has_a_column_for_each_field() -> None:
    """EUTOS: 7 × 3 + 4 × 2 = 29, and exp(-1.8103) / (1 + exp(-1.8103)) = 14.1%."""
    found = cells("risk-scores", basophils_pb_percent=3, spleen_cm=2)
    assert (found["scores.eutos.value"], found["scores.eutos.group"], found["scores.eutos.sum"]) == ("29", "low", "29")
    assert found["scores.eutos.probability.shown"] == "14.1%"
    assert found["scores.sokal.probability.shown"] == found["scores.sokal.value"] == ""
    assert found["scores.sokal.missing"] == "age_years blasts_pb_percent platelets_e9_per_l"
    assert cells("hydroxyurea", weight_kg=70)["figure.mg_per_kg_per_day"] == "40"


def test_a_list_of_records_stands_in_one_cell() -> None:
    """Undetectable in 40 000 copies of ABL1 is at most 3 of 40 000, 0.0075%, and supports MR4.5."""
    rows = [row(0, 80), row(90, 8), row(200, None, 40000, "ABL1")]
    found = cells("kinetics", measurements=rows, treatment_start=day(0), same_laboratory=True)
    assert found["points"] == f"{day(0)} 0 80 false; {day(90)} 90 8 false; {day(200)} 200 0.0075 true"
    assert found["events"] == f"{day(90)} emr 8; {day(200)} mmr -; {day(200)} mr4 -; {day(200)} mr4.5 -"
    assert (found["ratio_to_baseline"], found["halving_from"], found["trend"]) == ("0.1", "2025-01-01", "")
    assert cells("kinetics")["points"] == cells("kinetics")["milestones"] == ""


def test_a_finding_is_named_by_its_variant_inhibitor_and_table() -> None:
    found = cells("mutations", variants=["T315I"])
    assert found["findings"].startswith("T315I imatinib pdq-2025 avoid; ")
    assert "T315I ponatinib susceptible false" in found["matrix"].split("; ")


def test_the_dates_of_tests_and_the_shares_of_relapses_stand_with_their_source() -> None:
    found = cells("treatment-free-remission", months_in_mr4=60, stop_date=date(2026, 1, 15).isoformat())
    assert found["guidelines.pdq-2025.expected_relapse"] == "all 50 met; five-years-of-dmr 10 met"
    assert found["guidelines.eln-2020.expected_relapse"] == ""
    assert found["guidelines.pdq-2025.monitoring"].split()[:2] == ["2026-04-15", "2026-07-15"]
    assert (found["guidelines.eln-2020.restart_rule.within_weeks"], found["guidelines.eln-2020.eligible"]) == (
        "4", "cannot_determine",
    )  # fmt: skip
    assert found["guidelines.esmo-2017.restart_rule.within_weeks"] == ""


@pytest.mark.parametrize("calculator_id", [entry.id for entry in CALCULATORS])
def test_a_result_without_entries_leaves_its_columns_empty(calculator_id: str) -> None:
    columns = result_columns(calculator_id)
    assert list(columns.cells({})) == [""] * len(columns.names)
