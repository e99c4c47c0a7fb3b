"""What `build.py` starts: the site at once when its pages are current, and else the whole command."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from handbook.current import books, inputs, is_current, remember
from handbook.layout import Layout
from handbook.progress import step
from handbook.site import make_site, write_file


def main(arguments: Sequence[str], root: Path) -> int:
    """Runs one command and returns the exit status."""
    if list(arguments) != ["site"]:
        return _command(arguments, root)
    layout = Layout(root)
    with step("Looking for changes"):
        before = inputs(layout)
        current = is_current(layout, before)
    if current:
        sys.stderr.write("Nothing has changed since the pages were written\n")
        try:
            return _site(layout, books(layout, before))
        except OSError as reason:
            sys.stderr.write(f"{reason}; building everything anew\n")
    status = _command(arguments, root)
    if status == 0:
        remember(layout, before)
    return status


def _site(layout: Layout, own_books: Mapping[str, bytes]) -> int:
    from handbook.finishing import finish
    from handbook.stopped import BuildStopped

    def complete(new: Path) -> None:
        for name, content in own_books.items():
            write_file(new / name, content)
        finish(new)

    try:
        return make_site(layout, complete)
    except BuildStopped as stopped:
        sys.stderr.write(f"{stopped}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped; an earlier site is as it was\n")
        return 130


def _command(arguments: Sequence[str], root: Path) -> int:
    from handbook.command import main as command

    return command(arguments, root)
