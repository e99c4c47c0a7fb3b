"""Records as JSON has them: for the criteria inside the wheel and for the files that the site publishes."""

import dataclasses
from datetime import date
from decimal import Decimal
from typing import Any


def plain(value: Any) -> Any:
    """`value` as JSON has it; fields at their default are left out."""
    if dataclasses.is_dataclass(value):
        fields = ((field, getattr(value, field.name)) for field in dataclasses.fields(value))
        return {field.name: plain(own) for field, own in fields if own != field.default or own is True}
    if isinstance(value, tuple):
        return [plain(entry) for entry in value]
    if isinstance(value, Decimal):
        # At most 15 digits (`yaml_tree`), so the float prints as the author wrote the number.
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value
