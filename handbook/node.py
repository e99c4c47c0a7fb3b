"""Runs a script with Node, which may have been put into the virtual environment."""

import shutil
import subprocess
import sys
from pathlib import Path

from handbook.stopped import BuildStopped


def run_node(script: Path, *arguments: Path) -> None:
    """Stops the build with what the script wrote to stderr when it fails."""
    node = shutil.which("node") or f"{sys.prefix}/bin/node"
    command = [node, str(script), *map(str, arguments)]
    try:
        finished = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as reason:
        raise BuildStopped(f"{node}: must run {script.name}; {reason.strerror}") from None
    if finished.returncode != 0:
        raise BuildStopped(f"{script.name} failed in Node:\n{finished.stderr}")
