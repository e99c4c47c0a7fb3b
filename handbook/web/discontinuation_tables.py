"""The tables of one edition on stopping a TKI: its rules, what it says of relapse, its tests, its restart rule."""

from collections.abc import Iterator, Mapping

from cml_calculators.criteria import DiscontinuationCriteria
from cml_calculators.monitoring import schedule_in_words
from handbook import wording
from handbook.web.rendering import render

GIVES = {"eligible": "Needed", "optimal": "Needed for the optimal tier"}


def discontinuation_table(heading: Mapping[str, str | None], edition: DiscontinuationCriteria) -> str:
    """Each rule as the source says it and as it is evaluated, and what the source says of the time after a stop."""
    rules = [
        {
            "gives": GIVES[rule.gives],
            "text": rule.text,
            "evaluated": wording.condition(rule),
            "left_open": rule.left_open and f"Left open: {wording.condition(rule.left_open)}. {rule.left_open.text}",
            "reference": rule.reference or edition.reference,
            "locator": rule.locator,
        }
        for rule in edition.rules
    ]
    return render("discontinuation.html", edition=heading, rules=rules, reference=edition.reference,
                  after=list(_after_a_stop(edition)))  # fmt: skip


def _after_a_stop(edition: DiscontinuationCriteria) -> Iterator[tuple[str, str, str]]:
    """Subject, statement and locator of each row."""
    for figure in edition.expected_relapse:
        yield "Relapse", figure.text, figure.locator
    yield "Tests", schedule_in_words(edition.schedule), edition.schedule[0].locator
    yield "Treatment again", edition.restart.text, edition.restart.locator
