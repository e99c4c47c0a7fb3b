"""The cases in `tests/cases/*.yml`: inputs, expected values by path, and where the expected value comes from."""

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FOLDER = Path(__file__).parent / "cases"
# The key by which an entry of each list of a result is addressed: `systems[who-2016].phase`.
KEYS = ("guideline", "criterion", "definition", "scheme", "id", "phase", "event", "date")


@dataclass(frozen=True)
class Case:
    """One question to a calculator with the values that a named source, or an independent computation, gives."""

    name: str
    calculator: str
    inputs: dict[str, Any]
    expected: dict[str, Any]
    source: str


def cases(calculator: str) -> list[Case]:
    entries = YAML(typ="safe").load((FOLDER / f"{calculator}.yml").read_text(encoding="utf-8"))
    return [Case(**entry) for entry in entries]


def all_cases() -> list[Case]:
    return [case for file in sorted(FOLDER.glob("*.yml")) for case in cases(file.stem)]


def value_at(result: Any, path: str) -> Any:
    """The value at `systems[who-2016].phase` of a result."""
    for step in re.findall(r"[^.\[\]]+|\[[^\]]+\]", path):
        result = entry(result, step[1:-1]) if step.startswith("[") else result[step]
    return result


def entry(entries: list[dict[str, Any]], name: str) -> dict[str, Any]:
    found = [one for one in entries if any(one.get(key) == name for key in KEYS)]
    assert found, f"no entry {name}"
    return found[0]


def as_number(value: Any) -> Any:
    return float(value) if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else value
