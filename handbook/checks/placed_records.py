"""A record that a block shows stands on a page: what nobody sees is no part of the handbook."""

from collections.abc import Iterator

from handbook.block_calls import BLOCKS, read_call
from handbook.library import Library
from handbook.problems import Problem

# Their own page lists all of them.
LISTED = ("discrepancies",)


def check(library: Library) -> Iterator[Problem]:
    lines = (line for page in library.pages.values() for line in page.body.split("\n"))
    calls = [call for line in lines if (call := read_call(line))]
    placed = {(call.name, call.arguments.get("id")) for call in calls}
    # A chart shows the table that it draws.
    placed |= {("dataset", chart.dataset) for own_id, chart in library.charts.items() if ("chart", own_id) in placed}
    for name, arguments in BLOCKS.items():
        folder = arguments.get("id")
        if not isinstance(folder, str) or folder in LISTED:
            continue
        for (own_folder, own_id), source in library.sources.items():
            if own_folder == folder and (name, own_id) not in placed:
                yield source.problem(("id",), f"must stand on a page by `::: {{{name} id={own_id}}}`, not nowhere")
