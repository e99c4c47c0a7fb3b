"""Which rows of a decision table gave the answer of an example, each with the value that met it."""

from collections.abc import Iterator, Mapping
from typing import Any

from cml_calculators.answers import with_unit
from cml_calculators.criteria import (
    Condition,
    Criterion,
    DiscontinuationCriteria,
    Guideline,
    MilestoneTable,
    PhaseClassification,
    RuleSet,
)
from cml_calculators.quantities import ALL
from cml_calculators.shapes import Number
from handbook import wording
from handbook.worksheets.arithmetic import number_in_words
from handbook.worksheets.conditions import Check, check

# More entries that are missing are counted.
MOST_NAMED = 2


def deciding(edition: Guideline | None, record: Mapping[str, Any]) -> list[str]:
    """Of an edition whose rows must all be met those that are not; of every other those that are."""
    if isinstance(edition, DiscontinuationCriteria):
        return list(_in_the_way(record))
    met = [one for one in record.get("criteria", ()) if one["status"] == "met"]
    if isinstance(edition, MilestoneTable):
        return [*map(_milestone, met), *_open(record)]
    criteria = {criterion.id: criterion for criterion in _criteria(edition)}
    if isinstance(edition, PhaseClassification):
        met = [one for one in met if one["phase"] == record["phase"] or record["phase"] == "undetermined"]
    found = [f"{_met(criteria[one['criterion']], one)}." for one in met if one["criterion"] in criteria]
    return [*found, *_open(record)]


def _in_the_way(record: Mapping[str, Any]) -> Iterator[str]:
    for status, word in (("not_met", "Not met"), ("unknown", "Open")):
        rows = [one["text"] for one in record["criteria"] if one["status"] == status and one["gives"] == "eligible"]
        if rows:
            yield f"{word}: {'; '.join(rows)}."


def _milestone(one: Mapping[str, Any]) -> str:
    time = "Any time" if one["month"] is None else f"{one['month']} months"
    return f"{time}: {one['text']}."


def _open(record: Mapping[str, Any]) -> Iterator[str]:
    """What could still decide, of one definition among several."""
    labels = [ALL[name].label.rstrip("?") for name in record.get("missing", ())]
    if len(labels) > MOST_NAMED:
        yield f"Open: {', '.join(labels[:MOST_NAMED])}, and {len(labels) - MOST_NAMED} more."
    elif labels:
        yield f"Open: {', '.join(labels)}."


def _criteria(edition: Guideline | None) -> tuple[Criterion, ...]:
    match edition:
        case PhaseClassification():
            return edition.criteria
        case RuleSet():
            return edition.rules
    return ()


def _met(condition: Condition, record: Mapping[str, Any]) -> str:
    """`Ph-positive metaphases 35%: > 0% and ≤ 35%`; of parts those that are met."""
    parts = wording.parts(condition)
    if parts:
        met = zip(parts, record["parts"], strict=True)
        return "; ".join(_met(part, one) for part, one in met if one["status"] == "met")
    if condition.measurement or condition.sum_of:
        named = [ALL[name] for name in condition.sum_of or (condition.measurement or "",)]
        first = named[0]
        assert isinstance(first, Number)  # only measurements have limits
        unit = "%" if first.unit.startswith("%") else first.unit
        value = with_unit(number_in_words(record["value"], condition.limits.values()), unit)
        return f"{' + '.join(one.label for one in named)} {value}: {wording.bounds(condition, first.unit)}"
    return _text(check(condition))


def _text(one: Check) -> str:
    return one.text or " and ".join(_text(part) for part in one.parts)
