"""Firefox, driven by WebDriver BiDi, which it speaks itself: no driver beside it."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import threading
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from websockets.sync.client import connect

COMMANDS = ("firefox-esr", "firefox")
MAC_APPLICATION = "/Applications/Firefox.app/Contents/MacOS/firefox"
LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
PATIENCE_S = 120


def find_firefox() -> str | None:
    """The one that FIREFOX names, or one of this machine."""
    named = os.environ.get("FIREFOX")
    on_path = (shutil.which(command) for command in COMMANDS)
    return named or next((path for path in (*on_path, MAC_APPLICATION) if path and Path(path).exists()), None)


class Firefox:
    """A browser with an empty profile; `heard` holds what its consoles said, `asked` the address of every request."""

    def __init__(self, command: str) -> None:
        self.profile = tempfile.TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True)
        arguments = ["--headless", "--no-remote", "--profile", self.profile.name, "--remote-debugging-port", "0"]
        environment = {**os.environ, "HOME": self.profile.name, "MOZ_CRASHREPORTER_DISABLE": "1"}
        self.process = subprocess.Popen(
            [command, *arguments], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=environment
        )
        self.heard: list[str] = []
        self.asked: list[str] = []
        self.number = 0
        self.opened = ExitStack()
        try:
            session = connect(f"{self._address()}/session", max_size=None, proxy=None)
            self.socket = self.opened.enter_context(session)
            self.version = self.send("session.new", capabilities={})["capabilities"]["browserVersion"]
            self.send("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        except BaseException:
            self.process.kill()
            raise

    def _address(self) -> str:
        assert self.process.stderr is not None
        said = []
        for line in self.process.stderr:
            said.append(line)
            if found := LISTENING.search(line):
                # Read on: a full pipe would hold up whatever writes to it.
                threading.Thread(target=self.process.stderr.read, daemon=True).start()
                return found[1]
        raise AssertionError(f"Firefox did not start: {''.join(said)}")

    def send(self, method: str, **params: Any) -> Any:
        """Sends a command and waits for its answer; what is said meanwhile is kept."""
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": params}))
        while True:
            message = json.loads(self.socket.recv(timeout=PATIENCE_S))
            if message.get("id") == self.number:
                assert message["type"] == "success", f"{method}: {message.get('error')}: {message.get('message')}"
                return message["result"]
            self._keep(message)

    def _keep(self, message: dict[str, Any]) -> None:
        if message.get("method") == "log.entryAdded":
            self.heard.append(message["params"]["text"])
        elif message.get("method") == "network.beforeRequestSent":
            self.asked.append(message["params"]["request"]["url"])

    def open(self, address: str) -> "FirefoxPage":
        """A new page without anything of another one: no storage, no cache."""
        person = self.send("browser.createUserContext")["userContext"]
        context = self.send("browsingContext.create", type="tab", userContext=person)["context"]
        self.send("browsingContext.navigate", context=context, url=address, wait="complete")
        return FirefoxPage(self, context)

    def stop(self) -> None:
        self.opened.close()
        self.process.terminate()
        self.process.wait(timeout=30)
        if self.process.stderr is not None:
            self.process.stderr.close()
        self.profile.cleanup()


class FirefoxPage:
    """A page of Firefox."""

    def __init__(self, browser: Firefox, context: str) -> None:
        self.browser, self.context = browser, context

    def evaluate(self, code: str) -> Any:
        """The value of an expression, promised or not, that is text, a number, true, false or null."""
        answer = self.browser.send(
            "script.evaluate", expression=code, target={"context": self.context}, awaitPromise=True
        )
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return answer["result"].get("value")

    def close(self) -> None:
        self.browser.send("browsingContext.close", context=self.context)
