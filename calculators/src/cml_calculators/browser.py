"""The one function that the page calls: a JSON request in, a JSON answer out."""

import json
from decimal import Decimal
from typing import Any

from cml_calculators.evaluation import evaluate
from cml_calculators.inputs import plain


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
        return json.loads(text, parse_float=Decimal, parse_int=Decimal)
    except (ValueError, RecursionError):
        return None


def _echo(request_id: Any) -> Any:
    return plain(request_id) if isinstance(request_id, (Decimal, str)) else None


def _not_a_request(field: str) -> dict[str, str]:
    return {"field": field, "message": f"{field} must be one JSON object"}
