"""Equations and risk groups of the prognostic scores, from the definitions by which the calculator computes them."""

from collections.abc import Mapping
from typing import Any

from cml_calculators import quantities
from cml_calculators.risk_scores import GROUP_WORDS
from cml_calculators.score_values import points_in_words, term_in_words
from cml_calculators.scores import SCORES, Probability, Score, Term
from cml_calculators.shapes import Number
from handbook import wording
from handbook.library import Library
from handbook.web.rendering import render


def score_table(library: Library, slug: str) -> str:
    """A table of all terms, and a table of all limits."""
    return render("score-table.html", scores=[_score(score) for score in SCORES])


def _score(score: Score) -> Mapping[str, Any]:
    words = dict(GROUP_WORDS)
    return {
        "title": score.title,
        "equation": score.equation,
        "reference": score.reference,
        "locator": score.locator,
        "terms": _terms(score),
        "bands": [(words[band.group], wording.bounds(band, "")) for band in score.bands],
        "bands_reference": score.bands_reference,
        "bands_locator": score.bands_locator,
        "probability": score.probability and probability_in_words(score.probability),
    }


def _terms(score: Score) -> list[tuple[str, str]]:
    """What goes in, and what the equation makes of it."""
    own = [(_labeled(term), term_in_words(term)) for term in score.terms]
    if score.builds_on is None:
        return own
    return [(score.builds_on.label, points_in_words(score.builds_on)), *own]


def _labeled(term: Term) -> str:
    """The input with the unit that the equation takes."""
    quantity = quantities.INPUTS[term.name]
    unit = term.unit or (quantity.unit if isinstance(quantity, Number) else "")
    return f"{quantity.label} ({unit})"


def probability_in_words(probability: Probability) -> Mapping[str, str]:
    """What is estimated, its equation, and where both stand."""
    terms = " + ".join(term_in_words(term) for term in probability.terms)
    return {
        "text": probability.text,
        "equation": f"x / (1 + x), where x = exp({probability.intercept} + {terms})".replace("-", "−"),
        "verification": wording.VERIFICATION[probability.verification],
        "reference": probability.reference,
        "locator": probability.locator,
    }
