"""The same content gives the same bytes: in another folder, with other hash seeds, time zones, masks and languages."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from handbook.layout import Layout
from handbook.site import read_tree
from tests.handbook.workspace import TESTS, workspace

# What may differ between two machines and must not show.
MACHINES = (
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1", "umask": "022"},
    {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C", "HOME": "/nonexistent", "umask": "077"},
)
PAGES = """
import hashlib, json, sys
from pathlib import Path
from handbook.command import page_files
from handbook.layout import Layout
from handbook.library import load_library
library, problems = load_library(Path("content"))
assert library is not None, problems
files = page_files(library, Layout(Path.cwd()), {})
json.dump({name: hashlib.sha256(text).hexdigest() for name, text in files.items()}, sys.stdout)
"""


def run(machine: dict[str, str], *arguments: str) -> str:
    settings = {name: value for name, value in machine.items() if name != "umask"}
    finished = subprocess.run(
        [sys.executable, *arguments], cwd=TESTS.parent, env={**os.environ, **settings}, capture_output=True, text=True,
        umask=int(machine["umask"], 8), check=False,
    )  # fmt: skip
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


def test_two_builds_on_two_machines_give_the_same_bytes(tmp_path: Path) -> None:
    trees = []
    for folder, machine in zip(("one", "another folder/two"), MACHINES, strict=True):
        layout: Layout = workspace(tmp_path / folder)
        run(machine, "-m", "tests.handbook.killed_build", str(layout.root), "0")
        trees.append({name: hashlib.sha256(text).hexdigest() for name, text in read_tree(layout.site).items()})
    one, other = trees
    assert len(one) > 20
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []


def test_all_pages_and_data_of_the_handbook_are_the_same_on_two_machines() -> None:
    one, other = (json.loads(run(machine, "-c", PAGES)) for machine in MACHINES)
    assert len(one) > 150
    assert [name for name in one | other if one.get(name) != other.get(name)] == []
