"""Scripts that run with Node say why they could not."""

import sys
from pathlib import Path

import pytest

from handbook.node import run_node
from handbook.stopped import BuildStopped


def test_a_script_that_fails_ends_the_build_with_its_words(tmp_path: Path) -> None:
    script = tmp_path / "fails.mjs"
    script.write_text("console.error(`no use for ${process.argv[2]}`);\nprocess.exit(3);\n", encoding="utf-8")
    with pytest.raises(BuildStopped, match=r"fails\.mjs failed in Node:\nno use for .*given"):
        run_node(script, tmp_path / "given")


def test_where_node_is_missing_the_build_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handbook.node.shutil.which", lambda _: None)
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    with pytest.raises(BuildStopped, match=r"/bin/node: must run compile\.mjs; No such file or directory"):
        run_node(Path("compile.mjs"))
