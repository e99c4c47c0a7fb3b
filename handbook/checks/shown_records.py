"""Studies, charts, drawings and checklists stand on a page: a record that nobody sees is a mistake."""

from collections.abc import Iterator, Mapping

from handbook.library import Library
from handbook.problems import Problem

BLOCKS: Mapping[str, str] = {"studies": "study", "charts": "chart", "drawings": "drawing", "checklists": "checklist"}


def check(library: Library) -> Iterator[Problem]:
    for folder, block in BLOCKS.items():
        for own_id in getattr(library, folder):
            call = f"::: {{{block} id={own_id}}}"
            if not any(call in page.body for page in library.pages.values()):
                source = library.sources[folder, own_id]
                yield source.problem(("id",), f"must stand on a page by `{call}`, not nowhere")
