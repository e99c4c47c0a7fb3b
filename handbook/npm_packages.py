"""Files of npm packages as they are installed: of the recorded version, with the recorded hash, or the build stops."""

import hashlib
import json
from pathlib import Path

from handbook.stopped import BuildStopped


def check_version(package: Path, title: str, recorded: str, record: str) -> None:
    """Stops unless `package` is installed in the version that `handbook/<record>` names; `title` is for people."""
    description = package / "package.json"
    if not description.is_file():
        raise BuildStopped(f"{package}: must hold {title} {recorded}; `npm ci` fetches it")
    installed = json.loads(description.read_text(encoding="utf-8"))["version"]
    if installed != recorded:
        raise BuildStopped(
            f"{description}: must be version {recorded}, not {installed}; "
            f"package-lock.json and handbook/{record} must name the same version"
        )


def checked_file(path: Path, sha256: str) -> bytes:
    """The bytes of a file, which must have this hash."""
    if not path.is_file():
        raise BuildStopped(f"{path}: must exist; `npm ci` fetches it")
    content = path.read_bytes()
    if sha256_of(content) != sha256:
        raise BuildStopped(
            f"{path}: must have the SHA-256 {sha256}, not {sha256_of(content)}; `npm ci` fetches it anew"
        )
    return content


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
