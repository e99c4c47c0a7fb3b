"""Rules of one source: which are met, which are open, and what would decide them."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from cml_calculators.conditions import inputs_of, record, status
from cml_calculators.criteria import Condition, Criterion, Edition, Rule
from cml_calculators.results import CriterionRecord

Values = Mapping[str, Any]


def rule_record(criterion: Criterion, values: Values, edition: Edition) -> CriterionRecord:
    """The criterion with its parts as a result shows it."""
    return cast(CriterionRecord, record(criterion, values, edition.reference, criterion.locator))


def given(rules: Iterable[Rule], values: Values, otherwise: str | None) -> str | None:
    """The word of the first rule that is met, `otherwise` when none can be, None while an earlier rule is open."""
    for rule in rules:
        found = status(rule, values)
        if found == "met":
            return rule.gives
        if found == "unknown":
            return None
    return otherwise


def missing(conditions: Iterable[Condition], values: Values) -> list[str]:
    """The unknown inputs that could still decide one of the conditions; sorted.

    Exact as long as no input stands in two parts of one condition, which holds for every rule in the content.
    """
    return sorted({name for one in conditions for name in _open(one, values)})


def _open(condition: Condition, values: Values) -> set[str]:
    if status(condition, values) != "unknown":
        return set()
    parts = condition.any + condition.all
    if parts:
        return {name for part in parts for name in _open(part, values)}
    return {name for name in inputs_of(condition) if values.get(name) is None}
