"""The compiled criteria, read from `data/criteria.json` inside this package.

The file was validated against the dataclasses of `criteria` when it was compiled, so it is trusted here.
"""

import dataclasses
import json
import types
import typing
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from cml_calculators.criteria import (
    Card,
    CriteriaSet,
    DiscontinuationCriteria,
    MilestoneTable,
    MutationTable,
    PhaseClassification,
    ResponseLevel,
    RuleKind,
    RuleSet,
)

BY_KIND: dict[str, type] = {
    "phase-classification": PhaseClassification,
    "milestones": MilestoneTable,
    "mutations": MutationTable,
    "treatment-free-remission": DiscontinuationCriteria,
    "card": Card,
    **dict.fromkeys(typing.get_args(RuleKind), RuleSet),
}


@cache
def criteria_set() -> CriteriaSet:
    """The criteria of this installation. Raises FileNotFoundError when the package was never compiled."""
    source = files("cml_calculators") / "data" / "criteria.json"
    if not source.is_file():
        raise FileNotFoundError("cml_calculators/data/criteria.json is missing; `make site` compiles it from content/")
    plain = json.loads(source.read_text(encoding="utf-8"), parse_float=Decimal, parse_int=Decimal)
    newest_first = sorted(plain["guidelines"], key=lambda entry: entry["published"], reverse=True)
    guidelines = tuple(decode(BY_KIND[entry["kind"]], entry) for entry in newest_first)
    levels = tuple(decode(ResponseLevel, entry) for entry in plain["response_levels"])
    return CriteriaSet(guidelines=guidelines, response_levels=levels)


@cache
def phase_classifications() -> tuple[PhaseClassification, ...]:
    return tuple(entry for entry in criteria_set().guidelines if isinstance(entry, PhaseClassification))


@cache
def milestone_tables() -> tuple[MilestoneTable, ...]:
    return tuple(entry for entry in criteria_set().guidelines if isinstance(entry, MilestoneTable))


def rule_sets(kind: RuleKind) -> tuple[RuleSet, ...]:
    """The rules of every source for one calculator, newest first."""
    return tuple(entry for entry in criteria_set().guidelines if isinstance(entry, RuleSet) and entry.kind == kind)


def mutation_tables() -> tuple[MutationTable, ...]:
    """The tables of variants against inhibitors, newest first."""
    return tuple(entry for entry in criteria_set().guidelines if isinstance(entry, MutationTable))


def discontinuation_criteria() -> tuple[DiscontinuationCriteria, ...]:
    """Criteria for stopping a TKI, newest first."""
    return tuple(entry for entry in criteria_set().guidelines if isinstance(entry, DiscontinuationCriteria))


@cache
def molecular_levels() -> tuple[ResponseLevel, ...]:
    """The molecular levels from the shallowest to the deepest."""
    levels = (level for level in criteria_set().response_levels if level.kind == "molecular")
    return tuple(sorted(levels, key=lambda level: level.rank))


def decode(shape: Any, plain: Any) -> Any:
    """`plain` JSON as the dataclass, tuple or simple type `shape`."""
    if isinstance(shape, type) and dataclasses.is_dataclass(shape):
        hints = _hints(shape)
        return shape(**{name: decode(hints[name], value) for name, value in plain.items()})
    origin, arguments = typing.get_origin(shape), typing.get_args(shape)
    if origin is tuple:
        return tuple(decode(arguments[0], entry) for entry in plain)
    if origin in (types.UnionType, typing.Union):
        present = [argument for argument in arguments if argument is not type(None)]
        return None if plain is None else decode(present[0], plain)
    if shape is date:
        return date.fromisoformat(plain)
    return int(plain) if shape is int else plain


@cache
def _hints(shape: Any) -> dict[str, Any]:
    return typing.get_type_hints(shape)
