"""Whether the generated pages are what generating would write again, so that building the site can begin at once."""

import hashlib
import os
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from handbook.kept import find, keep, key
from handbook.layout import Layout

# Not read by the generator, or written by it.
NO_INPUT = {".git", ".venv", "node_modules", "build", "test-results", "__pycache__", ".hypothesis",
            ".mypy_cache", ".pytest_cache", ".ruff_cache"}  # fmt: skip
NO_OUTPUT = {"site", "site.new", "site.old", "cache"}
KIND, BOOKS = "generated", "generated-books"


def inputs(layout: Layout) -> str:
    """Names everything that the generated pages depend on: all files of the repository, and the installed packages."""
    criteria = layout.criteria.relative_to(layout.root).as_posix()
    files = (line for line in _files(layout.root, NO_INPUT) if not line.startswith(f"{criteria} "))
    packages = sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    return key([*files, sys.version, *packages, _npm_packages(layout.root)])


def is_current(layout: Layout, of_inputs: str) -> bool:
    """Whether the pages were generated from these inputs, and nobody has changed them since."""
    return layout.settings.is_file() and find(KIND, of_inputs) == _outputs(layout)


def remember(layout: Layout, of_inputs: str) -> None:
    """To be called when the pages have been generated from these inputs; an edit meanwhile ends that."""
    if inputs(layout) == of_inputs:
        keep(BOOKS, of_inputs, "\n".join(sorted(path.name for path in layout.site.glob("*.pdf"))))
        keep(KIND, of_inputs, _outputs(layout))


def books(layout: Layout, of_inputs: str) -> dict[str, bytes]:
    """The books of the site, as they were set for current pages."""
    names = (find(BOOKS, of_inputs) or "").split()
    return {name: (layout.book / name).read_bytes() for name in names}


def _outputs(layout: Layout) -> str:
    criteria = layout.criteria.read_text(encoding="utf-8") if layout.criteria.is_file() else ""
    return key([*_files(layout.build, NO_OUTPUT), criteria])


def _npm_packages(root: Path) -> str:
    installed = root / "node_modules" / ".package-lock.json"
    return installed.read_text(encoding="utf-8") if installed.is_file() else ""


def _files(folder: Path, left_out: set[str]) -> Iterator[str]:
    """Path and hash of each file below `folder`, in order."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in left_out)
        for name in sorted(names):
            path = Path(here, name)
            if path.is_file():
                digest = hashlib.sha256(path.read_bytes()).hexdigest()
                yield f"{path.relative_to(folder).as_posix()} {digest}"
