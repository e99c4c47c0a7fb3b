"""References as CSL-JSON has them, for the formatter of citations and for readers' reference managers."""

from typing import Any

from typing_extensions import TypedDict

from handbook.model import Name, Reference, WorkType

OTHERS = "et al"
CSL_NAMES = {"container_title": "container-title", "publisher_place": "publisher-place", "doi": "DOI", "url": "URL",
             "pmid": "PMID", "pmcid": "PMCID"}  # fmt: skip
SAME_NAME = ("id", "type", "title", "volume", "issue", "page", "publisher", "edition")


class CslName(TypedDict, total=False):
    """A person by `family` and `given`, or a body by `literal`. The literal `et al` stands for authors not listed."""

    family: str
    given: str
    literal: str


CslDate = TypedDict("CslDate", {"date-parts": list[list[int]]})


class _Required(TypedDict):
    id: str
    type: WorkType
    title: str


class CslItem(_Required, TypedDict("_Optional", {"container-title": str, "publisher-place": str}, total=False),
              total=False):  # fmt: skip
    """One work, in the terms of CSL."""

    author: list[CslName]
    issued: CslDate
    accessed: CslDate
    volume: str
    issue: str
    page: str
    publisher: str
    edition: str
    DOI: str
    URL: str
    PMID: str
    PMCID: str


def csl_item(reference: Reference) -> dict[str, Any]:
    """The reference as CSL-JSON has it: a `CslItem`."""
    item: dict[str, Any] = {}
    for name in (*SAME_NAME, *CSL_NAMES):
        value = getattr(reference, name)
        if value is not None:
            item[CSL_NAMES.get(name, name)] = value
    if reference.author:
        item["author"] = [_csl_name(name) for name in reference.author]
    if reference.others:
        item["author"] = [*item.get("author", []), {"literal": OTHERS}]
    if reference.issued:
        item["issued"] = {"date-parts": [[int(part) for part in reference.issued.split("-")]]}
    if reference.url:
        day = reference.accessed
        item["accessed"] = {"date-parts": [[day.year, day.month, day.day]]}
    return item


def _csl_name(name: Name) -> dict[str, str]:
    parts = {"family": name.family, "given": _initials(name.given), "literal": name.literal}
    return {key: value for key, value in parts.items() if value}


def _initials(given: str | None) -> str | None:
    """`DA` as `D A`: the formatter keeps only the first letter of a word."""
    return " ".join(given) if given and given.isupper() and given.isalpha() else given
