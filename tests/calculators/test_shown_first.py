"""What a reader sees first of each calculator: its answers under their labels, and the sources that decide them."""

from typing import Any

import pytest

from cml_calculators import describe, evaluate
from cml_calculators.answers import answer_lines
from cml_calculators.catalogue import CALCULATORS, calculator
from cml_calculators.criteria import Card
from cml_calculators.loading import criteria_set

IDS = [entry.id for entry in CALCULATORS]
ANSWERS = {
    "molecular-response": {
        "depth": "Depth of response",
        "major_molecular_response": "Major molecular response",
        "early_molecular_response": "Early molecular response",
    },
    "kinetics": {
        "halving_time_days": "Halving time",
        "halving_time_category": "Rule of 76 days",
        "noise": "Would twice or half the 3-month value change that?",
        "doubling_time_days": "Doubling time of the last two values",
        "ratio_to_baseline": "Last detected value over baseline",
        "trend": "Trend",
    },
    "cytogenetic-response": {
        "ph_percent": "Ph-positive metaphases",
        "interval_95": "Exact 95% interval",
        "fish_percent": "BCR::ABL1-positive nuclei by FISH",
    },
    "marrow-indication": {
        "general_information": "General Information",
        "histopathology_all": "Histopathology, all findings",
        "histopathology_any": "Histopathology, any finding",
    },
    "ph-category": {"category": "Category", "course": "Course"},
    "post-transplant-imatinib": {
        "dose": "Dose in the trial",
        "complete_molecular_remission": "Complete molecular remission as the trial defined it",
        "may_stop": "The trial's rule for stopping is met",
    },
    "ponatinib-dose": {
        "dose_mg_once_daily": "Dose in the source",
        "excluded_from_trials": "Left out of the source's trials",
    },
    "hydroxyurea": {
        "start_mg_per_day": "Starting figure",
        "capsules_text": "In capsules",
        "band": "Stage by the white cells",
    },
    "imatinib-dose-escalation": {
        "reasons": "Circumstances met",
        "cytogenetic_relapse_points": "Cytogenetic relapse, 30% read as points",
        "cytogenetic_relapse_relative": "Cytogenetic relapse, 30% read as a relative rise",
        "escalated_dose_mg_per_day": "Dose after the step",
        "dose_note": "About the dose",
    },
    "proportion": {
        "recomputed_percent": "Recomputed",
        "rounded": "Rounded to the printed decimals",
        "agrees": "Agrees with the printed percentage",
        "interval_95": "Exact 95% interval",
    },
}
# The list of a result, the field that names an entry, the label of the list, and the answers of each entry.
ENTRIES = {
    "phase": ("systems", "guideline", "Classification", {"possible_phases": "Phase"}),
    "molecular-response": ("milestones", "guideline", "Milestones of", {"category": "Category"}),
    "cytogenetic-response": (
        "definitions", "definition", "Definition", {"category": "Cytogenetic response", "major": "Major response"},
    ),
    "hematologic-response": ("definitions", "definition", "Definition", {"category": "Hematologic response"}),
    "resistance": ("schemes", "scheme", "Definition", {"status": "Status"}),
    "risk-scores": ("scores", "id", "Score", {"group": "Risk group", "value": "Value"}),
    "treatment-free-remission": (
        "guidelines", "guideline", "Criteria of",
        {"eligible": "Meets the criteria", "tier": "Tier", "monitoring": "Dates of tests"},
    ),
    "mutations": ("matrix", "id", "Variant and inhibitor", {"status": "Status"}),
    "transplant-considerations": ("statements", "id", "Statement", {"status": "Status"}),
}  # fmt: skip
# Editions stand under the name of the calculator that they decide, apart from these.
KINDS = {
    "phase": {"phase-classification"},
    "molecular-response": {"milestones"},
    "kinetics": {"kinetics", "milestones"},
}
# Equations decide there, no edition.
WITHOUT_EDITIONS = ["risk-scores", "proportion"]


def labels(answers: list[dict[str, Any]]) -> dict[str, str]:
    return {answer["name"]: answer["label"] for answer in answers}


def lines(calculator_id: str, inputs: dict[str, Any]) -> dict[str, str]:
    entry = calculator(calculator_id)
    assert entry is not None
    return dict(answer_lines(entry, evaluate(calculator_id, inputs)["result"]))


@pytest.mark.parametrize("calculator_id", IDS)
def test_the_answers_of_a_result_stand_under_their_labels(calculator_id: str) -> None:
    assert labels(describe(calculator_id)["answers"]) == ANSWERS.get(calculator_id, {})


@pytest.mark.parametrize("calculator_id", IDS)
def test_the_entries_of_a_result_are_named_and_answer_under_their_labels(calculator_id: str) -> None:
    entries = describe(calculator_id)["entries"]
    found = entries and (entries["name"], entries["key"], entries["label"], labels(entries["answers"]))
    assert found == ENTRIES.get(calculator_id)


@pytest.mark.parametrize("calculator_id", sorted(ENTRIES))
def test_every_entry_of_a_result_has_the_field_that_names_it(calculator_id: str) -> None:
    name, key, _, _ = ENTRIES[calculator_id]
    named = [entry[key] for entry in evaluate(calculator_id, {})["result"][name]]
    assert len(set(named)) == len(named)


@pytest.mark.parametrize("calculator_id", [one for one in IDS if one not in WITHOUT_EDITIONS])
def test_every_edition_that_decides_is_a_source(calculator_id: str) -> None:
    kinds = KINDS.get(calculator_id, {calculator_id})
    deciding = {edition.id for edition in criteria_set().guidelines if edition.kind in kinds}
    cards = {one.id for one in criteria_set().guidelines if isinstance(one, Card) and one.calculator == calculator_id}
    named = {one["guideline"] for one in describe(calculator_id)["sources"] if "guideline" in one}
    assert deciding
    assert named == deciding | cards


@pytest.mark.parametrize("calculator_id", IDS)
def test_every_level_that_decides_is_a_source(calculator_id: str) -> None:
    levels = {level.id for level in criteria_set().response_levels if level.kind == "molecular"}
    named = {one["response_level"] for one in describe(calculator_id)["sources"] if "response_level" in one}
    assert levels >= {"mr1", "mr2", "mr3", "mr4", "mr4.5", "mr5"}
    assert named == (levels if calculator_id in ("molecular-response", "kinetics") else set())


def test_a_source_without_tiers_has_none_and_one_whose_criteria_are_open_too() -> None:
    """Only ELN 2020 has a minimal and an optimal tier; its criteria cannot be met by nothing."""
    found = lines("treatment-free-remission", {})
    assert found["NCCN 2020, stopping a TKI: Tier"] == "None"
    assert found["European LeukemiaNet 2020, stopping a TKI: Tier"] == "None"
    assert found["European LeukemiaNet 2020, stopping a TKI: Meets the criteria"] == "Cannot be determined"


def test_every_phase_has_its_words() -> None:
    """Undetermined is the phase while more than one is possible."""
    [phase] = describe("phase")["entries"]["answers"]
    assert {word["value"]: word["label"] for word in phase["words"]} == {
        "chronic": "Chronic phase", "accelerated": "Accelerated phase", "blast": "Blast phase",
        "not_classified": "Not classified", "undetermined": "Undetermined",
    }  # fmt: skip
