"""The whole book as Typst: parts and chapters in the order of the site, and the index."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handbook.addresses import calculator_slugs, edition_slug, worksheet_slug
from handbook.bibliography import short_name
from handbook.book.chapter import Book, Chapter, Written
from handbook.book.convert import blocks
from handbook.book.links import all_links, wanted_labels
from handbook.book.pages import PageTree
from handbook.book.settings import PAPERS, BookSettings
from handbook.book.svg import paper_colors
from handbook.book.terms import Term, all_terms, sort_key
from handbook.book.typst_text import array, block, call, literal
from handbook.guidelines import key
from handbook.layout import Layout
from handbook.library import Library
from handbook.pages import Section, home, sections
from handbook.problems import Problem

MARK = re.compile(r'mark\("((?:[^"\\]|\\.)*)", (\d+)\)\n?')
# A term of more sections than this is listed only where the section is about it: it names it often, or in its title.
FEW_SECTIONS, MANY_MENTIONS = 8, 4


@dataclass(frozen=True)
class Manuscript:
    """The book as Typst, with what its checks need."""

    text: str
    words: tuple[str, ...]
    row_heads: tuple[frozenset[tuple[int, int]], ...]
    problems: tuple[Problem, ...]


def manuscript(library: Library, pages: Mapping[str, PageTree], settings: BookSettings, layout: Layout) -> Manuscript:
    book = _book(library, pages, settings, layout)
    ordered = list(_ordered(library))
    chapters: dict[str, Chapter] = {}
    bodies: dict[str, str] = {}
    for slug in ordered:
        chapters[slug] = Chapter(
            book, pages[slug], _written(library, layout, slug), level=1 if slug == home(library) else 2
        )
        chapters[slug].enter_section(pages[slug].title)
        bodies[slug] = block(blocks(chapters[slug], pages[slug].body))
    problems = [problem for chapter in chapters.values() for problem in chapter.problems]
    problems += [
        _written(library, layout, slug).problem("must have a place in the order of the book, not none")
        for slug in sorted(pages.keys() - set(ordered))
    ]
    kept = _kept_marks(book)
    code = [*_parts(library, pages, bodies), *_index(book)]
    text = MARK.sub(lambda match: match[0] if (match[1], int(match[2])) in kept else "", "\n".join(code))
    return Manuscript(
        text=_program(text),
        words=tuple(word for chapter in chapters.values() for word in chapter.words),
        row_heads=tuple(heads for chapter in chapters.values() for heads in chapter.row_heads),
        problems=tuple(sorted(set(problems))),
    )


def settings_json(settings: BookSettings, version: str, day: Any, shown_day: str) -> str:
    """What the template reads."""
    edition = "" if settings.edition is None else f"Edition {settings.edition}"
    cover = [edition, shown_day, f"Version {version}", settings.publisher]
    return json.dumps(
        {
            "title": settings.title, "subtitle": settings.subtitle, "color": settings.color,
            "logo": Path(settings.logo).name if settings.logo else None,
            "publisher": settings.publisher, "language": settings.language, "region": settings.region or None,
            "intended_use": settings.intended_use,
            "foot": " · ".join(part for part in (edition, f"Version {version}", shown_day) if part),
            "cover": [line for line in cover if line],
            "date": [day.year, day.month, day.day],
            "page": {"width": settings.least.width, "height": settings.least.height, "inside": settings.inside,
                     "outside": settings.outside, "top": settings.top, "bottom": settings.bottom},
            "files": {name: [PAPERS[paper].width, PAPERS[paper].height] for name, paper in settings.files.items()},
            "words": {"intended_use": "Intended use", "contents": "Contents"},
        },
        ensure_ascii=False,
    )  # fmt: skip


def _book(library: Library, pages: Mapping[str, PageTree], settings: BookSettings, layout: Layout) -> Book:
    links = all_links(pages.values(), settings.site_url)
    terms = all_terms(library)
    own = {term.own for term in terms.entries if term.own}
    return Book(
        links=links,
        wanted=wanted_labels(pages.values(), links) | own,
        numbers={own_id: number for number, own_id in enumerate(sorted(library.references), 1)},
        names={own_id: short_name(reference) for own_id, reference in library.references.items()},
        colors=paper_colors(layout.hand_written / "assets" / "stylesheets"),
        terms=terms,
        fonts=layout.book / "fonts",
        text_width=settings.text_width,
        turned_width=settings.turned_width,
    )


def _ordered(library: Library) -> Iterator[str]:
    first = home(library)
    if first:
        yield first
    for section in sections(library):
        yield from _slugs(library, section)


def _slugs(library: Library, section: Section) -> Iterator[str]:
    """The chapters of a part; a calculator's worksheet follows it."""
    calculators = calculator_slugs(library)
    for slug in section.slugs:
        yield slug
        if slug in calculators:
            yield worksheet_slug(slug)
    for inner in section.inner:
        yield from _slugs(library, inner)


