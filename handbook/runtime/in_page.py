"""Runs in the page, from the archive: what the memory of a started Python needs to be kept, and to be used again."""

import gc
import importlib
import json
import random
import sys
import zipimport


def prepare_for_keeping() -> None:
    """Imports every module and reads every file, since a kept memory comes back without files.

    What imports found out about files is forgotten. Of entries there are none: every calculator is asked with nothing.
    """
    [library] = (path for path in sys.path if path.endswith(".zip"))
    names = zipimport.zipimporter(library)._get_files()  # type: ignore[attr-defined]
    for name in (name.removesuffix(".pyc") for name in names if name.endswith(".pyc")):
        importlib.import_module(name.removesuffix("/__init__").replace("/", "."))
    browser = importlib.import_module("cml_calculators.browser")
    catalogue = importlib.import_module("cml_calculators.catalogue")
    for calculator in catalogue.CALCULATORS:
        answer = json.loads(browser.handle(json.dumps({"id": 0, "calculator": calculator.id, "inputs": {}})))
        if not answer["ok"]:
            raise RuntimeError(f"{calculator.id} must answer without inputs")
    sys.path_importer_cache.clear()
    zipimport._zip_directory_cache.clear()  # type: ignore[attr-defined]
    gc.collect()


def begin_again() -> None:
    """After the memory was put back: without this, random numbers would be the same on every visit."""
    random.seed()
