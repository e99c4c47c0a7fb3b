"""The rules of the content, one per module. A rule is a function from the library to its problems."""

from collections.abc import Callable, Iterator

from handbook.checks import (
    abbreviations,
    block_calls,
    bounds,
    calculator_pages,
    changes,
    chart_records,
    citation_form,
    cited_statements,
    conditions,
    discrepancy_pages,
    drawings,
    example_inputs,
    hazard_proofs,
    input_names,
    linked_records,
    milestone_rows,
    monitoring_steps,
    mutation_rows,
    overlaps,
    page_links,
    page_order,
    placed_records,
    plain_text,
    printed_percentages,
    printed_proportions,
    reference_form,
    reference_ids,
    review_dates,
    search_words,
    study_numbers,
    supersession,
    unique_ids,
    unused_references,
    unverified_editions,
)
from handbook.library import Library
from handbook.problems import Problem

Check = Callable[[Library], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    abbreviations.check,
    block_calls.check,
    bounds.check,
    calculator_pages.check,
    changes.check,
    chart_records.check,
    citation_form.check,
    cited_statements.check,
    conditions.check,
    discrepancy_pages.check,
    drawings.check,
    example_inputs.check,
    hazard_proofs.check,
    input_names.check,
    linked_records.check,
    milestone_rows.check,
    monitoring_steps.check,
    mutation_rows.check,
    overlaps.check,
    page_links.check,
    page_order.check,
    placed_records.check,
    plain_text.check,
    printed_proportions.check,
    printed_percentages.check,
    reference_form.check,
    reference_ids.check,
    review_dates.check,
    search_words.check,
    study_numbers.check,
    supersession.check,
    unique_ids.check,
    unused_references.check,
    unverified_editions.check,
)


def run_checks(library: Library) -> list[Problem]:
    """Every problem of every rule, sorted."""
    return sorted({problem for check in CHECKS for problem in check(library)})
