"""The content security policy, written into every page of a built site; a page that it would break stops the build.

GitHub Pages sends no header of ours, so the policy stands in the page. A worker that the page starts from a `Blob` is
bound by it, too.
"""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

from handbook.kept import code_of, kept
from handbook.stopped import BuildStopped

# What runs; of every other type a browser makes nothing but text, or something that we do not use.
SCRIPT_TYPES = ("", "module", "text/javascript")
DATA_TYPES = ("application/json", "application/ld+json")
# Links that name a page and make no browser fetch it. Not `next`, which Firefox fetches.
NAMING_RELATIONS = {"canonical", "alternate", "license", "author", "help"}
LOADING_ATTRIBUTES = ("src", "srcset", "poster", "data", "background", "manifest")
LOADING_BY_HREF = ("image", "use", "feimage", "script")
FORBIDDEN_ELEMENTS = ("iframe", "frame", "object", "embed", "applet", "base", "portal", "fencedframe", "style")
LINK_SCHEMES = ("", "http", "https", "mailto")
# `url(…)` and `@import "…"` of a stylesheet.
STYLESHEET_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]*)|@import\s+["']([^"']*)""", re.IGNORECASE)
# Browsers skip blanks and control characters before and within a scheme, and read a backslash as a slash.
SKIPPED = re.compile(r"[\x00-\x20]")
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=:)", re.IGNORECASE)
CHARSET = re.compile(r"<meta charset=[\"']?utf-8[\"']?\s*/?>", re.IGNORECASE)


def bind(site: Path) -> None:
    """Writes its policy into every page below `site`; raises BuildStopped with all that no policy of ours allows."""
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}
    read = {path: _faults_and_hashes(text) for path, text in texts.items()}
    faults = [f"{path.relative_to(site).as_posix()}:{fault}" for path, (found, _) in read.items() for fault in found]
    for path in sorted(site.rglob("*.css")):
        text = path.read_text(encoding="utf-8")
        faults += [f"{path.relative_to(site).as_posix()}:{fault}" for fault in _stylesheet_faults(text)]
    if faults:
        raise BuildStopped("\n".join([*faults, "The content security policy forbids these; the site was not built"]))
    for path, text in texts.items():
        path.write_text(_bound(text, read[path][1]), encoding="utf-8", newline="")


def _faults_and_hashes(text: str) -> tuple[list[str], list[str]]:
    """What in a page no policy allows, and the hashes of its inline scripts."""

    def read() -> str:
        page = _Page(text)
        return json.dumps([page.faults(), page.hashes])

    faults, hashes = json.loads(kept("policies", [text, code_of("handbook/policy.py")], read))
    return faults, hashes


def _bound(text: str, hashes: list[str]) -> str:
    """The page with its policy, behind the encoding (which must stand early) and before all that it binds."""
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy(hashes)}">'
    return CHARSET.sub(lambda charset: charset[0] + tag, text, count=1)


def policy(script_hashes: list[str]) -> str:
    """The policy of a page whose inline scripts have these hashes."""
    return "; ".join(
        (
            "default-src 'none'",
            # Python is WebAssembly; compiling it is no `eval`.
            " ".join(["script-src 'self' 'wasm-unsafe-eval'", *script_hashes]),
            "style-src 'self'",
            # The theme's icons stand in its stylesheet as data.
            "img-src 'self' data:",
            "connect-src 'self'",
            # `blob:` for Python, `'self'` for the service worker, which cannot be started otherwise.
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def script_hash(text: str) -> str:
    """How a policy names an inline script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


class _Page(HTMLParser):
    """The inline scripts of a page, and what in it the policy would break."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.hashes: list[str] = []
        self.found: list[tuple[int, str]] = []
        self.script: list[str] | None = None
        self.feed(text)
        self.close()

    def faults(self) -> list[str]:
        faults = [f"{line}: {message}" for line, message in self.found]
        if len(CHARSET.findall(self.text)) != 1:
            faults.append('1: head: must have <meta charset="utf-8"> once, before which no policy may stand')
        return faults

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: (value or "").strip() for name, value in attrs}
        for fault in _element_faults(tag, given):
            self.found.append((self.getpos()[0], f"<{tag}>: {fault}"))
        if tag == "script" and "src" not in given and given.get("type", "").lower() in SCRIPT_TYPES:
            self.script = []

    def handle_data(self, data: str) -> None:
        if self.script is not None:
            self.script.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self.script is not None:
            named = script_hash("".join(self.script))
            self.hashes += [] if named in self.hashes else [named]
            self.script = None


def _element_faults(tag: str, given: dict[str, str]) -> list[str]:
    faults = [fault for name, value in given.items() for fault in _attribute_faults(tag, name, value, given)]
    if tag in FORBIDDEN_ELEMENTS:
        faults.append("must not stand in a page")
    if tag == "link" and "next" in given.get("rel", "").lower().split():
        faults.append("rel must not be next, which Firefox fetches unasked")
    if tag == "script" and given.get("type", "").lower() not in SCRIPT_TYPES + DATA_TYPES:
        faults.append(f"type must be one of {', '.join(SCRIPT_TYPES[1:] + DATA_TYPES)}, not {given['type']}")
    return faults


def _attribute_faults(tag: str, name: str, value: str, given: dict[str, str]) -> list[str]:
    if _scheme(value) in ("javascript", "vbscript"):
        return [f"{name} must not be a script, as in {value[:60]}"]
    if name.startswith("on"):
        return [f"{name}: must have no inline handler; a script of the site may listen"]
    if name == "style":
        return ["style: must be a class of a stylesheet, not an inline style"]
    if name in ("http-equiv", "ping", "srcdoc"):
        return [f"{name}: must not be used"]
    if name in ("action", "formaction") and value:
        return [f"{name}: must not be used: a form is answered in the page, and sends nothing"]
    if _loads(tag, name, given):
        return _loaded_faults(tag, name, value)
    if name in ("href", "xlink:href") and _scheme(value) not in LINK_SCHEMES:
        return [f"{name} must be a link to a page, not {value[:60]}"]
    return []


def _loads(tag: str, name: str, given: dict[str, str]) -> bool:
    """Whether a browser fetches what the attribute names without being asked."""
    if name == "href" and tag == "link":
        return not set(given.get("rel", "").lower().split()) <= NAMING_RELATIONS
    return name in LOADING_ATTRIBUTES or (name in ("href", "xlink:href") and tag in LOADING_BY_HREF)


def _loaded_faults(tag: str, name: str, value: str) -> list[str]:
    if tag == "img" and name == "src" and _scheme(value) == "data":
        return []
    addresses = [part.split()[0] for part in value.split(",") if part.split()] if name == "srcset" else [value]
    return [f"{name} must be a file of this site, not {one[:60]}" for one in addresses if _is_foreign(one)]


def _stylesheet_faults(text: str) -> list[str]:
    return [
        f"{text.count(chr(10), 0, found.start()) + 1}: must load files of this site alone, not {address[:60]}"
        for found in STYLESHEET_ADDRESS.finditer(text)
        if _is_foreign(address := (found[1] or found[2] or "").strip()) and _scheme(address) != "data"
    ]


def _scheme(address: str) -> str:
    found = SCHEME.match(SKIPPED.sub("", address)) if ":" in address else None
    return found[0].lower() if found else ""


def _is_foreign(address: str) -> bool:
    return bool(_scheme(address)) or SKIPPED.sub("", address).replace("\\", "/").startswith("//")
