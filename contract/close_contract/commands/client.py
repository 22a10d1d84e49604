"""`close-contract client`: tests a client, which a driver makes call after call with."""

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click
from attrs import Factory, define
from rich.console import Console
from rich.table import Table
from rich.text import Text

from close_contract.commands.arguments import Seconds
from close_contract.commands.following import following
from close_contract.commands.shown import BROKEN, EXIT_CODES, KEPT, STOPPED, UNUSABLE
from close_contract.commands.stopping import Stopping
from close_contract.document import contract
from close_contract.driven.call import KEY
from close_contract.driven.driver import Driver, NotADriver
from close_contract.driven.effort import Effort
from close_contract.driven.play import Play
from close_contract.driven.stage import Stage
from close_contract.driven.tally import OUTCOMES, Tally
from close_contract.exercised import Exercised
from close_contract.judge import BASE_PATH
from close_contract.limits import Limits, RealClock
from close_contract.report import Report
from close_contract.reports.files import WholeFile
from close_contract.reports.junit import junit as as_junit
from close_contract.reports.outcome import Outcome
from close_contract.reports.text import counted, plain

_OWN: Final = (sys.executable, "-m", "close_driver")
_OWN_NAME: Final = "python -m close_driver"
_MOST: Final = 60
_DRAWN: Final = 8
_GRACE: Final = 60.0
_POSITIVE: Final = click.FloatRange(min=0, min_open=True)


@click.command(epilog=EXIT_CODES)
@click.argument("command", nargs=-1)
@click.option("--budget", type=Seconds(), default="2m", show_default=True, help="Time in all.")
@click.option("--seed", type=int, default=0, help="Draw and choose by this seed.")
@click.option("--all", "everything", is_flag=True, help="Try all that is written out, not a part.")
@click.option("--operation", "operations", multiple=True, help="Try only this one; repeatable.")
@click.option(
    "--timeout",
    type=_POSITIVE,
    default=0.3,
    show_default=True,
    help="Seconds that the client is told to wait for one answer.",
)
@click.option(
    "--patience",
    type=_POSITIVE,
    default=20.0,
    show_default=True,
    help="Seconds after which a call hangs.",
)
@click.option("--table", is_flag=True, help="Show what each kind of answer came to.")
@click.option("--junit", type=click.Path(path_type=Path), help="Write JUnit XML, for a CI system.")
@click.pass_context
def client(
    context: click.Context,
    *,
    command: tuple[str, ...],
    budget: float,
    seed: int,
    everything: bool,
    operations: tuple[str, ...],
    timeout: float,
    patience: float,
    table: bool,
    junit: Path | None,
) -> None:
    """Test a client: what it sends, and what it makes of answers.

    COMMAND is a driver, a program that makes calls with the client; without one, it is that of
    close_bulk. The calls are those of the contract, valid ones and slightly wrong ones. They go to a
    server of the harness, which answers as the contract says and then in every slightly wrong way. Nothing
    leaves this machine, unless the client ignores the base URL that it is given.

    \b
    A driver reads and writes lines of JSON. It is given CLOSE_BASE_URL, CLOSE_API_KEY and CLOSE_TIMEOUT,
    and says first which operations it has calls for:
      {"close-contract": 1, "operations": ["get_me", "get_sequence"]}
    Calls come on standard input, arguments by the contract's names; each is answered on standard output:
      {"n": 7, "operation": "get_sequence", "arguments": {"id": "seq_1"}}
      {"n": 7, "value": {"id": "seq_1"}}       told as on the wire; of a list, all items of all pages
      {"n": 7, "error": {"class": "NotFound", "own": true, "open": false, "message": "..."}}
      {"n": 7, "cannot": "why"}                the client has no call that says this
    own: the client documents this error. open: it says that it is not known whether something was done.

    \b
    Examples:
      close-contract client
      close-contract client --seed 7 --table -- node driver.js
    """  # noqa: D301 - \b is click's sign for lines that stay as they are
    run = _Run(
        command=command,
        effort=Effort(seed, None if everything else _MOST, drawn=_DRAWN),
        operations=_known(operations),
        limits=Limits(RealClock(), budget),
        timeout=timeout,
        patience=patience,
    )
    with _file(junit) as file:
        run.make()
        run.show(table=table)
        if file is not None:
            _write(file, run.outcome())
    if run.failure:
        context.exit(UNUSABLE)
    context.exit(BROKEN if run.report.findings else STOPPED if run.report.stopped else KEPT)


