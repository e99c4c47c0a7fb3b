"""What the site is made of: locked with hashes, without addresses, listed with licenses, and verified."""

import hashlib
import json
import re
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from handbook import audit, shipped
from handbook.bill_of_materials import bill_of_materials
from handbook.libraries import libraries, library_files
from handbook.locks import npm_packages, python_packages
from handbook.pyodide_files import LOADER, SCRIPT, WASM, read_pyodide
from handbook.shipped import TEXTS, license_files
from handbook.web.licenses import licenses
from tests.handbook.test_library import small

ROOT = Path(__file__).parents[2]
LOCKS = sorted(path.stem for path in (ROOT / "requirements").glob("*.txt"))
# Parts of Node or of the types of a language: nothing of them is served.
NOT_SERVED = {"@types/emscripten", "axe-core", "ws"}


@pytest.fixture(scope="module")
def served() -> dict[str, bytes]:
    """The files of others that readers get."""
    pyodide = read_pyodide(ROOT / "node_modules")
    files = {f"assets/pyodide/{pyodide.version}/{name}": pyodide.files[name] for name in (LOADER, SCRIPT, WASM)}
    files["assets/python/0123456789abcdef.bin"] = b"an archive of bytecode"
    return files | {f"assets/libraries/{name}": text for name, text in library_files(ROOT / "node_modules").items()}


@pytest.fixture(scope="module")
def bill(served: dict[str, bytes]) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(bill_of_materials(served))
    return plain


def parts(bill: dict[str, Any]) -> list[dict[str, Any]]:
    """Every component at any depth."""
    found = list(bill.get("components", ()))
    return [*found, *(inner for one in found for inner in parts(one))]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_python_package_is_locked_with_hashes(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    packages = python_packages(lock)
    assert len(packages) == len(re.findall(r"(?m)^[A-Za-z0-9]", text)) > 0
    assert [name for name, locked in packages.items() if not locked.hashes] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_of_python_packages_carries_an_address(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    assert re.findall(r"https?:|://|--(?:extra-)?index-url|--find-links|@ ", text) == []


def test_every_npm_package_is_locked_with_a_hash_and_without_an_address() -> None:
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in text
    packages = json.loads(text)["packages"]
    for path, entry in packages.items():
        assert not path or re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", entry["integrity"]), path
        assert not path or re.fullmatch(r"\d+\.\d+\.\d+", entry["version"]), path
    assert re.findall(r'"(?:https?|git|file)[:+][^"]*"', re.sub(r'"(?:url|funding)": "[^"]*"', "", text)) == []


def test_the_bill_of_materials_is_valid_and_names_all_that_is_served(
    bill: dict[str, Any], served: dict[str, bytes]
) -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(bill)) is None
    listed = {one["name"]: one["hashes"][0]["content"] for one in parts(bill) if one["type"] == "file"}
    assert listed == {path: hashlib.sha256(content).hexdigest() for path, content in served.items()}


def test_the_bill_of_materials_names_every_locked_package_once(bill: dict[str, Any]) -> None:
    found = sorted(one["purl"] for one in parts(bill) if "purl" in one)
    npm = npm_packages()
    expected = [f"pkg:pypi/{name}@{locked.version}" for name, locked in python_packages().items()]
    expected += [
        f"pkg:npm/{name.replace('@', '%40')}@{one.version}" for name, one in npm.items() if name != "internmap"
    ]
    assert found == sorted(expected)
    assert [one["name"] for one in parts(bill) if one["name"] == "internmap"] == ["internmap"]


def test_the_same_commit_gives_the_same_bill(served: dict[str, bytes]) -> None:
    assert bill_of_materials(served) == bill_of_materials(dict(reversed(served.items())))
    assert bill_of_materials({}) != bill_of_materials(served)


def test_every_library_and_every_served_package_has_its_license() -> None:
    named = {one.name for one in shipped.shipped()}
    assert {package.name for packages in libraries().values() for package in packages} <= named
    assert {name for name, one in npm_packages().items() if not one.dev} - NOT_SERVED <= named


def test_every_package_inside_the_styles_of_the_theme_has_its_license() -> None:
    """The source maps of the theme name the packages that its styles are made of; its scripts are not shipped."""
    inside: set[str] = set()
    for file in distribution("mkdocs-material").files or ():
        if str(file).endswith(".css.map"):
            sources = json.loads(Path(str(file.locate())).read_text(encoding="utf-8"))["sources"]
            inside |= {match[1] for one in sources if (match := re.search(r"node_modules/((?:@[^/]+/)?[^/]+)/", one))}
    assert "material-design-color" in inside
    assert inside <= {one.name for one in shipped.shipped() if one.within == "mkdocs-material"}


def test_the_page_of_licenses_lists_every_work_with_a_text_that_is_there(tmp_path: Path) -> None:
    table = licenses(small(tmp_path), "about/licenses")
    files = license_files()
    for one in shipped.shipped():
        assert f'<th scope="row">{one.name}</th>' in table
        assert f'<a href="../../{one.text_path}">{one.license}</a>' in table
        assert len(files[one.text_path]) > 200
    assert "../../data/bill-of-materials.cdx.json" in table


def test_the_texts_are_those_of_the_installed_packages() -> None:
    assert list(audit.text_faults()) == []


def test_another_text_and_a_text_of_nothing_are_faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in TEXTS.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "papaparse.txt").write_text("All rights reserved.\n", encoding="utf-8")
    (tmp_path / "nothing.txt").write_text("Free.\n", encoding="utf-8")
    monkeypatch.setattr(audit, "TEXTS", tmp_path)
    first, second = sorted(audit.text_faults())
    assert first.startswith(f"{tmp_path / 'nothing.txt'}: must be the license of a work in shipped.toml")
    assert second.startswith(f"{tmp_path / 'papaparse.txt'}: must be the text of ")


def test_a_file_of_a_package_that_was_changed_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package of one module, whose record says what the module must be."""
    folder = tmp_path / "sample-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: sample\nVersion: 1.0\nLicense: GPL-3.0\n")
    (tmp_path / "sample.py").write_text("changed = True\n")
    (folder / "RECORD").write_text(f"sample.py,sha256={'A' * 43},10\n{folder.name}/RECORD,,\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(audit, "python_packages", lambda: {"sample": python_packages()["mkdocs"]})
    version, changed, license_ = audit.python_faults()
    assert version == f"sample: must be version {python_packages()['mkdocs'].version}, not 1.0"
    assert changed == f"{tmp_path / 'sample.py'}: must be as its package recorded it, and is not"
    assert license_.startswith("sample: must have a license that was looked at, not 'GPL-3.0'")


@pytest.mark.parametrize(
    ("faults", "python", "npm", "status"),
    [
        ([], [], [], 0), (["one"], [], [], 1), ([], ["one"], [], 1), ([], None, [], 2), ([], None, ["one"], 1),
        (["one"], None, None, 1),
    ],
)  # fmt: skip
def test_an_audit_ends_with_what_it_found(
    faults: list[str], python: list[str] | None, npm: list[str] | None, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "local_faults", lambda: iter(faults))
    monkeypatch.setattr(audit, "python_flaws", lambda: python)
    monkeypatch.setattr(audit, "npm_flaws", lambda: npm)
    assert audit.main() == status


def test_a_list_that_cannot_be_asked_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("sys.prefix", "/nowhere")
    assert audit.python_flaws() is None
    assert audit.npm_flaws() is None
    printed = capsys.readouterr().out
    assert printed.count("Not asked: the list of known flaws") == 2
