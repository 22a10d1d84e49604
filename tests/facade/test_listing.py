"""Listings: to iterate over, to look at, and to put into a table."""

import asyncio
import json
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from close_api_client import models
from close_bulk import AsyncClose, Close, _contract, _tables
from close_bulk._building import builder
from close_bulk._endpoints import Endpoint
from kit import Make, StillClock, answer, scripted

SUBSCRIPTION: dict[str, Any] = {
    "id": "sub_1",
    "contact_id": "cont_1",
    "sequence_id": "seq_1",
    "status": "active",
    "date_created": "2026-01-02T03:04:05.678",
    "calls_assigned_to": ["user_1", "user_2"],
    "sender_name": "<b>Jo</b> & Co, Zoë",
}


def page(*items: dict[str, Any], has_more: bool = False) -> httpx.Response:
    """Answer with a page."""
    return httpx.Response(200, json={"data": items, "has_more": has_more})


def many(total: int) -> httpx.Response:
    """Answer with a page of so many subscriptions."""
    return page(*({**SUBSCRIPTION, "id": f"sub_{n}"} for n in range(total)))


def subscriptions(make: Make, *answers: httpx.Response) -> tuple[Any, list[httpx.Request]]:
    """Give a listing that gets these answers."""
    transport, requests = scripted(*answers)
    close = make(api_key="key", transport=transport, clock=StillClock())
    return close.subscriptions.list(sequence_id="seq_1"), requests


def test_forgotten_async_is_told() -> None:
    """A plain loop over an asynchronous list says how to write it, and sends nothing."""
    transport, requests = scripted(page())
    listing: Any = AsyncClose(api_key="key", transport=transport).sequences.list()
    with pytest.raises(TypeError, match=r"list of sequences is read asynchronously: .*`async for`"):
        list(listing)
    assert not requests


def test_listing_is_read_anew_each_time(make: Make) -> None:
    """One can iterate over it as often as one likes, and sees what there is then."""
    listing, requests = subscriptions(make, many(2), many(3))
    assert requests == []
    assert [item.id for item in listing] == ["sub_0", "sub_1"]
    assert [item.id for item in listing] == ["sub_0", "sub_1", "sub_2"]
    assert len(requests) == 2


def test_pages_are_lists_of_items(make: Make) -> None:
    """The same items, a page at a time."""
    listing, _ = subscriptions(make, many(2))
    assert [[item.id for item in items] for items in listing.pages()] == [["sub_0", "sub_1"]]


def test_first_is_one_request(make: Make) -> None:
    """The first item costs the first page only, and an empty list has none."""
    listing, requests = subscriptions(make, page(SUBSCRIPTION, has_more=True), page())
    assert listing.first().id == "sub_1"
    assert listing.first() is None
    assert len(requests) == 2


def test_handles_are_made_of_items(make: Make) -> None:
    """A list of bulk actions gives handles, page by page and one by one."""
    transport, _ = scripted(page(answer().json()))
    close = make(api_key="key", transport=transport, clock=StillClock())
    listing = close.bulk.list("sequence_subscription")
    assert [action.status for action in listing] == [answer().json()["status"]]
    assert listing.to_rows()[0]["id"] == answer().json()["id"]


def test_rows_are_flat_and_alike(make: Make) -> None:
    """Rows have the same columns, times as the service wrote them, and lists as JSON text."""
    second = {name: SUBSCRIPTION[name] for name in ("id", "contact_id", "sequence_id", "status")}
    listing, _ = subscriptions(make, page(SUBSCRIPTION, {**second, "id": "sub_2", "new": 1}))
    first, other = listing.to_rows()
    assert list(first) == list(other)
    assert first["calls_assigned_to"] == '["user_1", "user_2"]'
    assert first["date_created"] == "2026-01-02T03:04:05.678"
    assert (first["new"], other["new"], other["sender_name"]) == (None, 1, None)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text('<&>"é ', max_size=4),
    lambda part: (
        st.lists(part, max_size=2) | st.dictionaries(st.text(max_size=2), part, max_size=2)
    ),
    max_leaves=3,
)
ITEMS = st.lists(st.dictionaries(st.text("<&'a", max_size=3), JSON, max_size=3), max_size=3)


