"""What is refused before a byte is sent: exactly what the contract refuses, all of it at once."""

import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

import httpx
import jsonschema_rs
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from close_bulk import ALL_LEADS, Close, InvalidRequest, _fields, _rules
from close_bulk._contract import resolve
from close_bulk._schemas import KEYWORDS
from kit import ACME, Make, World, answer, client, scripted

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).parents[1] / "data"
CONTRACT = json.loads((files("close_api_client") / "contract.json").read_text())
JUDGE = jsonschema_rs.Draft202012Validator(
    {
        "$ref": "#/components/schemas/BulkSequenceSubscriptionRequest",
        "components": CONTRACT["components"],
    }
)

# One client for all examples: making one costs more than a call.
TRANSPORT, SENT = scripted(
    httpx.Response(200, content=(DATA / "seed_001_response.json").read_bytes())
)
CLOSE: Any = Close(api_key="key", transport=TRANSPORT)

VALID: dict[str, Any] = {
    "s_query": ACME,
    "sequence_id": "seq_1BTljGuCooX0nbFoPihl07",
    "sender_account_id": "emailacct_aslkdjf",
    "sender_name": "John Doe",
    "sender_email": "john@salesteam.com",
    "contact_preference": "lead",
    "results_limit": 10,
    "sort": [{"direction": "desc"}],
    "send_done_email": False,
    "calls_assigned_to": ["user_N6K"],
    "from_phone_number_id": "phon_1",
}
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=4,
)
STRINGS = [
    *("", " ", "lead", "lead_1", "user_1", "emailacct_1"),
    *("seq_", "seq_1\n", "seq_a-b", "a@b", "@", "a@b@c", "a b@c"),
]
NUMBERS = [0, 1, 1.0, 1.5, -1, True, None]
QUERIES: list[Any] = [
    {"type": "and"},
    {"type": "or", "queries": []},
    {"queries": [ACME, {"negate": True}]},
    {"type": "x", "queries": [{"type": "y", "queries": []}]},
    {"type": "id", "value": "lead_1"},
]
LISTS: list[Any] = [[], {}, [{}], [None], ["user_1", "lead_1"], [""], {"type": "and"}]
NEAR_MISSES = st.sampled_from([*STRINGS, *NUMBERS, *LISTS, *QUERIES])


@st.composite
def bodies(draw: st.DrawFn) -> dict[str, Any]:
    """Bodies near the border: valid ones with a few members dropped, changed or added."""
    kinds = [*_rules.request_schemas()] * 4 + ["unsubscribe", "", None, 3]
    kind = draw(st.sampled_from(kinds))
    schema = _rules.request_schemas().get(kind) if isinstance(kind, str) else None
    own = set(schema["properties"]) if schema else set(VALID)
    body = {"action_type": kind, **{name: value for name, value in VALID.items() if name in own}}
    for name in draw(st.sets(st.sampled_from([*VALID, "sender", "query"]), max_size=2)):
        change = draw(st.sampled_from(["drop", "keep", "near", "any"]))
        if change == "drop":
            body.pop(name, None)
        elif change == "keep":
            body[name] = VALID.get(name, 1)
        else:
            body[name] = draw(NEAR_MISSES if change == "near" else JSON)
    return body


@settings(max_examples=6000, suppress_health_check=[HealthCheck.too_slow])
@given(bodies())
@example({"action_type": "subscribe", **VALID})
def test_facade_accepts_what_the_contract_accepts(body: dict[str, Any]) -> None:
    """The facade sends a body if and only if the contract's schema accepts it, and sends it unchanged."""
    SENT.clear()
    fields = {name: value for name, value in body.items() if name != "action_type"}
    try:
        CLOSE.bulk.start(body["action_type"], **fields)
    except InvalidRequest:
        assert not SENT
        assert not JUDGE.is_valid(body)
    else:
        assert [json.loads(request.content) for request in SENT] == [body]
        assert JUDGE.is_valid(body)


def test_border_is_met_from_both_sides() -> None:
    """The generated bodies are accepted and refused often enough for the property to mean something."""
    verdicts: list[bool] = []

    @settings(max_examples=500, database=None, derandomize=True)
    @given(bodies())
    def collect(body: dict[str, Any]) -> None:
        verdicts.append(JUDGE.is_valid(body))

    collect()
    assert 0.2 < sum(verdicts) / len(verdicts) < 0.8


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


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("subscribe", _fields.SubscribeFields),
        ("pause", _fields.SequenceFields),
        ("resume", _fields.SequenceFields),
        ("resume_finished", _fields.SequenceFields),
        ("reassign", _fields.ReassignFields),
    ],
)
def test_typed_fields_are_those_of_the_contract(kind: str, fields: Any) -> None:
    """What type checkers accept and demand of each method is what the contract knows and requires."""
    schema = _rules.request_schemas()[kind]
    assert set(get_type_hints(fields)) == set(schema["properties"]) - {"action_type"}
    assert fields.__required_keys__ == set(schema["required"]) - {"action_type"}


def test_rules_understand_every_keyword_of_the_contracts_requests() -> None:
    """The facade's reading of schemas knows all keywords that the contract's requests and ids use."""
    used: set[str] = set()
    seen: list[dict[str, Any]] = []

    def walk(schema: dict[str, Any]) -> None:
        schema = resolve(schema)
        if schema in seen:
            return
        seen.append(schema)
        used.update(schema)
        several = [*schema.get("properties", {}).values(), *schema.get("oneOf", ())]
        for inner in [
            *several,
            *(schema[name] for name in ("items", "if", "else", "not") if name in schema),
        ]:
            walk(inner)

    for schema in _rules.request_schemas().values():
        walk(schema)
    assert used <= KEYWORDS | {"additionalProperties"}
    assert {"if", "not", "pattern", "oneOf"} <= used


@pytest.mark.parametrize(
    "query",
    [
        {"type": "and"},
        {"type": "or", "queries": []},
        {"queries": []},
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


@pytest.mark.parametrize("query", [{"queries": [{"type": "x"}]}, {"type": "newer", "a": []}])
def test_query_newer_than_this_release_is_sent(make: Make, query: dict[str, Any]) -> None:
    """A query of a kind that this release does not know is the service's to judge."""
    close, requests, _ = client(make, answer())
    close.bulk.pause(s_query=query)
    assert json.loads(requests[0].content)["s_query"] == query
