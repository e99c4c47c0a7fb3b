"""Blood counts and the differential of the blood."""

from decimal import Decimal

from cml_calculators.shapes import Number, YesNo, percentage

OF_BLOOD = "% of white cells"
BLASTS_PB = percentage("blasts_pb_percent", "Blasts in blood", OF_BLOOD, hint="All blasts, myeloid and lymphoid.")
PROMYELOCYTES_PB = percentage("promyelocytes_pb_percent", "Promyelocytes in blood", OF_BLOOD)
LYMPHOBLASTS_PB = percentage("lymphoblasts_pb_percent", "Lymphoblasts in blood", OF_BLOOD, hint="Part of the blasts.")
BASOPHILS_PB = percentage(
    "basophils_pb_percent", "Basophils in blood", OF_BLOOD, "40", "A percentage, not the absolute count."
)
EOSINOPHILS_PB = percentage("eosinophils_pb_percent", "Eosinophils in blood", OF_BLOOD, "40")
PLATELETS = Number(
    name="platelets_e9_per_l", label="Platelets", unit="×10⁹/L", above=Decimal(0), at_most=Decimal(10000),
    warn_below=Decimal(20), warn_above=Decimal(3000),
    hint="A count per microliter is divided by 1000: 250000/µL is 250.",
)  # fmt: skip
WBC = Number(
    name="wbc_e9_per_l", label="White cells", unit="×10⁹/L", at_least=Decimal(0), at_most=Decimal(1000),
    warn_below=Decimal("0.5"), warn_above=Decimal(600),
    hint="A count per microliter is divided by 1000: 10000/µL is 10.",
)  # fmt: skip
HEMOGLOBIN = Number(
    name="hemoglobin_g_per_dl", label="Hemoglobin", unit="g/dL", at_least=Decimal(1), at_most=Decimal(25),
    warn_below=Decimal(4), warn_above=Decimal(20), hint="A value in g/L is divided by 10: 120 g/L is 12.",
)  # fmt: skip
THROMBOCYTOPENIA_UNRELATED = YesNo(
    name="thrombocytopenia_unrelated_to_therapy", label="Low platelets: persistent and unrelated to therapy?"
)
THROMBOCYTOSIS_UNRESPONSIVE = YesNo(
    name="thrombocytosis_unresponsive_to_therapy", label="High platelets: persistent and unresponsive to therapy?"
)
LEUKOCYTOSIS_UNRESPONSIVE = YesNo(
    name="leukocytosis_unresponsive_to_therapy",
    label="High white cells: persistent or rising, and unresponsive to therapy?",
)

BASELINE_PLATELETS = Number(
    name="baseline_platelets_e9_per_l", label="Platelets before treatment", unit="×10⁹/L", above=Decimal(0),
    at_most=Decimal(10000), warn_below=Decimal(20), warn_above=Decimal(3000),
)  # fmt: skip
IMMATURE_GRANULOCYTES = YesNo(
    name="immature_granulocytes", label="Immature granulocytes in blood?",
    hint="Blasts, promyelocytes, myelocytes or metamyelocytes in the differential.",
)  # fmt: skip
BLASTS_RISING = YesNo(name="blasts_rising", label="Are myeloid or blast cells rising in blood or marrow?")
