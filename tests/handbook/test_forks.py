"""Generating in a fork: as in a process of its own, and no fork sees what another left."""

import shutil
from pathlib import Path

import pytest

from handbook.forks import can_fork, generate_in_fork
from handbook.layout import Layout
from tests.handbook.workspace import workspace

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(not can_fork(ROOT), reason="this system has no fork; every edit starts a new process")


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """The small content set beside the generator of this repository."""
    layout = workspace(tmp_path)
    shutil.copytree(ROOT / "calculators", layout.calculators, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("handbook", "node_modules"):
        (tmp_path / name).symlink_to((ROOT / name).resolve())
    return layout


def test_another_generator_than_the_loaded_one_is_not_forked(tmp_path: Path) -> None:
    (tmp_path / "handbook").mkdir()
    assert not can_fork(tmp_path)


def test_an_edit_shows_and_a_fault_leaves_the_pages(layout: Layout) -> None:
    page, made = layout.content / "pages" / "index.md", layout.pages / "index.md"
    assert generate_in_fork(layout.root) == 0
    assert "Edited once" not in made.read_text(encoding="utf-8")
    text = page.read_text(encoding="utf-8")
    page.write_text(f"{text}\nEdited once.\n", encoding="utf-8")
    assert generate_in_fork(layout.root) == 0
    assert "Edited once" in made.read_text(encoding="utf-8")
    page.write_text(text.replace("title:", "titel:"), encoding="utf-8")
    assert generate_in_fork(layout.root) == 1
    assert "Edited once" in made.read_text(encoding="utf-8")
    page.write_text(text, encoding="utf-8")
    assert generate_in_fork(layout.root) == 0
    assert "Edited once" not in made.read_text(encoding="utf-8")
