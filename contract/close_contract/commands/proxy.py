"""`close-contract proxy`: stands between a client and a server and judges all that passes."""

import signal
from pathlib import Path
from threading import Event
from typing import Any, Final

import click

from close_contract.commands.shown import BROKEN, EXIT_CODES, KEPT, UNUSABLE, Screen, write_report
from close_contract.judge import Judge
from close_contract.wire.checked import Checked
from close_contract.wire.serving import LoopbackServer
from close_contract.wire.upstream import Upstream, VendorsHost

_NOTHING: Final = (
    "no request came, so that nothing was judged; the client may still ask {to} itself."
)


@click.command(epilog=EXIT_CODES)
@click.option("--to", required=True, metavar="URL", help="The base URL of the server behind.")
@click.option(
    "--listen",
    default="127.0.0.1:0",
    show_default=True,
    metavar="HOST:PORT",
    help="Where clients reach the proxy, on this machine only; port 0 takes a free one.",
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what was found as JSON, at the end.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=60.0,
    show_default=True,
    help="Seconds to wait for the server behind; then the client gets 502.",
)
@click.option(
    "--to-production-which-mails-real-people",
    "production",
    is_flag=True,
    help="Allow the vendor's own hosts. What the client sends through then really happens.",
)
@click.pass_context
def proxy(
    context: click.Context,
    *,
    to: str,
    listen: str,
    report: Path | None,
    timeout: float,
    production: bool,
) -> None:
    """Judge the traffic between any client and any server.

    Point a client at the address that is printed instead of at the server. Requests and answers are
    passed on as they are, each request once; whatever breaks the contract is printed when it is first
    seen: the rule, the field, the clause of openapi/close.yaml, and a curl line without the key. An
    answer is held against earlier ones, too. A server that gives no answer is a violation, and the
    client gets 502. Ctrl-C ends it with a summary.

    \b
    Examples:
      close-contract proxy --to http://127.0.0.1:8080/api/v1 --listen 127.0.0.1:9000
      CLOSE_BASE_URL=http://127.0.0.1:9000/api/v1 node client.js   (another terminal)
    """  # noqa: D301 - \b is click's sign for lines that stay as they are
    screen = Screen()
    stop = Event()
    try:
        upstream = Upstream(to, timeout=timeout, allow_vendor=production)
        judge = Judge(
            base_path=upstream.base_path,
            base_url="" if upstream.is_vendors else upstream.base_url,
            remembers=True,
        )
        checked = Checked(upstream.send, judge, tell=screen.tell)
        # A file that cannot be written is told now, not when the traffic is over.
        write_report(checked.ledger, report)
        server = LoopbackServer(checked, *_address(listen), complain=checked.complain)
    except VendorsHost as error:
        hint = "if you mean it, say so with --to-production-which-mails-real-people"
        raise click.UsageError(f"{error}; {hint}.") from None
    except ValueError as error:
        raise click.UsageError(f"{error}.") from None
    except OSError as error:
        raise click.UsageError(f"cannot listen on {listen}: {error.strerror}") from None
    _end_on_signals(stop)
    with server:
        screen.say(f"close-contract proxy: {server.origin}{upstream.base_path}")
        screen.say(f"  judges and passes on to {upstream.base_url}; Ctrl-C ends it\n")
        stop.wait()
    write_report(checked.ledger, report)
    if not checked.ledger.exchanges:
        click.echo(f"close-contract: {_NOTHING.format(to=upstream.base_url)}", err=True)
        context.exit(UNUSABLE)
    screen.summarize(checked.ledger)
    context.exit(BROKEN if checked.ledger.entries else KEPT)


def _address(listen: str) -> tuple[str, int]:
    host, colon, port = listen.rpartition(":")
    if not colon or not (port.isascii() and port.isdecimal() and int(port) < 2**16):
        raise ValueError(f"{listen} is no HOST:PORT, such as 127.0.0.1:9000")
    return host.strip("[]"), int(port)


def _end_on_signals(stop: Event) -> None:
    def end(_signal: int, _frame: Any) -> None:
        stop.set()

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)
