"""Generated requests that mean something to the server under test.

A schema can say what an id looks like, but not which ones exist. Wherever a generated value fits
its schema, the known one takes its place; whatever violates the schema stays as it is. So valid
requests can be accepted, and invalid ones are refused for their one fault and not for an unknown
id beside it. This changes no request from valid to invalid or back.
"""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, TypeAlias

from attrs import define, field, frozen

from close_contract.document import Contract, Operation, Schema
from close_contract.fuzzer import Case, HookContext, Response, json_of
from close_contract.known import Known

Replace: TypeAlias = Callable[[Any], Any]


@frozen
class Replacements:
    """What takes the place of an operation's parameters and of its body's members, by name.

    `filter` is added to the query unless one of `filters` is there already.
    """

    parameters: Mapping[str, Replace]
    members: Mapping[str, Replace]
    filters: tuple[str, ...]
    filter: Mapping[str, str]

    def apply(self, case: Case) -> None:
        """Put known values into a case."""
        case.path_parameters = _replaced(case.path_parameters, self.parameters)
        query = _replaced(case.query, self.parameters)
        narrowed = any(name in query for name in self.filters)
        case.query = query if narrowed else {**query, **self.filter}
        if isinstance(case.body, dict):
            case.body = _replaced(case.body, self.members)


@define
class Values:
    """The hooks of schemathesis that put known values into the cases for one server.

    Ids that the server itself has answered exist as well; they stay in the path.
    """

    contract: Contract
    known: Known
    _answered: set[str] = field(factory=set[str], init=False)
    _by_label: Mapping[str, Replacements] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Prepare the replacements of every operation."""
        operations = self.contract.operations()
        self._by_label = {each.label: self._replacements(each) for each in operations}

    def map_case(self, _: HookContext, case: Case) -> Case:
        """Put known values in place of generated ones that fit their schema."""
        self._by_label[case.operation.label].apply(case)
        return case

    def before_add_examples(self, context: HookContext, examples: list[Case]) -> None:
        """Do the same to the cases of the examples phase, which `map_case` does not reach."""
        examples[:] = [self.map_case(context, case) for case in examples]

    def after_call(self, _: HookContext, case: Case, response: Response) -> None:  # noqa: ARG002
        """Learn the id of an object that the server has answered."""
        if response.status_code != HTTPStatus.OK:
            return
        try:
            self._answered.add(json_of(response)["id"])
        except (ValueError, TypeError, LookupError):
            return

    def _replacements(self, operation: Operation) -> Replacements:
        parameters = {name: [schema] for name, schema in operation.parameters.items()}
        members = self.contract.members(operation.body or {})
        known = self.known.by_name()
        return Replacements(
            parameters=self._replacers(parameters),
            members=self._replacers(members),
            filters=operation.at_least_one_of,
            filter={name: known[name] for name in operation.at_least_one_of[:1]},
        )

    def _replacers(self, schemas: Mapping[str, list[Schema]]) -> Mapping[str, Replace]:
        known = self.known.by_name()
        return {
            name: self._replacer(self.contract.validator(*alternatives).is_valid, known[name])
            for name, alternatives in schemas.items()
            if name in known
        }

    def _replacer(self, fits: Callable[[Any], bool], value: Any) -> Replace:
        """Null and the empty list mean "none", which every server understands."""

        def replace(given: Any) -> Any:
            if given is None or given == [] or not fits(given):
                return given
            answered = isinstance(given, str) and given in self._answered
            return given if answered else value

        return replace


def _replaced(given: Mapping[str, Any], replacers: Mapping[str, Replace]) -> dict[str, Any]:
    return {
        name: replacers[name](value) if name in replacers else value
        for name, value in given.items()
    }
