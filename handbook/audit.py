"""Verifies what is installed and shipped, then asks the public lists of known flaws: `python -m handbook.audit`.

Exit status: 1 for a fault or a known flaw, 2 where a list could not be asked, 0 when all is well.
"""

import base64
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from handbook.libraries import library_files
from handbook.locks import ROOT, npm_packages, python_packages
from handbook.pyodide_files import pyodide_contents
from handbook.shipped import TEXTS, shipped
from handbook.stopped import BuildStopped

NODE_MODULES = ROOT / "node_modules"
# Licenses that oblige nobody who reads the site or builds it to more than naming the authors and passing on the text.
ACCEPTED = {
    "0bsd", "apache", "apache-2.0", "bsd", "bsd-2-clause", "bsd-2-clause-views", "bsd-3-clause", "cc-by-sa-3.0", "isc",
    "mit", "mit-cmu", "mpl", "mpl-2.0", "psf-2.0", "psfl", "python-2.0", "unlicense", "zlib",
}  # fmt: skip
COPYLEFT = ("gpl", "lgpl", "agpl")


def main() -> int:
    faults = list(local_faults())
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    checked = len(python_packages()) + len(npm_packages())
    sys.stdout.write(f"{checked} locked packages, {len(shipped())} shipped works: {len(faults)} faults\n")
    asked = [python_flaws(), npm_flaws()]
    flaws = [flaw for found in asked if found is not None for flaw in found]
    for flaw in flaws:
        sys.stdout.write(f"Known flaw: {flaw}\n")
    if faults or flaws:
        return 1
    return 2 if None in asked else 0


def local_faults() -> Iterator[str]:
    """What can be verified without a network: versions, hashes of installed and served files, licenses and texts."""
    yield from python_faults()
    for name, locked in npm_packages().items():
        described = NODE_MODULES / name / "package.json"
        if described.is_file():
            version = json.loads(described.read_text(encoding="utf-8"))["version"]
            if version != locked.version:
                yield f"{described}: must be version {locked.version}, not {version}"
    for served in (library_files, pyodide_contents):
        try:
            served(NODE_MODULES)
        except BuildStopped as stopped:
            yield str(stopped)
    yield from text_faults()


def python_faults() -> Iterator[str]:
    """Packages of another version than is locked, files that differ from their record, licenses nobody has accepted."""
    for name, locked in python_packages().items():
        try:
            installed = distribution(name)
        except PackageNotFoundError:  # for another system or Python
            continue
        if installed.version != locked.version:
            yield f"{name}: must be version {locked.version}, not {installed.version}"
        yield from _changed_files(installed)
        stated = license_of(installed)
        words = set(re.findall(r"[a-z0-9][a-z0-9.+-]*", stated.lower()))
        if not words & ACCEPTED or any(word.startswith(COPYLEFT) for word in words):
            yield f"{name}: must have a license that was looked at, not '{stated or 'none stated'}' (handbook/audit.py)"


def _changed_files(installed: Distribution) -> Iterator[str]:
    for file in installed.files or ():
        if file.hash is None or file.hash.mode != "sha256":
            continue
        path = Path(str(file.locate()))
        digest = base64.urlsafe_b64encode(hashlib.sha256(path.read_bytes()).digest()) if path.is_file() else b""
        if digest.rstrip(b"=").decode() != file.hash.value:
            yield f"{path}: must be as its package recorded it, and is {'not' if digest else 'gone'}"


def license_of(installed: Distribution) -> str:
    """What the package states: its SPDX expression, its classifiers, or the first line of its license field."""
    metadata = installed.metadata.json
    classifiers = [line for line in metadata.get("classifier", ()) if line.startswith("License ::")]
    first_line = str(metadata.get("license", "")).partition("\n")[0]
    return "; ".join(text for text in (str(metadata.get("license_expression", "")), *classifiers, first_line) if text)


def text_faults() -> Iterator[str]:
    """License texts that differ from those of the packages that are installed, or that nothing needs."""
    for one in shipped():
        origin = one.origin and _origin(one.origin)
        if origin and tidy(origin.read_text(encoding="utf-8")) != (TEXTS / one.text).read_text(encoding="utf-8"):
            yield f"{TEXTS / one.text}: must be the text of {origin}, not another"
    for path in sorted(TEXTS.iterdir()):
        if path.name not in {one.text for one in shipped()}:
            yield f"{path}: must be the license of a work in shipped.toml, not of none"


def tidy(text: str) -> str:
    """A text of a license as we keep it: no spaces at the end of a line, one line end at the end of the file."""
    return "\n".join(line.rstrip() for line in text.splitlines()).rstrip("\n") + "\n"


def _origin(named: str) -> Path:
    """A file of node_modules, or of an installed Python package by the end of its path."""
    if named.startswith("node_modules/"):
        return ROOT / named
    package, _, rest = named.partition("/")
    files = distribution("mkdocs-material" if package == "material" else package).files or ()
    return next(Path(str(file.locate())) for file in files if str(file).endswith(rest))


def python_flaws() -> list[str] | None:
    """Known flaws of the locked Python packages, or None when the list could not be asked."""
    tool = Path(sys.prefix) / "audit" / "bin" / "pip-audit"
    lock = ROOT / "requirements" / "site.txt"
    options = ["--require-hashes", "--disable-pip", "--progress-spinner", "off", "--format", "json"]
    finished = _run([str(tool), *options, "--requirement", str(lock)])
    try:
        packages = json.loads(finished.stdout)["dependencies"]
    except (ValueError, KeyError):
        _say_not_asked("of PyPI for Python packages", finished.stderr)
        return None
    skipped = [package["skip_reason"] for package in packages if "skip_reason" in package]
    found = [f"{one['name']}: {flaw['id']}" for one in packages for flaw in one.get("vulns", ())]
    if skipped:
        _say_not_asked(f"of PyPI for {len(skipped)} of {len(packages)} Python packages", skipped[0])
    return found if found or not skipped else None


def npm_flaws() -> list[str] | None:
    """Known flaws of the locked npm packages, or None when the list could not be asked."""
    finished = _run(["npm", "audit", "--package-lock-only", "--json"])
    try:
        answer = json.loads(finished.stdout)
        return [f"{name}: {entry['severity']}" for name, entry in answer["vulnerabilities"].items()]
    except (ValueError, KeyError):
        _say_not_asked("of npm", finished.stderr or finished.stdout)
        return None


def _run(command: list[str]) -> "subprocess.CompletedProcess[str]":
    try:
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    except FileNotFoundError as missing:
        return subprocess.CompletedProcess(command, 127, "", f"{missing.filename} is not installed")


def _say_not_asked(whose: str, reason: str) -> None:
    words = " ".join(reason.split())[-200:]
    sys.stdout.write(f"Not asked: the list of known flaws {whose} could not be reached, so nothing is said of them")
    sys.stdout.write(f" ({words})\n" if words else "\n")


if __name__ == "__main__":
    sys.exit(main())
