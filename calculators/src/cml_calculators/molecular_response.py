"""Depth of the molecular response, early response, and milestones under every table."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal, TypedDict

from cml_calculators.calculator import Answer, Calculator, Entries, Group
from cml_calculators.conditions import EXACT, all_of, record
from cml_calculators.criteria import Condition, ResponseLevel
from cml_calculators.inputs import Fault, Warn
from cml_calculators.loading import milestone_tables, molecular_levels
from cml_calculators.milestones import CATEGORY_WORDS, Course, assess_table
from cml_calculators.quantities import cytogenetics, molecular, treatment
from cml_calculators.response_levels import (
    DEEP,
    EARLY,
    MAJOR,
    Sample,
    amount_of,
    amount_status,
    copies_criterion,
    copy_limit,
    depth_word,
    level_criterion,
    limit_of,
    log_reduction,
    open_inputs,
    reaches,
    read_sample,
    shown,
    supported_word,
)
from cml_calculators.results import CriterionRecord, MilestoneEntry
from cml_calculators.shapes import Quantity

Values = Mapping[str, Any]

DAYS_PER_MONTH = Decimal("30.4375")  # 365.25 days / 12
# The sources say "at 3 months" and give no window: weeks 10 to 16 are this site's own choice.
EARLY_FROM_DAY, EARLY_TO_DAY = Decimal(70), Decimal(112)

INPUTS: tuple[Quantity, ...] = (
    molecular.BCR_ABL1_PERCENT_IS, molecular.DETECTED, molecular.TRANSCRIPT, molecular.REFERENCE_GENE,
    molecular.REFERENCE_GENE_COPIES, molecular.BCR_ABL1_COPIES, molecular.CONVERSION_FACTOR,
    treatment.MONTHS_ON_TKI, treatment.DAYS_ON_TKI, treatment.TKI_LINE, treatment.REASON_FOR_SWITCH,
    molecular.CONFIRMED, molecular.PREVIOUS_BEST_PERCENT_IS, treatment.TREATMENT_FREE, treatment.GOAL,
    cytogenetics.PH_POSITIVE_PERCENT, treatment.COMPLETE_HEMATOLOGIC_RESPONSE,
)  # fmt: skip

Depth = Literal["none", "MR1", "MR2", "MR3", "MR4", "MR4.5", "MR5", "not_assessable"]
DEPTH_WORDS = (("none", "No level reached"), ("not_assessable", "Not assessable"))
EARLY_WORDS = (("yes", "Yes"), ("no", "No"), ("not_applicable", "Not applicable"))


class MolecularResult(TypedDict):
    """Depth of response, early response, and the category of each table of milestones.

    supported_depth: the deepest level that the reference-gene copies allow, null when they are not known.
    """

    percent_is: Decimal | None
    percent_shown: str | None
    log_reduction: Decimal | None
    depth: Depth
    major_molecular_response: bool | None
    deep_molecular_response: bool | None
    early_molecular_response: Literal["yes", "no", "not_applicable"] | None
    supported_depth: Literal["none", "MR4", "MR4.5", "MR5"] | None
    criteria: list[CriterionRecord]
    milestones: list[MilestoneEntry]


def faults(values: Values) -> list[Fault]:
    """A percentage beside its parts or beside "not detected", and copies against the answer about detection."""
    found = []
    percent, copies, detected = values["bcr_abl1_percent_is"], values["bcr_abl1_copies"], values["detected"]
    if percent is not None and detected is False:
        message = (
            "bcr_abl1_percent_is must be left out when detected is false; an undetectable result has no percentage"
        )
        found.append(Fault("bcr_abl1_percent_is", message))
    parts = [name for name in ("bcr_abl1_copies", "conversion_factor") if values[name] is not None]
    if percent is not None and parts:
        message = f"bcr_abl1_percent_is must be left out when {' and '.join(parts)} would give it again"
        found.append(Fault("bcr_abl1_percent_is", message))
    if copies == 0 and detected is True:
        found.append(Fault("bcr_abl1_copies", "bcr_abl1_copies must be above 0 copies when detected is true, not 0"))
    if copies is not None and copies > 0 and detected is False:
        found.append(Fault("bcr_abl1_copies", f"bcr_abl1_copies must be 0 copies when detected is false, not {copies}"))
    return found


def assess(values: Values) -> tuple[dict[str, Any], list[Warn]]:
    """The depth of response that the sample shows and the category that each table of milestones gives.

    Args:
        values: the inputs by name as `inputs.read` gives them; None is not known.
    Returns:
        The result and its warnings. A limit belongs to the side that the response level or the table's row says;
        every comparison is made on the unrounded decimal value.
    """
    levels = molecular_levels()
    sample = read_sample(levels, values)
    days = days_on_tki(values)
    early, early_criterion = _early_response(levels, sample, days, values["treatment_free"])
    course = Course(
        values=values, months=months_on_tki(values), amount=amount_of(sample), amount_inputs=open_inputs(sample, values)
    )
    result = {
        "percent_is": sample.percent,
        "percent_shown": None if sample.percent is None else shown(levels, sample.percent),
        "log_reduction": log_reduction(sample.percent) if sample.percent is not None and sample.on_scale else None,
        "depth": depth_word(sample),
        "major_molecular_response": reaches(sample.depth, MAJOR, levels) if sample.assessable else None,
        "deep_molecular_response": reaches(sample.depth, DEEP, levels) if sample.assessable else None,
        "early_molecular_response": early,
        "supported_depth": supported_word(sample),
        "criteria": [*_level_records(levels, sample, values), early_criterion],
        "milestones": [assess_table(table, course) for table in milestone_tables()],
    }
    return result, [*_sample_warnings(levels, sample, values), *_time_warnings(values)]


def months_on_tki(values: Values) -> Decimal | None:
    months, days = values["months_on_tki"], values["days_on_tki"]
    return EXACT.divide(days, DAYS_PER_MONTH) if months is None and days is not None else months


def days_on_tki(values: Values) -> Decimal | None:
    months, days = values["months_on_tki"], values["days_on_tki"]
    return EXACT.multiply(months, DAYS_PER_MONTH) if days is None and months is not None else days


def _early_response(
    levels: tuple[ResponseLevel, ...], sample: Sample, days: Decimal | None, treatment_free: bool | None
) -> tuple[str | None, dict[str, Any]]:
    """Early molecular response with its record: the window in days and the limit of the level."""
    level = next(entry for entry in levels if entry.abbreviation == EARLY)
    window = Condition(measurement="days_on_tki", at_least=EARLY_FROM_DAY, at_most=EARLY_TO_DAY)
    in_time = record(window, {"days_on_tki": days}, level.reference, "Days chosen here; the source says at 3 months")
    deep_enough = record(level_criterion(level), {}, level.reference, level.locator)
    deep_enough |= {
        "status": amount_status(limit_of(level), amount_of(sample)),
        "value": sample.percent if sample.assessable else None,
    }
    both = all_of([in_time["status"], deep_enough["status"]])
    found = {
        "criterion": "early-molecular-response",
        "status": both,
        "value": None,
        "reference": level.reference,
        "locator": level.locator,
        "text": "Early molecular response: the level of a 10-fold reduction at 3 months",
        "needs": "all",
        "parts": [in_time, deep_enough],
    }
    if treatment_free or in_time["status"] == "not_met":
        return "not_applicable", found
    return {"met": "yes", "not_met": "no", "unknown": None}[both], found


def _level_records(levels: tuple[ResponseLevel, ...], sample: Sample, values: Values) -> list[dict[str, Any]]:
    """Every level's limit with its status, and the reference-gene copies that each level needs."""
    percent = sample.percent if sample.assessable else None
    found = []
    for level in levels:
        entry = record(level_criterion(level), {"bcr_abl1_percent_is": percent}, level.reference, level.locator)
        if sample.assessable and sample.percent is None and reaches(sample.depth, level.abbreviation, levels):
            entry["status"] = "met"
        found.append(entry)
    for level in levels if sample.copies_scored else ():
        if limit := copy_limit(level, values["reference_gene"]):
            found.append(record(copies_criterion(level, limit), values, level.reference, level.locator))
    return found


