"""The memory of a Python that has started and knows the calculators: what a page puts back in place of a start."""

import gzip
import hashlib
import tempfile
from collections.abc import Mapping
from pathlib import Path

from handbook.node import run_node

HERE = Path(__file__).parent
SCRIPT, FORGET, PREPARE = HERE / "take_memory.mjs", HERE / "forget.py", HERE / "prepare_memory.py"
NEEDED = HERE / "python_functions.txt"
# One more step would take twice as long for 1% less.
LEVEL = 8


def build_memory(pyodide: Mapping[str, bytes], lock: str, archive: bytes, cache: Path) -> bytes:
    """The memory as it is served, taken with the served files of Pyodide. One of the same files is found in `cache`."""
    own = (path.read_bytes() for path in (SCRIPT, FORGET, PREPARE, NEEDED))
    files = (lock.encode(), archive, *pyodide.values(), *own)
    made_from = hashlib.sha256(b"".join(files)).hexdigest()
    kept = cache / f"{made_from[:16]}.memory"
    if not kept.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".memory-", dir=cache) as scratch:
            taken = take_memory(pyodide, lock, archive, PREPARE, Path(scratch))
            packed = Path(scratch) / "packed"
            packed.write_bytes(gzip.compress(taken, LEVEL, mtime=0))
            for earlier in cache.glob("*.memory"):
                earlier.unlink()
            packed.replace(kept)
    return kept.read_bytes()


def take_memory(pyodide: Mapping[str, bytes], lock: str, archive: bytes, prepare: Path, scratch: Path) -> bytes:
    """The memory, not packed, after the program `prepare` has run, which may use all of `forget.py`."""
    library, lock_file, program, taken = (
        scratch / name for name in ("library.zip", "lock.json", "program.py", "memory")
    )
    library.write_bytes(gzip.decompress(archive))
    lock_file.write_text(lock, encoding="utf-8")
    program.write_bytes(FORGET.read_bytes() + prepare.read_bytes())
    folder = scratch / "pyodide"
    folder.mkdir()
    for name, content in pyodide.items():
        (folder / name).write_bytes(content)
    run_node(SCRIPT, folder, library, lock_file, program, NEEDED, taken)
    return taken.read_bytes()
