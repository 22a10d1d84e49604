"""What the arguments of `close-contract server` stand for."""

import os
from pathlib import Path
from typing import Any, Final

import click

from close_contract.server import Server, VendorsServer

KEY: Final = "CLOSE_API_KEY"


class Seconds(click.ParamType[float]):
    """A time such as 60s, 90 or 2m."""

    name = "time"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the seconds."""
        if isinstance(value, float):
            return value
        text, factor = str(value), {"s": 1.0, "m": 60.0}.get(str(value)[-1:], 0.0)
        number = text[:-1] if factor else text
        if not (number.isascii() and number.isdecimal() and int(number) > 0):
            self.fail(f"{text} is no time such as 60s or 2m.", param, ctx)
        return int(number) * (factor or 1.0)


def read_key(path: Path | None) -> str:
    """Return the key, from a file or from the environment.

    Raises:
        UsageError: there is none.
    """
    try:
        key = os.environ.get(KEY, "") if path is None else path.read_text(encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"cannot read {path}: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise click.UsageError(f"{path} holds no text, and so no API key.") from None
    key = key.strip()
    if not key or not key.isascii() or not key.isprintable() or ":" in key:
        where = f"the variable {KEY}" if path is None else str(path)
        raise click.UsageError(
            f"{where} holds no API key, which is printable ASCII without a colon."
        )
    return key


def as_server(url: str, key: str, *, timeout: float, production: bool) -> Server:
    """Return the server at a base URL.

    Raises:
        UsageError: it is no base URL, or it is the vendor's and nobody has said that this is meant.
    """
    try:
        return Server(
            api_key=key, base_url=url.rstrip("/"), timeout=timeout, allow_vendor=production
        )
    except VendorsServer as error:
        hint = "If you mean it, say so with --production-which-mails-real-people."
        raise click.UsageError(f"{error} {hint}") from None
    except ValueError as error:
        raise click.UsageError(str(error)) from None
