"""Whether the source calls for a marrow examination: two passages of one document, the second in both readings."""

from collections.abc import Mapping
from typing import Any, TypedDict

from cml_calculators.calculator import Answer, Calculator, Group, no_faults
from cml_calculators.inputs import Warn
from cml_calculators.loading import rule_sets
from cml_calculators.quantities import blood, tissue
from cml_calculators.results import CriterionRecord, Status
from cml_calculators.rules import missing, rule_record
from cml_calculators.shapes import Quantity

Values = Mapping[str, Any]

INPUTS: tuple[Quantity, ...] = (blood.BLASTS_PB, tissue.FEVER, tissue.MALAISE, tissue.SPLEEN)
STATUS_WORDS = (
    ("met", "Examination appropriate"), ("not_met", "Not called for by this rule"), ("unknown", "Not known"),
)  # fmt: skip


class MarrowResult(TypedDict):
    """Each passage and reading by itself; none of them is preferred.

    general_information: any finding of the list under Diagnostic Evaluation.
    histopathology_all, histopathology_any: the list under Histopathology, read as "all of these" and as "any of these".
    missing: the unknown inputs that could decide a rule that is still open.
    """

    general_information: Status
    histopathology_all: Status
    histopathology_any: Status
    criteria: list[CriterionRecord]
    missing: list[str]


def assess(values: Values) -> tuple[dict[str, Any], list[Warn]]:
    """The status of every rule by its id, with its parts."""
    edition = rule_sets("marrow-indication")[0]
    records = [rule_record(rule, values, edition) for rule in edition.rules]
    result = {
        **{record["criterion"]: record["status"] for record in records},
        "criteria": records,
        "missing": missing(edition.rules, values),
    }
    return result, []


CALCULATOR = Calculator(
    id="marrow-indication",
    title="Marrow examination",
    question="When does the source call for a marrow examination?",
    inputs=INPUTS,
    groups=(
        Group("Blood", ("blasts_pb_percent",)),
        Group("Symptoms and spleen", ("fever", "malaise", "spleen")),
    ),
    faults=no_faults,
    assess=assess,
    shape=MarrowResult,
    answers=(
        Answer(name="general_information", label="General Information", words=STATUS_WORDS),
        Answer(name="histopathology_all", label="Histopathology, all findings", words=STATUS_WORDS),
        Answer(name="histopathology_any", label="Histopathology, any finding", words=STATUS_WORDS),
    ),
    guideline_kinds=("marrow-indication",),
)
