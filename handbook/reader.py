"""Reads one file of `content/`: its bytes, its YAML or front matter, and the record or page in it."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cml_calculators.criteria import (
    Card,
    DiscontinuationCriteria,
    MilestoneTable,
    MutationTable,
    PhaseClassification,
    ResponseLevel,
    RuleSet,
)
from handbook.model import (
    Change,
    Checklist,
    Discrepancy,
    Example,
    GlossaryTerm,
    Hazard,
    Page,
    PageHead,
    PhaseRecord,
    Reference,
    SearchWords,
)
from handbook.problems import Problem
from handbook.studies import Chart, Dataset, Drawing, Drug, EvidenceLevel, Study
from handbook.validation import Shape, validate
from handbook.visible import is_invisible, named, printable
from handbook.yaml_tree import Tree, read_tree

LARGEST_BYTES = 1_000_000
LINKED = "must be a file of its own, not a link, folder or device"
IDENTIFIER = re.compile(r"[a-z0-9]+([-.][a-z0-9]+)*\Z")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*\Z")

SHAPES: dict[str, Shape[Any]] = {
    "references": Shape((Reference,)),
    "guidelines": Shape(
        (PhaseClassification, MilestoneTable, RuleSet, MutationTable, DiscontinuationCriteria, Card), tag="kind"
    ),
    "responses": Shape((ResponseLevel,)),
    "phases": Shape((PhaseRecord,)),
    "checklists": Shape((Checklist,)),
    "glossary": Shape((GlossaryTerm,)),
    "discrepancies": Shape((Discrepancy,)),
    "examples": Shape((Example,)),
    "drugs": Shape((Drug,)),
    "studies": Shape((Study,)),
    "evidence-levels": Shape((EvidenceLevel,)),
    "datasets": Shape((Dataset,)),
    "charts": Shape((Chart,)),
    "changes": Shape((Change,)),
    "drawings": Shape((Drawing,)),
    "hazards": Shape((Hazard,)),
    "search-words": Shape((SearchWords,)),
}
PAGE_SHAPE: Shape[Any] = Shape((PageHead,))


@dataclass(frozen=True)
class Read:
    """What one file gave: a record or page (None when it has faults), its tree and its problems."""

    path: str
    record: Any
    tree: Tree | None
    problems: list[Problem]


def read_record(content: Path, folder: str, file: Path) -> Read:
    path = shown_path(content, file)
    text, problems = _text(path, file)
    if text is None:
        return Read(path, None, None, problems)
    return _record(folder, path, file.stem, text)


@cache
def _record(folder: str, path: str, stem: str, text: str) -> Read:
    """A pure function of the text, so that `make serve` reads anew only what was edited."""
    tree, problems = read_tree(path, text)
    if tree is None or problems:
        return Read(path, None, tree, problems)
    record, problems = validate(SHAPES[folder], path, tree)
    problems = [*problems, *_identifier_problems(path, stem, tree)]
    return Read(path, None if problems else record, tree, problems)


def read_page(content: Path, file: Path) -> Read:
    path = shown_path(content, file)
    slug = file.relative_to(content / "pages").with_suffix("").as_posix()
    text, problems = _text(path, file)
    if text is None:
        return Read(path, None, None, problems)
    return _page(slug, path, text)


@cache
def _page(slug: str, path: str, text: str) -> Read:
    problems: list[Problem] = []
    if not SLUG.match(slug):
        problems = [Problem(path, 1, "file", "must be named in a-z, 0-9 and hyphens, not otherwise")]
    lines = text.split("\n")
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if lines[0].rstrip() != "---" or end is None:
        message = "must start with front matter between two lines of ---, not without"
        return Read(path, None, None, [*problems, Problem(path, 1, "file", message)])
    tree, more = read_tree(path, "\n".join(lines[1:end]) + "\n", first_line=2)
    if tree is None or more or problems:
        return Read(path, None, tree, problems + more)
    head, more = validate(PAGE_SHAPE, path, tree)
    if head is None:
        return Read(path, None, tree, more)
    page = Page(slug=slug, head=head, body="\n".join(lines[end + 1 :]), body_line=end + 2)
    return Read(path, page, tree, [])


def shown_path(content: Path, file: Path) -> str:
    return f"content/{printable(file.relative_to(content).as_posix())}"


def _text(path: str, file: Path) -> tuple[str | None, list[Problem]]:
    if file.is_symlink() or not file.is_file():
        return None, [Problem(path, 1, "file", LINKED)]
    size = file.stat().st_size
    if size > LARGEST_BYTES:
        message = f"must be at most {LARGEST_BYTES} bytes, not {size}"
        return None, [Problem(path, 1, "file", message)]
    raw = file.read_bytes()
    try:
        text = raw.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return None, [Problem(path, line, "file", f"must be UTF-8, not byte {raw[error.start]:#04x}")]
    problems = [
        Problem(path, number, "file", f"must hold visible characters, not {named(character)}")
        for number, line in enumerate(text.split("\n"), 1)
        if not line.isprintable()
        for character in dict.fromkeys(line)
        if is_invisible(character)
    ]
    return (None, problems) if problems else (text, [])


def _identifier_problems(path: str, stem: str, tree: Tree) -> list[Problem]:
    given = tree.plain.get("id")
    if not isinstance(given, str):
        return []
    if stem != given:
        line = tree.lines[("id",)]
        return [Problem(path, line, "id", f"must be the name of the file, '{stem}', not '{given}'")]
    if not IDENTIFIER.match(given):
        return [Problem(path, tree.lines[("id",)], "id", f"must be a-z, 0-9, hyphens and dots, not '{given}'")]
    return []
