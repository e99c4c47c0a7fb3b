"""What criteria look at: inputs, and measurements that a calculator derives from them, with their units and ranges."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from cml_calculators.conditions import looked_at
from cml_calculators.criteria import (
    Condition,
    DiscontinuationCriteria,
    Guideline,
    PhaseClassification,
    RuleSet,
)
from cml_calculators.loading import criteria_set
from cml_calculators.quantities import ALL, INPUTS, derived
from cml_calculators.shapes import Number, YesNo

PERCENT_IS = ("% IS", {"above": 0, "at_most": 400}, False)
# Unit, range, and whether it is a count.
NUMBERS: dict[str, tuple[str, dict[str, Any], bool]] = {
    "ph_percent": ("% of marrow metaphases", {"at_least": 0, "at_most": 100}, False),
    "fish_percent": ("% of nuclei", {"at_least": 0, "at_most": 100}, False),
    "three_month_percent_is": PERCENT_IS,
    "halving_time_days": ("days", {"above": 0, "at_most": Decimal("Infinity")}, False),
    "spleen_improvement_percent": ("% of the size before treatment", {"at_least": 0, "at_most": 100}, False),
    "platelet_improvement_percent": ("% of the count before treatment", {"at_least": 0, "at_most": 100}, False),
    "lowest_ph_positive_percent": ("% of marrow metaphases", {"at_least": 0, "at_most": 100}, False),
    "ph_confirmed_rise_points": ("percentage points", {"at_least": 0, "at_most": 100}, False),
    "ph_confirmed_rise_relative_percent": ("% of the lowest", {"at_least": 0, "at_most": 1000}, False),
    "latest_bcr_abl1_percent_is": PERCENT_IS,
    "lowest_bcr_abl1_percent_is": PERCENT_IS,
    "consecutive_bcr_abl1_rises": ("rises", {"at_least": 0, "at_most": 500}, True),
    "negative_nested_pcr_in_a_row": ("samples", {"at_least": 0, "at_most": 500}, True),
    "months_of_three_negatives": ("calendar months", {"at_least": 0, "at_most": 120_000}, True),
}
QUESTIONS = {
    "fish_alone", "fallen_by_three_months", "immature_cells_in_blood", "complete_hematologic_response_reached",
    "complete_hematologic_response_lost", "major_cytogenetic_response_reached", "ph_negative_before",
    "no_hematologic_response", "mutation_insensitive_to_imatinib", "mutation_sensitive_to_imatinib",
}  # fmt: skip


def conditions_of(edition: Guideline) -> Iterator[Condition]:
    """Every condition of an edition, those inside others included."""
    match edition:
        case PhaseClassification():
            roots: list[Condition] = [
                *edition.criteria, *edition.high_risk_features, *edition.flags, *edition.crisis,
            ]  # fmt: skip
        case RuleSet():
            roots = [*edition.rules, *edition.flags]
        case DiscontinuationCriteria():
            roots = [*edition.rules, *(rule.left_open for rule in edition.rules if rule.left_open)]
            roots += [figure.when for figure in edition.expected_relapse if figure.when]
        case _:
            roots = []
    while roots:
        one = roots.pop()
        roots += one.any + one.all
        yield one


def limits() -> list[tuple[str, str, Decimal]]:
    """Edition, measurement and limit of every condition with a limit."""
    return [
        (edition.id, one.measurement, limit)
        for edition in criteria_set().guidelines
        for one in conditions_of(edition)
        if one.measurement
        for limit in one.limits.values()
    ]


def test_the_derived_measurements_are_those_of_the_interface() -> None:
    numbers = {name: one for name, one in ALL.items() if name not in INPUTS and isinstance(one, Number)}
    assert set(ALL) - set(INPUTS) == set(NUMBERS) | QUESTIONS
    for name, number in numbers.items():
        unit, bounds, whole = NUMBERS[name]
        given = {bound: getattr(number, bound) for bound in ("above", "at_least", "at_most")}
        assert (number.name, number.unit, number.whole) == (name, unit, whole)
        assert {bound: limit for bound, limit in given.items() if limit is not None} == bounds, name
        assert number.warn_below is number.warn_above is None
    assert {name for name, one in ALL.items() if name not in INPUTS and isinstance(one, YesNo)} == QUESTIONS


def test_every_quantity_stands_under_its_own_name_and_under_no_other() -> None:
    assert all(quantity.name == name and quantity.label for name, quantity in ALL.items())
    names = [one.name for one in vars(derived).values() if isinstance(one, (Number, YesNo))]
    assert len(set(names)) == len(names) == len(NUMBERS) + len(QUESTIONS)


def test_a_rise_of_1000_percent_stands_for_more() -> None:
    assert derived.PH_RISE_RELATIVE.hint == "1000 stands for 1000% or more, and for any rise from 0."


def test_what_criteria_look_at_is_known() -> None:
    for edition in criteria_set().guidelines:
        for one in conditions_of(edition):
            names = {looked_at(one), *one.sum_of} - {None}
            assert names <= set(ALL), edition.id


@pytest.mark.parametrize(("edition", "name", "limit"), limits())
def test_a_limit_lies_inside_the_range_of_what_it_limits(edition: str, name: str, limit: Decimal) -> None:
    number = ALL[name]
    assert isinstance(number, Number)
    low = number.at_least if number.at_least is not None else number.above
    assert low is not None
    assert low <= limit <= number.at_most
