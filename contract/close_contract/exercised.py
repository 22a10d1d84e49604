"""Which parts of the request schemas were sent in valid requests, and which of these were accepted.

A part is a parameter, a member, an alternative (`oneOf`, `anyOf`) or a listed value; its name is its
clause. The validator itself tells which parts a body was judged by.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final
from urllib.parse import parse_qs

from attrs import define, field, frozen

from close_contract.bench import read_json
from close_contract.document import contract
from close_contract.report import Seen
from close_contract.status import is_accepted
from close_contract.traffic.compiled import Checker, Compiled, Parameter, Schemas, escaped, place_of
from close_contract.traffic.messages import Request
from close_contract.traffic.router import Router

_FORMS: Final = ("oneOf", "anyOf")
_WITHIN: Final = ("items", "then", "else")


@frozen
class Part:
    """A part of a request: its operation, its clause in the contract, and what it is."""

    operation: str
    clause: str
    what: str = field(default="", eq=False)


@define
class Exercised:
    """Counts the parts of the requests that it is shown; `base_path` is where the API begins."""

    base_path: str
    sent: Counter[Part] = field(factory=Counter[Part])
    accepted: Counter[Part] = field(factory=Counter[Part])
    _schemas: Schemas = field(init=False)
    _operations: Mapping[str, Compiled] = field(init=False)
    _router: Router = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Find the operations."""
        self._schemas = Schemas(contract())
        compiled = [self._schemas.compiled(each) for each in contract().operations()]
        self._operations = {each.operation.label: each for each in compiled}
        self._router = Router(compiled)

    def add(self, seen: Seen) -> None:
        """Count the parts of a request, if all of it is valid."""
        request = seen.request
        route = self._router.find(request.path.removeprefix(self.base_path))
        known = None if route is None else route.methods.get(request.method)
        if known is None or route is None:
            return
        given = [*_given(known, request, route.values)]
        body = self._of_body(known, request.body)
        if body is None or not all(each.fits(text) for each, text in given):
            return
        clauses = {*body, *(c for each, text in given for c in _of_parameter(each, text))}
        parts = [Part(known.operation.label, clause) for clause in clauses]
        self.sent.update(parts)
        if is_accepted(seen.response.status):
            self.accepted.update(parts)

    def parts(self, operations: Iterable[str]) -> list[Part]:
        """Return all parts that operations have, in the order of the contract."""
        return [
            Part(label, clause, what)
            for label in operations
            for clause, what in self._parts(self._operations[label]).items()
        ]

    def _parts(self, known: Compiled) -> dict[str, str]:
        found: dict[str, str] = {}
        for each in known.parameters.values():
            found[each.checker.clause.removesuffix("/schema")] = f"{each.place} {each.name}"
            found.update(_listed(each.checker.clause, each.schema))
        if known.body is not None:
            found.update(self._below(known.body.clause, set()))
        return found

    def _below(self, clause: str, walked: set[str]) -> Iterator[tuple[str, str]]:
        clause, node = self._schemas.find(clause)
        if clause in walked:
            return
        walked.add(clause)
        yield from _listed(clause, node)
        for name in node.get("properties", {}):
            place = f"{clause}/properties/{escaped(name)}"
            yield place, f"member {name}"
            yield from self._below(place, walked)
        for key in (*_FORMS, "allOf"):
            for n in range(len(node.get(key, ()))):
                if key in _FORMS:
                    yield f"{clause}/{key}/{n}", f"form {n + 1}{_name(node[key][n])}"
                yield from self._below(f"{clause}/{key}/{n}", walked)
        for key in _WITHIN:
            if key in node:
                yield from self._below(f"{clause}/{key}", walked)

    def _of_body(self, known: Compiled, body: bytes) -> set[str] | None:
        """Return the clauses that a body was judged by, None if it is not valid."""
        if known.body is None:
            return None if body else set()
        return _clauses(known.body, read_json(body))


def _clauses(checker: Checker, value: Any) -> set[str] | None:
    try:
        # Much faster than an evaluation, and most of what is sent is invalid.
        if not checker.validator.is_valid(value):
            return None
        evaluated = checker.validator.evaluate(value)
    except (ValueError, TypeError):
        return None
    found: set[str] = set()
    for each in evaluated.list()["details"]:
        clause = _place(each.get("schemaLocation"))
        found.add(clause)
        if clause.endswith("/enum"):
            # To be told by its value which one it is.
            found.add(f"{clause}={_at(value, each.get('instanceLocation', ''))!r}")
    return found


@cache
def _place(location: str | None) -> str:
    return place_of(location)


def _given(
    known: Compiled, request: Request, in_path: Mapping[str, str]
) -> Iterator[tuple[Parameter, str]]:
    given = {
        "path": {name: [value] for name, value in in_path.items()},
        "query": parse_qs(request.query, keep_blank_values=True),
        "header": {name: [value] for name, value in request.headers},
    }
    for (place, name), parameter in known.parameters.items():
        for text in given.get(place, {}).get(name, ()):
            yield parameter, text


def _of_parameter(parameter: Parameter, text: str) -> Iterator[str]:
    yield parameter.checker.clause.removesuffix("/schema")
    if "enum" in parameter.schema:
        yield f"{parameter.checker.clause}/enum={text!r}"


def _listed(clause: str, node: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    return ((f"{clause}/enum={value!r}", f"value {value!r}") for value in node.get("enum", ()))


def _name(form: Mapping[str, Any]) -> str:
    """Return what a form is called, or else its type."""
    name = form.get("$ref", "").rpartition("/")[2] or form.get("type", "")
    return f", {name}" if name else ""


def _at(value: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        value = value[key] if hasattr(value, "get") else value[int(key)]
    return value