def _written(library: Library, layout: Layout, slug: str) -> Written:
    own = slug.removesuffix("/worksheet")
    source = library.sources.get(("pages", own)) or next(
        (library.sources["guidelines", key(one)] for one in library.guidelines.values() if edition_slug(one) == slug),
        None,
    )
    if source is None:
        return Written(f"content/pages/{slug}.md")
    file = layout.root / source.path
    return Written(source.path, tuple(file.read_text(encoding="utf-8").splitlines()))


def _parts(library: Library, pages: Mapping[str, PageTree], bodies: Mapping[str, str]) -> Iterator[str]:
    first = home(library)
    if first:
        yield call("chapter", literal(first), literal(pages[first].title), bodies[first], level="1")
    for section in sections(library):
        slugs = list(_slugs(library, section))
        listed = array(array([literal(slug), literal(pages[slug].title)]) for slug in slugs)
        yield call("part", literal(f"part:{section.title}"), literal(section.title), listed)
        for slug in slugs:
            yield call("chapter", literal(slug), literal(pages[slug].title), bodies[slug], part=literal(section.title))


def _kept_marks(book: Book) -> set[tuple[str, int]]:
    """For each term the sections that the index names: all of few, of many only those that are about it."""
    by_term: dict[str, list[tuple[int, int]]] = {}
    for (term, section), count in book.counted.items():
        by_term.setdefault(term, []).append((section, count))
    kept = set()
    for term, found in by_term.items():
        most = sorted(found, key=lambda one: (-one[1], one[0]))[:FEW_SECTIONS]
        about = [one for one in found if one[1] >= MANY_MENTIONS]
        kept |= {(term, section) for section, _ in max(most, about, key=len)}
    return kept


def _index(book: Book) -> Iterator[str]:
    """The index: every entry with its pages, and other names leading to it."""
    marked = {term for term, _ in book.counted}
    entries = [term for term in book.terms.entries if term.key in marked or term.own]
    rows = [(sort_key(term.shown), _entry(term)) for term in entries]
    other = {sort_key(word)[0]: (word, term) for term in entries for word in term.words if _leads_elsewhere(word, term)}
    rows += [(sort_key(word), _see(word, term)) for word, term in other.values()]
    listed = array(row for _, row in sorted(rows))
    yield call("chapter", literal("index-of-book"), literal("Index"), call("index", listed), level="1")


def _leads_elsewhere(word: str, term: Term) -> bool:
    """Whether another name is worth a line: it does not stand beside the entry, nor in it."""
    near = sort_key(word)[0][:6]
    return word.lower() not in term.shown.lower() and not sort_key(term.shown)[0].startswith(near)


def _entry(term: Term) -> str:
    own = literal(term.own) if term.own else "none"
    return _row(term.shown, key=literal(term.key), own=own, see="none")


def _see(word: str, term: Term) -> str:
    return _row(word, key=literal(""), own="none", see=literal(term.shown))


def _row(shown: str, **fields: str) -> str:
    first = sort_key(shown)[0][:1]
    letter = first.upper() if first.isalpha() else "0–9"
    pairs = {"shown": literal(shown), "letter": literal(letter), **fields}
    return "(" + ", ".join(f"{name}: {value}" for name, value in pairs.items()) + ")"


def _program(body: str) -> str:
    return (
        '#import "book.typ": *\n#show: book\n#cover()\n#contents()\n'
        "#pagebreak(to: \"odd\", weak: true)\n#set page(numbering: \"1\")\n#counter(page).update(1)\n"
        f"#{{\n{body}\n}}\n"
    )  # fmt: skip
