"""Every input stands in one place, under its own name."""

import pytest

from cml_calculators.calculator import Calculator
from cml_calculators.catalogue import CALCULATORS
from cml_calculators.quantities import INPUTS
from cml_calculators.shapes import Numbers


@pytest.mark.parametrize("entry", CALCULATORS, ids=lambda entry: entry.id)
def test_the_inputs_of_a_calculator_are_those_of_all(entry: Calculator) -> None:
    assert all(INPUTS[quantity.name] is quantity for quantity in entry.inputs)


@pytest.mark.parametrize(
    "quantity", [one for one in INPUTS.values() if isinstance(one, Numbers)], ids=lambda one: one.name
)
def test_a_number_of_a_list_has_the_name_of_the_list(quantity: Numbers) -> None:
    assert quantity.entry.name == quantity.name
