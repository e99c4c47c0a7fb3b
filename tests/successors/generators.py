"""The generators that may follow MkDocs, and how each makes a site of the generated tree."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from handbook.layout import Layout


@dataclass(frozen=True)
class Generator:
    """A command of the environment of the successors; `{settings}` stands for the file of settings."""

    name: str
    command: tuple[str, ...]


GENERATORS = (
    Generator("ProperDocs", ("properdocs", "build", "--strict", "--clean", "-f", "{settings}")),
    Generator("Zensical", ("zensical", "build", "--strict", "--clean", "-f", "{settings}")),
)


def build(generator: Generator, layout: Layout, environment: Path) -> tuple[Path, str]:
    """Builds `build/docs` with the settings of the site; gives the folder, and what was said when it failed."""
    name = generator.name.lower()
    site = layout.build / "successors" / name
    settings = layout.build / f"successor-{name}.yml"
    changed = {
        "INHERIT": layout.settings.name,
        "docs_dir": "docs",
        "site_dir": f"successors/{name}",
        # Its address is relative to this file, not to the one that it inherits from.
        "theme": {"custom_dir": "../docs/overrides"},
    }
    settings.write_text(json.dumps(changed), encoding="utf-8")
    program, *options = (part.format(settings=settings) for part in generator.command)
    finished = subprocess.run(
        [str(environment / "bin" / program), *options],
        cwd=layout.root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    settings.unlink()
    return site, finished.stdout.strip() if finished.returncode else ""


def version(generator: Generator, environment: Path) -> str:
    program = str(environment / "bin" / generator.command[0])
    said = subprocess.run([program, "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout
    return said.split(" from ")[0].split()[-1].strip(",")
