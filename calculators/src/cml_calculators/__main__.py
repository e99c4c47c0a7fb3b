"""The command line: `list`, `describe ID` and `run ID` (inputs as JSON on standard input).

Exit status 0 with a result, 2 with errors.
"""

import argparse
import io
import json
import sys
from typing import Any

from cml_calculators.browser import parse
from cml_calculators.catalogue import CALCULATORS
from cml_calculators.evaluation import describe, evaluate


def main(arguments: list[str] | None = None) -> int:
    for stream in (sys.stdin, sys.stdout):
        # JSON is UTF-8 wherever this runs; what UTF-8 cannot hold is written as a JSON escape.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace" if stream is sys.stdin else "backslashreplace")
    parser = argparse.ArgumentParser(prog="python -m cml_calculators", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="the calculators there are")
    for name, purpose in (
        ("describe", "inputs, units, ranges and sources"),
        ("run", "inputs as JSON on standard input"),
    ):
        commands.add_parser(name, help=purpose).add_argument("calculator")
    options = parser.parse_args(arguments)
    if options.command == "list":
        return _print([{"id": entry.id, "title": entry.title, "question": entry.question} for entry in CALCULATORS])
    if options.command == "describe":
        return _print(describe(options.calculator))
    return _print(evaluate(options.calculator, parse(sys.stdin.read())))


def _print(answer: Any) -> int:
    print(json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False))
    return 2 if isinstance(answer, dict) and answer.get("ok") is False else 0


if __name__ == "__main__":
    sys.exit(main())
