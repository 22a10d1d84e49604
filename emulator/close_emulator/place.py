"""A value inside a JSON document that knows where it stands, so that refusals can say it."""

from collections.abc import Mapping
from typing import Final, NoReturn, TypeVar

from attrs import frozen

from close_emulator.wire import Json

T = TypeVar("T")

MAX_DEPTH: Final = 100
_SHOWN: Final = 40


class Misfit(Exception):
    """A value that does not fit; its text says where, why, and what would."""


class Unknown(Exception):
    """A well-formed value that means something which the emulator does not know."""

    def __init__(self, what: str, path: str, hint: str) -> None:
        """Keep what is not known, where it stands, and what would be known instead."""
        super().__init__(what, path, hint)
        self._what, self._path, self._hint = what, path, hint

    def within(self, name: str) -> str:
        """Say what is not known, and where below the field of this name."""
        dot = "." if self._path and not self._path.startswith("[") else ""
        return f"{self._what} ({name}{dot}{self._path}){self._hint}"


@frozen
class Place:
    """One JSON value and its path below the field that is being read (`queries[1].type`)."""

    value: Json
    path: str = ""
    depth: int = 0

    def refuse(self, problem: str) -> NoReturn:
        """Say what is wrong here.

        Raises:
            Misfit: always.
        """
        raise Misfit(f"{self.path}: {problem}" if self.path else problem)

    def strange(self, what: str, hint: str = "") -> NoReturn:
        """Say that the emulator does not know this.

        Raises:
            Unknown: always.
        """
        raise Unknown(what, self.path, f"; {hint}" if hint else "")

    def string(self) -> str:
        """Return a string, which may be empty."""
        if not isinstance(self.value, str):
            self.refuse("Input should be a valid string.")
        return self.value

    def text(self) -> str:
        """Return a string that is not empty."""
        return self.string() or self.refuse("This field may not be blank.")

    def flag(self) -> bool:
        """Return true or false."""
        if not isinstance(self.value, bool):
            self.refuse("Input should be a valid boolean.")
        return self.value

    def number(self) -> float:
        """Return a number, whole or not."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            self.refuse("Input should be a valid number.")
        return self.value

    def whole(self, least: int, most: int | None = None) -> int:
        """Return a whole number between bounds; 1.0 is one (as in JSON Schema), true is none."""
        number = self.number()
        if number != int(number):
            self.refuse("Input should be a valid integer.")
        if number < least:
            self.refuse(f"Input should be greater than or equal to {least}.")
        if most is not None and number > most:
            self.refuse(f"Input should be less than or equal to {most}.")
        return int(number)

    def items(self) -> list["Place"]:
        """Return the values of a list."""
        if not isinstance(self.value, list):
            self.refuse("Input should be a valid list.")
        return [self._below(item, f"{self.path}[{n}]") for n, item in enumerate(self.value)]

    def some(self) -> list["Place"]:
        """Return the values of a list that is not empty."""
        return self.items() or self.refuse("This list may not be empty.")

    def members(self) -> dict[str, "Place"]:
        """Return the values of an object by their keys."""
        if not isinstance(self.value, dict):
            self.refuse("Input should be a valid object.")
        dot = "." if self.path else ""
        return {
            key: self._below(value, f"{self.path}{dot}{key}") for key, value in self.value.items()
        }

    def only(self, *keys: str) -> dict[str, "Place"]:
        """Return the values of an object that may have these keys and no other."""
        members = self.members()
        for key in members:
            if key not in keys:
                self.refuse(f"Unexpected key {shown(key)}; supported: {', '.join(keys)}.")
        return members

    def member(self, key: str) -> "Place":
        """One value of an object that must have it."""
        return self.members().get(key) or self.refuse(f"The key '{key}' is required.")

    def choose(self, table: Mapping[str, T]) -> T:
        """Return what a table holds for this string."""
        name = self.text()
        if name not in table:
            self.refuse(f"{shown(name)} is not supported; supported: {', '.join(table)}.")
        return table[name]

    def known(self, table: Mapping[str, T], what: str) -> T:
        """Return what a table holds for this string, which may name more than the table knows."""
        name = self.text()
        if name not in table:
            self.strange(f"the {what} {shown(name)}", f"it knows {', '.join(table)}")
        return table[name]

    def _below(self, value: Json, path: str) -> "Place":
        if self.depth == MAX_DEPTH:
            self.refuse("Nested too deeply.")
        return Place(value, path, self.depth + 1)


def shown(text: str) -> str:
    """Return a caller's string for a message: quoted, and no longer than a line can bear."""
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "...")
