"""Stopping a TKI: what came before, and what follows."""

from decimal import Decimal

from cml_calculators.shapes import Choice, Day, Number, YesNo

EVER_ADVANCED_PHASE = YesNo(
    name="ever_advanced_phase", label="Has the disease ever been in accelerated or blast phase?"
)
TKI_MONTHS = Number(
    name="tki_months", label="Time on TKIs in all", unit="months", at_least=Decimal(0), at_most=Decimal(600),
    hint="All TKIs together. 60 months are 5 years.",
)  # fmt: skip
FIRST_TKI = Choice(
    name="first_tki", label="First TKI",
    words=(
        ("imatinib", "Imatinib"), ("dasatinib", "Dasatinib"), ("nilotinib", "Nilotinib"), ("bosutinib", "Bosutinib"),
        ("ponatinib", "Ponatinib"), ("asciminib", "Asciminib"),
    ),
)  # fmt: skip
MONTHS_IN_MR4 = Number(
    name="months_in_mr4", label="Time in MR4 or deeper without a break", unit="months", at_least=Decimal(0),
    at_most=Decimal(600), hint="Up to now: at most 0.01% in every test, or undetectable.",
)  # fmt: skip
MONTHS_IN_MR4_5 = Number(
    name="months_in_mr4_5", label="Time in MR4.5 or deeper without a break", unit="months", at_least=Decimal(0),
    at_most=Decimal(600), hint="Up to now: at most 0.0032% in every test, or undetectable. Part of the time in MR4.",
)  # fmt: skip
TESTS_IN_MR4 = Number(
    name="tests_in_mr4", label="Tests that showed MR4 or deeper", unit="tests", at_least=Decimal(0),
    at_most=Decimal(1000), whole=True, hint="For the record: no criterion that is evaluated counts tests.",
)  # fmt: skip
PRIOR_FAILURE = YesNo(name="prior_failure", label="Has any TKI failed before?")
PRIOR_TFR_ATTEMPT = YesNo(
    name="prior_tfr_attempt", label="Has there been an earlier attempt to stop?",
    hint="For the record: no criterion that is evaluated speaks of it.",
)  # fmt: skip
PCR_SENSITIVITY = Choice(
    name="pcr_sensitivity", label="Depth that the laboratory's PCR can show",
    words=(("MR4", "MR4"), ("MR4.5", "MR4.5"), ("MR5", "MR5")),
)  # fmt: skip
PCR_TURNAROUND_WEEKS = Number(
    name="pcr_turnaround_weeks", label="Time until a PCR result is back", unit="weeks", at_least=Decimal(0),
    at_most=Decimal(52),
)  # fmt: skip
AGREES_TO_MONITORING = YesNo(
    name="agrees_to_monitoring", label="Is the patient motivated, and agrees to more frequent tests after the stop?"
)
STOP_DATE = Day(name="stop_date", label="Date of the stop", hint="For the plan of tests; any day, past or planned.")
MONTHS_TO_LIST = Number(
    name="months_to_list", label="Months of tests to list", unit="months", at_least=Decimal(1), at_most=Decimal(240),
    whole=True, hint="36 months unless another number is given.",
)  # fmt: skip
SOKAL_GROUP = Choice(
    name="sokal_group", label="Sokal group at diagnosis",
    words=(("low", "Low"), ("intermediate", "Intermediate"), ("high", "High")),
)  # fmt: skip
