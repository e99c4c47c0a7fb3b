"""A calculator that a page holds is in the catalogue, stands on one page, and is called in its text."""

from collections.abc import Iterator

from cml_calculators.catalogue import CALCULATORS
from handbook.library import Library
from handbook.problems import Problem, did_you_mean


def check(library: Library) -> Iterator[Problem]:
    known = [calculator.id for calculator in CALCULATORS]
    first: dict[str, str] = {}
    for slug, page in library.pages.items():
        own_id = page.head.calculator
        if own_id is None:
            continue
        source = library.sources["pages", slug]
        if own_id not in known:
            yield source.problem(("calculator",), f"must be a calculator, not '{own_id}'{did_you_mean(own_id, known)}")
        if own_id in first:
            yield source.problem(("calculator",), f"must be on one page, not again (already on {first[own_id]})")
        elif slug != f"calculators/{own_id}":
            yield source.problem(("calculator",), f"must be on the page calculators/{own_id}.md, not on {slug}.md")
        if "\n::: {calculator}" not in f"\n{page.body}":
            yield source.problem(
                ("calculator",), "must be placed by a line `::: {calculator}`, not left out of the text"
            )
        first.setdefault(own_id, f"{slug}.md")
