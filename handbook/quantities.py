"""The inputs of the calculators by name, for labels and checks."""

from collections.abc import Mapping

from cml_calculators import quantities
from cml_calculators.quantities import Choice, Number, Quantity, Words, YesNo

QUANTITIES: Mapping[str, Quantity] = {
    quantity.name: quantity
    for quantity in vars(quantities).values()
    if isinstance(quantity, (Number, YesNo, Choice, Words))
}
