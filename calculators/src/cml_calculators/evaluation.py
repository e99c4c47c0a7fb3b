"""From one JSON object of inputs to one JSON object of result: the same for every way in."""

from collections.abc import Mapping
from typing import Any

from cml_calculators import catalogue, inputs
from cml_calculators.criteria import BOUNDS, ResponseLevel
from cml_calculators.inputs import Fault, Warn, plain
from cml_calculators.quantities import Choice, Number, Quantity, Words, YesNo

KINDS = {Number: "number", YesNo: "yes_no", Choice: "choice", Words: "words"}


def evaluate(calculator_id: str, raw: Mapping[str, Any]) -> dict[str, Any]:
    """Answer one calculator's question.

    Args:
        calculator_id: an id of the catalogue, such as `phase`.
        raw: the inputs by name; a name that is absent, None or "" is not known.
    Returns:
        `ok`, `calculator`, `version`, `result` and `warnings`; or `ok: False` with `errors`, one for each fault.
        Bad input does not raise.

    >>> evaluate("phase", {"blasts_pb_percent": 120})["errors"][0]["message"]
    'blasts_pb_percent must be at least 0 and at most 100 % of white cells, not 120'
    """
    entry = catalogue.calculator(calculator_id)
    if entry is None:
        return _refused([_unknown_calculator(calculator_id)])
    values, faults = inputs.read(entry.inputs, raw)
    if values:
        # A field with a fault of its own counts as not known here, so that the other faults are found, too.
        faults += entry.faults(values)
    if faults:
        return _refused(faults)
    result, warnings = entry.assess(values)
    return {
        "ok": True,
        "calculator": entry.id,
        "version": _version(),
        "result": plain(result),
        "warnings": [_warning(warning) for warning in [*inputs.warnings(entry.inputs, values), *warnings]],
    }


def describe(calculator_id: str) -> dict[str, Any]:
    """The calculator's inputs with labels, units and ranges, and the sources it decides by."""
    entry = catalogue.calculator(calculator_id)
    if entry is None:
        return _refused([_unknown_calculator(calculator_id)])
    return {
        "id": entry.id,
        "title": entry.title,
        "question": entry.question,
        "version": _version(),
        "groups": [{"title": group.title, "inputs": list(group.names)} for group in entry.groups],
        "inputs": [_described(quantity) for quantity in entry.inputs],
        "sources": [
            {
                ("response_level" if isinstance(source, ResponseLevel) else "guideline"): source.id,
                "title": source.name if isinstance(source, ResponseLevel) else source.title,
                "reference": source.reference,
                "verification": source.verification,
                "reviewed": source.reviewed.isoformat(),
            }
            for source in catalogue.sources(entry)
        ],
    }


def _version() -> str:
    from cml_calculators import __version__  # the package's module imports this one

    return __version__


def _described(quantity: Quantity) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": quantity.name,
        "kind": KINDS[type(quantity)],
        "label": quantity.label,
        "hint": quantity.hint,
    }
    if isinstance(quantity, Number):
        limits = {bound: plain(limit) for bound in BOUNDS if (limit := getattr(quantity, bound, None)) is not None}
        described |= {"unit": quantity.unit, "range": limits, "whole": quantity.whole}
    if isinstance(quantity, (Choice, Words)):
        described["words"] = [{"value": value, "label": label} for value, label in quantity.words]
    if isinstance(quantity, Choice):
        described["numeric"] = quantity.numeric
    return described


def _unknown_calculator(asked: Any) -> Fault:
    names = ", ".join(entry.id for entry in catalogue.CALCULATORS)
    return Fault("calculator", f"calculator must be one of {names}, not {str(asked)[:40]}")


def _refused(faults: list[Fault]) -> dict[str, Any]:
    return {"ok": False, "errors": [{"field": fault.field, "message": fault.message} for fault in faults]}


def _warning(warning: Warn) -> dict[str, Any]:
    field = {} if warning.field is None else {"field": warning.field}
    return {**field, "message": warning.message}
