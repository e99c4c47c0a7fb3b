"""The hazard log: a table to look over, and beneath it each hazard with its controls and their proofs."""

from handbook.library import Library
from handbook.web.rendering import render

AREAS = {
    "input": "Entering values",
    "calculation": "Calculation",
    "criteria": "Criteria and editions",
    "content": "Content",
    "delivery": "Delivery",
    "privacy": "Privacy",
}
SEEN = {
    "shipped": "shipped by public calculators",
    "described": "described in the field",
    "conceivable": "conceivable",
}
SEVERITIES = ("high", "medium", "low")


def hazards(library: Library, slug: str) -> str:
    ordered = sorted(
        library.hazards.values(),
        key=lambda one: (list(AREAS).index(one.area), SEVERITIES.index(one.severity), one.title),
    )
    return render("hazards.html", hazards=ordered, areas=AREAS, seen=SEEN)
