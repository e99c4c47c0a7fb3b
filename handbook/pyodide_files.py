"""The pinned Pyodide: the files that are tested are the files that are served."""

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

from handbook.npm_packages import check_version, checked_file, sha256_of

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
    version, contents = pyodide_contents(node_modules)
    lock = json.loads(contents[LOCK])
    contents[LOCK] = json.dumps({"info": lock["info"], "packages": {}}).encode()
    out_dir.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (out_dir / name).write_bytes(content)
    files = tuple(PyodideFile(name, len(content), sha256_of(content)) for name, content in contents.items())
    return PyodideFiles(version, lock["info"]["python"], files)


def pyodide_contents(node_modules: Path) -> tuple[str, dict[str, bytes]]:
    """The version and the recorded files of the installed package, each with its recorded hash."""
    pinned = tomllib.loads(PINNED.read_text(encoding="utf-8"))
    package = node_modules / "pyodide"
    check_version(package, "Pyodide", pinned["version"], PINNED.name)
    return pinned["version"], {name: checked_file(package / name, sha256) for name, sha256 in pinned["sha256"].items()}
