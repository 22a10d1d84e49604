"""`close-contract server`: tests a server against the contract and the rules that no schema says."""

from pathlib import Path
from typing import Final

import click

from close_contract.commands.arguments import KEY, Seconds, as_server, read_key
from close_contract.commands.findings import show
from close_contract.commands.given import read_given
from close_contract.commands.outputs import Outputs
from close_contract.commands.running import Run
from close_contract.commands.shown import BROKEN, EXIT_CODES, KEPT, STOPPED, UNUSABLE
from close_contract.limits import Limits, RealClock

_FILE: Final = click.Path(path_type=Path)
_GIVEN_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)
_EPILOG: Final = f"""{EXIT_CODES.rstrip()}
2 also if a part of the test could not be made, 130 it was stopped before anything was found.
"""


@click.command(epilog=_EPILOG)
@click.argument("url")
@click.option("--read-only", is_flag=True, help="Change nothing: only GET, and searches.")
@click.option("--strict", is_flag=True, help="End with 2 if an operation could not be tested.")
@click.option("--budget", type=Seconds(), default="2m", show_default=True, help="Time in all.")
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
    type=_GIVEN_FILE,
    help=f"A file that holds the key; by default it is taken from {KEY}.",
)
@click.option(
    "--known",
    "given",
    type=_GIVEN_FILE,
    help="JSON with what no list shows: template_id, sender_account_id, smart_view_id, "
    'lead_status_id, custom_fields such as {"custom_field": {"id": "cf_1", "name": "Segment"}} '
    "(of several values; single_fields are those of one).",
)
@click.option("--table", is_flag=True, help="Show which forms of bodies were tried, and how.")
@click.option(
    "--junit", type=_FILE, metavar="FILE", help="Write the report as JUnit XML, for a CI system."
)
@click.option("--html", type=_FILE, metavar="FILE", help="Write the report as a page, for people.")
@click.option(
    "--report", type=_FILE, metavar="FILE", help="Write the report as JSON, for programs."
)
@click.option(
    "--har",
    type=_FILE,
    metavar="FILE",
    help="Write all that was sent and answered, without the key.",
)
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
    strict: bool,
    budget: float,
    seed: int | None,
    rate: float | None,
    timeout: float,
    api_key_file: Path | None,
    given: Path | None,
    table: bool,
    junit: Path | None,
    html: Path | None,
    report: Path | None,
    har: Path | None,
    production: bool,
) -> None:
    """Test the server whose API begins at URL.

    Sends explicit requests for the rules that no schema says, then generated ones for as long as the
    time lasts. It creates sequences and subscriptions, starts bulk actions that select nothing or one
    lead, and deletes what it has created: use a system for tests, or --read-only.

    Ctrl-C ends it early; what was found until then is told, and is in the files.

    \b
    Examples:
      CLOSE_API_KEY=emulator-key close-contract server http://127.0.0.1:8080/api/v1
      close-contract server http://staging.example/api/v1 --read-only --rate 5 --api-key-file key.txt
      close-contract server http://127.0.0.1:8080/api/v1 --junit junit.xml --html report.html
    """  # noqa: D301 - \b is click's sign for lines that stay as they are
    run = Run(
        server=as_server(url, read_key(api_key_file), timeout=timeout, production=production),
        given=read_given(given),
        limits=Limits(RealClock(), budget, rate),
        read_only=read_only,
        strict=strict,
        seed=seed,
    )
    outputs = Outputs(run.server, run.report.secrets)
    paths = {"junit": junit, "html": html, "report": report, "har": har}
    with outputs.opened(paths) as watchers:
        run.make(watchers)
        outcome = run.outcome(outputs.exercised)
        show(outcome, table=table)
        problems = outputs.write(outcome)
    for problem in problems:
        click.echo(f"close-contract: {problem}", err=True)
    if problems or outcome.failure or outcome.unmade:
        context.exit(UNUSABLE)
    context.exit(BROKEN if run.report.findings else STOPPED if run.report.stopped else KEPT)
