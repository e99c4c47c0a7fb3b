"""Marrow, spleen, tissue outside the marrow, and symptoms."""

from decimal import Decimal

from cml_calculators.shapes import Choice, Number, Words, YesNo, percentage

OF_MARROW = "% of nucleated cells"
BLASTS_BM = percentage("blasts_bm_percent", "Blasts in marrow", OF_MARROW, hint="All blasts, myeloid and lymphoid.")
PROMYELOCYTES_BM = percentage("promyelocytes_bm_percent", "Promyelocytes in marrow", OF_MARROW)
LYMPHOBLASTS_BM = percentage("lymphoblasts_bm_percent", "Lymphoblasts in marrow", OF_MARROW, hint="Part of the blasts.")
BLAST_CLUSTERS = YesNo(name="blast_clusters_in_biopsy", label="Large clusters of blasts in the marrow biopsy?")
SPLEEN_INCREASING = YesNo(
    name="splenomegaly_increasing_or_persistent", label="Is the enlarged spleen growing or persisting?"
)
SPLEEN_UNRESPONSIVE = YesNo(
    name="splenomegaly_unresponsive_to_therapy",
    label="Is the growing or persisting spleen unresponsive to therapy?",
)
PROGRESSIVE_SPLENOMEGALY = YesNo(name="progressive_splenomegaly", label="Progressive splenomegaly?")
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
FEVER = YesNo(name="fever", label="Fever?")
MALAISE = YesNo(name="malaise", label="Malaise?")

SPLEEN_CM = Number(
    name="spleen_cm", label="Spleen below the costal margin", unit="cm", at_least=Decimal(0), at_most=Decimal(40),
    warn_above=Decimal(25), hint="The greatest distance by palpation, 0 when not palpable; not a length by ultrasound.",
)  # fmt: skip
BASELINE_SPLEEN_CM = Number(
    name="baseline_spleen_cm", label="Spleen below the costal margin before treatment", unit="cm", at_least=Decimal(0),
    at_most=Decimal(40), warn_above=Decimal(25), hint="Measured as the present one; 0 when it was not palpable.",
)  # fmt: skip
SPLEEN = Choice(
    name="spleen", label="Spleen",
    words=(("normal", "Not enlarged"), ("enlarged", "Enlarged"), ("rapidly_enlarging", "Rapidly enlarging")),
)  # fmt: skip
SYMPTOMS = YesNo(
    name="symptoms", label="Symptoms of CML, or signs besides spleen and blood counts?",
    hint="Only the definition of 2003 asks for it.",
)  # fmt: skip
