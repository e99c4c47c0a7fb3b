"""Where the source brings up an allogeneic transplant: five statements, each with its conditions, and no verdict."""

from collections.abc import Mapping
from typing import Any, TypedDict

from cml_calculators.calculator import Answer, Calculator, Entries, Group, no_faults
from cml_calculators.inputs import Warn
from cml_calculators.loading import rule_sets
from cml_calculators.quantities import molecular, patient, transplant
from cml_calculators.results import CriterionRecord, Status
from cml_calculators.rules import missing, rule_record

Values = Mapping[str, Any]

STATUS_WORDS = (
    ("met", "Its conditions are met"),
    ("not_met", "Its conditions are not met"),
    ("unknown", "Not known"),
)
TITLES = {
    "early-chronic-phase": "Early in chronic phase",
    "blast-phase": "Presentation in blast phase",
    "t315i-and-ponatinib-resistance": "T315I and resistance to ponatinib",
    "intolerance": "Intolerance of all TKIs",
    "poor-response-in-accelerated-phase": "Poor response in accelerated phase",
}


class StatementEntry(TypedDict):
    """A statement of the source in our words, and whether its conditions are met; it is not a recommendation."""

    id: str
    title: str
    text: str
    status: Status
    reference: str
    locator: str
    criteria: list[CriterionRecord]
    missing: list[str]


class TransplantResult(TypedDict):
    """All statements; `notes` say how the source is read."""

    statements: list[StatementEntry]
    notes: list[str]


def assess(values: Values) -> tuple[TransplantResult, list[Warn]]:
    """All statements, whatever is known."""
    (edition,) = rule_sets("transplant-considerations")
    statements: list[StatementEntry] = []
    for rule in edition.rules:
        found = rule_record(rule, values, edition)
        statements.append(
            {
                "id": rule.id,
                "title": TITLES[rule.id],
                "text": rule.text,
                "status": found["status"],
                "reference": found["reference"],
                "locator": found["locator"],
                "criteria": found.get("parts", [found]),
                "missing": missing([rule], values),
            }
        )
    return {"statements": statements, "notes": [one.text for one in edition.readings]}, []


CALCULATOR = Calculator(
    id="transplant-considerations",
    title="Transplant considerations",
    question="Where does the source bring up an allogeneic transplant?",
    inputs=(
        patient.AGE_YEARS,
        transplant.DONOR,
        transplant.PHASE,
        molecular.T315I,
        transplant.PONATINIB_RESISTANT,
        transplant.INTOLERANT_TO_ALL_TKIS,
        transplant.POOR_RESPONSE_TO_TKI_INDUCTION,
    ),
    groups=(
        Group("Patient and donor", ("age_years", "donor")),
        Group("Disease", ("phase", "t315i")),
        Group("Treatment so far", ("ponatinib_resistant", "intolerant_to_all_tkis", "poor_response_to_tki_induction")),
    ),
    faults=no_faults,
    assess=assess,
    shape=TransplantResult,
    entries=Entries(
        name="statements",
        key="id",
        label="Statement",
        answers=(Answer(name="status", label="Status", words=STATUS_WORDS),),
    ),
    guideline_kinds=("transplant-considerations",),
)
