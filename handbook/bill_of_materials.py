"""The software bill of materials in the CycloneDX format: what the site ships, and what builds it.

From the lock files and the record of what is shipped alone: the same commit gives the same bytes.
"""

import hashlib
import tomllib
import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from handbook.kept import kept, tree_hash, version_of
from handbook.locks import ROOT, Locked, npm_packages, python_packages
from handbook.npm_packages import sha256_of
from handbook.shipped import Component, shipped
from handbook.site import EPOCH

if TYPE_CHECKING:
    from cyclonedx.model import component as model
    from packageurl import PackageURL

PATH = "data/bill-of-materials.cdx.json"
# Where the files of a component lie in the site. The archive of bytecode holds our own package as well.
FOLDERS = {"npm": ("assets/libraries/{name}/", "assets/{name}/")}
PYTHON = {"cpython": ("assets/python/",)}


def bill_of_materials(files: Mapping[str, bytes]) -> bytes:
    """The bill as JSON. `files` are those of the site by path: what is served of a component stands below it."""
    assets = (f"{path} {sha256_of(content)}" for path, content in files.items() if path.startswith("assets/"))
    written = (tree_hash(ROOT / folder) for folder in ("handbook", "requirements", "calculators"))
    depends_on = [*sorted(assets), *written, (ROOT / "package-lock.json").read_text(encoding="utf-8"),
                  version_of("cyclonedx-python-lib")]  # fmt: skip
    return kept("bills-of-materials", depends_on, lambda: _made(files)).encode()


def _made(files: Mapping[str, bytes]) -> str:
    # Imported here: a check of the content has no use for it.
    from cyclonedx.model.bom import Bom
    from cyclonedx.output import make_outputter
    from cyclonedx.schema import OutputFormat, SchemaVersion

    bom = Bom(serial_number=uuid.UUID(int=0))
    bom.metadata.timestamp = datetime.fromtimestamp(int(EPOCH), UTC)
    bom.metadata.component = _handbook()
    parts = {one.name: _shipped(one, files) for one in shipped()}
    for one in shipped():
        if one.within:
            parts[one.within].components.add(parts[one.name])
        else:
            bom.components.add(parts[one.name])
    for locked, kind in _builders():
        bom.components.add(_builder(locked, kind))
    bom.register_dependency(bom.metadata.component, bom.components)
    # A name of its own for every content, and the same name for the same content.
    text = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=1)
    name = str(uuid.uuid5(uuid.NAMESPACE_URL, text))
    return text.replace(str(uuid.UUID(int=0)), name) + "\n"


def _handbook() -> "model.Component":
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.model.component import Component as Part
    from cyclonedx.model.component import ComponentType

    described = tomllib.loads((ROOT / "calculators" / "pyproject.toml").read_text(encoding="utf-8"))
    licenses = [LicenseFactory().make_from_string("MIT AND CC-BY-4.0")]
    return Part(name="cml-handbook", version=_version(described), type=ComponentType.APPLICATION, licenses=licenses,
                bom_ref="cml-handbook")  # fmt: skip


def _version(described: Mapping[str, Mapping[str, str]]) -> str:
    from cml_calculators import __version__

    return described["project"].get("version", __version__)


def _shipped(one: Component, files: Mapping[str, bytes]) -> "model.Component":
    from cyclonedx.contrib.license.factories import LicenseFactory
    from cyclonedx.model import ExternalReference, ExternalReferenceType, XsUri
    from cyclonedx.model.component import Component as Part
    from cyclonedx.model.component import ComponentScope

    return Part(
        name=one.name, version=one.version, description=f"Shipped: {one.what}", scope=ComponentScope.REQUIRED,
        licenses=[LicenseFactory().make_from_string(one.license)], bom_ref=f"shipped/{one.name}",
        purl=_purl(one.kind, one.name, one.version),
        external_references=[ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(one.source))],
        components=list(_served(one, files)),
    )  # fmt: skip


def _served(one: Component, files: Mapping[str, bytes]) -> Iterator["model.Component"]:
    """The files of a component that readers get, each with its hash."""
    from cyclonedx.model import HashAlgorithm, HashType
    from cyclonedx.model.component import Component as Part
    from cyclonedx.model.component import ComponentType

    folders = PYTHON.get(one.name, tuple(folder.format(name=one.name) for folder in FOLDERS.get(one.kind, ())))
    for path in sorted(path for path in files if path.startswith(folders)):
        digest = HashType(alg=HashAlgorithm.SHA_256, content=hashlib.sha256(files[path]).hexdigest())
        yield Part(name=path, type=ComponentType.FILE, hashes=[digest], bom_ref=path)


def _builders() -> Iterator[tuple[Locked, str]]:
    """The locked packages that build and test the site, and are not shipped themselves."""
    ours = {(one.name, one.kind) for one in shipped()}
    for kind, packages in (("pypi", python_packages()), ("npm", npm_packages())):
        for name, locked in packages.items():
            if (name, kind) not in ours:
                yield locked, kind


def _builder(locked: Locked, kind: str) -> "model.Component":
    from cyclonedx.model import Property
    from cyclonedx.model.component import Component as Part
    from cyclonedx.model.component import ComponentScope

    lock = "requirements/site.txt" if kind == "pypi" else "package-lock.json"
    return Part(
        name=locked.name, version=locked.version, description="Builds or tests the site; not shipped",
        scope=ComponentScope.EXCLUDED, bom_ref=f"{kind}/{locked.name}", purl=_purl(kind, locked.name, locked.version),
        properties=[Property(name="cml-handbook:locked-with-hashes-in", value=lock)],
    )  # fmt: skip


def _purl(kind: str, name: str, version: str | None) -> "PackageURL | None":
    from packageurl import PackageURL as Address

    return Address(type=kind, name=name, version=version) if version else None
