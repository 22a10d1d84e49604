"""`close-contract check`: judges recorded traffic."""

import sys
from pathlib import Path

import click

from close_contract.checking import EMPTY, NOTHING, Checking
from close_contract.commands.shown import (
    BROKEN,
    EXIT_CODES,
    KEPT,
    UNUSABLE,
    Screen,
    write_report,
)
from close_contract.judge import BASE_PATH
from close_contract.recordings.reading import read
from close_contract.recordings.recorded import NotARecording
from close_contract.reports.text import plain


@click.command(epilog=EXIT_CODES)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--base-path",
    default=BASE_PATH,
    show_default=True,
    help="Where the API begins in the recorded URLs; other requests are left out.",
)
@click.option(
    "--sign-in",
    is_flag=True,
    help="Judge how requests are signed in, too. Most recorders filter that out.",
)
@click.option(
    "--answers-only",
    is_flag=True,
    help="Judge the server's side only: what `close-contract server` sends is wrong on purpose.",
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what was found as JSON.",
)
@click.pass_context
def check(
    context: click.Context,
    *,
    files: tuple[str, ...],
    base_path: str,
    sign_in: bool,
    answers_only: bool,
    report: Path | None,
) -> None:
    """Judge recorded traffic by the contract.

    FILE is a HAR archive, as browsers and proxies save it, or a VCR cassette in YAML or JSON; - reads
    one from standard input. Each request and each answer is judged; an answer is held against the earlier
    ones of its file, too. Nothing is sent anywhere.

    \b
    Examples:
      close-contract check traffic.har
      close-contract check tests/cassettes/*.yaml --report found.json
    """  # noqa: D301 - \b is click's sign for lines that stay as they are
    screen = Screen()
    checking = Checking(base_path=base_path.rstrip("/"), sign_in=sign_in, answers_only=answers_only)
    unusable = False
    for name in files:
        try:
            seen, judged = checking.check(read(_content(name)), screen.tell)
        except (NotARecording, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            click.echo(f"close-contract: {name}: {plain(str(reason))}", err=True)
            unusable = True
            continue
        if not judged:
            reason = NOTHING.format(n=seen, base=checking.base_path) if seen else EMPTY
            click.echo(f"close-contract: {name}: {reason}", err=True)
            unusable = True
    if checking.ledger.exchanges:
        if checking.skipped:
            screen.say(f"left out, as they went elsewhere: {checking.skipped}")
        screen.summarize(checking.ledger)
    write_report(checking.ledger, report)
    found = BROKEN if checking.ledger.entries else KEPT
    context.exit(UNUSABLE if unusable else found)


def _content(name: str) -> bytes:
    return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
