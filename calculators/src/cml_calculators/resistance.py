"""Failure, suboptimal response and relapse on treatment, each by the rules of its own source."""

from collections.abc import Mapping
from typing import Any, TypedDict

from cml_calculators.calculator import Answer, Calculator, Entries, Group
from cml_calculators.conditions import any_of, status
from cml_calculators.courses import (
    Rises,
    Within,
    lowest,
    missing_inputs,
    negative_before,
    response_lost,
    response_reached,
    rises_in_a_row,
    rises_in_course,
    settled,
    stands_alone,
)
from cml_calculators.criteria import Rule, RuleSet
from cml_calculators.inputs import Fault, Warn
from cml_calculators.loading import rule_sets
from cml_calculators.quantities import blood, cytogenetics, molecular, treatment
from cml_calculators.quantities.derived import (
    BCR_ABL1_RISES,
    CHR_LOST,
    CHR_REACHED,
    LATEST_BCR_ABL1,
    LOWEST_BCR_ABL1,
    LOWEST_PH,
    PH_NEGATIVE_BEFORE,
    PH_RISE_POINTS,
    PH_RISE_RELATIVE,
)
from cml_calculators.results import CriterionRecord, Feature, Status
from cml_calculators.rules import rule_record
from cml_calculators.shapes import Quantity

Values = Mapping[str, Any]

INPUTS: tuple[Quantity, ...] = (
    treatment.MONTHS_ON_TKI, treatment.COMPLETE_HEMATOLOGIC_RESPONSE, treatment.HEMATOLOGIC_RESPONSE_LOST,
    treatment.PROGRESSED, blood.BLASTS_RISING, cytogenetics.PH_POSITIVE_PERCENT, cytogenetics.PH_POSITIVE_HISTORY,
    cytogenetics.CYTOGENETICS_PREVIOUSLY_NEGATIVE, cytogenetics.FISH_POSITIVE, cytogenetics.FISH_PREVIOUSLY_NEGATIVE,
    molecular.BCR_ABL1_HISTORY,
)  # fmt: skip

# What a rule gives: it decides, it only points to something, or it is listed without an input for it.
DECIDES, SUGGESTS, NOT_EVALUATED = "met", "suggests", "not_evaluated"
STATUS_WORDS = (
    ("met", "Met"), ("not_met", "Not met"), ("unknown", "Not known"),
    (SUGGESTS, "Points to it; does not decide"), (NOT_EVALUATED, "Listed; not asked, does not decide"),
)  # fmt: skip

CHR_INPUTS = ("complete_hematologic_response", "hematologic_response_lost")
PH_INPUTS = ("ph_positive_percent", "ph_positive_history_percent")
BCR_ABL1_INPUTS = ("bcr_abl1_history_percent_is",)
# The inputs behind what the deciding rules look at.
SOURCES: Mapping[str, tuple[str, ...]] = {
    CHR_REACHED.name: CHR_INPUTS,
    CHR_LOST.name: CHR_INPUTS,
    LOWEST_PH.name: (*PH_INPUTS, "cytogenetics_previously_negative"),
    PH_RISE_POINTS.name: PH_INPUTS,
    PH_RISE_RELATIVE.name: PH_INPUTS,
    PH_NEGATIVE_BEFORE.name: ("cytogenetics_previously_negative", "ph_positive_history_percent"),
    LATEST_BCR_ABL1.name: BCR_ABL1_INPUTS,
    LOWEST_BCR_ABL1.name: BCR_ABL1_INPUTS,
}


class ResistanceScheme(TypedDict):
    """Whether the rules of one source are met.

    criteria: every rule of the source, also those that do not decide (`gives` says which).
    flags: what points to the state by the source's words, without deciding it.
    missing: the unknown inputs that could decide a rule that is still open; empty once the status is known.
    """

    scheme: str
    title: str
    status: Status
    criteria: list[CriterionRecord]
    flags: list[Feature]
    missing: list[str]
    notes: list[str]


class ResistanceResult(TypedDict):
    """Every scheme by itself; they name different states and none outranks another."""

    schemes: list[ResistanceScheme]


def faults(values: Values) -> list[Fault]:
    """An earlier 0% beside the answer that the karyotype was never free of the Philadelphia chromosome."""
    if values["cytogenetics_previously_negative"] is not False or 0 not in (
        values["ph_positive_history_percent"] or ()
    ):
        return []
    message = (
        "cytogenetics_previously_negative must be true or left out when ph_positive_history_percent has a 0, not false"
    )
    return [Fault("cytogenetics_previously_negative", message)]


