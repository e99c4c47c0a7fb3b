"""The one function that the page calls: a JSON request in, a JSON answer out."""

import json
import math
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from typing import Any

from cml_calculators.batch import Progress, answer_piece
from cml_calculators.catalogue import calculator
from cml_calculators.cohort_header import near_misses
from cml_calculators.csv_records import CohortFault
from cml_calculators.evaluation import evaluate, refusal_of, version

# As many rows with faults as a reader looks at; all of them stand in the output.
SHOWN_FAULTS = 10


def handle(request_json: str) -> str:
    """Answer `{"id": n, "calculator": "phase", "inputs": {...}}` with what `evaluate` returns and the same `id`.

    With `"cohort": {"text": "...", "last": false, "progress": {...}}` in place of the inputs it answers a piece of a
    CSV file; the next piece's `progress` is the one of this answer, and the first piece has none.
    """
    request = parse(request_json)
    if not isinstance(request, dict):
        return json.dumps({"id": None, "ok": False, "errors": [_not_a_request("request")]})
    asked = request.get("calculator", "")
    answer = _cohort(asked, request["cohort"]) if "cohort" in request else evaluate(asked, request.get("inputs", {}))
    return json.dumps({"id": _echo(request.get("id")), **answer}, ensure_ascii=False, allow_nan=False)


def _cohort(calculator_id: Any, asked: Any) -> dict[str, Any]:
    """The next part of the output, and how far the file is answered."""
    entry = calculator(calculator_id)
    if entry is None:
        return refusal_of(calculator_id)
    progress = _progress(asked.get("progress")) if isinstance(asked, dict) else None
    if progress is None or not isinstance(asked.get("text"), str):
        return {"ok": False, "errors": [_not_a_request("cohort")]}
    try:
        piece = answer_piece(entry, asked["text"], progress, last=asked.get("last") is True)
    except CohortFault as fault:
        return {"ok": False, "errors": [{"field": "cohort", "message": str(fault)}]}
    answer: dict[str, Any] = {
        "ok": True,
        "calculator": entry.id,
        "version": version(),
        "csv": piece.text,
        "rows": piece.rows,
        "faulty": len(piece.faults),
        "faults": [{"line": line, "message": message} for line, message in piece.faults[:SHOWN_FAULTS]],
        "progress": asdict(piece.progress),
    }
    if piece.header:
        meant = near_misses(entry, piece.header)
        answer["columns"] = {"read": piece.header.read, "copied": piece.header.copied, "meant": meant}
    return answer


def _progress(given: Any) -> Progress | None:
    """What an earlier answer said in `progress`; None when it is something else."""
    if given is None:
        return Progress()
    try:
        return Progress(
            header=tuple(map(str, given["header"])), separator=str(given["separator"]), line=int(given["line"]),
            rest=str(given["rest"]),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError):
        return None


def parse(text: str) -> Any:
    """JSON with its numbers as typed; None for a text that is not JSON."""
    try:
        return json.loads(text, parse_float=_number, parse_int=_number)
    except (ValueError, RecursionError):
        return None


def _number(text: str) -> Decimal | float:
    """The number as typed; infinity, which every input refuses, where its exponent is beyond all reason."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return math.inf


def _echo(request_id: Any) -> Any:
    if isinstance(request_id, Decimal):
        return int(request_id) if request_id == request_id.to_integral_value() and request_id.adjusted() < 20 else None
    return request_id if isinstance(request_id, str) else None


def _not_a_request(field: str) -> dict[str, str]:
    return {"field": field, "message": f"{field} must be one JSON object"}
