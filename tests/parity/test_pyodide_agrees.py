"""The files that are served answer in the pinned Pyodide as the source in CPython: words exactly, numbers to 1e-12.

They answer so from the memory that is served, and from the beginning, on which a page falls back. Nothing is missing of
what was left out: without a part of the memory or the archive Python would raise, without one of the WebAssembly it
would end.
"""

import json
import math
from typing import Any

import pytest

from cml_calculators.browser import handle
from cml_calculators.catalogue import CALCULATORS
from handbook.runtime.archive import needed_modules
from handbook.runtime.served import Runtime, build_runtime
from handbook.wheel import build_wheel
from tests.parity.asked import COMBINATIONS, cases, everything, refused
from tests.parity.in_node import ROOT, Return, Start, put_back, start

RELATIVE_TOLERANCE = 1e-12

pytestmark = pytest.mark.pyodide


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Runtime:
    wheel = build_wheel(ROOT / "calculators", tmp_path_factory.mktemp("wheels"))
    return build_runtime(ROOT / "node_modules", wheel, ROOT / "build" / "bytecode")


@pytest.fixture(scope="session")
def started(served: Runtime, tmp_path_factory: pytest.TempPathFactory) -> Start:
    return start(served, everything().values(), tmp_path_factory.mktemp("started"))


@pytest.fixture(scope="session")
def returned(served: Runtime, tmp_path_factory: pytest.TempPathFactory) -> Return:
    wasm, memory = (served.files[served.addresses[name]] for name in ("wasm", "memory"))
    return put_back(served, everything().values(), tmp_path_factory.mktemp("returned"), wasm=wasm, memory=memory)


@pytest.fixture(scope="session")
def in_pyodide(returned: Return) -> dict[str, Any]:
    """Every answer from the memory by the name of its request."""
    return {name: json.loads(text) for name, text in zip(everything(), returned.answered, strict=True)}


def test_the_python_is_the_pinned_one(served: Runtime, started: Start) -> None:
    assert started.python == served.python


def test_the_memory_answers_exactly_as_a_python_from_the_beginning(started: Start, returned: Return) -> None:
    assert len(started.answered) == len(everything())
    answers = zip(everything(), started.answered, returned.answered, strict=True)
    assert [name for name, one, other in answers if one != other] == []


def test_a_memory_brings_every_page_that_was_written_to_before_it_was_put_back(returned: Return) -> None:
    """The others are as the WebAssembly laid them out, here as where the memory was taken."""
    assert returned.astray == []


def test_every_visit_draws_random_numbers_of_its_own(started: Start, returned: Return) -> None:
    drawn = [*started.drawn, *returned.drawn]
    assert len(drawn) == len(set(drawn)) == 3


def test_a_breakdown_is_never_an_answer_and_says_where_it_happened(started: Start, returned: Return) -> None:
    assert "Traceback (most recent call last)" in started.crashed
    assert 'File "cml_calculators/browser.py", line ' in started.crashed
    assert returned.crashed
    assert not returned.crashed.startswith("{")


def test_the_record_of_modules_names_no_other_than_are_imported(started: Start) -> None:
    assert started.modules == set(needed_modules())


@pytest.mark.parametrize("name", [*cases(), *refused()])
def test_both_pythons_give_the_same_answer(name: str, in_pyodide: dict[str, Any]) -> None:
    assert differences(json.loads(handle(everything()[name])), in_pyodide[name]) == []


@pytest.mark.parametrize("name", refused())
def test_a_faulty_request_is_refused_in_pyodide(name: str, in_pyodide: dict[str, Any]) -> None:
    assert in_pyodide[name]["ok"] is False
    assert all(error["message"] for error in in_pyodide[name]["errors"])


@pytest.mark.parametrize("calculator", [calculator.id for calculator in CALCULATORS])
def test_both_pythons_agree_on_drawn_combinations(calculator: str, in_pyodide: dict[str, Any]) -> None:
    names = [name for name in everything() if name.startswith(f"{calculator}: combination ")]
    assert len(names) == COMBINATIONS
    assert parted(names, in_pyodide) == {}


@pytest.mark.parametrize("kind", ["odd", "cohort"])
def test_both_pythons_agree_on_odd_values_and_whole_files(kind: str, in_pyodide: dict[str, Any]) -> None:
    names = [name for name in everything() if name.startswith(kind)]
    assert len(names) > 100
    assert parted(names, in_pyodide) == {}


def parted(names: list[str], in_pyodide: dict[str, Any]) -> dict[str, list[str]]:
    """Where the answers part, by the name of the request."""
    found = {name: differences(json.loads(handle(everything()[name])), in_pyodide[name]) for name in names}
    return {name: places for name, places in found.items() if places}


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
