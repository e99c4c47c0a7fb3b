"""The files that are served, run in Pyodide under Node."""

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handbook.node import run_node
from handbook.runtime.served import Runtime

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("run_pyodide.mjs")
PUTTING_BACK = ROOT / "docs" / "assets" / "javascripts" / "calculator" / "memory.mjs"


@dataclass(frozen=True)
class Start:
    """A Python that was started from the beginning, which the page falls back on.

    crashed: what it says as it breaks down. modules: those of the archive that were imported.
    """

    python: str
    answered: list[str]
    crashed: str
    drawn: list[float]
    modules: frozenset[str]


@dataclass(frozen=True)
class Return:
    """A Python that came back from a memory. `drawn`: a random number each of two such.

    counted: the functions of the WebAssembly that were called, if it counts them.
    astray: the pages that were written to before the memory was put back, and that it does not bring.
    """

    answered: list[str]
    crashed: str
    drawn: list[float]
    counted: frozenset[int]
    astray: list[int]


def files_of(runtime: Runtime) -> dict[str, bytes]:
    """The files of Pyodide that are served, by their names."""
    folder = runtime.addresses["pyodide"]
    return {path.removeprefix(folder): content for path, content in runtime.files.items() if path.startswith(folder)}


def start(runtime: Runtime, requests: Iterable[str], scratch: Path, *, library: bytes | None = None) -> Start:
    """Asks the requests of the archive that is served, or of another `library`."""
    archive = gzip.decompress(runtime.files[runtime.addresses["archive"]])
    found = _run(runtime, {"library.zip": library or archive}, requests, scratch)
    return Start(found["python"], found["answered"], found["crashed"], found["drawn"], frozenset(found["loaded"]))


def put_back(runtime: Runtime, requests: Iterable[str], scratch: Path, *, wasm: bytes, memory: bytes) -> Return:
    """Asks the requests of `memory`, as it is served, with `wasm` as its WebAssembly."""
    found = _run(runtime, {"memory": gzip.decompress(memory), "run.wasm": wasm}, requests, scratch, PUTTING_BACK)
    return Return(found["answered"], found["crashed"], found["drawn"], frozenset(found["counted"]), found["astray"])


def called_in(runtime: Runtime, requests: Iterable[str], scratch: Path, *, memory: bytes) -> list[str]:
    """File and name of the functions of Python that are called; the `memory`, not packed, was taken to note them."""
    files = {"memory": memory, "run.wasm": runtime.files[runtime.addresses["whole_wasm"]]}
    found = _run(runtime, files, requests, scratch, PUTTING_BACK, Path("noting"))
    return str(found["called"]).splitlines()


def _run(
    runtime: Runtime, files: Mapping[str, bytes], requests: Iterable[str], folder: Path, *arguments: Path
) -> dict[str, Any]:
    (folder / "pyodide").mkdir(parents=True)
    served = {f"pyodide/{Path(path).name}": content for path, content in runtime.files.items()}
    lock = {"lock.json": runtime.addresses["lock"].encode()}
    for name, content in {**served, **lock, **files}.items():
        (folder / name).write_bytes(content)
    (folder / "requests.json").write_text(json.dumps(list(requests)), encoding="utf-8")
    run_node(SCRIPT, folder, *arguments)
    found: dict[str, Any] = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
    return found
