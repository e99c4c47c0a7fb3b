"""When the imatinib study of 2003 let patients enter its higher dose, and which dose that was. History, not advice."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypedDict

from cml_calculators.calculator import Answer, Calculator, Group, no_faults
from cml_calculators.conditions import status
from cml_calculators.courses import (
    Rises,
    missing_inputs,
    response_reached,
    rises_from,
    settled,
    stands_alone,
)
from cml_calculators.criteria import Rule, RuleSet
from cml_calculators.inputs import Warn
from cml_calculators.loading import rule_sets
from cml_calculators.quantities import cytogenetics, treatment
from cml_calculators.quantities.derived import (
    CHR_REACHED,
    MAJOR_RESPONSE_REACHED,
    PH_RISE_POINTS,
    PH_RISE_RELATIVE,
)
from cml_calculators.results import CriterionRecord, Status
from cml_calculators.rules import rule_record
from cml_calculators.shapes import Quantity

Values = Mapping[str, Any]

INPUTS: tuple[Quantity, ...] = (
    treatment.MONTHS_ON_TKI, treatment.COMPLETE_HEMATOLOGIC_RESPONSE, treatment.HEMATOLOGIC_RELAPSE,
    cytogenetics.MAJOR_CYTOGENETIC_RESPONSE, cytogenetics.PH_NADIR_PERCENT, cytogenetics.PH_READINGS_PERCENT,
    treatment.DOSE_MG_PER_DAY,
)  # fmt: skip
ENTRY, DOSE = "kantarjian-2003", "kantarjian-2003-dose"

REASON_WORDS = (
    ("hematologic_resistance", "Hematologic resistance"), ("cytogenetic_resistance", "Cytogenetic resistance"),
    ("hematologic_relapse", "Hematologic relapse"), ("cytogenetic_relapse", "Cytogenetic relapse, by points"),
)  # fmt: skip
REASONS = tuple(word for word, _ in REASON_WORDS)
# What else the rules give: no reasons.
RELATIVE_RELAPSE, MAJOR_RESPONSE = "cytogenetic_relapse_relative", "major_cytogenetic_response"
STATUS_WORDS = (("met", "Met"), ("not_met", "Not met"), ("unknown", "Not known"))
DOSE_WORDS = (("800", "800 mg/day, as 400 mg twice daily"), ("600", "600 mg/day"))

# The inputs behind what the rules look at; a relapse and the lowest percentage stand in rules of their own besides.
READINGS = ("ph_nadir_percent", "ph_readings_percent")
SOURCES: Mapping[str, tuple[str, ...]] = {
    CHR_REACHED.name: ("complete_hematologic_response",),
    MAJOR_RESPONSE_REACHED.name: ("major_cytogenetic_response",),
    PH_RISE_POINTS.name: READINGS,
    PH_RISE_RELATIVE.name: READINGS,
}


class EscalationResult(TypedDict):
    """The circumstances that are met, and the step of the dose that the protocol had for them.

    reasons: those that are met; cytogenetic relapse by percentage points.
    escalated_dose_mg_per_day: null without a reason, without the present dose, or where the protocol has no step.
    missing: the unknown inputs that could add a reason, or give the dose.
    """

    reasons: list[str]
    cytogenetic_relapse_points: Status
    cytogenetic_relapse_relative: Status
    escalated_dose_mg_per_day: Decimal | None
    dose_note: str
    criteria: list[CriterionRecord]
    missing: list[str]


def assess(values: Values) -> tuple[dict[str, Any], list[Warn]]:
    """The circumstances of the study that are met.

    Args:
        values: the inputs by name as `inputs.read` gives them; None is not known.
    Returns:
        The result and its warnings.
    """
    entry, dose = _set(ENTRY), _set(DOSE)
    seen, rises = derived_values(entry, values), ph_rises(values)
    within = rises.within() if rises else {}
    at = {rule.id: settled(rule, seen, within) for rule in entry.rules}
    statuses = {rule.gives: status(rule, at[rule.id]) for rule in entry.rules}
    reasons = [reason for reason in REASONS if statuses[reason] == "met"]
    step = _step(dose, values)
    result = {
        "reasons": reasons,
        "cytogenetic_relapse_points": statuses["cytogenetic_relapse"],
        "cytogenetic_relapse_relative": statuses[RELATIVE_RELAPSE],
        "escalated_dose_mg_per_day": Decimal(step.gives) if step and reasons else None,
        "dose_note": _dose_note(reasons, dose, values["dose_mg_per_day"]),
        "criteria": [
            *(rule_record(rule, at[rule.id], entry) for rule in entry.rules),
            *(rule_record(rule, values, dose) for rule in dose.rules),
        ],
        "missing": _missing(entry, at, statuses, values),
    }
    return result, _warnings(values, statuses, rises is not None and stands_alone(rises, (entry,)))


def derived_values(entry: RuleSet, values: Values) -> dict[str, Any]:
    """The inputs with the answers that the rules look at besides."""
    major = values["major_cytogenetic_response"]
    rule = next(rule for rule in entry.rules if rule.gives == MAJOR_RESPONSE)
    by_lowest = {"met": True, "not_met": False, "unknown": None}[status(rule, values)]
    return {
        **values,
        CHR_REACHED.name: response_reached(values["complete_hematologic_response"], values["hematologic_relapse"]),
        MAJOR_RESPONSE_REACHED.name: by_lowest if major is None else major,
    }


def ph_rises(values: Values) -> Rises | None:
    """The rises of the readings above the lowest percentage; None while one of them is not known."""
    nadir, readings = (values[name] for name in READINGS)
    return None if nadir is None or readings is None else rises_from(nadir, readings)


def _set(own_id: str) -> RuleSet:
    return next(rules for rules in rule_sets("imatinib-dose-escalation") if rules.id == own_id)


def _step(dose: RuleSet, values: Values) -> Rule | None:
    return next((rule for rule in dose.rules if status(rule, values) == "met"), None)


def _dose_note(reasons: list[str], steps: RuleSet, dose: Decimal | None) -> str:
    """Where the dose comes from, or why there is none."""
    if not reasons:
        return "No circumstance is met, so the protocol gives no step."
    if dose is None:
        return "The present dose is not known, so no step can be named."
    step = _step(steps, {"dose_mg_per_day": dose})
    if step:
        return f"Step of the protocol: {step.text}."
    known = " and from ".join(f"{rule.at_least}" for rule in reversed(steps.rules))
    return f"The protocol has steps from {known} mg a day, and none from {dose:f}."


def _missing(entry: RuleSet, at: Mapping[str, Values], statuses: Mapping[str, str], values: Values) -> list[str]:
    """The unknown inputs that could add a reason, and the dose as long as a reason is met or open."""
    found = {name for rule in entry.rules if rule.gives != MAJOR_RESPONSE
             for name in missing_inputs(rule, at[rule.id], SOURCES)}  # fmt: skip
    if values["dose_mg_per_day"] is None and any(statuses[reason] != "not_met" for reason in REASONS):
        found.add("dose_mg_per_day")
    return sorted(found)


def _warnings(values: Values, statuses: Mapping[str, str], alone: bool) -> list[Warn]:
    found = [Warn("A trial rule of 2003, for imatinib in chronic phase after interferon: history, no recommendation.")]
    major, nadir, readings = values["major_cytogenetic_response"], *(values[name] for name in READINGS)
    if major is not None and statuses[MAJOR_RESPONSE] == ("not_met" if major else "met"):
        message = "The answer and the lowest percentage disagree on the major cytogenetic response; the answer is used."
        found.append(Warn(message, "major_cytogenetic_response"))
    if nadir is not None and any(reading < nadir for reading in readings or ()):
        message = "A reading is below the lowest percentage: check which was the lowest before the rise."
        found.append(Warn(message, "ph_readings_percent"))
    if values["complete_hematologic_response"] and values["hematologic_relapse"]:
        message = "A complete hematologic response is there, and one was lost: the relapse counts, even if regained."
        found.append(Warn(message, "hematologic_relapse"))
    if alone:
        message = "The latest reading reaches the 30% of the rule; it wants two readings in a row."
        found.append(Warn(message, "ph_readings_percent"))
    return found


CALCULATOR = Calculator(
    id="imatinib-dose-escalation",
    title="Imatinib dose escalation (2003)",
    question="Which entry rule of the dose-escalation study of 2003 is met?",
    inputs=INPUTS,
    groups=(
        Group("Treatment", ("months_on_tki", "dose_mg_per_day")),
        Group("Hematologic response", ("complete_hematologic_response", "hematologic_relapse")),
        Group("Cytogenetic response", ("major_cytogenetic_response", "ph_nadir_percent", "ph_readings_percent")),
    ),
    faults=no_faults,
    assess=assess,
    shape=EscalationResult,
    answers=(
        Answer(name="reasons", label="Circumstances met", words=REASON_WORDS),
        Answer(
            name="cytogenetic_relapse_points", label="Cytogenetic relapse, 30% read as points", words=STATUS_WORDS
        ),
        Answer(
            name="cytogenetic_relapse_relative",
            label="Cytogenetic relapse, 30% read as a relative rise",
            words=(*STATUS_WORDS, (RELATIVE_RELAPSE, "Cytogenetic relapse, relative; no reason by itself"),
                   (MAJOR_RESPONSE, "Major cytogenetic response")),
        ),
        Answer(name="escalated_dose_mg_per_day", label="Dose after the step", unit="mg/day", words=DOSE_WORDS),
        Answer(name="dose_note", label="About the dose"),
    ),
    guideline_kinds=("imatinib-dose-escalation",),
)  # fmt: skip
