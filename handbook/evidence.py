"""What proves the calculators, read as data from `tests/`: cases, refused inputs, known mistakes, mutation scores."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from handbook.quick_yaml import values_of

ROOT = Path(__file__).parent.parent
TESTS = ROOT / "tests"
CASES = TESTS / "cases"
PACKAGE = ROOT / "calculators" / "src" / "cml_calculators"
CALCULATOR_OF_REQUEST = re.compile(r'"calculator": "([a-z-]+)"')


@dataclass(frozen=True)
class Case:
    """One question with its expected answers; `source` says where these come from."""

    name: str
    calculator: str
    inputs: Mapping[str, Any]
    source: str


@dataclass(frozen=True)
class Mistake:
    """A mistake that others shipped, and the case that notices it."""

    title: str
    calculator: str
    wrong: str
    killed_by: str


@dataclass(frozen=True)
class Survivor:
    """A change that no test notices; `reason` is empty while nobody has given one."""

    was: str
    becomes: str
    reason: str


@dataclass(frozen=True)
class ModuleScore:
    """How many changes of one module the tests noticed, and when; `current` while the module is still the same.

    `every`: one change in so many was tried.
    """

    module: str
    date: str
    version: str
    python: str
    every: int
    mutants: int
    killed: int
    current: bool
    survivors: tuple[Survivor, ...] = field(default=())


@dataclass(frozen=True)
class Engine:
    name: str
    version: str
    runs: str


@cache
def cases() -> tuple[Case, ...]:
    """Every case of `tests/cases/`."""
    return tuple(
        Case(entry["name"], entry["calculator"], entry["inputs"], entry["source"])
        for path in sorted(CASES.glob("*.yml"))
        for entry in _entries(path)
    )


def refused() -> tuple[str, ...]:
    """The calculator of every request that must be refused; empty for a request that names none."""
    requests = (entry["request"] for entry in _entries(TESTS / "parity" / "refused.yml"))
    return tuple(found[1] if (found := CALCULATOR_OF_REQUEST.search(text)) else "" for text in requests)


def mistakes() -> tuple[Mistake, ...]:
    return tuple(
        Mistake(entry["title"], entry["calculator"], entry["wrong"], entry["killed_by"])
        for entry in _entries(TESTS / "mutants" / "known-wrong.yml")
    )


def scores() -> tuple[ModuleScore, ...]:
    """The last recorded run of the mutation tests, module by module."""
    reasons = {
        (entry["module"], entry["was"], entry["becomes"]): entry["reason"]
        for entry in _entries(TESTS / "mutants" / "survivors.yml")
    }
    return tuple(_score(entry, reasons) for entry in _entries(TESTS / "mutants" / "scores.yml"))


def engines() -> tuple[Engine, ...]:
    """The Pythons in which every case runs: those of the public test run, and the one that readers use."""
    run = values_of(ROOT / ".github" / "workflows" / "ci.yml")
    versions = " and ".join(run["jobs"]["test"]["strategy"]["matrix"]["python"])
    pyodide = values_of(ROOT / "package.json")["dependencies"]["pyodide"]
    return (
        Engine("CPython", versions, "the command line, cohorts and the worked examples of these pages"),
        Engine("Pyodide", pyodide, "the calculators in the browser"),
    )


def fingerprint(module: str) -> str | None:
    """Names the present text of a module as `make mutants` does; None when there is no such module."""
    path = PACKAGE / f"{module}.py"
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else None


def _score(entry: Mapping[str, Any], reasons: Mapping[tuple[str, str, str], str]) -> ModuleScore:
    module = entry["module"]
    survivors = ((one["was"], one["becomes"]) for one in entry["survivors"])
    return ModuleScore(
        module=module,
        date=str(entry["date"]),
        version=entry["version"],
        python=entry["python"],
        every=entry["every"],
        mutants=entry["mutants"],
        killed=entry["killed"],
        current=entry["source"] == fingerprint(module),
        survivors=tuple(Survivor(was, becomes, reasons.get((module, was, becomes), "")) for was, becomes in survivors),
    )


def _entries(path: Path) -> list[dict[str, Any]]:
    """The entries of a list; none where the file is not there yet."""
    return (values_of(path) or []) if path.is_file() else []
