"""What `build.py` does: check the content, generate the pages, build the site, serve it."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType

from handbook.checks import run_checks
from handbook.checks.review_dates import overdue
from handbook.compile import write_criteria
from handbook.data_files import data_files
from handbook.finishing import finish
from handbook.icons import icon_files
from handbook.layout import Layout
from handbook.libraries import library_files
from handbook.library import Library, count_files, load_library
from handbook.problems import Problem
from handbook.progress import step
from handbook.runtime.served import build_runtime
from handbook.schemas import schema_files
from handbook.search.words import words_file
from handbook.site import build_site, read_tree, write_file, write_tree
from handbook.stopped import BuildStopped
from handbook.web.cohort import example_files
from handbook.web.edition import markdown_files, settings
from handbook.wheel import build_wheel

NO_PYTHON: Mapping[str, str] = MappingProxyType({})


def main(arguments: Sequence[str], root: Path) -> int:
    """Runs one command and returns the exit status: 1 for faults of the content or a failed build."""
    given = _parser().parse_args(arguments)
    layout = Layout(root)
    try:
        if given.command == "check":
            return check(layout, given.as_of)
        if given.command == "serve":
            from handbook.serve import serve

            return serve(layout, host=given.host, port=given.port)
        return site(layout) if given.command == "site" else generate(layout)
    except BuildStopped as stopped:
        sys.stderr.write(f"{stopped}\n")
        return 1


def check(layout: Layout, as_of: date | None = None) -> int:
    """Prints every problem of the content; with `as_of` also what was due for review before that date."""
    library, problems = checked_library(layout)
    if library is not None and as_of is not None:
        problems = overdue(library, as_of)
    if problems:
        return report(problems)
    sys.stdout.write(f"{count_files(layout.content)} files checked, no problems\n")
    return 0


def generate(layout: Layout) -> int:
    """Checks, then writes the criteria, the wheel, the pages and their assets. Faults stop it before it writes."""
    library, problems = checked_library(layout)
    if library is None:
        return report(problems)
    with step("Compiling the criteria"):
        write_criteria(library, layout.criteria)
    with step("Building the wheel"):
        wheel = build_wheel(layout.calculators, layout.build / "wheels")
    with step("Preparing Python for the pages"):
        python = build_runtime(layout.root / "node_modules", wheel, layout.build / "bytecode")
    with step("Copying the libraries"):
        write_tree(library_files(layout.root / "node_modules"), layout.build / "libraries")
    with step("Writing the schemas"):
        write_tree({name: text.encode() for name, text in schema_files().items()}, layout.build / "schemas")
    with step("Writing the pages"):
        runtime = read_tree(layout.build / "wheels", "assets/wheels/")
        runtime |= read_tree(layout.build / "libraries", "assets/libraries/")
        write_pages(library, layout, runtime | dict(python.files), python.addresses)
    return 0


def site(layout: Layout) -> int:
    """Generates, then builds the site; the present site stays until the new one is whole."""
    status = generate(layout)
    if status:
        return status
    with step("Building the site"):
        built = build_site(layout, finish)
    if not built:
        sys.stderr.write("The site was not built; an earlier one is as it was\n")
    return 0 if built else 1


def write_pages(
    library: Library, layout: Layout, runtime: dict[str, bytes], python: Mapping[str, str] = NO_PYTHON
) -> None:
    """The generated pages, the hand-written assets and the files that run the calculators, as one tree.

    `python` says where the pages find Python; without it the calculators stay still.
    """
    files = {name: text.encode() for name, text in markdown_files(library).items()}
    files |= read_tree(layout.hand_written / "assets", "assets/")
    files |= read_tree(layout.hand_written / "root")
    files |= icon_files(layout.hand_written / "assets" / "images" / "favicon.svg")
    files |= example_files(library)
    files |= data_files(library)
    files |= words_file(library)
    write_tree(files | runtime, layout.pages)
    write_file(layout.settings, settings(library, python).encode())


def checked_library(layout: Layout) -> tuple[Library | None, list[Problem]]:
    """The library when it has no problem at all."""
    library, problems = load_library(layout.content)
    if library is not None:
        problems = run_checks(library)
    return (None, problems) if problems else (library, [])


def report(problems: Sequence[Problem]) -> int:
    sys.stdout.writelines(f"{problem}\n" for problem in problems)
    sys.stderr.write(f"{len(problems)} problem{'' if len(problems) == 1 else 's'}\n")
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py", description="Builds the handbook from content/.")
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="list every fault of the content")
    checking.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="also list reviews due before DATE")
    commands.add_parser("generate", help="write build/docs and build/mkdocs.yml")
    commands.add_parser("site", help="write build/site")
    serving = commands.add_parser("serve", help="build, serve, and rebuild on edits")
    serving.add_argument("--host", default="127.0.0.1")
    serving.add_argument("--port", type=int, default=8000)
    return parser
