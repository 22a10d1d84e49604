"""What clients are made from.

No postponed annotations here: they would hide `NotRequired`.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypedDict, cast

from attrs import evolve

from close_bulk import _config, _rules, _signin
from close_bulk._clock import Clock, SystemClock
from close_bulk._json import number, offers, show
from close_bulk._lazy import Later
from close_bulk._options import Options, Response
from close_bulk._secrets import Secret
from close_bulk._wire.common import Settings, is_http_client
from close_bulk.errors import ConfigurationError, RequestSummary

if TYPE_CHECKING:
    from close_bulk._oauth import OAuth
else:
    OAuth = Any  # loaded for those who need it

_difflib = Later("difflib")
_DEFAULTS: Final = Options(
    timeout=30.0, deadline=120.0, max_retries=3, tz_offset=None, on_request=None, on_response=None
)
_MAX_CONNECTIONS: Final = 32
"""Enough for the vendor's 20 requests a second where an answer takes a second and a half."""
_MOST_CONNECTIONS: Final = 1000
_MOST_RETRIES: Final = 100
_FARTHEST_OFFSET: Final = 14


class ClientOptions(TypedDict, total=False):
    """How calls are made."""

    timeout: float
    deadline: float
    max_retries: int
    tz_offset: float | None
    on_request: Callable[[RequestSummary], Any] | None
    on_response: Callable[[Response], Any] | None


class ClientSettings(ClientOptions, total=False):
    """How a client is made."""

    api_key: str | None
    token: str | None
    oauth: OAuth | None
    base_url: str | None
    max_connections: int
    http_client: Any
    transport: Any
    clock: Clock | None


def settings(given: ClientSettings, *, blocking: bool) -> tuple[Settings, Options]:
    """Check what a client is to be made from; secrets are taken out of ``given`` first of all.

    Raises:
        ConfigurationError: There is no API key, or something cannot be used.
    """
    api_key, token = Secret.of(given.pop("api_key", None)), Secret.of(given.pop("token", None))
    _refuse_unknown(given, ClientSettings)
    http_client, transport = given.get("http_client"), given.get("transport")
    _check_network(http_client, transport, blocking=blocking)
    base_url = _config.base_url(given.get("base_url"))
    made = Settings(
        sign_in=_signin.choose(
            api_key=api_key,
            token=token,
            oauth=given.get("oauth"),
            base_url=base_url,
            blocking=blocking,
        ),
        base_url=base_url,
        transport=transport,
        http_client=http_client,
        max_connections=_number(
            "max_connections", given.get("max_connections", _MAX_CONNECTIONS), 1, _MOST_CONNECTIONS
        ),
        clock=_clock(given.get("clock")),
    )
    chosen = {name: value for name, value in given.items() if name in ClientOptions.__annotations__}
    return made, options(_DEFAULTS, cast("ClientOptions", chosen), blocking=blocking)


def options(present: Options, changes: ClientOptions, *, blocking: bool) -> Options:
    """Give the present options with some of them changed.

    Raises:
        ConfigurationError: One of them is unknown or cannot be used.
    """
    _refuse_unknown(changes, ClientOptions)
    changed = evolve(present, **changes)
    for name in ("on_request", "on_response"):
        if problem := _rules.uncallable(getattr(changed, name), blocking=blocking):
            raise ConfigurationError(f"{name}: {problem}")
    return evolve(
        changed,
        timeout=_config.seconds("timeout", changed.timeout),
        deadline=_config.seconds("deadline", changed.deadline),
        max_retries=_number("max_retries", changed.max_retries, 0, _MOST_RETRIES),
        tz_offset=_offset(changed.tz_offset),
    )


def _refuse_unknown(given: object, known: type) -> None:
    names = known.__annotations__.keys()
    unknown = [name for name in cast("dict[str, object]", given) if name not in names]
    if unknown:
        # One of them may be a misspelt key: no traceback with variables shows it.
        cast("dict[str, object]", given).clear()
        near = _difflib.get_close_matches(unknown[0], names, 1)
        meant = f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
        raise ConfigurationError(f"unknown option {unknown[0]}; {meant}")


def _number(name: str, value: object, least: int, most: int) -> int:
    amount = number(value)
    if not isinstance(amount, int) or not least <= amount <= most:
        message = f"{name} is {show(value)}; give a whole number from {least} to {most}"
        raise ConfigurationError(message)
    return amount


def _offset(value: object) -> float | None:
    hours = number(value)
    if value is not None and (hours is None or not abs(hours) <= _FARTHEST_OFFSET):
        raise ConfigurationError(
            f"tz_offset is {show(value)}; give hours east of UTC, for example -4 or 5.5, or None"
        )
    return hours


def _clock(given: object) -> Clock:
    if given is None:
        return SystemClock()
    if not offers(given, "time", "monotonic", "uniform", "sleep", "sleep_async"):
        raise ConfigurationError(
            f"clock is {show(given)}; give what has the methods of a clock, or None"
        )
    return cast("Clock", given)


def _check_network(http_client: object, transport: object, *, blocking: bool) -> None:
    if http_client is not None and transport is not None:
        raise ConfigurationError("http_client and transport are two ways to say the same; give one")
    if http_client is not None and not is_http_client(http_client, blocking=blocking):
        wanted = "an httpx.Client" if blocking else "an httpx.AsyncClient"
        raise ConfigurationError(f"http_client is {show(http_client)}; give {wanted}")
    method = "handle_request" if blocking else "handle_async_request"
    if transport is not None and not offers(transport, method):
        wanted = "an httpx transport" if blocking else "an asynchronous httpx transport"
        raise ConfigurationError(f"transport is {show(transport)}; give {wanted}")
