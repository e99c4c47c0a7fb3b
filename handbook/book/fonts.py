"""The fonts of the book: recorded files of npm packages."""

import tomllib
from pathlib import Path

from handbook.npm_packages import check_version, checked_file
from handbook.site import write_file

RECORDED = Path(__file__).with_name("fonts.toml")
# Tables are measured by their widest letters.
SANS_BOLD = "SourceSans3-Semibold.ttf"


def copy_fonts(node_modules: Path, folder: Path) -> None:
    """Writes every recorded font to `folder`, checked against the record."""
    for name, package in tomllib.loads(RECORDED.read_text(encoding="utf-8")).items():
        check_version(node_modules / name, name, package["version"], f"book/{RECORDED.name}")
        for file, sha256 in package["files"].items():
            write_file(folder / Path(file).name, checked_file(node_modules / name / file, sha256))
