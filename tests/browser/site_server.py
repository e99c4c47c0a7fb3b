"""A small server like GitHub Pages: the site below a prefix, `404.html`, no header of ours, and faults on request."""

import contextlib
import gzip
import mimetypes
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

PREFIX = "/repo/"
TYPES = {".mjs": "text/javascript", ".js": "text/javascript", ".wasm": "application/wasm", ".whl": "application/zip"}
# A slow connection: so many pieces, with a pause after each.
PIECES, PAUSE_S = 20, 0.15
BOUND = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
PACKED = ("text/", "application/json", "application/wasm")


class SiteServer:
    """Serves `folder`; `faults` maps a part of a path to what goes wrong with it.

    `policy` is sent with every page, beside the one that stands in it; `unbound` takes that one out.
    `beside` maps a path below the site to a folder that is served there, too. `heard` is every request as it came.
    """

    def __init__(self, folder: Path, prefix: str = PREFIX) -> None:
        self.folder, self.prefix = folder, prefix
        self.beside: dict[str, Path] = {}
        self.heard: list[str] = []
        self.unbound = False
        self.faults: dict[str, str] = {}
        self.policy: str | None = None
        self.released = threading.Event()
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                owner.heard.append(f"{self.command} {self.path}\n{self.headers}")
                with contextlib.suppress(ConnectionError):  # the browser went away
                    owner.answer(self)

            def log_message(self, *_: object) -> None:
                """Tests are quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.origin = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.url = self.origin + prefix
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def reset(self) -> None:
        self.faults.clear()
        self.beside.clear()
        self.heard.clear()
        self.policy, self.unbound = None, False
        self.released.set()
        self.released = threading.Event()

    def stop(self) -> None:
        self.reset()
        self.server.shutdown()
        self.server.server_close()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        path = unquote(urlsplit(handler.path).path)
        fault = self.fault_of(path)
        if fault == "hangs":
            self.released.wait(120)
        if fault in ("hangs", "breaks off"):
            handler.connection.close()
            return
        if fault == "is slow":
            self.released.wait(2)
        if fault == "is a web page":
            self.send(handler, 200, b"<!doctype html><title>Please log in</title>", "text/html")
            return
        file = self.file_at(path)
        if file is None or fault == "is missing":
            missing = self.folder / "404.html"
            self.send(handler, 404, missing.read_bytes(), "text/html")
            return
        content = file.read_bytes()
        kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        if fault == "has another type":
            kind = "application/octet-stream"
        content = content[: len(content) // 2] if fault == "is truncated" else content
        self.send(handler, 200, content, kind, slowly=fault == "trickles")

    def fault_of(self, path: str) -> str | None:
        """What goes wrong with this request; a fault that ends in `, once` does so no second time."""
        end = next((end for end in self.faults if end in path), None)
        if end is None:
            return None
        fault, once, _ = self.faults[end].partition(", once")
        if once:
            del self.faults[end]
        return fault

    def file_at(self, path: str) -> Path | None:
        """The file of a path, or None; nothing outside the folder and the folders beside it."""
        if not path.startswith(self.prefix) or ".." in path.split("/"):
            return None
        file = self.folder / path.removeprefix(self.prefix)
        for beside, folder in self.beside.items():
            if path.startswith(self.prefix + beside):
                file = folder / path.removeprefix(self.prefix + beside)
        file = file / "index.html" if path.endswith("/") else file
        return file if file.is_file() else None

    def send(
        self, handler: BaseHTTPRequestHandler, status: int, content: bytes, kind: str, *, slowly: bool = False
    ) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        if kind == "text/html" and self.unbound:
            content = BOUND.sub(b"", content)
        if kind == "text/html" and self.policy:
            handler.send_header("Content-Security-Policy", self.policy)
        if kind.startswith(PACKED) and "gzip" in handler.headers.get("Accept-Encoding", ""):
            content = gzip.compress(content, 1)
            handler.send_header("Content-Encoding", "gzip")
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        size = len(content) // PIECES + 1 if slowly else max(len(content), 1)
        for start in range(0, len(content), size):
            handler.wfile.write(content[start : start + size])
            if slowly:
                self.released.wait(PAUSE_S)
