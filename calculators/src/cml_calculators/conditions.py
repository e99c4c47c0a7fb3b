"""Three-valued evaluation of one condition, and the record of it that a result shows."""

from collections.abc import Mapping
from decimal import Context, Decimal
from typing import Any, Literal

from cml_calculators import quantities
from cml_calculators.criteria import Bounds, Condition, Criterion, PhaseCriterion, Rule
from cml_calculators.shapes import Number

Status = Literal["met", "not_met", "unknown"]
Values = Mapping[str, Any]

# Sums of inputs are exact: no input has more digits than a JSON number that a person or a laboratory writes.
EXACT = Context(prec=400)
# For what has no end in decimals: quotients, roots, exponentials, logarithms.
WORKING = Context(prec=34)

_NUMBERS = {name: entry for name, entry in quantities.ALL.items() if isinstance(entry, Number)}


def holds(bounds: Bounds, value: Decimal) -> bool:
    """Whether `value` is inside the bounds; each bound owns its limit as its name says."""
    return (
        (bounds.above is None or value > bounds.above)
        and (bounds.at_least is None or value >= bounds.at_least)
        and (bounds.below is None or value < bounds.below)
        and (bounds.at_most is None or value <= bounds.at_most)
    )


def status(condition: Condition, values: Values, of_parts: list[Status] | None = None) -> Status:
    """`met`, `not_met`, or `unknown` as long as an unknown input leaves it open.

    of_parts: the statuses of the parts, where they are at hand.
    """
    if condition.on_treatment_only and values.get("on_treatment") is False:
        return "not_met"
    if condition.any:
        return any_of(of_parts or [status(part, values) for part in condition.any])
    if condition.all:
        return all_of(of_parts or [status(part, values) for part in condition.all])
    if condition.measurement:
        value = values.get(condition.measurement)
        return "unknown" if value is None else known(holds(condition, value))
    if condition.sum_of:
        return _sum_status(condition, values)
    if condition.answer:
        answer = values.get(condition.answer)
        return "unknown" if answer is None else known(answer)
    if condition.answered_no:
        answer = values.get(condition.answered_no)
        return "unknown" if answer is None else known(not answer)
    if condition.choice:
        word = values.get(condition.choice)
        return "unknown" if word is None else known(str(word) in condition.one_of)
    if condition.finding:
        return _finding_status(condition, values.get(condition.finding))
    return RULES[condition.rule or ""](condition, values)


def known(answer: bool) -> Status:
    return "met" if answer else "not_met"


def any_of(statuses: list[Status]) -> Status:
    if "met" in statuses:
        return "met"
    return "unknown" if "unknown" in statuses else "not_met"


def all_of(statuses: list[Status]) -> Status:
    if "not_met" in statuses:
        return "not_met"
    return "unknown" if "unknown" in statuses else "met"


def total(names: tuple[str, ...], values: Values) -> Decimal | None:
    """The sum of the named inputs, or None when one is not known."""
    result = Decimal(0)
    for name in names:
        term = values.get(name)
        if term is None:
            return None
        result = EXACT.add(result, term)
    return result


def inputs_of(condition: Condition) -> set[str]:
    """The inputs that the condition reads and that may be open; `on_treatment` is a setting, not a finding."""
    if condition.rule == "extramedullary_blasts":
        return {"extramedullary_blasts", "extramedullary_sites"}
    if condition.rule == "new_on_treatment":
        return {"aca_on_treatment"}
    own = {looked_at(condition), *condition.sum_of} - {None}
    return {str(name) for name in own}.union(*map(inputs_of, condition.any + condition.all))


