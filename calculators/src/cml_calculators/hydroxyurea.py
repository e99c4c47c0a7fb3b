"""The starting figure for hydroxyurea, and the stage of titration by the white cells."""

from collections.abc import Mapping
from decimal import ROUND_FLOOR, Decimal
from typing import Any, TypedDict

from cml_calculators.calculator import Answer, Calculator, Group, no_faults
from cml_calculators.conditions import EXACT
from cml_calculators.inputs import Warn
from cml_calculators.loading import rule_sets
from cml_calculators.quantities import blood, patient
from cml_calculators.results import CriterionRecord
from cml_calculators.rules import given, missing, rule_record

Values = Mapping[str, Any]

# The dose that is often used at first.
MG_PER_KG_PER_DAY = Decimal(40)
REFERENCE = "pdq-2025"
LOCATOR = "Treatment Option Overview, Hydroxyurea"
# Capsules are counted for a strength that the source does not name.
MG_PER_CAPSULE = Decimal(500)

BAND_WORDS = (
    ("starting", "Starting dose"),
    ("reduce_and_titrate", "Reduce and titrate"),
    ("below_target", "Below the target range"),
)


class Figure(TypedDict):
    """The factor behind the starting figure, with its place in the source."""

    mg_per_kg_per_day: Decimal
    reference: str
    locator: str


class HydroxyureaResult(TypedDict):
    """The source's starting figure, not a prescription.

    capsules_text: the figure in capsules of 500 mg, null without a weight.
    notes: what the source leaves open.
    """

    start_mg_per_day: Decimal | None
    capsules_text: str | None
    band: str | None
    figure: Figure
    criteria: list[CriterionRecord]
    missing: list[str]
    notes: list[str]


def assess(values: Values) -> tuple[HydroxyureaResult, list[Warn]]:
    (edition,) = rule_sets("hydroxyurea")
    weight = values["weight_kg"]
    start = None if weight is None else EXACT.multiply(MG_PER_KG_PER_DAY, weight)
    unknown = ["weight_kg"] if weight is None else []
    result: HydroxyureaResult = {
        "start_mg_per_day": start,
        "capsules_text": None if start is None else capsules_in_words(start),
        "band": given(edition.rules, values, edition.otherwise),
        "figure": {"mg_per_kg_per_day": MG_PER_KG_PER_DAY, "reference": REFERENCE, "locator": LOCATOR},
        "criteria": [rule_record(rule, values, edition) for rule in edition.rules],
        "missing": sorted([*missing(edition.rules, values), *unknown]),
        "notes": [one.text for one in edition.readings],
    }
    return result, _warnings(start)


def capsules_in_words(mg: Decimal) -> str:
    """`mg` in capsules, with the whole numbers on both sides where it is none; neither is recommended.

    >>> capsules_in_words(Decimal(2800))
    '5.6 capsules of 500 mg, between 5 (2500 mg) and 6 (3000 mg)'
    """
    capsules = EXACT.divide(mg, MG_PER_CAPSULE)
    fewer = capsules.to_integral_value(ROUND_FLOOR)
    if capsules == fewer:
        return f"{fewer:f} capsule{'' if fewer == 1 else 's'} of 500 mg"
    low, high = (f"{count:f} ({EXACT.multiply(count, MG_PER_CAPSULE):f} mg)" for count in (fewer, fewer + 1))
    return f"{capsules.normalize(EXACT):f} capsules of 500 mg, between {low} and {high}"


def _warnings(start: Decimal | None) -> list[Warn]:
    if start is None:
        return []
    message = (
        "The figure is arithmetic on the source's starting dose, not a prescription: the source states no basis of "
        "weight (actual or ideal), no adjustment for renal function and no maximum."
    )
    return [Warn(message, "weight_kg")]


CALCULATOR = Calculator(
    id="hydroxyurea",
    title="Hydroxyurea starting figure",
    question="What is the source's starting figure for this weight, and at which stage are the white cells?",
    inputs=(patient.WEIGHT_KG, blood.WBC),
    groups=(Group("Patient", ("weight_kg", "wbc_e9_per_l")),),
    faults=no_faults,
    assess=assess,
    shape=HydroxyureaResult,
    answers=(
        Answer(name="start_mg_per_day", label="Starting figure", unit="mg per day"),
        Answer(name="capsules_text", label="In capsules", words=(("", "–"),)),
        Answer(name="band", label="Stage by the white cells", words=BAND_WORDS),
    ),
    guideline_kinds=("hydroxyurea",),
)
