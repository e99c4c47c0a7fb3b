"""A hook of MkDocs: `make serve` looks for new pages ten times a second, MkDocs by itself only twice."""

from collections.abc import Callable
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserver

LOOK_EVERY_S = 0.1


def on_serve(server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]) -> LiveReloadServer:
    """What MkDocs watches by now are the pages and the settings."""
    watched = [config.docs_dir, *filter(None, [config.config_file_path])]
    for path in watched:
        server.unwatch(path)
    server.observer = PollingObserver(timeout=LOOK_EVERY_S)
    for path in watched:
        server.watch(path)
    return server
