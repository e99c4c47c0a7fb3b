"""Links of a page lead somewhere: to a page of this site, or to an https address."""

import posixpath
from collections.abc import Iterator

from handbook.addresses import generated_slugs
from handbook.library import Library
from handbook.problems import Problem, did_you_mean
from handbook.prose import LINK, blocks, without_code


def check(library: Library) -> Iterator[Problem]:
    known = {f"{slug}.md" for slug in (*library.pages, *generated_slugs(library))}
    for slug, page in library.pages.items():
        path = library.sources["pages", slug].path
        for block in blocks(page.body, page.body_line):
            if block.kind == "code":
                continue
            for shift, text in enumerate(block.text.split("\n")):
                for link in LINK.finditer(without_code(text)):
                    message = _message(slug, link["target"], known)
                    if message:
                        yield Problem(path, block.line + shift, "link", message)


def _message(slug: str, target: str, known: set[str]) -> str | None:
    if target.startswith(("https://", "#")):
        return None
    file = target.partition("#")[0]
    if ":" in file or file.startswith("/") or not file.endswith(".md"):
        return f"must be a relative path to a .md page, or an https address, not '{target}'"
    full = posixpath.normpath(posixpath.join(posixpath.dirname(slug), file))
    if full in known:
        return None
    return f"must lead to a page, not '{target}'{did_you_mean(full, known)}"
