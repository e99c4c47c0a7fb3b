"""A result as columns of a table: `depth`, `systems.who-2016.phase`. They follow from the calculator, not from a row.

What explains an answer (criteria, notes, titles, places in a source) has no column.
"""

import json
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from cml_calculators import catalogue
from cml_calculators.cells import record_text, result_text
from cml_calculators.evaluation import assess
from cml_calculators.inputs import plain
from cml_calculators.results import CriterionRecord, Feature

# What names an entry of a list.
KEYS = ("guideline", "definition", "scheme", "id")
_EXPLANATIONS = frozenset(
    {
        "title",
        "text",
        "notes",
        "remarks",
        "reference",
        "locator",
        "verification",
        "printed",
        "equation",
        "contributions",
    }
)
# Groups of answers that stand in other columns already.
_REPEATED = frozenset({"agreement"})


@dataclass(frozen=True)
class Columns:
    """Some columns, and their cells out of the record that holds their values.

    lists: the columns that hold a list of records as text, each with the fields that it has of one record.
    """

    names: tuple[str, ...]
    cells: Callable[[Mapping[str, Any]], Iterable[str]]
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@cache
def result_columns(calculator_id: str) -> Columns:
    """The columns of a calculator's result; its lists have the entries that they have when nothing is known."""
    entry = catalogue.calculator(calculator_id)
    assert entry is not None
    blank = assess(entry, {}).result
    assert blank is not None
    # A field that repeats an input stands in the row already.
    return _together(list(_fields("", entry.shape, blank, but={quantity.name for quantity in entry.inputs})))


def _together(parts: list[Columns]) -> Columns:
    names = tuple(name for part in parts for name in part.names)
    lists = {name: fields for part in parts for name, fields in part.lists.items()}
    return Columns(names, lambda record: [cell for part in parts for cell in part.cells(record)], lists)


def _fields(prefix: str, shape: Any, example: Mapping[str, Any], but: Set[str] = frozenset()) -> Iterator[Columns]:
    """The columns of a typed dictionary, whose values when nothing is known are `example`."""
    for name, hint in typing.get_type_hints(shape).items():
        if name in _EXPLANATIONS | _REPEATED | but or name.endswith(("_note", "_text")):
            continue
        kind = _without_none(hint)
        entry = typing.get_args(kind)[0] if typing.get_origin(kind) is list else None
        if kind in (CriterionRecord, Feature) or entry in (CriterionRecord, Feature):
            continue
        if typing.is_typeddict(kind):
            yield _nested(prefix, name, kind)
        elif typing.is_typeddict(entry):
            yield _list(prefix, name, entry, example.get(name) or [])
        else:
            yield _one(prefix, name)


def _one(prefix: str, name: str) -> Columns:
    def cells(record: Mapping[str, Any]) -> list[str]:
        value = record.get(name)
        if isinstance(value, dict):
            return [_json(value)]
        return [result_text(value)]

    return Columns((prefix + name,), cells)


def _nested(prefix: str, name: str, shape: Any) -> Columns:
    """A record inside a record: its status where it has one, else its fields."""
    hints = typing.get_type_hints(shape)
    if "status" in hints:
        return Columns((prefix + name,), lambda record: [(record.get(name) or {}).get("status", "")])
    inner = _together(list(_fields(f"{prefix}{name}.", shape, {})))
    return replace(inner, cells=lambda record: inner.cells(record.get(name) or {}))


def _list(prefix: str, name: str, shape: Any, examples: list[Mapping[str, Any]]) -> Columns:
    """A list of records: columns for each entry where the entries are always the same, else one column of text.

    Only lists of the whole result have such entries: guidelines, definitions, schemes, scores.
    """
    key = next((one for one in KEYS if one in typing.get_type_hints(shape)), "")
    words = [example.get(key) for example in examples]
    if prefix or not key or not words:
        return _text_column(prefix, name, shape)
    parts = [(word, _together(list(_fields(f"{prefix}{name}.{word}.", shape, example, but={key}))))
             for word, example in zip(words, examples, strict=True)]  # fmt: skip

    def cells(record: Mapping[str, Any]) -> Iterator[str]:
        found = {one[key]: one for one in record.get(name) or ()}
        for word, part in parts:
            yield from part.cells(found[word]) if word in found else [""] * len(part.names)

    return replace(_together([part for _, part in parts]), cells=cells)


def _text_column(prefix: str, name: str, shape: Any) -> Columns:
    """Entries apart by `; `, the values of one apart by spaces in the order of its fields."""
    hints = {own: _without_none(hint) for own, hint in typing.get_type_hints(shape).items() if own not in _EXPLANATIONS}
    # The id of a finding is made of its variant, inhibitor and table.
    made = {"id"} if "variant" in hints else set()
    fields = tuple(own for own, kind in hints.items() if own not in made and not _is_composed(kind))

    def cells(record: Mapping[str, Any]) -> list[str]:
        return ["; ".join(record_text(fields, one) for one in record.get(name) or ())]

    return Columns((prefix + name,), cells, {prefix + name: fields})


def _is_composed(kind: Any) -> bool:
    return typing.is_typeddict(kind) or typing.get_origin(kind) in (list, dict)


def _without_none(hint: Any) -> Any:
    """The type apart from None."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        present = [one for one in typing.get_args(hint) if one is not type(None)]
        return present[0] if len(present) == 1 else hint
    return hint


def _json(value: Any) -> str:
    return json.dumps(plain(value), ensure_ascii=False)
