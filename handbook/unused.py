"""What the theme brings along and no page loads: its script and its search, which ours have replaced."""

import shutil
from pathlib import Path

UNUSED = ("assets/javascripts/lunr", "assets/javascripts/workers")
UNUSED_FILES = "assets/javascripts/bundle.*"


def drop_unused(site: Path) -> None:
    """Takes it out of the site: what is not shipped needs no license, and no place in the store for offline use."""
    for folder in UNUSED:
        shutil.rmtree(site / folder, ignore_errors=True)
    for file in site.glob(UNUSED_FILES):
        file.unlink()
