"""The inputs of the calculators: each name, label, unit and range stands here once."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Number:
    """A measurement in one unit: refused outside its range, questioned outside `warn_below` to `warn_above`."""

    name: str
    label: str
    unit: str
    at_least: Decimal | None = None
    above: Decimal | None = None
    at_most: Decimal
    whole: bool = False
    warn_below: Decimal | None = None
    warn_above: Decimal | None = None
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class YesNo:
    """A question that is answered yes, no or not at all."""

    name: str
    label: str
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of a closed list; `words` pairs each value with its label."""

    name: str
    label: str
    words: tuple[tuple[str, str], ...]
    hint: str = ""
    numeric: bool = False


@dataclass(frozen=True, kw_only=True)
class Words:
    """Any of a closed list. The empty list means looked for, none found."""

    name: str
    label: str
    words: tuple[tuple[str, str], ...]
    hint: str = ""


Quantity = Number | YesNo | Choice | Words


def _percent(name: str, label: str, unit: str, warn_above: str | None = None, hint: str = "") -> Number:
    limit = None if warn_above is None else Decimal(warn_above)
    return Number(
        name=name, label=label, unit=unit, at_least=Decimal(0), at_most=Decimal(100), warn_above=limit, hint=hint
    )


OF_BLOOD = "% of white cells"
OF_MARROW = "% of nucleated cells"

BLASTS_PB = _percent("blasts_pb_percent", "Blasts in blood", OF_BLOOD, hint="All blasts, myeloid and lymphoid.")
BLASTS_BM = _percent("blasts_bm_percent", "Blasts in marrow", OF_MARROW, hint="All blasts, myeloid and lymphoid.")
PROMYELOCYTES_PB = _percent("promyelocytes_pb_percent", "Promyelocytes in blood", OF_BLOOD)
PROMYELOCYTES_BM = _percent("promyelocytes_bm_percent", "Promyelocytes in marrow", OF_MARROW)
LYMPHOBLASTS_PB = _percent("lymphoblasts_pb_percent", "Lymphoblasts in blood", OF_BLOOD, hint="Part of the blasts.")
LYMPHOBLASTS_BM = _percent("lymphoblasts_bm_percent", "Lymphoblasts in marrow", OF_MARROW, hint="Part of the blasts.")
BASOPHILS_PB = _percent(
    "basophils_pb_percent", "Basophils in blood", OF_BLOOD, "40", "A percentage, not the absolute count."
)
EOSINOPHILS_PB = _percent("eosinophils_pb_percent", "Eosinophils in blood", OF_BLOOD, "40")

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

ON_TREATMENT = YesNo(
    name="on_treatment", label="Is the patient on treatment for CML?", hint="Some criteria exist only on treatment."
)
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
SPLEEN_INCREASING = YesNo(
    name="splenomegaly_increasing_or_persistent", label="Is the enlarged spleen growing or persisting?"
)
SPLEEN_UNRESPONSIVE = YesNo(
    name="splenomegaly_unresponsive_to_therapy",
    label="Is the growing or persisting spleen unresponsive to therapy?",
)
EXTRAMEDULLARY_BLASTS = YesNo(
    name="extramedullary_blasts",
    label="Are there blasts outside blood and marrow?",
    hint="A proliferation of blasts in tissue, shown by biopsy or imaging.",
)
EXTRAMEDULLARY_SITES = Words(
    name="extramedullary_sites", label="Sites of blasts outside blood and marrow",
    words=(
        ("spleen", "Spleen"), ("liver", "Liver"), ("lymph_node", "Lymph node"), ("skin", "Skin"),
        ("cns", "Central nervous system"), ("bone", "Bone"), ("other", "Another site"),
    ),
    hint="Editions differ on whether spleen, liver and lymph nodes count.",
)  # fmt: skip
BLAST_CLUSTERS = YesNo(name="blast_clusters_in_biopsy", label="Large clusters of blasts in the marrow biopsy?")

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
FEVER = YesNo(name="fever", label="Fever?")
MALAISE = YesNo(name="malaise", label="Malaise?")
PROGRESSIVE_SPLENOMEGALY = YesNo(name="progressive_splenomegaly", label="Progressive splenomegaly?")

BCR_ABL1_PERCENT_IS = Number(
    name="bcr_abl1_percent_is", label="BCR::ABL1", unit="% IS", above=Decimal(0), at_most=Decimal(400),
    warn_above=Decimal(100),
    hint="In percent on the International Scale: 0.1 means 0.1%, the limit of a major molecular response. "
    "Leave it empty when nothing was detected.",
)  # fmt: skip
BCR_ABL1_COPIES = Number(
    name="bcr_abl1_copies", label="BCR::ABL1 copies", unit="copies", at_least=Decimal(0), at_most=Decimal(10_000_000),
    whole=True, hint="Summed over the replicates. Needs reference-gene copies and a conversion factor.",
)  # fmt: skip
REFERENCE_GENE = Choice(
    name="reference_gene", label="Reference gene", words=(("ABL1", "ABL1"), ("GUSB", "GUSB"), ("BCR", "BCR"))
)
REFERENCE_GENE_COPIES = Number(
    name="reference_gene_copies", label="Reference-gene copies", unit="copies", at_least=Decimal(0),
    at_most=Decimal(10_000_000), whole=True, hint="Summed over the replicates.",
)  # fmt: skip
CONVERSION_FACTOR = Number(
    name="conversion_factor", label="Conversion factor of the laboratory", unit="factor", at_least=Decimal("0.05"),
    at_most=Decimal(20), warn_below=Decimal("0.3"), warn_above=Decimal(3),
    hint="It belongs to one laboratory and assay; never use another laboratory's.",
)  # fmt: skip
DETECTED = YesNo(name="detected", label="Was BCR::ABL1 detected?")
TRANSCRIPT = Choice(
    name="transcript", label="Transcript type",
    words=(
        ("e13a2", "e13a2 (b2a2)"), ("e14a2", "e14a2 (b3a2)"), ("both", "e13a2 and e14a2"),
        ("other", "Another transcript (e1a2, e19a2, …)"),
    ),
    hint="The International Scale covers e13a2 and e14a2 only.",
)  # fmt: skip
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
CONFIRMED = YesNo(
    name="confirmed", label="Did a second test 1 to 3 months later also exceed 10%?",
    hint="Used at 3 months by ELN 2020 only.",
)  # fmt: skip
PREVIOUS_BEST_PERCENT_IS = Number(
    name="previous_best_percent_is", label="Lowest BCR::ABL1 so far", unit="% IS", above=Decimal(0),
    at_most=Decimal(400), warn_above=Decimal(100),
)  # fmt: skip
TREATMENT_FREE = YesNo(name="treatment_free", label="Is the patient off treatment after a planned stop?")
GOAL = Choice(
    name="goal", label="Goal of treatment",
    words=(("survival", "Survival"), ("treatment_free_remission", "Treatment-free remission")),
)  # fmt: skip
PH_POSITIVE_PERCENT = _percent(
    "ph_positive_percent", "Ph-positive metaphases", "% of marrow metaphases", hint="By banding; not FISH, not PCR."
)
COMPLETE_HEMATOLOGIC_RESPONSE = YesNo(
    name="complete_hematologic_response", label="Is there a complete hematologic response?"
)
