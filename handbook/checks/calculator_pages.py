"""A calculator that a page holds is in the catalogue, stands on one page, and is called in its text."""

from collections.abc import Iterator

from cml_calculators.catalogue import CALCULATORS

from handbook.library import Library
from handbook.problems import Problem, did_you_mean


def check(library: Library) -> Iterator[Problem]:
    known = [calculator.id for calculator in CALCULATORS]
    first: dict[str, str] = {}
    for slug, page in library.pages.items():
        id = page.head.calculator
        if id is None:
            continue
        source = library.sources["pages", slug]
        if id not in known:
            yield source.problem(("calculator",), f"must be a calculator, not '{id}'{did_you_mean(id, known)}")
        if id in first:
            yield source.problem(("calculator",), f"must be on one page, not again (already on {first[id]})")
        elif slug != f"calculators/{id}":
            yield source.problem(("calculator",), f"must be on the page calculators/{id}.md, not on {slug}.md")
        if "\n::: {calculator}" not in f"\n{page.body}":
            yield source.problem(("calculator",), "must be placed by a line `::: {calculator}`, not left out of the text")
        first.setdefault(id, f"{slug}.md")
