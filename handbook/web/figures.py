"""Figures of studies in the reader's words."""

from decimal import Decimal
from typing import Any

from handbook.addresses import relative_address
from handbook.library import Library
from handbook.studies import Comparison, Endpoint, Figure, Finding, Outcome, StudyKind

ENDPOINTS: dict[Endpoint, str] = {
    "major-molecular-response": "Major molecular response",
    "deep-molecular-response": "Deep molecular response",
    "bcr-abl1-1-percent": "BCR::ABL1 of 1% or less",
    "complete-molecular-response": "Complete molecular remission",
    "undetectable-transcript": "No detectable transcript",
    "complete-cytogenetic-response": "Complete cytogenetic response",
    "major-cytogenetic-response": "Major cytogenetic response",
    "any-cytogenetic-response": "Any cytogenetic response",
    "hematologic-response": "Hematologic response",
    "complete-hematologic-response": "Complete hematologic response",
    "overall-survival": "Overall survival",
    "disease-free-survival": "Disease-free survival",
    "progression-free-survival": "Progression-free survival",
    "failure-free-survival": "Failure-free survival",
    "event-free-survival": "Event-free survival",
    "progression": "Progression to accelerated phase or blast crisis",
    "relapse": "Relapse",
    "treatment-free-remission": "Treatment-free remission",
    "grade-3-adverse-events": "Adverse events of grade 3 or higher",
    "stopped-for-adverse-events": "Stopped for adverse events",
    "pleural-effusion": "Pleural effusion",
    "dose-reduction": "Dose reduction",
    "response": "Response",
    "efficacy": "Efficacy",
    "toxicity": "Toxicity",
}
KINDS: dict[StudyKind, str] = {
    "randomized-trial": "Randomized trial",
    "prospective-trial": "Prospective trial",
    "single-arm-trial": "Trial without a control group",
    "cohort": "Cohort",
    "retrospective-comparison": "Retrospective comparison",
    "pooled-trials": "Several trials together",
    "commentary": "Commentary on a study",
    "review": "Review",
}
LINES = {"first": "First line", "later": "Later line", "transplant": "Transplantation",
         "after-transplant": "After transplantation", "any": "Any line"}  # fmt: skip
PHASES = {"chronic": "Chronic phase", "accelerated": "Accelerated phase", "blast": "Blastic phase", "any": "Any phase"}
MEASURES = {"difference": "difference", "adjusted-difference": "adjusted difference", "hazard-ratio": "hazard ratio"}
DISCREPANCIES, LEVELS = "about/discrepancies", "reference/evidence-levels"


def figure(one: Figure, unit: str) -> str:
    """`88% (95% CI 86% to 90%)`, `below 28%`, `17 patients (14%)`: as the source prints it."""
    patients = None if one.n is None else f"{one.n} of {one.total}" if one.total else f"{one.n} patients"
    if one.value is None:
        return patients or "not stated"
    end = "" if one.to is None else f" to {_with_unit(one.to, unit)}"
    bound = f"{one.bound} " if one.bound else ""
    text = f"{bound}{_with_unit(one.value, unit)}{end}"
    if one.low is not None and one.high is not None:
        text += f" (95% CI {_with_unit(one.low, unit)} to {_with_unit(one.high, unit)})"
    return f"{patients} ({text})" if patients else text


def comparison(one: Comparison | None, unit: str) -> str:
    """`hazard ratio 0.37 (95% CI 0.16 to 0.84), P = .017`."""
    if one is None:
        return ""
    unit = "" if one.measure == "hazard-ratio" else unit
    parts = []
    if one.measure is not None and one.value is not None:
        interval = ""
        if one.low is not None and one.high is not None:
            interval = f" (95% CI {_with_unit(one.low, unit)} to {_with_unit(one.high, unit)})"
        parts.append(f"{MEASURES[one.measure]} {_with_unit(one.value, unit)}{interval}")
    if one.p is not None:
        parts.append(f"P {one.p}" if one.p[:1] in "<>=" else f"P = {one.p}")
    if one.words:
        parts.append(one.words)
    return ", ".join(parts)


def outcome_row(library: Library, slug: str, one: Outcome, arms: dict[str, str]) -> dict[str, Any]:
    """What a table row shows of an outcome: endpoint, time, each arm's figure, comparison, evidence, disagreements."""
    return {
        "id": one.id,
        "endpoint": ENDPOINTS[one.endpoint],
        "time": one.time,
        "population": one.population,
        "figures": [(arms.get(each.arm or "", ""), figure(each, one.unit)) for each in one.figures],
        "comparison": comparison(one.comparison, one.unit),
        "note": one.note,
        "reference": one.reference,
        "locator": one.locator,
        "cites": one.cites,
        **marks(library, slug, one),
    }


def marks(library: Library, slug: str, one: Outcome | Finding) -> dict[str, Any]:
    """The level of evidence and the discrepancies of a statement, each with its link."""
    level = library.evidence_levels.get(one.evidence_level or "")
    return {
        "level": level and (f"{level.code}, {level.scheme}", f"{relative_address(slug, LEVELS)}#{level.id}"),
        "disagreements": [
            (library.discrepancies[own_id].title, f"{relative_address(slug, DISCREPANCIES)}#{own_id}")
            for own_id in one.discrepancies
        ],
    }


def finding_row(library: Library, slug: str, one: Finding) -> dict[str, Any]:
    return {
        "text": one.text,
        "as_of": one.as_of,
        "reference": one.reference,
        "locator": one.locator,
        "cites": one.cites,
        **marks(library, slug, one),
    }


def _with_unit(value: Decimal, unit: str) -> str:
    number = f"{value:,}"
    return f"{number}%" if unit == "%" else f"{number} {unit}".strip()
