"""A build that fails, is killed or finds no room leaves the last good site whole; the next build puts all right."""

import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from handbook.command import checked_library, main, write_pages
from handbook.finishing import finish
from handbook.layout import Layout
from handbook.site import build_site, read_tree, write_together
from handbook.stopped import BuildStopped
from handbook.swap import beside, sole_builder, swap_in, tidy_up
from tests.handbook.workspace import TESTS, workspace

Tree = dict[str, bytes]
LEFT = ["docs", "mkdocs.yml", "site"]


def build(layout: Layout) -> Tree:
    """The files of the site."""
    library, problems = checked_library(layout)
    assert library is not None, problems
    write_pages(library, layout, {})
    assert build_site(layout, finish)
    return read_tree(layout.site)


def edit(layout: Layout) -> None:
    page = layout.content / "pages" / "disease" / "overview.md"
    page.write_text(page.read_text(encoding="utf-8").replace("clonal disease", "clonal illness"), encoding="utf-8")


def run(layout: Layout, kill_at: int, *ways: str, limit: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.handbook.killed_build", str(layout.root), str(kill_at), *ways]
    return subprocess.Popen(
        command, cwd=TESTS.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=limit
    )


def changes(layout: Layout, *ways: str) -> list[str]:
    finished = run(layout, 0, *ways)
    printed, errors = finished.communicate(timeout=120)
    assert finished.returncode == 0, errors
    return printed.splitlines()


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> tuple[Layout, Tree, Tree]:
    """A built site, its files, and those of the build that follows an edit."""
    layout = workspace(tmp_path_factory.mktemp("good"))
    before = build(layout)
    other = workspace(tmp_path_factory.mktemp("edited"))
    edit(other)
    after = build(other)
    assert before != after
    return layout, before, after


@pytest.fixture
def site(good: tuple[Layout, Tree, Tree], tmp_path: Path) -> tuple[Layout, Tree, Tree]:
    """A copy of the built site, its content edited and not built again."""
    shutil.copytree(good[0].root, tmp_path / "root")
    layout = Layout(tmp_path / "root")
    edit(layout)
    return layout, *good[1:]


@pytest.mark.parametrize("way", ["exchange", "renames"])
def test_a_build_killed_at_any_step_leaves_a_whole_site(
    site: tuple[Layout, Tree, Tree], way: str, tmp_path: Path
) -> None:
    layout, before, after = site
    write(tmp_path / "prepared", after)
    ways = [way, f"prepared={tmp_path / 'prepared'}"]
    shutil.copytree(layout.root, tmp_path / "rehearsal")
    steps = changes(Layout(tmp_path / "rehearsal"), *ways)
    finished = [number for number, step in enumerate(steps, 1) if "/site.new/" in step]
    # A page, the first and a later file of the new site, and every step from there, where folders change their names.
    for kill_at in (2, finished[0], finished[len(finished) // 2], *range(finished[-1], len(steps) + 1)):
        again = Layout(tmp_path / f"killed-{kill_at}")
        shutil.copytree(layout.root, again.root)
        killed = run(again, kill_at, *ways)
        killed.communicate(timeout=120)
        assert killed.returncode == -signal.SIGKILL
        if way == "renames" and not again.site.exists():
            # Between the two renames: the next command brings the last good one back, before all else.
            tidy_up(again.site)
            assert read_tree(again.site) == before
        assert read_tree(again.site) in (before, after), steps[kill_at - 1]
        tidy_up(again.site)
        assert sorted(path.name for path in again.build.iterdir()) == LEFT
    assert len(steps) - finished[-1] >= 3


def write(folder: Path, tree: Tree) -> None:
    for name, content in tree.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def test_a_build_killed_while_it_is_finished_leaves_the_last_site(site: tuple[Layout, Tree, Tree]) -> None:
    layout, before, after = site
    killed = run(layout, 0, "finishing")
    killed.communicate(timeout=120)
    assert killed.returncode == -signal.SIGKILL
    assert read_tree(layout.site) == before
    assert build(layout) == after
    assert sorted(path.name for path in layout.build.iterdir()) == LEFT


def test_a_mkdocs_that_outlives_its_killed_build_is_waited_for(site: tuple[Layout, Tree, Tree]) -> None:
    layout, before, after = site
    killed = run(layout, 0)
    new, _ = beside(layout.site)
    deadline = time.monotonic() + 60
    while not new.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    killed.kill()
    assert new.exists()
    assert read_tree(layout.site) == before
    assert build(layout) == after
    assert sorted(path.name for path in layout.build.iterdir()) == LEFT
    killed.communicate()


def test_a_full_disk_leaves_the_last_site(site: tuple[Layout, Tree, Tree]) -> None:
    """No file may grow beyond a limit, so that MkDocs or already the writing of the pages fails."""
    layout, before, after = site
    largest = max(map(len, after.values()))
    for most in (largest - 1, 2_000):
        stopped = run(layout, 0, limit=partial(resource.setrlimit, resource.RLIMIT_FSIZE, (most, most)))
        stopped.communicate(timeout=120)
        assert stopped.returncode not in (0, -signal.SIGKILL), most
        assert read_tree(layout.site) == before, most
    assert build(layout) == after
    assert sorted(path.name for path in layout.build.iterdir()) == LEFT


def test_a_step_that_fails_leaves_the_last_site(site: tuple[Layout, Tree, Tree]) -> None:
    layout, before, _ = site

    def failing(new: Path) -> None:
        (new / "index.html").write_text("half", encoding="utf-8")
        raise BuildStopped("something must hold and does not")

    with pytest.raises(BuildStopped):
        build_site(layout, failing)
    assert read_tree(layout.site) == before
    assert sorted(path.name for path in layout.build.iterdir()) == LEFT


def test_a_disk_without_room_is_said_without_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    layout = workspace(tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", str(layout.criteria))

    monkeypatch.setattr("handbook.command.write_criteria", full)
    assert main(["site"], layout.root) == 1
    assert capsys.readouterr().err.endswith(
        f"{layout.criteria}: No space left on device; an earlier site is as it was\n"
    )


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (["site.old"], ["last"]), (["site.new"], []), (["site.old", "site.new"], ["last"]),
        (["site", "site.old", "site.new"], ["present"]), (["site", "site.new"], ["present"]),
    ],
)  # fmt: skip
def test_what_a_killed_build_has_left_is_put_right(left: list[str], expected: list[str], tmp_path: Path) -> None:
    site = tmp_path / "site"
    new, old = beside(site)
    for folder, words in ((site, "present"), (new, "half"), (old, "last")):
        if folder.name in left:
            folder.mkdir()
            (folder / "index.html").write_text(words, encoding="utf-8")
    tidy_up(site)
    assert [path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.html")] == expected
    assert [path.name for path in tmp_path.iterdir()] == ["site"][: len(expected)]


def test_the_first_site_takes_its_place(tmp_path: Path) -> None:
    new, _ = beside(tmp_path / "site")
    new.mkdir()
    swap_in(tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_two_builds_do_not_write_at_once(tmp_path: Path) -> None:
    script = "import sys; from pathlib import Path; from handbook.swap import sole_builder\n"
    script += "with sole_builder(Path(sys.argv[1])): print('in', flush=True)"
    with sole_builder(tmp_path):
        second = subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path)], cwd=TESTS.parent, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert second.stderr is not None
        assert "Another build is writing" in second.stderr.readline()
        assert second.poll() is None
    printed, _ = second.communicate(timeout=60)
    assert printed == "in\n"


@pytest.mark.parametrize("most", [10, 1000])
def test_a_full_disk_leaves_the_last_book(most: int, tmp_path: Path) -> None:
    """Both papers of the book are of one build: when the second finds no room, the first stays as it was, too."""
    before = {"a4.pdf": b"old", "letter.pdf": b"old"}
    write_together(before, tmp_path)
    script = "import sys; from pathlib import Path; from handbook.site import write_together\n"
    script += "write_together({'a4.pdf': b'n' * 500, 'letter.pdf': b'n' * 5000}, Path(sys.argv[1]))"
    stopped = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], cwd=TESTS.parent, capture_output=True, text=True, check=False,
        preexec_fn=partial(resource.setrlimit, resource.RLIMIT_FSIZE, (most, most)),
    )  # fmt: skip
    assert "File too large" in stopped.stderr
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
