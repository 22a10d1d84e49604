"""Nothing that can be sent makes the emulator raise, fail or break its state."""

import json
from threading import Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from close_emulator import Emulator, Request
from emulator.queries import NOW, between, both, field, related, text
from emulator.workbench import BULK, SEARCH, SUBSCRIPTIONS, Workbench, basic, by, named

BENCH = Workbench()
BENCH.add_leads(3, contacts=2)
ACTION = BENCH.start()
SUBSCRIPTION = BENCH.emulator.add_subscription(
    next(iter(BENCH.organization.contacts)),
    BENCH.sequence_id,
    sender_account_id=BENCH.account_id,
).id
KEY = ("Authorization", basic("emulator-key:"))
JSON_TYPE = ("Content-Type", "application/json")

TEXT = st.text() | st.text(st.characters(categories=None))
WORDS = st.sampled_from(
    [
        *("and", "or", "id", "object_type", "lead", "contact", "contact_email", "has_related"),
        *("field_condition", "regular_field", "custom_field", "text", "term", "exists", "name"),
        *("full_words", "phrase", "number_range", "moment_range", "fixed_utc", "date_created"),
        *("subscribe", "pause", "reassign", "paused", "resuming", "9999-12-31T23:59:59-23:59"),
        *("now", "offset", "past", "future", "start", "end", "today", "fixed_local_date", "days"),
        *("current_user", "start_end_of_predefined_relative_period", "2024-02-30", "address"),
        *("desc", "boolean", "reference", "cf_1", ACTION, BENCH.sequence_id, BENCH.account_id),
    ]
)
KEYS = st.sampled_from(
    [
        *("type", "queries", "query", "s_query", "negate", "value", "values", "mode", "field"),
        *("condition", "object_type", "field_name", "related_query", "this_object_type", "sort"),
        *("related_object_type", "gte", "lt", "action_type", "status", "results_limit", "cursor"),
        *("steps", "delay", "schedule", "ranges", "weekday", "name", "timezone", "contact_id"),
        *("which", "range", "offset", "moment", "which_day_end", "days", "months", "before"),
        *("_fields", "_limit", "include_counts", "sequence_id", "sender_name", "direction"),
    ]
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | TEXT | WORDS
DOCUMENTS = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS | TEXT, inner, max_size=6),
    max_leaves=20,
)
PATHS = st.sampled_from(
    [
        *(BULK, f"{BULK}{ACTION}/", SUBSCRIPTIONS, f"{SUBSCRIPTIONS}{SUBSCRIPTION}/", SEARCH),
        *("/sequence/", f"/sequence/{BENCH.sequence_id}/", "/event/", "/saved_search/save_1/"),
        *("/me/", "/", "", "//", "/bulk_action/"),
    ]
).map(lambda path: f"/api/v1{path}") | st.just("/oauth2/token/")
PARAMETERS = st.sampled_from(
    [
        *("_limit", "_skip", "_fields", "sequence_id", "contact_id", "lead_id"),
        *("_cursor", "date_updated__gt", "object_type", "request_id"),
    ]
)
NUMBERS = st.integers().map(str) | st.just("9" * 9999)
PAIRS = st.lists(st.tuples(PARAMETERS | TEXT, TEXT | WORDS | NUMBERS), max_size=4).map(tuple)
HEADERS = st.lists(
    st.sampled_from([KEY, JSON_TYPE]) | st.tuples(st.just("authorization") | TEXT, TEXT)
).map(tuple)
SIGNED = st.just((KEY, JSON_TYPE))
BODIES = (
    DOCUMENTS.map(lambda value: json.dumps(value).encode())
    | st.binary()
    | st.tuples(st.binary(), st.binary()).map(lambda ends: ends[0] + b'{"a":[1,' + ends[1])
)
REQUESTS = st.builds(
    Request,
    method=st.sampled_from(["GET", "POST", "PUT", "HEAD", "DELETE"]) | TEXT,
    path=PATHS | TEXT | st.builds("{}{}{}".format, PATHS, TEXT, st.sampled_from(["", "/"])),
    query=PAIRS,
    headers=SIGNED | HEADERS,
    body=BODIES,
)


def check(request: Request) -> int:
    """Send a request; the answer must be JSON in one of the documented shapes."""
    response = BENCH.emulator.handle(request)
    assert response.status in {200, 201, 400, 401, 404, 405, 415, 501}, response.body
    document: Any = response.json() if response.body else None
    if response.status not in {200, 201}:
        shape = sorted(document)
        assert shape in (["error"], ["errors", "field-errors"])
        assert shape == ["error"] or response.status == 400
    return response.status


@given(request=REQUESTS)
def test_any_request_is_answered(request: Request) -> None:
    """Arbitrary methods, paths, queries, headers and bodies get an answer, and never a 500."""
    check(request)


@given(path=PATHS, document=DOCUMENTS, method=st.sampled_from(["POST", "PUT"]))
def test_any_json_is_answered(path: str, document: object, method: str) -> None:
    """Signed requests with arbitrary JSON are judged field by field, and never a 500."""
    body = json.dumps(document).encode()
    check(Request(method, path, (), (KEY, JSON_TYPE), body))


@given(data=st.data())
def test_any_slightly_wrong_request_is_answered(data: st.DataObject) -> None:
    """A good request with arbitrary JSON put somewhere into it is answered, and never a 500."""
    past = {"type": "offset", "direction": "past", "moment": NOW, "offset": {"days": 1}}
    day = {"type": "fixed_local_date", "value": "2024-01-01", "which": "start"}
    recent = between(gte=past, before=day)
    query = both(named("acme"), text("jo"), related(field("date_created", recent, "contact")))
    document: dict[str, Any] = BENCH.subscribe_body(s_query=query, sort=[by("name")])
    place: Any = document
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(place[key], dict | list) or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(DOCUMENTS)
    check(Request("POST", f"/api/v1{BULK}", (), (KEY, JSON_TYPE), json.dumps(document).encode()))


def test_a_fault_is_answered_with_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Should the emulator itself be at fault, the answer is a 500 that says so, as JSON."""
    emulator = Emulator()

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("close_emulator.routes.answer", fail)
    response = emulator.handle(Request("GET", "/api/v1/me/"))
    assert response.status == 500
    assert b"ZeroDivisionError" in response.body


def test_threads_share_an_emulator() -> None:
    """Many threads that start and read at once lose no action and see no failure."""
    bench = Workbench()
    statuses: list[int] = []

    def work() -> None:
        for _ in range(50):
            identity = bench.start()
            statuses.append(bench.send("GET", f"{BULK}{identity}/").status)
            bench.emulator.step()

    threads = [Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 400
    assert len(bench.organization.bulk_actions) == 400
