"""Prognostic scores to add up by hand: each term with its coefficient, ready values, and the limits on the sum."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from cml_calculators import quantities
from cml_calculators.conditions import EXACT, WORKING
from cml_calculators.criteria import Bounds
from cml_calculators.risk_scores import GROUP_WORDS
from cml_calculators.score_values import factor, points_in_words, term_in_words
from cml_calculators.scores import SCORES, Score, Term
from cml_calculators.shapes import Number
from handbook import wording
from handbook.web.score_table import probability_in_words
from handbook.worksheets.lookups import Lookup

# Values for which terms that are no straight line are printed ready.
READY: Mapping[str, tuple[int, ...]] = {
    "age_years": (20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90),
    "platelets_e9_per_l": (50, 100, 150, 200, 250, 300, 400, 500, 600, 700, 800, 1000, 1200, 1500, 2000),
}
# The digits of ready values and of limits on a sum: more than any score shows.
DECIMALS = Decimal("0.00001")
_ROUNDING = Context(prec=34, rounding=ROUND_HALF_UP)


def scores() -> list[Mapping[str, Any]]:
    """Every score as its table needs it, in the order of the calculator."""
    return [_score(score) for score in SCORES]


def ready_values() -> tuple[Lookup, ...]:
    """For each input of a curved term a table of the term's value."""
    found = []
    for name, values in READY.items():
        terms = [(score, term) for score in SCORES for term in score.terms if term.name == name and _is_curved(term)]
        if terms:
            heads = (_labeled(terms[0][1]), *(f"{score.title}: {term_in_words(term)}" for score, term in terms))
            rows = tuple((str(value), *(_ready(term, value) for _, term in terms)) for value in values)
            about = "The term ready computed, coefficient included; between two rows use the formula."
            found.append(Lookup(f"Ready values, {quantities.INPUTS[name].label.lower()}", about, heads, rows))
    return tuple(found)


def _score(score: Score) -> Mapping[str, Any]:
    words = dict(GROUP_WORDS)
    return {
        "title": score.title,
        "equation": score.equation,
        "terms": _terms(score),
        "reference": score.reference,
        "locator": score.locator,
        "bands": [(words[band.group], wording.bounds(band, ""), _on_the_sum(score, band)) for band in score.bands],
        "by_sum": score.exponential,
        "bands_reference": score.bands_reference,
        "bands_locator": score.bands_locator,
        "probability": score.probability and probability_in_words(score.probability),
    }


def _terms(score: Score) -> list[tuple[str, str]]:
    """What goes in with its unit, and the term with its coefficient."""
    own = [(_labeled(term), term_in_words(term)) for term in score.terms]
    return [(score.builds_on.label, points_in_words(score.builds_on)), *own] if score.builds_on else own


def _labeled(term: Term) -> str:
    """The entry with the unit that the equation takes, and how it is converted: 12 g/dL must not be read as 12 g/L."""
    quantity = quantities.INPUTS[term.name]
    assert isinstance(quantity, Number)  # every term is of a measurement
    unit = f"{term.unit}: {term.unit_factor} × the entry" if term.unit else quantity.unit
    return f"{quantity.label} ({unit})"


def _on_the_sum(score: Score, band: Bounds) -> str:
    """The limits before the exponential, so that nobody needs it on paper."""
    if not score.exponential:
        return ""
    limits = {name: _rounded(WORKING.ln(limit)) for name, limit in band.limits.items()}
    return wording.bounds(Bounds(**limits), "").replace("-", "−")


def _is_curved(term: Term) -> bool:
    return term.when is None and term.power != 1


def _ready(term: Term, value: int) -> str:
    return f"{_rounded(EXACT.multiply(term.coefficient, factor(term, Decimal(value)))):f}".replace("-", "−")


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(DECIMALS, context=_ROUNDING)
