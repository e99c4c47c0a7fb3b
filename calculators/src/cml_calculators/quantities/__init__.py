"""The inputs of the calculators: each name, label, unit and range stands here once."""

from collections.abc import Mapping
from types import ModuleType

from cml_calculators.quantities import (
    blood,
    cytogenetics,
    derived,
    discontinuation,
    molecular,
    patient,
    proportion,
    tissue,
    transplant,
    treatment,
)
from cml_calculators.shapes import Quantity

_SUBJECTS = (blood, tissue, cytogenetics, molecular, treatment, patient, discontinuation, transplant, proportion)


def _named(*modules: ModuleType) -> Mapping[str, Quantity]:
    return {value.name: value for module in modules for value in vars(module).values() if isinstance(value, Quantity)}


INPUTS: Mapping[str, Quantity] = _named(*_SUBJECTS)
# Inputs, and what criteria look at besides.
ALL: Mapping[str, Quantity] = {**INPUTS, **_named(derived)}
