"""Phase of the disease under every classification, side by side."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any, Literal, TypedDict

from cml_calculators.calculator import Answer, Calculator, Entries, Group
from cml_calculators.completions import NOTHING, Atom, explore
from cml_calculators.conditions import all_of, inputs_of, known, record, total
from cml_calculators.criteria import Condition, PhaseClassification, PhaseCriterion
from cml_calculators.inputs import Fault, Warn
from cml_calculators.loading import phase_classifications
from cml_calculators.quantities import blood, cytogenetics, tissue, treatment
from cml_calculators.results import CriterionRecord, Feature
from cml_calculators.shapes import Quantity

Values = Mapping[str, Any]

# From the lowest: a higher phase is reported whatever else is found.
ORDER = ("chronic", "not_classified", "accelerated", "blast")

PhaseWord = Literal["chronic", "accelerated", "blast", "not_classified"]
PHASE_WORDS = (
    ("chronic", "Chronic phase"), ("accelerated", "Accelerated phase"), ("blast", "Blast phase"),
    ("not_classified", "Not classified"), ("undetermined", "Undetermined"),
)  # fmt: skip


class BlastCrisis(TypedDict):
    """Blast crisis where the edition sets it apart from the blast phase."""

    status: Literal["met", "not_met", "unknown"]
    value: bool | None
    missing: list[str]
    criteria: list[CriterionRecord]


class System(TypedDict):
    """The answer of one classification.

    possible_phases: every phase that some completion of the unknown inputs gives.
    missing: the unknown inputs that could change `possible_phases`.
    """

    guideline: str
    title: str
    phase: PhaseWord | Literal["undetermined"]
    possible_phases: list[PhaseWord]
    at_least: Literal["accelerated", "blast"] | None
    blast_crisis: BlastCrisis | None
    high_risk_features: list[Feature]
    flags: list[Feature]
    criteria: list[CriterionRecord]
    missing: list[str]
    notes: list[str]


class DecidingCriterion(TypedDict):
    guideline: str
    criterion: str
    text: str


class Agreement(TypedDict):
    """Systems that give the same phase, with the met criteria by which they do."""

    phase: PhaseWord | Literal["undetermined"]
    guidelines: list[str]
    deciding_criteria: list[DecidingCriterion]


class PhaseResult(TypedDict):
    systems: list[System]
    agreement: list[Agreement]


# The cells of each specimen that are counted in one differential; lymphoblasts are among the blasts.
DIFFERENTIAL = {
    "pb": ("blasts", "promyelocytes", "basophils", "eosinophils"),
    "bm": ("blasts", "promyelocytes"),
}

INPUTS: tuple[Quantity, ...] = (
    blood.BLASTS_PB, tissue.BLASTS_BM, blood.PROMYELOCYTES_PB, tissue.PROMYELOCYTES_BM, blood.LYMPHOBLASTS_PB,
    tissue.LYMPHOBLASTS_BM, blood.BASOPHILS_PB, blood.EOSINOPHILS_PB, blood.PLATELETS, blood.WBC,
    blood.HEMOGLOBIN, treatment.ON_TREATMENT, blood.THROMBOCYTOPENIA_UNRELATED, blood.THROMBOCYTOSIS_UNRESPONSIVE,
    blood.LEUKOCYTOSIS_UNRESPONSIVE, tissue.SPLEEN_INCREASING, tissue.SPLEEN_UNRESPONSIVE,
    tissue.EXTRAMEDULLARY_BLASTS, tissue.EXTRAMEDULLARY_SITES, tissue.BLAST_CLUSTERS,
    cytogenetics.ACA_AT_DIAGNOSIS, cytogenetics.ACA_ON_TREATMENT, treatment.NO_CHR_ON_FIRST_TKI,
    treatment.RESISTANCE_TO_TWO_TKIS, treatment.TWO_OR_MORE_MUTATIONS, tissue.FEVER, tissue.MALAISE,
    tissue.PROGRESSIVE_SPLENOMEGALY,
)  # fmt: skip


def faults(values: Values) -> list[Fault]:
    """Faults between inputs: differentials above 100%, more lymphoblasts than blasts, sites against their absence."""
    found = []
    for specimen, kinds in DIFFERENTIAL.items():
        blasts, lymphoblasts = (values[f"{kind}_{specimen}_percent"] for kind in ("blasts", "lymphoblasts"))
        counted = {name: values[name] for kind in kinds if values[name := f"{kind}_{specimen}_percent"] is not None}
        whole = total(tuple(counted), counted) or Decimal(0)
        if whole > 100:
            message = f"{', '.join(kinds)} must be at most 100% together, not {whole}%"
            found.append(Fault(f"blasts_{specimen}_percent", message))
        if None not in (blasts, lymphoblasts) and lymphoblasts > blasts:
            message = f"lymphoblasts are part of the blasts and must be at most {blasts}%, not {lymphoblasts}%"
            found.append(Fault(f"lymphoblasts_{specimen}_percent", message))
    present, sites = values["extramedullary_blasts"], values["extramedullary_sites"]
    if present is False and sites:
        message = "extramedullary_sites must be empty when extramedullary_blasts is false"
        found.append(Fault("extramedullary_sites", message))
    if present is True and sites == ():
        message = "extramedullary_sites must name a site, or be left out, when extramedullary_blasts is true"
        found.append(Fault("extramedullary_sites", message))
    return found


def assess(values: Values) -> tuple[dict[str, Any], list[Warn]]:
    """Every classification's answer.

    Args:
        values: the inputs by name as `inputs.read` gives them; None is not known.
    Returns:
        `systems`, one entry per edition, and `agreement`. A phase is given only when every completion of the unknown
        inputs within their ranges gives it; otherwise `possible_phases` lists the phases that remain.
    """
    completed = {**values, "extramedullary_blasts": _extramedullary_blasts(values)}
    systems = [classify(edition, atoms, completed) for edition, atoms in _editions()]
    return {"systems": systems, "agreement": agreement(systems)}, []


@cache
def _editions() -> tuple[tuple[PhaseClassification, tuple[Atom, ...]], ...]:
    """Every edition with its atoms."""
    return tuple((edition, tuple(atoms_of(edition))) for edition in phase_classifications())


def classify(edition: PhaseClassification, atoms: tuple[Atom, ...], values: Values) -> dict[str, Any]:
    """One edition's phase with the criteria that decide it."""
    lowest = ORDER.index("chronic" if _defines_chronic(edition) else edition.otherwise)
    ranks, missing = explore(atoms, values)
    possible = [ORDER[rank] for rank in sorted({lowest if rank == NOTHING else rank for rank in ranks})]
    phase = possible[0] if len(possible) == 1 else "undetermined"
    criteria = [record(criterion, values, edition.reference, criterion.locator) for criterion in edition.criteria]
    return {
        "guideline": edition.id,
        "title": edition.title,
        "phase": phase,
        "possible_phases": possible,
        "at_least": _at_least(phase, criteria),
        "blast_crisis": _blast_crisis(edition, values, possible),
        "high_risk_features": _met(edition.high_risk_features, edition, values) if phase != "blast" else [],
        "flags": _met(edition.flags, edition, values),
        "criteria": criteria,
        "missing": missing,
        "notes": [reading.text for reading in edition.readings],
    }


