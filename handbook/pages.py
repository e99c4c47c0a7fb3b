"""What pages exist, and in which order: the order of the site is the order of the book."""

from dataclasses import dataclass

from handbook.addresses import GUIDELINES_FOLDER, edition_slug
from handbook.guidelines import GROUPS
from handbook.library import Library
from handbook.model import Page

PARTS = {
    "disease": "The disease",
    "diagnosis": "Diagnosis and phases",
    "response": "Response and monitoring",
    "treatment": "Treatment",
    "drugs": "Drugs",
    "studies": "Studies",
    "calculators": "Calculators",
    "reference": "Reference",
    "about": "About",
}


@dataclass(frozen=True)
class Section:
    """A part of the site: its title, its slugs in order, and sections inside it."""

    title: str
    slugs: tuple[str, ...]
    inner: tuple["Section", ...] = ()


def home(library: Library) -> str | None:
    return next((slug for slug, page in library.pages.items() if page.head.part == "home"), None)


def sections(library: Library) -> tuple[Section, ...]:
    """The parts that have pages, in the order of the book."""
    found = []
    for part, title in PARTS.items():
        slugs = tuple(page.slug for page in _in_part(library, part))
        inner = (_editions(library),) if part == "reference" and library.guidelines else ()
        if slugs or inner:
            found.append(Section(title, slugs, inner))
    return tuple(found)


def _in_part(library: Library, part: str) -> list[Page]:
    return sorted((page for page in library.pages.values() if page.head.part == part), key=lambda page: page.head.order)


def _editions(library: Library) -> Section:
    kinds = list(GROUPS)
    ordered = sorted(library.guidelines.values(), key=lambda one: (kinds.index(one.kind), one.published, one.id))
    slugs = (f"{GUIDELINES_FOLDER}/index", *(edition_slug(one) for one in ordered))
    return Section("Guideline editions", slugs)
