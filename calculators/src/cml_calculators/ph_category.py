"""Philadelphia chromosome and BCR::ABL1: which category the findings give, and the course that the source names."""

from collections.abc import Mapping
from typing import Any, Literal, TypedDict

from cml_calculators.calculator import Answer, Calculator, Group, no_faults
from cml_calculators.conditions import status
from cml_calculators.criteria import RuleSet
from cml_calculators.inputs import Warn
from cml_calculators.loading import rule_sets
from cml_calculators.quantities import cytogenetics, molecular
from cml_calculators.results import CriterionRecord, Feature
from cml_calculators.rules import rule_record
from cml_calculators.shapes import Quantity

Values = Mapping[str, Any]

PH, RT_PCR, SOUTHERN = "philadelphia_positive", "rt_pcr_positive", "southern_blot_positive"
INPUTS: tuple[Quantity, ...] = (
    cytogenetics.PHILADELPHIA_POSITIVE, molecular.RT_PCR_POSITIVE, molecular.SOUTHERN_BLOT_POSITIVE,
)  # fmt: skip

Category = Literal["ph_positive", "ph_negative_bcr_abl1_positive", "bcr_abl1_negative", "not_tested"]
CATEGORY_WORDS = (
    ("ph_positive", "Ph-positive"),
    ("ph_negative_bcr_abl1_positive", "Ph-negative, BCR::ABL1-positive"),
    ("bcr_abl1_negative", "BCR::ABL1-negative"),
    ("not_tested", "Not tested"),
    ("", "Depends on the karyotype, which is not known"),
)

# What PDQ says of the course of each finding, in our words.
_WORKUP, _PROGNOSIS = "General Information, Diagnostic Evaluation", "General Information, Prognosis and Survival"


def _says(own_id: str, locator: str, text: str) -> Feature:
    return {"id": own_id, "text": text, "reference": "pdq-2025", "locator": locator}


CLASSIC = _says(
    "classic-ph-positive",
    _PROGNOSIS,
    "Classic Ph-positive CML. With tyrosine kinase inhibitors, median survival is projected to come close to normal "
    "life expectancy for most patients.",
)
LIKE_CLASSIC = _says(
    "rt-pcr-like-classic",
    _WORKUP,
    "BCR::ABL1 by RT-PCR: clinical picture and prognosis are those of patients with a classic Philadelphia chromosome.",
)
EQUIVALENT = _says(
    "southern-blot-equivalent",
    _PROGNOSIS,
    "BCR::ABL1 by Southern blot without a Philadelphia chromosome: the prognosis is equivalent to that of Ph-positive "
    "disease.",
)
NEAR_CMML = _says(
    "nearer-to-cmml",
    _WORKUP,
    "No BCR::ABL1 by RT-PCR: the course is nearer to chronic myelomonocytic leukemia, a disease of its own that is "
    "related to myelodysplastic syndrome.",
)
PH_NEGATIVE = _says(
    "ph-negative-as-a-group",
    _PROGNOSIS,
    "Ph-negative CML as a group is poorly defined; response to treatment is poorer and survival shorter than in "
    "Ph-positive patients.",
)


class PhResult(TypedDict):
    """The category and what the source says of the course.

    category: null when BCR::ABL1 was tested and the category hangs on the karyotype, which is not known.
    course: null where the source has none, or where two courses remain.
    statements: every passage of the source that speaks of these findings.
    missing: the unknown inputs that could change category or course.
    """

    category: Category | None
    course: str | None
    statements: list[Feature]
    criteria: list[CriterionRecord]
    missing: list[str]
    notes: list[str]


def assess(values: Values) -> tuple[dict[str, Any], list[Warn]]:
    """The category by the first rule that is met, and the course of these findings."""
    edition = rule_sets("ph-category")[0]
    category, course = decide(edition, values)
    result = {
        "category": category,
        "course": course and course["text"],
        "statements": statements(values),
        "criteria": [rule_record(rule, values, edition) for rule in edition.rules],
        "missing": missing(edition, values),
        "notes": notes(category, values),
    }
    return result, contradictions(values)


