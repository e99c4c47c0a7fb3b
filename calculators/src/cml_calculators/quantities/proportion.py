"""A printed percentage with its numerator and denominator."""

from decimal import Decimal

from cml_calculators.shapes import Number, percentage

N = Number(
    name="n", label="Number with the finding", unit="patients", at_least=Decimal(0), at_most=Decimal(10_000_000),
    whole=True,
)  # fmt: skip
TOTAL = Number(
    name="total", label="Number in all", unit="patients", at_least=Decimal(1), at_most=Decimal(10_000_000), whole=True
)
PRINTED_PERCENT = percentage("printed_percent", "Percentage as printed", "%")
DECIMALS = Number(
    name="decimals", label="Decimals of the printed percentage", unit="digits", at_least=Decimal(0),
    at_most=Decimal(12), whole=True,
)  # fmt: skip
