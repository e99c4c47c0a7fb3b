"""The calculators there are: one entry serves the form, the command line, the printed worksheet and the tests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cml_calculators import molecular_response, phase
from cml_calculators.criteria import Guideline, ResponseLevel
from cml_calculators.inputs import Fault, Warn
from cml_calculators.loading import criteria_set
from cml_calculators.quantities import Quantity

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Group:
    """Inputs that stand together in the form."""

    title: str
    names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Calculator:
    """A question, its inputs, and the functions that find faults between inputs and answer it."""

    id: str
    title: str
    question: str
    inputs: tuple[Quantity, ...]
    groups: tuple[Group, ...]
    faults: Callable[[Values], list[Fault]]
    assess: Callable[[Values], tuple[dict[str, Any], list[Warn]]]
    guideline_kinds: tuple[str, ...]
    level_kinds: tuple[str, ...] = ()


PHASE = Calculator(
    id="phase",
    title="Phase",
    question="Which phase is the disease in, under each classification?",
    inputs=phase.INPUTS,
    groups=(
        Group("Treatment", ("on_treatment",)),
        Group(
            "Blood",
            (
                "blasts_pb_percent", "promyelocytes_pb_percent", "lymphoblasts_pb_percent", "basophils_pb_percent",
                "eosinophils_pb_percent", "platelets_e9_per_l", "thrombocytopenia_unrelated_to_therapy",
                "thrombocytosis_unresponsive_to_therapy", "wbc_e9_per_l", "leukocytosis_unresponsive_to_therapy",
                "hemoglobin_g_per_dl",
            ),
        ),
        Group(
            "Marrow",
            (
                "blasts_bm_percent", "promyelocytes_bm_percent", "lymphoblasts_bm_percent",
                "blast_clusters_in_biopsy",
            ),
        ),
        Group(
            "Spleen and other tissue",
            (
                "splenomegaly_increasing_or_persistent", "splenomegaly_unresponsive_to_therapy",
                "progressive_splenomegaly", "extramedullary_blasts", "extramedullary_sites",
            ),
        ),
        Group("Cytogenetics", ("aca_at_diagnosis", "aca_on_treatment")),
        Group(
            "Response to TKIs",
            ("no_chr_on_first_tki", "resistance_to_two_tkis", "two_or_more_mutations_on_tki"),
        ),
        Group("Symptoms", ("fever", "malaise")),
    ),
    faults=phase.faults,
    assess=phase.assess,
    guideline_kinds=("phase-classification",),
)  # fmt: skip

MOLECULAR_RESPONSE = Calculator(
    id="molecular-response",
    title="Molecular response",
    question="How deep is the molecular response, and which milestones does it meet?",
    inputs=molecular_response.INPUTS,
    groups=(
        Group("BCR::ABL1", ("detected", "bcr_abl1_percent_is", "transcript")),
        Group(
            "Sample",
            ("reference_gene", "reference_gene_copies", "bcr_abl1_copies", "conversion_factor"),
        ),
        Group(
            "Treatment",
            ("months_on_tki", "days_on_tki", "tki_line", "reason_for_switch", "treatment_free", "goal"),
        ),
        Group(
            "Other findings",
            ("confirmed", "previous_best_percent_is", "complete_hematologic_response", "ph_positive_percent"),
        ),
    ),
    faults=molecular_response.faults,
    assess=molecular_response.assess,
    guideline_kinds=("milestones", "card"),
    level_kinds=("molecular",),
)

CALCULATORS = (PHASE, MOLECULAR_RESPONSE)


def calculator(calculator_id: str) -> Calculator | None:
    return next((entry for entry in CALCULATORS if entry.id == calculator_id), None)


def sources(entry: Calculator) -> tuple[Guideline | ResponseLevel, ...]:
    """The editions and response levels that the calculator's page shows."""
    compiled = criteria_set()
    editions = tuple(edition for edition in compiled.guidelines if edition.kind in entry.guideline_kinds)
    return editions + tuple(level for level in compiled.response_levels if level.kind in entry.level_kinds)
