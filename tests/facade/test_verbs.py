"""Every verb of `close.bulk`: what it sends, what it refuses, and how it is taken up again."""

import json
import re
from typing import Any

import httpx
import pytest

from bulk_kit import CALLS, FIELD, VALUES
from close_bulk import (
    ALL_LEADS,
    BadResponse,
    Bulk,
    InvalidRequest,
    OutcomeUnknown,
    _kinds,
    lead,
    smart_view,
)
from close_bulk._contract import document, resolve
from close_bulk._selection import to_query
from kit import ACME, CONTRACT_ANSWERS, Make, client

COUNT = httpx.Response(200, json={"data": [], "cursor": None, "count": {"limited": 0, "total": 7}})
"""The answer to a count of seven leads."""


def answers(action_type: str) -> list[httpx.Response]:
    """Give the answers that a start of this type takes."""
    kind = _kinds.action_types()[action_type]
    return [*([COUNT] if action_type == "delete" else []), CONTRACT_ANSWERS[kind.name]]


def own(action_type: str) -> dict[str, Any]:
    """Give what the call of a verb needs beside the wire's fields."""
    return {"expect": 7} if action_type == "delete" else {}


def test_every_action_type_of_the_contract_has_its_verb() -> None:
    """Each action type of each kind is a method of its name, and no two kinds share one."""
    types = [name for kind in _kinds.KINDS.values() for name in kind.bodies]
    assert len(types) == len(set(types)) == 20
    assert set(types) == set(CALLS)
    assert all(callable(getattr(Bulk, name)) for name in types)
    paths = [path for path in document()["paths"] if re.fullmatch(r"/bulk_action/\w+/", path)]
    assert [kind.start.path for kind in _kinds.KINDS.values()] == paths


@pytest.mark.parametrize("action_type", CALLS)
def test_verb_sends_its_fields_and_its_type(make: Make, action_type: str) -> None:
    """Each verb posts exactly its fields and its action type to its kind's path, by either way in."""
    kind = _kinds.action_types()[action_type]
    fields = {"s_query": ACME, **CALLS[action_type], "results_limit": 10, "sort": [{"a": 1}]}
    typed = {kind.discriminator: action_type} if kind.discriminator else {}
    for by_name in (True, False):
        close, requests, _ = client(make, *answers(action_type))
        start = getattr(close.bulk, action_type) if by_name else close.bulk.start
        action = start(*([] if by_name else [action_type]), **fields, **own(action_type))
        assert json.loads(requests[-1].content) == {**typed, **fields}
        assert (requests[-1].method, requests[-1].url.path) == ("POST", f"/api/v1{kind.start.path}")
        assert action.kind == kind.name


@pytest.mark.parametrize("kind", _kinds.KINDS)
def test_handle_of_each_kind_is_read_and_steered_by_its_id(make: Make, kind: str) -> None:
    """An id alone is enough to read, pause and resume a bulk action of any kind."""
    known = CONTRACT_ANSWERS[kind]
    close, requests, _ = client(make, known)
    id_ = known.json()["id"]
    action = close.bulk.get(id_).pause().resume().refresh()
    assert [request.method for request in requests] == ["GET", "PUT", "PUT", "GET"]
    assert {request.url.path for request in requests} == {f"/api/v1/bulk_action/{kind}/{id_}/"}
    assert [json.loads(r.content) for r in requests[1:3]] == [
        {"status": "paused"},
        {"status": "resuming"},
    ]
    assert (action.kind, action.id) == (kind, id_)
    expected = known.json().get("action_type") or known.json().get("type") or kind
    assert action.action_type == expected


@pytest.mark.parametrize("id_", ["lead_1", "bulk_1", "", None, 5, "seq_1"])
def test_id_of_no_bulk_action_is_refused_with_those_that_are(make: Make, id_: Any) -> None:
    """An id of another object is refused before a byte is sent, with how ids of bulk actions begin."""
    close, requests, _ = client(make, CONTRACT_ANSWERS["edit"])
    with pytest.raises(InvalidRequest, match="not a string" if id_ in (None, 5) else "bulkedit_"):
        close.bulk.get(id_)
    assert not requests


