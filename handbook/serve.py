"""Serves the handbook while it is written: every edit generates the pages anew and MkDocs reloads them."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

from handbook.forks import can_fork, generate_in_fork, make_ready
from handbook.layout import Layout
from handbook.site import write_file
from handbook.stopped import BuildStopped

# How often we look whether the server still runs, in milliseconds.
TICK = 1000
LIVE_PAGES = Path(__file__).with_name("live_pages.py")
# Edits of these need no new generator, and edits of those show in every page.
CONTENT = ("content/", "docs/")
FRAME = ("docs/overrides/", "mkdocs.yml")


def serve(layout: Layout, host: str, port: int) -> int:
    """Generates, serves and watches until interrupted. Returns the exit status: 1 when the server could not run.

    Faulty content is reported and the last good pages stay; the server starts with the first good ones.
    """
    _check_free(host, port)
    server: subprocess.Popen[bytes] | None = None
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        if _generate(layout):
            server = _start_server(layout, host, port)
        if can_fork(layout.root):
            make_ready()
        for edits in _edits(layout):
            if server is not None and server.poll() is not None:
                return 1
            if edits and _generate(layout, edits) and server is None:
                server = _start_server(layout, host, port)
        return 0
    except KeyboardInterrupt:
        print("\nStopped", file=sys.stderr)
        return 0
    finally:
        if server is not None:
            server.terminate()
            server.wait()


def _check_free(host: str, port: int) -> None:
    with socket.socket() as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind((host, port))
        except OSError as reason:
            raise BuildStopped(f"{host}:{port} cannot be served: {reason.strerror}; try PORT={port + 1}") from None


def _edits(layout: Layout) -> Iterator[list[str]]:
    """The edited paths, a batch at a time; an empty batch on every tick."""
    folders = (layout.content, layout.hand_written, layout.root / "handbook", layout.calculators / "src")
    settings = layout.root / "mkdocs.yml"
    while True:
        for changes in watch(*folders, settings, watch_filter=_is_edit, rust_timeout=TICK, yield_on_timeout=True):
            edited = sorted({path for _, path in changes})
            yield [Path(path).relative_to(layout.root).as_posix() for path in edited]
            # The settings are watched as one file; an editor that put a new one in its place ended that.
            if str(settings) in edited:
                break


def _is_edit(change: Change, path: str) -> bool:
    """Neither an editor's or Python's own files, nor the criteria, which generating itself writes."""
    generated = "/cml_calculators/data" in Path(path).as_posix()
    return not generated and not Path(path).name.startswith(".") and DefaultFilter()(change, path)


def _generate(layout: Layout, edited: Sequence[str] = ()) -> bool:
    if edited:
        others = f" and {len(edited) - 1} more" if len(edited) > 1 else ""
        print(f"Edited: {edited[0]}{others}", file=sys.stderr, flush=True)
    before = _frame(layout)
    status = _status(layout, edited)
    if status != 0:
        print("Nothing was changed; waiting for an edit that corrects this", file=sys.stderr, flush=True)
    elif before != _frame(layout) or any(path.startswith(FRAME) for path in edited):
        _make_all_pages_new(layout)
    return status == 0


def _status(layout: Layout, edited: Sequence[str]) -> int:
    """Generates in a process of its own: in a fork, or after an edit of the generator in one that loads it anew."""
    if edited and all(path.startswith(CONTENT) for path in edited) and can_fork(layout.root):
        return generate_in_fork(layout.root)
    return subprocess.run([sys.executable, "build.py", "generate"], cwd=layout.root, check=False).returncode


def _frame(layout: Layout) -> tuple[bytes, list[Path]]:
    """What shows in every page: the settings with the navigation, and which pages there are."""
    settings = layout.settings.read_bytes() if layout.settings.is_file() else b""
    return settings, sorted(layout.pages.rglob("*.md"))


def _make_all_pages_new(layout: Layout) -> None:
    """MkDocs writes only pages that are newer than what it has written."""
    for page in layout.pages.rglob("*.md"):
        page.touch()


def _start_server(layout: Layout, host: str, port: int) -> subprocess.Popen[bytes]:
    # Beside the settings of the site, which name no place on this machine.
    settings = layout.settings.with_name("serve.yml")
    write_file(settings, json.dumps({"INHERIT": layout.settings.name, "hooks": [str(LIVE_PAGES)]}).encode())
    command = [sys.executable, "-m", "mkdocs", "serve", "--dirty", "-f", str(settings)]
    command += ["-a", f"{host}:{port}"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    # A session of its own: an interrupt at the terminal reaches us, and we end the server once.
    return subprocess.Popen(command, cwd=layout.root, env=environment, start_new_session=True)
