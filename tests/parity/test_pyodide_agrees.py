"""The wheel in the pinned Pyodide answers as the source does in CPython: words exactly, numbers to 1e-12."""

import json
import math
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cml_calculators.browser import handle
from cml_calculators.catalogue import CALCULATORS
from cml_calculators.description import describe
from handbook.pyodide_files import copy_pyodide
from handbook.wheel import build_wheel
from tests.parity.asked import cases, combinations, refused

ROOT = Path(__file__).parents[2]
RELATIVE_TOLERANCE = 1e-12
COMBINATIONS = 150

pytestmark = pytest.mark.pyodide


@cache
def asked() -> dict[str, str]:
    drawn: dict[str, str] = {}
    for calculator in CALCULATORS:
        drawn |= combinations(describe(calculator.id), COMBINATIONS)
    return cases() | refused() | drawn


@pytest.fixture(scope="session")
def in_pyodide(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Every answer of one run of the wheel in Pyodide under Node, by the name of its request."""
    scratch = tmp_path_factory.mktemp("pyodide")
    pyodide = copy_pyodide(ROOT / "node_modules", scratch / "served")
    wheel = build_wheel(ROOT / "calculators", scratch)
    (scratch / "requests.json").write_text(json.dumps(list(asked().values())), encoding="utf-8")
    node = shutil.which("node") or f"{sys.prefix}/bin/node"
    script = Path(__file__).with_name("run_pyodide.mjs")
    paths = (script, scratch / "served", wheel, scratch / "requests.json", scratch / "answers.json")
    finished = subprocess.run([node, *map(str, paths)], capture_output=True, text=True, timeout=300, check=False)
    assert finished.returncode == 0, finished.stderr
    written = json.loads((scratch / "answers.json").read_text(encoding="utf-8"))
    assert written["python"] == pyodide.python
    return {name: json.loads(text) for name, text in zip(asked(), written["answered"], strict=True)}


@pytest.mark.parametrize("name", [*cases(), *refused()])
def test_both_pythons_give_the_same_answer(name: str, in_pyodide: dict[str, Any]) -> None:
    assert differences(json.loads(handle(asked()[name])), in_pyodide[name]) == []


@pytest.mark.parametrize("name", refused())
def test_a_faulty_request_is_refused_in_pyodide(name: str, in_pyodide: dict[str, Any]) -> None:
    assert in_pyodide[name]["ok"] is False
    assert all(error["message"] for error in in_pyodide[name]["errors"])


@pytest.mark.parametrize("calculator", [calculator.id for calculator in CALCULATORS])
def test_both_pythons_agree_on_drawn_combinations(calculator: str, in_pyodide: dict[str, Any]) -> None:
    names = [name for name in asked() if name.startswith(f"{calculator}: combination ")]
    parted = {name: differences(json.loads(handle(asked()[name])), in_pyodide[name]) for name in names}
    assert len(names) == COMBINATIONS
    assert {name: found for name, found in parted.items() if found} == {}


def differences(ours: Any, theirs: Any, place: str = "answer") -> list[str]:
    """Where two JSON values part, as `place: ours, theirs`."""
    if isinstance(ours, dict) and isinstance(theirs, dict) and list(ours) == list(theirs):
        return [line for key in ours for line in differences(ours[key], theirs[key], f"{place}.{key}")]
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        pairs = enumerate(zip(ours, theirs, strict=True))
        return [line for number, pair in pairs for line in differences(*pair, f"{place}[{number}]")]
    if _is_number(ours) and _is_number(theirs) and math.isclose(ours, theirs, rel_tol=RELATIVE_TOLERANCE):
        return []
    same = type(ours) is type(theirs) and ours == theirs
    return [] if same else [f"{place}: {ours!r}, {theirs!r}"]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
