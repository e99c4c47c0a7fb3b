"""The stylesheets of a page become one, in their order; nothing is kept that no page links to."""

from pathlib import Path

import pytest

from handbook.stopped import BuildStopped
from handbook.styles import FOLDER, merge_styles


def page(*names: str, root: str = "") -> str:
    links = "\n    ".join(f'<link rel="stylesheet" href="{root}{FOLDER}/{name}">' for name in names)
    return f"<head>\n    {links}\n    <title>x</title>\n</head>"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / "sub").mkdir()
    for name in ("one.css", "two.css", "unused.css"):
        text = f"/* {name} */\n/*# sourceMappingURL={name}.map */\n"
        (tmp_path / FOLDER / name).write_text(text, encoding="utf-8")
    (tmp_path / "index.html").write_text(page("one.css", "two.css"), encoding="utf-8")
    (tmp_path / "sub/index.html").write_text(page("one.css", "two.css", root="../"), encoding="utf-8")
    return tmp_path


def test_pages_with_the_same_stylesheets_share_one(site: Path):
    merge_styles(site)
    (merged,) = (site / FOLDER).iterdir()
    assert merged.read_text(encoding="utf-8") == "/* one.css */\n/* two.css */\n"
    assert (site / "index.html").read_text(encoding="utf-8") == page(merged.name)
    assert (site / "sub/index.html").read_text(encoding="utf-8") == page(merged.name, root="../")


def test_the_order_makes_another_stylesheet(site: Path):
    (site / "sub/index.html").write_text(page("two.css", "one.css", root="../"), encoding="utf-8")
    merge_styles(site)
    assert {path.read_text(encoding="utf-8") for path in (site / FOLDER).iterdir()} == {
        "/* one.css */\n/* two.css */\n",
        "/* two.css */\n/* one.css */\n",
    }


def test_the_name_says_the_content(site: Path):
    before = (site / "index.html").read_text(encoding="utf-8")
    merge_styles(site)
    (first,) = (path.name for path in (site / FOLDER).iterdir())
    for name in ("one.css", "two.css"):
        (site / FOLDER / name).write_text(f"/* {name}, changed */", encoding="utf-8")
    for file in ("index.html", "sub/index.html"):
        (site / file).write_text(before, encoding="utf-8")
    merge_styles(site)
    assert [path.name for path in (site / FOLDER).iterdir()] != [first]


def test_a_missing_stylesheet_stops_the_build(site: Path):
    (site / FOLDER / "two.css").unlink()
    with pytest.raises(BuildStopped, match=r"assets/stylesheets/two\.css: must exist"):
        merge_styles(site)
