"""Kept results: the same bytes with them and without, and damage or a change makes them anew."""

from collections.abc import Callable
from pathlib import Path

import pytest

from handbook import kept
from handbook.command import checked_library
from handbook.current import inputs, is_current, remember
from handbook.kept import find, key
from handbook.layout import Layout
from handbook.web.charts import _drawing
from handbook.web.edition import markdown_files
from tests.handbook.workspace import workspace


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for kept results."""
    monkeypatch.setattr(kept, "FOLDER", tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def made() -> tuple[list[str], Callable[[], str]]:
    """A text that takes long to make, and how often it was made."""
    calls: list[str] = []

    def make() -> str:
        calls.append("made")
        return "größer\n"

    return calls, make


def test_a_text_is_made_once_for_what_it_depends_on(folder: Path, made: tuple[list[str], Callable[[], str]]) -> None:
    calls, make = made
    assert [kept.kept("kind", ["a", "b"], make) for _ in range(3)] == ["größer\n"] * 3
    assert len(calls) == 1
    kept.kept("kind", ["a", "c"], make)
    kept.kept("other", ["a", "b"], make)
    assert len(calls) == 3


@pytest.mark.parametrize("damage", [b"", b"half", b"0" * 64 + b"\nother words", None])
def test_a_damaged_text_is_made_anew(
    folder: Path, made: tuple[list[str], Callable[[], str]], damage: bytes | None
) -> None:
    calls, make = made
    kept.kept("kind", ["a"], make)
    file = folder / "kind" / key(["a"])
    if damage is None:
        file.write_bytes(file.read_bytes()[:-1])
    else:
        file.write_bytes(damage)
    assert find("kind", key(["a"])) is None
    assert kept.kept("kind", ["a"], make) == "größer\n"
    assert len(calls) == 2
    assert find("kind", key(["a"])) == "größer\n"


def test_parts_are_told_apart() -> None:
    assert key(["ab", "c"]) != key(["a", "bc"]) != key(["abc"])


def test_pages_are_the_same_with_kept_results_and_without(folder: Path, tmp_path: Path) -> None:
    _drawing.cache_clear()
    library, _ = checked_library(workspace(tmp_path / "one"))
    assert library is not None
    without = markdown_files(library)
    assert {path.name for path in folder.iterdir()} >= {"charts", "references"}
    _drawing.cache_clear()
    again, _ = checked_library(workspace(tmp_path / "two"))
    assert again is not None
    assert markdown_files(again) == without


# --- Whether pages are current ---


@pytest.fixture
def generated(folder: Path, tmp_path: Path) -> Layout:
    """A repository whose pages have just been generated."""
    layout = workspace(tmp_path / "root")
    (layout.pages).mkdir(parents=True)
    (layout.pages / "index.md").write_text("# Home\n", encoding="utf-8")
    layout.settings.write_text("{}", encoding="utf-8")
    remember(layout, inputs(layout))
    return layout


def test_pages_are_current_until_something_changes(generated: Layout) -> None:
    assert is_current(generated, inputs(generated))
    page = generated.content / "pages" / "index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert not is_current(generated, inputs(generated))


@pytest.mark.parametrize("file", ["content/new.yml", "handbook/new.py", "docs/assets/new.css", "tests/cases/new.yml"])
def test_a_new_file_anywhere_makes_pages_outdated(generated: Layout, file: str) -> None:
    path = generated.root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("new", encoding="utf-8")
    assert not is_current(generated, inputs(generated))


def test_pages_that_somebody_changed_are_not_current(generated: Layout) -> None:
    (generated.pages / "index.md").write_text("# Other\n", encoding="utf-8")
    assert not is_current(generated, inputs(generated))


def test_an_edit_while_pages_are_generated_leaves_them_outdated(generated: Layout) -> None:
    before = inputs(generated)
    (generated.content / "new.yml").write_text("new", encoding="utf-8")
    remember(generated, before)
    assert not is_current(generated, inputs(generated))


def test_a_text_for_which_there_is_no_room_is_given_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(kept, "FOLDER", tmp_path / "file" / "below-a-file")
    assert kept.kept("kind", ["a"], lambda: "text") == "text"
