"""What is changed: the source that decides what a client sees over HTTP.

Every module of the emulator is in, unless it is named here with the reason why it is not; so a new
module is in. Never changed are annotations, decorators, imports and docstrings, which say nothing at
run time, and prose: a string with a space in it, or a part of one, is a sentence for somebody to read.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import close_contract

PACKAGE: Final = "close_emulator"
FOLDER: Final = Path(close_contract.__file__).parents[2] / "emulator" / PACKAGE

_FURNISHES: Final = "furnishes the organisation from Python; no request reaches it"
_OWNERS: Final = "is chosen by whoever starts the emulator, and changed by no request"
_OUTBOX: Final = "writes the outbox, which is read from Python; no operation shows it"
_OAUTH: Final = "serves /oauth2/token/, which is no operation of the contract"
_BY_ITSELF: Final = "happens by itself, when the clock of a test says so; no rule says when"
_WORDS: Final = "puts a sentence together, and the contract says that there is one, not which"
_GUARD: Final = "guards the emulator; nobody says how large a body may be"
_FAULT: Final = "is a fault that a test injects from Python"

LEFT_OUT: Final[Mapping[str, str]] = {
    "__init__": "names what is public",
    "__main__": "is the command line and what it prints",
    "access_builders": _FURNISHES,
    "builders": _FURNISHES,
    "building": _FURNISHES,
    "bulk_builders": _FURNISHES,
    "sequence_builders": _FURNISHES,
    "sample": _FURNISHES,
    "custom_fields.field_on": _FURNISHES,
    "custom_fields.own_values": _FURNISHES,
    "emulator._new_organization": _FURNISHES,
    "emulator.API_KEY": _OWNERS,
    "emulator.LEAD_STATUSES": _FURNISHES,
    "clock": _OWNERS,
    "pace": _OWNERS,
    "throttle": _OWNERS,
    "listing.check_skip": _OWNERS,
    "listing._DIGITS": _OWNERS,
    "listing._SAFE": _OWNERS,
    "place.shown": _WORDS,
    "place._SHOWN": _WORDS,
    "place.Unknown": _WORDS,
    "routes._no_such_path": "answers what is asked of paths that the contract does not have",
    "routes.group": "names the operations of a rate limit, which an owner sets",
    "emulator.Emulator.__init__": _OWNERS,
    "emulator.Emulator.step": _OWNERS,
    "signin.SignIn.__init__": _OWNERS,
    "signin.SignIn.add_api_key": _OWNERS,
    "signin.SignIn.add_token": _OWNERS,
    "signin._harmless": _OWNERS,
    "asgi._host": "guards a server on a port by its host names; the contract has none",
    "asgi._too_large": _GUARD,
    "asgi.MAX_BODY": _GUARD,
    "asgi._lifespan": "greets the server program that runs the emulator, before any request",
    "transport": "takes requests from httpx in the process; no HTTP passes through it",
    "wire.Response.json": "reads an answer for tests in the process",
    "resources.oauth": _OAUTH,
    "signin.ACCESS_LIFE": _OAUTH,
    "signin.SignIn._is_good": "judges bearer tokens; only an owner or /oauth2/token/ gives any",
    "signin.SignIn.add_client": _OAUTH,
    "signin.SignIn.is_client": _OAUTH,
    "signin.SignIn.refresh": _OAUTH,
    "signin.SignIn._new_refresh_token": _OAUTH,
    "kinds.emails._first": _OUTBOX,
    "kinds.emails._every": _OUTBOX,
    "kinds.emails._sender": _OUTBOX,
    "kinds.emails._effect.send": _OUTBOX,
    "enrolment._act": _OUTBOX,
    "records.SentEmail": _OUTBOX,
    "enrolment.pass_time": _BY_ITSELF,
    "enrolment._take_step": _BY_ITSELF,
    "enrolment._later": _BY_ITSELF,
    "enrolment._plan": _BY_ITSELF,
    "enrolment._go_on": _BY_ITSELF,
    "enrolment.wake": _BY_ITSELF,
    "enrolment.NEVER": _BY_ITSELF,
    "bulk.fail": _FAULT,
}
"""What is left out, by its dotted name below the package, and why."""


def sources() -> Mapping[str, Path]:
    """Return the files of all modules by their names below the package, in ABC order."""
    found = {_dotted(path): path for path in sorted(FOLDER.rglob("*.py"))}
    return {name: path for name, path in found.items() if name not in LEFT_OUT}


def _dotted(path: Path) -> str:
    parts = path.relative_to(FOLDER).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)
