"""Whatever is passed, it is refused with a typed error, or what was checked is what is sent."""

import enum
import types
from collections import UserList
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from close_bulk import ALL_LEADS, CloseError, ConfigurationError, InvalidRequest
from kit import ACME, ID, Make, answer, client


class NoRepr:
    """An object that cannot be shown."""

    def __repr__(self) -> str:
        raise RuntimeError("boom")


class NoBool:
    """An object without a truth value, as pandas.NA, arrays of numpy and expressions of polars."""

    def __bool__(self) -> bool:
        raise TypeError("boolean value of NA is ambiguous")


def nested(depth: int) -> dict[str, Any]:
    """Make a query of so many queries, one in the other."""
    query: dict[str, Any] = {"type": "object_type", "object_type": "lead"}
    for _ in range(depth):
        query = {"type": "and", "queries": [query]}
    return query


HOSTILE = {
    "no repr": NoRepr(),
    "no bool": NoBool(),
    "huge": 10**5000,
    "-huge": -(10**5000),
    "deep": nested(2500),
    "deep list": [nested(2500)],
}
FIELDS = ["s_query", "sequence_id", "results_limit", "sort", "send_done_email"]
ELSEWHERE: dict[str, Callable[[Make, Any, Any], Any]] = {
    "get": lambda _, close, value: close.bulk.get(value),
    "start": lambda _, close, value: close.bulk.start(value, s_query=ALL_LEADS),
    "count": lambda _, close, value: close.leads.count(value),
    "list": lambda _, close, value: list(close.subscriptions.list(sequence_id=value)),
    "events": lambda _, close, value: close.events.list(date_updated__gt=value),
    "search": lambda _, close, value: close.leads.search(value),
    "search's fields": lambda _, close, value: close.leads.search(ALL_LEADS, fields=[value]),
    "search's sort": lambda _, close, value: close.leads.search(ALL_LEADS, sort=value),
    "search's limit": lambda _, close, value: close.leads.search(ALL_LEADS, results_limit=value),
    "sample": lambda _, close, value: close.leads.sample(ALL_LEADS, value),
    "me": lambda _, close, value: close.me(fields=value),
    "smart view": lambda _, close, value: close.smart_views.get(value),
    "steps": lambda _, close, value: close.sequences.update("seq_1", steps=value),
    "step": lambda _, close, value: close.sequences.create(name="x", timezone="UTC", steps=[value]),
    "removed steps": lambda _, close, value: close.sequences.update(
        "seq_1", steps=[{"id": "seqstep_1"}], remove_steps=value
    ),
    "status": lambda _, close, value: close.subscriptions.update("sub_1", status=value),
    "subscriptions": lambda _, close, value: close.subscriptions.pause(value),
    "subscription": lambda _, close, value: close.subscriptions.resume(["sub_1", value]),
    "sender": lambda _, close, value: close.subscriptions.change_sender(
        "sub_1", sender_account_id="emailacct_1", sender_name=value, sender_email="a@b.example"
    ),
    "wait's timeout": lambda _, close, value: close.bulk.get(ID).wait(timeout=value),
    "wait's poll": lambda _, close, value: close.bulk.get(ID).wait(poll=value),
    "wait's stall": lambda _, close, value: close.bulk.get(ID).wait(stall=value),
    "timeout": lambda make, _, value: make(api_key="key", timeout=value),
    "base_url": lambda make, _, value: make(api_key="key", base_url=value),
    "api_key": lambda make, _, value: make(api_key=value),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("field", FIELDS)
def test_hostile_field_is_an_invalid_request(make: Make, field: str, name: str) -> None:
    """A field that cannot be shown, asked or written is named as invalid, and nothing is sent."""
    close, requests, _ = client(make, answer())
    with pytest.raises(InvalidRequest) as caught:
        close.bulk.pause(**{"s_query": ALL_LEADS, field: HOSTILE[name]})
    assert field in caught.value.invalid
    assert not requests


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("place", ELSEWHERE)
def test_hostile_value_elsewhere_is_a_typed_error(make: Make, place: str, name: str) -> None:
    """The same values are refused wherever else they are passed."""
    close, _, _ = client(make, answer(status="done"))
    with pytest.raises(CloseError):
        ELSEWHERE[place](make, close, HOSTILE[name])


def test_query_that_is_nested_too_deep_is_refused_before_it_is_sent(make: Make) -> None:
    """No depth passes the check, some frames up the stack, and then fails where the query is written."""
    close, requests, _ = client(make, answer())
    for depth in range(450, 500):
        with pytest.raises(InvalidRequest, match="nested"):
            close.bulk.pause(s_query=nested(depth))
    assert not requests
    assert close.bulk.pause(s_query=nested(20)).id == ID


class Ids(enum.StrEnum):
    """Ids as an enum: strings whose repr is another."""

    MAIN = ID
    SEQUENCE = "seq_1"


class PlainIds(str, enum.Enum):  # noqa: UP042 - the older kind, whose str() is not its value
    """Ids as an enum whose str() is 'PlainIds.MAIN'."""

    MAIN = ID
    SEQUENCE = "seq_1"


class Sly(str):
    """A string that is written as another one."""

    __slots__ = ()

    def __str__(self) -> str:
        return "../../lead"


@pytest.mark.parametrize("id", [Ids.MAIN, PlainIds.MAIN, Sly(ID)], ids=["StrEnum", "Enum", "sly"])
def test_id_that_is_sent_is_the_id_that_was_checked(make: Make, id: str) -> None:
    """A kind of string goes out as the text that it is, not as the one that it pretends to be."""
    close, requests, _ = client(make, answer())
    close.bulk.get(id)
    assert requests[0].url.path.endswith(f"/{ID}/")


@pytest.mark.parametrize("id", [Ids.SEQUENCE, PlainIds.SEQUENCE], ids=["StrEnum", "Enum"])
def test_filter_that_is_sent_is_the_one_that_was_checked(make: Make, id: str) -> None:
    """A filter goes out as its text: another one would find nobody."""
    page = httpx.Response(200, json={"data": [], "has_more": False})
    close, requests, _ = client(make, page)
    assert list(close.subscriptions.list(sequence_id=id)) == []
    assert requests[0].url.params["sequence_id"] == "seq_1"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("s_query", types.MappingProxyType(ACME)),
        ("sort", UserList([{"a": 1}])),
        ("sort", (types.MappingProxyType({"a": 1}),)),
    ],
)
def test_what_the_signature_takes_is_taken(make: Make, field: str, value: Any) -> None:
    """Any mapping is a query and any sequence of mappings an order, as the types say."""
    close, requests, _ = client(make, answer())
    close.bulk.pause(**{"s_query": ALL_LEADS, field: value})
    assert len(requests) == 1


