"""JSON Schemas: of the content files, for editors that check YAML while an author types, and of published data."""

import json
from collections.abc import Mapping
from functools import cache, reduce
from operator import or_
from typing import Any

from pydantic import TypeAdapter

from handbook.reader import PAGE_SHAPE, SHAPES
from handbook.validation import STRICT, Shape

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_files() -> Mapping[str, str]:
    """One schema per folder of content, by file name."""
    shapes: dict[str, Shape[Any]] = {**SHAPES, "pages": PAGE_SHAPE}
    schemas = {folder: _schema(*_described(reduce(or_, shape.choices))) for folder, shape in shapes.items()}
    return {f"{folder}.json": json.dumps(schema, indent=1) + "\n" for folder, schema in schemas.items()}


def list_schema(records: Any, title: str, description: str) -> dict[str, Any]:
    """The schema of a file that is a list of `records`: a dataclass, a typed dictionary, or several of them."""
    one, shared = _described(records)
    head = {"$schema": DIALECT, "title": title, "description": description}
    return {**head, "type": "array", "items": one, "$defs": shared}


def _schema(one: dict[str, Any], shared: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": DIALECT, **one, "$defs": shared}


@cache
def _described(records: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The schema of one record, and the definitions that it refers to."""
    # As in `validation`, a tuple around the dataclasses lets the settings reach them.
    described = TypeAdapter(tuple[records], config=STRICT).json_schema()
    return described["prefixItems"][0], described.get("$defs", {})
