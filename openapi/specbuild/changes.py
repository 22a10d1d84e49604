"""What a difference between two documents is: the vocabulary of the diff."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from attrs import field, frozen

if TYPE_CHECKING:
    from specbuild.documents import Json

Action: TypeAlias = Literal["added", "removed", "changed"]
Side: TypeAlias = Literal["call", "request", "answer"]
"""Who meets a place: everybody who calls, who writes a request, or who reads an answer."""
Effect: TypeAlias = Literal["narrower", "wider", "other", "none"]
"""What a change does to the set of values that are valid in its place."""

_EFFECTS: Final[dict[tuple[str, str], Effect]] = {
    ("required", "added"): "narrower",
    ("required", "removed"): "wider",
    ("value", "added"): "wider",
    ("value", "removed"): "narrower",
    ("values", "added"): "narrower",
    ("values", "removed"): "wider",
    ("null", "added"): "wider",
    ("null", "removed"): "narrower",
    ("format", "added"): "narrower",
    ("format", "removed"): "wider",
    ("bound", "added"): "narrower",
    ("bound", "removed"): "wider",
    ("pattern", "added"): "narrower",
    ("pattern", "removed"): "wider",
    ("other members", "added"): "wider",
    ("other members", "removed"): "narrower",
    ("alternative", "added"): "wider",
    ("alternative", "removed"): "narrower",
    ("alternatives", "added"): "narrower",
    ("alternatives", "removed"): "wider",
    ("discriminator", "added"): "none",
    ("deprecated", "added"): "none",
    ("deprecated", "removed"): "none",
    ("discriminator value", "added"): "wider",
    ("discriminator value", "removed"): "narrower",
    ("at least one of", "added"): "narrower",
    ("at least one of", "removed"): "wider",
}


def usual_effect(kind: str, action: Action) -> Effect:
    """Tell what a change of this kind does to the valid values, unless its place knows better."""
    return _EFFECTS.get((kind, action), "other")


def joined(path: str, inner: str) -> str:
    """Lead a path of members further inwards."""
    return f"{path}.{inner}" if path and inner and inner[0] not in "[{(" else path + inner


def arrival(*, new: bool) -> Action:
    """Name what happened to what is in one document only: the new one, or the old one."""
    return "added" if new else "removed"


def marks(**said: bool) -> frozenset[str]:
    """Name what holds of a change."""
    return frozenset(name.replace("_", " ") for name, holds in said.items() if holds)


@frozen(kw_only=True)
class Note:
    """One difference, seen from the schema, parameter, body or answer in which it is found."""

    kind: str
    action: Action
    path: str = ""
    name: str = ""
    old: Json = None
    new: Json = None
    effect: Effect = "other"
    marks: frozenset[str] = frozenset()


@frozen(order=True)
class Place:
    """Where in the API a change is met."""

    operation: str
    """Method and path, or ``API`` for what all operations share."""
    part: str
    """``request``, ``response 200``, ``parameter _limit (query)``, or nothing."""
    path: str = ""
    """Members from there inwards: ``data[].status``."""


@frozen
class Verdict:
    """Whether a change breaks an audience, by which rule, and why in one line."""

    breaks: bool
    rule: str
    reason: str


@frozen(kw_only=True)
class Change:
    """One difference with all its places, judged."""

    note: Note
    places: tuple[Place, ...]
    callers: Verdict
    parsers: Verdict
    schema: str | None = field(default=None)
    """The component that changed, if it is one and is used in more than one place."""

    @property
    def breaks(self) -> bool:
        """Whether anybody is broken."""
        return self.callers.breaks or self.parsers.breaks

    @property
    def operations(self) -> tuple[str, ...]:
        """The operations that meet the change, each once."""
        return tuple(dict.fromkeys(place.operation for place in self.places))
