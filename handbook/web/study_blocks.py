"""Blocks of studies: one study, the table of all, the table of all outcomes."""

from typing import Any

from handbook.addresses import relative_address
from handbook.library import Library
from handbook.studies import Study
from handbook.web.figures import ENDPOINTS, KINDS, LINES, PHASES, finding_row, outcome_row
from handbook.web.headings import level_below, with_headings
from handbook.web.rendering import render

# Endpoints about harm come after those about benefit.
ENDPOINT_ORDER = list(ENDPOINTS.values())


def study(library: Library, slug: str, own_id: str) -> str:
    """All of one study: what it is, its arms, its outcomes, what else the source says."""
    one = library.studies[own_id]
    parts = [("", render("study-facts.html", study=one, facts=_facts(one)))]
    if one.arms:
        arms = [(arm, _drugs(library, slug, arm.drugs)) for arm in one.arms]
        columns = {
            name for name in ("drugs", "dose", "n") if any(getattr(arm, name) not in (None, ()) for arm in one.arms)
        }
        parts.append(("Arms", render("study-arms.html", study=one, arms=arms, columns=columns)))
    if one.outcomes:
        names = {arm.id: arm.name for arm in one.arms}
        rows = [outcome_row(library, slug, outcome, names) for outcome in one.outcomes]
        columns = {name for name in ("time", "comparison") if any(row[name] for row in rows)}
        parts.append(("Results", render("study-outcomes.html", study=one, rows=rows, columns=columns)))
    if one.findings:
        rows = [finding_row(library, slug, finding) for finding in one.findings]
        parts.append(("Findings", render("findings.html", rows=rows)))
    prefix = "" if slug == f"studies/{own_id}" else f"{own_id}-"
    return with_headings(level_below(library, slug, f"::: {{study id={own_id}}}"), prefix, parts)


def studies(library: Library, slug: str) -> str:
    """One row for each study."""
    rows = [
        {
            "study": one,
            "address": study_address(library, slug, one.id),
            "kind": KINDS[one.kind],
            "phase": PHASES[one.phase],
            "line": LINES[one.line],
            "drugs": _drugs(library, slug, _all_drugs(one)),
        }
        for one in sorted(library.studies.values(), key=lambda one: one.name.lower())
    ]
    return render("studies.html", rows=rows)


def outcomes(library: Library, slug: str) -> str:
    """Every outcome of every study, with what a reader filters by."""
    return _outcome_table(library, slug, "All outcomes", list(library.studies.values()))


def outcomes_of_phase(library: Library, slug: str, phase: str) -> str:
    """The outcomes of the studies of one phase."""
    own = [one for one in library.studies.values() if one.phase == phase]
    return _outcome_table(library, slug, f"Outcomes of studies: {PHASES[phase].lower()}", own)


def outcomes_of_line(library: Library, slug: str, line: str) -> str:
    """The outcomes of the studies of one line of treatment."""
    own = [one for one in library.studies.values() if one.line == line]
    return _outcome_table(library, slug, f"Outcomes of studies: {LINES[line].lower()}", own)


def _outcome_table(library: Library, slug: str, label: str, chosen: list[Study]) -> str:
    rows = []
    for one in sorted(chosen, key=lambda one: one.name.lower()):
        arms = {arm.id: arm.name for arm in one.arms}
        for outcome in one.outcomes:
            row = outcome_row(library, slug, outcome, arms)
            row |= {"study": one.name, "address": study_address(library, slug, one.id), "line": LINES[one.line]}
            rows.append(row | {"drugs": [name for name, _ in _drugs(library, slug, _all_drugs(one))]})
    rows.sort(key=lambda row: ENDPOINT_ORDER.index(row["endpoint"]))
    return render("outcomes.html", rows=rows, label=label)


def study_address(library: Library, slug: str, own_id: str) -> str:
    """The study's own page, or its place on a page that several share."""
    if f"studies/{own_id}" in library.pages:
        return relative_address(slug, f"studies/{own_id}")
    shared = next(page.slug for page in library.pages.values() if f"::: {{study id={own_id}}}" in page.body)
    return f"{relative_address(slug, shared)}#{own_id}"


def _facts(one: Study) -> list[tuple[str, str]]:
    facts = [
        ("Kind", KINDS[one.kind]),
        ("Registry number", one.registry),
        ("Patients", None if one.patients is None else f"{one.patients:,}"),
        ("Population", one.population),
        ("Phase", PHASES[one.phase]),
        ("Line", LINES[one.line]),
        ("Follow-up", one.follow_up),
    ]
    return [(name, value) for name, value in facts if value]


def _all_drugs(one: Study) -> tuple[str, ...]:
    return tuple(dict.fromkeys(drug for arm in one.arms for drug in arm.drugs))


def _drugs(library: Library, slug: str, ids: tuple[str, ...]) -> list[tuple[str, str | None]]:
    """Names with the address of the drug's page, where it has one."""
    found: list[tuple[str, Any]] = []
    for own_id in ids:
        page = f"drugs/{own_id}"
        found.append((library.drugs[own_id].name, relative_address(slug, page) if page in library.pages else None))
    return found
