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


def begin_again() -> Callable[[str], str]:
    """After the memory was put back: without a new seed, random numbers would be the same on every visit."""
    random.seed()
    return kept
