"""The table of one edition, variant by variant, and one table of all editions: inhibitors by variant."""

from collections.abc import Mapping
from typing import Any

from cml_calculators.criteria import MutationRow, MutationTable
from cml_calculators.mutations import INHIBITORS, STATUS_WORDS, Finding, cell_of, findings_of
from cml_calculators.variant_names import variants_of
from handbook import wording
from handbook.library import Library
from handbook.web.rendering import edition_link, render

LABELS = dict(STATUS_WORDS)


def mutation_table(heading: Mapping[str, str | None], table: MutationTable) -> str:
    """Every row as printed, with the word that it is read as; rows without a variant are not read."""
    rows = [
        {"name": ", ".join(row.variants) or row.label, "evaluated": bool(row.variants), "cells": _cells(table, row),
         "locator": row.locator}
        for row in table.rows
    ]  # fmt: skip
    remarks = [
        {
            "about": ", ".join(remark.variants) or "Compound mutations",
            "text": remark.text,
            "reference": remark.reference or table.reference,
            "locator": remark.locator,
            "verification": wording.VERIFICATION[remark.verification],
        }
        for remark in table.remarks
    ]
    return render("mutation-table.html", edition=heading, inhibitors=table.inhibitors, reference=table.reference,
                  rows=rows, remarks=remarks)  # fmt: skip


def _cells(table: MutationTable, row: MutationRow) -> list[tuple[str, str, str] | None]:
    """Status, its word, and what is printed, for each column; None where the cell is blank."""
    cells = {cell.inhibitor: (cell.status, LABELS[cell.status], cell.printed) for cell in row.cells}
    return [cells.get(inhibitor) for inhibitor in table.inhibitors]


def drugs_by_variant(library: Library, slug: str) -> str:
    """A row for each variant and inhibitor of which a table prints something, read as the calculator reads it."""
    editions = [one for one in library.guidelines.values() if isinstance(one, MutationTable)]
    tables = tuple(sorted(editions, key=lambda one: one.published, reverse=True))
    listed = {
        variant for table in tables for row in table.rows for name in row.variants for variant in variants_of(name)
    }
    rows = []
    for variant in sorted(listed, key=lambda one: (one.position, one.changed)):
        findings = list(findings_of(tables, variant))
        for inhibitor in INHIBITORS:
            own = [one for one in findings if one["inhibitor"] == inhibitor]
            if any(one["printed"] for one in own):
                rows.append(_row(slug, {table.id: table for table in tables}, own))
    return render("drugs-by-variant.html", rows=rows)


def _row(slug: str, tables: dict[str, MutationTable], findings: list[Finding]) -> dict[str, Any]:
    """One variant and inhibitor: the most cautious reading, whether the tables differ, what each prints."""
    cell = cell_of(findings[0], [one for one in findings if one["status"] != "no_data"], compound=False)
    printed = [
        {"table": tables[one["table"]].label, "address": edition_link(slug, tables[one["table"]]),
         "printed": one["printed"], "reference": one["reference"], "locator": one["locator"]}
        for one in findings
        if one["table"] and one["printed"]
    ]  # fmt: skip
    return {
        "variant": cell["variant"],
        "inhibitor": cell["inhibitor"].capitalize(),
        "reading": LABELS[cell["status"]],
        "status": cell["status"],
        "differ": cell["conflict"],
        "printed": printed,
    }
