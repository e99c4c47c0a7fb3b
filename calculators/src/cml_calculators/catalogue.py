"""The calculators there are, in the order in which the site and the book have them."""

from cml_calculators import (
    cytogenetic_response,
    hematologic_response,
    hydroxyurea,
    imatinib_dose_escalation,
    kinetics,
    marrow_indication,
    molecular_response,
    mutations,
    ph_category,
    phase,
    ponatinib_dose,
    post_transplant_imatinib,
    proportion,
    resistance,
    risk_scores,
    transplant_considerations,
    treatment_free_remission,
)
from cml_calculators.calculator import Calculator
from cml_calculators.criteria import Card, Guideline, ResponseLevel
from cml_calculators.loading import criteria_set

CALCULATORS: tuple[Calculator, ...] = (
    phase.CALCULATOR,
    molecular_response.CALCULATOR,
    kinetics.CALCULATOR,
    cytogenetic_response.CALCULATOR,
    hematologic_response.CALCULATOR,
    resistance.CALCULATOR,
    risk_scores.CALCULATOR,
    treatment_free_remission.CALCULATOR,
    mutations.CALCULATOR,
    marrow_indication.CALCULATOR,
    ph_category.CALCULATOR,
    transplant_considerations.CALCULATOR,
    post_transplant_imatinib.CALCULATOR,
    ponatinib_dose.CALCULATOR,
    hydroxyurea.CALCULATOR,
    imatinib_dose_escalation.CALCULATOR,
    proportion.CALCULATOR,
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
