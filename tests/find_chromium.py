"""Prints the path of a Chromium for the browser tests, installing one where that is possible.

python tests/find_chromium.py        CHROMIUM=/path/to/browser names one
"""

import os
import shutil
import subprocess
import sys

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
ADVICE = """\
The browser tests need Chromium, and none could be found or installed. One of these gets it:
    Debian                      apt-get install chromium
    Fedora                      dnf install chromium
    macOS                       brew install --cask chromium
    Ubuntu and anywhere else    .venv/bin/playwright install --with-deps chromium
A browser elsewhere is named by CHROMIUM=/path/to/chromium."""


def main() -> int:
    named = os.environ.get("CHROMIUM")
    if named:
        if runs(named):
            print(named)
            return 0
        print(f"CHROMIUM must be a browser that runs, not {named}", file=sys.stderr)
        return 1
    for found in (on_this_machine, playwrights_own, from_debian):
        browser = found()
        if browser and runs(browser):
            print(browser)
            return 0
    print(ADVICE, file=sys.stderr)
    return 1


def on_this_machine() -> str | None:
    on_path = (shutil.which(command) for command in COMMANDS)
    return next((path for path in (*on_path, *MAC_APPLICATIONS) if path and runs(path)), None)


def from_debian() -> str | None:
    """Only as root, as in a container; a person's machine is asked, not changed."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return None
    print("Installing Chromium with apt-get", file=sys.stderr)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", "chromium"]):
        subprocess.run(["apt-get", *arguments], env=environment, stdout=sys.stderr, check=False)
    return shutil.which("chromium")


def playwrights_own() -> str | None:
    """Where this version of Playwright keeps its own Chromium, whether or not it is there."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def runs(browser: str) -> bool:
    """A wrapper without its browser, as Ubuntu ships one, is on the path and does not run."""
    try:
        finished = subprocess.run([browser, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return finished.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
