"""Makes the files of the book from the pages of the site, or lists what stands in the way."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import cml_calculators
from handbook.book.assemble import Manuscript, manuscript, settings_json
from handbook.book.fonts import copy_fonts
from handbook.book.pages import page_trees
from handbook.book.settings import PAPERS, BookSettings, book_settings, date_of_content, site_settings
from handbook.layout import Layout
from handbook.library import Library
from handbook.problems import Problem
from handbook.progress import step
from handbook.site import write_file, write_together
from handbook.stopped import BuildStopped
from handbook.wording import day

SETTINGS = "mkdocs.yml"
TEMPLATE = Path(__file__).with_name("book.typ")


@dataclass(frozen=True)
class Book:
    """The files of the book by their name, or the problems for which there are none."""

    files: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()


def make_book(library: Library, markdown: Mapping[str, str], layout: Layout) -> Book:
    site = site_settings(layout.root / SETTINGS)
    settings = book_settings(site)
    with step("Writing the book"):
        copy_fonts(layout.root / "node_modules", layout.book / "fonts")
        text = manuscript(library, page_trees(markdown, site), settings, layout)
        problems = (*text.problems, *_edition_problems(library, settings, layout))
        if problems:
            return Book({}, problems)
        _write(text, settings, library, layout)
    with step("Setting the book"):
        return Book(_set(settings, layout))


def _edition_problems(library: Library, settings: BookSettings, layout: Layout) -> Iterator[Problem]:
    """A book that says which edition it is, and tells of changes, tells what this one changed."""
    edition = settings.edition
    if edition is not None and library.changes and all(one.edition != edition for one in library.changes.values()):
        lines = (layout.root / SETTINGS).read_text(encoding="utf-8").splitlines()
        line = next((number for number, text in enumerate(lines, 1) if re.search(r"\bedition:", text)), 1)
        message = f"must have a change in content/changes/, not none for edition {edition}"
        yield Problem(SETTINGS, line, "extra.book.edition", message)


def book_files(layout: Layout) -> Mapping[str, str]:
    """The name of the paper of each file of the book."""
    files = book_settings(site_settings(layout.root / SETTINGS)).files
    return {name: PAPERS[paper].name for name, paper in files.items()}


def put_book(folder: Path, book: Book) -> None:
    """Writes the files to `folder`, all of them or none."""
    if book.problems:
        raise BuildStopped("\n".join([*map(str, book.problems), "The book was not made"]))
    write_together(book.files, folder)


def _write(text: Manuscript, settings: BookSettings, library: Library, layout: Layout) -> None:
    newest = date_of_content(library)
    checks = {"words": text.words, "row_heads": [sorted(heads) for heads in text.row_heads]}
    files = {
        "main.typ": text.text.encode(),
        TEMPLATE.name: TEMPLATE.read_bytes(),
        "settings.json": settings_json(settings, cml_calculators.__version__, newest, day(newest)).encode(),
        "checks.json": json.dumps(checks, ensure_ascii=False).encode(),
    }
    if settings.logo:
        files[Path(settings.logo).name] = _logo(layout.root / settings.logo)
    for name, content in files.items():
        write_file(layout.book / name, content)


def _logo(file: Path) -> bytes:
    if not file.is_file():
        raise BuildStopped(f"mkdocs.yml: extra.book.logo: must be a file below the root, not {file.name}")
    return file.read_bytes()


def _set(settings: BookSettings, layout: Layout) -> Mapping[str, bytes]:
    """By a process of its own, which leaves this one free and gives its memory back."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-m", "handbook.book.press", str(layout.book)]
    if subprocess.run(command, env=environment).returncode != 0:
        raise BuildStopped("The book was not made; an earlier one is as it was")
    return {name: (layout.book / name).read_bytes() for name in settings.files}
