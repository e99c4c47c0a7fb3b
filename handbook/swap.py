"""One build at a time, and a new folder in the place of an old one without a moment in which there is neither."""

import ctypes
import errno
import fcntl
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

AT_FDCWD, RENAME_EXCHANGE = -100, 2  # linux/fs.h
NOT_OFFERED = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)


@contextmanager
def sole_builder(build: Path) -> Iterator[int]:
    """Waits until no other build writes below `build`. The number given is for `pass_fds`.

    A process that was given it holds the lock as well: one that outlives a killed build is waited for, not raced.
    """
    build.mkdir(parents=True, exist_ok=True)
    lock = os.open(build, os.O_RDONLY)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.stderr.write(f"Another build is writing to {build}; waiting for its end …\n")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock
    finally:
        os.close(lock)


def tidy_up(folder: Path) -> None:
    """Puts right what a killed build has left: a folder taken away comes back, half-made ones go."""
    new, old = beside(folder)
    if not folder.exists() and old.exists():
        old.rename(folder)
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)


def beside(folder: Path) -> tuple[Path, Path]:
    """Where the new one is made, and where the old one goes."""
    return folder.with_name(f"{folder.name}.new"), folder.with_name(f"{folder.name}.old")


def swap_in(folder: Path) -> None:
    """Puts the new folder, which stands beside, in the place of `folder`."""
    new, old = beside(folder)
    if folder.exists() and not _exchanged(new, folder):
        # Killed between these two, `tidy_up` of the next build brings the old one back.
        folder.rename(old)
    if new.exists() and not folder.exists():
        new.rename(folder)
    for gone in (new, old):
        shutil.rmtree(gone, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the system could exchange the two names in one step; Linux can on most file systems."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0:
        return True
    reason = ctypes.get_errno()
    if reason in NOT_OFFERED:
        return False
    raise OSError(reason, os.strerror(reason), str(one))
