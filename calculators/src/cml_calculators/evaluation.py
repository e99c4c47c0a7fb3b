"""From one JSON object of inputs to one JSON object of result: the same for every way in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cml_calculators import catalogue, inputs
from cml_calculators.calculator import Calculator, Result
from cml_calculators.inputs import Fault, Warn, plain


@dataclass(frozen=True, kw_only=True)
class Assessed:
    """Faults, or a result with its warnings."""

    faults: Sequence[Fault] = ()
    result: Result | None = None
    warnings: Sequence[Warn] = ()


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
        return refusal_of(calculator_id)
    answer = assess(entry, raw)
    if answer.faults:
        return _refused(answer.faults)
    return {
        "ok": True,
        "calculator": entry.id,
        "version": version(),
        "result": plain(answer.result),
        "warnings": [_warning(warning) for warning in answer.warnings],
    }


def assess(entry: Calculator, raw: Mapping[str, Any]) -> Assessed:
    """The answer to one set of inputs, its numbers still decimal."""
    values, faults = inputs.read(entry.inputs, raw)
    if values:
        # A field with a fault of its own counts as not known here, so that the other faults are found, too;
        # that it is missing, then, is no second fault.
        own = {fault.field for fault in faults}
        faults += [fault for fault in entry.faults(values) if fault.field not in own]
    if faults:
        return Assessed(faults=faults)
    result, warnings = entry.assess(values)
    return Assessed(result=result, warnings=[*inputs.warnings(entry.inputs, values), *warnings])


def version() -> str:
    from cml_calculators import __version__  # the package's module imports this one

    return __version__


def refusal_of(asked: Any) -> dict[str, Any]:
    """The answer to a question to a calculator that there is not."""
    names = ", ".join(entry.id for entry in catalogue.CALCULATORS)
    return _refused([Fault("calculator", f"calculator must be one of {names}, not {str(asked)[:40]}")])


def _refused(faults: Sequence[Fault]) -> dict[str, Any]:
    return {"ok": False, "errors": [{"field": fault.field, "message": fault.message} for fault in faults]}


def _warning(warning: Warn) -> dict[str, Any]:
    field = {} if warning.field is None else {"field": warning.field}
    return {**field, "message": warning.message}
