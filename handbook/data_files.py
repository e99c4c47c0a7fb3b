"""What the site publishes as data: each kind of record as one JSON file, with its JSON Schema; BibTeX beside them."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from handbook.bibtex import bibtex
from handbook.csl import CslItem, csl_item
from handbook.library import Library
from handbook.plain_data import plain
from handbook.reader import SHAPES
from handbook.schemas import list_schema

FOLDER = "data"
BIBTEX = f"{FOLDER}/references.bib"


@dataclass(frozen=True)
class DataFile:
    """One file: what it holds, its records, and the shape of one of them."""

    name: str
    title: str
    description: str
    records: Callable[[Library], Iterable[Any]]
    shape: Any

    @property
    def path(self) -> str:
        return f"{FOLDER}/{self.name}.json"

    @property
    def schema_path(self) -> str:
        return f"{FOLDER}/{self.name}.schema.json"


def _of(folder: str) -> Any:
    """The dataclasses of the records of a folder of content."""
    return reduce(or_, SHAPES[folder].choices)


DATA_FILES: tuple[DataFile, ...] = (
    DataFile("guidelines", "Guideline editions", "Every edition of criteria, with each criterion and its locator.",
             lambda library: library.guidelines.values(), _of("guidelines")),
    DataFile("drugs", "Drugs", "Names, doses and findings of every drug.",
             lambda library: library.drugs.values(), _of("drugs")),
    DataFile("trials", "Studies", "Trials and other studies with arms, outcomes, figures and findings.",
             lambda library: library.studies.values(), _of("studies")),
    DataFile("datasets", "Data tables", "Tables of sources, with lost cells marked.",
             lambda library: library.datasets.values(), _of("datasets")),
    DataFile("responses", "Response levels", "Levels of molecular, cytogenetic and hematologic response.",
             lambda library: library.responses.values(), _of("responses")),
    DataFile("phases", "Phases", "Phases of the disease, with their signs.",
             lambda library: library.phases.values(), _of("phases")),
    DataFile("evidence-levels", "Levels of evidence", "The codes of each scheme.",
             lambda library: library.evidence_levels.values(), _of("evidence-levels")),
    DataFile("discrepancies", "Discrepancies", "Places where sources contradict each other or themselves.",
             lambda library: library.discrepancies.values(), _of("discrepancies")),
    DataFile("hazards", "Hazard log", "How the handbook could do harm, with controls and the tests that prove them.",
             lambda library: library.hazards.values(), _of("hazards")),
    DataFile("glossary", "Glossary", "Terms with their definitions and synonyms.",
             lambda library: library.glossary.values(), _of("glossary")),
    DataFile("references", "Bibliography", "Every work that the handbook cites, as CSL-JSON.",
             lambda library: map(csl_item, library.references.values()), CslItem),
)  # fmt: skip


def data_files(library: Library) -> Mapping[str, bytes]:
    """Every data file and its schema by its path in the site: the same bytes for the same content."""
    files: dict[str, bytes] = {BIBTEX: bibtex(library.references.values()).encode("ascii")}
    for one in DATA_FILES:
        files[one.path] = _json([plain(record) for record in one.records(library)])
        files[one.schema_path] = _json(list_schema(one.shape, one.title, one.description))
    return files


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
