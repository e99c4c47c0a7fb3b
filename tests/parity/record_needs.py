"""Records which modules and functions of Python the calculators need: everything that we can ask is asked once.

python -m tests.parity.record_needs
"""

import tempfile
import textwrap
from collections.abc import Iterable
from pathlib import Path

from handbook.layout import Layout
from handbook.npm_packages import sha256_of
from handbook.pyodide_files import STDLIB, WASM, read_pyodide
from handbook.runtime import archive, lean_wasm
from handbook.runtime.served import build_runtime
from handbook.wheel import build_wheel
from tests.parity.asked import everything
from tests.parity.counting import counting
from tests.parity.in_node import ROOT, modules_of, run

COLUMNS = 118


def main() -> None:
    """First the modules, with the whole library at hand; then the functions, with these modules alone."""
    requests = everything().values()
    node_modules = ROOT / "node_modules"
    pyodide = read_pyodide(node_modules)
    with tempfile.TemporaryDirectory() as scratch:
        wheel = build_wheel(Layout(ROOT).calculators, Path(scratch) / "wheels")
        files = archive.entries(pyodide.files[STDLIB]) | archive.entries(wheel.read_bytes())
        served = build_runtime(node_modules, wheel, Path(scratch) / "before")
        modules = modules_of(served, archive.pack(files), requests, Path(scratch) / "modules")
        write_record(archive.NEEDED, sorted(modules))
        print(f"{len(modules)} modules")
        served = build_runtime(node_modules, wheel, Path(scratch) / "after")
        calls = run(served, requests, Path(scratch) / "calls", wasm=counting(pyodide.files[WASM])).calls
        lines = textwrap.wrap(" ".join(spans(sorted(calls))), COLUMNS)
        write_record(lean_wasm.NEEDED, [sha256_of(pyodide.files[WASM]), *lines])
        print(f"{len(calls)} functions")


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
