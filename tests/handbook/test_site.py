"""The small content set as a site: built by MkDocs in strict mode, whole under any subpath, the same bytes twice."""

from pathlib import Path

import pytest

from handbook.command import checked_library, write_pages
from handbook.finishing import finish
from handbook.layout import Layout
from handbook.site import build_site, read_tree, write_tree
from handbook.web.data_blocks import WHEEL
from tests.handbook.site_links import broken_links
from tests.handbook.workspace import workspace


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    return build(tmp_path_factory.mktemp("site"))


def build(root: Path) -> Layout:
    layout = workspace(root)
    library, _ = checked_library(layout)
    assert library is not None
    write_pages(library, layout, {WHEEL: b"a wheel"})
    assert build_site(layout, finish)
    return layout


def test_every_link_leads_to_a_file_and_an_anchor_of_the_site(built: Layout) -> None:
    assert len(list(built.site.rglob("*.html"))) > 8
    assert broken_links(built.site) == []


def test_hand_written_assets_are_copied(built: Layout) -> None:
    assert (built.site / "assets" / "example.css").is_file()


def test_two_builds_give_the_same_bytes(built: Layout, tmp_path: Path) -> None:
    again = build(tmp_path)
    one, other = read_tree(built.site), read_tree(again.site)
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []


def test_a_failed_build_leaves_the_site_as_it_is(tmp_path: Path) -> None:
    layout = build(tmp_path)
    before = read_tree(layout.site)
    (layout.pages / "index.md").write_text("[nowhere](nowhere.md)\n", encoding="utf-8")
    assert not build_site(layout, finish)
    assert read_tree(layout.site) == before
    assert sorted(path.name for path in layout.build.iterdir()) == ["docs", "mkdocs.yml", "site"]


def test_pages_that_are_gone_leave_no_file(tmp_path: Path) -> None:
    write_tree({"a/one.md": b"1", "two.md": b"2"}, tmp_path)
    write_tree({"two.md": b"2"}, tmp_path)
    assert [path.name for path in tmp_path.rglob("*")] == ["two.md"]


def test_equal_files_are_not_written_again(tmp_path: Path) -> None:
    write_tree({"one.md": b"1"}, tmp_path)
    before = (tmp_path / "one.md").stat().st_mtime_ns
    write_tree({"one.md": b"1"}, tmp_path)
    assert (tmp_path / "one.md").stat().st_mtime_ns == before
