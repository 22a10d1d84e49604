"""`fields=[...]`: some members, as plain mappings."""

from typing import Any

import httpx
import pytest

from close_bulk import InvalidRequest
from close_bulk._endpoints import Endpoint
from close_bulk._projection import choose
from kit import ID, Make, StillClock, answer, client, scripted

LIST = Endpoint("get", "/bulk_action/sequence_subscription/")
ONE = Endpoint("get", "/bulk_action/sequence_subscription/{id}/")
SUBSCRIPTIONS = Endpoint("get", "/sequence_subscription/")


def test_service_is_asked_for_the_fields_and_the_id(make: Make) -> None:
    """Only what is wanted travels; the id comes along, because it tells items apart."""
    item = {"status": "done", "id": ID}
    close, requests, _ = client(make, httpx.Response(200, json={"data": [item], "has_more": False}))
    found = list(close.bulk.list("sequence_subscription", fields=["status", "n_leads", "status"]))
    assert requests[0].url.params["_fields"] == "status,n_leads,id"
    assert found == [{"status": "done", "n_leads": None}]


@pytest.mark.parametrize("endpoint", [LIST, ONE])
def test_exactly_the_fields_are_given_in_their_order(endpoint: Endpoint) -> None:
    """What the service adds is left out, and what it leaves out is None."""
    chosen = choose(endpoint, ("status", "n_leads"))
    assert chosen is not None
    assert list(chosen.pick({"id": "x", "n_leads": 3}).items()) == [
        ("status", None),
        ("n_leads", 3),
    ]


def test_fields_are_picked_here_where_the_service_cannot() -> None:
    """Sequence subscriptions have no `_fields` (documented); the answer's members are the same."""
    chosen = choose(SUBSCRIPTIONS, ["status"])
    assert chosen is not None
    assert chosen.arguments == {}
    assert chosen.pick({"id": "x", "status": "active"}) == {"status": "active"}


def test_all_fields_are_no_projection() -> None:
    """Without `fields` the answer is a model."""
    assert choose(LIST, None) is None


WRONG: list[tuple[Any, str]] = [
    (["n_lead"], "'n_lead' is no field of the answer; did you mean n_leads"),
    (["xyzzy"], r"'xyzzy' is no field of the answer; there are .*date_created"),
    (["sender_nam", "stat_us"], "(?s)sender_name.*did you mean status"),
    ("status", "'status' is not a list of names"),
    (b"status", "is not a list of names"),
    ({"status"}, "is not a list of names"),
    (7, "7 is not a list of names"),
    ([], "name at least one"),
    ([3], "3 is not the name of a field"),
    ([["id"]], "is not the name of a field"),
    ([None], "None is not the name of a field"),
]


@pytest.mark.parametrize(("fields", "said"), WRONG)
def test_wrong_fields_are_refused_by_a_sentence_of_their_own(fields: Any, said: str) -> None:
    """A name that the answer does not have is told with the one that may be meant; nothing is sent."""
    with pytest.raises(InvalidRequest, match=said) as caught:
        choose(LIST, fields)
    assert caught.value.invalid


def test_wrong_fields_send_nothing(make: Make) -> None:
    """They are refused when the list is asked for, not when it is read."""
    transport, requests = scripted(answer())
    close = make(api_key="key", transport=transport, clock=StillClock())
    with pytest.raises(InvalidRequest, match="did you mean status"):
        close.bulk.list(fields=["statu"])
    assert requests == []


@pytest.mark.parametrize("body", [b"[]", b"7", b"null", b'"text"'])
def test_answer_that_is_no_object_is_unreadable(body: bytes) -> None:
    """Readers raise what the exchange makes an error of."""
    chosen = choose(ONE, ["status"])
    assert chosen is not None
    with pytest.raises(TypeError):
        chosen.read(body)
