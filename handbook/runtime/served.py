"""All files that a page loads to calculate, and where they stand."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from handbook.kept import code_of, kept
from handbook.npm_packages import sha256_of
from handbook.pyodide_files import LOADER, SCRIPT, WASM, Pyodide, read_pyodide
from handbook.runtime.archive import build_archive
from handbook.runtime.lean_script import WORD, lean_script
from handbook.runtime.lean_wasm import lean
from handbook.runtime.memory import build_memory
from handbook.runtime.named_exports import with_named_exports


@dataclass(frozen=True)
class Runtime:
    """`files` by their path in the site; a changed file has a new path. `addresses` is what the script of a page reads.

    `python` is the version, as in `3.14.2`.
    """

    files: Mapping[str, bytes]
    addresses: Mapping[str, str]
    python: str


def build_runtime(node_modules: Path, wheel: Path, cache: Path) -> Runtime:
    pyodide = read_pyodide(node_modules)
    served, lean_wasm = served_files(pyodide)
    # Pyodide's loader imports the script by its name from beside itself.
    state = _short_hash(b"".join(served.values()))
    folder = f"assets/pyodide/{pyodide.version}-{state}/"
    files = {folder + name: content for name, content in served.items()}
    lean_path = f"{folder}pyodide.lean-{_short_hash(lean_wasm)}.wasm"
    lock = json.dumps(pyodide.lock)
    archive = build_archive(pyodide, node_modules, wheel, cache)
    archive_path = f"assets/python/{_short_hash(archive)}.bin"
    memory = build_memory(served, lock, archive, cache)
    memory_path = f"assets/python/memory-{_short_hash(memory)}.bin"
    addresses = {
        "pyodide": folder,
        "wasm": lean_path,
        "memory": memory_path,
        "whole_wasm": folder + WASM,
        "archive": archive_path,
        "lock": lock,
    }
    made = {lean_path: lean_wasm, memory_path: memory, archive_path: archive}
    return Runtime(files | made, addresses, pyodide.python)


def served_files(pyodide: Pyodide) -> tuple[dict[str, bytes], bytes]:
    """What starts Python with all of its functions, by name, and a WebAssembly with fewer to put a memory back into."""
    script, loader = _lean_script(pyodide), pyodide.files[LOADER]
    whole, fewer = _wasms(pyodide.files[WASM], f"{script.decode()} {loader.decode()}")
    return {LOADER: loader, SCRIPT: script, WASM: whole}, fewer


@cache
def _wasms(wasm: bytes, scripts: str) -> tuple[bytes, bytes]:
    """The WebAssembly with the exports that `scripts` name, with all functions and with those that are needed."""
    words = set(WORD.findall(scripts))
    return with_named_exports(wasm, words), with_named_exports(lean(wasm), words)


def _lean_script(pyodide: Pyodide) -> bytes:
    script, loader = (pyodide.files[name].decode() for name in (SCRIPT, LOADER))
    wasm = pyodide.files[WASM]
    code = code_of("handbook/runtime/lean_script.py", "handbook/runtime/wasm_binary.py")
    depends_on = (script, loader, sha256_of(wasm), pyodide.version, code)
    return kept("scripts", depends_on, lambda: lean_script(script, wasm, loader, pyodide.version)).encode()


def _short_hash(content: bytes) -> str:
    return sha256_of(content)[:16]
