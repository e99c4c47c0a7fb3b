"""Texts that take long to make, kept in `build/cache/` under the hash of everything that they depend on.

A text that is missing or damaged is made anew, so the folder may be deleted at any time, and a build with it gives the
same bytes as one without.
"""

import hashlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "build" / "cache"


def kept(kind: str, depends_on: Iterable[str], make: Callable[[], str]) -> str:
    """The text that `make` gives, made only when no text is kept for the same `depends_on`."""
    name = key(depends_on)
    found = find(kind, name)
    if found is None:
        found = make()
        keep(kind, name, found)
    return found


def key(depends_on: Iterable[str]) -> str:
    """One name for all of them; each is told from its neighbors."""
    digest = hashlib.sha256()
    for part in depends_on:
        digest.update(f"{len(part)}:{part}".encode())
    return digest.hexdigest()


def find(kind: str, name: str) -> str | None:
    """The kept text, or None when there is none or it is not what was kept."""
    try:
        content = (FOLDER / kind / name).read_bytes()
    except OSError:
        return None
    checksum, _, text = content.partition(b"\n")
    return text.decode() if checksum == _checksum(text) else None


def keep(kind: str, name: str, text: str) -> None:
    """Keeps a text where there is room; a text that could not be kept is made again."""
    path = FOLDER / kind / name
    content = text.encode()
    beside = path.with_name(f".{name}.{hashlib.sha256(content).hexdigest()[:8]}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(_checksum(content) + b"\n" + content)
        beside.replace(path)


@cache
def code_of(*modules: str) -> str:
    """The text of these modules, as `handbook/web/charts.py`: another code may give another result."""
    return "".join((ROOT / module).read_text(encoding="utf-8") for module in modules)


@cache
def version_of(package: str) -> str:
    return f"{package} {version(package)}"


def tree_hash(folder: Path) -> str:
    """Names all files below `folder` with their contents, those of Python's own caches left out."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    hashes = ((path.relative_to(folder), hashlib.sha256(path.read_bytes()).hexdigest()) for path in files)
    return key(f"{path.as_posix()} {digest}" for path, digest in hashes)


def _checksum(text: bytes) -> bytes:
    return hashlib.sha256(text).hexdigest().encode()
