"""The command line: `list`, `describe ID`, `run ID` (inputs as JSON on standard input) and `batch ID FILE`.

Exit status 0 with a result, 2 with errors. A batch with faulty rows has a result: each such row says what is wrong.
"""

import argparse
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from cml_calculators import batch
from cml_calculators.browser import parse
from cml_calculators.catalogue import CALCULATORS, calculator
from cml_calculators.csv_records import CohortFault
from cml_calculators.description import describe
from cml_calculators.evaluation import evaluate


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
    cohort = commands.add_parser("batch", help="a CSV file with columns named as the inputs")
    cohort.add_argument("calculator")
    cohort.add_argument("file", type=Path)
    cohort.add_argument("-o", "--output", type=Path, help="where to write the result; standard output if not given")
    options = parser.parse_args(arguments)
    if options.command == "list":
        return _print([{"id": entry.id, "title": entry.title, "question": entry.question} for entry in CALCULATORS])
    if options.command == "describe":
        return _print(describe(options.calculator))
    if options.command == "batch":
        return _batch(options.calculator, options.file, options.output)
    return _print(evaluate(options.calculator, parse(sys.stdin.read())))


def _batch(calculator_id: str, source: Path, output: Path | None) -> int:
    entry = calculator(calculator_id)
    if entry is None:
        return _print(evaluate(calculator_id, {}))
    try:
        with source.open(encoding="utf-8-sig", newline="") as rows:
            if output is None:
                if isinstance(sys.stdout, io.TextIOWrapper):
                    sys.stdout.reconfigure(newline="")
                batch.run(entry, rows, sys.stdout, _report)
            else:
                _write_whole(output, lambda target: batch.run(entry, rows, target, _report))
    except CohortFault as fault:
        return _refuse(source, str(fault))
    except (OSError, UnicodeDecodeError) as fault:
        return _refuse(source, f"must be a readable CSV file in UTF-8: {fault}")
    return 0


def _write_whole(path: Path, write: Callable[[TextIO], None]) -> None:
    """Written beside and renamed, so that an interrupted run leaves no half of a result."""
    unfinished = path.with_name(path.name + ".part")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as target:
            write(target)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _refuse(source: Path, message: str) -> int:
    print(f"{source}: {message}", file=sys.stderr)
    return 2


def _report(line: str) -> None:
    print(line, file=sys.stderr)


def _print(answer: Any) -> int:
    print(json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False))
    return 2 if isinstance(answer, dict) and answer.get("ok") is False else 0


if __name__ == "__main__":
    sys.exit(main())
