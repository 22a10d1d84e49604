"""The four kinds of bulk action: where each lives and what it is made of, as the contract says."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, Final, Literal

from close_bulk import _contract
from close_bulk._endpoints import Endpoint
from close_bulk._json import show, text
from close_bulk._schemas import id_prefix, misfit
from close_bulk.errors import InvalidRequest, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from close_api_client import models
    from close_bulk._contract import Schema

    ActionData = (
        models.BulkSequenceSubscriptionAction
        | models.BulkEmailAction
        | models.BulkEditAction
        | models.BulkDeleteAction
    )

KindName = Literal["sequence_subscription", "email", "edit", "delete"]
_TELLING: Final = {
    "sequence_subscription": "action_type, sequence_id, ",
    "email": "template_id, ",
    "edit": "type, lead_status_id, custom_field_name, ",
    "delete": "",
}


class Kind:
    """One kind of bulk action.

    What the contract says of it is read when it is first asked for.
    """

    def __init__(self, name: KindName) -> None:
        self.name: KindName = name
        path = f"/bulk_action/{name}/"
        self.start = Endpoint("post", path)
        self.list = Endpoint("get", path)
        self.read = Endpoint("get", f"{path}{{id}}/")
        self.change = Endpoint("put", f"{path}{{id}}/")

    @cached_property
    def discriminator(self) -> str | None:
        """The member of the body that names the action type; None where there is but one."""
        named: dict[str, str] = _contract.resolve(self.start.body).get("discriminator", {})
        return named.get("propertyName")

    @cached_property
    def bodies(self) -> Mapping[str, Schema]:
        """The reference to the request body of each action type, in the contract's order."""
        if self.discriminator is None:
            return {self.name: self.start.body}
        mapping: dict[str, str] = _contract.resolve(self.start.body)["discriminator"]["mapping"]
        return {action_type: {"$ref": ref} for action_type, ref in mapping.items()}

    @cached_property
    def id_schema(self) -> Schema:
        """What an id of this kind looks like."""
        return self.read.parameter("id")

    def is_id(self, value: object) -> bool:
        """Tell whether ``value`` is an id of this kind."""
        return misfit(self.id_schema, value) is None

    @property
    def look(self) -> str:
        """How to find out whether a start arrived whose answer was lost."""
        return (
            f"close.bulk.list({self.name!r}) has it if it did; compare date_created, "
            f"{_TELLING[self.name]}results_limit and s_query of its .data"
        )


KINDS: Final[Mapping[str, Kind]] = {
    name: Kind(name) for name in ("sequence_subscription", "email", "edit", "delete")
}
"""By name."""


@cache
def action_types() -> Mapping[str, Kind]:
    """Give the kind of each action type: the names of what `close.bulk` can start."""
    return {action_type: kind for kind in KINDS.values() for action_type in kind.bodies}


def of_id(value: object) -> Kind:
    """Find the kind of an id by how it begins.

    Raises:
        InvalidRequest: It is no id of a bulk action.
    """
    prefixes = {id_prefix(kind.id_schema): kind for kind in KINDS.values()}
    if isinstance(value, str):
        for prefix, kind in prefixes.items():
            if str.startswith(value, prefix):
                return kind
        wanted = ", ".join(prefixes)
        message = f"{show(value)} is no id of a bulk action: those begin with {wanted}"
    else:
        message = f"{show(value)} is not a string"
    raise InvalidRequest("the bulk action was not read", (Problem("id", "invalid", message),))


def of_data(data: ActionData) -> Kind:
    """Find the kind of a bulk action as read."""
    return next(kind for kind in KINDS.values() if isinstance(data, kind.read.answer))


def named(value: object) -> Kind:
    """Find a kind by its name.

    Raises:
        InvalidRequest: There is no such kind.
    """
    name = text(value)
    if name is not None and name in KINDS:
        return KINDS[name]
    message = f"{show(value)} is not one of {', '.join(KINDS)}"
    raise InvalidRequest("the list was not read", (Problem("kind", "invalid", message),))
