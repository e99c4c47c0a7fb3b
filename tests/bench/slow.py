"""The processes of the browser's pages: how much they compute, and a processor that is slower for all their threads.

The throttling of the browser itself slows the main thread of a page alone, and Python runs in a worker.
"""

import contextlib
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

# One turn: the pages run for so long divided by the factor, and then stand still.
TURN_S = 0.016
LOOK_EVERY_S = 0.1


@contextlib.contextmanager
def slowed(profile: str, factor: float) -> Iterator[None]:
    """Slows the pages of the browser that runs on `profile`."""
    if factor == 1:
        yield
        return
    over = threading.Event()
    thread = threading.Thread(target=_take_turns, args=(profile, factor, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def computed_s(profile: str) -> float:
    """The processor's time that the pages of the browser on `profile` have taken."""
    ticks = 0
    for process in _pages_of(profile):
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _take_turns(profile: str, factor: float, over: threading.Event) -> None:
    pages: list[int] = []
    ran = look_at = 0.0
    while not over.is_set():
        _signal(pages, signal.SIGSTOP)
        began = time.monotonic()
        if began >= look_at:
            pages, look_at = _pages_of(profile), began + LOOK_EVERY_S
            _signal(pages, signal.SIGSTOP)
        time.sleep(max(0.0, ran * (factor - 1) - (time.monotonic() - began)))
        began = time.monotonic()
        _signal(pages, signal.SIGCONT)
        time.sleep(TURN_S / factor)
        ran = time.monotonic() - began
    _signal(pages, signal.SIGCONT)


def _signal(processes: list[int], number: signal.Signals) -> None:
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, number)


def _pages_of(profile: str) -> list[int]:
    """The processes that draw pages, below the browser that was started with this profile."""
    lines: dict[int, str] = {}
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            process = int(entry.name)
            lines[process] = (entry / "cmdline").read_text(errors="replace")
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(process)
    below = [one for one, line in lines.items() if f"--user-data-dir={profile}" in line and "--type=" not in line]
    for process in below:
        below += children.get(process, [])
    return [process for process in below if "--type=renderer" in lines.get(process, "")]
