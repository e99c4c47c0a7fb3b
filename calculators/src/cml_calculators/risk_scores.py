"""Prognostic scores at diagnosis side by side: Sokal, Euro (Hasford), EUTOS, ELTS and IMTF."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal, TypedDict

from cml_calculators.calculator import Answer, Calculator, Entries, Equation, Group
from cml_calculators.conditions import EXACT, holds, known, total
from cml_calculators.display import rounded_to, shown_beside
from cml_calculators.inputs import Fault, Warn
from cml_calculators.quantities import blood, patient, tissue
from cml_calculators.results import CriterionRecord
from cml_calculators.score_values import Computed, compute, inputs_of, probability_of
from cml_calculators.scores import SCORES, Score
from cml_calculators.shapes import Quantity

Values = Mapping[str, Any]

INPUTS: tuple[Quantity, ...] = (
    patient.AGE_YEARS, tissue.SPLEEN_CM, blood.PLATELETS, blood.BLASTS_PB, blood.BASOPHILS_PB, blood.EOSINOPHILS_PB,
    blood.WBC, blood.HEMOGLOBIN,
)  # fmt: skip
# Counted in one differential of the blood, so that they are at most 100% together.
DIFFERENTIAL = ("blasts_pb_percent", "basophils_pb_percent", "eosinophils_pb_percent")
# Percentages below this one are more often fractions: 0.02 for 2%.
LEAST_USUAL_BLASTS = Decimal("0.1")
# Above it the disease is in blast phase under every classification, and the scores were made for the chronic phase.
MOST_BLASTS_IN_CHRONIC_PHASE = Decimal(30)
ADULT_FROM_YEARS = Decimal(18)
# ELTS has the root of the platelets in a denominator; JSON has no number above about 1e308.
FEWEST_PLATELETS = Decimal("1e-300")
DECIMALS_OF_A_PROBABILITY = 1

GroupWord = Literal["very_low", "low", "intermediate", "high", "very_high"]
GROUP_WORDS = (
    ("very_low", "Very low"), ("low", "Low"), ("intermediate", "Intermediate"), ("high", "High"),
    ("very_high", "Very high"), ("", "Not computed"),
)  # fmt: skip


class Contribution(TypedDict):
    """One term: `term` is `coefficient` times `factor`, which is an indicator or what `formula` makes of `value`."""

    name: str
    label: str
    value: Decimal | str
    coefficient: Decimal
    factor: Decimal
    term: Decimal
    formula: str


class ScoreProbability(TypedDict):
    """What a score says beside its group; `value` from 0 to 1, `shown` in percent."""

    text: str
    value: Decimal
    shown: str
    reference: str
    locator: str
    verification: Literal["primary", "secondary", "unverified"]


class RiskScore(TypedDict):
    """One score; it is computed only when every input of it is known.

    shown: the value with as many digits as it takes to stand on its own side of every limit.
    sum: of the terms, before the exponential or the factor of the equation.
    missing: the inputs that the score needs and that are not known.
    """

    id: Literal["sokal", "hasford", "eutos", "elts", "imtf"]
    title: str
    value: Decimal | None
    shown: str | None
    group: GroupWord | None
    missing: list[str]
    equation: str
    sum: Decimal | None
    contributions: list[Contribution]
    criteria: list[CriterionRecord]
    probability: ScoreProbability | None
    reference: str
    locator: str


class RiskScoresResult(TypedDict):
    scores: list[RiskScore]


def faults(values: Values) -> list[Fault]:
    """A differential above 100%, and a platelet count so near to 0 that ELTS would be no number any more."""
    found = []
    platelets = values["platelets_e9_per_l"]
    if platelets is not None and platelets < FEWEST_PLATELETS:
        message = f"platelets_e9_per_l must be at least {FEWEST_PLATELETS} ×10⁹/L for these scores, not {platelets}"
        found.append(Fault("platelets_e9_per_l", message))
    counted = {name: values[name] for name in DIFFERENTIAL if values[name] is not None}
    whole = total(tuple(counted), counted)
    if whole is not None and whole > 100:
        message = f"blasts, basophils and eosinophils must be at most 100% together, not {whole}%"
        found.append(Fault("blasts_pb_percent", message))
    return found


def assess(values: Values) -> tuple[dict[str, Any], list[Warn]]:
    """Every score whose inputs are known, and the names of those that are missing from the others.

    Args:
        values: the inputs by name as `inputs.read` gives them; None is not known, and 0 is a value as any other.
    """
    groups: dict[str, str | None] = {}
    entries = []
    for score in SCORES:
        missing = [name for name in inputs_of(score) if values[name] is None]
        computed = None if missing else compute(score, values, groups)
        groups[score.id] = computed.group if computed else None
        entries.append(_entry(score, computed, missing, values))
    return {"scores": entries}, _warnings(values)


def _entry(score: Score, computed: Computed | None, missing: list[str], values: Values) -> dict[str, Any]:
    value = computed.value if computed else None
    limits = {limit for band in score.bands for limit in band.limits.values()}
    return {
        "id": score.id,
        "title": score.title,
        "value": value,
        "shown": None if value is None else shown_beside(value, limits, score.decimals),
        "group": computed.group if computed else None,
        "missing": sorted(missing),
        "equation": score.equation,
        "sum": computed.total if computed else None,
        "contributions": [dict(vars(part)) for part in computed.parts] if computed else [],
        "criteria": _criteria(score, value),
        "probability": None if computed is None else _probability(score, values),
        "reference": score.reference,
        "locator": score.locator,
    }


def _criteria(score: Score, value: Decimal | None) -> list[dict[str, Any]]:
    """Every group of the score with its limits, and whether the value is inside them."""
    words = dict(GROUP_WORDS)
    return [
        {
            "criterion": f"{score.id}-{band.group.replace('_', '-')}",
            "status": "unknown" if value is None else known(holds(band, value)),
            "value": value,
            **band.limits,
            "text": f"{words[band.group]} risk",
            "gives": band.group,
            "reference": score.bands_reference,
            "locator": score.bands_locator,
        }
        for band in score.bands
    ]


def _probability(score: Score, values: Values) -> dict[str, Any] | None:
    """The probability that comes with the score, for scores that have one."""
    own = score.probability
    if own is None:
        return None
    value = probability_of(own, values)
    percent = rounded_to(EXACT.multiply(value, Decimal(100)), DECIMALS_OF_A_PROBABILITY)
    return {
        "text": own.text,
        "value": value,
        "shown": f"{percent:f}%",
        "reference": own.reference,
        "locator": own.locator,
        "verification": own.verification,
    }


def _warnings(values: Values) -> list[Warn]:
    """What is inside its range and still likely to be a slip, or outside the patients of the sources."""
    age, blasts = values["age_years"], values["blasts_pb_percent"]
    found = []
    if age is not None and age < ADULT_FROM_YEARS:
        found.append(Warn("The scores were derived from adults; they do not hold below 18 years.", "age_years"))
    if blasts is not None and 0 < blasts < LEAST_USUAL_BLASTS:
        message = f"{blasts}% blasts is less than 0.1%: check that it is a percentage and not a fraction."
        found.append(Warn(message, "blasts_pb_percent"))
    if blasts is not None and blasts > MOST_BLASTS_IN_CHRONIC_PHASE:
        message = f"{blasts}% blasts is blast phase under every classification; the scores are for the chronic phase."
        found.append(Warn(message, "blasts_pb_percent"))
    return found


CALCULATOR = Calculator(
    id="risk-scores",
    title="Prognostic scores",
    question="Which risk group was it at diagnosis, by each score?",
    inputs=INPUTS,
    groups=(
        Group("Patient", ("age_years", "spleen_cm")),
        Group("Blood", ("platelets_e9_per_l", "wbc_e9_per_l", "hemoglobin_g_per_dl")),
        Group("Differential of the blood", ("blasts_pb_percent", "basophils_pb_percent", "eosinophils_pb_percent")),
    ),
    faults=faults,
    assess=assess,
    shape=RiskScoresResult,
    equations=tuple(Equation(title=one.title, reference=one.reference, locator=one.locator) for one in SCORES),
    entries=Entries(
        name="scores",
        key="id",
        label="Score",
        answers=(
            Answer(name="group", label="Risk group", words=GROUP_WORDS),
            Answer(name="value", label="Value", words=(("", "Not computed"),), shown="shown"),
        ),
    ),
    references=("prognostic-scores-2025", "eutos-2011", "clincasequest-eutos"),
)
