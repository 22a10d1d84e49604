"""`python -m close_driver`: makes the calls that come on standard input, one JSON line each.

With `--asyncio` they are made with `AsyncClose`, else with `Close`.
"""

import asyncio
import json
import os
import sys
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from close_bulk import AsyncClose, Close
from close_driver.awaiting import Awaited
from close_driver.calls import CALLS, Inexpressible
from close_driver.clock import HurriedClock
from close_driver.telling import error_told

PROTOCOL: Final = 1
_PATIENCE: Final = 30.0


def answer(close: Any, line: Mapping[str, Any]) -> dict[str, Any]:
    """Make one call and say what came of it."""
    try:
        return {"value": CALLS[line["operation"]](close, dict(line["arguments"]))}
    except Inexpressible as reason:
        return {"cannot": str(reason)}
    except Exception as error:  # noqa: BLE001 - what escapes a client is what the harness looks for
        return {"error": error_told(error)}


@contextmanager
def opened(*, is_async: bool) -> Generator[Any]:
    """Give a client, which finds address and key in the environment."""
    timeout = float(os.environ.get("CLOSE_TIMEOUT", _PATIENCE))
    if not is_async:
        with Close(timeout=timeout, clock=HurriedClock()) as close:
            yield close
        return
    with asyncio.Runner() as runner:
        client = AsyncClose(timeout=timeout, clock=HurriedClock())
        try:
            yield Awaited(client, runner)
        finally:
            runner.run(client.close())


def _let_readers_end() -> None:
    """Wait for pages that were read ahead and are not wanted: they would be taken for the next call's."""
    for thread in threading.enumerate():
        if thread.daemon:
            thread.join(_PATIENCE)


def main() -> int:
    """Say which operations there are calls for, then make the calls until the input ends."""
    tell = sys.stdout
    # Whatever else prints must not be taken for the protocol.
    sys.stdout = sys.stderr
    print(json.dumps({"close-contract": PROTOCOL, "operations": [*CALLS]}), file=tell, flush=True)
    with opened(is_async="--asyncio" in sys.argv[1:]) as close:
        for text in sys.stdin:
            line = json.loads(text)
            said = {"n": line["n"], **answer(close, line)}
            _let_readers_end()
            print(json.dumps(said), file=tell, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
