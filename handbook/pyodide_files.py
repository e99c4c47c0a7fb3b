"""The pinned Pyodide: the files that are tested are the files that are served."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handbook.npm_packages import check_version, checked_file

PINNED = Path(__file__).with_name("pyodide_files.toml")
LOCK, STDLIB, WASM = "pyodide-lock.json", "python_stdlib.zip", "pyodide.asm.wasm"
SCRIPT, LOADER = "pyodide.asm.mjs", "pyodide.mjs"


@dataclass(frozen=True)
class Pyodide:
    """The verified files by name, and which Python it is (`python` as in `3.14.2`)."""

    version: str
    python: str
    files: Mapping[str, bytes]

    @property
    def lock(self) -> Mapping[str, Any]:
        """The lock file without its packages: nothing is installed at run time."""
        return {"info": json.loads(self.files[LOCK])["info"], "packages": {}}


def read_pyodide(node_modules: Path) -> Pyodide:
    version, files = pyodide_contents(node_modules)
    return Pyodide(version, json.loads(files[LOCK])["info"]["python"], files)


def pyodide_contents(node_modules: Path) -> tuple[str, dict[str, bytes]]:
    """The version and the recorded files of the installed package, each with its recorded hash."""
    pinned = tomllib.loads(PINNED.read_text(encoding="utf-8"))
    package = node_modules / "pyodide"
    check_version(package, "Pyodide", pinned["version"], PINNED.name)
    return pinned["version"], {name: checked_file(package / name, sha256) for name, sha256 in pinned["sha256"].items()}
