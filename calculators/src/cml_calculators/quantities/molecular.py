"""BCR::ABL1: amount, sample, transcript and variants."""

from decimal import Decimal

from cml_calculators.shapes import Choice, Day, Number, Numbers, Records, Texts, YesNo

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
CONFIRMED = YesNo(
    name="confirmed", label="Did a second test 1 to 3 months later also exceed 10%?",
    hint="Used at 3 months by ELN 2020 only.",
)  # fmt: skip
PREVIOUS_BEST_PERCENT_IS = Number(
    name="previous_best_percent_is", label="Lowest BCR::ABL1 so far", unit="% IS", above=Decimal(0),
    at_most=Decimal(400), warn_above=Decimal(100),
)  # fmt: skip

BCR_ABL1_HISTORY = Numbers(
    name="bcr_abl1_history_percent_is", label="BCR::ABL1 over time",
    entry=Number(
        name="bcr_abl1_history_percent_is", label="BCR::ABL1", unit="% IS", above=Decimal(0), at_most=Decimal(400),
        warn_above=Decimal(100),
    ),
    hint="Percent on the International Scale, the oldest first, the latest last. Leave out undetectable results.",
)  # fmt: skip
BEST_PERCENT_IS = Number(
    name="best_bcr_abl1_percent_is", label="Lowest BCR::ABL1 on ponatinib", unit="% IS", above=Decimal(0),
    at_most=Decimal(400), warn_above=Decimal(100),
)  # fmt: skip
MEASUREMENT_DATE = Day(name="date", label="Date of the sample")
MEASUREMENTS = Records(
    name="measurements", label="Measurements",
    fields=(MEASUREMENT_DATE, BCR_ABL1_PERCENT_IS, DETECTED, REFERENCE_GENE_COPIES, REFERENCE_GENE),
    hint="One row for each sample. An undetectable result has no percentage: answer “detected” with no.",
)  # fmt: skip
SAME_LABORATORY = YesNo(
    name="same_laboratory", label="Are all values from one laboratory?",
    hint="Values of two laboratories cannot give a rate.",
)  # fmt: skip
MAJOR_MOLECULAR_RESPONSE = YesNo(name="major_molecular_response", label="Is there a major molecular response?")
RT_PCR_POSITIVE = YesNo(name="rt_pcr_positive", label="Is RT-PCR positive for BCR::ABL1?")
SOUTHERN_BLOT_POSITIVE = YesNo(name="southern_blot_positive", label="Is a Southern blot positive for BCR::ABL1?")
T315I = YesNo(name="t315i", label="Is there a T315I variant?")
VARIANTS = Texts(
    name="variants", label="Variants of the kinase domain",
    hint="Amino-acid changes such as T315I, p.Thr315Ile or F317L/V/I/C.",
)  # fmt: skip
COMPOUND = YesNo(
    name="compound", label="Do the variants stand on the same molecule?",
    hint="A compound mutation; tables of single variants do not cover it.",
)  # fmt: skip
