"""Tests and cases that a record names as proof, looked up in `tests/`.

`tests/…/test_x.py::test_name` is a test; `tests/cases/x.yml::A name` is a case that the calculators must answer;
`tests/mutants/known-wrong.yml::an-id` is a mistake that is made in a copy and must be noticed.
"""

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from handbook.kept import code_of, kept
from handbook.quick_yaml import values_of

ROOT = Path(__file__).parent.parent
FORM = re.compile(r"(?P<path>tests/(?:[a-z0-9_-]+/)*[a-z0-9_-]+\.(?:py|yml))::(?P<name>\S.*)\Z")
NEVER_RUN = ("skip", "skipif", "xfail")


def names_in(path: str) -> tuple[str, ...] | None:
    """The tests or cases of a file that are run, or None when there is no such file."""
    file = ROOT / path
    if not file.is_file():
        return None
    return _tests(file) if file.suffix == ".py" else _cases(file)


@cache
def _tests(file: Path) -> tuple[str, ...]:
    if not file.name.startswith("test_"):  # pytest collects no other
        return ()
    text = file.read_text(encoding="utf-8")
    return tuple(kept("test-names", [text, code_of("handbook/proofs.py")], lambda: _names(text)).split())


def _names(tests: str) -> str:
    """The names of the tests of a file that are run, a line each."""
    return "\n".join(
        node.name
        for node in ast.parse(tests).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not set(_marks(node)) & {*NEVER_RUN}
    )


def _marks(test: ast.FunctionDef) -> Iterator[str]:
    """The last names of a test's decorators: `skip` of `@pytest.mark.skip("…")`."""
    for decorator in test.decorator_list:
        named = decorator.func if isinstance(decorator, ast.Call) else decorator
        if isinstance(named, ast.Attribute):
            yield named.attr


@cache
def _cases(file: Path) -> tuple[str, ...]:
    key = "id" if file.parent.name == "mutants" else "name"
    depends_on = [file.read_text(encoding="utf-8"), key, code_of("handbook/proofs.py", "handbook/quick_yaml.py")]
    names: list[str] = json.loads(kept("case-names", depends_on, lambda: json.dumps(_case_names(file, key))))
    return tuple(names)


def _case_names(file: Path, key: str) -> list[str]:
    entries: list[dict[str, Any]] = values_of(file)
    return [str(entry[key]) for entry in entries if key in entry]
