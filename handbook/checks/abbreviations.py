"""An abbreviation in the prose of a clinical page is one that the reader can look up.

It stands in the glossary, is a name in another record (a drug, a study, an edition, a level), is part of the title of a
work, is spelled out on the page with the abbreviation in parentheses, names a row of a table, or is an everyday one.
"""

import re
from collections.abc import Iterator
from itertools import chain

from cml_calculators.catalogue import CALCULATORS
from handbook.citations import MARK
from handbook.library import Library
from handbook.model import Page
from handbook.problems import Problem
from handbook.prose import blocks, without_code

CLINICAL = ("disease", "diagnosis", "response", "treatment", "drugs", "studies")
# Two capitals or more and no digit: names of variants and numbers of trials explain themselves.
ABBREVIATION = re.compile(r"\b(?=\w*[A-Z]\w*[A-Z])[A-Z][A-Za-z]+\b(?![\d])")
WORD = re.compile(r"[A-Za-z]+")
EVERYDAY = {"ATP", "DNA", "FDA", "MD", "NCI", "NIH", "NJ", "RNA", "UK", "US", "II", "III", "IV"}


def check(library: Library) -> Iterator[Problem]:
    known = _known(library)
    for slug, page in library.pages.items():
        if page.head.part in CLINICAL:
            path = library.sources["pages", slug].path
            own = known | _spelled_out(page)
            for line, word in _abbreviations(page):
                if word not in own:
                    message = f"must be in content/glossary/, or spelled out with ({word}) after it, not '{word}' alone"
                    yield Problem(path, line, "abbreviation", message)


def _abbreviations(page: Page) -> Iterator[tuple[int, str]]:
    """Each abbreviation once, with the line where it stands first."""
    seen = set()
    for block in blocks(page.body, page.body_line):
        if block.kind in ("call", "code"):
            continue
        for shift, text in enumerate(block.text.split("\n")):
            for match in ABBREVIATION.finditer(MARK.sub("", without_code(text))):
                word = match[0].removesuffix("s") if match[0][:-1].isupper() else match[0]
                if word not in seen:
                    seen.add(word)
                    yield block.line + shift, word


def _spelled_out(page: Page) -> set[str]:
    """Words in parentheses, and those of the first cell of a row, which the row explains."""
    row_names = " ".join(re.findall(r"(?m)^\|([^|]*)\|", page.body))
    return {*re.findall(r"\(([A-Z][A-Za-z]+)\)", page.body), *WORD.findall(row_names)}


def _known(library: Library) -> set[str]:
    """Every word of a name in the records."""
    names: chain[str | None] = chain(
        (name for one in library.glossary.values() for name in (one.term, one.expansion, *one.synonyms)),
        (name for one in library.drugs.values() for name in (one.name, one.drug_class, *one.brands, *one.codes)),
        (name for one in library.studies.values() for name in (one.name, *one.also_called)),
        (name for one in library.guidelines.values() for name in (one.title, one.label)),
        (one.name for one in library.responses.values()),
        (one.scheme for one in library.evidence_levels.values()),
        (name for one in library.references.values() for name in (one.title, one.container_title)),
        (one.title for one in CALCULATORS),
    )
    return EVERYDAY | {word for name in names if name for word in WORD.findall(name)}
