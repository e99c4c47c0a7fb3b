"""The generated blocks that a page can call, as `::: {criteria guideline=who-2016}` on a line of its own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

CALL = re.compile(r"::: \{(?P<name>[a-z-]+)(?P<arguments>( [a-z]+=[a-z0-9./-]+)*)\}\s*\Z")

# For each block its arguments, and for each argument where its values come from: a folder of records (for guidelines
# with the kind, as two of different kind may share an id) or a list.
BLOCKS: Mapping[str, Mapping[str, str | tuple[str, ...]]] = {
    "phase-table": {},
    "criteria": {"guideline": "guidelines/phase"},
    "milestone-table": {"guideline": "guidelines/milestones"},
    "milestones-compared": {},
    "response-levels": {"kind": ("molecular", "cytogenetic", "hematologic")},
    "card": {"guideline": "guidelines/card"},
    "rules": {"guideline": "guidelines"},
    "score-table": {},
    "phase-record": {"id": "phases"},
    "checklist": {"id": "checklists"},
    "discrepancy": {"id": "discrepancies"},
    "discrepancies": {},
    "hazards": {},
    "licenses": {},
    "study": {"id": "studies"},
    "drugs-by-variant": {},
    "studies": {},
    "outcomes": {},
    "outcomes-of-phase": {"phase": ("accelerated", "blast")},
    "outcomes-of-line": {"line": ("first", "later", "transplant", "after-transplant")},
    "drug": {"id": "drugs"},
    "drugs": {},
    "doses": {},
    "evidence-levels": {},
    "dataset": {"id": "datasets"},
    "chart": {"id": "charts"},
    "drawing": {"id": "drawings"},
    "glossary": {},
    "a-z": {},
    "bibliography": {},
    "data-files": {},
    "guidelines": {},
    "calculators": {},
    "cohort": {},
    "calculator": {},
    "changes": {},
    "examples": {},
    "offline": {},
    "evidence": {"table": ("cases", "known-wrong", "mutants", "sources")},
}


@dataclass(frozen=True)
class BlockCall:
    name: str
    arguments: Mapping[str, str]


def read_call(line: str) -> BlockCall | None:
    """The call on this line, or None when it is not written as one."""
    match = CALL.match(line)
    if match is None:
        return None
    pairs = (argument.partition("=") for argument in match["arguments"].split())
    return BlockCall(match["name"], {name: value for name, _, value in pairs})
