"""The suite against a server that nobody here wrote: Prism, a mock, serves openapi/close.yaml.

    python -m contract.prism

What is found is compared with known.toml, where each thing was looked at and is true. Only explicit
requests are sent: they are the same in every run, and without a limit of time the list is so, too. And
generated ones end Prism: its version 5.14.2 dies of a member whose name is not Latin-1, as in
{"й": 1}, which `close-contract server` tells as a server that stopped answering.
"""

import os
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path
from shutil import which
from threading import Thread, Timer
from typing import Final, TypeAlias

from close_contract import Finding, Report, Server, Suite
from close_contract.discovery import Discovery, Given
from close_contract.greeting import Asking, greet
from close_contract.limits import Limits, RealClock
from close_contract.sending import sending

VERSION: Final = "5.14.2"
CONTRACT: Final = Path(__file__).parents[3] / "openapi" / "close.yaml"
LIST: Final = Path(__file__).with_name("known.toml")
_COMMAND: Final = (
    "npx",
    "--yes",
    f"@stoplight/prism-cli@{VERSION}",
    *("mock", "--host", "127.0.0.1", "--port", "0", str(CONTRACT)),
)
_STARTED: Final = "Prism is listening on "
_PATIENCE: Final = 180.0

Known: TypeAlias = Mapping[str, list[str]]
"""Patterns of the operations in which each check is known to find something."""


class NotStarted(Exception):
    """Prism does not run; the text says why."""


def main() -> int:
    """Run it: 0 if exactly what is listed was found, 1 if not, 2 if Prism does not run."""
    if which("npx") is None:
        print("prism skipped: it needs Node (npx), which is not in PATH; make check does without")
        return 0
    known = listed(LIST.read_text(encoding="utf-8"))
    try:
        with prism() as url:
            print(f"Prism {VERSION} answers at {url}; this takes some minutes ...", flush=True)
            report = tested(url)
    except NotStarted as error:
        print(f"prism: {error}", file=sys.stderr)
        return 2
    lines = [*differences(known, report.findings)]
    print("\n".join(lines))
    found = len(report.findings)
    print(f"{report.exchanges.total()} requests, {found} findings, {len(lines)} differences")
    return 1 if lines else 0


def listed(text: str) -> Known:
    """Return what is known to be found, from the text of the list."""
    return {check: entry["at"] for check, entry in tomllib.loads(text).items()}


def differences(known: Known, findings: list[Finding]) -> Iterator[str]:
    """Yield in words what was found and is not listed, and what is listed and was not found."""
    for each in findings:
        if not any(fnmatchcase(each.operation, pattern) for pattern in known.get(each.check, ())):
            yield f"not in {LIST.name}; look whether it is true of Prism:\n{each}\n"
    for check, patterns in known.items():
        at = [each.operation for each in findings if each.check == check]
        for pattern in patterns:
            if not any(fnmatchcase(operation, pattern) for operation in at):
                yield f"in {LIST.name}, but no longer found: {check}: {pattern}"


def tested(url: str) -> Report:
    """Test a server as `close-contract server` does, by explicit requests."""
    server = Server(api_key="key", base_url=url)
    limits = Limits(RealClock())
    with sending(server) as send:
        asking = Asking(server, send, limits)
        user_id = greet(asking)
        discovery = Discovery(asking, Given())
        known = discovery.known(user_id)
    operations = discovery.operations()
    return Suite(server=server, known=known, operations=operations, phases=()).run()


@contextmanager
def prism() -> Iterator[str]:
    """Run Prism on a free port of the loopback and give its base URL.

    Raises:
        NotStarted: it ended, or has not begun to listen in time.
    """
    # npm and what it starts end together; packages run no scripts when they are installed.
    with subprocess.Popen(
        _COMMAND,
        env={**os.environ, "npm_config_ignore_scripts": "true", "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        late = Timer(_PATIENCE, os.killpg, (process.pid, signal.SIGTERM))
        late.start()
        try:
            url = _url(process)
            late.cancel()
            # It logs every request, and stops when nobody reads that.
            Thread(target=process.communicate, daemon=True).start()
            yield url
        finally:
            late.cancel()
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)


def _url(process: "subprocess.Popen[str]") -> str:
    said: list[str] = []
    for line in process.stdout or ():
        if _STARTED in line:
            return line.partition(_STARTED)[2].strip()
        said.append(line)
    raise NotStarted(f"it did not start:\n{''.join(said[-10:])}")


if __name__ == "__main__":
    sys.exit(main())
