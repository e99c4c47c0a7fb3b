"""The phase of a small edition of our own, whose chronic phase can be met while a higher phase stays open."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cml_calculators.criteria import PhaseClassification, PhaseCriterion
from cml_calculators.phase import INPUTS, atoms_of, classify

OWN = PhaseClassification(
    id="own", title="Own", label="Own", reference="own-2026", verification="primary", summary="Own",
    published="2026", reviewed=date(2026, 11, 20), review_due=date(2027, 11, 20), kind="phase-classification",
    otherwise="not_classified",
    criteria=(
        PhaseCriterion(
            id="blast", phase="blast", text="Own", locator="a", measurement="blasts_pb_percent", at_least=Decimal(20)
        ),
        PhaseCriterion(
            id="accelerated", phase="accelerated", text="Own", locator="b", measurement="basophils_pb_percent",
            at_least=Decimal(20),
        ),
        PhaseCriterion(
            id="chronic", phase="chronic", text="Own", locator="c", measurement="blasts_pb_percent", below=Decimal(10)
        ),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("blasts", "basophils", "possible", "at_least"),
    [
        (5, None, ["chronic", "accelerated"], None),
        (5, 19, ["chronic"], None),
        (5, 20, ["accelerated"], "accelerated"),
        (10, None, ["not_classified", "accelerated"], None),
        (10, 19, ["not_classified"], None),
        (None, 20, ["accelerated", "blast"], "accelerated"),
        (None, 19, ["chronic", "not_classified", "blast"], None),
        (20, None, ["blast"], "blast"),
        (20, 20, ["blast"], "blast"),
    ],
)
def test_no_phase_above_chronic_is_certain_before_a_criterion_of_one_is_met(
    blasts: int | None, basophils: int | None, possible: list[str], at_least: str | None
) -> None:
    values: dict[str, Any] = dict.fromkeys(entry.name for entry in INPUTS)
    known = {"blasts_pb_percent": blasts, "basophils_pb_percent": basophils}
    values |= {name: Decimal(value) for name, value in known.items() if value is not None}
    found = classify(OWN, tuple(atoms_of(OWN)), values)
    assert found["possible_phases"] == possible
    assert found["phase"] == (possible[0] if len(possible) == 1 else "undetermined")
    assert found["at_least"] == at_least
