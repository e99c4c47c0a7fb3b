"""The lock files: which version of which package, and the hashes that say what it is."""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PINNED = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==(?P<version>[^\s;\\]+)(?P<rest>.*)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True)
class Locked:
    """One package of a lock file.

    hashes: in hexadecimal, the SHA-256 of every file on PyPI, or the SHA-512 of the one on npm.
    """

    name: str
    version: str
    hashes: tuple[str, ...]
    dev: bool = False


@cache
def python_packages(lock: str = "site") -> Mapping[str, Locked]:
    """The packages of `requirements/<lock>.txt` by name."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    found = [match for line in text.split("\n") if (match := PINNED.match(line))]
    return {
        match["name"]: Locked(match["name"], match["version"], tuple(HASH.findall(match["rest"]))) for match in found
    }


@cache
def npm_packages() -> Mapping[str, Locked]:
    """The packages of `package-lock.json` by name."""
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return {
        name: Locked(name, entry["version"], (_hexadecimal(entry["integrity"]),), bool(entry.get("dev")))
        for path, entry in packages.items()
        if path and (name := path.rpartition("node_modules/")[2])
    }


def _hexadecimal(integrity: str) -> str:
    """`sha512-…` of npm, in base 64, as hexadecimal digits."""
    return base64.b64decode(integrity.removeprefix("sha512-")).hex()
