"""The bodies of requests, as they are sent, and of successes, as they are read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, cast

from attrs import frozen

from close_bulk._building import builder, check_containers
from close_bulk._json import show

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from close_bulk._endpoints import Endpoint
    from close_bulk._projection import Projection


@frozen(eq=False)
class Verbatim:
    """A request's body that was checked against the contract, as the generated endpoints take one.

    What was checked and shown is what is sent: no model stands between that could change it.
    """

    members: Mapping[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """Give the body, as the generated models do."""
        return dict(self.members)


UNREADABLE: Final = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What readers raise over a body that they do not expect."""


def unread(error: Exception) -> str:
    """Say why a body could not be read, by what its reader raised."""
    if isinstance(error, json.JSONDecodeError):
        return f"it is no JSON ({error})"
    return f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)


def as_model(endpoint: Endpoint, needed: Sequence[str] = ()) -> Callable[[bytes], Any]:
    """Give the reader of the generated model of an endpoint's answer.

    Args:
        endpoint: Which.
        needed: Members that have to be there, though most callers can do without.
    """
    build = cast("Any", endpoint.answer).from_dict

    def read(body: bytes) -> Any:
        document = json.loads(body)
        check_containers(endpoint.answer_schema, document)
        missing = [name for name in needed if document.get(name) is None]
        if missing:
            raise ValueError(f"{missing[0]} is missing")
        return build(document)

    read.__name__ = endpoint.answer.__name__
    return read


def as_nothing(_: bytes) -> None:
    """Read an answer whose body says nothing, such as that to a deletion."""


@frozen(eq=False)
class Page:
    """A page of a list."""

    ids: list[Any]
    """As the service says them; strings, unless something is wrong."""
    items: list[Any]
    has_more: bool
    cursor: Any = None
    """As the service says it; text, unless something is wrong."""


def odd_marks(ids: list[Any], cursor: object) -> str | None:
    """Object to a page whose items cannot be told apart, or whose cursor cannot be sent back.

    Args:
        ids: What the service says are the ids of its items.
        cursor: What it says leads to the next page; None if it says that there is none.
    """
    if not all(isinstance(id_, str) and id_ for id_ in ids):
        return "an item has no usable id"
    if cursor is not None and not (isinstance(cursor, str) and cursor.isascii()):
        return f"its cursor is no text that can be sent back: {show(cursor)}"
    return None


def as_page(endpoint: Endpoint, projection: Projection | None) -> Callable[[bytes], Page]:
    """Give the reader of the pages of a list.

    Args:
        endpoint: The list.
        projection: Which fields of each item; None for generated models.
    """
    build = projection.pick if projection else builder(endpoint.item, endpoint.item_schema)

    def read(body: bytes) -> Page:
        document = json.loads(body)
        data = cast("object", document["data"])
        # Small lists have been seen without `has_more`.
        more, cursor = document.get("has_more", False), document.get("cursor_next")
        if not isinstance(data, list) or not isinstance(more, bool):
            raise TypeError("data is no list, or has_more no truth value")
        items = cast("list[dict[str, Any]]", data)
        return Page(
            [item.get("id") for item in items], [build(item) for item in items], more, cursor
        )

    read.__name__ = endpoint.answer.__name__
    return read
