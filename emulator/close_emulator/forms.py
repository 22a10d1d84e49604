"""Reading bodies and query strings: every problem is found and named at once."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final, TypeAlias

from attrs import frozen

from close_emulator.place import Misfit, Place, Unknown
from close_emulator.refusals import invalid, not_implemented
from close_emulator.wire import Json, Pairs

Reader: TypeAlias = Callable[[Place], object]

_INTEGER: Final = re.compile("-?(?:0|[1-9][0-9]*)")
_HUGE: Final = 10**18


@frozen
class Form:
    """Which fields there may be and how each is read.

    A field without a reader is refused with the sentence in `otherwise`. Of each group in
    `exactly_one_of` one field must be there and no other.
    """

    readers: Mapping[str, Reader]
    required: Collection[str] = ()
    otherwise: str = "Unexpected field."
    exactly_one_of: Collection[Collection[str]] = ()

    def read(self, given: Mapping[str, Place]) -> dict[str, Any]:
        """Return the values by field, each as its reader returned it.

        Raises:
            Refusal: 400 that names every field which is missing, unexpected or wrong; 501 that
                names the first thing which the emulator does not know, if all is well formed.
        """
        unknown: list[str] = []
        problems = {name: "This field is required." for name in self.required if name not in given}
        for group in self.exactly_one_of:
            if sum(name in given for name in group) != 1:
                sentence = f"Exactly one of {' and '.join(group)} is required."
                problems.update(dict.fromkeys(group, sentence))
        values: dict[str, Any] = {}
        for name, place in given.items():
            try:
                values[name] = self.readers.get(name, self._unexpected)(place)
            except Misfit as misfit:
                problems[name] = str(misfit)
            except Unknown as strange:
                unknown.append(strange.within(name))
        if problems:
            raise invalid(problems)
        if unknown:
            raise not_implemented(unknown[0])
        return values

    def _unexpected(self, place: Place) -> object:
        place.refuse(self.otherwise)


def body_fields(body: Json) -> dict[str, Place]:
    """Return the fields of a request body.

    Raises:
        Refusal: 400, the body is not a JSON object.
    """
    if not isinstance(body, dict):
        raise invalid({}, "The request body must be a JSON object.")
    return {name: Place(value) for name, value in body.items()}


def query_fields(query: Pairs, names: Iterable[str]) -> dict[str, Place]:
    """Pick the parameters of these names; others are ignored (inferred)."""
    given: dict[str, list[Json]] = {}
    for name, value in query:
        given.setdefault(name, []).append(value)
    return {
        name: Place(values if len(values) > 1 else values[0])
        for name, values in given.items()
        if name in names
    }


def parameter(place: Place) -> str:
    """Return the text of a query parameter, which may be empty but not repeated."""
    if not isinstance(place.value, str):
        place.refuse("This parameter may be given only once.")
    return place.value


def integer_parameter(least: int, most: int | None = None) -> Reader:
    """Return a reader of a decimal integer between two bounds, written with ASCII digits only."""

    def read(place: Place) -> int:
        text = parameter(place)
        if not _INTEGER.fullmatch(text):
            place.refuse("Input should be a valid integer.")
        number = int(text) if len(text) <= len(str(_HUGE)) else _huge(text)
        if number < least:
            place.refuse(f"Input should be greater than or equal to {least}.")
        if most is not None and number > most:
            place.refuse(f"Input should be less than or equal to {most}.")
        return number

    return read


def _huge(text: str) -> int:
    """Return a stand-in for thousands of digits, which Python declines to convert."""
    return -_HUGE if text.startswith("-") else _HUGE


def id_of(prefix: str) -> Callable[[Place], str]:
    """Return a reader of an id such as `seq_1BTljGuCooX0nbFoPihl07`."""
    pattern = re.compile(f"{prefix}_[A-Za-z0-9]{{1,64}}")

    def read(place: Place) -> str:
        text = place.text()
        if not pattern.fullmatch(text):
            place.refuse(f"Input should be an id that starts with {prefix}_.")
        return text

    return read


def existing(prefix: str, known: Collection[str]) -> Callable[[Place], str]:
    """Return a reader of the id of something that exists."""
    read_id = id_of(prefix)

    def read(place: Place) -> str:
        text = read_id(place)
        return text if text in known else place.refuse("There is no such object.")

    return read


def one_of(*choices: str) -> Reader:
    """Return a reader of one word out of a few."""
    return lambda place: place.choose(dict(zip(choices, choices, strict=True)))


def or_none(reader: Reader) -> Reader:
    """Return a reader that takes null as well."""
    return lambda place: None if place.value is None else reader(place)
