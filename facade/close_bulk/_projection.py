"""`fields=[...]`: some members of an answer, as plain mappings."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, cast

from attrs import frozen

from close_bulk import _contract
from close_bulk._json import NotJsonError, plain, show
from close_bulk.errors import InvalidRequest, Problem

if TYPE_CHECKING:
    from close_bulk._endpoints import Endpoint


@frozen
class Projection:
    """Which members are wanted, in this order."""

    names: tuple[str, ...]
    is_sent: bool
    """Whether the service can be asked for them only; otherwise they are picked here."""

    @property
    def arguments(self) -> dict[str, Any]:
        """Arguments of the generated endpoint; the id is always asked for, to tell items apart."""
        return {"fields": ",".join(dict.fromkeys((*self.names, "id")))} if self.is_sent else {}

    def pick(self, item: Mapping[str, Any]) -> dict[str, Any]:
        """Give exactly the wanted members; None for one that the service has left out."""
        return {name: item.get(name) for name in self.names}

    def read(self, body: bytes) -> dict[str, Any]:
        """Read an answer that is one object."""
        document: Any = json.loads(body)
        if not isinstance(document, Mapping):
            raise TypeError("not an object")
        return self.pick(cast("Mapping[str, Any]", document))


def choose(endpoint: Endpoint, fields: Sequence[str] | None) -> Projection | None:
    """Check names of fields against what the contract says an endpoint answers; None for all of them.

    Args:
        endpoint: A list or one object.
        fields: The wire's names.

    Raises:
        InvalidRequest: One of them is no field of the answer; nothing was sent.
    """
    if fields is None:
        return None
    known = list(_contract.resolve(endpoint.item_schema)["properties"])
    try:
        names: object = plain(fields)
    except NotJsonError:
        names = None
    problems = tuple(Problem("fields", "invalid", text) for text in _wrong(names, fields, known))
    if problems:
        raise InvalidRequest(f"{endpoint.method.upper()} {endpoint.path} was not sent", problems)
    return Projection(tuple(dict.fromkeys(cast("list[str]", names))), endpoint.takes("_fields"))


def _wrong(names: object, given: object, known: Sequence[str]) -> list[str]:
    if not isinstance(names, list):
        return [f"{show(given)} is not a list of names; write for example fields=[{known[0]!r}]"]
    if not names:
        return ["name at least one, or leave fields out for all"]
    return [_unknown(name, known) for name in cast("list[object]", names) if name not in known]


def _unknown(name: object, known: Sequence[str]) -> str:
    if not isinstance(name, str):
        return f"{show(name)} is not the name of a field: a name is a string"
    near = get_close_matches(name, known, 1)
    meant = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
    return f"{show(name)} is no field of the answer; {meant}"
