"""What is refused before a byte is sent: exactly what the contract refuses, all of it at once."""

import inspect
import json
import random
import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import jsonschema_rs
import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from close_bulk import ALL_LEADS, Bulk, InvalidRequest, _kinds, _rules, _schemas
from close_bulk._contract import document, resolve
from close_bulk._schemas import KEYWORDS, misfit
from kit import ACME, Make, World, answer, client

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).parents[1] / "data"
CONTRACT = json.loads((files("close_api_client") / "contract.json").read_text())
STRINGS = [
    *("", " ", "lead", "lead_1", "user_1", "emailacct_1", "09:00", "2026-01-01", "id"),
    *("seq_", "seq_1\n", "seq_a-b", "a@b", "@", "a@b@c", "a b@c", "x", "\u00e9"),
]
NUMBERS = [0, 1, 1.0, 1.5, -1, 7, 201, True, None]
QUERIES: list[Any] = [
    {"type": "and"},
    {"type": "or", "queries": []},
    {"queries": [ACME, {"negate": True}]},
    {"type": "x", "queries": [{"type": "y", "queries": []}]},
    {"type": "id", "value": "lead_1"},
]
LISTS: list[Any] = [[], {}, [{}], [None], ["user_1", "lead_1"], [""], {"type": "and"}]
NEAR_MISSES = [*STRINGS, *NUMBERS, *LISTS, *QUERIES]
ROOTS: dict[str, dict[str, Any]] = {
    f"{method.upper()} {path}": operation["requestBody"]["content"]["application/json"]["schema"]
    for path, operations in CONTRACT["paths"].items()
    for method, operation in operations.items()
    if isinstance(operation, dict) and "requestBody" in operation
}
ID_OF = re.compile(r"\^([a-z]+_)\[")
SAMPLES = {"@": "a@b", ":": "09:00", "{4}": "2026-01-01"}
"""A text for each pattern of the contract that is no id's, by what only that one has."""


class Maker:
    """Makes values of a schema, with a fault here and there: they lie near its border."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - test data
        self._faults = self._chance.choice([0, 1, 1, 2])

    def make(self, schema: dict[str, Any], depth: int = 0) -> Any:
        """Make a value, most likely of the schema's form."""
        schema = resolve(schema)
        if (depth and self._faults and self._chance.random() < 0.1) or depth > 8:
            self._faults -= 1
            return self._chance.choice(NEAR_MISSES)
        for name in ("anyOf", "oneOf", "allOf"):
            if name in schema and (name != "allOf" or self._chance.random() < 0.8):
                return self.make(self._chance.choice(schema[name]), depth)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self._chance.choice(schema["enum"])
        make: Any = getattr(self, f"_{schema.get('type', 'anything')}")
        return make(schema, depth)

    def _object(self, schema: dict[str, Any], depth: int) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name, rule in schema.get("properties", {}).items():
            needed = name in schema.get("required", ())
            dropped = needed and self._faults and self._chance.random() < 0.08
            self._faults -= int(dropped)
            if (needed and not dropped) or (not needed and self._chance.random() < 0.3):
                made[name] = self.make(rule, depth + 1)
        if self._faults and self._chance.random() < 0.08:
            self._faults -= 1
            made[self._chance.choice(["x", "query", "sender"])] = self._chance.choice(NEAR_MISSES)
        return made or {"x": 1} if "additionalProperties" not in schema else made

    def _array(self, schema: dict[str, Any], depth: int) -> list[Any]:
        return [
            self.make(schema["items"], depth + 1) for _ in range(self._chance.choice([1, 1, 2]))
        ]

    def _string(self, schema: dict[str, Any], _: int) -> str:
        pattern = schema.get("pattern", "")
        if found := ID_OF.match(pattern):
            return f"{found[1]}1"
        return next((text for mark, text in SAMPLES.items() if mark in pattern), "x")

    def _integer(self, schema: dict[str, Any], _: int) -> int:
        least: int = schema.get("minimum", 0)
        most: int = schema.get("maximum", 9)
        return self._chance.choice([least, most])

    def _number(self, *_: Any) -> float:
        return self._chance.choice([0, 1.5, -2])

    def _boolean(self, *_: Any) -> bool:
        return self._chance.random() < 0.5

    def _null(self, *_: Any) -> None:
        return None

    def _anything(self, *_: Any) -> Any:
        return self._chance.choice(NEAR_MISSES)


def judge(root: dict[str, Any]) -> jsonschema_rs.Draft202012Validator:
    """Make a full validator of a schema of the contract."""
    return jsonschema_rs.Draft202012Validator({**root, "components": CONTRACT["components"]})


JUDGES = {name: judge(root) for name, root in ROOTS.items()}


def accepts(root: dict[str, Any], body: dict[str, Any]) -> bool:
    """Tell whether the facade would send a body."""
    schema = resolve(root)
    branch = schema
    if "discriminator" in schema:
        named = body.get(schema["discriminator"]["propertyName"])
        mapping = schema["discriminator"]["mapping"]
        if not isinstance(named, str) or named not in mapping:
            return False
        branch = {"$ref": mapping[named]}
    try:
        return _rules.check_object("it", branch, body) == body
    except InvalidRequest:
        return False


