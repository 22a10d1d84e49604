"""Every refusal the core can answer, in the vendor's two shapes.

`{"error": str}` for 401, 404, 501 and the other plain refusals; `{"errors": [str], "field-errors":
{field: str}}` for 400. Both shapes were observed on live calls; the texts are the emulator's own.
"""

from collections.abc import Iterable, Mapping
from http import HTTPStatus

from close_emulator.wire import Json


class Refusal(Exception):
    """A request that is answered with an error: its status, JSON body and extra headers."""

    def __init__(
        self, status: HTTPStatus, payload: Json, headers: Iterable[tuple[str, str]] = ()
    ) -> None:
        """Keep what the answer will need."""
        super().__init__(status, payload)
        self.status = status
        self.payload = payload
        self.headers = tuple(headers)


def plain(status: HTTPStatus, error: str, headers: Iterable[tuple[str, str]] = ()) -> Refusal:
    """Return a refusal with one sentence: `{"error": error}`."""
    return Refusal(status, {"error": error}, headers)


def not_implemented(what: str) -> Refusal:
    """Return a 501 that names what Close may know and the emulator does not."""
    error = f"Not Implemented; the emulator does not know {what}"
    return plain(HTTPStatus.NOT_IMPLEMENTED, error)


def invalid(fields: Mapping[str, str] | None = None, *errors: str) -> Refusal:
    """Return a 400 that names each wrong field, and what is wrong beyond single fields."""
    named: dict[str, Json] = dict(fields or {})
    return Refusal(HTTPStatus.BAD_REQUEST, {"errors": list(errors), "field-errors": named})
