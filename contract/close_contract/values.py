"""Generated requests that mean something to the server under test.

A schema can say what an id looks like, but not which ones exist. Wherever a generated value fits
its schema, the known one takes its place; whatever violates the schema stays as it is. So valid
requests can be accepted, and invalid ones are refused for their one fault and not for an unknown
id beside it. This changes no request from valid to invalid or back.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from attrs import define, field, frozen

from close_contract.document import Contract, Operation, Schema
from close_contract.fuzzer import (
    Case,
    HookContext,
    Response,
    is_covering,
    is_invalid,
    json_of,
    key_of,
    members_of,
)
from close_contract.known import Known
from close_contract.rules import NOTHING
from close_contract.status import is_accepted

_CURSORS: Final = ("cursor_next", "cursor_previous")
_WHOLE: Final = frozenset({"query", "s_query", "sort"})
"""Known as a whole; nothing in them is known by itself."""


@frozen
class Place:
    """A parameter or member: the name it is known by, what fits it, and what is below it."""

    name: str
    fits: Callable[[Any], bool]
    members: "Mapping[str, Place]"

    def known_in(self, known: Mapping[str, Any]) -> Any:
        """Return the known value, by the full name or else its last part, or NOTHING."""
        return known.get(self.name, known.get(self.name.rpartition(".")[2], NOTHING))


Places: TypeAlias = Mapping[str, Place]


@define
class Values:
    """The hooks of schemathesis that put known values into the cases for one server.

    Ids that the server itself has answered exist as well, until they are deleted; they stay in the
    path. Not in bodies: what was made within another object may go with that.
    """

    contract: Contract
    known: Known
    _answered: set[str] = field(factory=set[str], init=False)
    _cursor: dict[str, str] = field(factory=dict[str, str], init=False)
    _sent: set[str] = field(factory=set[str], init=False)
    _filled_in: Case | None = field(default=None, init=False)
    _operations: Mapping[str, Operation] = field(init=False)
    _first_alike: Mapping[str, str] = field(init=False)
    _parameters: Mapping[str, Places] = field(init=False)
    _bodies: Mapping[str, Places] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Find the places of every operation."""
        self._operations = {each.label: each for each in self.contract.operations()}
        self._first_alike = {
            kind: first
            for each in self._operations.values()
            for kind, first in self.contract.first_alike(each.body or {}, "type").items()
        }
        self._parameters = {
            label: self._places({name: [schema] for name, schema in each.parameters.items()})
            for label, each in self._operations.items()
        }
        self._bodies = {
            label: self._below(each.body or {}) for label, each in self._operations.items()
        }

    def map_case(self, _: HookContext, case: Case) -> Case:
        """Put known values in place of generated ones that fit their schema."""
        if case is self._filled_in:
            return case
        operation = self._operations[case.operation.label]
        members = members_of(case)
        known = self.known.by_name(operation, (members or {}).get("type"))
        known = {**known, **self._cursor}
        parameters = self._parameters[operation.label]
        given = case.path_parameters.items()
        answered = {k: v for k, v in given if isinstance(v, str) and v in self._answered}
        path = {**self._filled(case.path_parameters, parameters, known), **answered}
        query = self._filled(case.query, parameters, known)
        filters = operation.at_least_one_of
        if not any(name in query for name in filters):
            query |= {name: known[name] for name in filters[:1]}
        # What is put in, schemathesis judges anew.
        if path != case.path_parameters:
            case.path_parameters = path
        if query != case.query:
            case.query = query
        if members is not None:
            body = self._filled(members, self._bodies[operation.label], known)
            if body != members:
                case.body = body
        return case

    def filter_case(self, context: HookContext, case: Case) -> bool:
        """Drop from the coverage phase what equals an earlier case, now that values are known.

        This comes before `map_case`, so the values are put in here already. Invalid edits are equal
        if they differ only in their types, and these have the same forms.
        """
        if not is_covering(case):
            return True
        # Asked before the values are put in, as schemathesis would judge the case anew after it.
        invalid = is_invalid(case)
        self._filled_in = self.map_case(context, case)
        members = members_of(case) if invalid else None
        key = key_of(case, self._as_first(members) if members else case.body)
        is_new = key not in self._sent
        self._sent.add(key)
        return is_new

    def before_add_examples(self, context: HookContext, examples: list[Case]) -> None:
        """Do the same to the cases of the examples phase, which `map_case` does not reach."""
        examples[:] = [self.map_case(context, case) for case in examples]

    def after_call(self, _: HookContext, case: Case, response: Response) -> None:
        """Learn the id of an object that the server has answered, and where its log goes on."""
        if not is_accepted(response.status_code):
            return
        if case.operation.method.upper() == "DELETE":
            self._answered.discard(str(case.path_parameters.get("id")))
            return
        try:
            answer = json_of(response)
            if answer.get("id") not in self.known.ids.values():
                self._answered.add(answer.get("id"))
            for cursor in filter(None, map(answer.get, _CURSORS)):
                self._cursor["_cursor"] = cursor
        except (ValueError, TypeError, AttributeError):
            return

    def _as_first(self, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the body of an edit as if it had the first type of the same forms."""
        kind = body.get("type")
        if not isinstance(kind, str) or kind not in self._first_alike:
            return body
        first = self._first_alike[kind]
        own, other = self.known.custom_field(kind), self.known.custom_field(first)
        names = [name for name in own if body.get(name) == own[name]]
        return {**body, "type": first, **{name: other[name] for name in names}}

    def _places(self, schemas: Mapping[str, list[Schema]], within: str = "") -> Places:
        return {
            name: Place(
                within + name,
                self.contract.validator(*alternatives).is_valid,
                {} if name in _WHOLE else self._below(alternatives[0], f"{within}{name}."),
            )
            for name, alternatives in schemas.items()
        }

    def _below(self, schema: Schema, within: str = "") -> Places:
        """Find the members of an object, or of the objects in an array."""
        schema = self.contract.forms(schema)[0] if within else schema
        schema = schema.get("items", schema) if within else schema
        return self._places(self.contract.members(schema), within)

    def _filled(
        self, given: Mapping[str, Any], places: Places, known: Mapping[str, Any]
    ) -> dict[str, Any]:
        return {
            name: self._value(value, places[name], known) if name in places else value
            for name, value in given.items()
        }

    def _value(self, given: Any, place: Place, known: Mapping[str, Any]) -> Any:
        """Null and the empty list mean "none", which every server understands."""
        value = place.known_in(known)
        if value is not NOTHING and given is not None and given != [] and place.fits(given):
            return value if place.fits(value) else given
        return self._within(given, place, known)

    def _within(self, given: Any, place: Place, known: Mapping[str, Any]) -> Any:
        match given:
            case dict():
                members: dict[str, Any] = {**given}
                return self._filled(members, place.members, known)
            case list():
                items: list[Any] = [*given]
                return [self._within(item, place, known) for item in items]
            case _:
                return given
