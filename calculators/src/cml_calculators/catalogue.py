"""The calculators there are, in the order in which the site and the book have them."""

from cml_calculators import molecular_response, phase
from cml_calculators.calculator import Calculator
from cml_calculators.criteria import Card, Guideline, ResponseLevel
from cml_calculators.loading import criteria_set

CALCULATORS: tuple[Calculator, ...] = (
    phase.CALCULATOR,
    molecular_response.CALCULATOR,
)


def calculator(calculator_id: str) -> Calculator | None:
    return next((entry for entry in CALCULATORS if entry.id == calculator_id), None)


def sources(entry: Calculator) -> tuple[Guideline | ResponseLevel, ...]:
    """The editions and response levels that the calculator's page shows."""
    compiled = criteria_set()
    editions = tuple(edition for edition in compiled.guidelines if shows(entry, edition))
    return editions + tuple(level for level in compiled.response_levels if level.kind in entry.level_kinds)


def shows(entry: Calculator, edition: Guideline) -> bool:
    """Whether the calculator evaluates the edition, or shows it as a card."""
    return edition.calculator == entry.id if isinstance(edition, Card) else edition.kind in entry.guideline_kinds
