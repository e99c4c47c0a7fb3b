"""Records which modules and functions the calculators need: everything that we can ask is asked once.

python -m tests.parity.record_needs
"""

import gzip
import tempfile
import textwrap
from collections.abc import Iterable
from pathlib import Path

from handbook.layout import Layout
from handbook.npm_packages import sha256_of
from handbook.pyodide_files import STDLIB, WASM, read_pyodide
from handbook.runtime import archive, lean_wasm, memory
from handbook.runtime.memory import take_memory
from handbook.runtime.served import build_runtime
from handbook.wheel import build_wheel
from tests.parity.asked import everything
from tests.parity.counting import counting
from tests.parity.in_node import ROOT, called_in, files_of, put_back, start

COLUMNS = 118
WATCH = Path(__file__).with_name("watch_calls.py")


def main() -> None:
    """First the modules, with the whole library at hand; then, each with what was recorded before, the functions."""
    requests = everything().values()
    node_modules = ROOT / "node_modules"
    pyodide = read_pyodide(node_modules)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        wheel = build_wheel(Layout(ROOT).calculators, folder / "wheels")
        served = build_runtime(node_modules, wheel, folder / "before")
        # What the archive holds is found before what it does not: bytecode comes first.
        ours = gzip.decompress(served.files[served.addresses["archive"]])
        library = archive.pack(archive.entries(pyodide.files[STDLIB]) | archive.entries(ours))
        modules = start(served, requests, folder / "modules", library=library).modules
        write_record(archive.NEEDED, sorted(modules))
        print(f"{len(modules)} modules")

        served = build_runtime(node_modules, wheel, folder / "with modules")
        packed = served.files[served.addresses["archive"]]
        watched = take_memory(files_of(served), served.addresses["lock"], packed, WATCH, new_folder(folder / "taken"))
        called = called_in(served, requests, folder / "called", memory=watched)
        write_record(memory.NEEDED, called)
        print(f"{len(called)} functions of Python")

        served = build_runtime(node_modules, wheel, folder / "with functions")
        kept, whole = (served.files[served.addresses[name]] for name in ("memory", "whole_wasm"))
        counted = put_back(served, requests, folder / "counted", wasm=counting(whole), memory=kept).counted
        lines = textwrap.wrap(" ".join(spans(sorted(counted))), COLUMNS)
        write_record(lean_wasm.NEEDED, [sha256_of(pyodide.files[WASM]), *lines])
        print(f"{len(counted)} functions of the WebAssembly")


def new_folder(path: Path) -> Path:
    path.mkdir()
    return path


def write_record(path: Path, lines: Iterable[str]) -> None:
    """Below the lines that say to people what it is."""
    said = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    path.write_text("\n".join([*said, *lines]) + "\n", encoding="utf-8")


def spans(numbers: Iterable[int]) -> list[str]:
    """`1 2 3 7` as `1-3 7`."""
    found: list[tuple[int, int]] = []
    for one in numbers:
        if found and found[-1][1] == one - 1:
            found[-1] = (found[-1][0], one)
        else:
            found.append((one, one))
    return [str(low) if low == high else f"{low}-{high}" for low, high in found]


if __name__ == "__main__":
    main()
