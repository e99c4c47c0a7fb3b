"""Blocks of drugs, doses, levels of evidence and data tables."""

from collections.abc import Iterator
from typing import Any

from handbook import wording
from handbook.addresses import relative_address
from handbook.library import Library, fields_below
from handbook.studies import Dataset, Drug, Finding, Outcome, Row
from handbook.web.figures import DISCREPANCIES, ENDPOINTS, finding_row
from handbook.web.headings import level_below, with_headings
from handbook.web.rendering import render

TOPICS = {
    "mechanism": "How it works", "use": "Use", "activity": "What studies found", "variants": "Kinase-domain variants",
    "safety": "Safety", "interactions": "Interactions", "approval": "Approval", "cost": "Cost", "history": "History",
}  # fmt: skip


def drug(library: Library, slug: str, own_id: str) -> str:
    """All of one drug: its names, doses, and what the sources say, by topic."""
    one = library.drugs[own_id]
    parts = [("", render("drug-facts.html", drug=one))]
    if one.doses:
        parts.append(("Doses", render("drug-doses.html", drug=one, rows=_doses(library, slug, one))))
    for topic, title in TOPICS.items():
        rows = [finding_row(library, slug, finding) for finding in one.findings if finding.topic == topic]
        if rows:
            parts.append((title, render("findings.html", rows=rows)))
    prefix = "" if slug == f"drugs/{own_id}" else f"{own_id}-"
    return with_headings(level_below(library, slug, f"::: {{drug id={own_id}}}"), prefix, parts)


def doses(library: Library, slug: str) -> str:
    """Every dose of every drug."""
    rows = [
        (one.name, _drug_address(library, slug, one), dose)
        for one in _sorted(library)
        for dose in _doses(library, slug, one)
    ]
    return render("doses.html", rows=rows)


def drugs(library: Library, slug: str) -> str:
    rows = [(one, _drug_address(library, slug, one)) for one in _sorted(library)]
    return render("drugs.html", rows=rows)


def evidence_levels(library: Library, slug: str) -> str:
    """The codes with their meaning, where a source gives one, and the statements that carry them."""
    by_code = sorted(library.evidence_levels.values(), key=lambda one: one.code)
    levels = sorted(by_code, key=lambda one: one.scheme, reverse=True)
    graded = list(_graded(library, slug))
    rows = [
        (level, dict.fromkeys((text, address) for code, text, address in graded if code == level.id))
        for level in levels
    ]
    return render("evidence-levels.html", rows=rows)


def dataset(library: Library, slug: str, own_id: str) -> str:
    """A table of a source; a lost cell is marked, and what it must have held stands apart from what is printed."""
    one = library.datasets[own_id]
    rows = [[_cell(row, column.id) for column in one.columns] for row in one.rows]
    notes = [(_first_cell(one, row), row.note) for row in one.rows if row.note]
    lost = any(row.lost for row in one.rows)
    return render("dataset.html", dataset=one, rows=rows, notes=notes, lost=lost,
                  disagreements=_disagreements(library, slug, one))  # fmt: skip


def _first_cell(one: Dataset, row: Row) -> str:
    """The label of a row: its first column, which a sorted table keeps with it."""
    column = one.columns[0]
    return f"{column.label} {row.cells.get(column.id) or (row.inferred or {}).get(column.id, '')}".strip()


def _sorted(library: Library) -> list[Drug]:
    return sorted(library.drugs.values(), key=lambda one: one.name.lower())


def _drug_address(library: Library, slug: str, one: Drug) -> str | None:
    """The drug's own page, or its place on a page that several share."""
    page = f"drugs/{one.id}"
    if page in library.pages:
        return relative_address(slug, page)
    shared = (other.slug for other in library.pages.values() if f"::: {{drug id={one.id}}}" in other.body)
    return next((f"{relative_address(slug, other)}#drug-{one.id}" for other in shared), None)


def _doses(library: Library, slug: str, one: Drug) -> list[dict[str, Any]]:
    return [
        {
            **finding_row(library, slug, dose),
            "setting": dose.setting,
            "year": dose.year,
            "food": dose.food,
            "verification": wording.VERIFICATION[dose.verification],
        }
        for dose in one.doses
    ]


def _graded(library: Library, slug: str) -> Iterator[tuple[str, str, str]]:
    """Code, words and address of each statement of a record that carries a level of evidence."""
    for source, record in library.records():
        for _, part in fields_below(record):
            if isinstance(part, (Finding, Outcome)) and part.evidence_level:
                name, page = getattr(record, "name", ""), _page_of(library, source.path)
                words = part.text if isinstance(part, Finding) else f"{name}: {ENDPOINTS[part.endpoint]}"
                yield part.evidence_level, words, relative_address(slug, page) if page else ""


def _page_of(library: Library, path: str) -> str | None:
    """The page of a record: `content/drugs/imatinib.yml` stands on `drugs/imatinib`."""
    folder, own_id = path.removesuffix(".yml").split("/")[1:3]
    slug = f"{folder}/{own_id}"
    return slug if slug in library.pages else None


def _cell(row: Row, column: str) -> dict[str, Any]:
    return {
        "value": row.cells.get(column),
        "lost": column in row.lost,
        "inferred": (row.inferred or {}).get(column),
    }


def _disagreements(library: Library, slug: str, one: Dataset) -> list[tuple[str, str]]:
    ids = dict.fromkeys((*one.discrepancies, *(own_id for row in one.rows for own_id in row.discrepancies)))
    address = relative_address(slug, DISCREPANCIES)
    return [(library.discrepancies[own_id].title, f"{address}#{own_id}") for own_id in ids]
