"""The workflows: what a linter finds, and whether what they call exists."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"^\s*(?:- )?uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")


def read(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "zizmor"), "--offline", "--strict-collection", "--persona=pedantic"]
    return subprocess.run(
        [*command, "--quiet", "--no-progress", str(folder)], capture_output=True, text=True, check=False
    )


def test_the_linter_finds_nothing():
    found = lint(ROOT / ".github")
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize(
    ("plain", "faulty"),
    [
        ("runs-on:", "run-on:"),
        ("@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "@v7"),
        ("persist-credentials: false", "show-progress: false"),
        ("      contents: read", "      contents: write"),
        ("run: .ci/run", "run: echo ${{ github.event.pull_request.title }}"),
    ],
)
def test_the_linter_would_find_a_fault(tmp_path: Path, plain: str, faulty: str):
    text = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    assert plain in text
    (tmp_path / ".github" / "workflows").mkdir(parents=True)
    (tmp_path / ".github" / "workflows" / "ci.yml").write_text(text.replace(plain, faulty), encoding="utf-8")
    assert lint(tmp_path).returncode != 0


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_its_commit_and_names_its_version(path: Path):
    uses = [line for line in path.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert uses
    assert [line for line in uses if not PINNED.match(line)] == []


def test_an_action_has_one_commit_everywhere():
    uses = {line.split("uses: ")[1] for path in WORKFLOWS for line in path.read_text().splitlines() if "uses: " in line}
    assert len({use.split("@")[0] for use in uses}) == len(uses)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_what_a_workflow_calls_exists(path: Path):
    jobs = read(path)["jobs"]
    for job in jobs.values():
        needs = job.get("needs", [])
        assert ({needs} if isinstance(needs, str) else set(needs)) <= set(jobs)
        commands = "\n".join(step.get("run", "") for step in job["steps"])
        for script in re.findall(r"\.ci/[\w-]+", commands):
            assert (ROOT / script).stat().st_mode & 0o100
        targets = {
            word for line in re.findall(r"\bmake ([\w -]+)", commands) for word in line.split() if word[0] != "-"
        }
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        assert [target for target in targets if f"\n{target}:" not in makefile] == []


def test_only_a_push_to_main_whose_tests_pass_is_published():
    """`on.push` names main alone, so that `push` means main."""
    workflow = read(ROOT / ".github" / "workflows" / "ci.yml")
    # YAML 1.2 reads `on` as a word.
    assert workflow["on"] == {"push": {"branches": ["main"]}, "pull_request": None}
    publish = workflow["jobs"]["publish"]
    assert publish["if"] == "github.event_name == 'push'"
    assert set(publish["needs"]) == {"test", "build"}
    with_more = {name for name, job in workflow["jobs"].items() if job["permissions"] != {"contents": "read"}}
    assert with_more == {"publish"}
    assert publish["permissions"] == {"pages": "write", "id-token": "write"}
    assert workflow["permissions"] == {}
