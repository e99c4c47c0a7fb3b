"""The criteria of each edition as a table to be read on paper, with how to read it."""

from collections.abc import Iterator, Mapping
from typing import Any

from cml_calculators.calculator import Calculator
from cml_calculators.catalogue import calculator, shows
from cml_calculators.criteria import (
    Card,
    Condition,
    Criterion,
    DiscontinuationCriteria,
    Guideline,
    MilestoneTable,
    MutationTable,
    PhaseClassification,
    PhaseCriterion,
    RuleSet,
)
from cml_calculators.milestones import ANY_TIME_FROM_MONTH
from cml_calculators.monitoring import schedule_in_words
from cml_calculators.mutations import STATUS_WORDS
from cml_calculators.transplant_considerations import TITLES
from handbook import wording
from handbook.guidelines import newer_edition
from handbook.library import Library
from handbook.milestones import conditions_of, rows_at, times
from handbook.web.discontinuation_tables import GIVES
from handbook.web.editions import words_of
from handbook.web.phase_table import labeled_criteria
from handbook.worksheets.conditions import check, milestone_check, names_in

Table = dict[str, Any]
# The milestones of a series are those of each of its samples, which the worksheet on molecular response has.
ELSEWHERE = {"kinetics": "milestones"}

FIRST_MET = "Go down the rows: the first row that is met gives the answer."
FIRST_NOT_OPEN = f"{FIRST_MET} A row that stays open before it leaves the answer open."
EACH = "Each row stands by itself: met, not met, or open while an entry is not known."
READINGS: Mapping[str, str] = {
    "phase": (
        "In each table: mark every row. The highest phase with a row that is met is the answer: blast, accelerated, "
        "then chronic. Without one, the last row. A row that stays open leaves the phase that it gives possible. Blast "
        "crisis is blast phase with all rows of that name. High-risk features and notes decide no phase."
    ),
    "molecular-response": (
        "In each table: take the row of the last time point that has passed"
        f", and from month {ANY_TIME_FROM_MONTH} on the row “Any time” as well. Mark what is met: the leftmost "
        "column with a mark is the answer. Without a mark it is what the caption says. Before the first time point, "
        "in another line of treatment and off treatment the table does not apply. Undetectable counts as the limit "
        "of the level that the copies support."
    ),
    "kinetics": f"{FIRST_NOT_OPEN} Without a pair of values the rule does not apply.",
    "cytogenetic-response": FIRST_MET,
    "hematologic-response": FIRST_NOT_OPEN,
    "resistance": (
        "Each table by itself: met when one row marked “Met” is met, not met when none of them can be. The other "
        "rows decide nothing."
    ),
    "treatment-free-remission": (
        "Each table by itself: every row marked “Needed” must be met. A row that is open, or that the source leaves "
        "open, leaves the answer open unless another is not met. The optimal tier needs its rows besides."
    ),
    "mutations": (
        "Find the row of the variant: what stands in the column of the inhibitor is what that table says. A variant "
        "without a row and an empty cell are no data, which is not the same as susceptible. Where tables differ, the "
        "more cautious one counts. No table covers compound mutations."
    ),
    "marrow-indication": EACH,
    "ph-category": f"{FIRST_MET} Without one the table of findings below says what is left.",
    "transplant-considerations": f"{EACH} A row that is met is no recommendation.",
    "post-transplant-imatinib": f"{EACH} Of the two rows on the dose the first that is met holds.",
    "ponatinib-dose": f"{EACH} Without a response value the starting dose is the only one that the source gives.",
    "hydroxyurea": FIRST_NOT_OPEN,
    "imatinib-dose-escalation": (
        f"{EACH} With a circumstance that is met, the table of the dose gives the step from the present dose."
    ),
}


def editions(library: Library, entry: Calculator) -> list[Guideline]:
    """What the worksheet prints, the newest first; cards, which are never evaluated, at the end."""
    shown = [one for one in library.guidelines.values() if shows(entry, one)]
    own = [one for one in shown if one.kind != ELSEWHERE.get(entry.id)]
    newest_first = sorted(own, key=lambda one: one.published, reverse=True)
    return sorted(newest_first, key=lambda one: isinstance(one, Card))


def decision_table(library: Library, edition: Guideline) -> Table:
    """The table of one edition, with the name of the template that prints it."""
    newer = newer_edition(library.guidelines, edition)
    heading: Table = {
        "title": edition.title,
        "year": edition.published[:4],
        "verification": wording.VERIFICATION[edition.verification],
        "superseded_by": newer.label if newer else None,
    }
    return heading | {"after": []} | _body(edition)


