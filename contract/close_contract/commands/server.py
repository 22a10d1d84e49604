"""`close-contract server`: tests a server against the contract and the rules that no schema says."""

import json
import os
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import click
from attrs import frozen
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from close_contract.commands.shown import BROKEN, EXIT_CODES, KEPT, UNUSABLE
from close_contract.discovery import Discovery, Given, Unsuitable
from close_contract.greeting import Asking, NotThisApi, greet
from close_contract.known import CustomField, Known
from close_contract.limits import Limits, OutOfTime, RealClock
from close_contract.report import Report
from close_contract.sending import sending
from close_contract.server import Server
from close_contract.suite import Suite
from close_contract.wire.upstream import NoAnswer

_KEY: Final = "CLOSE_API_KEY"
_PATIENCE: Final = 5.0
_GIVEN: Final = ("template_id", "sender_account_id", "smart_view_id", "lead_status_id")


class _Seconds(click.ParamType[float]):
    """A time such as 60s, 90 or 2m."""

    name = "time"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the seconds."""
        if isinstance(value, float):
            return value
        text, factor = str(value), {"s": 1.0, "m": 60.0}.get(str(value)[-1:], 0.0)
        number = text[:-1] if factor else text
        if not (number.isascii() and number.isdecimal() and int(number) > 0):
            self.fail(f"{text} is no time such as 60s or 2m.", param, ctx)
        return int(number) * (factor or 1.0)


@frozen
class _Found:
    """What the server has, who signs in, and which operations can be tested."""

    known: Known
    operations: list[str]
    left_out: dict[str, str]


@click.command(epilog=EXIT_CODES)
@click.argument("url")
@click.option("--read-only", is_flag=True, help="Change nothing: only GET, and searches.")
@click.option("--budget", type=_Seconds(), default="2m", show_default=True, help="Time in all.")
@click.option("--seed", type=int, help="Draw cases from this seed instead of always the same.")
@click.option(
    "--rate",
    type=click.FloatRange(min=0, min_open=True),
    help="At most so many requests a second.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=30.0,
    show_default=True,
    help="Seconds to wait for an answer.",
)
@click.option(
    "--api-key-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=f"A file that holds the key; by default it is taken from {_KEY}.",
)
@click.option(
    "--known",
    "given",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="JSON with what no list shows: template_id, sender_account_id, smart_view_id, "
    'lead_status_id, custom_fields such as {"custom_field": {"id": "cf_1", "name": "Segment"}}.',
)
@click.option("--table", is_flag=True, help="Show which forms of bodies were tried, and how.")
@click.option(
    "--production-which-mails-real-people",
    "production",
    is_flag=True,
    help="Allow the vendor's own hosts. What is tested there really happens.",
)
@click.pass_context
def server(
    context: click.Context,
    *,
    url: str,
    read_only: bool,
    budget: float,
    seed: int | None,
    rate: float | None,
    timeout: float,
    api_key_file: Path | None,
    given: Path | None,
    table: bool,
    production: bool,
) -> None:
    """Test the server whose API begins at URL.

    Sends explicit requests for the rules that no schema says, then generated ones for as long as the
    time lasts. It creates sequences and subscriptions, starts bulk actions that select nothing or one
    lead, and deletes what it has created: use a system for tests, or --read-only.

    \b
    Examples:
      CLOSE_API_KEY=emulator-key close-contract server http://127.0.0.1:8080/api/v1
      close-contract server http://staging.example/api/v1 --read-only --rate 5 --api-key-file key.txt
    """  # noqa: D301 - \b is click's sign for lines that stay as they are
    console = Console(soft_wrap=True, highlight=False)
    target = _server(url, _key(api_key_file), timeout=timeout, production=production)
    report = Report()
    limits = Limits(RealClock(), budget, rate)
    try:
        found = _look_around(target, limits, _given(given), read_only=read_only)
        suite = Suite(
            server=target,
            known=found.known,
            operations=found.operations,
            read_only=read_only,
            seed=seed,
            rate=rate,
            patience=_PATIENCE,
            budget=max(budget - limits.spent, 1.0),
        )
        with _progress(report) as tell:
            for step in suite.steps(report):
                tell(step)
    except (NotThisApi, Unsuitable) as error:
        raise _unusable(f"{url}: {error}") from None
    except NoAnswer as error:
        if report.exchanges:
            _show(console, report, table=table)
        raise _unusable(f"{url}: {error}.") from None
    except OutOfTime:
        raise _unusable("the budget was spent before the first test.") from None
    for operation, reason in found.left_out.items():
        console.print(Text(f"not tested: {operation}, as {reason} (see --known)"))
    _show(console, report, table=table)
    context.exit(BROKEN if report.findings else KEPT)


def _key(path: Path | None) -> str:
    try:
        key = os.environ.get(_KEY, "") if path is None else path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"cannot read {path}: {error}") from None
    key = key.strip()
    if not key or not key.isascii() or not key.isprintable() or ":" in key:
        where = f"the variable {_KEY}" if path is None else str(path)
        raise click.UsageError(
            f"{where} holds no API key, which is printable ASCII without a colon."
        )
    return key


def _server(url: str, key: str, *, timeout: float, production: bool) -> Server:
    try:
        return Server(
            api_key=key, base_url=url.rstrip("/"), timeout=timeout, allow_vendor=production
        )
    except ValueError as error:
        raise click.UsageError(
            f"{error} If you mean it, say so with --production-which-mails-real-people."
            if "vendor" in str(error)
            else str(error)
        ) from None


def _given(path: Path | None) -> Given:
    if path is None:
        return Given()
    try:
        told: Any = json.loads(path.read_text(encoding="utf-8"))
        fields = {
            str(kind): CustomField(str(each["id"]), str(each["name"]))
            for kind, each in told.get("custom_fields", {}).items()
        }
        return Given(**{name: told.get(name) for name in _GIVEN}, custom_fields=fields)
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise click.UsageError(f"{path} is not as --help says: {error!r}") from None


def _look_around(target: Server, limits: Limits, given: Given, *, read_only: bool) -> _Found:
    with sending(target) as send:
        asking = Asking(target, send, limits)
        user_id = greet(asking)
        discovery = Discovery(asking, given, read_only=read_only)
        known = discovery.known(user_id)
    return _Found(known, discovery.operations(), discovery.left_out)


def _unusable(sentence: str) -> click.exceptions.Exit:
    click.echo(f"close-contract: {sentence}", err=True)
    return click.exceptions.Exit(UNUSABLE)


@contextmanager
def _progress(report: Report) -> Generator[Callable[[str], None]]:
    """Show what goes on, on standard error and only on a terminal."""
    console = Console(stderr=True)
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("looking around")

        def tell(step: str) -> None:
            sent = report.exchanges.total()
            bar.update(
                task, description=f"{step} ({sent} requests, {len(report.findings)} findings)"
            )

        yield tell


def _show(console: Console, report: Report, *, table: bool) -> None:
    for finding in report.findings:
        console.print(Text(f"{finding.check}: {finding.operation}", style="bold red"))
        console.print(Text(f"{finding.message}\n{finding.request}\n"))
    if table:
        console.print(_tried(report))
    if report.cut_short:
        console.print(Text("The time was over before everything had been sent; see --budget."))
    n = len(report.findings)
    style = "bold red" if n else "bold green"
    words = "1 finding" if n == 1 else f"{n or 'no'} findings"
    console.print(Text(f"{report.exchanges.total()} requests, {words}", style=style))


def _tried(report: Report) -> Table:
    """Show for every form and member how often it was accepted and refused."""
    shown = Table("operation", "form", "member", "absent", "null", "given")
    rows = sorted({key[:3] for key in report.tried})
    for operation, form, member in rows:
        cells = [report.decided(operation, form, member, s) for s in ("absent", "null", "given")]
        shown.add_row(operation, form, member, *cells)
    shown.caption = "accepted/refused"
    return shown
