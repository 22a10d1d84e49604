"""What a request for a bulk action of any kind may and must say.

Refusing unexpected fields, a missing `s_query` and ids of things that do not exist is the
emulator's own strictness.
"""

from collections.abc import Mapping
from typing import Any, Final

from attrs import evolve, frozen

from close_emulator.forms import Form, Reader, body_fields, one_of, or_none
from close_emulator.place import Place
from close_emulator.query import compile_query
from close_emulator.scope import Scope
from close_emulator.selection import read_sort
from close_emulator.wire import Json

SELECTS: Final = ("lead",)
_REQUIRED: Final = ("s_query",)
_OPTIONAL: Final = ("results_limit", "sort", "send_done_email")


@frozen
class Rule:
    """Which fields a request must and may have beside those of every bulk action.

    Of each group in `exactly_one_of` one field must be there and no other.
    """

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    exactly_one_of: tuple[tuple[str, ...], ...] = ()

    def form(self, readers: Mapping[str, Reader], otherwise: str = "Unexpected field.") -> Form:
        """Return the form that reads such a request."""
        either = [name for group in self.exactly_one_of for name in group]
        names = (*_REQUIRED, *_OPTIONAL, *self.required, *self.optional, *either)
        return Form(
            {name: readers[name] for name in names},
            (*_REQUIRED, *self.required),
            otherwise,
            self.exactly_one_of,
        )


def read_body(body: Json, readers: Mapping[str, Reader], rule: Rule) -> dict[str, Any]:
    """Return the fields of a request.

    Raises:
        Refusal: 400 that names every field that is missing, unexpected or wrong.
    """
    return rule.form(readers).read(body_fields(body))


def read_typed_body(
    body: Json, readers: Mapping[str, Reader], selector: str, rules: Mapping[str, Rule]
) -> dict[str, Any]:
    """Return the fields of a request whose field `selector` says which rule it follows.

    Raises:
        Refusal: 400 that names every field that is missing, unexpected or wrong.
    """
    given = body_fields(body)
    readers = {**readers, selector: one_of(*rules)}
    chosen = given[selector].value if selector in given else None
    if not isinstance(chosen, str) or chosen not in rules:
        return Form(readers, (selector, *_REQUIRED)).read(given)
    rule = evolve(rules[chosen], required=(selector, *rules[chosen].required))
    return rule.form(readers, f"Unexpected field for the {selector} {chosen}.").read(given)


def common_readers(scope: Scope) -> dict[str, Reader]:
    """Return the readers of what every bulk action takes."""
    return {
        "s_query": _checked(lambda place: compile_query(place, scope)),
        "results_limit": or_none(lambda place: place.whole(1)),
        "sort": _checked(lambda place: read_sort(place, scope)),
        "send_done_email": Place.flag,
    }


def _checked(compile_it: Reader) -> Reader:
    """Return a reader that keeps the JSON as it is, once it has been understood."""

    def read(place: Place) -> Json:
        compile_it(place)
        return place.value

    return read


def read_address(place: Place) -> str:
    """Return an e-mail address: one `@`, something on either side, no white space.

    Raises:
        Misfit: it is none.
    """
    text = place.text()
    name, at, host = text.partition("@")
    if not (name and at and host) or "@" in host or set(text) & set(" \t\r\n"):
        place.refuse("Input should be an e-mail address.")
    return text
