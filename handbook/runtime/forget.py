"""Runs inside Pyodide at build, before `prepare_memory.py`: what makes its memory fit to be served.

Every module is imported and every calculator asked with nothing, since a memory comes back without files. Then what
nobody will call is forgotten. A function that is neither ours nor recorded as needed keeps its name and its place, but
what it did is gone: calling it raises `BaseException`, which no handler takes for an answer, and the page starts anew
with the whole of Python.
"""

import gc
import json
import linecache
import random
import sys
import types
import zipimport
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from typing import Any

OURS = ("cml_calculators/", "in_page.py", "<string>")
THIS = "<exec>"


def import_everything() -> None:
    page = import_module("in_page")
    handle = page.begin()
    [library] = (path for path in sys.path if path.endswith(".zip"))
    names = zipimport.zipimporter(library)._get_files()  # type: ignore[attr-defined]
    for name in (name.removesuffix(".pyc") for name in names if name.endswith(".pyc")):
        import_module(name.removesuffix("/__init__").replace("/", "."))
    for calculator in import_module("cml_calculators.catalogue").CALCULATORS:
        # One whose tables the content does not have cannot answer; it has nothing to prepare either.
        with suppress(Exception):
            handle(json.dumps({"id": 0, "calculator": calculator.id, "inputs": {}}))
    page.keep(handle)


def forget(recorded: str) -> None:
    """Drops what the functions in `recorded`, lines of file and name, and those of the calculators do not use."""
    needed = {tuple(line.rsplit(" ", 1)) for line in recorded.splitlines()}

    def is_needed(code: types.CodeType) -> bool:
        return code.co_filename.startswith((*OURS, THIS)) or (code.co_filename, code.co_qualname) in needed

    functions = [one for one in gc.get_objects() if isinstance(one, types.FunctionType)]
    used = {module for one in functions if is_needed(one.__code__) for module in _modules_named_by(one)}
    files = {file for file, _ in needed}
    for name, module in list(sys.modules.items()):
        origin = getattr(getattr(module, "__spec__", None), "origin", None) or ""
        file = origin.partition(".zip/")[2].removesuffix("c")
        if file and not file.startswith((*OURS, "_pyodide", "pyodide/")) and file not in files and name not in used:
            del sys.modules[name]
            module.__dict__.clear()
    emptied: dict[int, types.CodeType] = {}
    for one in functions:
        if not is_needed(one.__code__):
            _empty(one, emptied)


def _modules_named_by(function: types.FunctionType) -> Iterator[str]:
    """The modules that the code of a function uses by a global name or imports."""
    for name in _names(function.__code__):
        value = function.__globals__.get(name, sys.modules.get(name))
        if isinstance(value, types.ModuleType):
            yield value.__name__


def _names(code: types.CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _names(constant)


def _empty(function: types.FunctionType, emptied: dict[int, types.CodeType]) -> None:
    """A function takes only code with as many names of its surroundings as it had."""
    count = len(function.__code__.co_freevars)
    if count not in emptied:
        emptied[count] = _raising(count)
    function.__code__ = emptied[count]
    function.__defaults__ = function.__kwdefaults__ = function.__doc__ = None
    function.__annotate__ = None  # type: ignore[attr-defined]


def _raising(count: int) -> types.CodeType:
    names = [f"name_{number}" for number in range(count)]
    lines = [
        "def around():",
        *(f"    {name} = None" for name in names),
        "    def left_out(*_, **__):",
        f"        if None: ({''.join(f'{name},' for name in names)})",
        "        raise BaseException('left out of the memory')",
        "    return left_out.__code__",
    ]
    space: dict[str, Any] = {}
    exec("\n".join(lines), space)
    code: types.CodeType = space["around"]()
    return code


def clear_caches() -> None:
    """What imports found out about files is forgotten, and what would be other bytes in another build."""
    sys.modules.pop("dataclass_code").CODE.clear()
    linecache.cache.clear()
    sys.path_importer_cache.clear()
    zipimport._zip_directory_cache.clear()  # type: ignore[attr-defined]
    random.seed(0)
    gc.collect()