def decide(edition: RuleSet, values: Values) -> tuple[str | None, Feature | None]:
    """Category and course. Without a met rule a test that was done leaves the category to the karyotype."""
    found = next((rule.gives for rule in edition.rules if status(rule, values) == "met"), None)
    if found is None and values[RT_PCR] is None and not values[SOUTHERN]:
        return "not_tested", None
    if found == "ph_positive":
        return found, CLASSIC
    if values[RT_PCR]:
        return found, LIKE_CLASSIC
    if values[SOUTHERN]:
        return found, EQUIVALENT
    return found, NEAR_CMML if found == "bcr_abl1_negative" else None


def statements(values: Values) -> list[Feature]:
    """The passages that speak of the findings, whichever of them decides."""
    ph, rt_pcr, southern = values[PH], values[RT_PCR], values[SOUTHERN]
    speaks = (
        (CLASSIC, ph is True),
        (LIKE_CLASSIC, rt_pcr is True),
        (EQUIVALENT, southern is True and ph is not True),
        (NEAR_CMML, rt_pcr is False and ph is not True),
        (PH_NEGATIVE, ph is False),
    )
    return [statement for statement, applies in speaks if applies]


def missing(edition: RuleSet, values: Values) -> list[str]:
    """The unknown inputs whose two answers differ in category or course.

    A category that a rule gave stays, and RT-PCR, the most sensitive test, needs no Southern blot beside it.
    """
    if any(status(rule, values) == "met" for rule in edition.rules):
        return []
    asked = (PH, RT_PCR, SOUTHERN) if values[RT_PCR] is None else (PH,)
    unknown = [name for name in asked if values[name] is None]
    answers = {name: [decide(edition, {**values, name: answer}) for answer in (True, False)] for name in unknown}
    return sorted(name for name, (yes, no) in answers.items() if yes != no)


def notes(category: str | None, values: Values) -> list[str]:
    """Why there is no category, or what a category leaves open."""
    if category == "not_tested":
        southern = " A negative Southern blot does not settle it." if values[SOUTHERN] is False else ""
        return [f"RT-PCR, which the source calls the most sensitive test, was not entered.{southern}"]
    if category is not None:
        return []
    if values[RT_PCR] or values[SOUTHERN]:
        both = "the disease is Ph-positive or Ph-negative with BCR::ABL1, and the source gives both the same course."
        return [f"BCR::ABL1 was found and the karyotype is not known: {both}"]
    either = "with a Philadelphia chromosome the disease would be Ph-positive, without one BCR::ABL1-negative."
    return [f"RT-PCR is negative and the karyotype is not known: {either}"]


def contradictions(values: Values) -> list[Warn]:
    """Results that cannot both be right of one sample."""
    ph, rt_pcr, southern = values[PH], values[RT_PCR], values[SOUTHERN]
    found = []
    if ph is True and (rt_pcr is False or southern is False):
        name, test = (RT_PCR, "RT-PCR") if rt_pcr is False else (SOUTHERN, "the Southern blot")
        message = (
            f"There is a Philadelphia chromosome, and {test} is negative: the results disagree. Check whether the "
            "test covers the patient's transcript."
        )
        found.append(Warn(message, name))
    if rt_pcr is False and southern is True:
        message = (
            "RT-PCR is negative and the Southern blot is positive: the results disagree. The rearrangement that was "
            "shown counts here; RT-PCR for the common transcripts misses others."
        )
        found.append(Warn(message, RT_PCR))
    return found


CALCULATOR = Calculator(
    id="ph-category",
    title="Philadelphia and BCR::ABL1 category",
    question="Which category do karyotype, RT-PCR and Southern blot give, and what course goes with it?",
    inputs=INPUTS,
    groups=(
        Group("Karyotype", (PH,)),
        Group("BCR::ABL1", (RT_PCR, SOUTHERN)),
    ),
    faults=no_faults,
    assess=assess,
    shape=PhResult,
    answers=(
        Answer(name="category", label="Category", words=CATEGORY_WORDS),
        Answer(name="course", label="Course", words=(("", "The source names none for these findings"),)),
    ),
    guideline_kinds=("ph-category",),
)