def names_looked_at(edition: Guideline) -> set[str]:
    """Entries, derived measurements and named rules that the rows of the edition look at."""
    match edition:
        case PhaseClassification():
            criteria: list[Condition] = [criterion for _, criterion in labeled_criteria(edition)]
        case RuleSet():
            criteria = [*edition.rules, *edition.flags]
        case DiscontinuationCriteria():
            criteria = [*edition.rules, *(rule.left_open for rule in edition.rules if rule.left_open)]
        case MilestoneTable():
            return {name for row in edition.milestones for name in conditions_of(row)}
        case MutationTable() | Card():
            return set()
    return {name for criterion in criteria for name in names_in(criterion)}


def _body(edition: Guideline) -> Table:
    match edition:
        case PhaseClassification():
            rows = [_phase_row(edition, gives, criterion) for gives, criterion in labeled_criteria(edition)]
            return {"kind": "rules", "rows": rows, "otherwise": wording.PHASES[edition.otherwise]}
        case MilestoneTable():
            return _milestones(edition)
        case RuleSet():
            return _rules(edition)
        case MutationTable():
            return _mutations(edition)
        case DiscontinuationCriteria():
            return _stopping(edition)
        case Card():
            said = [(one, wording.VERIFICATION[one.verification]) for one in edition.statements]
            return {"kind": "card", "rows": said}


def _row(edition: Guideline, gives: str, criterion: Criterion) -> Table:
    return {
        "gives": gives,
        "text": criterion.text,
        "check": check(criterion),
        "left_open": None,
        "reference": criterion.reference or edition.reference,
        "locator": criterion.locator,
    }


def _phase_row(edition: PhaseClassification, gives: str, criterion: PhaseCriterion) -> Table:
    """Where nothing but numbers decides, the check says all that the source's words say."""
    text = "" if criterion.phase and wording.is_numeric(criterion) else criterion.text
    return _row(edition, gives, criterion) | {"text": f"{text} (provisional)" if criterion.provisional else text}


def _rules(edition: RuleSet) -> Table:
    words, named = words_of(edition.kind), _answers_of(edition.kind)
    rows = [
        _row(edition, named.get(rule.id) or words.get(rule.gives) or named.get(rule.gives) or rule.gives, rule)
        for rule in edition.rules
    ]
    rows += [_row(edition, "A note", flag) for flag in edition.flags]
    return {"kind": "rules", "rows": rows, "otherwise": edition.otherwise and words[edition.otherwise]}


def _answers_of(calculator_id: str) -> Mapping[str, str]:
    """The answers that stand for one rule each: by the rule's id, or by what it gives."""
    entry = calculator(calculator_id)
    answers = entry.answers if entry else ()
    return {answer.name: answer.label for answer in answers} | (
        TITLES if calculator_id == "transplant-considerations" else {}
    )


def _stopping(edition: DiscontinuationCriteria) -> Table:
    rows = []
    for rule in edition.rules:
        left_open = rule.left_open and {"check": check(rule.left_open), "text": rule.left_open.text}
        rows.append(_row(edition, GIVES[rule.gives], rule) | {"left_open": left_open})
    return {
        "kind": "rules",
        "rows": rows,
        "otherwise": None,
        "reference": edition.reference,
        "after": list(_after_a_stop(edition)),
    }


def _after_a_stop(edition: DiscontinuationCriteria) -> Iterator[tuple[str, str, str]]:
    for figure in edition.expected_relapse:
        yield "Relapse", figure.text, figure.locator
    yield "Tests", schedule_in_words(edition.schedule), edition.schedule[0].locator
    yield "Treatment again", edition.restart.text, edition.restart.locator


def _milestones(table: MilestoneTable) -> Table:
    """A row per time point, a column per category from the worst to the best."""
    rows = []
    for month in times(table):
        given = rows_at(table, month)
        cells = [[milestone_check(row) for row in given if row.category == category] for category in table.categories]
        sources = {(row.reference or table.reference, row.locator): None for row in given}
        rows.append({"time": "Any time" if month is None else f"{month} months", "cells": cells,
                     "sources": list(sources)})  # fmt: skip
    return {
        "kind": "milestones",
        "categories": [wording.category(category) for category in table.categories],
        "otherwise": wording.category(table.otherwise) if table.otherwise else "Not assigned by the source",
        "line_note": table.line_note,
        "rows": rows,
    }


def _mutations(table: MutationTable) -> Table:
    words = dict(STATUS_WORDS)
    rows = []
    for row in table.rows:
        by_inhibitor = {cell.inhibitor: (words[cell.status], cell.printed) for cell in row.cells}
        rows.append({"name": ", ".join(row.variants) or row.label, "evaluated": bool(row.variants),
                     "cells": [by_inhibitor.get(one) for one in table.inhibitors], "locator": row.locator})  # fmt: skip
    remarks = [(", ".join(one.variants) or "Compound mutations", one, wording.VERIFICATION[one.verification])
               for one in table.remarks]  # fmt: skip
    return {"kind": "mutations", "inhibitors": table.inhibitors, "rows": rows, "reference": table.reference,
            "remarks": remarks}  # fmt: skip