@define(kw_only=True)
class _Run:
    """A run on a client; `failure` says why it could not be made, or not to its end."""

    command: tuple[str, ...]
    effort: Effort
    operations: tuple[str, ...]
    limits: Limits
    timeout: float
    patience: float
    report: Report = Factory(lambda: Report(secrets=frozenset({KEY})))
    tally: Tally = Factory(Tally)
    failure: str = ""
    _began: datetime = Factory(lambda: datetime.now(UTC))

    def make(self) -> None:
        """Try everything; whatever ends it, what was found is kept."""
        stopping = Stopping(self.report)
        overdue = (self.limits.budget or 0.0) + self.patience + _GRACE
        try:
            with stopping.within(overdue), following(self.report, self.limits) as tell:
                self._play(tell)
        except NotADriver as error:
            self.failure = f"{self._name}: {error}."
        except KeyboardInterrupt:
            self.report.stopped = True
        self.report.seconds = self.limits.spent

    def show(self, *, table: bool) -> None:
        """Print the findings, the table if it is wanted, and how much was tried."""
        if self.failure:
            click.echo(f"close-contract: {plain(self.failure)}", err=True)
        if self.tally.total():
            _show(self.report, self.tally, table=table)

    def outcome(self) -> Outcome:
        """Return what there is to tell."""
        return Outcome(
            target=self._name,
            began=self._began,
            report=self.report,
            exercised=Exercised(BASE_PATH),
            failure=self.failure,
        )

    @property
    def _name(self) -> str:
        return " ".join(self.command) or _OWN_NAME

    def _play(self, tell: Callable[[str], None]) -> None:
        with Stage(contract()) as stage:
            driver = Driver(
                self.command or _OWN, stage.base_url, timeout=self.timeout, patience=self.patience
            )
            play = Play(
                driver,
                stage,
                self.limits,
                self.timeout,
                effort=self.effort,
                chosen=self.operations,
                tally=self.tally,
            )
            try:
                for step in play.steps(self.report):
                    tell(step)
            finally:
                driver.close(kill=True)


def _write(file: WholeFile, outcome: Outcome) -> None:
    try:
        file.stream.write(as_junit(outcome))
        file.keep()
    except OSError as error:
        raise click.UsageError(f"cannot write {file.path}: {error.strerror or error}.") from None


@contextmanager
def _file(path: Path | None) -> Generator[WholeFile | None]:
    """Open a file, which is left as it was unless it is kept."""
    try:
        file = None if path is None else WholeFile(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise click.UsageError(f"cannot write {path}: {reason}.") from None
    try:
        yield file
    finally:
        if file is not None:
            file.drop()


def _known(operations: tuple[str, ...]) -> tuple[str, ...]:
    known = {each.id for each in contract().operations()}
    for name in operations:
        if name not in known:
            raise click.UsageError(
                f"the contract has no operation {name}; there are {', '.join(sorted(known))}."
            )
    return operations


def _show(report: Report, tally: Tally, *, table: bool) -> None:
    console = Console(soft_wrap=True, highlight=False)
    for finding in report.findings:
        console.print(Text(f"{finding.check}: {finding.operation}", style="bold red"))
        console.print(Text(f"{plain(finding.message)}\n{plain(finding.request)}\n"))
    if table:
        console.print(_table(tally))
    if tally.left_out:
        missing = ", ".join(tally.left_out)
        console.print(Text(f"not tested, as the driver has no call for it: {missing}"))
    if report.cut_short:
        console.print(Text("The time was over before everything had been tried; see --budget."))
    if report.stopped:
        console.print(Text("The test was stopped before everything had been tried."))
    n = len(report.findings)
    style = "bold red" if n else "bold green"
    console.print(Text(f"{counted(tally.total(), 'call')}, {counted(n, 'finding')}", style=style))


def _table(tally: Tally) -> Table:
    shown = Table("operation", "answer", *OUTCOMES)
    for operation, kind in tally.rows():
        shown.add_row(operation, kind, *(tally.cell(operation, kind, o) for o in OUTCOMES))
    shown.caption = (
        "told: a value; error: one of the client's own; open: one that leaves open whether it was done; "
        "cannot: no call for it; wrong: a rule was broken"
    )
    return shown
