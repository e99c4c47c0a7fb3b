"""Pyodide's WebAssembly without the functions that the calculators never call.

Every function keeps its index and its type; the body of one that is left out is the one instruction `unreachable`.
Calling it ends the run at once, without a result, and the page starts anew with the whole module and asks again. So a
function that is missing costs seconds and never an answer.
"""

from pathlib import Path

from handbook.npm_packages import sha256_of
from handbook.runtime.wasm_binary import CODE, Section, read_functions, read_sections, write_functions, write_module
from handbook.stopped import BuildStopped

NEEDED = Path(__file__).with_name("functions.txt")
# No locals, `unreachable`, `end`.
LEFT_OUT = b"\x00\x00\x0b"
# Shorter functions stay whether they are needed or not: together they are small, and often called on rare paths.
ALWAYS_KEPT_BYTES = 128


def lean(module: bytes) -> bytes:
    """`module` with the recorded functions alone. Stops when the record is of another module."""
    recorded_of, needed = read_record(NEEDED.read_text(encoding="utf-8"))
    if recorded_of != sha256_of(module):
        raise BuildStopped(f"{NEEDED}: must be recorded of this Pyodide, not of another; `make needs` does it")
    return write_module(
        Section(CODE, write_functions(_left(read_functions(one.content), needed))) if one.id == CODE else one
        for one in read_sections(module)
    )


def _left(bodies: list[bytes], needed: set[int]) -> list[bytes]:
    return [
        body if index in needed or len(body) <= ALWAYS_KEPT_BYTES else LEFT_OUT for index, body in enumerate(bodies)
    ]


def read_record(text: str) -> tuple[str, set[int]]:
    """The SHA-256 of the module that was watched, and the functions called, from its first own one on."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    spans = (span.split("-") for line in lines[1:] for span in line.split())
    return lines[0], {index for span in spans for index in range(int(span[0]), int(span[-1]) + 1)}