def _sample_warnings(levels: tuple[ResponseLevel, ...], sample: Sample, values: Values) -> list[Warn]:
    found = []
    some = sample.detected is not None
    if not sample.on_scale:
        message = (
            "The International Scale covers e13a2 and e14a2 only; another transcript has no level and no milestone."
        )
        found.append(Warn(message, "transcript"))
    elif values["transcript"] is None and some:
        found.append(Warn("The transcript type is not known; the levels hold for e13a2 and e14a2 only.", "transcript"))
    if sample.detected and sample.percent is None:
        found.append(_no_percent(values))
    if values["bcr_abl1_percent_is"] is None and sample.percent is not None and sample.percent > 100:
        message = f"{shown(levels, sample.percent)}% IS from the copies is unusual; check copies and conversion factor."
        found.append(Warn(message, "bcr_abl1_copies"))
    if some or sample.copies_scored:
        found += _copies_warnings(levels, sample, values)
    return found


def _no_percent(values: Values) -> Warn:
    """Why a detected BCR::ABL1 has no percentage on the scale."""
    if values["bcr_abl1_copies"] is None:
        return Warn("Detected without a percentage: the depth cannot be assessed.", "bcr_abl1_percent_is")
    if not values["reference_gene_copies"]:
        return Warn("Without reference-gene copies above 0 there is no percentage.", "reference_gene_copies")
    message = (
        "Without the laboratory's conversion factor the ratio is not on the International Scale; no level is given."
    )
    return Warn(message, "conversion_factor")


