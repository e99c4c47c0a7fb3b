"""Every hazard has a control, and every control a test or case that exists and is run."""

from collections.abc import Iterator

from handbook.library import Library
from handbook.problems import Problem, did_you_mean
from handbook.proofs import FORM, names_in

EXAMPLE = "tests/calculators/test_inputs.py::test_zero_is_known"


def check(library: Library) -> Iterator[Problem]:
    for own_id, hazard in library.hazards.items():
        source = library.sources["hazards", own_id]
        if not hazard.controls:
            yield source.problem(("controls",), "must have at least one control, not none")
        if (hazard.reference is None) != (hazard.locator is None):
            yield source.problem(("reference",), "must stand together with 'locator', not alone")
        for index, control in enumerate(hazard.controls):
            if not control.proofs:
                yield source.problem(("controls", index, "proofs"), "must name at least one test, not none")
            for number, proof in enumerate(control.proofs):
                message = _message(proof)
                if message:
                    yield source.problem(("controls", index, "proofs", number), message)


def _message(proof: str) -> str | None:
    named = FORM.match(proof)
    if named is None:
        return f"must be written as `{EXAMPLE}`, not '{proof}'"
    known = names_in(named["path"])
    if known is None:
        return f"must name a file of tests/, not '{named['path']}', which does not exist"
    if named["name"] in known:
        return None
    hint = did_you_mean(named["name"], known)
    return f"must be a test or case of {named['path']} that is run, not '{named['name']}'{hint}"
