"""Puts the generated blocks in the place of their calls."""

from collections.abc import Callable, Mapping

from handbook.block_calls import read_call
from handbook.library import Library
from handbook.prose import FENCE
from handbook.web.a_to_z import a_to_z
from handbook.web.changes import changes
from handbook.web.charts import chart, drawing
from handbook.web.cohort import cohort
from handbook.web.data_blocks import data_files_table
from handbook.web.drug_blocks import dataset, doses, drug, drugs, evidence_levels
from handbook.web.editions import guidelines_index, rule_table
from handbook.web.evidence import evidence_table
from handbook.web.examples import examples
from handbook.web.forms import render_calculator
from handbook.web.hazards import hazards
from handbook.web.licenses import licenses
from handbook.web.milestone_tables import milestones_compared
from handbook.web.mutation_tables import drugs_by_variant
from handbook.web.phase_table import phase_table
from handbook.web.record_blocks import (
    calculators,
    checklist,
    discrepancies,
    discrepancy,
    glossary,
    phase_record,
    response_levels,
)
from handbook.web.rendering import render
from handbook.web.score_table import score_table
from handbook.web.study_blocks import outcomes, outcomes_of_line, outcomes_of_phase, studies, study

# The list of all works says which pages cite each, so it waits for the citations of every page (`edition`).
WAITING = ("bibliography",)
Renderer = Callable[..., str]

RENDERERS: Mapping[str, Renderer] = {
    "phase-table": phase_table,
    "criteria": lambda library, slug, guideline: rule_table(library, slug, library.guidelines[f"phase/{guideline}"]),
    "milestone-table": lambda library, slug, guideline: rule_table(
        library, slug, library.guidelines[f"milestones/{guideline}"]
    ),
    "milestones-compared": milestones_compared,
    "response-levels": response_levels,
    "card": lambda library, slug, guideline: rule_table(library, slug, library.guidelines[f"card/{guideline}"]),
    "rules": lambda library, slug, guideline: rule_table(library, slug, library.guidelines[guideline]),
    "score-table": score_table,
    "phase-record": phase_record,
    "checklist": checklist,
    "discrepancy": discrepancy,
    "discrepancies": discrepancies,
    "hazards": hazards,
    "licenses": licenses,
    "study": study,
    "drugs-by-variant": drugs_by_variant,
    "studies": studies,
    "outcomes": outcomes,
    "outcomes-of-phase": outcomes_of_phase,
    "outcomes-of-line": outcomes_of_line,
    "drug": drug,
    "drugs": drugs,
    "doses": doses,
    "evidence-levels": evidence_levels,
    "dataset": dataset,
    "chart": chart,
    "drawing": drawing,
    "glossary": glossary,
    "data-files": data_files_table,
    "a-z": a_to_z,
    "guidelines": guidelines_index,
    "calculators": calculators,
    "changes": changes,
    "cohort": cohort,
    "examples": examples,
    "evidence": evidence_table,
    "offline": lambda library, slug: render("offline.html"),
    "calculator": lambda library, slug: render_calculator(library.pages[slug].head.calculator, library),
}


def expand_blocks(library: Library, slug: str, body: str) -> str:
    """`body` with each call on a line of its own replaced by its block, except inside code."""
    lines, fence = [], ""
    for line in body.split("\n"):
        opened = FENCE.match(line)
        if opened and (not fence or opened[1].startswith(fence)):
            fence = "" if fence else opened[1]
        call = None if fence else read_call(line)
        lines.append(
            line
            if call is None or call.name in WAITING
            else f"\n{RENDERERS[call.name](library, slug, *call.arguments.values())}\n"
        )
    return "\n".join(lines)
