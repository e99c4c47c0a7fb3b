"""Builds the small content set in a process of its own and kills that process before its n-th change of a file.

    python -m tests.handbook.killed_build <root> <n> [renames] [finishing] [prepared=<folder>]

With 0 nothing is killed. Each change that the process itself makes below `build/` is printed as a line. `renames`: as
on a system that cannot exchange two names in one step. `finishing`: it kills itself when the site is being finished.
`prepared`: a finished site is copied from there instead of built, for tests of the steps around it.
"""

import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

from handbook import site, swap
from handbook.command import checked_library, write_pages
from handbook.finishing import finish
from handbook.layout import Layout

CHANGES = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree", "subprocess.Popen")


def main(root: Path, kill_at: int, ways: list[str]) -> None:
    layout = Layout(root)
    library, problems = checked_library(layout)
    assert library is not None, problems
    seen = 0

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal seen
        writes = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
        if not (event in CHANGES or writes):
            return
        if event != "subprocess.Popen" and str(layout.build) not in str(arguments[0]):
            return
        seen += 1
        print(event, arguments[0] if event != "subprocess.Popen" else "mkdocs", flush=True)
        if seen == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def killed_in_the_middle(new: Path) -> None:
        (new / "index.html").write_text("half", encoding="utf-8")
        os.kill(os.getpid(), signal.SIGKILL)

    def copied(layout: Layout, new: Path, lock: int) -> bool:
        shutil.copytree(prepared[0], new)
        return True

    prepared = [way.removeprefix("prepared=") for way in ways if way.startswith("prepared=")]
    if prepared:
        setattr(site, "_run_mkdocs", copied)  # noqa: B010
    if "renames" in ways:
        setattr(swap, "_exchanged", lambda one, other: False)  # noqa: B010
    sys.addaudithook(watch)
    write_pages(library, layout, {})
    steps = {"finishing": killed_in_the_middle, "prepared": lambda new: None}
    way = next((way.partition("=")[0] for way in ways if way.partition("=")[0] in steps), "")
    assert site.build_site(layout, steps.get(way, finish))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
