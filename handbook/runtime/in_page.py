"""Runs in the page: how the calculators begin, from the archive or from a memory."""

import dataclasses
import importlib
import random
from collections.abc import Callable, Mapping
from typing import Any

kept: Callable[[str], str]


def begin() -> Callable[[str], str]:
    """What answers a request. Dataclasses find the code that they would write and compile at every start."""
    ready: Mapping[str, Any] = importlib.import_module("dataclass_code").CODE

    def run(text: str, *spaces: dict[str, Any]) -> None:
        exec(ready.get(text, text), *spaces)

    dataclasses.exec = run  # type: ignore[attr-defined]
    handle: Callable[[str], str] = importlib.import_module("cml_calculators.browser").handle
    return handle


def keep(handle: Callable[[str], str]) -> None:
    """Before the memory is taken: what answers, and no code of dataclasses, which are all made."""
    global kept
    kept = handle
    dataclasses.exec = exec  # type: ignore[attr-defined]
    _know_what_pyodide_asks()


def _know_what_pyodide_asks() -> None:
    """What Pyodide evaluates when a memory is put back, for it to be found: Python's compiler is not woken for it."""
    base = importlib.import_module("_pyodide._base")
    evaluated = base.eval_code
    known: dict[str, Any] = {"{}": {}, "import importlib; importlib": importlib}
    for name in ("__main__", "builtins"):
        known[f"import {name}; {name}.__dict__"] = vars(importlib.import_module(name))

    def eval_code(source: str, *arguments: Any, **named: Any) -> Any:
        return known.pop(source) if source in known else evaluated(source, *arguments, **named)

    base.eval_code = eval_code  # type: ignore[attr-defined]


def begin_again() -> Callable[[str], str]:
    """After the memory was put back: without a new seed, random numbers would be the same on every visit."""
    random.seed()
    return kept
