"""`python -m close_emulator`: the emulator on a loopback port, with a furnished organisation."""

import argparse
import signal
import socket
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from close_emulator.asgi import application
from close_emulator.emulator import Emulator
from close_emulator.pace import Immediate, Pace, Stepped, Timed
from close_emulator.routes import BASE_PATH
from close_emulator.sample import Sample, furnish

LOOPBACK: Final[Mapping[str, socket.AddressFamily]] = {
    "127.0.0.1": socket.AF_INET,
    "::1": socket.AF_INET6,
}
HOSTS: Final = frozenset({"127.0.0.1", "[::1]", "localhost"})
PACES: Final[Mapping[str, Callable[[argparse.Namespace], Pace]]] = {
    "timed": lambda options: Timed(loading=options.loading, rate=options.rate),
    "immediate": lambda _: Immediate(),
    "stepped": lambda options: Stepped(batch=options.batch),
}
EXAMPLES: Final = """\
examples:
  python -m close_emulator                          250 leads, every fifth an ACME, any free port
  python -m close_emulator --port 8080 --leads 20   a fixed port, a small organisation
  python -m close_emulator --rate 5                 slow bulk actions, to watch and to pause
  python -m close_emulator --pace stepped           each line on standard input is one step

The lines it prints can be pasted into a shell. The key is no secret, and real keys are refused.
Ctrl-C ends it; all state is lost then.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until a signal comes.

    Returns the exit status: 0, 1 if it cannot serve; wrong options end the program with 2.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        emulator = Emulator(pace=PACES[options.pace](options))
        sample = furnish(emulator, options.leads)
    except ValueError as error:
        parser.error(str(error))
    try:
        listener = socket.create_server((options.host, options.port), family=LOOPBACK[options.host])
    except OSError as error:
        return _fail(f"cannot listen on {options.host} port {options.port}: {error.strerror}")
    if options.pace == "stepped":
        threading.Thread(target=_step_by_lines, args=(emulator,), daemon=True).start()
    with listener:
        return _serve(emulator, listener, _banner(options, listener, emulator.api_key, sample))


def _serve(emulator: Emulator, listener: socket.socket, banner: str) -> int:
    try:
        import uvicorn  # noqa: PLC0415 - an extra that this command alone needs
    except ImportError:
        return _fail(
            "the server needs uvicorn: install close-bulk with its extra emulator, "
            'in a clone pip install ".[emulator]"'
        )
    signal.signal(signal.SIGTERM, _end)
    app = application(emulator, hosts=HOSTS)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on", ws="none"))
    print(banner, flush=True)
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        print()
    return 0


def _step_by_lines(emulator: Emulator) -> None:
    for _ in sys.stdin:
        emulator.step()


def _end(_signal: int, _frame: object) -> None:
    """End with status 0; uvicorn raises the signal again once it has shut down."""
    sys.exit(0)


def _banner(
    options: argparse.Namespace, listener: socket.socket, api_key: str, sample: Sample
) -> str:
    host, port = listener.getsockname()[:2]
    base_url = f"http://{f'[{host}]' if ':' in host else host}:{port}{BASE_PATH}"
    return "\n".join(
        (
            f"# Close emulator, pace {options.pace}. Ctrl-C ends it.",
            f"# {sample.leads} leads, {sample.acme_leads} of them named ACME Inc.",
            f"export CLOSE_BASE_URL={base_url}",
            f"export CLOSE_API_KEY={api_key}",
            "# to paste into a first script:",
            f'sequence_id="{sample.sequence_id}"',
            f'sender_account_id="{sample.sender_account_id}"',
            f'sender_name="{sample.sender_name}"',
            f'sender_email="{sample.sender_email}"',
            "# and for bulk emails, edits and the scripts in docs/jobs:",
            f'template_id="{sample.template_id}"',
            f'lead_status_id="{sample.lead_status_id}"',
            f'custom_field_id="{sample.custom_field_id}"',
            f'smart_view_id="{sample.smart_view_id}"',
            f'other_account_id="{sample.other_account_id}"',
        )
    )


def _fail(reason: str) -> int:
    print(f"close_emulator: {reason}", file=sys.stderr)
    return 1


def _loopback(host: str) -> str:
    if host not in LOOPBACK:
        allowed = " or ".join(LOOPBACK)
        raise argparse.ArgumentTypeError(
            f"{host} is not {allowed}; the emulator guards nothing, so it serves this machine only"
        )
    return host


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) < 2**16):
        raise argparse.ArgumentTypeError(f"{text} is not a port from 0 to 65535")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m close_emulator",
        description="A Close that runs offline: leads, a sequence, bulk actions that progress.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--host", type=_loopback, default="127.0.0.1", help="127.0.0.1 (default) or ::1")
    add("--port", type=_port, default=0, help="0 (default) takes a free one")
    add("--leads", type=int, default=250, help="how many leads there are (default: 250)")
    add("--pace", choices=PACES, default="timed", help="how bulk actions move (default: timed)")
    add("--rate", type=float, default=25.0, help="timed: leads a second (default: 25)")
    add("--loading", type=float, default=1.0, help="timed: seconds of loading (default: 1)")
    add("--batch", type=int, default=10, help="stepped: leads a step (default: 10)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