def record(condition: Condition, values: Values, reference: str, locator: str) -> dict[str, Any]:
    """The condition as a result shows it: what was looked at, its bound, its status, its place in the source."""
    if isinstance(condition, Criterion):
        reference, locator = condition.reference or reference, condition.locator
    parts = [record(part, values, reference, locator) for part in condition.any or condition.all]
    shown: dict[str, Any] = {
        "criterion": condition.id if isinstance(condition, Criterion) else _name(condition),
        "status": status(condition, values, [part["status"] for part in parts]),
        "value": _value(condition, values),
        **condition.limits,
        "reference": reference,
        "locator": locator,
    }
    if isinstance(condition, Criterion):
        shown["text"] = condition.text
    if isinstance(condition, PhaseCriterion) and condition.phase:
        shown["phase"] = condition.phase
    if isinstance(condition, PhaseCriterion) and condition.provisional:
        shown["provisional"] = True
    if isinstance(condition, Rule):
        shown["gives"] = condition.gives
    if parts:
        shown["needs"] = "any" if condition.any else "all"
        shown["parts"] = parts
    elif condition.any_of or condition.one_of:
        shown["any_of"] = list(condition.any_of or condition.one_of)
    elif condition.answered_no:
        shown["equals"] = False
    elif condition.excluding:
        shown["excluding"] = list(condition.excluding)
    return shown


def _name(condition: Condition) -> str:
    if condition.sum_of:
        return " + ".join(condition.sum_of)
    joined = "any" if condition.any else "all"
    return looked_at(condition) or condition.rule or joined


def _value(condition: Condition, values: Values) -> Any:
    if condition.sum_of:
        return total(condition.sum_of, values)
    if condition.rule == "new_on_treatment":
        return _new_on_treatment(condition, values)
    if condition.rule == "extramedullary_blasts":
        sites = values.get("extramedullary_sites")
        return values.get("extramedullary_blasts") if sites is None else sites
    return values.get(looked_at(condition) or "")


def looked_at(condition: Condition) -> str | None:
    """The one input or derived measurement that the condition itself reads."""
    return condition.measurement or condition.answer or condition.answered_no or condition.choice or condition.finding


def _sum_status(condition: Condition, values: Values) -> Status:
    """Decided as soon as the known terms and the ranges of the unknown ones leave one answer."""
    low, high = Decimal(0), Decimal(0)
    for name in condition.sum_of:
        value, limits = values.get(name), _NUMBERS[name]
        low = EXACT.add(low, value if value is not None else limits.at_least or Decimal(0))
        high = EXACT.add(high, value if value is not None else limits.at_most)
    if holds(condition, low) and holds(condition, high):
        return "met"
    beyond = Bounds(at_least=condition.at_least, above=condition.above)
    within = Bounds(at_most=condition.at_most, below=condition.below)
    return "not_met" if not holds(beyond, high) or not holds(within, low) else "unknown"


def _finding_status(condition: Condition, found: tuple[str, ...] | None) -> Status:
    if found is None:
        return "unknown"
    return known(any(word in condition.any_of for word in found) if condition.any_of else bool(found))


def _new_on_treatment(condition: Condition, values: Values) -> tuple[str, ...] | None:
    """Abnormalities first found on treatment; one known to have been there at diagnosis is not new."""
    found = values.get("aca_on_treatment")
    before = values.get("aca_at_diagnosis") or ()
    if found is None:
        return None
    return tuple(word for word in found if word not in before and (not condition.any_of or word in condition.any_of))


def _new_on_treatment_status(condition: Condition, values: Values) -> Status:
    if values.get("on_treatment") is False:
        return "not_met"
    new = _new_on_treatment(condition, values)
    return "unknown" if new is None else known(bool(new))


def _extramedullary_status(condition: Condition, values: Values) -> Status:
    """Blasts in tissue outside the sites that the edition leaves out."""
    present, sites = values.get("extramedullary_blasts"), values.get("extramedullary_sites")
    if present is False:
        return "not_met"
    if present is None:
        return "unknown"
    if sites is None:
        return "unknown" if condition.excluding else "met"
    return known(any(site not in condition.excluding for site in sites))


RULES = {"new_on_treatment": _new_on_treatment_status, "extramedullary_blasts": _extramedullary_status}
