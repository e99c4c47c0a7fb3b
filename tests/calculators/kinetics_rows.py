"""Samples of a series as the tests of kinetics write them."""

from datetime import date, timedelta
from typing import Any

from cml_calculators import evaluate

START = date(2025, 1, 1)


def day(number: int) -> str:
    return (START + timedelta(days=number)).isoformat()


def row(number: int, percent: Any = None, copies: int | None = None, gene: str | None = None) -> dict[str, Any]:
    """A sample of that day; without a percentage nothing was detected."""
    found = {"detected": False} if percent is None else {"bcr_abl1_percent_is": percent}
    return {"date": day(number), **found, "reference_gene_copies": copies, "reference_gene": gene}


def answer(*rows: dict[str, Any], **inputs: Any) -> dict[str, Any]:
    own = {"measurements": list(rows), "treatment_start": day(0), "same_laboratory": True, **inputs}
    found = evaluate("kinetics", own)
    assert found["ok"], found
    return found


def result(*rows: dict[str, Any], **inputs: Any) -> dict[str, Any]:
    found: dict[str, Any] = answer(*rows, **inputs)["result"]
    return found


def warned(*rows: dict[str, Any], **inputs: Any) -> list[str | None]:
    """The fields of the warnings."""
    return [entry.get("field") for entry in answer(*rows, **inputs)["warnings"]]


def happened(*rows: dict[str, Any], **inputs: Any) -> list[tuple[int, str]]:
    """The events with their days."""
    events = result(*rows, **inputs)["events"]
    return [((date.fromisoformat(event["date"]) - START).days, event["event"]) for event in events]
