"""Says on stderr what is being done and how long it took."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def step(words: str) -> Iterator[None]:
    print(f"{words} …", file=sys.stderr, flush=True)
    start = time.monotonic()
    yield
    print(f"{words}: {time.monotonic() - start:.1f} s", file=sys.stderr, flush=True)
