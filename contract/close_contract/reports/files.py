"""Files that are written whole or not at all."""

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from attrs import define, field

_NAME: Final = 60


@define
class WholeFile:
    """A file that takes the place of another when it is complete; until then that one stays.

    It is opened at once, so that a path which cannot be written is known before anything else is done.
    Devices and pipes are no files that could be replaced.

    Raises:
        OSError: when it is made or kept: it cannot be written. The text says why.
    """

    path: Path
    _target: Path = field(init=False)
    _part: Path = field(init=False)
    _file: IO[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Open a file beside the one that is meant."""
        # A link stays a link.
        self._target = self.path.resolve()
        mode = _mode_of(self._target)
        name = f".{self._target.name[:_NAME]}.{secrets.token_hex(4)}.part"
        self._part = self._target.with_name(name)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        opened = os.open(self._part, flags, 0o666 if mode is None else mode)
        # What a server has sent may be no text at all.
        self._file = os.fdopen(opened, "w", encoding="utf-8", errors="backslashreplace")

    @property
    def stream(self) -> IO[str]:
        """Where to write."""
        return self._file

    def keep(self) -> None:
        """Put the file in its place."""
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._part.replace(self._target)
        except OSError:
            self.drop()
            raise

    def drop(self) -> None:
        """Remove what was written, unless it was kept."""
        with suppress(OSError):
            self._file.close()
        self._part.unlink(missing_ok=True)


def _mode_of(target: Path) -> int | None:
    """Return the permissions of a file that is to be replaced, None if there is none.

    Raises:
        OSError: something else is there.
    """
    try:
        status = target.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        what = "it is a folder" if stat.S_ISDIR(status.st_mode) else "it is no ordinary file"
        raise OSError(0, what, str(target))
    return stat.S_IMODE(status.st_mode)
