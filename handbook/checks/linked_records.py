"""Records name only records that exist: drugs, arms, levels of evidence, discrepancies."""

from collections.abc import Iterator, Mapping
from typing import Any

from handbook.library import Library, Source, fields_below
from handbook.problems import Location, Problem, did_you_mean
from handbook.studies import Dataset, Finding, Outcome, Row, Study


def check(library: Library) -> Iterator[Problem]:
    for source, record in library.records():
        for location, part in fields_below(record):
            yield from _marks(library, source, location, part)
        if isinstance(record, Study):
            yield from _study(library, source, record)


def _marks(library: Library, source: Source, location: Location, part: Any) -> Iterator[Problem]:
    if isinstance(part, (Finding, Outcome)) and part.evidence_level:
        yield from _unknown(source, (*location, "evidence_level"), part.evidence_level, library.evidence_levels,
                            "content/evidence-levels/")  # fmt: skip
    if isinstance(part, (Dataset, Finding, Outcome, Row)):
        for index, own_id in enumerate(part.discrepancies):
            where = (*location, "discrepancies", index)
            yield from _unknown(source, where, own_id, library.discrepancies, "content/discrepancies/")


def _study(library: Library, source: Source, study: Study) -> Iterator[Problem]:
    arms = {arm.id: arm for arm in study.arms}
    for index, arm in enumerate(study.arms):
        for number, drug in enumerate(arm.drugs):
            yield from _unknown(source, ("arms", index, "drugs", number), drug, library.drugs, "content/drugs/")
    for index, outcome in enumerate(study.outcomes):
        for number, figure in enumerate(outcome.figures):
            where = ("outcomes", index, "figures", number, "arm")
            if figure.arm is not None:
                yield from _unknown(source, where, figure.arm, arms, "the arms of this study")


def _unknown(source: Source, where: Location, own_id: str, known: Mapping[str, Any], place: str) -> Iterator[Problem]:
    if own_id not in known:
        yield source.problem(where, f"must be an id in {place}, not '{own_id}'{did_you_mean(own_id, known)}")
