"""Transplantation, and imatinib for a relapse after it."""

from decimal import Decimal

from cml_calculators.shapes import Choice, Days, Number, WordSeries, YesNo

DONOR = Choice(
    name="donor", label="Donor",
    words=(
        ("identical_twin", "Identical twin"), ("hla_matched_sibling", "HLA-matched sibling"),
        ("unrelated", "Unrelated donor"), ("none", "No donor"),
    ),
)  # fmt: skip
PHASE = Choice(
    name="phase", label="Phase of the disease",
    words=(("chronic", "Chronic phase"), ("accelerated", "Accelerated phase"), ("blast", "Blast phase")),
)  # fmt: skip
PONATINIB_RESISTANT = YesNo(name="ponatinib_resistant", label="Is the disease resistant to ponatinib?")
INTOLERANT_TO_ALL_TKIS = YesNo(name="intolerant_to_all_tkis", label="Is no TKI tolerated?")
POOR_RESPONSE_TO_TKI_INDUCTION = YesNo(
    name="poor_response_to_tki_induction", label="Has TKI induction been answered poorly?"
)
MONTHS_ON_IMATINIB = Number(
    name="months_on_imatinib", label="Time on imatinib after the relapse", unit="months", at_least=Decimal(0),
    at_most=Decimal(600),
)  # fmt: skip
NESTED_PCR_RESULTS = WordSeries(
    name="nested_pcr_results", label="Results of nested PCR",
    words=(("negative", "Negative"), ("positive", "Positive")),
    hint="On imatinib, the oldest first: negative or positive.",
)  # fmt: skip
NESTED_PCR_DATES = Days(
    name="nested_pcr_dates", label="Dates of nested PCR", hint="One for each result, the oldest first."
)
