"""Complete and partial hematologic response under each definition."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal, TypedDict

from cml_calculators.calculator import Answer, Calculator, Entries, Group, no_faults
from cml_calculators.conditions import EXACT
from cml_calculators.courses import missing_inputs
from cml_calculators.criteria import RuleSet
from cml_calculators.inputs import Warn
from cml_calculators.loading import rule_sets
from cml_calculators.quantities import blood, tissue
from cml_calculators.quantities.derived import IMMATURE_CELLS, PLATELET_IMPROVEMENT, SPLEEN_IMPROVEMENT
from cml_calculators.results import CriterionRecord
from cml_calculators.rules import given, rule_record
from cml_calculators.shapes import Quantity

Values = Mapping[str, Any]

INPUTS: tuple[Quantity, ...] = (
    blood.WBC, blood.PLATELETS, blood.BASOPHILS_PB, blood.IMMATURE_GRANULOCYTES, blood.BLASTS_PB, tissue.SPLEEN_CM,
    tissue.SYMPTOMS, tissue.BASELINE_SPLEEN_CM, blood.BASELINE_PLATELETS,
)  # fmt: skip
# The inputs behind what the rules look at; the present spleen and platelets stand in the same rules themselves.
SOURCES: Mapping[str, tuple[str, ...]] = {
    IMMATURE_CELLS.name: ("immature_granulocytes", "blasts_pb_percent"),
    SPLEEN_IMPROVEMENT.name: ("baseline_spleen_cm",),
    PLATELET_IMPROVEMENT.name: ("baseline_platelets_e9_per_l",),
}
NOT_ASSESSABLE = "not_assessable"
CATEGORY_WORDS = (
    ("complete", "Complete"), ("partial", "Partial"), ("none", "None by this definition"),
    (NOT_ASSESSABLE, "Not assessable"),
)  # fmt: skip


class HematologicDefinition(TypedDict):
    """The category by one definition.

    category: not assessable while an unknown input leaves two categories open.
    missing: the unknown inputs that could decide; empty when there is a category.
    """

    definition: str
    title: str
    category: Literal["complete", "partial", "none", "not_assessable"]
    criteria: list[CriterionRecord]
    missing: list[str]
    notes: list[str]


class HematologicResult(TypedDict):
    """The category of each definition; only the study of 2003 has a partial response."""

    definitions: list[HematologicDefinition]


def assess(values: Values) -> tuple[dict[str, Any], list[Warn]]:
    """The category that each definition gives.

    Args:
        values: the inputs by name as `inputs.read` gives them; None is not known.
    Returns:
        The result and its warnings. One criterion that is known to fail rules a complete response out.
    """
    seen = derived_values(values)
    return {"definitions": [define(rules, seen) for rules in rule_sets("hematologic-response")]}, _warnings(values)


def derived_values(values: Values) -> dict[str, Any]:
    """The inputs with what the rules look at besides."""
    return {
        **values,
        IMMATURE_CELLS.name: immature_cells(values["immature_granulocytes"], values["blasts_pb_percent"]),
        SPLEEN_IMPROVEMENT.name: improvement_percent(values["baseline_spleen_cm"], values["spleen_cm"]),
        PLATELET_IMPROVEMENT.name: improvement_percent(
            values["baseline_platelets_e9_per_l"], values["platelets_e9_per_l"]
        ),
    }


def immature_cells(granulocytes: bool | None, blasts_percent: Decimal | None) -> bool | None:
    """Blasts are immature cells, also where immature granulocytes were counted without them; 0% of blasts says nothing
    of the others."""
    return True if blasts_percent else granulocytes


def improvement_percent(baseline: Decimal | None, now: Decimal | None) -> Decimal | None:
    """By how much a finding is lower than before treatment, in percent of that; 0 when it is not lower."""
    if baseline is None or now is None:
        return None
    if now >= baseline:
        return Decimal(0)
    return EXACT.divide(EXACT.multiply(EXACT.subtract(baseline, now), Decimal(100)), baseline)


def define(rules: RuleSet, seen: Values) -> dict[str, Any]:
    """The word of the first rule that is met: a complete response is asked for before a partial one."""
    category = given(rules.rules, seen, rules.otherwise)
    still_open = rules.rules if category is None else ()
    return {
        "definition": rules.id,
        "title": rules.title,
        "category": category or NOT_ASSESSABLE,
        "criteria": [rule_record(rule, seen, rules) for rule in rules.rules],
        "missing": sorted({name for rule in still_open for name in missing_inputs(rule, seen, SOURCES)}),
        "notes": [reading.text for reading in rules.readings],
    }


def _warnings(values: Values) -> list[Warn]:
    if values["immature_granulocytes"] is not False or not values["blasts_pb_percent"]:
        return []
    message = "Blasts in blood are immature cells, although the answer says that there are none: the blasts count."
    return [Warn(message, "immature_granulocytes")]


CALCULATOR = Calculator(
    id="hematologic-response",
    title="Hematologic response",
    question="Is there a complete or a partial hematologic response?",
    inputs=INPUTS,
    groups=(
        Group(
            "Blood",
            (
                "wbc_e9_per_l", "platelets_e9_per_l", "basophils_pb_percent", "immature_granulocytes",
                "blasts_pb_percent",
            ),
        ),
        Group("Spleen and symptoms", ("spleen_cm", "symptoms")),
        Group("Before treatment", ("baseline_spleen_cm", "baseline_platelets_e9_per_l")),
    ),
    faults=no_faults,
    assess=assess,
    shape=HematologicResult,
    entries=Entries(
        name="definitions", key="definition", label="Definition",
        answers=(Answer(name="category", label="Hematologic response", words=CATEGORY_WORDS),),
    ),
    guideline_kinds=("hematologic-response",),
)  # fmt: skip
