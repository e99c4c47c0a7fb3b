"""The pinned Pyodide: the files that are tested are the files that are served."""

import hashlib
import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

from handbook.stopped import BuildStopped

PINNED = Path(__file__).with_name("pyodide_files.toml")
LOCK = "pyodide-lock.json"


@dataclass(frozen=True)
class PyodideFile:
    """`sha256` is of the bytes that are served."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class PyodideFiles:
    """What stands in the served folder, and which Python it is (`python` as in `3.14.2`)."""

    version: str
    python: str
    files: tuple[PyodideFile, ...]


def copy_pyodide(node_modules: Path, out_dir: Path) -> PyodideFiles:
    """Copies the files a page needs to start Python into `out_dir`, each checked against its recorded hash.

    The lock file is written without its list of packages: nothing is installed at run time.
    """
    pinned = tomllib.loads(PINNED.read_text(encoding="utf-8"))
    package = node_modules / "pyodide"
    _check_version(package, pinned["version"])
    contents = {name: _checked(package / name, sha256) for name, sha256 in pinned["sha256"].items()}
    lock = json.loads(contents[LOCK])
    contents[LOCK] = json.dumps({"info": lock["info"], "packages": {}}).encode()
    out_dir.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (out_dir / name).write_bytes(content)
    files = tuple(PyodideFile(name, len(content), _sha256(content)) for name, content in contents.items())
    return PyodideFiles(pinned["version"], lock["info"]["python"], files)


def _check_version(package: Path, pinned: str) -> None:
    description = package / "package.json"
    if not description.is_file():
        raise BuildStopped(f"{package}: must hold Pyodide {pinned}; `npm ci` fetches it")
    installed = json.loads(description.read_text(encoding="utf-8"))["version"]
    if installed != pinned:
        raise BuildStopped(
            f"{description}: must be version {pinned}, not {installed}; "
            f"package.json and handbook/{PINNED.name} must name the same version"
        )


def _checked(path: Path, sha256: str) -> bytes:
    if not path.is_file():
        raise BuildStopped(f"{path}: must exist; `npm ci` fetches it")
    content = path.read_bytes()
    if _sha256(content) != sha256:
        raise BuildStopped(f"{path}: must have the SHA-256 {sha256}, not {_sha256(content)}; `npm ci` fetches it anew")
    return content


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
