"""Another origin, which welcomes everything and remembers who asked for what."""

import contextlib
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Elsewhere:
    """A server on a port of its own; `arrived` holds the path of every request, which is the name of an attempt.

    Pyodide makes a socket of a WebSocket, which has no path.
    """

    def __init__(self) -> None:
        self.arrived: set[str] = set()
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                owner.arrived.add(self.path.strip("/?") or "socket")
                with contextlib.suppress(ConnectionError):
                    self.rfile.read(int(self.headers.get("Content-Length") or 0))
                    self.send_response(200)
                    self.send_header("Access-Control-Allow-Origin", "*")
                    self.send_header("Access-Control-Allow-Headers", "*")
                    self.send_header("Content-Type", "text/javascript" if "script" in self.path else "text/plain")
                    self.send_header("Content-Length", "0")
                    self.end_headers()

            do_GET = do_POST = do_HEAD = do_OPTIONS = answer  # noqa: N815 (the server's own names)

            def log_message(self, *_: object) -> None:
                """Tests are quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.origin = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def wait_for(self, names: set[str], seconds: float = 20) -> None:
        """Until all have arrived, or the time is over."""
        end = time.monotonic() + seconds
        while not names <= self.arrived and time.monotonic() < end:
            time.sleep(0.1)

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