def assess(values: Values) -> tuple[dict[str, Any], list[Warn]]:
    """The status of every scheme.

    Args:
        values: the inputs by name as `inputs.read` gives them; None is not known.
    Returns:
        The result and its warnings. A response that was reached at any time is not lacking; then only its loss counts.
    """
    sets = rule_sets("resistance")
    seen, rises = derived_values(values), ph_rises(values)
    within = {
        LOWEST_PH.name: lowest(
            values["ph_positive_history_percent"], values["ph_positive_percent"], seen[PH_NEGATIVE_BEFORE.name]
        ),
        **(rises.within() if rises else {}),
    }
    schemes = [assess_scheme(rules, seen, within) for rules in sets]
    return {"schemes": schemes}, _warnings(values, schemes, rises is not None and stands_alone(rises, sets))


def derived_values(values: Values) -> dict[str, Any]:
    """The inputs with the answers and measurements that the rules look at besides."""
    present, lost = (values[name] for name in CHR_INPUTS)
    percents = values["bcr_abl1_history_percent_is"] or ()
    answer, history = values["cytogenetics_previously_negative"], values["ph_positive_history_percent"]
    return {
        **values,
        CHR_REACHED.name: response_reached(present, lost),
        CHR_LOST.name: response_lost(present, lost),
        PH_NEGATIVE_BEFORE.name: negative_before(answer, history),
        LATEST_BCR_ABL1.name: percents[-1] if percents else None,
        LOWEST_BCR_ABL1.name: min(percents, default=None),
        BCR_ABL1_RISES.name: rises_in_a_row(percents),
    }


def ph_rises(values: Values) -> Rises | None:
    """The rises in the course of Ph-positive metaphases; None while the earlier percentages are not known."""
    history = values["ph_positive_history_percent"]
    return None if history is None else rises_in_course(history, values["ph_positive_percent"])


def assess_scheme(rules: RuleSet, seen: Values, within: Mapping[str, Within | None]) -> dict[str, Any]:
    """Met as soon as a rule that decides is met, not met when none of them can be."""
    values = {rule.id: settled(rule, seen, within) for rule in rules.rules}
    deciding = [rule for rule in rules.rules if rule.gives == DECIDES]
    found = any_of([status(rule, values[rule.id]) for rule in deciding])
    still_open = deciding if found == "unknown" else []
    return {
        "scheme": rules.id,
        "title": rules.title,
        "status": found,
        "criteria": [rule_record(rule, values[rule.id], rules) for rule in rules.rules],
        "flags": [_flag(rule, rules) for rule in rules.rules if _points_to_it(rule, values[rule.id])],
        "missing": sorted({name for rule in still_open for name in missing_inputs(rule, values[rule.id], SOURCES)}),
        "notes": [reading.text for reading in rules.readings],
    }


def _points_to_it(rule: Rule, values: Values) -> bool:
    return rule.gives == SUGGESTS and status(rule, values) == "met"


def _flag(rule: Rule, rules: RuleSet) -> dict[str, Any]:
    return {
        "id": rule.id, "text": rule.text, "reference": rule.reference or rules.reference, "locator": rule.locator
    }  # fmt: skip


def _warnings(values: Values, schemes: list[dict[str, Any]], alone: bool) -> list[Warn]:
    found = [
        Warn(f"{flag['text']} ({scheme['title']}): it is pointed out and does not decide.", *BCR_ABL1_INPUTS)
        for scheme in schemes
        for flag in scheme["flags"]
    ]
    if values["complete_hematologic_response"] and values["hematologic_response_lost"]:
        message = "A complete hematologic response is there and was lost: the loss counts, even if it was regained."
        found.append(Warn(message, "hematologic_response_lost"))
    if values["fish_positive"] and values["fish_previously_negative"]:
        message = (
            "The rule gives no limit for FISH; ELN 2009 takes below 1% of at least 200 nuclei for a complete response."
        )
        found.append(Warn(message, "fish_positive"))
    if alone:
        message = "The latest reading reaches the 30% of the rules of 2003; they want two readings in a row."
        found.append(Warn(message, "ph_positive_percent"))
    return found


CALCULATOR = Calculator(
    id="resistance",
    title="Resistance and relapse",
    question="Do the findings meet a definition of failure, suboptimal response or relapse?",
    inputs=INPUTS,
    groups=(
        Group("Treatment", ("months_on_tki",)),
        Group(
            "Blood and phase",
            (
                "complete_hematologic_response", "hematologic_response_lost", "blasts_rising",
                "progressed_to_advanced_phase",
            ),
        ),
        Group(
            "Cytogenetics",
            (
                "ph_positive_percent", "ph_positive_history_percent", "cytogenetics_previously_negative",
                "fish_positive", "fish_previously_negative",
            ),
        ),
        Group("BCR::ABL1", ("bcr_abl1_history_percent_is",)),
    ),
    faults=faults,
    assess=assess,
    shape=ResistanceResult,
    entries=Entries(
        name="schemes", key="scheme", label="Definition",
        answers=(Answer(name="status", label="Status", words=STATUS_WORDS),),
    ),
    guideline_kinds=("resistance",),
)  # fmt: skip
