"""Blocks and pages of single guideline editions: rule table, card, readings, and the index of editions."""

from cml_calculators.catalogue import calculator
from cml_calculators.criteria import (
    Card,
    DiscontinuationCriteria,
    Guideline,
    MilestoneTable,
    MutationTable,
    PhaseClassification,
    RuleSet,
)
from handbook import wording
from handbook.addresses import edition_slug
from handbook.guidelines import newer_edition, older_edition
from handbook.library import Library
from handbook.pages import sections
from handbook.web.discontinuation_tables import discontinuation_table
from handbook.web.milestone_tables import milestone_table
from handbook.web.mutation_tables import mutation_table
from handbook.web.phase_table import entry, labeled_criteria, superseded_by
from handbook.web.rendering import edition_link, render

KINDS = {"phase-classification": "Phase", "milestones": "Milestones", "card": "Card, not evaluated"}


def rule_table(library: Library, slug: str, edition: Guideline) -> str:
    """The rule table of one edition, as its kind needs it."""
    match edition:
        case PhaseClassification():
            return _criteria(library, slug, edition)
        case MilestoneTable():
            return milestone_table(_heading(library, slug, edition), edition)
        case RuleSet():
            return _rules(library, slug, edition)
        case MutationTable():
            return mutation_table(_heading(library, slug, edition), edition)
        case DiscontinuationCriteria():
            return discontinuation_table(_heading(library, slug, edition), edition)
        case Card():
            return _card(library, slug, edition)


def _criteria(library: Library, slug: str, edition: PhaseClassification) -> str:
    rows = [entry(edition, criterion, gives) for gives, criterion in labeled_criteria(edition)]
    return render("criteria.html", edition=_heading(library, slug, edition), rows=rows,
                  otherwise=wording.PHASES[edition.otherwise])  # fmt: skip


def _rules(library: Library, slug: str, edition: RuleSet) -> str:
    """Each rule as the source says it and as it is evaluated."""
    words = words_of(edition.kind)
    named = [(words.get(rule.gives, wording.category(rule.gives)), rule) for rule in edition.rules]
    rows = [
        {
            "gives": gives,
            "text": criterion.text,
            "evaluated": wording.condition(criterion),
            "reference": criterion.reference or edition.reference,
            "locator": criterion.locator,
        }
        for gives, criterion in (*named, *(("A note", flag) for flag in edition.flags))
    ]
    otherwise = edition.otherwise and words.get(edition.otherwise, wording.category(edition.otherwise))
    return render("rules.html", edition=_heading(library, slug, edition), rows=rows, otherwise=otherwise)


def words_of(calculator_id: str) -> dict[str, str]:
    """What the calculator's answers call the words that a rule gives."""
    entry = calculator(calculator_id)
    if entry is None:
        return {}
    answers = (*entry.answers, *(entry.entries.answers if entry.entries else ()))
    return {word: label for answer in answers for word, label in answer.words}


def kind_in_words(kind: str) -> str:
    """`Phase`, `Milestones`, or the title of the calculator that evaluates the rules."""
    entry = calculator(kind)
    return KINDS.get(kind) or (entry.title if entry else wording.category(kind.replace("-", "_")))


def _card(library: Library, slug: str, edition: Card) -> str:
    """The statements of an edition that is shown and never evaluated."""
    rows = [(statement, wording.VERIFICATION[statement.verification]) for statement in edition.statements]
    return render("card.html", edition=_heading(library, slug, edition), rows=rows)


def guidelines_index(library: Library, slug: str) -> str:
    """All editions with their kind, date and how they were read."""
    order = next(inner.slugs for section in sections(library) for inner in section.inner)
    editions = sorted(library.guidelines.values(), key=lambda one: order.index(edition_slug(one)))
    rows = [(_heading(library, slug, edition), edition) for edition in editions]
    return render("guidelines.html", rows=rows, kind_in_words=kind_in_words)


def edition_markdown(library: Library, edition: Guideline) -> str:
    """The body of the page of one edition."""
    slug = edition_slug(edition)
    newer, older = newer_edition(library.guidelines, edition), older_edition(library.guidelines, edition)
    parts = []
    if newer:
        parts.append(f'!!! warning "Superseded"\n\n    A newer edition stands beside this one: {_link(newer)}.')
    parts.append(f"{edition.summary.strip()} [@{edition.reference}, {_first_locator(edition)}]")
    facts = [f"How it was read: {wording.VERIFICATION[edition.verification]}.", f"Published: {edition.published}."]
    if older:
        facts.append(f"Supersedes: {_link(older)}.")
    if isinstance(edition, MilestoneTable):
        facts.append(edition.line_note)
    parts.append("\n".join(f"- {fact}" for fact in facts))
    parts.append("## Criteria\n\n" + rule_table(library, slug, edition))
    if edition.readings:
        readings = "\n".join(f"- {one.text.strip()} [@{one.reference}, {one.locator}]" for one in edition.readings)
        parts.append(f"## How we read the source\n\n{readings}")
    return "\n\n".join(parts)


def _link(edition: Guideline) -> str:
    """From one edition page to another: both stand one folder below the index."""
    return f"[{edition.title}](../{edition_slug(edition).split('/', 2)[2]}.md)"


def _first_locator(edition: Guideline) -> str:
    match edition:
        case PhaseClassification():
            return edition.criteria[0].locator
        case MilestoneTable():
            return edition.milestones[0].locator
        case RuleSet():
            return edition.rules[0].locator
        case MutationTable():
            return edition.locator
        case DiscontinuationCriteria():
            return edition.rules[0].locator
        case Card():
            return edition.statements[0].locator


def _heading(library: Library, slug: str, edition: Guideline) -> dict[str, str | None]:
    return {
        "title": edition.title,
        "address": edition_link(slug, edition),
        "verification": wording.VERIFICATION[edition.verification],
        "superseded_by": superseded_by(library, edition),
    }
