"""Cytogenetic response from banded metaphases, or from FISH, under each definition."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any, Literal, TypedDict

from cml_calculators.binomial import interval_95
from cml_calculators.calculator import Answer, Calculator, Entries, Group
from cml_calculators.conditions import status
from cml_calculators.criteria import Condition, RuleSet
from cml_calculators.display import percent_range, shown_beside
from cml_calculators.inputs import Fault, Warn
from cml_calculators.loading import rule_sets
from cml_calculators.proportion import percentage
from cml_calculators.quantities import cytogenetics
from cml_calculators.results import CriterionRecord
from cml_calculators.rules import missing, rule_record
from cml_calculators.shapes import Quantity

Values = Mapping[str, Any]

INPUTS: tuple[Quantity, ...] = (
    cytogenetics.PH_POSITIVE_METAPHASES, cytogenetics.METAPHASES_EXAMINED, cytogenetics.PH_POSITIVE_PERCENT,
    cytogenetics.FISH_POSITIVE_NUCLEI, cytogenetics.FISH_NUCLEI_EXAMINED,
)  # fmt: skip
COUNTS = ("ph_positive_metaphases", "metaphases_examined")
FISH_COUNTS = ("fish_positive_nuclei", "fish_nuclei_examined")
# The inputs behind what the rules look at.
INPUTS_OF = {"ph_percent": (*COUNTS, "ph_positive_percent"), "fish_percent": FISH_COUNTS}
DECIMALS_SHOWN = 1

# Major means complete or partial, in both definitions.
MAJOR = ("complete", "partial")
NOT_ASSESSABLE = "not_assessable"
CATEGORY_WORDS = (
    ("complete", "Complete"), ("partial", "Partial"), ("minor", "Minor"), ("minimal", "Minimal"), ("none", "None"),
    (NOT_ASSESSABLE, "Not assessable"),
)  # fmt: skip


class CytogeneticDefinition(TypedDict):
    """The category by one definition.

    major: whether the response is major, that is complete or partial; null when not assessable.
    missing: the unknown inputs that would give a category; empty when there is one.
    """

    definition: str
    title: str
    category: Literal["complete", "partial", "minor", "minimal", "none", "not_assessable"]
    major: bool | None
    criteria: list[CriterionRecord]
    missing: list[str]
    notes: list[str]


class CytogeneticResult(TypedDict):
    """The share of Ph-positive metaphases with its exact interval, and the category of each definition.

    interval_95: two-sided Clopper-Pearson limits in percent; null without both counts.
    fish_percent: the share of positive nuclei by FISH; it is never read into the bands of metaphases.
    """

    ph_percent: Decimal | None
    ph_shown: str | None
    interval_95: list[Decimal] | None
    interval_shown: str | None
    fish_percent: Decimal | None
    fish_shown: str | None
    definitions: list[CytogeneticDefinition]


def faults(values: Values) -> list[Fault]:
    """More positive cells than were examined, and the percentage beside the counts that give it."""
    found = []
    for positive, examined in (COUNTS, FISH_COUNTS):
        part, whole = values[positive], values[examined]
        if part is not None and whole is not None and part > whole:
            found.append(Fault(positive, f"{positive} must be at most {examined}, {whole}, not {part}"))
    counted = [name for name in COUNTS if values[name] is not None]
    if values["ph_positive_percent"] is not None and counted:
        message = f"ph_positive_percent must be left out when {' and '.join(counted)} would give it again"
        found.append(Fault("ph_positive_percent", message))
    return found


def assess(values: Values) -> tuple[dict[str, Any], list[Warn]]:
    """The category that each definition gives.

    Args:
        values: the inputs by name as `inputs.read` gives them; None is not known.
    Returns:
        The result and its warnings. Bands are chosen from the unrounded percentage.
    """
    seen = derived(values)
    percent, fish = seen["ph_percent"], seen["fish_percent"]
    counted = None not in (values["ph_positive_metaphases"], values["metaphases_examined"])
    interval = interval_95(values["ph_positive_metaphases"], values["metaphases_examined"]) if counted else None
    sets = rule_sets("cytogenetic-response")
    definitions = [define(rules, seen) for rules in sets]
    limits = {limit for rules in sets for rule in rules.rules for limit in _limits(rule, INPUTS_OF)}
    result = {
        "ph_percent": percent,
        "ph_shown": None if percent is None else shown_beside(percent, limits, DECIMALS_SHOWN),
        "interval_95": interval,
        "interval_shown": None if interval is None else percent_range(*interval),
        "fish_percent": fish,
        "fish_shown": None if fish is None else shown_beside(fish, limits, DECIMALS_SHOWN),
        "definitions": definitions,
    }
    return result, [*_count_warnings(sets, seen), *_gap_warnings(definitions)]


def derived(values: Values) -> dict[str, Any]:
    """The inputs with what the rules look at besides.

    FISH counts only where nothing is known of metaphases: where some were counted, they decide.
    """
    banded = [values[name] for name in INPUTS_OF["ph_percent"]]
    percent = percentage(values["ph_positive_metaphases"], values["metaphases_examined"])
    return {
        **values,
        "ph_percent": values["ph_positive_percent"] if percent is None else percent,
        "fish_percent": percentage(values["fish_positive_nuclei"], values["fish_nuclei_examined"]),
        "fish_alone": all(value is None for value in banded),
    }


def define(rules: RuleSet, seen: Values) -> dict[str, Any]:
    """The category of the first rule that is met. The rule on too few metaphases stands before the bands."""
    category = next((rule.gives for rule in rules.rules if status(rule, seen) == "met"), rules.otherwise)
    decided = category != NOT_ASSESSABLE or _too_few(rules, seen)
    by_band = category != NOT_ASSESSABLE and seen["ph_percent"] is not None
    return {
        "definition": rules.id,
        "title": rules.title,
        "category": category,
        "major": None if category == NOT_ASSESSABLE else category in MAJOR,
        "criteria": [rule_record(rule, seen, rules) for rule in rules.rules],
        "missing": [] if decided else _missing(rules, seen),
        "notes": [flag.text for flag in rules.flags if by_band and status(flag, seen) == "met"],
    }


def _too_few(rules: RuleSet, seen: Values) -> bool:
    return any(rule.gives == NOT_ASSESSABLE and status(rule, seen) == "met" for rule in rules.rules)


def _missing(rules: RuleSet, seen: Values) -> list[str]:
    """The unknown inputs behind the open rules. A percentage has no place beside counts."""
    wanted = {name for open_name in missing(rules.rules, seen) for name in INPUTS_OF.get(open_name, (open_name,))}
    if any(seen[name] is not None for name in COUNTS):
        wanted.discard("ph_positive_percent")
    return sorted(name for name in wanted if seen[name] is None)


def _limits(condition: Condition, names: Collection[str]) -> set[Decimal]:
    """Every limit in a rule on one of the named measurements."""
    own = set(condition.limits.values()) if (condition.measurement or "") in names else set()
    return own.union(*(_limits(part, names) for part in condition.any + condition.all))


def _gap_warnings(definitions: list[dict[str, Any]]) -> list[Warn]:
    gaps = [entry["title"] for entry in definitions if entry["notes"]]
    return [Warn(f"The percentage lies between two bands as printed: {'; '.join(gaps)}.")] if gaps else []


def _count_warnings(sets: tuple[RuleSet, ...], seen: Values) -> list[Warn]:
    """Too few cells, a percentage without its counts, and FISH beside metaphases."""
    found = []
    for name, cells in (("metaphases_examined", "metaphases"), ("fish_nuclei_examined", "nuclei")):
        least = next(limit for rules in sets for rule in rules.rules for limit in _limits(rule, (name,)))
        if name == "metaphases_examined" and seen["ph_positive_percent"] is not None:
            message = f"The number of metaphases is not known; a category needs at least {least}."
            found.append(Warn(message, "ph_positive_percent"))
        if seen[name] is not None and seen[name] < least:
            message = f"{seen[name]} {cells} are too few for a category, which needs at least {least}."
            found.append(Warn(message, name))
    if seen["fish_percent"] is not None and not seen["fish_alone"]:
        message = "Metaphases decide where they were counted; FISH gives a category only without them."
        found.append(Warn(message, "fish_positive_nuclei"))
    return found


CALCULATOR = Calculator(
    id="cytogenetic-response",
    title="Cytogenetic response",
    question="Which cytogenetic response is it, and how far can the percentage be trusted?",
    inputs=INPUTS,
    groups=(
        Group("Banded metaphases of the marrow", COUNTS),
        Group("Or a percentage alone", ("ph_positive_percent",)),
        Group("FISH", FISH_COUNTS),
    ),
    faults=faults,
    assess=assess,
    shape=CytogeneticResult,
    answers=(
        Answer(name="ph_percent", label="Ph-positive metaphases", unit="%", shown="ph_shown"),
        Answer(name="interval_95", label="Exact 95% interval", shown="interval_shown"),
        Answer(name="fish_percent", label="BCR::ABL1-positive nuclei by FISH", unit="%", shown="fish_shown"),
    ),
    entries=Entries(
        name="definitions",
        key="definition",
        label="Definition",
        answers=(
            Answer(name="category", label="Cytogenetic response", words=CATEGORY_WORDS),
            Answer(name="major", label="Major response", words=(("", "Not assessable"),)),
        ),
    ),
    guideline_kinds=("cytogenetic-response",),
)
