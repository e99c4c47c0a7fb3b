"""One archive of bytecode: the modules of the standard library that the calculators need, and the calculators."""

import gzip
import hashlib
import io
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

from handbook.node import run_node
from handbook.pyodide_files import STDLIB, Pyodide
from handbook.stopped import BuildStopped

HERE = Path(__file__).parent
COMPILER, PROGRAM = HERE / "compile.mjs", HERE / "compile_sources.py"
IN_PAGE = HERE / "in_page.py"
NEEDED = HERE / "modules.txt"
EARLIEST = (1980, 1, 1, 0, 0, 0)
# Two more would take four times as long for 1% less, and every edit of a criterion packs anew.
LEVEL = 7


def needed_modules() -> tuple[str, ...]:
    """The recorded names; a line that starts with # is for people."""
    lines = NEEDED.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def build_archive(pyodide: Pyodide, node_modules: Path, wheel: Path, cache: Path) -> bytes:
    """The archive as it is served. What was compiled before from the same sources is found in `cache`."""
    package = entries(wheel.read_bytes(), _is_asked_by_a_page)
    wanted = set(needed_modules())
    library = entries(pyodide.files[STDLIB], lambda name: _module(name) in wanted)
    if missing := wanted - {_module(name) for name in library}:
        names = ", ".join(sorted(missing))
        raise BuildStopped(f"{NEEDED}: must name modules of Pyodide {pyodide.version}; it has no {names}")
    sources = {name: content for name, content in (library | package).items() if name.endswith(".py")}
    sources[IN_PAGE.name] = IN_PAGE.read_bytes()
    data = {name: content for name, content in package.items() if name not in sources}
    return _compressed(pack(_compiled(sources, node_modules / "pyodide", cache) | data), cache)


def entries(archive: bytes, is_wanted: Callable[[str], bool] = lambda name: True) -> dict[str, bytes]:
    """The files in an archive by their names."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        names = [name for name in opened.namelist() if not name.endswith("/") and is_wanted(name)]
        return {name: opened.read(name) for name in names}


def _is_asked_by_a_page(name: str) -> bool:
    """Not what describes the wheel, nor its command line."""
    return ".dist-info/" not in name and not name.endswith("/__main__.py")


def _module(name: str) -> str:
    path = PurePosixPath(name)
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__") if path.suffix == ".py" else ""


def _compiled(sources: Mapping[str, bytes], pyodide: Path, cache: Path) -> dict[str, bytes]:
    """Bytecode by name. Compiling takes seconds, so it is kept by the hash of all that it is made from."""
    packed = pack(sources)
    made_from = b"".join((packed, PROGRAM.read_bytes(), COMPILER.read_bytes(), (pyodide / "package.json").read_bytes()))
    kept = cache / f"{hashlib.sha256(made_from).hexdigest()[:16]}.zip"
    if not kept.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".compile-", dir=cache) as scratch:
            source, compiled = Path(scratch) / "sources.zip", Path(scratch) / "compiled.zip"
            source.write_bytes(packed)
            run_node(COMPILER, pyodide, PROGRAM, source, compiled)
            for earlier in cache.glob("*.zip"):
                earlier.unlink()
            compiled.replace(kept)
    return entries(kept.read_bytes())


def _compressed(packed: bytes, cache: Path) -> bytes:
    """Kept until the criteria or the calculators change: most edits of a record leave them as they are."""
    kept = cache / f"{hashlib.sha256(packed).hexdigest()[:16]}-{LEVEL}.gz"
    if not kept.is_file():
        for earlier in cache.glob("*.gz"):
            earlier.unlink()
        beside = kept.with_suffix(".new")
        beside.write_bytes(gzip.compress(packed, LEVEL, mtime=0))
        beside.replace(kept)
    return kept.read_bytes()


def pack(entries: Mapping[str, bytes]) -> bytes:
    """Not compressed inside: compressed as a whole it is smaller, and the browser unpacks it faster than Python."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(entries):
            archive.writestr(zipfile.ZipInfo(name, EARLIEST), entries[name])
    return packed.getvalue()