def _copies_warnings(levels: tuple[ResponseLevel, ...], sample: Sample, values: Values) -> list[Warn]:
    """What the reference-gene copies do not allow, and what is missing to say so."""
    if not sample.copies_scored:
        return [_no_copy_limit(values)] if sample.detected is False else []
    gene, has = values["reference_gene"], f"{values['reference_gene_copies']:f} {values['reference_gene']} copies"
    limits = [(level, limit) for level in levels if (limit := copy_limit(level, gene))]
    if sample.supported is None:
        level, limit = min(limits, key=lambda entry: entry[0].rank)
        message = (
            f"{has} are fewer than the {limit.at_least} that {level.abbreviation} needs: too few for a deep response."
        )
        return [Warn(message, "reference_gene_copies")]
    found = []
    if sample.percent is not None:
        if sample.depth is None or sample.depth.rank <= sample.supported.rank:
            return []
        message = (
            f"{has} support {sample.supported.abbreviation} only; the percentage is in {sample.depth.abbreviation}."
        )
        found.append(Warn(message, "reference_gene_copies"))
    if len(limits) < sum(limit.gene == gene for level in levels for limit in level.undetected_copies):
        message = f"Limits for {gene} deeper than {limits[-1][0].abbreviation} were read in no source and are not used."
        found.append(Warn(message, "reference_gene"))
    return found


def _no_copy_limit(values: Values) -> Warn:
    """Why an undetectable result has no depth."""
    unknown = [
        entry for entry in (molecular.REFERENCE_GENE, molecular.REFERENCE_GENE_COPIES) if values[entry.name] is None
    ]
    if unknown:
        names = " and the ".join(entry.label.lower() for entry in unknown)
        return Warn(f"Undetectable, depth not assessable without the {names}.", unknown[0].name)
    message = (
        f"Undetectable, depth not assessable: no copy limits for {values['reference_gene']} stand in what we read."
    )
    return Warn(message, "reference_gene")


def _time_warnings(values: Values) -> list[Warn]:
    months, days = values["months_on_tki"], values["days_on_tki"]
    if months is None or days is None or abs(EXACT.multiply(months, DAYS_PER_MONTH) - days) <= DAYS_PER_MONTH:
        return []
    message = "Months and days differ by more than a month: the early response uses the days, milestones the months."
    return [Warn(message, "days_on_tki")]


CALCULATOR = Calculator(
    id="molecular-response",
    title="Molecular response",
    question="How deep is the molecular response, and which milestones does it meet?",
    inputs=INPUTS,
    groups=(
        Group("BCR::ABL1", ("detected", "bcr_abl1_percent_is", "transcript")),
        Group(
            "Sample",
            ("reference_gene", "reference_gene_copies", "bcr_abl1_copies", "conversion_factor"),
        ),
        Group(
            "Treatment",
            ("months_on_tki", "days_on_tki", "tki_line", "reason_for_switch", "treatment_free", "goal"),
        ),
        Group(
            "Other findings",
            ("confirmed", "previous_best_percent_is", "complete_hematologic_response", "ph_positive_percent"),
        ),
    ),
    faults=faults,
    assess=assess,
    shape=MolecularResult,
    answers=(
        Answer(name="depth", label="Depth of response", words=DEPTH_WORDS),
        Answer(name="major_molecular_response", label="Major molecular response"),
        Answer(name="early_molecular_response", label="Early molecular response", words=EARLY_WORDS),
    ),
    entries=Entries(
        name="milestones",
        key="guideline",
        label="Milestones of",
        answers=(Answer(name="category", label="Category", words=CATEGORY_WORDS),),
    ),
    guideline_kinds=("milestones",),
    level_kinds=("molecular",),
)