@pytest.mark.parametrize("key", [123, b"abc", ["a"], True])
def test_key_of_another_type_is_refused(make: Make, key: Any) -> None:
    """A key that is no text is refused."""
    with pytest.raises(ConfigurationError):
        make(api_key=key)


@pytest.mark.parametrize(
    "url",
    [
        "",
        123,
        b"https://x",
        Path("/x"),
        "https://[v1.abc]/",
        "https://1.2.3.999/",
        "https://a..b/",
        f"https://{'a' * 70}.example/",
        "https://x/" + "a" * 70_000,
    ],
    ids=lambda url: str(url)[:20],
)
def test_base_url_that_leads_nowhere_is_refused(make: Make, url: Any) -> None:
    """What cannot be a URL or its host is refused at once; an empty one does not mean production."""
    with pytest.raises(ConfigurationError):
        make(api_key="key", base_url=url)


@pytest.mark.parametrize(
    "options", [{"timeout": 0}, {"base_url": "ftp://x"}, {"api_key": "canary key"}]
)
def test_key_is_in_no_local_variable_of_a_traceback(make: Make, options: dict[str, Any]) -> None:
    """What prints the variables of a traceback, as pytest -l and Sentry do, does not print the key."""
    with pytest.raises(ConfigurationError) as caught:
        make(**{"api_key": "canary-key", **options})
    frames = [entry.frame for entry in caught.traceback if "close_bulk" in str(entry.path)]
    assert frames
    for frame in frames:
        assert "canary" not in repr(frame.f_locals)


def test_key_in_a_refused_base_url_is_not_repeated(make: Make) -> None:
    """A key that was put into the query of the base URL is not in the text that refuses it."""
    with pytest.raises(ConfigurationError) as caught:
        make(api_key="key", base_url="https://api.close.com/api/v1?api_key=canary")
    assert "canary" not in str(caught.value)
