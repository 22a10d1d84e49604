"""Valid requests, written out from the contract and from what is known of the server."""

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from itertools import product
from typing import Any, Final, TypeAlias

from attrs import frozen

from close_contract.document import Contract, Operation, Schema
from close_contract.known import Known

Body: TypeAlias = dict[str, Any]

_SENDER: Final = "john@salesteam.example"
_TEXTS: Final[Mapping[str, str]] = {
    "sender_name": "John Doe",
    "sender_email": _SENDER,
    "sender": _SENDER,
}
_BY_TYPE: Final[Mapping[str, Any]] = {"string": "x", "boolean": False, "integer": 1, "number": 1}
"""No flag is false by itself, so one that is sent as false must have been read."""


@frozen
class Samples:
    """Valid values for the parameters and the body of one operation, and bodies made of them."""

    contract: Contract
    known: Known
    operation: Operation

    @property
    def path(self) -> dict[str, Any]:
        """The id in the path, if there is one that is known."""
        known = self.known.by_name(self.operation)
        return {name: known[name] for name in ("id",) if name in known}

    @property
    def query(self) -> dict[str, Any]:
        """The parameters of which at least one has to be given; all other are optional."""
        known = self.known.by_name(self.operation)
        return {name: known[name] for name in self.operation.at_least_one_of}

    @property
    def forms(self) -> list[Schema]:
        """The forms of the body; none without a body."""
        return [] if self.operation.body is None else self.contract.forms(self.operation.body)

    @cached_property
    def smallest(self) -> Body | None:
        """The body with the fewest members, if there is one."""
        return min(map(self.least, self.forms), key=len, default=None)

    @cached_property
    def widest(self) -> Body | None:
        """The body with the most members, if there is one."""
        return max(map(self.full, self.forms), key=len, default=None)

    def least(self, form: Schema) -> Body:
        """Return the body with the members that one form of it requires, and no other.

        Of a form that requires any of its members but none in particular, the first is taken.
        """
        names = form.get("required", ())
        if not names and form.get("minProperties"):
            names = [*form["properties"]][:1]
        return {name: self._member(form, name) for name in names}

    def full(self, form: Schema) -> Body:
        """Return the body with all members that one form of it knows."""
        return {name: self._member(form, name) for name in form.get("properties", {})}

    @cached_property
    def conditional(self) -> list[str]:
        """The members of the body that some forms require and others do not."""
        asked = [{*form.get("required", ())} for form in self.forms]
        return [
            n
            for n in _members(self.forms)
            if any(n in a for a in asked) and not all(n in a for a in asked)
        ]

    def conditions(self) -> Iterator[Body]:
        """Yield bodies that try what some forms require and others do not; none with one form.

        For every value of the member that tells the forms apart, such members are mixed in every
        way: absent, null and given. All others are tried one at a time.
        """
        forms = self.forms if len(self.forms) > 1 else []
        mixed = self.conditional if forms else []
        members = _members(forms)
        for form in one_of_each_type(forms):
            yield from self._mixtures(form, members, mixed)
            for name in sorted(members.keys() - {*mixed}):
                yield from self._mixtures(form, members, [name])

    def grid(self) -> Iterator[Body]:
        """Yield every form of the body with its members absent, null and given.

        Members that the forms treat differently are mixed in every way, and so are those that all
        forms treat alike; while one group is mixed, the other is as small as the form allows.
        """
        forms = self.forms
        members = _members(forms)
        roles = {
            n: {(n in f["properties"], n in f.get("required", ())) for f in forms} for n in members
        }
        alike = [name for name in members if len(roles[name]) == 1]
        different = [name for name in members if len(roles[name]) > 1]
        for form in forms:
            yield from self._mixtures(form, members, alike)
            yield from self._mixtures(form, members, different)

    def _mixtures(
        self, form: Schema, members: Mapping[str, Schema], names: Collection[str]
    ) -> Iterator[Body]:
        """Yield the smallest body of a form with some members absent, null and given."""
        fixed = {name: value for name, value in self.least(form).items() if name not in names}
        states: list[list[Body]] = [
            [{}, {name: None}, {name: self._given(form, members, name)}] for name in names
        ]
        for mixture in product(*states):
            yield {**fixed, **{name: part[name] for part in mixture for name in part}}

    def _given(self, form: Schema, members: Mapping[str, Schema], name: str) -> Any:
        """Return a value of a member that this form may not have, but another has."""
        return self._value(name, members[name], self._known(form))

    def _member(self, form: Schema, name: str) -> Any:
        return self._value(name, form["properties"][name], self._known(form))

    def _known(self, form: Schema) -> Mapping[str, Any]:
        edit = form.get("properties", {}).get("type", {}).get("const")
        return {**_TEXTS, **self.known.by_name(self.operation, edit)}

    def _value(self, name: str, schema: Schema, known: Mapping[str, Any]) -> Any:
        """Return a value of the member `name` that fits its schema.

        Members of members have dotted names (`steps.id`); most are known by the last part alone.
        """
        for key in name, name.rpartition(".")[2]:
            if key in known and self.contract.validator(schema).is_valid(known[key]):
                return known[key]
        schema = self.contract.forms(schema)[0]
        schema = self.contract.resolved(schema["anyOf"][0]) if "anyOf" in schema else schema
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return schema["enum"][0]
        if schema["type"] == "array":
            return [self._value(name, schema["items"], known)]
        if schema["type"] == "object":
            members = schema.get("properties", {})
            return {key: self._value(f"{name}.{key}", members[key], known) for key in members}
        return _BY_TYPE[schema["type"]]


def _members(forms: list[Schema]) -> dict[str, Schema]:
    """Return the members of all forms but the one that tells the forms apart."""
    members = {name: schema for form in forms for name, schema in form["properties"].items()}
    return {name: schema for name, schema in members.items() if "const" not in schema}


def one_of_each_type(forms: list[Schema]) -> list[Schema]:
    """Return the first form for every value of the member that tells forms apart."""
    firsts: dict[str, Schema] = {}
    for form in forms:
        constants = [member["const"] for member in form["properties"].values() if "const" in member]
        firsts.setdefault(repr(constants), form)
    return [*firsts.values()]
