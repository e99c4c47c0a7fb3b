"""Runs in the page, from the archive: how the calculators begin, and what a kept memory needs."""

import dataclasses
import gc
import importlib
import json
import random
import sys
import zipimport
from collections.abc import Callable, Mapping
from typing import Any


def begin() -> Callable[[str], str]:
    """What answers a request. Dataclasses find the code that they would write and compile at every start."""
    ready: Mapping[str, Any] = importlib.import_module("dataclass_code").CODE

    def run(text: str, *spaces: dict[str, Any]) -> None:
        exec(ready.get(text, text), *spaces)

    dataclasses.exec = run  # type: ignore[attr-defined]
    handle: Callable[[str], str] = importlib.import_module("cml_calculators.browser").handle
    return handle


def prepare_for_keeping() -> None:
    """Imports every module and reads every file, since a kept memory comes back without files.

    What imports found out about files is forgotten. Of entries there are none: every calculator is asked with nothing.
    """
    handle = begin()
    [library] = (path for path in sys.path if path.endswith(".zip"))
    names = zipimport.zipimporter(library)._get_files()  # type: ignore[attr-defined]
    for name in (name.removesuffix(".pyc") for name in names if name.endswith(".pyc")):
        importlib.import_module(name.removesuffix("/__init__").replace("/", "."))
    catalogue = importlib.import_module("cml_calculators.catalogue")
    for calculator in catalogue.CALCULATORS:
        answer = json.loads(handle(json.dumps({"id": 0, "calculator": calculator.id, "inputs": {}})))
        if not answer["ok"]:
            raise RuntimeError(f"{calculator.id} must answer without inputs")
    sys.path_importer_cache.clear()
    zipimport._zip_directory_cache.clear()  # type: ignore[attr-defined]
    gc.collect()


def begin_again() -> None:
    """After the memory was put back: without this, random numbers would be the same on every visit."""
    random.seed()
