"""Only recorded files of npm packages are served, each with its license, and none that a strict policy forbids."""

import json
import re
import shutil
from pathlib import Path

import pytest

from handbook.libraries import libraries, library_files, script_addresses
from handbook.stopped import BuildStopped

ROOT = Path(__file__).parents[2]
PACKAGES = [package for packages in libraries().values() for package in packages]
# Text as code, and attributes and elements that `style-src 'self'` refuses.
FORBIDDEN = re.compile(
    rb"\beval\s*\(|\bnew\s+Function\b|[^\w.]Function\s*\(|setAttribute\(\s*[\"']style|createElement\([\"']style"
)


@pytest.fixture
def node_modules(tmp_path: Path) -> Path:
    for package in PACKAGES:
        shutil.copytree(ROOT / "node_modules" / package.name, tmp_path / package.name)
    return tmp_path


def test_each_script_is_served_with_its_license(node_modules: Path) -> None:
    scripts = {package.address for package in PACKAGES}
    assert set(library_files(node_modules)) == scripts | {f"{package.folder}/LICENSE" for package in PACKAGES}


def test_a_page_loads_what_is_served(node_modules: Path) -> None:
    addresses = [
        one.removeprefix("../../assets/libraries/") for each in script_addresses("../../").values() for one in each
    ]
    assert set(addresses) <= set(library_files(node_modules))


@pytest.mark.parametrize("name", sorted(library_files(ROOT / "node_modules")))
def test_no_served_file_turns_text_into_code_or_style(name: str) -> None:
    assert FORBIDDEN.findall(library_files(ROOT / "node_modules")[name]) == []


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "assets").rglob("*.*js")), ids=lambda path: path.name)
def test_no_script_of_ours_does_either(path: Path) -> None:
    assert FORBIDDEN.findall(path.read_bytes()) == []


def test_the_recorded_versions_are_those_of_the_lock_file() -> None:
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert {package.name: package.version for package in PACKAGES} == {
        package.name: locked[f"node_modules/{package.name}"]["version"] for package in PACKAGES
    }


def test_the_lock_file_carries_no_addresses() -> None:
    # Where a package asks for gifts is no address that anything is fetched from.
    lock = re.sub(r'"funding": \{[^}]*\}', "", (ROOT / "package-lock.json").read_text(encoding="utf-8"))
    assert not re.search(r"https?://|\"resolved\"", lock)


def test_packages_are_asked_for_in_exact_versions() -> None:
    asked = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    assert all(
        re.fullmatch(r"\d+\.\d+\.\d+", one) for one in (asked["dependencies"] | asked["devDependencies"]).values()
    )


def test_a_changed_file_is_refused(node_modules: Path) -> None:
    with (node_modules / PACKAGES[0].name / PACKAGES[0].script).open("ab") as script:
        script.write(b"\n")
    with pytest.raises(BuildStopped, match=r"must have the SHA-256 [0-9a-f]{64}, not"):
        library_files(node_modules)


def test_another_version_is_refused(node_modules: Path) -> None:
    (node_modules / PACKAGES[0].name / "package.json").write_text(json.dumps({"version": "999.0.0"}))
    with pytest.raises(BuildStopped, match=r"must be version [0-9.]+, not 999\.0\.0; .*handbook/libraries\.toml"):
        library_files(node_modules)


def test_a_package_that_is_not_installed_is_named_with_the_command_that_fetches_it(tmp_path: Path) -> None:
    with pytest.raises(BuildStopped, match=f"must hold {PACKAGES[0].name} .*`npm ci` fetches it"):
        library_files(tmp_path)
