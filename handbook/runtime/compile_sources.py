"""Runs inside Pyodide: every module of `/sources.zip` as bytecode in `/compiled.zip`.

The bytecode is hash-based and unchecked, so that no clock reaches its bytes and no source is looked for. It has no
docstrings. A class keeps one of a space: `dataclasses` would compute a signature for a class that has none.
"""

import _imp
import ast
import dataclasses
import importlib
import marshal
import sys
import zipfile
from importlib import _bootstrap_external as importing
from typing import Any

DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
SOURCES, COMPILED = "/sources.zip", "/compiled.zip"
EARLIEST = (1980, 1, 1, 0, 0, 0)


def without_docstrings(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            _replace_docstring(node)
    return tree


def _replace_docstring(node: ast.AST) -> None:
    first, *others = node.body  # type: ignore[attr-defined]
    if isinstance(node, ast.ClassDef):
        first.value = ast.copy_location(ast.Constant(" "), first.value)
    elif others or isinstance(node, ast.Module):
        node.body = others  # type: ignore[attr-defined]
    else:
        node.body = [ast.copy_location(ast.Pass(), first)]  # type: ignore[attr-defined]


def bytecode(source: bytes, name: str) -> bytes:
    code = compile(without_docstrings(ast.parse(source)), name, "exec", dont_inherit=True, optimize=0)
    source_hash = _imp.source_hash(_imp.pyc_magic_number_token, source)  # type: ignore[attr-defined]
    return bytes(importing._code_to_hash_pyc(code, source_hash, False))  # type: ignore[attr-defined]


def dataclass_code() -> bytes:
    """What `dataclasses` writes and compiles for the calculators at every start, compiled: text to code."""
    seen = {}

    def record(text: str, *spaces: dict[str, Any]) -> None:
        seen[text] = compile(text, "<string>", "exec", dont_inherit=True)
        exec(seen[text], *spaces)

    dataclasses.exec = record  # type: ignore[attr-defined]
    sys.path.insert(0, COMPILED)
    for name in zipfile.ZipFile(COMPILED).namelist():
        if name.startswith("cml_calculators/"):
            importlib.import_module(name.removesuffix(".pyc").removesuffix("/__init__").replace("/", "."))
    return f"import marshal\nCODE = marshal.loads({marshal.dumps(seen)!r})\n".encode()


with zipfile.ZipFile(SOURCES) as sources, zipfile.ZipFile(COMPILED, "w") as compiled:
    for name in sorted(sources.namelist()):
        compiled.writestr(zipfile.ZipInfo(f"{name}c", EARLIEST), bytecode(sources.read(name), name))
code = dataclass_code()
with zipfile.ZipFile(COMPILED, "a") as compiled:
    compiled.writestr(zipfile.ZipInfo("dataclass_code.pyc", EARLIEST), bytecode(code, "dataclass_code.py"))
