"""Citations in prose, `[@pdq-2025, General Information]`, several parted by a semicolon: reading and numbering."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from handbook.prose import CODE_SPAN, FENCE

MARK = re.compile(r"[ \t]?\[(?P<inside>@[^\[\]\n]*)\]")
ONE = re.compile(r"@(?P<reference>[a-z0-9][a-z0-9.-]*),\s*(?P<locator>.+)\Z")
# Marks that Markdown would still see inside an attribute.
INERT = {ord(mark): f"&#{ord(mark)};" for mark in "|[]`*_{}\\"}
BETWEEN = re.compile(r";\s*(?=@)")


@dataclass(frozen=True)
class Citation:
    reference: str
    locator: str


def read_mark(inside: str) -> tuple[Citation, ...] | None:
    """The citations inside one pair of brackets, or None when they are not `@id, locator; @id, locator`."""
    found = [ONE.match(part.strip()) for part in BETWEEN.split(inside)]
    if not all(found):
        return None
    return tuple(Citation(match["reference"], match["locator"].strip()) for match in found if match)


@dataclass(frozen=True)
class CitedSource:
    """One source of a page: its number, and each citation as (anchor, locator)."""

    number: int
    reference: str
    places: tuple[tuple[str, str], ...]


@dataclass
class _Numbering:
    labels: Mapping[str, str]
    places: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def mark(self, match: re.Match[str]) -> str:
        citations = read_mark(html.unescape(match["inside"]))
        if citations is None:
            return match[0]
        locators: dict[str, list[str]] = {}
        for citation in citations:
            locators.setdefault(citation.reference, []).append(citation.locator)
        links = [self.link(reference, list(dict.fromkeys(own))) for reference, own in locators.items()]
        # One element each, so that a long row of them can break.
        return " ".join(
            f'<sup class="citation">{link}</sup>' for link in [*(f"{link}," for link in links[:-1]), links[-1]]
        )

    def link(self, reference: str, locators: list[str]) -> str:
        """One link for a work, however many places in it are cited here."""
        places = self.places.setdefault(reference, [])
        number = list(self.places).index(reference) + 1
        anchor = f"cited-{number}-{len({anchor for anchor, _ in places}) + 1}"
        places += [(anchor, locator) for locator in locators]
        label = self.labels.get(reference, reference)
        words = html.escape(f"{label}, {'; '.join(locators)}").translate(INERT)
        return (
            f'<a id="{anchor}" href="#source-{number}" title="{words}" '
            f'aria-label="Source {number}: {words}">{number}</a>'
        )


def number_citations(markdown: str, labels: Mapping[str, str]) -> tuple[str, tuple[CitedSource, ...]]:
    """`markdown` with a numbered link for each citation, and the sources in the order of their first citation.

    Code blocks and code spans stay as they are. `labels` has the short name of each reference, as "Arber 2016".
    """
    numbering = _Numbering(labels)
    lines, fence = [], ""
    for line in markdown.split("\n"):
        opened = FENCE.match(line)
        if opened and (not fence or opened[1].startswith(fence)):
            fence = "" if fence else opened[1]
            lines.append(line)
            continue
        lines.append(_outside_code(line, numbering) if "[@" in line and not fence else line)
    cited = [
        CitedSource(number, reference, tuple(places))
        for number, (reference, places) in enumerate(numbering.places.items(), 1)
    ]
    return "\n".join(lines), tuple(cited)


def _outside_code(line: str, numbering: _Numbering) -> str:
    parts, end = [], 0
    for span in CODE_SPAN.finditer(line):
        parts += [MARK.sub(numbering.mark, line[end : span.start()]), span[0]]
        end = span.end()
    return "".join([*parts, MARK.sub(numbering.mark, line[end:])])
