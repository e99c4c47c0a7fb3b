"""Chromosomes: banding, in situ hybridization, additional abnormalities."""

from decimal import Decimal

from cml_calculators.shapes import Number, Numbers, Words, YesNo, percentage

ABNORMALITIES = (
    ("second_ph", "Second Philadelphia chromosome"),
    ("trisomy_8", "Trisomy 8"),
    ("isochromosome_17q", "Isochromosome 17q"),
    ("trisomy_17", "Trisomy 17"),
    ("trisomy_19", "Trisomy 19"),
    ("trisomy_21", "Trisomy 21"),
    ("abnormal_3q26", "3q26.2 abnormality"),
    ("monosomy_7_or_del_7q", "Monosomy 7 or deletion 7q"),
    ("abnormal_11q23", "11q23 abnormality"),
    ("complex_karyotype", "Complex karyotype"),
    ("minus_y", "Loss of Y"),
    ("other", "Another additional abnormality"),
)
ACA_AT_DIAGNOSIS = Words(
    name="aca_at_diagnosis", label="Additional chromosomal abnormalities in Ph+ cells at diagnosis",
    words=ABNORMALITIES, hint="Abnormalities in Ph-negative cells do not belong here.",
)  # fmt: skip
ACA_ON_TREATMENT = Words(
    name="aca_on_treatment", label="Additional chromosomal abnormalities in Ph+ cells first found on treatment",
    words=ABNORMALITIES, hint="Abnormalities in Ph-negative cells do not belong here.",
)  # fmt: skip
PH_POSITIVE_PERCENT = percentage(
    "ph_positive_percent", "Ph-positive metaphases", "% of marrow metaphases", hint="By banding; not FISH, not PCR."
)

PH_POSITIVE_METAPHASES = Number(
    name="ph_positive_metaphases", label="Ph-positive metaphases, counted", unit="metaphases", at_least=Decimal(0),
    at_most=Decimal(10_000), whole=True, hint="Of the metaphases examined by banding of the marrow.",
)  # fmt: skip
METAPHASES_EXAMINED = Number(
    name="metaphases_examined", label="Metaphases examined", unit="metaphases", at_least=Decimal(1),
    at_most=Decimal(10_000), whole=True, hint="The definitions ask for at least 20.",
)  # fmt: skip
FISH_POSITIVE_NUCLEI = Number(
    name="fish_positive_nuclei", label="BCR::ABL1-positive nuclei by FISH", unit="nuclei", at_least=Decimal(0),
    at_most=Decimal(1_000_000), whole=True,
)  # fmt: skip
FISH_NUCLEI_EXAMINED = Number(
    name="fish_nuclei_examined", label="Nuclei examined by FISH", unit="nuclei", at_least=Decimal(1),
    at_most=Decimal(1_000_000), whole=True, hint="Interphase nuclei; a response is read from at least 200.",
)  # fmt: skip
PH_POSITIVE_HISTORY = Numbers(
    name="ph_positive_history_percent", label="Earlier percentages of Ph-positive metaphases",
    entry=percentage("ph_positive_history_percent", "Ph-positive metaphases", "% of marrow metaphases"),
    hint="On the present treatment, the oldest first, without the present one; 0 where none was found.",
)  # fmt: skip
PH_NADIR_PERCENT = percentage(
    "ph_nadir_percent", "Lowest percentage of Ph-positive metaphases so far", "% of marrow metaphases"
)
PH_READINGS_PERCENT = Numbers(
    name="ph_readings_percent", label="Readings after the lowest percentage",
    entry=percentage("ph_readings_percent", "Ph-positive metaphases", "% of marrow metaphases"),
    hint="Consecutive examinations, the oldest first.",
)  # fmt: skip
MAJOR_CYTOGENETIC_RESPONSE = YesNo(
    name="major_cytogenetic_response", label="Has there been a major cytogenetic response?",
    hint="Fewer than 35% Ph-positive metaphases, as the study of 2003 has it.",
)  # fmt: skip
CYTOGENETICS_PREVIOUSLY_NEGATIVE = YesNo(
    name="cytogenetics_previously_negative", label="Was the karyotype free of the Philadelphia chromosome before?"
)
FISH_POSITIVE = YesNo(name="fish_positive", label="Is FISH positive for BCR::ABL1 now?")
FISH_PREVIOUSLY_NEGATIVE = YesNo(name="fish_previously_negative", label="Was FISH negative for BCR::ABL1 before?")
PHILADELPHIA_POSITIVE = YesNo(name="philadelphia_positive", label="Is there a Philadelphia chromosome?")
