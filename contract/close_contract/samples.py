"""Valid requests, written out from the contract and from what is known of the server."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, Final, TypeAlias

from attrs import define, field

from close_contract.document import Contract, Operation, Schema
from close_contract.known import Known

Body: TypeAlias = dict[str, Any]

_TEXTS: Final[Mapping[str, str]] = {
    "sender_name": "John Doe",
    "sender_email": "john@salesteam.example",
}
_BY_TYPE: Final[Mapping[str, Any]] = {"string": "x", "boolean": True, "integer": 1, "object": {}}


@define
class Samples:
    """A valid value for every member, and requests put together from them."""

    contract: Contract
    known: Known
    _values: Mapping[str, Any] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Known values come before invented ones."""
        self._values = {**_TEXTS, **self.known.by_name()}

    def value(self, name: str, schema: Schema) -> Any:
        """Return a value of the member `name` that fits its schema."""
        schema = self.contract.forms(schema)[0]
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return schema["enum"][0]
        return self._values.get(name, _BY_TYPE.get(schema["type"], []))

    def least(self, form: Schema) -> Body:
        """Return the body with the members that one form of it requires, and no other."""
        return {name: self.value(name, form["properties"][name]) for name in form["required"]}

    def full(self, form: Schema) -> Body:
        """Return the body with all members that one form of it knows."""
        return {
            name: self.value(name, member) for name, member in form.get("properties", {}).items()
        }

    def request(self, operation: Operation) -> tuple[dict[str, Any], Body | None]:
        """Return known parameters and the smallest body of an operation."""
        known = {n: self._values[n] for n in operation.parameters if n in self._values}
        if operation.body is None:
            return known, None
        forms = self.contract.forms(operation.body)
        return known, self.least(min(forms, key=lambda form: len(form["required"])))

    def single_changes(self, schema: Schema) -> Iterator[Body]:
        """Yield the smallest body of every form with one member absent, null or given."""
        members = self._members(self.contract.forms(schema))
        for form in self.contract.forms(schema):
            least = self.least(form)
            for name, member in members.items():
                rest = {key: value for key, value in least.items() if key != name}
                yield rest
                yield {**rest, name: None}
                yield {**rest, name: self.value(name, member)}

    def grid(self, schema: Schema) -> Iterator[Body]:
        """Yield every form of a body with its members absent, null and given.

        Members that the forms treat differently are mixed in every way, and so are those that all
        forms treat alike; while one group is mixed, the other is as small as the form allows.
        """
        forms = self.contract.forms(schema)
        alike, different = self._groups(forms)
        for form in forms:
            yield from self._mixed(form, alike)
            yield from self._mixed(form, different)

    def _groups(self, forms: list[Schema]) -> tuple[dict[str, Schema], dict[str, Schema]]:
        alike: dict[str, Schema] = {}
        different: dict[str, Schema] = {}
        for name, schema in self._members(forms).items():
            roles = {(name in form["properties"], name in form["required"]) for form in forms}
            (alike if len(roles) == 1 else different)[name] = schema
        return alike, different

    @staticmethod
    def _members(forms: list[Schema]) -> dict[str, Schema]:
        """Return the members of all forms but the one that tells the forms apart."""
        members = {n: schema for form in forms for n, schema in form["properties"].items()}
        return {name: schema for name, schema in members.items() if "const" not in schema}

    def _mixed(self, form: Schema, members: Mapping[str, Schema]) -> Iterator[Body]:
        fixed = {name: value for name, value in self.least(form).items() if name not in members}
        states: list[list[Body]] = [
            [{}, {name: None}, {name: self.value(name, schema)}] for name, schema in members.items()
        ]
        for mixture in product(*states):
            yield {**fixed, **{name: part[name] for part in mixture for name in part}}