def atoms_of(edition: PhaseClassification) -> list[Atom]:
    """The edition's criteria as independent conditions, each with the rank that it gives."""
    atoms = []
    for criterion in edition.criteria:
        if criterion.phase == "chronic":
            rank = ORDER.index(edition.otherwise)
            atoms += [Atom(rank, part, when_not_met=True) for part in _parts(criterion, "all")]
        else:
            rank = ORDER.index(criterion.phase or "")
            atoms += [Atom(rank, part) for part in _parts(criterion, "any")]
    return atoms


def agreement(systems: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The systems by the phase that they give, with the met criteria by which each group gives it."""
    found = []
    for phase in (*reversed(ORDER), "undetermined"):
        members = [system for system in systems if system["phase"] == phase]
        deciding = [
            {"guideline": system["guideline"], "criterion": criterion["criterion"], "text": criterion["text"]}
            for system in members
            for criterion in system["criteria"]
            if criterion["status"] == "met" and criterion["phase"] == phase
        ]
        if members:
            guidelines = [system["guideline"] for system in members]
            found.append({"phase": phase, "guidelines": guidelines, "deciding_criteria": deciding})
    return found


def _parts(condition: Condition, join: str) -> list[Condition]:
    """The conditions that `any` (or `all`) joins, however deep."""
    parts: tuple[Condition, ...] = getattr(condition, join)
    return [leaf for part in parts for leaf in _parts(part, join)] if parts else [condition]


def _extramedullary_blasts(values: Values) -> bool | None:
    """Named sites say that there are such blasts; a search that found none says that there are not."""
    present: bool | None = values["extramedullary_blasts"]
    sites = values["extramedullary_sites"]
    return bool(sites) if present is None and sites is not None else present


def _at_least(phase: str, criteria: list[dict[str, Any]]) -> str | None:
    """The phase if it is above chronic; while it is undetermined, the highest that a met criterion already gives."""
    if phase != "undetermined":
        return phase if phase in ("accelerated", "blast") else None
    met = [entry["phase"] for entry in criteria if entry["status"] == "met" and entry["phase"] != "chronic"]
    return max(met, key=ORDER.index, default=None)


def _defines_chronic(edition: PhaseClassification) -> bool:
    return edition.otherwise == "chronic" or any(criterion.phase == "chronic" for criterion in edition.criteria)


def _met(criteria: tuple[PhaseCriterion, ...], edition: PhaseClassification, values: Values) -> list[dict[str, Any]]:
    return [
        {key: shown[key] for key in ("text", "reference", "locator")} | {"id": entry.id}
        for entry in criteria
        if (shown := record(entry, values, edition.reference, entry.locator))["status"] == "met"
    ]


def _blast_crisis(edition: PhaseClassification, values: Values, possible: list[str]) -> dict[str, Any] | None:
    """Blast crisis where the edition sets it apart from the blast phase; None where it does not."""
    if not edition.crisis:
        return None
    in_blast = known(possible == ["blast"]) if len(possible) == 1 or "blast" not in possible else "unknown"
    criteria = [record(entry, values, edition.reference, entry.locator) for entry in edition.crisis]
    result = all_of([in_blast, *(entry["status"] for entry in criteria)])
    unknown = {name for entry in edition.crisis for name in inputs_of(entry) if values.get(name) is None}
    if in_blast == "unknown":
        blast_inputs = {name for entry in edition.criteria if entry.phase == "blast" for name in inputs_of(entry)}
        unknown |= {name for name in blast_inputs if values.get(name) is None}
    return {
        "status": result,
        "value": {"met": True, "not_met": False, "unknown": None}[result],
        "missing": sorted(unknown) if result == "unknown" else [],
        "criteria": criteria,
    }


CALCULATOR = Calculator(
    id="phase",
    title="Phase",
    question="Which phase is the disease in, under each classification?",
    inputs=INPUTS,
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
    faults=faults,
    assess=assess,
    shape=PhaseResult,
    entries=Entries(
        name="systems", key="guideline", label="Classification",
        answers=(Answer(name="possible_phases", label="Phase", words=PHASE_WORDS, join=" or "),),
    ),
    guideline_kinds=("phase-classification",),
)  # fmt: skip
