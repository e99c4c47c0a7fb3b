"""What is done to a built site before it takes the place of the present one, step by step."""

from pathlib import Path

from handbook.progress import step
from handbook.search.index import write_index


def finish(site: Path) -> None:
    """Runs the steps in their order: each sees what the one before it left."""
    with step("Making the search index"):
        write_index(site)
