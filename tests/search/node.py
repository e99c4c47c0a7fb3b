"""Runs the modules of the search under Node, as they are served."""

import json
import subprocess
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent
ROOT = TESTS.parents[1]
MODULES = ROOT / "docs" / "assets" / "javascripts" / "search"
SITE = ROOT / "build" / "site"


def run(script: Path, given: Any, *arguments: str) -> Any:
    command = ["node", str(script), *arguments]
    return json.loads(
        subprocess.run(command, input=json.dumps(given).encode(), stdout=subprocess.PIPE, check=True).stdout
    )


def call(module: str, name: str, calls: list[list[Any]]) -> list[Any]:
    """What a function gives for each list of arguments."""
    found: list[Any] = run(TESTS / "call.mjs", {"path": str(MODULES / module), "name": name, "calls": calls})
    return found


def ask(questions: list[str]) -> list[dict[str, Any]]:
    """What the search of the built site answers: addresses with scores, corrections, words that no page holds."""
    found: list[dict[str, Any]] = run(TESTS / "ask.mjs", questions, str(SITE))
    return found
