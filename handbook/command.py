"""What `build.py` does: check the content, generate the pages, build the site, serve it."""

import argparse
import errno
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from handbook.bill_of_materials import PATH, bill_of_materials
from handbook.book.make import Book, book_files, make_book, put_book
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
from handbook.shipped import license_files
from handbook.site import make_site, read_tree, write_file, write_tree
from handbook.site_address import site_url
from handbook.stopped import BuildStopped
from handbook.swap import sole_builder
from handbook.web.cohort import example_files
from handbook.web.edition import BookFiles, markdown_files, settings
from handbook.wheel import build_wheel
from handbook.worksheets.pages import worksheet_pages

# A disk that is full, over its quota, read-only or broken is no fault of the program: no traceback.
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EIO)


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
        return {"site": site, "handbook": handbook, "generate": generate}[given.command](layout)
    except BuildStopped as stopped:
        sys.stderr.write(f"{stopped}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped; an earlier site is as it was\n")
        return 130
    except OSError as reason:
        if reason.errno not in NO_ROOM:
            raise
        sys.stderr.write(f"{reason.filename or layout.build}: {reason.strerror}; an earlier site is as it was\n")
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
    with sole_builder(layout.build):
        _write_all(library, layout)
    return 0


def site(layout: Layout) -> int:
    """Generates, then builds the site, and the book beside it; the present site stays until the new one is whole."""
    library, problems = checked_library(layout)
    if library is None:
        return report(problems)
    with sole_builder(layout.build):
        pages = _write_all(library, layout, book_files(layout))
    with ThreadPoolExecutor(max_workers=1) as aside:
        book = aside.submit(make_book, library, pages, layout)
        return make_site(layout, lambda new: complete(new, book.result()))


def complete(new: Path, book: Book) -> None:
    """Puts the book into the new site, then finishes it: the last steps see every file."""
    put_book(new, book)
    finish(new)


def handbook(layout: Layout) -> int:
    """Checks, then makes the book; its present files stay until the new ones are whole."""
    library, problems = checked_library(layout)
    if library is None:
        return report(problems)
    with sole_builder(layout.build):
        with step("Compiling the criteria"):
            write_criteria(library, layout.criteria)
        with step("Writing the pages"):
            pages = all_pages(library, layout)
        book = make_book(library, pages, layout)
        if book.problems:
            return report(book.problems)
        put_book(layout.build, book)
    return 0


def _write_all(library: Library, layout: Layout, book: BookFiles | None = None) -> Mapping[str, str]:
    """Writes all that MkDocs reads, and returns the pages. `book`: files of the book that the site offers."""
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
        files = write_pages(library, layout, runtime | dict(python.files), book, python.addresses)
    return {name: content.decode() for name, content in files.items() if name.endswith(".md")}


def write_pages(
    library: Library,
    layout: Layout,
    runtime: dict[str, bytes],
    book: BookFiles | None = None,
    python: Mapping[str, str] | None = None,
) -> Mapping[str, bytes]:
    """The generated pages, the hand-written assets and the files that run the calculators, as one tree.

    `python` says where pages find it; without it the calculators stay still.
    """
    files = page_files(library, layout, runtime)
    write_tree(files, layout.pages)
    write_file(layout.settings, settings(library, book, python).encode())
    return files


def all_pages(library: Library, layout: Layout) -> Mapping[str, str]:
    """The pages of the content and the worksheets, as Markdown by their path."""
    return markdown_files(library, worksheet_pages(library, site_url(layout.root / "mkdocs.yml")))


def page_files(library: Library, layout: Layout, runtime: dict[str, bytes]) -> dict[str, bytes]:
    """Everything below the folder of pages, by path."""
    files = {name: text.encode() for name, text in all_pages(library, layout).items()}
    files |= read_tree(layout.hand_written / "assets", "assets/")
    files |= read_tree(layout.hand_written / "root")
    files |= icon_files(layout.hand_written / "assets" / "images" / "favicon.svg")
    files |= example_files(library)
    files |= data_files(library)
    files |= words_file(library)
    files |= license_files()
    files |= {PATH: bill_of_materials(files | runtime)}
    return files | runtime


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
    commands.add_parser("handbook", help="write the book: build/handbook.pdf and build/handbook-letter.pdf")
    serving = commands.add_parser("serve", help="build, serve, and rebuild on edits")
    serving.add_argument("--host", default="127.0.0.1")
    serving.add_argument("--port", type=int, default=8000)
    return parser
