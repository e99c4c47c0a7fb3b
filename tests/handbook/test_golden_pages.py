"""The pages of the small content set, as text: a change of the generator shows as a change of these files."""

from pathlib import Path

import pytest

from handbook.command import checked_library
from handbook.web.edition import markdown_files, settings
from tests.handbook.workspace import TESTS, workspace

GOLDEN = TESTS / "golden" / "pages"


def test_pages_are_as_reviewed(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    library, _ = checked_library(workspace(tmp_path))
    assert library is not None
    files = {**markdown_files(library), "mkdocs.yml": settings(library)}
    if request.config.getoption("--update-golden"):
        _write(files)
    kept = {path.relative_to(GOLDEN).as_posix(): path for path in GOLDEN.rglob("*") if path.is_file()}
    assert sorted(kept) == sorted(files)
    for name, path in kept.items():
        assert files[name] == path.read_text(encoding="utf-8"), name


def _write(files: dict[str, str]) -> None:
    for path in GOLDEN.rglob("*.md"):
        path.unlink()
    for name, text in files.items():
        (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
        (GOLDEN / name).write_text(text, encoding="utf-8")
