"""Measurements that a calculator derives from its inputs and a criterion looks at. None of them is an input."""

from decimal import Decimal

from cml_calculators.shapes import Number, YesNo, percentage

PH_PERCENT = percentage("ph_percent", "Ph-positive metaphases", "% of marrow metaphases")
FISH_PERCENT = percentage("fish_percent", "BCR::ABL1-positive nuclei by FISH", "% of nuclei")
FISH_ALONE = YesNo(name="fish_alone", label="Is FISH the only test, without banded metaphases?")
THREE_MONTH_PERCENT_IS = Number(
    name="three_month_percent_is", label="BCR::ABL1 at 3 months", unit="% IS", above=Decimal(0), at_most=Decimal(400)
)
FALLEN_BY_THREE_MONTHS = YesNo(name="fallen_by_three_months", label="BCR::ABL1 at 3 months lower than the baseline?")
# No limit is meant: the halving time of a value that hardly falls is very long.
HALVING_TIME_DAYS = Number(
    name="halving_time_days", label="Halving time", unit="days", above=Decimal(0), at_most=Decimal("Infinity")
)

IMMATURE_CELLS = YesNo(name="immature_cells_in_blood", label="Immature cells in blood, blasts included")
SPLEEN_IMPROVEMENT = percentage(
    "spleen_improvement_percent", "Spleen smaller than before treatment by", "% of the size before treatment"
)
PLATELET_IMPROVEMENT = percentage(
    "platelet_improvement_percent", "Platelets lower than before treatment by", "% of the count before treatment"
)

CHR_REACHED = YesNo(
    name="complete_hematologic_response_reached",
    label="Complete hematologic response reached, now or earlier",
)
CHR_LOST = YesNo(
    name="complete_hematologic_response_lost", label="Complete hematologic response lost after it was reached"
)
MAJOR_RESPONSE_REACHED = YesNo(
    name="major_cytogenetic_response_reached",
    label="Major cytogenetic response reached, by the answer or by the lowest percentage",
)
PH_NEGATIVE_BEFORE = YesNo(
    name="ph_negative_before",
    label="No Ph-positive metaphases before, by the answer or by an earlier 0%",
)
LOWEST_PH = percentage(
    "lowest_ph_positive_percent",
    "Lowest percentage of Ph-positive metaphases, earlier or now",
    "% of marrow metaphases",
)
PH_RISE_POINTS = Number(
    name="ph_confirmed_rise_points", label="Rise of Ph-positive metaphases above the lowest, twice in a row",
    unit="percentage points", at_least=Decimal(0), at_most=Decimal(100),
)  # fmt: skip
PH_RISE_RELATIVE = Number(
    name="ph_confirmed_rise_relative_percent",
    label="Rise of Ph-positive metaphases relative to the lowest, twice in a row", unit="% of the lowest",
    at_least=Decimal(0), at_most=Decimal(1000), hint="1000 stands for 1000% or more, and for any rise from 0.",
)  # fmt: skip
LATEST_BCR_ABL1 = Number(
    name="latest_bcr_abl1_percent_is", label="Latest BCR::ABL1", unit="% IS", above=Decimal(0), at_most=Decimal(400)
)
LOWEST_BCR_ABL1 = Number(
    name="lowest_bcr_abl1_percent_is", label="Lowest BCR::ABL1, earlier or now", unit="% IS", above=Decimal(0),
    at_most=Decimal(400),
)  # fmt: skip
BCR_ABL1_RISES = Number(
    name="consecutive_bcr_abl1_rises", label="Rises of BCR::ABL1 in a row, up to the latest test", unit="rises",
    at_least=Decimal(0), at_most=Decimal(500), whole=True,
)  # fmt: skip
# Named by sources and asked for nowhere: criteria that look at them stay unknown.
NO_HEMATOLOGIC_RESPONSE = YesNo(name="no_hematologic_response", label="No hematologic response at all (not asked here)")
INSENSITIVE_MUTATION = YesNo(
    name="mutation_insensitive_to_imatinib",
    label="BCR::ABL1 mutation that is highly insensitive to imatinib (not asked here)",
)
SENSITIVE_MUTATION = YesNo(
    name="mutation_sensitive_to_imatinib",
    label="BCR::ABL1 mutation that is still sensitive to imatinib (not asked here)",
)

NEGATIVE_NESTED_PCR_IN_A_ROW = Number(
    name="negative_nested_pcr_in_a_row", label="Negative nested PCR results in a row, up to the latest",
    unit="samples", at_least=Decimal(0), at_most=Decimal(500), whole=True,
)  # fmt: skip
MONTHS_OF_THREE_NEGATIVES = Number(
    name="months_of_three_negatives", label="Time from the first to the third negative, begun months counted whole",
    unit="calendar months", at_least=Decimal(0), at_most=Decimal(120_000), whole=True,
)  # fmt: skip
