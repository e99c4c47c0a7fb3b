"""The criteria as JSON inside the calculator package: what the calculators decide by."""

import dataclasses
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from handbook.library import Library
from handbook.site import write_file


def write_criteria(library: Library, path: Path) -> None:
    """Writes the guidelines and response levels to `path` at once: a reader finds the old file or the new one."""
    plain = {
        "guidelines": [_plain(guideline) for guideline in library.guidelines.values()],
        "response_levels": [_plain(level) for level in library.responses.values()],
    }
    text = json.dumps(plain, ensure_ascii=False, indent=1) + "\n"
    write_file(path, text.encode())


def _plain(value: Any) -> Any:
    """`value` as JSON has it; fields at their default are left out."""
    if dataclasses.is_dataclass(value):
        fields = ((field, getattr(value, field.name)) for field in dataclasses.fields(value))
        return {field.name: _plain(own) for field, own in fields if own != field.default or own is True}
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, Decimal):
        # At most 15 digits (`yaml_tree`), so the float prints as the author wrote the number.
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value
