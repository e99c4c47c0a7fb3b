"""Stopping a TKI: what each source asks before it, how often relapse follows, the dates of tests, the restart rule."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypedDict

from cml_calculators.calculator import Answer, Calculator, Entries, Group
from cml_calculators.conditions import Status, all_of, status
from cml_calculators.criteria import Condition, DiscontinuationCriteria, RelapseFigure, Requirement
from cml_calculators.discontinuation_inputs import consistent, faults, months_listed, warnings
from cml_calculators.inputs import Warn
from cml_calculators.loading import discontinuation_criteria
from cml_calculators.monitoring import dated_tests, schedule_in_words
from cml_calculators.quantities import discontinuation, molecular, patient, treatment
from cml_calculators.results import CriterionRecord
from cml_calculators.rules import missing, rule_record
from cml_calculators.shapes import Quantity

Values = Mapping[str, Any]

# What besides an unknown time in a response can tell how long it is, or that there is none.
OTHER_WAYS = {
    "months_in_mr4": ("months_in_mr4_5", "bcr_abl1_percent_is"),
    "months_in_mr4_5": ("bcr_abl1_percent_is",),
}
ELIGIBLE: Mapping[Status, str] = {"met": "yes", "not_met": "no", "unknown": "cannot_determine"}
ELIGIBLE_WORDS = (("yes", "Yes"), ("no", "No"), ("cannot_determine", "Cannot be determined"))
TIER_WORDS = (("minimal", "Minimal"), ("optimal", "Optimal"), ("", "None"))

INPUTS: tuple[Quantity, ...] = (
    discontinuation.EVER_ADVANCED_PHASE, discontinuation.PRIOR_FAILURE, discontinuation.PRIOR_TFR_ATTEMPT,
    discontinuation.AGREES_TO_MONITORING, patient.AGE_YEARS, discontinuation.SOKAL_GROUP, discontinuation.TKI_MONTHS,
    discontinuation.FIRST_TKI, treatment.TKI_LINE, treatment.REASON_FOR_SWITCH, molecular.BCR_ABL1_PERCENT_IS,
    discontinuation.MONTHS_IN_MR4, discontinuation.MONTHS_IN_MR4_5, discontinuation.TESTS_IN_MR4,
    molecular.TRANSCRIPT, discontinuation.PCR_SENSITIVITY, discontinuation.PCR_TURNAROUND_WEEKS,
    discontinuation.STOP_DATE, discontinuation.MONTHS_TO_LIST,
)  # fmt: skip


class RelapseRecord(TypedDict):
    """A printed share of relapses, and whether the patient is one of those it is about."""

    id: str
    percent: Decimal
    status: Status
    text: str
    reference: str
    locator: str


class SourcedText(TypedDict):
    """A statement with its place in the source."""

    text: str
    reference: str
    locator: str


class RestartRecord(SourcedText):
    """When the source says to treat again; `within_weeks` of losing the response, where it says how soon."""

    within_weeks: int | None


class DiscontinuationEntry(TypedDict):
    """One source: its criteria and what follows a stop.

    tier: only where the source has tiers, and only when its criteria are met.
    monitoring, monitoring_points: the dates of tests, and the time after the stop of each; empty without a stop date.
    """

    guideline: str
    title: str
    eligible: Literal["yes", "no", "cannot_determine"]
    tier: Literal["minimal", "optimal"] | None
    criteria: list[CriterionRecord]
    missing: list[str]
    expected_relapse: list[RelapseRecord]
    monitoring: list[date]
    monitoring_points: list[str]
    schedule: SourcedText
    restart_rule: RestartRecord
    notes: list[str]


class DiscontinuationResult(TypedDict):
    """One entry for each source; none is merged with another. stop_date: the day from which the tests are counted."""

    stop_date: date | None
    guidelines: list[DiscontinuationEntry]


def assess(values: Values) -> tuple[dict[str, Any], list[Warn]]:
    """What each source says of a stop.

    Args:
        values: the inputs by name as `inputs.read` gives them; None is not known.
    Returns:
        The result and its warnings. A limit belongs to the side that the source's rule says.
    """
    seen = consistent(values)
    entries = [_entry(edition, seen) for edition in discontinuation_criteria()]
    return {"stop_date": values["stop_date"], "guidelines": entries}, warnings(values)


def _entry(edition: DiscontinuationCriteria, seen: Values) -> dict[str, Any]:
    records = [judged(rule, seen, edition) for rule in edition.rules]
    eligible = ELIGIBLE[_together(records, "eligible")]
    stop, reference = seen["stop_date"], edition.reference
    tests = [] if stop is None else dated_tests(edition.schedule, stop, months_listed(seen))
    return {
        "guideline": edition.id,
        "title": edition.title,
        "eligible": eligible,
        "tier": _tier(records) if eligible == "yes" else None,
        "criteria": records,
        "missing": [] if eligible == "no" else _missing(edition.rules, records, seen),
        "expected_relapse": [_relapse(figure, seen, reference) for figure in edition.expected_relapse],
        "monitoring": [day for _, day in tests],
        "monitoring_points": [point.in_words for point, _ in tests],
        "schedule": {
            "text": schedule_in_words(edition.schedule),
            "reference": reference,
            "locator": edition.schedule[0].locator,
        },
        "restart_rule": {
            "text": edition.restart.text,
            "within_weeks": edition.restart.within_weeks,
            "reference": reference,
            "locator": edition.restart.locator,
        },
        "notes": [reading.text for reading in edition.readings],
    }


def judged(rule: Requirement, seen: Values, edition: DiscontinuationCriteria) -> CriterionRecord:
    """The rule's record: `unknown` also where it is not met and the source may leave it open.

    An unknown time in MR4 is at least the time in MR4.5, and the rules have lower limits on it only.
    """
    at_least = {**seen, "months_in_mr4": _first_known(seen["months_in_mr4"], seen["months_in_mr4_5"])}
    found = rule_record(rule, at_least if status(rule, at_least) == "met" else seen, edition)
    if found["status"] == "not_met" and rule.left_open is not None:
        left_open = status(rule.left_open, seen)
        if left_open != "not_met":
            found["status"] = "unknown"
        if left_open == "met":
            found["left_open"] = rule.left_open.text
    return found


def _first_known(*values: Any) -> Any:
    return next((value for value in values if value is not None), None)


def _together(records: list[CriterionRecord], gives: str) -> Status:
    """All rules that give the word are needed."""
    return all_of([record["status"] for record in records if record["gives"] == gives])


def _tier(records: list[CriterionRecord]) -> str | None:
    """Only what is known to be met makes the higher tier; None for a source without tiers."""
    if all(record["gives"] != "optimal" for record in records):
        return None
    return "optimal" if _together(records, "optimal") == "met" else "minimal"


def _missing(rules: tuple[Requirement, ...], records: list[CriterionRecord], seen: Values) -> list[str]:
    """The unknown inputs behind the open rules."""
    conditions: list[Condition] = []
    for rule, record in zip(rules, records, strict=True):
        if record["status"] == "unknown":
            conditions += [rule, *([rule.left_open] if rule.left_open else [])]
    names = set(missing(conditions, seen))
    names |= {other for name in names for other in OTHER_WAYS.get(name, ())}
    return sorted(name for name in names if seen[name] is None)


def _relapse(figure: RelapseFigure, seen: Values, reference: str) -> dict[str, Any]:
    at_least = {**seen, "months_in_mr4": _first_known(seen["months_in_mr4"], seen["months_in_mr4_5"])}
    about: Status = "met"
    if figure.when is not None:
        about = "met" if status(figure.when, at_least) == "met" else status(figure.when, seen)
    return {
        "id": figure.id,
        "percent": figure.percent,
        "status": about,
        "text": figure.text,
        "reference": reference,
        "locator": figure.locator,
    }


CALCULATOR = Calculator(
    id="treatment-free-remission",
    title="Treatment-free remission",
    question="Which criteria for stopping a TKI are met, and when are tests due after a stop?",
    inputs=INPUTS,
    groups=(
        Group(
            "Patient and disease",
            ("age_years", "ever_advanced_phase", "sokal_group", "transcript", "agrees_to_monitoring"),
        ),
        Group(
            "Treatment",
            ("tki_months", "first_tki", "tki_line", "reason_for_switch", "prior_failure", "prior_tfr_attempt"),
        ),
        Group("Response", ("bcr_abl1_percent_is", "months_in_mr4", "months_in_mr4_5", "tests_in_mr4")),
        Group("Laboratory", ("pcr_sensitivity", "pcr_turnaround_weeks")),
        Group("Monitoring plan", ("stop_date", "months_to_list")),
    ),
    faults=faults,
    assess=assess,
    shape=DiscontinuationResult,
    entries=Entries(
        name="guidelines",
        key="guideline",
        label="Criteria of",
        answers=(
            Answer(name="eligible", label="Meets the criteria", words=ELIGIBLE_WORDS),
            Answer(name="tier", label="Tier", words=TIER_WORDS),
            Answer(name="monitoring", label="Dates of tests"),
        ),
    ),
    guideline_kinds=("treatment-free-remission",),
)
