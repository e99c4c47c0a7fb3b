"""Records name only records that exist: drugs, arms, levels of evidence, discrepancies, charted outcomes."""

from collections.abc import Iterator, Mapping
from typing import Any

from handbook.library import Library, Source, fields_below
from handbook.problems import Location, Problem, did_you_mean
from handbook.studies import Chart, Charted, Finding, Outcome, Row, Study


def check(library: Library) -> Iterator[Problem]:
    for source, record in library.records():
        for location, part in fields_below(record):
            yield from _marks(library, source, location, part)
        if isinstance(record, Study):
            yield from _study(library, source, record)
        if isinstance(record, Chart):
            yield from _chart(library, source, record)


def _marks(library: Library, source: Source, location: Location, part: Any) -> Iterator[Problem]:
    if isinstance(part, (Finding, Outcome)) and part.evidence_level:
        yield from _unknown(source, (*location, "evidence_level"), part.evidence_level, library.evidence_levels,
                            "content/evidence-levels/")  # fmt: skip
    if isinstance(part, (Finding, Outcome, Row)):
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


def _chart(library: Library, source: Source, chart: Chart) -> Iterator[Problem]:
    for index, named in enumerate(chart.outcomes):
        where: Location = ("outcomes", index, "study")
        yield from _unknown(source, where, named.study, library.studies, "content/studies/")
        yield from _charted(library, source, index, named)
    if chart.kind != "before-after":
        if not chart.outcomes:
            yield source.problem(("outcomes",), f"must be given for a chart of the kind {chart.kind}, not left out")
        return
    table = library.datasets.get(chart.dataset or "")
    if table is None:
        hint = did_you_mean(chart.dataset or "", library.datasets)
        yield source.problem(("dataset",), f"must be an id in content/datasets/, not '{chart.dataset}'{hint}")
    elif len(chart.columns) != 3 or not set(chart.columns) <= {column.id for column in table.columns}:
        names = ", ".join(column.id for column in table.columns)
        yield source.problem(("columns",), f"must be three of {names}: the name, before and after")


def _charted(library: Library, source: Source, index: int, named: Charted) -> Iterator[Problem]:
    study = library.studies.get(named.study)
    if study is not None:
        known = {outcome.id: outcome for outcome in study.outcomes}
        yield from _unknown(source, ("outcomes", index, "outcome"), named.outcome, known, f"the outcomes of {study.id}")


def _unknown(source: Source, where: Location, own_id: str, known: Mapping[str, Any], place: str) -> Iterator[Problem]:
    if own_id not in known:
        yield source.problem(where, f"must be an id in {place}, not '{own_id}'{did_you_mean(own_id, known)}")
