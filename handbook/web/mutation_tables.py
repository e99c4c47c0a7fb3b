"""The table of one edition: its rows of variants, and what it prints for each inhibitor."""

from collections.abc import Mapping

from cml_calculators.criteria import MutationRow, MutationTable
from cml_calculators.mutations import STATUS_WORDS
from handbook import wording
from handbook.web.rendering import render

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
