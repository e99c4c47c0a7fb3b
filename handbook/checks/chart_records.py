"""A chart names outcomes, columns and rows that exist, and as many as its kind needs."""

from collections.abc import Iterator, Mapping

from handbook.library import Library, Source
from handbook.problems import Location, Problem, did_you_mean
from handbook.studies import Chart, Dataset

# How many columns each kind takes from a data table, and what they are.
COLUMNS: Mapping[str, tuple[tuple[int, ...], str]] = {
    "before-after": ((3,), "three of {}: the name, before and after"),
    "bars": ((2, 3), "two or three of {}: the label, the value, and the upper end of a range"),
    "flow": ((3,), "three of {}: the words of a box, the words of a part, and the number"),
}


def check(library: Library) -> Iterator[Problem]:
    for own_id, chart in library.charts.items():
        source = library.sources["charts", own_id]
        yield from _outcomes(library, source, chart)
        if chart.dataset is None and chart.kind in ("bars", "intervals"):
            if not chart.outcomes:
                yield source.problem(("outcomes",), f"must be given for a chart of the kind {chart.kind}, not left out")
            continue
        table = library.datasets.get(chart.dataset or "")
        if table is None:
            yield _unknown(source, ("dataset",), chart.dataset or "", library.datasets, "content/datasets/")
        else:
            yield from _columns(source, chart, table)
            yield from _nodes(source, chart, table)


def _outcomes(library: Library, source: Source, chart: Chart) -> Iterator[Problem]:
    for index, named in enumerate(chart.outcomes):
        study = library.studies.get(named.study)
        if study is None:
            yield _unknown(source, ("outcomes", index, "study"), named.study, library.studies, "content/studies/")
            continue
        known = {outcome.id: outcome for outcome in study.outcomes}
        if named.outcome not in known:
            where = ("outcomes", index, "outcome")
            yield _unknown(source, where, named.outcome, known, f"the outcomes of {study.id}")


def _columns(source: Source, chart: Chart, table: Dataset) -> Iterator[Problem]:
    names = [column.id for column in table.columns]
    if chart.kind not in COLUMNS:
        yield source.problem(("kind",), f"must be one that takes a data table ({', '.join(COLUMNS)}), not {chart.kind}")
        return
    counts, words = COLUMNS[chart.kind]
    if len(chart.columns) not in counts or not set(chart.columns) <= set(names):
        yield source.problem(("columns",), f"must be {words.format(', '.join(names))}")
    for field, name in (("group", chart.group), ("mark", chart.mark)):
        if name is not None and name not in names:
            yield source.problem((field,), f"must be a column of the table, not '{name}'{did_you_mean(name, names)}")


def _nodes(source: Source, chart: Chart, table: Dataset) -> Iterator[Problem]:
    rows = {row.id: row for row in table.rows if row.id}
    above: dict[str, None] = {}
    for index, node in enumerate(chart.nodes):
        for field, own in (("row", node.row), *(("lists", own) for own in node.lists)):
            if own not in rows:
                yield _unknown(source, ("nodes", index, field), own, rows, "the rows of the table")
        if node.row in above:
            yield source.problem(("nodes", index, "row"), f"must stand once, not '{node.row}' again")
        if node.under is not None and node.under not in above:
            yield _unknown(source, ("nodes", index, "under"), node.under, above, "the nodes above it")
        above[node.row] = None
    if (chart.kind == "flow") != bool(chart.nodes):
        yield source.problem(("nodes",), "must be given for a flow, and for no other kind")


def _unknown(source: Source, where: Location, own_id: str, known: Mapping[str, object], place: str) -> Problem:
    return source.problem(where, f"must be an id in {place}, not '{own_id}'{did_you_mean(own_id, known)}")
