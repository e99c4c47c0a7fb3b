"""Imatinib for a relapse after transplant, as in a trial of 2005: dose step, remission by nested PCR, stopping rule."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise, takewhile
from typing import Any, Literal, TypedDict

from cml_calculators.calculator import Answer, Calculator, Group
from cml_calculators.calendar_months import months_spanned
from cml_calculators.conditions import status
from cml_calculators.criteria import RuleSet
from cml_calculators.inputs import Fault, Warn
from cml_calculators.loading import rule_sets
from cml_calculators.quantities import molecular, transplant
from cml_calculators.results import CriterionRecord
from cml_calculators.rules import given, missing, rule_record

Values = Mapping[str, Any]
Dose = Literal["400 mg/day", "600-800 mg/day"]

# What a rule gives besides a dose.
REMISSION, STOP = "complete_molecular_remission", "may_stop"
# Negative samples in a row that the remission and the stopping rule ask for (commentary, paragraph 1).
SAMPLES = 3
INPUTS_OF = {
    "negative_nested_pcr_in_a_row": ("nested_pcr_results",),
    "months_of_three_negatives": ("nested_pcr_dates",),
}


class PostTransplantResult(TypedDict):
    """What the trial's rules give; null while an input that they need is not known."""

    dose: Dose | None
    complete_molecular_remission: bool | None
    may_stop: bool | None
    criteria: list[CriterionRecord]
    missing: list[str]
    notes: list[str]


def faults(values: Values) -> list[Fault]:
    """Dates that are not one for each result, and dates that fall."""
    results, dates = values["nested_pcr_results"], values["nested_pcr_dates"]
    if dates is None:
        return []
    found = []
    if results is not None and len(dates) != len(results):
        message = f"nested_pcr_dates must be one for each of the {len(results)} results, not {len(dates)}"
        found.append(Fault("nested_pcr_dates", message))
    for earlier, later in pairwise(dates):
        if later < earlier:
            message = f"nested_pcr_dates must be in order, the oldest first, not {later} after {earlier}"
            found.append(Fault("nested_pcr_dates", message))
    return found


def assess(values: Values) -> tuple[dict[str, Any], list[Warn]]:
    """The trial's dose, its remission and its stopping rule.

    Args:
        values: the inputs by name as `inputs.read` gives them; None is not known.
    Returns:
        The result and its warnings. Three months and six months reached are inside the rules.
    """
    (edition,) = rule_sets("post-transplant-imatinib")
    seen = {**values, **derived(values)}
    result = {
        "dose": given([rule for rule in edition.rules if rule.gives not in (REMISSION, STOP)], seen, None),
        "complete_molecular_remission": _answer(edition, REMISSION, seen),
        "may_stop": _answer(edition, STOP, seen),
        "criteria": [rule_record(rule, seen, edition) for rule in edition.rules],
        "missing": _missing(edition, seen),
        "notes": [reading.text for reading in edition.readings],
    }
    return result, list(_warnings(values))


def derived(values: Values) -> dict[str, Decimal | None]:
    """How many negative results stand at the end, and the shortest time that three neighbors of them span."""
    results, dates = values["nested_pcr_results"], values["nested_pcr_dates"]
    if results is None:
        return dict.fromkeys(INPUTS_OF)
    row = sum(1 for _ in takewhile(lambda result: result == "negative", reversed(results)))
    spans = _spans(dates[len(dates) - row :]) if dates is not None else []
    return {
        "negative_nested_pcr_in_a_row": Decimal(row),
        "months_of_three_negatives": Decimal(min(spans)) if spans else None,
    }


def _spans(dates: tuple[date, ...]) -> list[int]:
    """The calendar months from the first to the third of each three neighbors."""
    return [months_spanned(first, third) for first, third in zip(dates, dates[SAMPLES - 1 :], strict=False)]


def _answer(edition: RuleSet, gives: str, seen: Values) -> bool | None:
    (rule,) = (rule for rule in edition.rules if rule.gives == gives)
    return {"met": True, "not_met": False, "unknown": None}[status(rule, seen)]


def _missing(edition: RuleSet, seen: Values) -> list[str]:
    names = {name for looked_at in missing(edition.rules, seen) for name in INPUTS_OF.get(looked_at, (looked_at,))}
    return sorted(name for name in names if seen[name] is None)


def _warnings(values: Values) -> Iterator[Warn]:
    results, dates = values["nested_pcr_results"], values["nested_pcr_dates"]
    if values["major_molecular_response"] is False and results and results[-1] == "negative":
        message = "The latest nested PCR is negative, which does not go with the lack of a major molecular response."
        yield Warn(message, "major_molecular_response")
    if dates and results is None:
        yield Warn("Dates without results decide nothing.", "nested_pcr_dates")
    if dates and any(earlier == later for earlier, later in pairwise(dates)):
        yield Warn("Two samples have one date; three time points are asked for.", "nested_pcr_dates")


CALCULATOR = Calculator(
    id="post-transplant-imatinib",
    title="Imatinib after transplant relapse",
    question="Which dose, remission and stopping rule did the trial of 2005 have for these findings?",
    inputs=(
        transplant.MONTHS_ON_IMATINIB,
        molecular.MAJOR_MOLECULAR_RESPONSE,
        transplant.NESTED_PCR_RESULTS,
        transplant.NESTED_PCR_DATES,
    ),
    groups=(
        Group("Treatment and response", ("months_on_imatinib", "major_molecular_response")),
        Group("Nested PCR", ("nested_pcr_results", "nested_pcr_dates")),
    ),
    faults=faults,
    assess=assess,
    shape=PostTransplantResult,
    answers=(
        Answer(name="dose", label="Dose in the trial"),
        Answer(name=REMISSION, label="Complete molecular remission as the trial defined it"),
        Answer(name=STOP, label="The trial's rule for stopping is met"),
    ),
    guideline_kinds=("post-transplant-imatinib",),
)
