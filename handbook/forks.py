"""Forks of a process that has the generator loaded and the records read, so that an edit shows at once.

The process that forks does no more than that: a fork begins with no result of an earlier edit.
"""

import multiprocessing
import sys
from multiprocessing import forkserver
from pathlib import Path

ROOT = Path(__file__).parent.parent


def can_fork(root: Path) -> bool:
    """Whether this system forks, and the generator of `root` is the one that is loaded here."""
    own = (root / "handbook").resolve() == ROOT / "handbook"
    return own and "forkserver" in multiprocessing.get_all_start_methods()


def make_ready() -> None:
    """Starts the process that forks, so that the first edit need not wait for it."""
    multiprocessing.get_context("forkserver").set_forkserver_preload(["handbook.warm"])
    forkserver.ensure_running()


def generate_in_fork(root: Path) -> int:
    """The exit status of generating in a fork."""
    make_ready()
    context = multiprocessing.get_context("forkserver")
    process = context.Process(target=_generate, args=(root,))
    process.start()
    process.join()
    return process.exitcode or 0


def _generate(root: Path) -> None:
    from handbook.command import main

    sys.exit(main(["generate"], root))