@settings(max_examples=50)
@given(ITEMS)
def test_any_items_make_rows(items: list[dict[str, Any]]) -> None:
    """Whatever the service says becomes cells that hold no container, and nothing is lost."""
    rows = _tables.rows(items)
    for item, row in zip(items, rows, strict=True):
        assert not any(isinstance(cell, list | dict) for cell in row.values())
        for name, value in item.items():
            is_nested = isinstance(value, list | dict)
            assert (json.loads(row[name]) if is_nested else row[name]) == value


@settings(max_examples=50)
@given(ITEMS)
def test_table_holds_no_markup_but_its_own(items: list[dict[str, Any]]) -> None:
    """What the service or a customer wrote is text in a notebook's table."""
    table = _tables.html("caption", _tables.rows(items))
    for tag in ("table", "caption", "thead", "tbody", "tr", "th", "td"):
        table = table.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    assert not set("<>") & set(table)


def test_notebook_shows_the_first_items() -> None:
    """A listing shown in a notebook is a table of its first items, for one request."""
    transport, requests = scripted(many(12), page(SUBSCRIPTION), page())
    close = Close(api_key="key", transport=transport, clock=StillClock())
    listing = close.subscriptions.list(sequence_id="seq_1")
    shown = listing._repr_html_()
    assert "the first 10" in shown
    assert "sub_9" in shown
    assert "sub_10" not in shown
    assert len(requests) == 1
    shown = listing._repr_html_()
    assert "all 1" in shown
    assert "&lt;b&gt;Jo&lt;/b&gt; &amp; Co" in shown
    assert "all 0" in listing._repr_html_()


@pytest.mark.parametrize("kind", [Close, AsyncClose])
def test_repr_sends_nothing(kind: Any) -> None:
    """What a debugger shows says what it is, and asks the service for nothing."""
    transport, requests = scripted(page())
    listing = kind(api_key="key", transport=transport).subscriptions.list(sequence_id="seq_1")
    assert repr(listing).startswith(f"<{type(listing).__name__} of sequence subscriptions")
    assert requests == []


def test_loop_that_is_left_early_is_ended() -> None:
    """Leaving an asynchronous loop leaves nothing behind once the event loop has looked after it."""

    async def main() -> list[str]:
        transport, _ = scripted(many(3))
        close = AsyncClose(api_key="key", transport=transport, clock=StillClock())
        found = []
        async for item in close.subscriptions.list(sequence_id="seq_1"):
            found.append(item.id)
            break
        return found

    assert asyncio.run(main()) == ["sub_0"]


LISTS = {
    path: Endpoint("get", path)
    for path, methods in _contract.document()["paths"].items()
    if not path.endswith("{id}/") and "get" in methods
}


@pytest.mark.parametrize("name", ["SequenceSubscription"])
@settings(max_examples=30)
@given(data=st.data())
def test_models_are_made_as_the_generated_code_makes_them(name: str, data: st.DataObject) -> None:
    """The quick way to a model gives what `from_dict` gives, members missing or unknown included."""
    model = getattr(models, name)
    schema = _contract.document()["components"]["schemas"][name]
    required = dict.fromkeys(schema["required"], JSON)
    others = {*schema["properties"], "unknown", "self"} - required.keys()
    optional = dict.fromkeys(sorted(others), JSON)
    document = data.draw(st.fixed_dictionaries(required, optional=optional))
    assert builder(model, schema)(document) == model.from_dict(document)


@pytest.mark.parametrize("endpoint", LISTS.values(), ids=LISTS.keys())
def test_quick_way_is_taken_only_where_nothing_is_converted(endpoint: Endpoint) -> None:
    """A model whose generated code converts a member is made by the generated code."""
    example = _example(endpoint.item_schema)
    made = builder(endpoint.item, endpoint.item_schema)(dict(example))
    assert made == endpoint.item.from_dict(dict(example))


def _example(schema: dict[str, Any]) -> Any:
    """Write a value that the generated code would convert, if it converts any."""
    schema = _contract.resolve(schema)
    for part in (*schema.get("oneOf", ()), *schema.get("anyOf", ()), *schema.get("allOf", ())):
        return _example(part)
    kinds = schema.get("type", ())
    if "object" in kinds or "properties" in schema:
        return {name: _example(part) for name, part in schema.get("properties", {}).items()}
    if "array" in kinds:
        return [_example(schema.get("items", {}))]
    if schema.get("format") == "date-time":
        return "2026-01-02T03:04:05+00:00"
    if schema.get("format") == "date":
        return "2026-01-02"
    return schema.get("enum", [schema.get("const", "text")])[0]
