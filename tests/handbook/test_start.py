"""A site whose pages are current is built without generating them, and nothing of it is lost."""

from pathlib import Path

import pytest

from handbook import kept, start
from handbook.command import checked_library, write_pages
from handbook.current import inputs, remember
from handbook.finishing import finish
from handbook.layout import Layout
from handbook.site import build_site, read_tree
from tests.handbook.workspace import workspace


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Layout:
    """The small content set as a site with a book."""
    monkeypatch.setattr(kept, "FOLDER", tmp_path / "cache")
    layout = workspace(tmp_path / "root")
    library, _ = checked_library(layout)
    assert library is not None
    before = inputs(layout)
    write_pages(library, layout, {})
    layout.book.mkdir(parents=True)
    (layout.book / "handbook.pdf").write_bytes(b"%PDF of this edition")

    def complete(new: Path) -> None:
        (new / "handbook.pdf").write_bytes(b"%PDF of this edition")
        finish(new)

    assert build_site(layout, complete)
    remember(layout, before)
    return layout


def refuse(*_: object) -> int:
    raise AssertionError("the pages must not be generated")


def test_a_current_site_is_built_alike_with_its_books(built: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "_command", refuse)
    before = read_tree(built.site)
    assert start.main(["site"], built.root) == 0
    assert read_tree(built.site) == before
    assert before["handbook.pdf"] == b"%PDF of this edition"


@pytest.mark.parametrize("file", ["content/pages/index.md", "build/book/handbook.pdf", "build/docs/index.md"])
def test_any_change_generates_anew(built: Layout, monkeypatch: pytest.MonkeyPatch, file: str) -> None:
    asked: list[object] = []

    def command(*given: object) -> int:
        asked.append(given)
        return 1

    monkeypatch.setattr(start, "_command", command)
    with (built.root / file).open("ab") as changed:
        changed.write(b"\n")
    assert start.main(["site"], built.root) == 1
    assert len(asked) == 1
