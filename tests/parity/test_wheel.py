"""The wheel is complete, clean and the same bytes each time."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from cml_calculators import __version__
from handbook.stopped import BuildStopped
from handbook.wheel import build_wheel

ROOT = Path(__file__).parents[2]


@pytest.fixture
def calculators(tmp_path: Path) -> Path:
    """A copy of the package with compiled criteria of its own and what an editor leaves behind."""
    copy = tmp_path / "calculators"
    shutil.copytree(ROOT / "calculators", copy, ignore=shutil.ignore_patterns("__pycache__", "data"))
    package = copy / "src" / "cml_calculators"
    (package / "data").mkdir()
    (package / "data" / "criteria.json").write_text(json.dumps({"guidelines": [], "response_levels": []}))
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "phase.cpython-311.pyc").write_bytes(b"")
    return copy


def test_two_builds_have_identical_bytes(calculators: Path, tmp_path: Path) -> None:
    first = build_wheel(calculators, tmp_path / "first").read_bytes()
    for path in calculators.rglob("*"):
        path.touch()
    assert build_wheel(calculators, tmp_path / "second").read_bytes() == first


def test_the_wheel_holds_the_package_with_its_criteria_and_nothing_compiled(calculators: Path, tmp_path: Path) -> None:
    wheel = build_wheel(calculators, tmp_path / "wheels")
    sources = calculators / "src"
    expected = {path.relative_to(sources).as_posix() for path in sources.rglob("*.py")}
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert names == expected | {"cml_calculators/data/criteria.json"}
    assert wheel.name == f"cml_calculators-{__version__}-py3-none-any.whl"


def test_a_new_wheel_takes_the_place_of_an_earlier_version(calculators: Path, tmp_path: Path) -> None:
    (tmp_path / "wheels").mkdir()
    (tmp_path / "wheels" / "cml_calculators-0.0.1-py3-none-any.whl").write_bytes(b"")
    wheel = build_wheel(calculators, tmp_path / "wheels")
    assert list((tmp_path / "wheels").iterdir()) == [wheel]


def test_a_wheel_without_criteria_is_not_built(calculators: Path, tmp_path: Path) -> None:
    (calculators / "src" / "cml_calculators" / "data" / "criteria.json").unlink()
    with pytest.raises(BuildStopped, match=r"criteria\.json: must be compiled from content/"):
        build_wheel(calculators, tmp_path / "wheels")


def test_a_package_that_cannot_be_built_says_why(calculators: Path, tmp_path: Path) -> None:
    (calculators / "src" / "cml_calculators" / "__init__.py").write_text("no version here\n")
    with pytest.raises(BuildStopped, match="could not be built"):
        build_wheel(calculators, tmp_path / "wheels")
