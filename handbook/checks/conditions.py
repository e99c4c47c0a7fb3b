"""A condition is exactly one thing, with what belongs to it."""

from collections.abc import Iterator

from cml_calculators.criteria import BOUNDS, Condition
from handbook.library import Library, fields_below
from handbook.problems import Problem

KINDS = ("measurement", "sum_of", "answer", "answered_no", "choice", "finding", "rule", "any", "all")


def check(library: Library) -> Iterator[Problem]:
    for own_id, guideline in library.guidelines.items():
        source = library.sources["guidelines", own_id]
        for location, part in fields_below(guideline):
            if isinstance(part, Condition):
                for message in _messages(part):
                    yield source.problem(location, message)


def _messages(condition: Condition) -> Iterator[str]:
    given = [kind for kind in KINDS if getattr(condition, kind)]
    if len(given) != 1:
        yield f"must have exactly one of {', '.join(KINDS)}, not {' and '.join(given) or 'none'}"
        return
    kind = given[0]
    bounded = any(getattr(condition, bound) is not None for bound in BOUNDS)
    if kind in ("measurement", "sum_of") and not bounded:
        yield f"must have a bound ({', '.join(BOUNDS)}) beside '{kind}', not none"
    if kind not in ("measurement", "sum_of") and bounded:
        yield f"must have no bound beside '{kind}', not one"
    if kind == "sum_of" and len(condition.sum_of) != 2:
        yield f"must have two measurements in 'sum_of', not {len(condition.sum_of)}"
    if condition.any_of and kind != "finding" and condition.rule != "new_on_treatment":
        yield f"must have 'any_of' only beside 'finding' or the rule new_on_treatment, not beside '{kind}'"
    if bool(condition.one_of) != (kind == "choice"):
        yield "must have 'one_of' beside 'choice', and nowhere else"
    if condition.excluding and condition.rule != "extramedullary_blasts":
        yield "must have 'excluding' only beside the rule extramedullary_blasts, not here"