@pytest.mark.parametrize("name", ROOTS)
def test_facade_accepts_what_the_contract_accepts(name: str) -> None:
    """Of every request body of the contract the facade accepts exactly what a full validator accepts."""
    verdicts: list[bool] = []

    @settings(max_examples=3 * settings().max_examples)
    @given(st.integers(0, 2**32))
    def holds(seed: int) -> None:
        body = Maker(seed).make(ROOTS[name])
        note(repr(body))
        verdict = JUDGES[name].is_valid(body)
        assert accepts(ROOTS[name], body) == verdict
        assert (misfit(ROOTS[name], body) is None) == verdict
        verdicts.append(verdict)

    holds()
    assert 0.05 < sum(verdicts) / len(verdicts) < 0.9, "the border is not met from both sides"


def test_every_problem_is_named_at_once(make: Make, world: World) -> None:
    """Missing, forbidden and invalid fields are all in one error, by name and in words that help."""
    close = make(api_key="emulator-key", transport=world.transport)
    with pytest.raises(InvalidRequest) as caught:
        close.bulk.subscribe(
            s_query={},
            sender_nam="John",
            sequence_id="lead_1",
            contact_preference="leed",
            results_limit=0,
            sort="desc",
            send_done_email="no",
        )
    error = caught.value
    assert error.missing == ("sender_account_id", "sender_name", "sender_email")
    assert error.forbidden == ("sender_nam",)
    assert set(error.invalid) == {
        "s_query",
        "sequence_id",
        "contact_preference",
        "results_limit",
        "sort",
        "send_done_email",
    }
    for words in (
        "ALL_LEADS",
        "did you mean sender_name?",
        "another kind",
        "lead, contact",
        "less than 1",
    ):
        assert words in str(error)
    assert not world.emulator.organization.bulk_actions


@pytest.mark.parametrize("kind", ["pause", "resume", "resume_finished"])
def test_sender_does_not_belong_to_pause_and_resume(make: Make, world: World, kind: str) -> None:
    """Fields of another action type are refused with the types that take them."""
    close = make(api_key="emulator-key", transport=world.transport)
    with pytest.raises(InvalidRequest, match="only subscribe and reassign") as caught:
        getattr(close.bulk, kind)(s_query=ALL_LEADS, sender_name="John", contact_preference="lead")
    assert caught.value.forbidden == ("sender_name", "contact_preference")


def test_no_sequence_is_not_every_sequence(make: Make, world: World) -> None:
    """`sequence_id=None`, as from a lookup that failed, is refused: only leaving it out means all."""
    close = make(api_key="emulator-key", transport=world.transport)
    with pytest.raises(InvalidRequest, match="leave it out to mean every sequence"):
        close.bulk.resume(s_query=ALL_LEADS, sequence_id=None)


@pytest.mark.parametrize("selection", [None, {}, [], "lead_status:Potential", 0, object()])
def test_selection_is_always_explicit(make: Make, world: World, selection: Any) -> None:
    """No query, an empty one or a text is refused, for a start as for a count, and ALL_LEADS is offered."""
    close = make(api_key="emulator-key", transport=world.transport)
    calls: list[Callable[[], Any]] = [
        lambda: close.bulk.pause(s_query=selection),
        lambda: close.leads.count(selection),
    ]
    for call in calls:
        with pytest.raises(InvalidRequest) as caught:
            call()
        assert "s_query" in caught.value.invalid
    with pytest.raises(InvalidRequest, match="ALL_LEADS"):
        close.bulk.pause()


@pytest.mark.parametrize("value", [{1, 2}, object(), float("nan"), "\ud800", b"x"])
def test_query_that_is_not_json_is_refused(make: Make, world: World, value: Any) -> None:
    """A query with something in it that JSON cannot say is refused before a byte is sent."""
    close = make(api_key="emulator-key", transport=world.transport)
    with pytest.raises(InvalidRequest, match="JSON"):
        close.bulk.pause(s_query={"type": "and", "queries": [value]})


def test_query_that_contains_itself_is_refused(make: Make, world: World) -> None:
    """A circular query is refused as no JSON, without a recursion error."""
    query: dict[str, Any] = {}
    query["queries"] = [query]
    close = make(api_key="emulator-key", transport=world.transport)
    with pytest.raises(InvalidRequest, match="JSON"):
        close.leads.count(query)


def test_unknown_action_type_lists_the_known_ones(make: Make, world: World) -> None:
    """An action type that does not exist is refused with those that do."""
    close = make(api_key="emulator-key", transport=world.transport)
    with pytest.raises(InvalidRequest, match="subscribe, pause, resume, resume_finished, reassign"):
        close.bulk.start("unsubscribe", s_query=ALL_LEADS)