@pytest.mark.parametrize(
    ("fields", "missing", "words"),
    [
        ({}, 2, "give one of custom_field_id, custom_field_name"),
        (FIELD, 1, "give one of custom_field_value, custom_field_values"),
        ({**FIELD, **VALUES}, 0, "give only one of custom_field_id, custom_field_name"),
        (
            {**VALUES, "custom_field_value": "A"},
            0,
            "give only one of custom_field_value, custom_field_values",
        ),
    ],
)
def test_custom_field_is_named_once_and_has_one_kind_of_value(
    make: Make, fields: dict[str, Any], missing: int, words: str
) -> None:
    """Of the id and the name, and of one and several values, exactly one is needed; the text names both."""
    close, requests, _ = client(make, CONTRACT_ANSWERS["edit"])
    for verb in (close.bulk.set_custom_field, close.bulk.set_contact_custom_field):
        with pytest.raises(InvalidRequest) as caught:
            verb(s_query=ALL_LEADS, **fields)
        assert words in str(caught.value)
        assert len(caught.value.missing) == missing
    assert not requests


def test_field_of_many_other_verbs_is_refused_in_few_words(make: Make) -> None:
    """A field that belongs elsewhere is refused with some of the verbs that take it."""
    close, _, _ = client(make, CONTRACT_ANSWERS["edit"])
    with pytest.raises(InvalidRequest, match=r"only set_custom_field and .* and 4 others do"):
        close.bulk.pause(s_query=ALL_LEADS, custom_field_value="A")
    with pytest.raises(InvalidRequest, match="only email does"):
        close.bulk.pause(s_query=ALL_LEADS, template_id="tmpl_1")


NEWER = {"action_type": "unsubscribe", "reason": {"code": 4}}


def test_newer_action_type_is_sent_when_told_so(make: Make) -> None:
    """A type that this release does not know is sent to its kind, in so many words only."""
    close, requests, _ = client(make, CONTRACT_ANSWERS["sequence_subscription"])
    for name in ("unsubscribe", "sequence_subscription"):
        with pytest.raises(InvalidRequest, match="newer"):
            close.bulk.start(name, s_query=ACME, **NEWER)
    assert not requests
    close.bulk.start("sequence_subscription", unchecked=True, s_query=ACME, **NEWER)
    assert json.loads(requests[0].content) == {"s_query": ACME, **NEWER}


def test_newer_value_of_a_known_type_is_sent_when_told_so(make: Make) -> None:
    """A listed value that this release does not know is sent with `unchecked`, with all that is required."""
    fields = {"s_query": ACME, "template_id": "tmpl_1", "contact_preference": "newest"}
    close, requests, _ = client(make, CONTRACT_ANSWERS["email"])
    with pytest.raises(InvalidRequest, match="contact_preference"):
        close.bulk.start("email", **fields)
    close.bulk.start("email", unchecked=True, **fields)
    assert json.loads(requests[0].content) == fields


@pytest.mark.parametrize(
    "fields",
    [
        {"s_query": {}, "action_type": "unsubscribe"},
        {"action_type": "unsubscribe"},
        {"s_query": ACME},
        {"s_query": ACME, "action_type": ""},
        {"s_query": ACME, "action_type": None},
        {"s_query": ACME, "action_type": "unsubscribe", "sequence_id": "lead_1"},
        {"s_query": ACME, "action_type": "unsubscribe", "results_limit": 0},
        {"s_query": ACME, "action_type": "unsubscribe", "extra": object()},
        {"s_query": ACME, "action_type": "subscribe"},
    ],
)
def test_what_is_known_of_a_newer_request_is_checked(make: Make, fields: dict[str, Any]) -> None:
    """`unchecked` lets through what is not known, and nothing that is known to be wrong."""
    close, requests, _ = client(make, CONTRACT_ANSWERS["sequence_subscription"])
    with pytest.raises(InvalidRequest):
        close.bulk.start("sequence_subscription", unchecked=True, **fields)
    assert not requests


@pytest.mark.parametrize("unchecked", [False, True])
def test_type_is_not_said_in_two_ways(make: Make, *, unchecked: bool) -> None:
    """A type among the fields that is not the one that was asked for is refused, checked or not."""
    close, requests, _ = client(make, CONTRACT_ANSWERS["sequence_subscription"])
    with pytest.raises(InvalidRequest, match="'resume' is not pause"):
        close.bulk.start("pause", unchecked=unchecked, s_query=ACME, action_type="resume")
    assert not requests


