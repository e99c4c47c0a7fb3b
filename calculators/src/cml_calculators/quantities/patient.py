"""The patient: age, weight."""

from decimal import Decimal

from cml_calculators.shapes import Number

AGE_YEARS = Number(
    name="age_years", label="Age", unit="years", at_least=Decimal(0), at_most=Decimal(120), warn_below=Decimal(18),
    warn_above=Decimal(90), hint="Decimals are allowed.",
)  # fmt: skip
WEIGHT_KG = Number(
    name="weight_kg", label="Body weight", unit="kg", at_least=Decimal(2), at_most=Decimal(350),
    warn_below=Decimal(30), warn_above=Decimal(180),
)  # fmt: skip
