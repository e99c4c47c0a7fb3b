"""Says on stderr what is being done and how long it took."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def step(words: str) -> Iterator[None]:
    sys.stderr.write(f"{words} …\n")
    start = time.monotonic()
    yield
    sys.stderr.write(f"{words}: {time.monotonic() - start:.1f} s\n")
