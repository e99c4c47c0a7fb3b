"""The quick reader of YAML against the careful one: equal values, equal lines, and never a fault overlooked."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.quick_yaml import LOADER, quick_tree
from handbook.yaml_tree import careful_tree

ROOT = Path(__file__).parents[2]
FILES = sorted([*(ROOT / "content").rglob("*.yml"), *(ROOT / "tests").rglob("*.yml")])
# Pieces that make YAML go wrong, or mean something else than they look like.
PIECES = st.sampled_from(
    ["a", "b: ", "c:", "\n", "  ", "- ", "? ", ": ", ",", "[", "]", "{", "}", "'", '"', "|", ">", "#", " #", "&x ",
     "*x", "!t ",
     "! ", "%YAML 1.1\n", "---\n", "...\n", "<<: ", "= ", "~", "null", "yes", "on", "true", "True", "0", "-1",
     "1.50", "1e3", "0x1f", "0o7", "017", "1_000", ".5", "+1", ".inf", "12:30", "2026-11-20", "\t", "\\u202e", "\u00a0",
     "\u202e", "\\", "1234567890123456", "é", "×", "@", "`"]
)  # fmt: skip


def agree(text: str, first_line: int = 1) -> bool:
    """Whether the quick reader says what the careful one says, or nothing; and whether it said something."""
    quick = quick_tree(text, first_line - 1)
    if quick is None:
        return False
    tree, problems = careful_tree("file", text, first_line)
    assert problems == []
    assert tree is not None
    assert repr(quick[0]) == repr(tree.plain)
    assert quick[1] == tree.lines
    return True


@pytest.mark.skipif(LOADER is None, reason="PyYAML was built without libyaml, and every file is read with care")
def test_all_records_are_read_quickly_and_alike() -> None:
    texts = [path.read_text(encoding="utf-8") for path in FILES if (ROOT / "content") in path.parents]
    assert len(texts) > 400
    slow = [text[:60] for text in texts if not agree(text)]
    assert slow == []


def test_files_of_the_tests_are_read_alike() -> None:
    for path in FILES:
        if (ROOT / "content") not in path.parents and path.stat().st_size < 60_000:
            agree(path.read_bytes().decode("utf-8", errors="replace"), first_line=3)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_any_text_is_read_alike_or_left_to_the_careful_reader(text: str) -> None:
    agree(text)


@given(st.lists(PIECES, max_size=8).map("".join))
def test_any_value_is_read_alike_or_left_to_the_careful_reader(text: str) -> None:
    agree(f"id: {text}\nnext: [1, 'two', {{three: 4}}]\n")
