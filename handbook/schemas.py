"""JSON Schemas of the content files, for editors that complete and check YAML while an author types."""

import json
from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import Any

from pydantic import TypeAdapter

from handbook.reader import PAGE_SHAPE, SHAPES
from handbook.validation import STRICT, Shape


def schema_files() -> Mapping[str, str]:
    """One schema per folder of content, by file name."""
    shapes: dict[str, Shape[Any]] = {**SHAPES, "pages": PAGE_SHAPE}
    return {f"{folder}.json": json.dumps(_schema(shape), indent=1) + "\n" for folder, shape in shapes.items()}


def _schema(shape: Shape[Any]) -> dict[str, Any]:
    # As in `validation`, a tuple around the dataclasses lets the settings reach them.
    wrapped: Any = tuple[reduce(or_, shape.choices)]  # type: ignore[misc]
    described = TypeAdapter(wrapped, config=STRICT).json_schema()
    one = described["prefixItems"][0]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **one, "$defs": described.get("$defs", {})}
