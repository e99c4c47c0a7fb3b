"""Where the site is served: `site_url` of the settings, the one place that names it."""

from pathlib import Path
from urllib.parse import urlsplit

from ruamel.yaml import YAML

from handbook.problems import Problem
from handbook.stopped import BuildStopped


def site_url(settings: Path) -> str:
    """The address of the home page, ending in a slash. QR codes on paper carry it, so a wrong one stops the build."""
    written = YAML(typ="rt").load(settings.read_text(encoding="utf-8"))
    given = written.get("site_url")
    parts = urlsplit(given) if isinstance(given, str) else None
    if parts and parts.scheme in ("http", "https") and parts.netloc and not (parts.query or parts.fragment):
        return given if given.endswith("/") else f"{given}/"
    line = written.lc.key("site_url")[0] + 1 if "site_url" in written else 1
    message = f"must be the http or https address of the site, not {given!r}"
    raise BuildStopped(str(Problem(settings.name, line, "site_url", message)))
