"""An emulator whose every request is checked, on a loopback port.

The emulator is named, not imported: the harness is to judge servers without knowing them.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, Final, Self
from urllib.parse import parse_qsl, unquote

from close_contract.judge import BASE_PATH, Judge
from close_contract.traffic.messages import Request, Response
from close_contract.traffic.violation import Violation
from close_contract.wire.checked import Checked
from close_contract.wire.serving import LoopbackServer

FACTORY: Final = "close_emulator:Emulator"
"""What makes the emulator unless something else is configured."""

_PACKAGE: Final = "close_emulator"


class CheckedEmulator:
    """A running emulator; `emulator` is the thing itself, to furnish it and to look into it.

    `env` is what a child process needs in its environment.
    """

    def __init__(self, emulator: Any) -> None:
        self.emulator: Final = emulator
        self._checked = Checked(_answering(emulator), Judge(remembers=True))
        self._server = LoopbackServer(self._checked, complain=self._checked.complain)
        self.base_url: Final = f"{self._server.origin}{BASE_PATH}"
        self.api_key: Final[str] = emulator.api_key
        self.env: Final[Mapping[str, str]] = {
            "CLOSE_API_KEY": self.api_key,
            "CLOSE_BASE_URL": self.base_url,
        }

    @property
    def requests(self) -> int:
        """How many requests came."""
        return self._checked.ledger.exchanges

    @property
    def violations(self) -> list[Violation]:
        """What broke the contract so far, each thing once."""
        return self._checked.ledger.violations

    def take(self) -> list[Violation]:
        """Return the violations and forget them: for a test that breaks the contract on purpose."""
        return self._checked.ledger.take()

    def close(self) -> None:
        """Stop serving."""
        self._server.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def factory(name: str) -> Callable[[], Any]:
    """Return what `package.module:name` names.

    Raises:
        ValueError: it names nothing.
        ImportError: its module cannot be imported.
    """
    module, colon, attribute = name.partition(":")
    if not (module and colon and attribute):
        raise ValueError(f"{name!r} is not of the form package.module:name")
    make: Callable[[], Any] | None = getattr(import_module(module), attribute, None)
    if make is None:
        raise ValueError(f"{module} has no {attribute}")
    return make


def _answering(emulator: Any) -> Callable[[Request], Response]:
    """Return the handler that asks an emulator in its own types."""
    new_request: Callable[..., Any] = import_module(_PACKAGE).Request

    def answer(request: Request) -> Response:
        given = emulator.handle(
            new_request(
                method=request.method,
                path=unquote(request.path),
                query=tuple(parse_qsl(request.query, keep_blank_values=True)),
                headers=request.headers,
                body=request.body,
            )
        )
        return Response(given.status, given.headers, given.body)

    return answer
