"""Guideline editions by kind: one id may name a phase classification and a milestone table of the same guideline."""

from collections.abc import Mapping
from typing import get_args

from cml_calculators.criteria import Card, Guideline, RuleKind

# The folder of each kind; rules of a calculator stand in the folder of its id.
GROUPS: Mapping[str, str] = {
    "phase-classification": "phase",
    "milestones": "milestones",
    "mutations": "mutations",
    "treatment-free-remission": "treatment-free-remission",
    **{kind: kind for kind in get_args(RuleKind)},
    "card": "card",
}
# The kinds that these calculators evaluate; every other evaluates the kind of its own id.
KIND_OF_CALCULATOR = {"phase": "phase-classification", "molecular-response": "milestones"}


def key(edition: Guideline) -> str:
    """`phase/eln-2020`: what tells an edition from all others."""
    return f"{GROUPS[edition.kind]}/{edition.id}"


def ids_of(editions: Mapping[str, Guideline], group: str) -> tuple[str, ...]:
    return tuple(edition.id for edition in editions.values() if GROUPS[edition.kind] == group)


def older_edition(editions: Mapping[str, Guideline], edition: Guideline) -> Guideline | None:
    """The edition that this one supersedes: of its own kind; a card may follow an edition that its calculator reads."""
    groups: tuple[str, ...] = (GROUPS[edition.kind],)
    if isinstance(edition, Card):
        kind = KIND_OF_CALCULATOR.get(edition.calculator, edition.calculator)
        groups = (*groups, GROUPS.get(kind, kind))
    found = (editions.get(f"{group}/{edition.supersedes}") for group in groups)
    return next((older for older in found if older is not None), None)


def newer_edition(editions: Mapping[str, Guideline], edition: Guideline) -> Guideline | None:
    """The edition that supersedes this one."""
    return next((newer for newer in editions.values() if older_edition(editions, newer) is edition), None)
