"""A condition as a reader of paper checks it: plain words, or a list of which all or any must hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cml_calculators.conditions import looked_at
from cml_calculators.criteria import Bounds, Condition, Milestone
from cml_calculators.milestones import ANSWERS, LABELS
from cml_calculators.quantities import ALL
from cml_calculators.shapes import Choice, Words, WordSeries
from handbook import wording
from handbook.milestones import conditions_of

# Named rules under the names by which the worksheet explains them.
RULE_LABELS: Mapping[str, str] = {
    "new_on_treatment": "Abnormality new on treatment",
    "extramedullary_blasts": "Blasts outside blood and marrow that count",
}
ON_TREATMENT = Condition(answer="on_treatment")


@dataclass(frozen=True)
class Check:
    """Words to check, or `parts` that are joined: "all" of them or "any" of them must hold."""

    text: str = ""
    join: str = ""
    parts: tuple["Check", ...] = ()


def check(condition: Condition) -> Check:
    """The condition with the very limits by which it is evaluated."""
    own = _own(condition)
    return Check(join="all", parts=(_leaf(ON_TREATMENT), own)) if condition.on_treatment_only else own


def milestone_check(row: Milestone) -> Check:
    """The conditions of one row of a table of milestones."""
    given = tuple(_milestone_leaf(name, value) for name, value in conditions_of(row).items())
    return given[0] if len(given) == 1 else Check(join="all", parts=given)


def names_in(condition: Condition) -> set[str]:
    """Everything that the condition looks at: entries, what is derived from them, and named rules."""
    return set(wording.inputs_of(condition))


def _own(condition: Condition) -> Check:
    parts = wording.parts(condition)
    if not parts:
        return _leaf(condition)
    if wording.same_bounds(parts):
        return Check(wording.condition(condition))
    return Check(join="any" if condition.any else "all", parts=tuple(map(check, parts)))


def _leaf(one: Condition) -> Check:
    if one.measurement or one.sum_of:
        return Check(wording.condition(one))
    if one.rule:
        words = _listed("aca_on_treatment", one.any_of) if one.any_of else "any"
        left_out = _listed("extramedullary_sites", one.excluding).lower().replace(" or ", " and ")
        return Check(f"{RULE_LABELS[one.rule]}: {f'any but {left_out}' if left_out else words}")
    label = ALL[looked_at(one) or ""].label.rstrip("?")
    if one.choice:
        return Check(f"{label}: {_listed(one.choice, one.one_of)}")
    if one.finding:
        return Check(f"{label}: {_listed(one.finding, one.any_of) if one.any_of else 'any'}")
    return Check(f"{label}: {'yes' if one.answer else 'no'}")


def _milestone_leaf(name: str, value: Any) -> Check:
    return Check(f"{LABELS[name]} {wording.bounds(value)}" if isinstance(value, Bounds) else ANSWERS[name, value])


def _listed(name: str, words: tuple[str, ...]) -> str:
    """`Trisomy 8, isochromosome 17q or trisomy 19`, in the words of the entry."""
    quantity = ALL[name]
    assert isinstance(quantity, (Choice, Words, WordSeries))
    *before, last = [dict(quantity.words)[word] for word in words] or [""]
    return f"{', '.join(before)} or {last}" if before else last
