"""Blocks of the smaller records: response levels, phases, discrepancies, glossary, calculators."""

from cml_calculators.calculator import Calculator
from cml_calculators.catalogue import CALCULATORS, shows
from cml_calculators.criteria import Card, Guideline, ResponseLevel
from handbook import wording
from handbook.addresses import relative_address
from handbook.guidelines import newer_edition
from handbook.library import Library
from handbook.web.proportions import recomputed
from handbook.web.rendering import cite, edition_link, render


def response_levels(library: Library, slug: str, kind: str) -> str:
    levels = sorted((one for one in library.responses.values() if one.kind == kind), key=lambda one: one.rank)
    rows = [
        {
            "level": level,
            "limit": _limit(level),
            "log": None if level.log_reduction is None else wording.number(level.log_reduction),
            "copies": [
                (f"{one.gene} ≥ {wording.number(one.at_least)}", one, wording.VERIFICATION[one.verification])
                for one in level.undetected_copies
            ],
            "verification": wording.VERIFICATION[level.verification],
        }
        for level in levels
    ]
    columns = {name for row in rows for name in ("limit", "log", "copies") if row[name]}
    readings = [(level, reading) for level in levels for reading in level.readings]
    return render("response-levels.html", kind=kind, rows=rows, columns=columns, readings=readings)


def phase_record(library: Library, slug: str, own_id: str) -> str:
    return render("phase-record.html", phase=library.phases[own_id])


def checklist(library: Library, slug: str, own_id: str) -> str:
    """Groups of items; a script gives each a box to tick, and paper has one as well."""
    one = library.checklists[own_id]
    groups = []
    for group in one.groups:
        signs = library.phases[group.phase].signs if group.phase else ()
        rows = [(sign.text, cite(sign.reference, sign.locator)) for sign in signs]
        rows += [(item.text, cite(item.reference, item.locator, item.cites)) for item in group.items]
        groups.append((group, rows))
    return render("checklist.html", one=one, groups=groups)


def discrepancy(library: Library, slug: str, own_id: str) -> str:
    one = library.discrepancies[own_id]
    return render("discrepancy.html", one=one, proportions=recomputed(one))


def discrepancies(library: Library, slug: str) -> str:
    """All of them, with links to the pages they bear on."""
    rows = [
        (one, recomputed(one), [(library.pages[page].head.title, relative_address(slug, page)) for page in one.pages])
        for one in sorted(library.discrepancies.values(), key=lambda one: one.title.lower())
    ]
    return render("discrepancies.html", rows=rows)


def glossary(library: Library, slug: str) -> str:
    terms = sorted(library.glossary.values(), key=lambda term: (term.term.lower(), term.id))
    return render("glossary.html", terms=terms)


def calculators(library: Library, slug: str) -> str:
    """The calculators that have a page, in the order of the catalogue, with the editions that each decides by."""
    rows = [
        {
            "title": one.title,
            "question": one.question,
            "address": relative_address(slug, f"calculators/{one.id}"),
            "editions": [
                {
                    "title": edition.label,
                    "address": edition_link(slug, edition),
                    "superseded_by": newer_edition(library.guidelines, edition),
                }
                for edition in _evaluated(library, one)
            ],
            "equations": [equation.title for equation in one.equations],
        }
        for one in CALCULATORS
        if f"calculators/{one.id}" in library.pages
    ]
    return render("calculators.html", rows=rows)


def _evaluated(library: Library, entry: Calculator) -> list[Guideline]:
    """The editions that the calculator evaluates, newest first."""
    shown = (edition for edition in library.guidelines.values() if shows(entry, edition))
    return sorted((one for one in shown if not isinstance(one, Card)), key=lambda one: one.published, reverse=True)


def _limit(level: ResponseLevel) -> str | None:
    if level.bcr_abl1_percent_is is not None:
        return f"BCR::ABL1 {wording.bounds(level.bcr_abl1_percent_is)}"
    if level.ph_positive_percent is not None:
        return f"Ph-positive metaphases {wording.bounds(level.ph_positive_percent)}"
    return None
