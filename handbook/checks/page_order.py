"""Pages of one part have an order each, so that site and book have one sequence; no two pages have one address."""

from collections.abc import Iterator

from handbook.addresses import address, generated_slugs
from handbook.library import Library
from handbook.problems import Problem


def check(library: Library) -> Iterator[Problem]:
    first: dict[tuple[str, int], str] = {}
    for slug, page in library.pages.items():
        key = (page.head.part, page.head.order)
        if key in first:
            message = f"must be unique within the part '{key[0]}', not {key[1]}, which {first[key]}.md has"
            yield library.sources["pages", slug].problem(("order",), message)
        first.setdefault(key, slug)
    for slug, page in library.pages.items():
        if page.head.part == "home" and slug != "index":
            yield library.sources["pages", slug].problem(("part",), "must be 'home' only for index.md, not here")
    taken = {address(slug): "a page that is generated" for slug in generated_slugs(library)}
    for slug in library.pages:
        if address(slug) in taken:
            source = library.sources["pages", slug]
            yield source.problem((), f"must have an address of its own, not that of {taken[address(slug)]}")
        taken.setdefault(address(slug), f"{slug}.md")
