"""What the arguments of `close-contract server` stand for."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import click

from close_contract.discovery import Given
from close_contract.known import CustomField
from close_contract.server import Server, VendorsServer

KEY: Final = "CLOSE_API_KEY"
_GIVEN: Final = ("template_id", "sender_account_id", "smart_view_id", "lead_status_id")


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
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"cannot read {path}: {error}") from None
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


def read_given(path: Path | None) -> Given:
    """Return what is told about the server in a file.

    Raises:
        UsageError: the file is not as it has to be.
    """
    if path is None:
        return Given()
    try:
        told: Any = json.loads(path.read_text(encoding="utf-8"))
        return Given(
            **{name: told.get(name) for name in _GIVEN},
            custom_fields=_fields(told.get("custom_fields", {})),
            single_fields=_fields(told.get("single_fields", {})),
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise click.UsageError(f"{path} is not as --help says: {error!r}") from None


def _fields(told: Mapping[str, Any]) -> dict[str, CustomField]:
    return {
        str(kind): CustomField(str(each["id"]), str(each["name"])) for kind, each in told.items()
    }
