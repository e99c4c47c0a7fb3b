"""Data flows one way: who may import whom, and how large a file and a function may grow."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CALCULATORS = ROOT / "calculators" / "src" / "cml_calculators"
HANDBOOK = ROOT / "handbook"
PROGRAM = [ROOT / "build.py", *sorted(HANDBOOK.rglob("*.py")), *sorted(CALCULATORS.rglob("*.py"))]
MOST_LINES_OF_A_FILE, MOST_LINES_OF_A_FUNCTION, MOST_LINES_OF_THE_BUILD = 300, 40, 60
MOST_LINES_OF_A_TEMPLATE = 120

# A module or package of the generator, and what it must not import.
FORBIDDEN = {
    "handbook.problems": ("handbook.",),
    "handbook.model": ("handbook.",),
    "handbook.reader": ("handbook.library", "handbook.checks", "handbook.web"),
    "handbook.library": ("handbook.checks", "handbook.web", "handbook.command"),
    "handbook.checks": ("handbook.web", "handbook.command", "handbook.compile", "handbook.site"),
    "handbook.web": (
        "handbook.checks",
        "handbook.command",
        "handbook.book",
        "handbook.worksheets",
        "mkdocs",
        "ruamel",
        "pydantic",
    ),
    "handbook.worksheets": ("handbook.checks", "handbook.command", "handbook.book", "mkdocs", "ruamel", "pydantic"),
    "handbook.policy": ("handbook.library", "handbook.checks", "handbook.web", "handbook.command"),
    "handbook.book": ("handbook.checks", "handbook.command", "handbook.web", "mkdocs"),
    "handbook.compile": ("handbook.checks", "handbook.web"),
}


def imports(path: Path) -> Iterator[str]:
    """The full names of everything that a module imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: must import by full names"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def module(path: Path) -> str:
    root = CALCULATORS.parent if CALCULATORS in path.parents else ROOT
    return ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")


def top(name: str) -> str:
    return name.split(".")[0]


@pytest.mark.parametrize("path", sorted(CALCULATORS.rglob("*.py")), ids=module)
def test_calculators_import_the_standard_library_and_themselves(path: Path) -> None:
    others = {top(name) for name in imports(path)} - {"cml_calculators"} - sys.stdlib_module_names
    assert others == set()


@pytest.mark.parametrize("path", PROGRAM, ids=module)
def test_nothing_imports_the_build_script_or_the_tests(path: Path) -> None:
    assert {"build", "tests"} & {top(name) for name in imports(path)} == set()


@pytest.mark.parametrize("path", sorted(HANDBOOK.rglob("*.py")), ids=module)
def test_data_flows_one_way(path: Path) -> None:
    own = module(path)
    for name, forbidden in FORBIDDEN.items():
        if own == name or own.startswith(f"{name}."):
            crossed = [used for used in imports(path) if used.startswith(forbidden)]
            assert crossed == [], f"{own} must not import from {', '.join(forbidden)}"


@pytest.mark.parametrize("path", sorted((HANDBOOK / "checks").glob("[!_]*.py")), ids=module)
def test_every_check_is_in_the_index(path: Path) -> None:
    assert f"    {path.stem}.check,\n" in (HANDBOOK / "checks" / "__init__.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", PROGRAM, ids=module)
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    most = MOST_LINES_OF_THE_BUILD if path.name == "build.py" else MOST_LINES_OF_A_FILE
    assert text.count("\n") <= most
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            assert (node.end_lineno or 0) - node.lineno + 1 <= MOST_LINES_OF_A_FUNCTION, f"{path.name}: {node.name}"


@pytest.mark.parametrize("path", sorted((HANDBOOK / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_templates_stay_small_and_never_see_the_library(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= MOST_LINES_OF_A_TEMPLATE
    assert "library" not in text
