"""The one function that the page calls: a JSON request in, a JSON answer out."""

import json
import math
from decimal import Decimal, InvalidOperation
from typing import Any

from cml_calculators.evaluation import evaluate


def handle(request_json: str) -> str:
    """Answer `{"id": n, "calculator": "phase", "inputs": {...}}` with what `evaluate` returns and the same `id`."""
    request = parse(request_json)
    if not isinstance(request, dict):
        return json.dumps({"id": None, "ok": False, "errors": [_not_a_request("request")]})
    answer = evaluate(request.get("calculator", ""), request.get("inputs", {}))
    return json.dumps({"id": _echo(request.get("id")), **answer}, ensure_ascii=False, allow_nan=False)


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
