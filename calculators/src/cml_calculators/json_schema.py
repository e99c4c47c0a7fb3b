"""JSON Schemas of a calculator's inputs and of what `run` prints, made from its entry in the catalogue."""

import types
import typing
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NotRequired

from cml_calculators.calculator import Calculator
from cml_calculators.inputs import LONGEST_TEXT, MOST_ENTRIES
from cml_calculators.shapes import (
    Choice,
    Day,
    Days,
    Number,
    Numbers,
    Quantity,
    Records,
    Texts,
    Words,
    WordSeries,
    YesNo,
)

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
SIMPLE: Mapping[Any, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    Decimal: {"type": "number"},
    date: {"type": "string", "format": "date"},
    type(None): {"type": "null"},
    Any: {},
}
# The bounds of an input in the words of JSON Schema.
LIMITS = {"above": "exclusiveMinimum", "at_least": "minimum", "at_most": "maximum"}


def input_schema(entry: Calculator) -> Schema:
    """The one JSON object that the calculator takes; null and the empty text mean not known everywhere."""
    return {
        "$schema": DIALECT,
        "title": f"Inputs of {entry.id}",
        "type": "object",
        "properties": {quantity.name: _or_unknown(_taken(quantity)) for quantity in entry.inputs},
        "additionalProperties": False,
    }


def answer_schema(entry: Calculator) -> Schema:
    """What `run` prints: a result, or the faults of the inputs."""
    defined: Schema = {}
    message: Schema = {"type": "object", "properties": {"field": SIMPLE[str], "message": SIMPLE[str]}}
    result: Schema = {
        "ok": {"const": True},
        "calculator": {"const": entry.id},
        "version": SIMPLE[str],
        "result": schema_of(entry.shape, defined),
        "warnings": {"type": "array", "items": {**message, "required": ["message"]}},
    }
    errors: Schema = {
        "ok": {"const": False},
        "errors": {"type": "array", "minItems": 1, "items": {**message, "required": ["field", "message"]}},
    }
    return {
        "$schema": DIALECT,
        "title": f"Answer of {entry.id}",
        "oneOf": [_object(result, list(result)), _object(errors, list(errors))],
        "$defs": defined,
    }


def schema_of(shape: Any, defined: Schema) -> Schema:
    """The schema of a type; typed dictionaries go to `defined` and are referred to by name."""
    origin, arguments = typing.get_origin(shape), typing.get_args(shape)
    if shape in SIMPLE:
        return SIMPLE[shape]
    if typing.is_typeddict(shape):
        return _reference(shape, defined)
    if origin is typing.Literal:
        return {"enum": list(arguments)}
    if origin is list:
        return {"type": "array", "items": schema_of(arguments[0], defined)}
    if origin is dict:
        return {"type": "object", "additionalProperties": schema_of(arguments[1], defined)}
    if origin in (types.UnionType, typing.Union):
        return {"anyOf": [schema_of(argument, defined) for argument in arguments]}
    raise TypeError(f"{shape} has no schema")


def _reference(shape: Any, defined: Schema) -> Schema:
    if shape.__name__ not in defined:
        defined[shape.__name__] = {}  # the name is taken before its fields are looked at: a shape may hold itself
        hints = typing.get_type_hints(shape, include_extras=True)
        optional = {name for name, hint in hints.items() if typing.get_origin(hint) is NotRequired}
        plain = {name: typing.get_args(hint)[0] if name in optional else hint for name, hint in hints.items()}
        fields = {name: schema_of(hint, defined) for name, hint in plain.items()}
        defined[shape.__name__] = _object(fields, [name for name in fields if name not in optional])
    return {"$ref": f"#/$defs/{shape.__name__}"}


def _object(fields: Mapping[str, Schema], required: list[str]) -> Schema:
    return {"type": "object", "properties": dict(fields), "required": required, "additionalProperties": False}


def _or_unknown(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}, {"const": ""}]}


def _taken(quantity: Quantity) -> Schema:
    """What one input takes."""
    described = {"title": quantity.label, **({"description": quantity.hint} if quantity.hint else {})}
    match quantity:
        case Number():
            limits = {word: limit for name, word in LIMITS.items() if (limit := getattr(quantity, name)) is not None}
            numbers = {word: int(limit) if limit == limit.to_integral_value() else float(limit)
                       for word, limit in limits.items()}  # fmt: skip
            return {**described, "type": "integer" if quantity.whole else "number", **numbers}
        case YesNo():
            return {**described, "type": "boolean"}
        case Choice():
            return {**described, "enum": [int(word) if quantity.numeric else word for word, _ in quantity.words]}
        case Words() | WordSeries():
            return {**described, **_list({"enum": [word for word, _ in quantity.words]})}
        case Day():
            return {**described, **SIMPLE[date]}
        case Days():
            return {**described, **_list(SIMPLE[date])}
        case Texts():
            return {**described, **_list({"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT})}
        case Numbers():
            return {**described, **_list(_taken(quantity.entry))}
        case Records():
            fields = {part.name: _or_unknown(_taken(part)) for part in quantity.fields}
            return {**described, **_list(_object(fields, []))}


def _list(items: Schema) -> Schema:
    return {"type": "array", "maxItems": MOST_ENTRIES, "items": items}
