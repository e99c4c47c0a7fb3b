"""A root folder with the small content set of the tests, to break and to build."""

import shutil
from pathlib import Path

from handbook.layout import Layout

TESTS = Path(__file__).parent.parent
FIXTURES = TESTS / "fixtures"


def workspace(root: Path, overlay: Path | None = None) -> Layout:
    """Copies the content set to `root`, with the files of `overlay` over its content."""
    shutil.copytree(FIXTURES, root, dirs_exist_ok=True)
    for part in ("root", "assets/javascripts/offline", "assets/javascripts/search", "assets/images"):
        shutil.copytree(TESTS.parent / "docs" / part, root / "docs" / part, dirs_exist_ok=True)
    if overlay is not None:
        shutil.copytree(overlay, root / "content", dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    return Layout(root)
