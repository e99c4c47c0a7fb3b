"""Links of a page lead somewhere: to a page of this site and a heading or record on it, or to an https address."""

import posixpath
from collections.abc import Iterator

from markdown.extensions.toc import slugify, unique

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
                    message = _message(slug, link["target"], known) or _anchor_message(library, slug, link["target"])
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


def _anchor_message(library: Library, slug: str, target: str) -> str | None:
    """Whether the page has a heading or a record of that name; pages that nobody writes are left to MkDocs."""
    file, _, anchor = target.partition("#")
    goal = posixpath.normpath(posixpath.join(posixpath.dirname(slug), file)).removesuffix(".md") if file else slug
    if not anchor or target.startswith("https://") or goal not in library.pages:
        return None
    known = _anchors(library, goal)
    # Headings inside a block are named after its record: `imatinib-doses`.
    if anchor in known or any(anchor.startswith(f"{own_id}-") for own_id in _record_ids(library)):
        return None
    return f"must lead to a heading or record of {goal}.md, not '#{anchor}'{did_you_mean(anchor, known)}"


def _anchors(library: Library, slug: str) -> set[str]:
    """The ids that Markdown gives the headings of a page, and those of the records that its blocks may show."""
    taken: set[str] = set()
    page = library.pages[slug]
    for block in blocks(page.body, page.body_line):
        if block.kind == "heading":
            unique(slugify(block.text.strip("# "), "-"), taken)
    return {*taken, *_record_ids(library), "sources"}


def _record_ids(library: Library) -> set[str]:
    return {own_id for folder, own_id in library.sources if folder not in ("pages", "guidelines")}
