"""Writes the generated tree and lets MkDocs build it; the present site is replaced only by a whole new one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from handbook.layout import Layout
from handbook.progress import step
from handbook.swap import beside, sole_builder, swap_in, tidy_up

# 2026-11-20, the date of the first edition: the site carries no date of its build.
EPOCH = "1795132800"


def write_tree(files: Mapping[str, bytes], folder: Path) -> None:
    """Makes `folder` hold exactly `files`; equal files stay untouched, so that a watching server sees only changes."""
    for name, content in files.items():
        write_file(folder / name, content)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file() and path.relative_to(folder).as_posix() not in files:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def write_file(path: Path, content: bytes) -> None:
    """Writes at once, and only what differs."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)


def write_together(files: Mapping[str, bytes], folder: Path) -> None:
    """Writes files that belong together: all are beside their places before the first of them takes its place."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = {folder / name: folder / f".{name}.new" for name in files}
    try:
        for path, new in beside.items():
            new.write_bytes(files[path.name])
        for path, new in beside.items():
            new.replace(path)
    finally:
        for new in beside.values():
            new.unlink(missing_ok=True)


def read_tree(folder: Path, prefix: str = "") -> dict[str, bytes]:
    """All files below `folder` by their path, with `prefix` before it. Hidden files are an editor's, not ours."""
    return {
        prefix + path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def build_site(layout: Layout, finish: Callable[[Path], None]) -> bool:
    """Runs MkDocs beside the present site, finishes what it wrote, and swaps. A failure leaves the present site as is.

    `finish` is given the folder of the new site. It may change every file in it, and raise BuildStopped.
    """
    with sole_builder(layout.build) as lock:
        tidy_up(layout.site)
        new, _ = beside(layout.site)
        try:
            if not _run_mkdocs(layout, new, lock):
                return False
            finish(new)
            swap_in(layout.site)
        finally:
            shutil.rmtree(new, ignore_errors=True)
    return True


def _run_mkdocs(layout: Layout, new: Path, lock: int) -> bool:
    # Without --quiet: with it MkDocs 1.6 counts no warnings, and strict lets everything pass.
    options = ["--strict", "-f", str(layout.settings), "-d", str(new)]
    command = [sys.executable, "-m", "mkdocs", "build", *options]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"}
    finished = subprocess.run(command, env=environment, cwd=layout.root, stdout=sys.stderr, pass_fds=(lock,))
    return finished.returncode == 0


def make_site(layout: Layout, finish: Callable[[Path], None]) -> int:
    """Builds the site from the generated pages and returns the exit status."""
    with step("Building the site"):
        built = build_site(layout, finish)
    if not built:
        sys.stderr.write("The site was not built; an earlier one is as it was\n")
    return 0 if built else 1
