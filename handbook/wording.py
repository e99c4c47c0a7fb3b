"""Data in the reader's words: bounds, conditions, phases, categories, dates."""

from datetime import date
from decimal import Decimal

from cml_calculators.criteria import Bounds, Condition
from cml_calculators.quantities import ALL
from cml_calculators.shapes import Choice, Number, Words, WordSeries

SIGNS = {"above": ">", "at_least": "≥", "below": "<", "at_most": "≤"}
PHASES = {"chronic": "Chronic phase", "accelerated": "Accelerated phase", "blast": "Blast phase",
          "not_classified": "Not classified"}  # fmt: skip
VERIFICATION = {
    "primary": "read in the source",
    "secondary": "read in a secondary source",
    "unverified": "not verified: shown, never evaluated",
}
RULES = {
    "new_on_treatment": "an additional chromosomal abnormality that is new on treatment",
    "extramedullary_blasts": "blasts outside blood and marrow",
}


def number(value: Decimal) -> str:
    """`1000` as `1,000`; no zeros that say nothing."""
    return f"{value.normalize():,f}"


def bounds(limits: Bounds, unit: str = "%") -> str:
    """`≥ 10% and < 20%`, each bound exactly of its kind, its sign never parted from its number."""
    if limits.at_least is not None and limits.at_least == limits.at_most:
        return f"exactly\u00a0{number(limits.at_least)}{_short(unit)}"
    given = ((sign, getattr(limits, name)) for name, sign in SIGNS.items())
    return " and ".join(f"{sign}\u00a0{number(limit)}{_short(unit)}" for sign, limit in given if limit is not None)


def condition(one: Condition) -> str:
    """A condition in words, from its own parts."""
    if one.measurement:
        return f"{_label(one.measurement)} {_own_bounds(one)}"
    if one.sum_of:
        return f"{' + '.join((_label(one.sum_of[0]), _lowered(_label(one.sum_of[1]))))} {_own_bounds(one)}"
    if one.answer:
        return _label(one.answer).rstrip("?")
    if one.answered_no:
        return f"{_label(one.answered_no).rstrip('?')}: no"
    if one.choice:
        return f"{_label(one.choice)}: {' or '.join(_word(one.choice, word) for word in one.one_of)}"
    if one.finding:
        found = ", ".join(_word(one.finding, word) for word in one.any_of) if one.any_of else "any"
        return f"{_label(one.finding)}: {found}"
    if one.rule:
        left_out = ", ".join(_word("extramedullary_sites", word).lower() for word in one.excluding)
        found = ", ".join(_word("aca_on_treatment", word) for word in one.any_of)
        return RULES[one.rule] + (f" (not counting {left_out})" if left_out else "") + (f": {found}" if found else "")
    word = " or " if one.any else " and "
    if same_bounds(parts(one)):
        measured = (_lowered(_label(part.measurement or "")) for part in parts(one))
        return _raised(f"{word.join(measured)} {_own_bounds(parts(one)[0])}")
    return _raised(word.join(_lowered(condition(part)) for part in parts(one)))


def same_bounds(alike: tuple[Condition, ...]) -> bool:
    """Whether all are measurements with one and the same limits, so that the limits need to be said only once."""
    return all(part.measurement for part in alike) and len({_own_bounds(part) for part in alike}) == 1


def _own_bounds(one: Condition) -> str:
    return bounds(one, _unit(one.measurement or one.sum_of[0]))


def is_numeric(one: Condition) -> bool:
    """Whether a condition is nothing but bounds on measurements."""
    return bool(one.measurement or one.sum_of) or (bool(parts(one)) and all(map(is_numeric, parts(one))))


def limits(one: Condition) -> tuple[str, ...]:
    """Every bound in a condition, with what it is a bound on."""
    if one.measurement or one.sum_of:
        return (condition(one),)
    return tuple(words for part in parts(one) for words in limits(part))


def parts(one: Condition) -> tuple[Condition, ...]:
    return one.any or one.all


def inputs_of(one: Condition) -> tuple[str, ...]:
    """The names of all inputs and rules that a condition uses."""
    named = (one.measurement, one.answer, one.answered_no, one.choice, one.finding, one.rule)
    own = [name for name in named if name]
    return (*own, *one.sum_of, *(name for part in parts(one) for name in inputs_of(part)))


def category(word: str) -> str:
    return word.replace("_", " ").capitalize()


def day(when: date) -> str:
    """`November 20, 2026`."""
    return f"{when:%B} {when.day}, {when.year}"


def _label(name: str) -> str:
    return ALL[name].label


def _unit(name: str) -> str:
    quantity = ALL[name]
    return quantity.unit if isinstance(quantity, Number) else ""


def _word(name: str, value: str) -> str:
    quantity = ALL[name]
    return dict(quantity.words)[value] if isinstance(quantity, (Choice, Words, WordSeries)) else value


def _lowered(words: str) -> str:
    """With a small first letter, unless the first word is an abbreviation."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _raised(words: str) -> str:
    return words[:1].upper() + words[1:]


def _short(unit: str) -> str:
    """Percent closes up; what it is a percentage of stands in the label."""
    return "%" if unit.startswith("%") else f" {unit}" if unit else ""
