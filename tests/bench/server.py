"""A server with the caching and compression of GitHub Pages, and with one line of limited speed where asked for."""

import gzip
import hashlib
import mimetypes
import threading
import time
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

TYPES = {".mjs": "text/javascript", ".js": "text/javascript", ".wasm": "application/wasm"}
PACKED = ("text/", "application/json", "application/wasm", "image/svg")
PIECE = 16_384


@dataclass(frozen=True)
class Network:
    """`mbit` per second for all connections together, and the time before each answer; None is as fast as it goes."""

    name: str
    mbit: float | None = None
    latency_s: float = 0.0


@dataclass
class Line:
    """Lets so many bytes through a second."""

    bytes_per_s: float
    free_at: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def wait_for(self, size: int) -> None:
        with self.lock:
            now = time.monotonic()
            self.free_at = max(self.free_at, now) + size / self.bytes_per_s
            rest = self.free_at - now
        time.sleep(rest)


class BenchServer:
    """Serves `folder` at the root and `extra` files beside it; `sent` counts the bytes of all answers."""

    def __init__(self, folder: Path, extra: dict[str, bytes]) -> None:
        self.folder, self.extra = folder, extra
        self.sent = 0
        self.use(Network("none"))
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                owner.answer(self)

            def log_message(self, *_: object) -> None:
                """A table is all that is printed."""

        class Quiet(ThreadingHTTPServer):
            def handle_error(self, *_: object) -> None:
                """The browser went away."""

        self.server = Quiet(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def use(self, network: Network) -> None:
        self.network = network
        self.line = Line(network.mbit * 1e6 / 8) if network.mbit else None

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        time.sleep(self.network.latency_s)
        path = unquote(urlsplit(handler.path).path).lstrip("/")
        path = f"{path}index.html" if path.endswith("/") or not path else path
        found = self.packed(path)
        if found is None:
            handler.send_response(404)
            handler.send_header("Content-Length", "0")
            return handler.end_headers()
        kind, encoding, content, tag = found
        fresh = handler.headers.get("If-None-Match") == tag
        handler.send_response(304 if fresh else 200)
        headers = {"Content-Type": kind, "Content-Encoding": encoding, "ETag": tag, "Cache-Control": "max-age=600"}
        for name, value in headers.items():
            if value:
                handler.send_header(name, value)
        handler.send_header("Content-Length", str(0 if fresh else len(content)))
        handler.end_headers()
        return self.send(handler, b"" if fresh else content)

    def send(self, handler: BaseHTTPRequestHandler, content: bytes) -> None:
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            if self.line:
                self.line.wait_for(len(piece))
            try:
                handler.wfile.write(piece)
            except OSError:  # the browser went away
                return
            self.sent += len(piece)

    @cache  # noqa: B019 - one server lives as long as the program
    def packed(self, path: str) -> tuple[str, str, bytes, str] | None:
        """Type, encoding, bytes as they are sent and tag of a file."""
        file = self.folder / path
        if path not in self.extra and not file.is_file():
            return None
        content = self.extra[path] if path in self.extra else file.read_bytes()
        suffix = Path(path).suffix
        kind = TYPES.get(suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
        tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
        if not kind.startswith(PACKED):
            return kind, "", content, tag
        return kind, "gzip", gzip.compress(content, 6), tag
