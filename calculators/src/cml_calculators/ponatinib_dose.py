"""The dose of ponatinib by response, as the source gives it, and whom its trials left out."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypedDict

from cml_calculators.calculator import Answer, Calculator, Group, no_faults
from cml_calculators.conditions import status
from cml_calculators.criteria import Rule
from cml_calculators.inputs import Warn
from cml_calculators.loading import rule_sets
from cml_calculators.quantities import molecular, treatment
from cml_calculators.results import CriterionRecord
from cml_calculators.rules import given, missing, rule_record

Values = Mapping[str, Any]

# The word that the rule on the trials' patients gives; the others give a dose in mg.
EXCLUDED = "excluded"
NO_DOSE = "45 mg once daily is the starting dose of the source; without a response value it gives no other"


class PonatinibResult(TypedDict):
    """The dose that the source pairs with the response, null without a response value.

    notes: what the source leaves open.
    """

    dose_mg_once_daily: Decimal | None
    text: str
    excluded_from_trials: bool | None
    criteria: list[CriterionRecord]
    missing: list[str]
    notes: list[str]


def assess(values: Values) -> tuple[PonatinibResult, list[Warn]]:
    (edition,) = rule_sets("ponatinib-dose")
    doses = [rule for rule in edition.rules if rule.gives != EXCLUDED]
    (trials,) = (rule for rule in edition.rules if rule.gives == EXCLUDED)
    dose = given(doses, values, edition.otherwise)
    result: PonatinibResult = {
        "dose_mg_once_daily": None if dose is None else Decimal(dose),
        "text": _text(doses, values),
        "excluded_from_trials": {"met": True, "not_met": False, "unknown": None}[status(trials, values)],
        "criteria": [rule_record(rule, values, edition) for rule in edition.rules],
        "missing": missing(edition.rules, values),
        "notes": [one.text for one in edition.readings],
    }
    return result, []


def _text(doses: list[Rule], values: Values) -> str:
    met = next((rule for rule in doses if status(rule, values) == "met"), None)
    return f"{met.gives} mg once daily. {met.text}." if met else f"{NO_DOSE}."


CALCULATOR = Calculator(
    id="ponatinib-dose",
    title="Ponatinib dose by response",
    question="Which dose does the source pair with the response, and did its trials take such patients?",
    inputs=(
        molecular.BEST_PERCENT_IS,
        treatment.CARDIOVASCULAR_DISEASE,
        treatment.HYPERTENSION,
        treatment.DIABETES,
    ),
    groups=(
        Group("Response", ("best_bcr_abl1_percent_is",)),
        Group("Patients whom the trials left out", ("cardiovascular_disease", "hypertension", "diabetes")),
    ),
    faults=no_faults,
    assess=assess,
    shape=PonatinibResult,
    answers=(
        Answer(
            name="dose_mg_once_daily",
            label="Dose in the source",
            words=(("15", "15 mg once daily"), ("45", "45 mg once daily"), ("", NO_DOSE)),
        ),
        Answer(
            name="excluded_from_trials",
            label="Left out of the source's trials",
            words=((EXCLUDED, "Left out of the trials"),),
        ),
    ),
    guideline_kinds=("ponatinib-dose",),
)
