"""The arithmetic of an example written out: the formula with the numbers in it, and what the calculator made of it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from cml_calculators.answers import with_unit
from cml_calculators.quantities import INPUTS
from cml_calculators.risk_scores import GROUP_WORDS
from handbook.worksheets.worked_out import WORKED_OUT, WorkedOut

Values = Mapping[str, Any]
PLACE = re.compile(r"\{([^{}]+)\}")
# Significant digits of a number that has no end.
DIGITS = 6


def sums(calculator_id: str, given: Values, result: Values) -> Iterator[str]:
    """Every formula whose entries are known and whose value the calculator gives."""
    known = dict(given)
    for one in WORKED_OUT.get(calculator_id, ()):
        value = computed(result, one.name)
        if not one.formula or value is None:
            continue
        numbers = {**known, **_of_the_series(one, given, result)}
        if all(name in numbers for name in PLACE.findall(one.how)):
            known[one.label] = value
            yield f"{one.label} = {substituted(one.how, numbers)} {_equals(value, one.unit)}"


def score_sums(result: Values) -> Iterator[tuple[str, Sequence[str]]]:
    """Each score with its terms, their sum and the group; or what is missing."""
    words = dict(GROUP_WORDS)
    for score in result["scores"]:
        if score["value"] is None:
            missing = ", ".join(INPUTS[name].label for name in score["missing"])
            yield score["title"], [f"Not computed; not known: {missing}."]
            continue
        terms = [_term(one) for one in score["contributions"]]
        band = next(one for one in score["criteria"] if one["status"] == "met")
        yield (
            score["title"],
            [
                f"{'; '.join(terms)}. Sum {number_in_words(score['sum'])}.",
                f"{score['equation']}: {score['shown']}. {words[band['gives']]}.",
            ],
        )


def computed(result: Any, name: str) -> Any:
    """The value of a field of the result, or of the first criterion of that name, however deep."""
    if isinstance(result, Mapping):
        if name in result:
            return result[name]
        if result.get("criterion") == name:
            return result.get("value")
        result = list(result.values())
    if isinstance(result, list):
        return next((found for entry in result if (found := computed(entry, name)) is not None), None)
    return None


def substituted(how: str, numbers: Values) -> str:
    return PLACE.sub(lambda match: number_in_words(numbers[match[1]]), how)


def number_in_words(value: Any, limits: Iterable[Decimal] = ()) -> str:
    """All digits of a short number, six of a long one unless that moves it across a limit; with a true minus sign.

    >>> number_in_words(75.99999999), number_in_words(75.99999999, [Decimal(76)])
    ('76', '75.99999999')
    """
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    short = Decimal(f"{exact:.{DIGITS}g}")
    if any(short.compare(limit) != exact.compare(limit) for limit in limits):
        short = exact
    return f"{short.normalize():f}".replace("-", "−")


def _equals(value: Any, unit: str) -> str:
    text = number_in_words(value)
    same = Decimal(text.replace("−", "-")) == Decimal(repr(value))
    return f"{'=' if same else '≈'} {with_unit(text, '%' if unit.startswith('%') else unit)}"


def _term(one: Values) -> str:
    """`0.0116 × (50 − 43.4) = 0.07656`; of an indicator its points and why."""
    value = number_in_words(one["term"])
    label = one["label"][:1].lower() + one["label"][1:]
    if not isinstance(one["value"], (int, float)):
        return f"{label} {one['value']}: {value}"
    if " if " in one["formula"]:
        return f"{label} {number_in_words(one['value'])}: {value}"
    return f"{one['formula'].replace(label, number_in_words(one['value']))} = {value}"


def _of_the_series(one: WorkedOut, given: Values, result: Values) -> Values:
    """The values of a series that a formula compares, by the words that stand for them."""
    places = PLACE.findall(one.how)
    percents = {point["date"]: point["percent"] for point in result.get("points", ())}
    pair = {"halving_time_days": "halving", "doubling_time_days": "doubling"}.get(one.name)
    if pair and result[f"{pair}_to"]:
        start, end = result[f"{pair}_from"], result[f"{pair}_to"]
        days = (date.fromisoformat(end) - date.fromisoformat(start)).days
        first, second = percents[start], percents[end]
        return dict(zip(places, (days, *((first, second) if pair == "halving" else (second, first))), strict=True))
    if one.name == "ratio_to_baseline":
        before = [percent for day, percent in percents.items() if day <= given["treatment_start"]]
        detected = [point["percent"] for point in result["points"] if not point["open"]]
        return dict(zip(places, (detected[-1], before[-1]), strict=True))
    return {}
