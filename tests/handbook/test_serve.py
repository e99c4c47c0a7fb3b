"""Serving while editing, with a generator of six lines in the place of ours."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from handbook.layout import Layout
from handbook.serve import serve
from handbook.stopped import BuildStopped

ROOT = Path(__file__).parents[2]
GENERATOR = """\
import pathlib, sys
text = pathlib.Path("content/page.md").read_text()
if "bad" in text:
    sys.exit("content/page.md:1: file: must be good")
pathlib.Path("build/docs").mkdir(parents=True, exist_ok=True)
pathlib.Path("build/docs/index.md").write_text(text)
other = pathlib.Path("build/docs/other.md")
other.exists() or other.write_text("never edited")
pathlib.Path("build/mkdocs.yml").write_text("INHERIT: ../mkdocs.yml")
"""
SERVE = """\
import pathlib, sys
from handbook.layout import Layout
from handbook.serve import serve
sys.exit(serve(Layout(pathlib.Path.cwd()), "127.0.0.1", int(sys.argv[1])))
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("content", "docs", "handbook", "calculators/src"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("site_name: First\n")
    (tmp_path / "content" / "page.md").write_text("a good page")
    (tmp_path / "build.py").write_text(GENERATOR)
    return tmp_path


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def served(root: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", SERVE, str(port)]
    process = subprocess.Popen(command, cwd=root, env=environment, stderr=subprocess.PIPE, text=True)
    yield process
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)


def page(port: int, path: str = "") -> str:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=5) as answer:
            return str(answer.read().decode())
    except (urllib.error.URLError, ConnectionError):
        return ""


def rename_site(root: Path, name: str) -> None:
    """As many editors save: a new file in the place of the old one."""
    (root / "new.yml").write_text(f"site_name: {name}\n")
    (root / "new.yml").replace(root / "mkdocs.yml")


def wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end, "did not happen within 30 s"
        time.sleep(0.1)


def test_edits_are_served_and_faults_leave_the_last_good_page(
    root: Path, port: int, served: subprocess.Popen[str]
) -> None:
    wait_until(lambda: "a good page" in page(port))
    (root / "content" / "page.md").write_text("a better page")
    wait_until(lambda: "a better page" in page(port))
    (root / "content" / "page.md").write_text("a bad page")
    time.sleep(3)
    assert "a better page" in page(port)
    (root / "content" / "page.md").write_text("corrected")
    rename_site(root, "Second")
    wait_until(lambda: "<title>Second" in page(port))
    rename_site(root, "Third")
    wait_until(lambda: "<title>Third" in page(port))
    # A page that was not edited shows the new settings, too.
    wait_until(lambda: "Third</title>" in page(port, "other/"))
    served.send_signal(signal.SIGTERM)
    assert served.wait(timeout=20) == 0
    assert page(port) == ""


def test_a_port_in_use_is_said_plainly(root: Path, port: int) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        with pytest.raises(BuildStopped, match=f"127.0.0.1:{port} cannot be served: .*; try PORT={port + 1}"):
            serve(Layout(root), "127.0.0.1", port)
