"""Mistakes that others shipped, made in a copy of our own package.

Run as a program it answers, in JSON, which of the named cases fail; it imports whichever `cml_calculators` comes
first on the path.
"""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.case_files import as_number, cases, value_at

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "calculators" / "src" / "cml_calculators"
CORPUS = Path(__file__).with_name("known-wrong.yml")
REFUSED = ROOT / "tests" / "parity" / "refused.yml"
RELATIVE_TOLERANCE = 1e-12


@dataclass(frozen=True)
class Change:
    """`old` stands exactly once in the file and becomes `new`."""

    file: str
    old: str
    new: str


@dataclass(frozen=True)
class KnownWrong:
    """A mistake: what goes wrong for a patient, how it is made here, and the case that must notice it.

    killed_by: a case of `tests/cases/<calculator>.yml`, or a request of `tests/parity/refused.yml`.
    """

    id: str
    title: str
    calculator: str
    wrong: str
    changes: tuple[Change, ...]
    killed_by: str


def corpus() -> list[KnownWrong]:
    entries = YAML(typ="safe").load(CORPUS.read_text(encoding="utf-8"))
    return [
        KnownWrong(**{**entry, "changes": tuple(Change(**change) for change in entry["changes"])}) for entry in entries
    ]


def make(mistake: KnownWrong, sources: Path) -> None:
    """Makes the mistake in the package below `sources`. Raises ValueError where our own text has moved on."""
    for change in mistake.changes:
        path = sources / "cml_calculators" / change.file
        text = path.read_text(encoding="utf-8")
        if text.count(change.old) != 1:
            raise ValueError(
                f"{mistake.id}: {change.file} must have the old text exactly once, not {text.count(change.old)} times:"
                f"\n{change.old}"
            )
        path.write_text(text.replace(change.old, change.new), encoding="utf-8")


def copy_package(sources: Path) -> None:
    shutil.copytree(PACKAGE, sources / "cml_calculators", ignore=shutil.ignore_patterns("__pycache__"))


def failing(sources: Path, calculator: str) -> list[str]:
    """The names of the calculator's cases and refused requests that the package below `sources` gets wrong."""
    done = subprocess.run(
        [sys.executable, "-B", "-m", "tests.mutants.known_wrong", calculator],
        cwd=ROOT, env={"PYTHONPATH": str(sources), "PYTHONUTF8": "1"}, capture_output=True, encoding="utf-8",
        timeout=300, check=False,
    )  # fmt: skip
    if done.returncode:
        return [f"import of the package: {done.stderr.strip().splitlines()[-1]}"]
    answer = json.loads(done.stdout)
    assert Path(answer["package"]).is_relative_to(sources), f"asked {answer['package']}, not the copy"
    found: list[str] = answer["failing"]
    return found


def refused(calculator: str) -> dict[str, str]:
    """The requests to this calculator that must be refused, by name."""
    entries = YAML(typ="safe").load(REFUSED.read_text(encoding="utf-8"))
    return {entry["name"]: entry["request"] for entry in entries if f'"calculator": "{calculator}"' in entry["request"]}


def _failing_here(calculator: str) -> list[str]:
    from cml_calculators import evaluate
    from cml_calculators.browser import handle

    def is_right(case: Any) -> bool:
        answer = evaluate(case.calculator, case.inputs)
        return answer["ok"] and all(
            _agrees(value_at(answer["result"], path), value) for path, value in case.expected.items()
        )

    def is_refused(request: str) -> bool:
        return json.loads(handle(request))["ok"] is False

    own_cases = {case.name: case for case in cases(calculator)}
    wrong = [name for name, case in own_cases.items() if not _holds(is_right, case)]
    return wrong + [name for name, request in refused(calculator).items() if not _holds(is_refused, request)]


def _holds(question: Any, asked: Any) -> bool:
    try:
        return bool(question(asked))
    except Exception:  # whatever a mistake makes of the package
        return False


def _agrees(found: Any, expected: Any) -> bool:
    if isinstance(expected, (int, float)) and not isinstance(expected, bool):
        one, other = as_number(found), as_number(expected)
        return isinstance(one, float) and abs(one - other) <= RELATIVE_TOLERANCE * abs(other)
    return bool(found == expected)


if __name__ == "__main__":
    import cml_calculators

    print(json.dumps({"package": cml_calculators.__file__, "failing": _failing_here(sys.argv[1])}))
