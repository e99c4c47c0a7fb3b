"""What a reader works out from the entries before the criteria can be read: formulas, and definitions in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from cml_calculators import hydroxyurea
from cml_calculators.kinetics_rates import LEAST_DAYS, THREE_MONTHS_DAY
from cml_calculators.kinetics_series import limit_of_detection
from cml_calculators.molecular_response import DAYS_PER_MONTH, EARLY_FROM_DAY, EARLY_TO_DAY
from cml_calculators.post_transplant_imatinib import SAMPLES
from cml_calculators.quantities import ALL
from cml_calculators.quantities.derived import PH_RISE_RELATIVE
from handbook.worksheets.conditions import RULE_LABELS


@dataclass(frozen=True, kw_only=True)
class WorkedOut:
    """A quantity and how it is worked out. In `how` braces hold what goes in: an input's name, or free words.

    name: of the derived measurement, or of the field of the result that holds it.
    formula: whether `how` is arithmetic and nothing else.
    """

    name: str
    label: str
    how: str
    unit: str = ""
    note: str = ""
    formula: bool = True


def _words(name: str, label: str, how: str) -> WorkedOut:
    return WorkedOut(name=name, label=label, how=how, formula=False)


def _label(name: str) -> str:
    return ALL[name].label.rstrip("?")


def _says(name: str, how: str) -> WorkedOut:
    """A derived measurement under its own label."""
    return _words(name, _label(name), how)


PHASE = (
    _words(
        "new_on_treatment",
        RULE_LABELS["new_on_treatment"],
        "On treatment for CML: an abnormality of the list first found on treatment that is not in the list at "
        "diagnosis. Not on treatment: none.",
    ),
    _words(
        "extramedullary_blasts",
        RULE_LABELS["extramedullary_blasts"],
        "Blasts outside blood and marrow, at a site that the row does not leave out. Where the row says any, every "
        "site counts, also one that is not named.",
    ),
)
MOLECULAR = (
    WorkedOut(
        name="percent_is", label="BCR::ABL1 from copies", unit="% IS",
        how="100 × {bcr_abl1_copies} / {reference_gene_copies} × {conversion_factor}",
        note="Only where the laboratory gives no percentage on the International Scale.",
    ),
    WorkedOut(
        name="log_reduction", label="Log reduction", how="2 − log₁₀({bcr_abl1_percent_is})",
        note="From 100% on the International Scale. The level is read from the percentage, never from this number.",
    ),
    WorkedOut(
        name="days_on_tki", label="Days on the present TKI", unit="days", how=f"{DAYS_PER_MONTH} × {{months_on_tki}}",
        note="Only where the days themselves are not known; months from days the other way round.",
    ),
    _words(
        "early_molecular_response", "Early molecular response",
        f"From day {EARLY_FROM_DAY} to day {EARLY_TO_DAY} on the TKI: yes when MR1 is reached, no when it is not. "
        "On other days, and off treatment: not applicable.",
    ),
)  # fmt: skip
BETWEEN, BASELINE = "{Days between the two samples} × ln 2", "Baseline"
KINETICS = (
    _words("baseline", BASELINE, "The last value up to the start of the TKI. 100% is never taken in its place."),
    _says(
        "three_month_percent_is",
        f"The value nearest to day {THREE_MONTHS_DAY} of treatment, within day {EARLY_FROM_DAY} to day "
        f"{EARLY_TO_DAY}; of two at the same distance the earlier.",
    ),
    _says("fallen_by_three_months", "Yes when the value at 3 months is below the baseline, else no."),
    WorkedOut(
        name="halving_time_days", label=_label("halving_time_days"), unit="days",
        how=f"{BETWEEN} / ln({{{BASELINE}}} / {{{_label('three_month_percent_is')}}})",
        note="Both values detected, of one laboratory and one reference gene; only when the value has fallen.",
    ),
    WorkedOut(
        name="doubling_time_days", label="Doubling time", unit="days",
        how=f"{BETWEEN} / ln({{Last value}} / {{Value before it}})",
        note=f"Only when the last of the two is the higher and they are {LEAST_DAYS} days apart or more.",
    ),
    WorkedOut(name="ratio_to_baseline", label="Ratio to baseline", how=f"{{Last detected value}} / {{{BASELINE}}}"),
    WorkedOut(
        name="limit_of_detection", label="Limit of detection of an undetectable sample", unit="% IS",
        how=f"{limit_of_detection(Decimal(1)):f} / {{reference_gene_copies}}",
        note="3 copies of BCR::ABL1, in percent; plot it as an open circle, never as 0.",
    ),
)  # fmt: skip
CYTOGENETIC = (
    WorkedOut(
        name="ph_percent", label=_label("ph_percent"), unit="%",
        how="100 × {ph_positive_metaphases} / {metaphases_examined}",
        note="Or the percentage alone, where the counts are not known.",
    ),
    WorkedOut(
        name="fish_percent", label=_label("fish_percent"), unit="%",
        how="100 × {fish_positive_nuclei} / {fish_nuclei_examined}",
    ),
    _says("fish_alone", "Yes when nothing is known of banded metaphases: no count and no percentage. Else no."),
)  # fmt: skip


def _improvement(name: str, before: str, now: str, what: str) -> WorkedOut:
    return WorkedOut(
        name=name, label=_label(name), unit="%", how=f"100 × ({{{before}}} − {{{now}}}) / {{{before}}}",
        note=f"0 when {what} not below that before treatment.",
    )  # fmt: skip


HEMATOLOGIC = (
    _says(
        "immature_cells_in_blood",
        "Yes when blasts in blood are above 0%; else the answer on immature granulocytes.",
    ),
    _improvement("spleen_improvement_percent", "baseline_spleen_cm", "spleen_cm", "the spleen is"),
    _improvement(
        "platelet_improvement_percent", "baseline_platelets_e9_per_l", "platelets_e9_per_l", "the platelets are"
    ),
)
_TWICE = (
    "of each two readings in a row the smaller rise, and of these the greatest. With fewer than two readings a high "
    "one leaves it open."
)
_AT_MOST = f"From 0% any rise counts as {PH_RISE_RELATIVE.at_most}."
_NOT_ASKED = "Named by the source and not asked for here; such a row decides nothing."
RESISTANCE = (
    _says(
        "complete_hematologic_response_reached",
        "Yes when a complete hematologic response has been lost; else the answer whether there is one.",
    ),
    _says(
        "complete_hematologic_response_lost",
        "The answer whether it has been lost; without one, no when there is a complete hematologic response.",
    ),
    _says(
        "lowest_ph_positive_percent",
        "The lowest of the earlier percentages and the present one; 0% when the karyotype was free of the "
        "Philadelphia chromosome before.",
    ),
    _says("ph_negative_before", "The answer whether the karyotype was free before; without one, yes when an "
          "earlier percentage is 0%, else no."),
    _says("ph_confirmed_rise_points", "Each percentage minus the lowest of those before it, never below 0; " + _TWICE),
    _says(
        "ph_confirmed_rise_relative_percent",
        "100 × that difference / the lowest before it; " + _TWICE + " " + _AT_MOST,
    ),
    _says("latest_bcr_abl1_percent_is", "The last value of BCR::ABL1 over time."),
    _says("lowest_bcr_abl1_percent_is", "The lowest value of BCR::ABL1 over time."),
    _says("consecutive_bcr_abl1_rises", "How many values in a row, counted back from the last, stand above the one "
          "before them."),
    *(
        _says(name, _NOT_ASKED)
        for name in (
            "aca_on_treatment",
            "no_hematologic_response",
            "mutation_insensitive_to_imatinib",
            "mutation_sensitive_to_imatinib",
        )
    ),
)  # fmt: skip


ESCALATION = (
    _says(
        "complete_hematologic_response_reached",
        "Yes when a hematologic response has been lost; else the answer whether there is a complete one.",
    ),
    _says(
        "major_cytogenetic_response_reached",
        "The answer; without one, yes when the row on a major cytogenetic response is met, no when it is not.",
    ),
    _says("ph_confirmed_rise_points", "Each reading minus the lowest percentage so far, never below 0; " + _TWICE),
    _says(
        "ph_confirmed_rise_relative_percent",
        "100 × that difference / the lowest percentage so far; " + _TWICE + " " + _AT_MOST,
    ),
)
POST_TRANSPLANT = (
    _says("negative_nested_pcr_in_a_row", "How many results are negative, counted back from the latest."),
    _says(
        "months_of_three_negatives",
        f"Of these negative samples: calendar months from the first to the third of {SAMPLES} neighbors, a begun month "
        "as a whole one; the shortest such time.",
    ),
)
HYDROXYUREA = (
    WorkedOut(
        name="start_mg_per_day", label="Starting figure", unit="mg per day",
        how=f"{hydroxyurea.MG_PER_KG_PER_DAY} × {{weight_kg}}",
        note=f"{hydroxyurea.MG_PER_KG_PER_DAY} mg/kg per day [@{hydroxyurea.REFERENCE}, {hydroxyurea.LOCATOR}]: "
        "arithmetic on the starting dose of the source, not a prescription.",
    ),
    WorkedOut(
        name="capsules", label="In capsules", unit=f"capsules of {hydroxyurea.MG_PER_CAPSULE} mg",
        how=f"{{Starting figure}} / {hydroxyurea.MG_PER_CAPSULE}",
        note="The source names no strength of capsules and no way to round.",
    ),
)  # fmt: skip
PROPORTION = (
    WorkedOut(name="recomputed_percent", label="Recomputed", unit="%", how="100 × {n} / {total}"),
    _words(
        "agrees",
        "Agrees with the printed percentage",
        "Round the recomputed percentage half up to the decimals of the printed one: yes when both are equal.",
    ),
)
STOPPING = (
    _words(
        "consistent",
        "Times that contradict each other",
        "MR4.5 has lasted no longer than MR4: the shorter time counts for both. BCR::ABL1 now above the limit of a "
        "level: the time in that level counts as 0.",
    ),
)


# What stands between the entries and the criteria, by calculator.
WORKED_OUT: Mapping[str, tuple[WorkedOut, ...]] = {
    "phase": PHASE,
    "molecular-response": MOLECULAR,
    "kinetics": KINETICS,
    "cytogenetic-response": CYTOGENETIC,
    "hematologic-response": HEMATOLOGIC,
    "resistance": RESISTANCE,
    "treatment-free-remission": STOPPING,
    "post-transplant-imatinib": POST_TRANSPLANT,
    "hydroxyurea": HYDROXYUREA,
    "imatinib-dose-escalation": ESCALATION,
    "proportion": PROPORTION,
}
