"""A plain tree as a frozen dataclass: the dataclass is the schema, pydantic compares, this module words the faults."""

import dataclasses
import json
import types
import typing
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any, Generic, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from handbook.problems import Location, Problem, did_you_mean, field_name
from handbook.yaml_tree import Tree

Record = TypeVar("Record")
STRICT = ConfigDict(extra="forbid", strict=True)

MUST_BE = {
    "string_type": "text",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "decimal_parsing": "a number",
    "decimal_type": "a number",
    "date_type": "a date such as 2026-11-20",
    "date_parsing": "a date such as 2026-11-20",
    "date_from_datetime_parsing": "a date such as 2026-11-20",
    "tuple_type": "a list",
    "dataclass_type": "a group of fields",
}


@dataclasses.dataclass(frozen=True)
class Shape(Generic[Record]):
    """A dataclass, or a choice of dataclasses told apart by the field `tag`."""

    choices: tuple[type, ...]
    tag: str | None = None

    def choice(self, plain: dict[str, Any]) -> type | None:
        """The dataclass that `plain` claims to be, or None when its tag is not one of the known."""
        if self.tag is None:
            return self.choices[0]
        wanted = plain.get(self.tag)
        return next((choice for choice in self.choices if wanted in _words(choice, self.tag)), None)


def validate(shape: Shape[Record], path: str, tree: Tree) -> tuple[Record | None, list[Problem]]:
    """The record, or every fault with the line of the key at fault (of its parent for a missing key)."""
    chosen = shape.choice(tree.plain)
    if chosen is None and shape.tag is not None:
        words = [word for choice in shape.choices for word in _words(choice, shape.tag)]
        given = tree.plain.get(shape.tag)
        return None, [_problem(path, tree, (shape.tag,), f"must be {_either(words)}, not {shown(given)}")]
    try:
        # JSON mode lets lists be tuples and texts be dates.
        record: Record = _adapter(chosen).validate_json(json.dumps([tree.plain]))[0]
    except ValidationError as error:
        found = [_from_error(path, tree, chosen, details) for details in error.errors()]
        return None, found
    quoted = [_problem(path, tree, where, f"must be a number, not {shown(text)}; take the quotes away")
              for where, text in _quoted_numbers(record, tree.plain, ())]  # fmt: skip
    return (None, quoted) if quoted else (record, [])


@cache
def _adapter(chosen: Any) -> TypeAdapter[tuple[Any]]:
    # A wrapping tuple lets the settings reach a plain dataclass.
    return TypeAdapter(tuple[chosen], config=STRICT)


def shown(value: Any) -> str:
    """`value` as short text for a message."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, dict):
        return "a group of fields"
    text = f"'{value}'" if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:57] + "…'"


def _from_error(path: str, tree: Tree, chosen: Any, details: ErrorDetails) -> Problem:
    location: Location = tuple(details["loc"])[1:]
    kind, given = details["type"], details["input"]
    if kind in ("missing", "missing_keyword_only_argument"):
        return _problem(path, tree, location, "must be given, not left out")
    if kind == "unexpected_keyword_argument":
        hint = did_you_mean(str(location[-1]), _fields_at(chosen, location))
        # `{literal: Society, City}` reads as a second, empty field.
        if given is None and not hint:
            number, text = "a number has a decimal point, not a comma", "a text with a comma inside { } needs quotes"
            hint = f"; {number if str(location[-1]).isdigit() else text}"
        return _problem(path, tree, location, f"unknown field{hint}")
    if kind == "literal_error":
        words = [str(word) for word in _words_at(chosen, location)]
        hint = did_you_mean(str(given), words) if isinstance(given, str) else ""
        return _problem(path, tree, location, f"must be {_either(words)}, not {shown(given)}{hint}")
    must = MUST_BE.get(kind)
    quotes = "; put it in quotes" if kind == "string_type" and isinstance(given, (int, float)) else ""
    message = (
        f"must be {must}, not {shown(given)}{quotes}" if must else f"must hold: {details['msg']}; not {shown(given)}"
    )
    return _problem(path, tree, location, message)


def _problem(path: str, tree: Tree, location: Location, message: str) -> Problem:
    return Problem(path, nearest_line(tree.lines, location), field_name(location), message)


def nearest_line(lines: typing.Mapping[Location, int], location: Location) -> int:
    """The line of `location`, or of the nearest thing that holds it."""
    while location and location not in lines:
        location = location[:-1]
    return lines[location]


def _fields_at(chosen: Any, location: Location) -> list[str]:
    """The fields of the dataclass in which the last step of `location` stands."""
    shape = _shape_at(chosen, location[:-1])
    return [field.name for field in dataclasses.fields(shape)] if dataclasses.is_dataclass(shape) else []


def _words_at(chosen: Any, location: Location) -> tuple[Any, ...]:
    return typing.get_args(_shape_at(chosen, location))


def _shape_at(shape: Any, location: Location) -> Any:
    """The type at `location` below `shape`, with `| None` taken off."""
    for step in location:
        shape = typing.get_args(shape)[0] if isinstance(step, int) else typing.get_type_hints(shape)[step]
        if typing.get_origin(shape) in (types.UnionType, typing.Union):
            shape = next(part for part in typing.get_args(shape) if part is not type(None))
    return shape


@cache
def _words(choice: type, tag: str) -> tuple[Any, ...]:
    return typing.get_args(typing.get_type_hints(choice)[tag])


def _quoted_numbers(record: Any, plain: Any, location: Location) -> Iterator[tuple[Location, str]]:
    """Decimals that were written in quotes: the JSON mode of pydantic takes them, an author should not."""
    if isinstance(record, Decimal) and isinstance(plain, str):
        yield location, plain
    elif dataclasses.is_dataclass(record) and isinstance(plain, dict):
        for name, value in plain.items():
            yield from _quoted_numbers(getattr(record, name), value, (*location, name))
    elif isinstance(record, tuple) and isinstance(plain, list):
        for index, (entry, value) in enumerate(zip(record, plain, strict=True)):
            yield from _quoted_numbers(entry, value, (*location, index))


def _either(words: typing.Sequence[Any]) -> str:
    quoted = [f"'{word}'" for word in words]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + f" or {quoted[-1]}"
