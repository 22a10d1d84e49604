"""The parts of a client, such as `close.sequences`, each made when it is first used."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Generic, Self, TypeVar, overload

Made = TypeVar("Made")


class Part(Generic[Made]):
    """A part of a client: a program pays only for those that it uses."""

    def __init__(self, home: str, name: str) -> None:
        """Say which class it is.

        Args:
            home: The module, below this package.
            name: The class, which is made from the client's session.
        """
        self._home = home
        self._name = name

    def __set_name__(self, owner: type, attribute: str) -> None:
        self._attribute = attribute

    @overload
    def __get__(self, client: None, owner: type) -> Self: ...
    @overload
    def __get__(self, client: object, owner: type) -> Made: ...
    def __get__(self, client: Any, owner: type) -> Self | Made:
        if client is None:
            return self
        kind: Any = getattr(import_module(f"close_bulk.{self._home}"), self._name)
        made: Made = kind(vars(client)["_session"])
        # The next access finds it before it comes here.
        vars(client)[self._attribute] = made
        return made
