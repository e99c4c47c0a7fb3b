"""Everything of `content/`, loaded and frozen."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cml_calculators.criteria import Guideline, ResponseLevel
from handbook import guidelines
from handbook.model import (
    Change,
    Checklist,
    Discrepancy,
    Example,
    GlossaryTerm,
    Hazard,
    Page,
    PhaseRecord,
    Reference,
    SearchWords,
)
from handbook.problems import Location, Problem, field_name
from handbook.reader import LINKED, SHAPES, Read, read_page, read_record, shown_path
from handbook.studies import Chart, Dataset, Drawing, Drug, EvidenceLevel, Study
from handbook.validation import nearest_line


@dataclass(frozen=True)
class Source:
    """Where a record was read: its file, and the line of each of its fields."""

    path: str
    lines: Mapping[Location, int]

    def problem(self, location: Location, message: str) -> Problem:
        return Problem(self.path, nearest_line(self.lines, location), field_name(location), message)


# Compared by identity, so that what is found out about a whole library can be remembered for it.
@dataclass(frozen=True, eq=False)
class Library:
    """All records by id (guidelines by kind and id, pages by slug) in sorted order; `sources` by folder and key."""

    references: Mapping[str, Reference]
    guidelines: Mapping[str, Guideline]
    responses: Mapping[str, ResponseLevel]
    phases: Mapping[str, PhaseRecord]
    checklists: Mapping[str, Checklist]
    glossary: Mapping[str, GlossaryTerm]
    discrepancies: Mapping[str, Discrepancy]
    examples: Mapping[str, Example]
    drugs: Mapping[str, Drug]
    studies: Mapping[str, Study]
    evidence_levels: Mapping[str, EvidenceLevel]
    datasets: Mapping[str, Dataset]
    charts: Mapping[str, Chart]
    changes: Mapping[str, Change]
    drawings: Mapping[str, Drawing]
    hazards: Mapping[str, Hazard]
    search_words: Mapping[str, SearchWords]
    pages: Mapping[str, Page]
    sources: Mapping[tuple[str, str], Source]

    def records(self) -> Iterator[tuple[Source, Any]]:
        """Every record and the front matter of every page, with where it stands."""
        for folder in SHAPES:
            for own_id, record in getattr(self, _attribute(folder)).items():
                yield self.sources[folder, own_id], record
        for slug, page in self.pages.items():
            yield self.sources["pages", slug], page.head


def load_library(content: Path) -> tuple[Library | None, list[Problem]]:
    """The library, or None and every fault of every file, sorted."""
    reads = [(folder, read) for folder in SHAPES for read in _read_folder(content, folder)]
    reads += [("pages", read_page(content, file)) for file in sorted((content / "pages").rglob("*.md"))]
    problems = [problem for _, read in reads for problem in read.problems]
    problems += [*_stray_files(content), *_same_ids(reads)]
    if problems:
        return None, sorted(set(problems))
    by_folder: dict[str, dict[str, Any]] = {folder: {} for folder in (*SHAPES, "pages")}
    sources = {}
    for folder, read in reads:
        key = _key(folder, read.record)
        by_folder[folder][key] = read.record
        sources[folder, key] = Source(read.path, read.tree.lines if read.tree else {(): 1})
    return Library(sources=sources, **{_attribute(folder): records for folder, records in by_folder.items()}), []


def count_files(content: Path) -> int:
    return sum(1 for path in content.rglob("*") if path.is_file())


def fields_below(record: Any, location: Location = ()) -> Iterator[tuple[Location, Any]]:
    """Every dataclass inside `record`, itself included, with its location."""
    names = _field_names(record.__class__)
    if names is not None:
        yield location, record
        for name in names:
            value = getattr(record, name)
            # Most are texts and numbers, which hold nothing.
            if value is not None and not isinstance(value, str):
                yield from fields_below(value, (*location, name))
    elif isinstance(record, tuple):
        for index, entry in enumerate(record):
            yield from fields_below(entry, (*location, index))


@cache
def _field_names(kind: Any) -> tuple[str, ...] | None:
    return tuple(field.name for field in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else None


def _attribute(folder: str) -> str:
    """The field of `Library` that holds the records of a folder."""
    return folder.replace("-", "_")


def _read_folder(content: Path, folder: str) -> Iterator[Read]:
    for file in sorted((content / folder).rglob("*.yml")):
        yield read_record(content, folder, file)


def _key(folder: str, record: Any) -> str:
    if folder == "guidelines":
        return guidelines.key(record)
    return str(record.slug if folder == "pages" else record.id)


def _same_ids(reads: list[tuple[str, Read]]) -> Iterator[Problem]:
    """Records of one kind with one id: file names are ids, so they stand in different subfolders."""
    first: dict[tuple[str, str], str] = {}
    for folder, read in reads:
        if folder != "pages" and read.record is not None:
            earlier = first.setdefault((folder, _key(folder, read.record)), read.path)
            if earlier != read.path:
                yield Problem(read.path, 1, "id", f"must be unique, not '{read.record.id}' again (see {earlier})")


def _stray_files(content: Path) -> list[Problem]:
    """Files that no reader takes: without this an author's `.yaml` would be left out in silence."""
    problems = []
    for file in sorted(path for path in content.rglob("*") if path.is_symlink() or not path.is_dir()):
        folder = file.relative_to(content).parts[0]
        if file.is_symlink():
            problems.append(Problem(shown_path(content, file), 1, "file", LINKED))
            continue
        if folder == "pages" and file.suffix == ".md":
            continue
        if folder in SHAPES and file.suffix == ".yml":
            continue
        must = f"must be content/<{' | '.join(SHAPES)}>/**/<id>.yml or content/pages/**.md, not here"
        problems.append(Problem(shown_path(content, file), 1, "file", must))
    return problems
