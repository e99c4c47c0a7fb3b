"""Printed percentages of discrepancies, recomputed by the calculator of proportions when the page is built."""

from typing import Any

from cml_calculators import evaluate
from handbook import wording
from handbook.model import Discrepancy


def recomputed(one: Discrepancy) -> list[dict[str, Any]]:
    """Each printed percentage with what its own numbers give, and the exact interval."""
    rows = []
    for printed in one.proportions:
        inputs = {"n": printed.n, "total": printed.total, "printed_percent": printed.printed_percent,
                  "decimals": printed.decimals}  # fmt: skip
        result = evaluate("proportion", inputs)["result"]
        rows.append({"printed": printed, "percent": wording.number(printed.printed_percent), **result})
    return rows
