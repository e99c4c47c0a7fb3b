"""Treatment and the response to it."""

from decimal import Decimal

from cml_calculators.shapes import Choice, Day, Number, YesNo

ON_TREATMENT = YesNo(
    name="on_treatment", label="Is the patient on treatment for CML?", hint="Some criteria exist only on treatment."
)
MONTHS_ON_TKI = Number(
    name="months_on_tki", label="Time on the present TKI", unit="months", at_least=Decimal(0), at_most=Decimal(600)
)
DAYS_ON_TKI = Number(
    name="days_on_tki", label="Time on the present TKI, in days", unit="days", at_least=Decimal(0),
    at_most=Decimal("18262.5"), hint="Used for the early molecular response; a month counts as 30.4375 days.",
)  # fmt: skip
TKI_LINE = Choice(
    name="tki_line", label="Line of TKI treatment", words=(("1", "First"), ("2", "Second"), ("3", "Third or later")),
    numeric=True,
)  # fmt: skip
REASON_FOR_SWITCH = Choice(
    name="reason_for_switch", label="Reason for the switch to this TKI",
    words=(("resistance", "Resistance"), ("intolerance", "Intolerance")),
)  # fmt: skip
TREATMENT_FREE = YesNo(name="treatment_free", label="Is the patient off treatment after a planned stop?")
GOAL = Choice(
    name="goal", label="Goal of treatment",
    words=(("survival", "Survival"), ("treatment_free_remission", "Treatment-free remission")),
)  # fmt: skip
NO_CHR_ON_FIRST_TKI = YesNo(
    name="no_chr_on_first_tki",
    label="Hematologic resistance to the first TKI, or no complete hematologic response on it?",
)
RESISTANCE_TO_TWO_TKIS = YesNo(
    name="resistance_to_two_tkis",
    label="Any sign of resistance to two TKIs given one after the other?",
    hint="Hematologic, cytogenetic or molecular.",
)
TWO_OR_MORE_MUTATIONS = YesNo(
    name="two_or_more_mutations_on_tki", label="Two or more BCR::ABL1 mutations that arose on a TKI?"
)
COMPLETE_HEMATOLOGIC_RESPONSE = YesNo(
    name="complete_hematologic_response", label="Is there a complete hematologic response?"
)

TREATMENT_START = Day(name="treatment_start", label="Start of the TKI")
TREATMENT_STOP = Day(name="treatment_stop", label="End of the TKI", hint="Only after a planned stop.")
HEMATOLOGIC_RESPONSE_LOST = YesNo(
    name="hematologic_response_lost", label="Has a complete hematologic response been lost?"
)
HEMATOLOGIC_RELAPSE = YesNo(name="hematologic_relapse", label="Has a hematologic response been lost?")
PROGRESSED = YesNo(
    name="progressed_to_advanced_phase", label="Has the disease moved to accelerated phase or blast crisis?"
)
DOSE_MG_PER_DAY = Number(
    name="dose_mg_per_day", label="Present dose of imatinib", unit="mg/day", above=Decimal(0), at_most=Decimal(2000)
)
CARDIOVASCULAR_DISEASE = YesNo(name="cardiovascular_disease", label="Significant cardiovascular disease?")
HYPERTENSION = YesNo(name="hypertension", label="Hypertension?")
DIABETES = YesNo(name="diabetes", label="Diabetes?")