@pytest.mark.parametrize("name", ["dry_run", "unchecked"])
@pytest.mark.parametrize("value", [None, 0, 1, "yes", []])
def test_switch_is_true_or_false_and_nothing_else(make: Make, name: str, value: Any) -> None:
    """What might have been meant as a rehearsal never starts anything."""
    close, requests, _ = client(make, CONTRACT_ANSWERS["sequence_subscription"])
    with pytest.raises(InvalidRequest, match="not True or False"):
        close.bulk.start("pause", s_query=ALL_LEADS, **{name: value})
    assert not requests


@pytest.mark.parametrize("action_type", CALLS)
def test_lost_start_says_which_list_has_it_and_what_to_compare(
    make: Make, action_type: str
) -> None:
    """After a lost answer, the error names the list of the kind and members that its items have."""
    lost: list[Any] = [*answers(action_type)[:-1], httpx.ReadError("reset")]
    close, requests, _ = client(make, *lost)
    with pytest.raises(OutcomeUnknown) as caught:
        getattr(close.bulk, action_type)(s_query=ACME, **CALLS[action_type], **own(action_type))
    kind = _kinds.action_types()[action_type]
    assert len(requests) == len(lost)
    assert f"close.bulk.list({kind.name!r})" in str(caught.value)
    named = re.search(r"compare (.*) of its \.data", str(caught.value))
    assert named
    schema = resolve({"$ref": f"#/components/schemas/{kind.read.answer.__name__}"})
    assert set(re.split(r", | and ", named[1])) <= set(schema["properties"])


def test_query_of_the_builder_is_sent_as_its_json(make: Make) -> None:
    """A `Query` is sent as the JSON that it stands for."""
    query = lead("name").has_words("ACME Inc.")
    close, requests, _ = client(make, CONTRACT_ANSWERS["sequence_subscription"])
    close.bulk.pause(s_query=query)
    assert json.loads(requests[0].content)["s_query"] == to_query(query)


VIEW = {"id": "save_1", "type": "lead", "s_query": ACME}


def test_smart_view_is_read_and_its_query_sent(make: Make) -> None:
    """A Smart View costs one read, and what is sent is its query."""
    view = httpx.Response(200, json=VIEW)
    close, requests, _ = client(make, view, CONTRACT_ANSWERS["sequence_subscription"])
    close.bulk.pause(s_query=smart_view("save_1"))
    assert [r.url.path for r in requests] == [
        "/api/v1/saved_search/save_1/",
        "/api/v1/bulk_action/sequence_subscription/",
    ]
    assert "ACME Inc." in requests[1].content.decode()


def test_smart_view_is_not_read_for_a_request_that_is_wrong_anyway(make: Make) -> None:
    """What is wrong with other fields is told before anything is sent."""
    close, requests, _ = client(make, httpx.Response(200, json=VIEW))
    with pytest.raises(InvalidRequest, match="results_limit"):
        close.bulk.pause(s_query=smart_view("save_1"), results_limit=0)
    assert not requests


def test_smart_view_of_other_objects_starts_nothing(make: Make) -> None:
    """A Smart View that shows no leads ends the call before the start."""
    close, requests, _ = client(make, httpx.Response(200, json={**VIEW, "type": "contact"}))
    with pytest.raises(InvalidRequest, match="save_1"):
        close.bulk.pause(s_query=smart_view("save_1"))
    assert [request.method for request in requests] == ["GET"]


def test_smart_view_counts_as_its_query_does(make: Make) -> None:
    """A count reads the Smart View as a start does."""
    close, requests, _ = client(make, httpx.Response(200, json=VIEW), COUNT)
    assert close.leads.count(smart_view("save_1")) == 7
    assert "ACME Inc." in requests[1].content.decode()


def test_answer_about_another_smart_view_is_not_taken(make: Make) -> None:
    """The query of another Smart View than the one asked for is never sent."""
    close, requests, _ = client(make, httpx.Response(200, json={**VIEW, "id": "save_2"}))
    with pytest.raises(BadResponse, match="save_2"):
        close.bulk.pause(s_query=smart_view("save_1"))
    assert {request.method for request in requests} == {"GET"}