def test_typed_fields_are_those_of_the_contract() -> None:
    """What type checkers accept and demand of each verb is what the contract knows and requires."""
    for action_type, kind in _kinds.action_types().items():
        schema = resolve(kind.bodies[action_type])
        fields = inspect.signature(getattr(Bulk, action_type)).parameters
        own = {"self", "dry_run", "expect"}
        assert set(fields) - own == set(schema["properties"]) - {kind.discriminator}, action_type
        required = {name for name in fields if fields[name].default is inspect.Parameter.empty}
        assert required - own == set(schema["required"]) - {kind.discriminator}, action_type
        assert ("expect" in required) == (action_type == "delete")


def test_listed_values_of_typed_fields_are_those_of_the_contract() -> None:
    """The choices that type checkers offer are the contract's, all of them."""
    for action_type, kind in _kinds.action_types().items():
        rules = resolve(kind.bodies[action_type])["properties"]
        for name, parameter in inspect.signature(getattr(Bulk, action_type)).parameters.items():
            listed = resolve(rules.get(name, {})).get("enum")
            if listed:
                assert get_args(parameter.annotation) == tuple(listed), name


def test_rules_understand_every_keyword_of_the_contracts_requests() -> None:
    """The facade's reading of schemas knows all keywords that the contract's requests and ids use."""
    used: set[str] = set()
    seen: list[int] = []

    def walk(schema: dict[str, Any]) -> None:
        schema = resolve(schema)
        if id(schema) in seen:
            return
        seen.append(id(schema))
        used.update(schema)
        several = [
            *schema.get("properties", {}).values(),
            *(branch for name in ("oneOf", "anyOf", "allOf") for branch in schema.get(name, ())),
            *(schema[name] for name in ("items", "if", "else", "not") if name in schema),
        ]
        for inner in several:
            walk(inner)
        if isinstance(schema.get("additionalProperties"), dict):
            walk(schema["additionalProperties"])

    for root in ROOTS.values():
        walk(root)
    assert used <= KEYWORDS
    assert {"if", "not", "pattern", "oneOf", "anyOf", "allOf"} <= used


@pytest.mark.parametrize(
    "query",
    [
        {"type": "and"},
        {"type": "or", "queries": []},
        {"queries": []},
        {"queries": [{"type": "x"}]},
        {"negate": True},
        {"query": {"type": "and"}, "sort": []},
        {"type": "and", "queries": [{"type": "or", "queries": []}]},
        {"type": "and", "queries": [{}]},
        {"type": "and", "queries": ["lead"]},
    ],
)
def test_query_of_nothing_is_refused(make: Make, world: World, query: dict[str, Any]) -> None:
    """A query with an empty `and` in it, which could hold for everybody, is refused; so is no query."""
    close = make(api_key="emulator-key", transport=world.transport)
    for call in (close.bulk.pause, close.bulk.resume):
        with pytest.raises(InvalidRequest, match="s_query") as caught:
            call(s_query=query)
        assert caught.value.invalid == ("s_query",)


@pytest.mark.parametrize(
    "query", [{"type": "and", "queries": [{"type": "x"}]}, {"type": "newer", "a": []}]
)
def test_query_newer_than_this_release_is_sent(make: Make, query: dict[str, Any]) -> None:
    """A query of a kind that this release does not know is the service's to judge."""
    close, requests, _ = client(make, answer())
    close.bulk.pause(s_query=query)
    assert json.loads(requests[0].content)["s_query"] == query


@pytest.mark.parametrize(
    "schema",
    [
        {"oneOf": [{"type": "integer", "minimum": 3}, {"type": "integer", "maximum": 5}]},
        {"anyOf": [{"type": "integer", "minimum": 3}, {"type": "string", "minLength": 2}]},
        {"allOf": [{"minimum": 1}, {"maximum": 4}]},
        {"not": {"type": "string"}, "minLength": 9},
        {"type": "object", "additionalProperties": {"type": "integer"}, "required": ["a"]},
        {"type": "object", "properties": {"a": {"type": "null"}}, "minProperties": 2},
    ],
)
def test_rules_read_schemas_as_a_full_validator_does(schema: dict[str, Any]) -> None:
    """Branches that overlap, keywords about other types, and open objects are read as the standard says."""
    values: list[Any] = [
        0,
        3,
        4,
        5,
        6,
        4.0,
        True,
        None,
        "",
        "x",
        "xy",
        {},
        {"a": 1},
        {"a": None, "b": 2},
        [],
    ]
    validator = jsonschema_rs.Draft202012Validator(schema)
    assert [misfit(schema, value) is None for value in values] == [
        validator.is_valid(value) for value in values
    ]


def test_rule_about_fields_together_holds_in_whatever_form() -> None:
    """What the contract says of fields together is held even where no better words are known for it."""
    number = {"type": "integer"}
    schema = {
        "properties": {"a": number, "b": number},
        "required": [],
        "not": {"required": ["a", "b"]},
    }
    assert _rules.check_object("it", schema, {"a": 1}) == {"a": 1}
    with pytest.raises(InvalidRequest, match="a / b"):
        _rules.check_object("it", schema, {"a": 1, "b": 2})


def test_forms_in_words_are_patterns_of_the_contract() -> None:
    """What stands for a pattern in an error is for one that the contract has."""
    text = json.dumps(document())
    assert all(json.dumps(pattern) in text for pattern in _schemas._FORMS)  # noqa: SLF001
