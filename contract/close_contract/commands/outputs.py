"""The files that a run's report is written to."""

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import click
from attrs import define, field

from close_contract.exercised import Exercised
from close_contract.report import Watcher
from close_contract.reports.data import data
from close_contract.reports.files import WholeFile
from close_contract.reports.har import Archive
from close_contract.reports.html import html
from close_contract.reports.junit import junit
from close_contract.reports.outcome import Outcome
from close_contract.server import Server

_FORMS: Final[Mapping[str, Callable[[Outcome], str]]] = {
    "junit": junit,
    "html": html,
    "report": data,
}
_HAR: Final = "har"
_SEEING: Final = frozenset({"html", "report"})


@define
class Outputs:
    """The files by their forms, which are open, and what fills them while the run goes on."""

    server: Server
    secrets: frozenset[str] = field(repr=False)
    _files: dict[str, WholeFile] = field(factory=dict[str, WholeFile], init=False)
    _archive: Archive | None = field(default=None, init=False)
    exercised: Exercised = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Make what counts the schema parts."""
        self.exercised = Exercised(urlsplit(self.server.base_url).path)

    @contextmanager
    def opened(self, paths: Mapping[str, Path | None]) -> Generator[list[Watcher]]:
        """Open the files, and give what has to see every exchange.

        Files that are not written when the block ends are not there, or are what they were.

        Raises:
            UsageError: one of them cannot be written, or is named twice.
        """
        chosen = {form: path for form, path in paths.items() if path is not None}
        try:
            for form, path in chosen.items():
                self._open(form, path)
            yield [*self._watchers()]
        finally:
            for file in self._files.values():
                file.drop()

    def write(self, outcome: Outcome) -> list[str]:
        """Write all files, and return what went wrong."""
        problems: list[str] = []
        for form, file in self._files.items():
            try:
                if form in _FORMS:
                    file.stream.write(_FORMS[form](outcome))
                elif self._archive is not None:
                    self._archive.close()
                file.keep()
            except OSError as error:
                problems.append(f"cannot write {file.path}: {error.strerror or error}")
        return problems

    def _open(self, form: str, path: Path) -> None:
        if any(path.resolve() == file.path.resolve() for file in self._files.values()):
            raise click.UsageError(f"{path} is named for two reports.")
        try:
            self._files[form] = WholeFile(path)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise click.UsageError(f"cannot write {path}: {reason}.") from None

    def _watchers(self) -> Generator[Watcher]:
        if _HAR in self._files:
            url = urlsplit(self.server.base_url)
            origin = f"{url.scheme}://{url.netloc}"
            self._archive = Archive(self._files[_HAR].stream, origin, self.secrets)
            yield self._archive.add
        if _SEEING & self._files.keys():
            yield self.exercised.add
