"""The whole series: how fast BCR::ABL1 falls or rises, what was reached and lost when, and the points to draw."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Context, Decimal
from itertools import pairwise
from typing import Any, Literal, TypedDict

from cml_calculators import kinetics_rates as rates
from cml_calculators.calculator import Answer, Calculator, Group
from cml_calculators.conditions import EXACT
from cml_calculators.criteria import RuleSet
from cml_calculators.display import shown_beside
from cml_calculators.inputs import Warn
from cml_calculators.kinetics_events import RISE_SOURCE, Event, events
from cml_calculators.kinetics_milestones import SampleMilestone, along_the_way, early_notes
from cml_calculators.kinetics_rates import Pair
from cml_calculators.kinetics_series import Measurement, Point, faults, points, read_series, warnings
from cml_calculators.loading import molecular_levels, rule_sets
from cml_calculators.quantities import molecular, treatment
from cml_calculators.results import CriterionRecord
from cml_calculators.rules import given, rule_record
from cml_calculators.shapes import Quantity

Values = Mapping[str, Any]

INPUTS: tuple[Quantity, ...] = (
    molecular.MEASUREMENTS, treatment.TREATMENT_START, treatment.TREATMENT_STOP, molecular.SAME_LABORATORY,
    treatment.TKI_LINE, treatment.REASON_FOR_SWITCH, treatment.GOAL,
)  # fmt: skip

HalvingCategory = Literal["below_76_days", "at_least_76_days", "not_applicable"]
HALVING_WORDS = (
    ("below_76_days", "Below 76 days"),
    ("at_least_76_days", "76 days or more, or no fall"),
    ("not_applicable", "Not applicable"),
)
NOISE_WORDS = (("", "Not applicable"),)
TREND_WORDS = (
    ("rising", "Rising in the last three values"), ("falling", "Falling in the last three values"),
    ("unclear", "Neither in the last three values"), ("", "No three values to compare"),
)  # fmt: skip
NOT_COMPUTED = (("", "Not computed"),)
# "Consistently rising" has no number in the source; three values, each above the one before, is our reading.
TREND_VALUES = 3
_TWO, _HALF = Decimal(2), Decimal("0.5")
_THREE_DIGITS = Context(prec=3)


class KineticsResult(TypedDict):
    """The series of one patient.

    halving_time_days: from the last value up to the start of treatment to the one nearest to day 90, null when it
    does not fall. halving_from, halving_to, doubling_from, doubling_to: the days of the values compared.
    ratio_to_baseline: the last detected value over the baseline.
    noise: whether twice or half the 3-month value would change the category; null without one.
    trend: of the last three values, null without three that can be compared.
    """

    halving_time_days: Decimal | None
    halving_time_shown: str | None
    halving_time_category: HalvingCategory
    halving_from: date | None
    halving_to: date | None
    noise: bool | None
    doubling_time_days: Decimal | None
    doubling_time_shown: str | None
    doubling_from: date | None
    doubling_to: date | None
    ratio_to_baseline: Decimal | None
    ratio_shown: str | None
    trend: Literal["rising", "falling", "unclear"] | None
    treatment_start: date | None
    treatment_stop: date | None
    points: list[Point]
    events: list[Event]
    milestones: list[SampleMilestone]
    criteria: list[CriterionRecord]
    missing: list[str]
    notes: list[str]


def assess(values: Values) -> tuple[dict[str, Any], list[Warn]]:
    """Rates, events and milestones of the series.

    Args:
        values: the inputs by name as `inputs.read` gives them; None is not known.
    Returns:
        The result and its warnings. A rate takes two detected values of one laboratory; where there are none, `notes`
        say why. Undetectable is never 0, and 100% is never taken for the baseline.
    """
    levels, rule = molecular_levels(), rule_sets("kinetics")[0]
    series = read_series(values, levels)
    start, stop, same = values["treatment_start"], values["treatment_stop"], values["same_laboratory"]
    halving = rates.halving_pair(series, start, same)
    doubling = rates.doubling_pair(series, same)
    overall = rates.ratio_pair(series, start, same)
    derived = _derived(halving)
    category = _category(rule, derived)
    result = {
        **_rates(rule, halving, doubling, overall),
        "halving_time_category": category,
        "noise": _noise(rule, halving, category),
        "trend": _trend(series, same),
        "treatment_start": start,
        "treatment_stop": stop,
        "points": points(series, start),
        "events": events(series, levels, start, stop),
        "milestones": along_the_way(series, values),
        "criteria": [*(rule_record(one, derived, rule) for one in rule.rules), _rising_record(series, same)],
        "missing": [name for name in ("measurements", "same_laboratory", "treatment_start") if values[name] is None],
        "notes": _notes(series, halving, doubling, category, start),
    }
    found = [*warnings(values), *rates.laboratory_warnings(series, same)]
    return result, [*found, *rates.pair_warnings(halving, (doubling, overall))]


def _rates(rule: RuleSet, halving: Pair, doubling: Pair, overall: Pair) -> dict[str, Any]:
    """The three numbers, each with its text."""
    halving_days, doubling_days = rates.rate_of(halving, falling=True), rates.rate_of(doubling, falling=False)
    ratio = rates.ratio(overall)
    limits = [part.below for one in rule.rules for part in one.all if part.below is not None]
    return {
        "halving_time_days": halving_days,
        "halving_time_shown": None if halving_days is None else shown_beside(halving_days, limits, 1),
        **rates.dates_of("halving", halving),
        "doubling_time_days": doubling_days,
        "doubling_time_shown": None if doubling_days is None else shown_beside(doubling_days, (), 1),
        **rates.dates_of("doubling", doubling),
        "ratio_to_baseline": ratio,
        "ratio_shown": None if ratio is None else _three_digits(ratio),
    }


def _derived(halving: Pair, factor: Decimal = Decimal(1)) -> dict[str, Any]:
    """What the rule looks at, with the 3-month value taken `factor` times; nothing while there is no pair."""
    if not halving.earlier or not halving.later:
        return {}
    baseline, measured = halving.earlier.percent, halving.later.percent
    assert baseline is not None and measured is not None
    value = EXACT.multiply(measured, factor)
    return {
        "three_month_percent_is": value,
        "fallen_by_three_months": value < baseline,
        "halving_time_days": rates.days_to_factor_two(halving.days, baseline, value),
    }


def _category(rule: RuleSet, derived: Mapping[str, Any]) -> str:
    return given(rule.rules, derived, rule.otherwise) or "not_applicable"


def _noise(rule: RuleSet, halving: Pair, category: str) -> bool | None:
    """Whether twice or half the 3-month value would change the category; None where the rule does not apply."""
    if category == "not_applicable":
        return None
    return any(_category(rule, _derived(halving, factor)) != category for factor in (_TWO, _HALF))


def _last_values(series: Sequence[Measurement], same_laboratory: bool | None) -> list[Decimal] | None:
    """The last values of a trend; None while they are too few, undetectable or not of one laboratory."""
    last = series[-TREND_VALUES:]
    found = [one.percent for one in last if one.percent is not None]
    return found if len(found) == TREND_VALUES and rates.are_comparable(last, same_laboratory) else None


def _trend(series: Sequence[Measurement], same_laboratory: bool | None) -> str | None:
    last = _last_values(series, same_laboratory)
    if last is None:
        return None
    if all(later > earlier for earlier, later in pairwise(last)):
        return "rising"
    return "falling" if all(later < earlier for earlier, later in pairwise(last)) else "unclear"


def _rising_record(series: Sequence[Measurement], same_laboratory: bool | None) -> CriterionRecord:
    last, trend = _last_values(series, same_laboratory), _trend(series, same_laboratory)
    return {
        "criterion": "last-three-values-rise",
        "measurement": molecular.BCR_ABL1_PERCENT_IS.name,
        "status": "unknown" if trend is None else "met" if trend == "rising" else "not_met",
        "value": last,
        "text": "A consistently rising level, read here as three values, each above the one before",
        "reference": RISE_SOURCE["reference"],
        "locator": RISE_SOURCE["locator"],
    }


def _notes(
    series: Sequence[Measurement], halving: Pair, doubling: Pair, category: str, start: date | None
) -> list[str]:
    """Why a rate is not there, and what a reader must know of one that is."""
    if not series:
        return ["There is no measurement with a result."]
    found = []
    if halving.reason:
        found.append(f"No halving time: {halving.reason}.")
    elif rates.rate_of(halving, falling=True) is None:
        found.append("No halving time: BCR::ABL1 at 3 months is not lower than the baseline.")
    if category == "not_applicable" and not halving.reason:
        found.append("The rule of 76 days speaks of patients above 10% at 3 months only.")
    if category != "not_applicable":
        found.append("The rule of 76 days was found in patients on first-line imatinib.")
    if doubling.reason:
        found.append(f"No doubling time: {doubling.reason}.")
    without = sum(one.percent is None and one.amount is None for one in series)
    if without:
        found.append(
            f"Undetectable without enough reference-gene copies for a level: {without} of {len(series)} samples. They "
            "reach no level and open no milestone."
        )
    return [*found, *early_notes(series, start)]


def _three_digits(number: Decimal) -> str:
    rounded = _THREE_DIGITS.plus(number).normalize()
    return f"{rounded:f}" if -7 < rounded.adjusted() < 7 else str(rounded)


CALCULATOR = Calculator(
    id="kinetics",
    title="Kinetics",
    question="How fast does BCR::ABL1 fall or rise, and what was reached when?",
    inputs=INPUTS,
    groups=(
        Group("Measurements", ("measurements", "same_laboratory")),
        Group("Treatment", ("treatment_start", "treatment_stop", "tki_line", "reason_for_switch", "goal")),
    ),
    faults=faults,
    assess=assess,
    shape=KineticsResult,
    answers=(
        Answer(name="halving_time_days", label="Halving time", unit="days", words=NOT_COMPUTED,
               shown="halving_time_shown"),
        Answer(name="halving_time_category", label="Rule of 76 days", words=HALVING_WORDS),
        Answer(name="noise", label="Would twice or half the 3-month value change that?", words=NOISE_WORDS),
        Answer(name="doubling_time_days", label="Doubling time of the last two values", unit="days",
               words=NOT_COMPUTED, shown="doubling_time_shown"),
        Answer(name="ratio_to_baseline", label="Last detected value over baseline", words=NOT_COMPUTED,
               shown="ratio_shown"),
        Answer(name="trend", label="Trend", words=TREND_WORDS),
    ),
    guideline_kinds=("kinetics", "milestones"),
    level_kinds=("molecular",),
)  # fmt: skip
