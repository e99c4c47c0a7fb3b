"""Every phase classification side by side: a row per finding, a column per edition."""

from collections.abc import Iterator
from dataclasses import dataclass

from cml_calculators.criteria import Condition, Guideline, PhaseClassification, PhaseCriterion
from handbook import wording
from handbook.guidelines import newer_edition
from handbook.library import Library
from handbook.web.rendering import edition_link, render

# A criterion stands in the first row that one of its inputs belongs to, so the telling findings come first.
FINDINGS = (
    ("Blasts and promyelocytes together", ("promyelocytes_pb_percent", "promyelocytes_bm_percent")),
    ("Lymphoblasts", ("lymphoblasts_pb_percent", "lymphoblasts_bm_percent")),
    ("Blasts", ("blasts_pb_percent", "blasts_bm_percent")),
    ("Basophils", ("basophils_pb_percent",)),
    ("Eosinophils", ("eosinophils_pb_percent",)),
    ("Platelets", ("platelets_e9_per_l",)),
    (
        "Spleen",
        ("splenomegaly_increasing_or_persistent", "splenomegaly_unresponsive_to_therapy", "progressive_splenomegaly"),
    ),
    ("White cells", ("wbc_e9_per_l", "leukocytosis_unresponsive_to_therapy")),
    ("Hemoglobin", ("hemoglobin_g_per_dl",)),
    ("Blasts outside blood and marrow", ("extramedullary_blasts", "extramedullary_sites", "blast_clusters_in_biopsy")),
    ("Cytogenetics", ("aca_at_diagnosis", "aca_on_treatment", "new_on_treatment")),
    ("Response to treatment", ("no_chr_on_first_tki", "resistance_to_two_tkis", "two_or_more_mutations_on_tki")),
)
LOW, HIGH = "Platelets, low", "Platelets, high"
OTHER = "Other findings"
ORDER = (
    "Blasts", "Blasts and promyelocytes together", "Lymphoblasts", "Basophils", "Eosinophils", LOW, HIGH,
    "White cells", "Hemoglobin", "Spleen", "Cytogenetics", "Blasts outside blood and marrow", "Response to treatment",
    OTHER,
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One criterion in a cell: what it gives when met, its words, its bounds in full, and the bounds its words need."""

    gives: str
    text: str
    bound: str
    limits: tuple[str, ...]
    provisional: bool
    reference: str
    locator: str


def phase_table(library: Library, slug: str) -> str:
    editions = [one for one in library.guidelines.values() if isinstance(one, PhaseClassification)]
    editions.sort(key=lambda one: one.published, reverse=True)
    cells = {
        (finding, edition.id): entries for edition in editions for finding, entries in _by_finding(edition).items()
    }
    rows = [
        (finding, [cells.get((finding, edition.id), []) for edition in editions])
        for finding in ORDER
        if any((finding, edition.id) in cells for edition in editions)
    ]
    columns = [
        {
            "title": edition.label,
            "address": edition_link(slug, edition),
            "superseded_by": superseded_by(library, edition),
            "verification": wording.VERIFICATION[edition.verification],
            "otherwise": wording.PHASES[edition.otherwise],
        }
        for edition in editions
    ]
    return render("phase-table.html", columns=columns, rows=rows)


def superseded_by(library: Library, edition: Guideline) -> str | None:
    """The title of the edition that supersedes this one."""
    newer = newer_edition(library.guidelines, edition)
    return newer.title if newer else None


def entry(edition: PhaseClassification, criterion: PhaseCriterion, gives: str) -> Entry:
    return Entry(
        gives=gives,
        text=criterion.text,
        bound=wording.condition(criterion) if wording.limits(criterion) else "",
        limits=() if wording.is_numeric(criterion) else wording.limits(criterion),
        provisional=criterion.provisional,
        reference=criterion.reference or edition.reference,
        locator=criterion.locator,
    )


def labeled_criteria(edition: PhaseClassification) -> Iterator[tuple[str, PhaseCriterion]]:
    """All criteria of an edition with what each gives."""
    for criterion in edition.criteria:
        yield wording.PHASES[criterion.phase or "not_classified"], criterion
    for label, criteria in (("Blast crisis", edition.crisis), ("High-risk feature", edition.high_risk_features),
                            ("To consider", edition.flags)):  # fmt: skip
        for criterion in criteria:
            yield label, criterion


def _by_finding(edition: PhaseClassification) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for gives, criterion in labeled_criteria(edition):
        found.setdefault(_finding(criterion), []).append(entry(edition, criterion, gives))
    return found


def _finding(criterion: PhaseCriterion) -> str:
    used = set(wording.inputs_of(criterion))
    name = next((name for name, inputs in FINDINGS if used & set(inputs)), OTHER)
    if name != "Platelets":
        return name
    return LOW if _platelets_below(criterion) else HIGH


def _platelets_below(condition: Condition) -> bool:
    own = condition.measurement == "platelets_e9_per_l" and (
        condition.below is not None or condition.at_most is not None
    )
    return own or any(_platelets_below(part) for part in wording.parts(condition))
