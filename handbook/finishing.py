"""What is done to a built site before it takes the place of the present one, step by step."""

from pathlib import Path


def finish(site: Path) -> None:
    """Runs the steps in their order: each sees what the one before it left."""
