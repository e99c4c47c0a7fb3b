"""What a newcomer reads: its links lead somewhere, its form can be filled in, and the repository speaks of itself."""

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "examples/README.md")]
FORM = ROOT / ".github" / "ISSUE_TEMPLATE" / "content-error.yml"
NOT_OURS = {".git", ".venv", "node_modules", "build", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache"}
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_of_a_document_leads_to_a_file(document: Path) -> None:
    links = LINK.findall(document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_readme_has_a_picture_of_moderate_size_with_words_for_it() -> None:
    [(words, picture)] = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(words) > 60
    image = (ROOT / picture).read_bytes()
    assert image.startswith(b"\x89PNG")
    assert len(image) < 200_000


def test_program_and_content_have_a_license_each() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, words in (("LICENSE", "MIT License"), ("LICENSE-CONTENT", "CC BY 4.0")):
        assert f"]({name})" in readme
        assert words in (ROOT / name).read_text(encoding="utf-8")


def test_the_commands_that_documents_name_are_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for document in DOCUMENTS:
        for command in re.findall(r"`make ([a-z-]+)", document.read_text(encoding="utf-8")):
            assert f"\n{command}:" in makefile, f"{document.name}: make {command}"


def test_the_form_for_an_error_of_the_content_can_be_filled_in() -> None:
    form: dict[str, Any] = YAML(typ="safe").load(FORM.read_text(encoding="utf-8"))
    assert {"name", "description", "body"} <= set(form)
    asked = [field for field in form["body"] if field["type"] != "markdown"]
    names = [field["id"] for field in asked]
    assert names == ["page", "says", "should-say", "source", "harm", "privacy"]
    for field in asked:
        assert field["type"] in ("input", "textarea", "dropdown", "checkboxes")
        assert field["attributes"]["label"]
        required = field.get("validations", {}).get("required") or field["attributes"]["options"][0].get("required")
        assert required, field["id"]


def test_the_repository_names_no_registry() -> None:
    """Where packages come from is a setting of whoever installs them."""
    hosts = [start + end for start, end in (("regis", "try.n"), ("py", "pi.o"), ("pythonhos", "ted"))]
    for folder in ROOT.iterdir():
        if folder.name in NOT_OURS:
            continue
        for path in folder.rglob("*") if folder.is_dir() else [folder]:
            if path.is_file() and path.suffix not in (".png", ".pyc"):
                text = path.read_text(encoding="utf-8", errors="replace")
                assert [host for host in hosts if host in text] == [], path
