"""What is done to a built site before it takes the place of the present one, step by step."""

from pathlib import Path

from handbook.offline import write_offline
from handbook.policy import bind
from handbook.progress import step
from handbook.search.index import write_index
from handbook.styles import merge_styles
from handbook.unused import drop_unused


def finish(site: Path) -> None:
    """Runs the steps in their order: each sees what the one before it left."""
    drop_unused(site)
    with step("Making the search index"):
        write_index(site)
    with step("Merging the stylesheets"):
        merge_styles(site)
    with step("Binding the pages by a content security policy"):
        bind(site)
    # The last: it hashes what the others left.
    write_offline(site)
