"""The files that are served, run in Pyodide under Node."""

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from handbook.node import run_node
from handbook.runtime.served import Runtime

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("run_pyodide.mjs")
SNAPSHOTS = ROOT / "docs" / "assets" / "javascripts" / "calculator" / "snapshots.mjs"


@dataclass(frozen=True)
class Run:
    """`answered` on a first visit and `again` from the memory it kept; `crashed` is what Python says as it breaks down.

    drawn: a random number of the first visit and of two later ones.
    modules: the modules of the archive that were imported on the first visit.
    calls: the functions of the WebAssembly that were called, if it counts them.
    """

    python: str
    answered: list[str]
    again: list[str]
    crashed: str
    drawn: list[float]
    modules: frozenset[str]
    calls: frozenset[int]


def run(runtime: Runtime, requests: Iterable[str], scratch: Path, *, wasm: bytes) -> Run:
    """Asks the requests of the served files, with `wasm` as their WebAssembly."""
    library = gzip.decompress(runtime.files[runtime.addresses["archive"]])
    return _run({**_named(runtime), "library.zip": library, "run.wasm": wasm}, requests, scratch, SNAPSHOTS)


def modules_of(runtime: Runtime, library: bytes, requests: Iterable[str], scratch: Path) -> frozenset[str]:
    """What a first visit imports from the archive `library`."""
    wasm = runtime.files[runtime.addresses["whole_wasm"]]
    return _run({**_named(runtime), "library.zip": library, "run.wasm": wasm}, requests, scratch).modules


def _named(runtime: Runtime) -> dict[str, bytes]:
    files = {f"pyodide/{Path(path).name}": content for path, content in runtime.files.items()}
    return {**files, "lock.json": runtime.addresses["lock"].encode()}


def _run(files: Mapping[str, bytes], requests: Iterable[str], folder: Path, *snapshots: Path) -> Run:
    (folder / "pyodide").mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    (folder / "requests.json").write_text(json.dumps(list(requests)), encoding="utf-8")
    run_node(SCRIPT, folder, *snapshots)
    written = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
    calls = json.loads((folder / "calls.json").read_text(encoding="utf-8"))
    return Run(
        written["python"], written["answered"], written["again"], written["crashed"], written["drawn"],
        frozenset(written["loaded"]), frozenset(calls),
    )  # fmt: skip
