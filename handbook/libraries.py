"""Libraries from npm that pages load: recorded files, served by this site, each set loaded only where it is needed."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from handbook.npm_packages import check_version, checked_file

RECORDED = Path(__file__).with_name("libraries.toml")


@dataclass(frozen=True, kw_only=True)
class Package:
    """One package of a library: the script that is served and the license that goes with it.

    served_as: the name of the served script where it is not that of the package.
    """

    name: str
    version: str
    script: str
    sha256: str
    license_sha256: str
    license: str = "LICENSE"
    served_as: str | None = None

    @property
    def folder(self) -> str:
        """Where its files are served: a new version has a new address."""
        return f"{self.name}/{self.version}"

    @property
    def address(self) -> str:
        return f"{self.folder}/{self.served_as or PurePosixPath(self.script).name}"


def libraries() -> Mapping[str, tuple[Package, ...]]:
    """The packages of each library in the order in which their scripts run."""
    recorded = tomllib.loads(RECORDED.read_text(encoding="utf-8"))
    return {name: tuple(Package(**package) for package in packages) for name, packages in recorded.items()}


def script_addresses(root: str) -> Mapping[str, list[str]]:
    """The scripts of each library for a page from which the site's root is at `root`."""
    return {
        name: [f"{root}assets/libraries/{package.address}" for package in packages]
        for name, packages in libraries().items()
    }


def library_files(node_modules: Path) -> Mapping[str, bytes]:
    """Everything that is served, by its path below `assets/libraries/`, checked against the record."""
    files: dict[str, bytes] = {}
    for packages in libraries().values():
        for package in packages:
            installed = node_modules / package.name
            check_version(installed, package.name, package.version, RECORDED.name)
            files[package.address] = checked_file(installed / package.script, package.sha256)
            files[f"{package.folder}/LICENSE"] = checked_file(installed / package.license, package.license_sha256)
    return files
