"""What a page is about, in the terms of schema.org; the template adds the addresses that depend on the site."""

from collections.abc import Iterable, Mapping
from typing import Any

from handbook.block_calls import read_call
from handbook.citations import CitedSource
from handbook.library import Library
from handbook.model import Page, Reference
from handbook.studies import Drug, Study

# Pages of these parts speak of the handbook, not of medicine.
NOT_MEDICAL = ("home", "about", "reference")
WORKS = {"article-journal": "ScholarlyArticle", "report": "Report", "webpage": "WebPage"}
CONDITION = {"@type": "MedicalCondition", "name": "Chronic myeloid leukemia", "alternateName": "CML"}
TRIALS = ("randomized-trial", "prospective-trial", "single-arm-trial", "pooled-trials")


def page_data(library: Library, slug: str, head: Mapping[str, Any], cited: Iterable[CitedSource]) -> dict[str, Any]:
    """The page as JSON-LD. Its last review is also its last change that a reader should know of."""
    page = library.pages.get(slug)
    medical = page is None or page.head.part not in NOT_MEDICAL
    reviewed = head["reviewed"].isoformat()
    return {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage" if medical else "WebPage",
        "name": head["title"],
        "description": head["description"],
        "inLanguage": "en-US",
        "lastReviewed": reviewed,
        "dateModified": reviewed,
        "about": [CONDITION, *(_subjects(library, page) if page else ())],
        "citation": [_work(library.references[source.reference]) for source in cited],
    }


def _subjects(library: Library, page: Page) -> Iterable[dict[str, Any]]:
    """The drugs and studies that stand on the page."""
    for line in page.body.split("\n"):
        call = read_call(line)
        if call and call.name == "drug":
            yield _drug(library.drugs[call.arguments["id"]])
        elif call and call.name == "study":
            yield _study(library.studies[call.arguments["id"]])


def _drug(drug: Drug) -> dict[str, Any]:
    names = [*drug.brands, *drug.codes]
    return {"@type": "Drug", "name": drug.name, **({"alternateName": names} if names else {})}


def _study(study: Study) -> dict[str, Any]:
    kind = "MedicalTrial" if study.kind in TRIALS else "MedicalStudy"
    return {"@type": kind, "name": study.name, **({"identifier": study.registry} if study.registry else {})}


def _work(reference: Reference) -> dict[str, Any]:
    work = {"@type": WORKS.get(reference.type, "CreativeWork"), "name": reference.title}
    if reference.issued:
        work["datePublished"] = reference.issued
    if reference.doi:
        work["sameAs"] = f"https://doi.org/{reference.doi}"
    elif reference.pmid:
        work["sameAs"] = f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/"
    elif reference.url:
        work["url"] = reference.url
    return work
