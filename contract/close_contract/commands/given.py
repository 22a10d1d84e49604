"""The file of `--known`: what its maker knows of a server that no list of the API shows."""

import json
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

import click
from attrs import fields_dict

from close_contract.discovery import Given
from close_contract.known import CustomField

_FIELDS: Final = frozenset({"custom_fields", "single_fields"})
_EXAMPLE: Final = '{"template_id": "tmpl_..."}'
_FIELD_EXAMPLE: Final = '{"custom_field": {"id": "cf_...", "name": "Segment"}}'


def read_given(path: Path | None) -> Given:
    """Return what is told about the server in a file.

    Raises:
        UsageError: the file is not as it has to be.
    """
    if path is None:
        return Given()
    try:
        return Given(**{name: _value(name, told) for name, told in _members(path).items()})
    except ValueError as error:
        raise click.UsageError(f"--known {path}: {error}.") from None


def _members(path: Path) -> Mapping[str, Any]:
    try:
        told: Any = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}: {error.msg}"
        raise ValueError(f"it is no JSON ({where}); write an object such as {_EXAMPLE}") from None
    except UnicodeDecodeError:
        raise ValueError(f"it is no text; write an object such as {_EXAMPLE}") from None
    except OSError as error:
        raise ValueError(f"it cannot be read: {error.strerror}") from None
    match told:
        case dict():
            members: dict[str, Any] = {**told}
            return members
        case _:
            raise ValueError(f"it holds no object; write one such as {_EXAMPLE}")


def _value(name: str, told: Any) -> Any:
    known = fields_dict(Given)
    if name not in known:
        close = get_close_matches(name, known, n=1)
        hint = f"{close[0]} may be meant" if close else f"it may tell {', '.join(known)}"
        raise ValueError(f"nothing is called {name!r}; {hint}")
    if name in _FIELDS:
        return _fields(name, told)
    if told is not None and not (isinstance(told, str) and told):
        raise ValueError(f"{name} is {told!r}, but it has to be an id in quotes")
    return told


def _fields(name: str, told: Any) -> dict[str, CustomField]:
    match told:
        case dict():
            kinds: dict[str, Any] = {**told}
            return {kind: _field(name, each) for kind, each in kinds.items()}
        case _:
            raise ValueError(f"{name} is no object such as {_FIELD_EXAMPLE}")


def _field(name: str, told: Any) -> CustomField:
    match told:
        case {"id": str(field_id), "name": str(field_name)}:
            return CustomField(field_id, field_name)
        case _:
            raise ValueError(
                f"each of {name} needs an id and a name, both texts, as in {_FIELD_EXAMPLE}"
            )
