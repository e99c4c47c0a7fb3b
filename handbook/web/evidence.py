"""Blocks of the evidence page: what is proved of the calculators, by what, and what rests on sources nobody read."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from cml_calculators import __version__, evaluate
from cml_calculators.catalogue import CALCULATORS
from cml_calculators.criteria import BOUNDS
from handbook import evidence, wording
from handbook.addresses import relative_address
from handbook.guidelines import newer_edition
from handbook.kept import code_of, kept, tree_hash
from handbook.library import Library, fields_below
from handbook.web.editions import kind_in_words
from handbook.web.rendering import edition_link, render

# What counts cases: a change of it counts anew.
CODE = ("handbook/web/evidence.py", "handbook/evidence.py", "handbook/quick_yaml.py")


def evidence_table(library: Library, slug: str, table: str) -> str:
    return TABLES[table](library, slug)


def _cases(library: Library, slug: str) -> str:
    """A row per calculator: cases, those on a limit, requests that must be refused, known mistakes."""
    counts = _counts()
    mistaken = [mistake.calculator for mistake in evidence.mistakes()]
    refused = evidence.refused()
    rows = []
    for entry in CALCULATORS:
        page = f"calculators/{entry.id}"
        cases, on_a_limit = counts.get(entry.id, (0, 0))
        rows.append(
            {
                "title": entry.title,
                "address": relative_address(slug, page) if page in library.pages else None,
                "cases": cases,
                "on_a_limit": on_a_limit,
                "refused": refused.count(entry.id),
                "mistakes": mistaken.count(entry.id),
            }
        )
    return render("evidence/cases.html", rows=rows, engines=evidence.engines())


def _counts() -> Mapping[str, tuple[int, int]]:
    """For each calculator its cases, and how many of them lie on a limit."""
    # The package holds the criteria, too.
    depends_on = [tree_hash(evidence.CASES), tree_hash(evidence.PACKAGE), code_of(*CODE)]
    counts: Mapping[str, tuple[int, int]] = json.loads(kept("cases-on-a-limit", depends_on, _counted_cases))
    return counts


def _counted_cases() -> str:
    counts = {entry.id: [0, 0] for entry in CALCULATORS}
    for case in evidence.cases():
        on_a_limit = _is_on_a_limit(evaluate(case.calculator, case.inputs))
        counts[case.calculator] = [sum(pair) for pair in zip(counts[case.calculator], (1, on_a_limit), strict=True)]
    return json.dumps(counts)


def _is_on_a_limit(answer: Any) -> bool:
    """Whether a criterion of the answer compared a value that is its own limit."""
    if isinstance(answer, Mapping):
        value = answer.get("value")
        on_it = not isinstance(value, bool) and value is not None and any(answer.get(one) == value for one in BOUNDS)
        return on_it or any(map(_is_on_a_limit, answer.values()))
    return isinstance(answer, list) and any(map(_is_on_a_limit, answer))


def _known_wrong(library: Library, slug: str) -> str:
    titles = {entry.id: entry.title for entry in CALCULATORS}
    rows = [(mistake, titles.get(mistake.calculator, mistake.calculator)) for mistake in evidence.mistakes()]
    return render("evidence/known-wrong.html", rows=rows)


def _mutants(library: Library, slug: str) -> str:
    """The recorded scores; a module that has changed since says so."""
    scores = evidence.scores()
    total, killed = sum(one.mutants for one in scores), sum(one.killed for one in scores)
    return render(
        "evidence/mutants.html", scores=scores, total=total, killed=killed, version=__version__,
        runs=sorted({(one.date, one.version, one.python) for one in scores}),
        outdated=[one.module for one in scores if not one.current],
    )  # fmt: skip


def _sources(library: Library, slug: str) -> str:
    """Every rule, table and limit that nobody read in the source itself."""
    rows = [*_editions(library, slug), *_levels(library)]
    all_records = [*library.guidelines.values(), *library.responses.values()]
    counts = [
        (words, sum(one.verification == verification for one in all_records))
        for verification, words in wording.VERIFICATION.items()
    ]
    return render("evidence/sources.html", rows=rows, counts=counts)


def _editions(library: Library, slug: str) -> Iterator[dict[str, Any]]:
    for edition in sorted(library.guidelines.values(), key=lambda one: (one.verification, one.kind, one.title)):
        row = {"address": edition_link(slug, edition), "kind": kind_in_words(edition.kind), "source": None,
               "superseded_by": newer_edition(library.guidelines, edition)}  # fmt: skip
        if edition.verification != "primary":
            yield {**row, "title": edition.title, "read": wording.VERIFICATION[edition.verification]}
        inner = [one.verification for _, one in fields_below(edition) if one is not edition and _has_own(one)]
        for verification in ("secondary", "unverified"):
            if verification != edition.verification and verification in inner:
                title = f"{edition.title}: {_counted(inner.count(verification), 'statement')}"
                yield {**row, "title": title, "read": wording.VERIFICATION[verification]}


def _levels(library: Library) -> Iterator[dict[str, Any]]:
    for level in sorted(library.responses.values(), key=lambda one: (one.kind, one.rank)):
        limits: list[tuple[str, Any]] = [(level.name, level)]
        limits += [(f"{level.name}: {one.gene} copies", one) for one in level.undetected_copies]
        for title, one in limits:
            if one.verification != "primary":
                read, kind = wording.VERIFICATION[one.verification], f"{wording.category(level.kind)} response"
                yield {"title": title, "address": None, "kind": kind, "read": read, "source": one}


def _has_own(record: Any) -> bool:
    return hasattr(record, "verification")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


TABLES = {"cases": _cases, "known-wrong": _known_wrong, "mutants": _mutants, "sources": _sources}
