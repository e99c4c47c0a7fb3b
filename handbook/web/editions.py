"""Blocks and pages of single guideline editions: rule table, card, readings, and the index of editions."""

from cml_calculators.criteria import Card, Guideline, MilestoneTable, PhaseClassification

from handbook import wording
from handbook.addresses import edition_slug
from handbook.library import Library
from handbook.pages import sections
from handbook.web.milestone_tables import milestone_table
from handbook.web.phase_table import entry, labeled_criteria, superseded_by
from handbook.web.rendering import edition_link, render


def criteria_table(library: Library, slug: str, guideline_id: str) -> str:
    """The rule table of one edition, whatever its kind."""
    edition = library.guidelines[guideline_id]
    if isinstance(edition, MilestoneTable):
        return milestone_table(library, slug, guideline_id)
    if isinstance(edition, Card):
        return card(library, slug, guideline_id)
    rows = [entry(edition, criterion, gives) for gives, criterion in labeled_criteria(edition)]
    return render("criteria.html", edition=_heading(library, slug, edition), rows=rows,
                  otherwise=wording.PHASES[edition.otherwise])  # fmt: skip


def card(library: Library, slug: str, guideline_id: str) -> str:
    """The statements of an edition that is shown and never evaluated."""
    edition = library.guidelines[guideline_id]
    statements = edition.statements if isinstance(edition, Card) else ()
    rows = [(statement, wording.VERIFICATION[statement.verification]) for statement in statements]
    return render("card.html", edition=_heading(library, slug, edition), rows=rows)


def guidelines_index(library: Library, slug: str) -> str:
    """All editions with their kind, date and how they were read."""
    order = next(inner.slugs for section in sections(library) for inner in section.inner)
    editions = sorted(library.guidelines.values(), key=lambda one: order.index(edition_slug(one.id)))
    rows = [(_heading(library, slug, edition), edition) for edition in editions]
    return render("guidelines.html", rows=rows, kinds=KINDS)


KINDS = {"phase-classification": "Phase", "milestones": "Milestones", "card": "Card, not evaluated"}


def edition_markdown(library: Library, edition: Guideline) -> str:
    """The body of the page of one edition."""
    slug = edition_slug(edition.id)
    newer = next((one for one in library.guidelines.values() if one.supersedes == edition.id), None)
    older = library.guidelines.get(edition.supersedes or "")
    parts = []
    if newer:
        parts.append(f'!!! warning "Superseded"\n\n    A newer edition stands beside this one: [{newer.title}]({newer.id}.md).')
    parts.append(f"{edition.summary.strip()} [@{edition.reference}, {_first_locator(edition)}]")
    parts.append(
        f"- Source: {wording.VERIFICATION[edition.verification]}.\n- Published: {edition.published}."
        + (f"\n- Supersedes: [{older.title}]({older.id}.md)." if older else "")
        + (f"\n- {edition.line_note}" if isinstance(edition, MilestoneTable) else "")
    )
    parts.append("## Criteria\n\n" + criteria_table(library, slug, edition.id))
    if edition.readings:
        readings = "\n".join(f"- {one.text} [@{one.reference}, {one.locator}]" for one in edition.readings)
        parts.append(f"## How we read the source\n\n{readings}")
    return "\n\n".join(parts)


def _first_locator(edition: Guideline) -> str:
    if isinstance(edition, PhaseClassification):
        return edition.criteria[0].locator
    return edition.milestones[0].locator if isinstance(edition, MilestoneTable) else edition.statements[0].locator


def _heading(library: Library, slug: str, edition: Guideline) -> dict[str, str | None]:
    return {
        "title": edition.title,
        "address": edition_link(slug, edition.id),
        "verification": wording.VERIFICATION[edition.verification],
        "superseded_by": superseded_by(library, edition.id),
    }
