"""Subscriptions one by one, Smart Views, events, and whose key it is."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, get_type_hints

import httpx
import pytest

from close_bulk import BadResponse, Close, InvalidRequest, OutcomeUnknown, _contract
from close_bulk._resources import fields
from kit import Make, client, scripted

SUBSCRIPTION = {
    "id": "sub_1",
    "status": "active",
    "contact_id": "cont_1",
    "sequence_id": "seq_1",
    "sender_name": "John",
}
LOST = httpx.ReadError("the connection was lost")


def shown(**changes: Any) -> httpx.Response:
    """Answer with the subscription, some members changed."""
    return httpx.Response(200, json={**SUBSCRIPTION, **changes})


def schema(name: str) -> dict[str, Any]:
    """Give a schema of the contract."""
    return _contract.resolve({"$ref": f"#/components/schemas/{name}"})


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (fields.NewSequenceFields, "CreateSequenceRequest"),
        (fields.SequenceChanges, "UpdateSequenceRequest"),
        (fields.NewStep, "SequenceStepRequest"),
        (fields.StepChange, "SequenceStepChange"),
        (fields.Schedule, "SequenceScheduleRequest"),
        (fields.NewSubscriptionFields, "CreateSequenceSubscriptionRequest"),
        (fields.SubscriptionChanges, "UpdateSequenceSubscriptionRequest"),
    ],
)
def test_typed_fields_are_those_of_the_contract(typed: Any, name: str) -> None:
    """What type checkers accept and demand is what the contract knows and requires."""
    assert set(get_type_hints(typed)) == set(schema(name)["properties"])
    assert typed.__required_keys__ == set(schema(name).get("required", ()))


def test_time_ranges_are_those_of_the_contract() -> None:
    """A range of a schedule has the members of the contract's."""
    ranges = schema("SequenceScheduleRequest")["properties"]["ranges"]["items"]
    assert set(get_type_hints(fields.TimeRange)) == set(ranges["properties"])
    assert fields.TimeRange.__required_keys__ == set(ranges["required"])


def test_sender_is_the_part_of_a_change_that_names_one() -> None:
    """The three fields of a sender are all those of a change but its status."""
    changes = set(schema("UpdateSequenceSubscriptionRequest")["properties"]) - {"status"}
    assert fields.Sender.__required_keys__ == changes


def test_filters_of_events_are_those_of_the_contract() -> None:
    """Every filter of the list of events can be given, and no other."""
    names = {
        _contract.resolve(p)["name"] for p in _contract.operation("get", "/event/")["parameters"]
    }
    assert set(get_type_hints(fields.EventFilters)) == names - {"_limit", "_cursor"}


@pytest.mark.parametrize(
    ("typed", "name", "field"),
    [
        (fields.SequenceChanges, "SequenceStatus", "status"),
        (fields.SubscriptionChanges, "SequenceSubscriptionStatusChange", "status"),
    ],
)
def test_typed_choices_are_those_of_the_contract(typed: Any, name: str, field: str) -> None:
    """The words that type checkers let pass are those of the contract."""
    assert list(get_type_hints(typed)[field].__args__) == schema(name)["enum"]


def test_create_sends_what_was_given_and_reads_201(make: Make) -> None:
    """A new subscription arrives whole, and its answer of 201 is a success."""
    close, requests, _ = client(make, httpx.Response(201, json=SUBSCRIPTION))
    given = {
        "sequence_id": "seq_1",
        "contact_id": "cont_1",
        "contact_email": "a@b.example",
        "sender_account_id": "emailacct_1",
        "sender_name": "John",
        "sender_email": "john@b.example",
        "calls_assigned_to": ["user_1"],
        "from_phone_number_id": "phon_1",
    }
    assert close.subscriptions.create(**given).id == "sub_1"
    assert json.loads(requests[0].content) == given


def test_lead_is_no_contact(make: Make) -> None:
    """A lead's id where a contact's belongs has its own sentence, and nothing is sent."""
    close, requests, _ = client(make, shown())
    with pytest.raises(InvalidRequest, match=r"'lead_1' is an id of another kind.*'cont_'"):
        close.subscriptions.create(sequence_id="seq_1", contact_id="lead_1")
    assert not requests


def test_lost_creation_is_never_sent_twice(make: Make) -> None:
    """The contact could get the mail twice; the error says where to look."""
    close, requests, _ = client(make, LOST)
    with pytest.raises(OutcomeUnknown, match=r"close\.subscriptions\.list\(contact_id=\.\.\.\)"):
        close.subscriptions.create(sequence_id="seq_1", contact_id="cont_1")
    assert len(requests) == 1


def test_update_is_what_was_asked_or_says_so(make: Make) -> None:
    """An answer that shows another status than asked is looked up, and if it stays so, open."""
    close, requests, _ = client(make, shown(), shown(status="paused"))
    assert close.subscriptions.update("sub_1", status="paused").status == "paused"
    assert [r.method for r in requests] == ["PUT", "GET"]
    close, _, _ = client(make, shown())
    with pytest.raises(OutcomeUnknown, match="its status is 'active', not 'paused'"):
        close.subscriptions.update("sub_1", status="paused")


def test_update_trusts_another_spelling(make: Make) -> None:
    """The service may write a name in its own way; its answer still says that it was changed."""
    close, requests, _ = client(make, shown(sender_name="EVE"))
    assert close.subscriptions.update("sub_1", sender_name="Eve").sender_name == "EVE"
    assert len(requests) == 1


def test_list_demands_a_filter(make: Make) -> None:
    """No filter is refused at once, before anything is iterated over."""
    close, requests, _ = client(make, shown())
    with pytest.raises(InvalidRequest, match="sequence_id / contact_id / lead_id"):
        close.subscriptions.list()
    with pytest.raises(InvalidRequest, match="another kind"):
        close.subscriptions.list(contact_id="lead_1")
    assert not requests


def test_smart_view_is_read(make: Make) -> None:
    """A Smart View comes with its query; another id is refused before it is sent."""
    query = {"type": "object_type", "object_type": "lead"}
    close, requests, _ = client(make, httpx.Response(200, json={"id": "save_1", "s_query": query}))
    assert close.smart_views.get("save_1").s_query == query
    assert requests[0].url.path == "/api/v1/saved_search/save_1/"
    with pytest.raises(InvalidRequest, match="'save_'"):
        close.smart_views.get("lead_1")


def test_me_is_the_user_behind_the_key(make: Make) -> None:
    """The user comes with his or her organizations."""
    user = {"id": "user_1", "organizations": [{"id": "orga_1", "name": "Northwind"}]}
    close, _, _ = client(make, httpx.Response(200, json=user))
    assert close.me().organizations[0].name == "Northwind"


def test_me_gives_the_fields_that_are_wanted(make: Make) -> None:
    """Named members come as a plain mapping; a name that no user has is refused."""
    close, requests, _ = client(
        make, httpx.Response(200, json={"id": "user_1", "email": "a@b.example"})
    )
    assert close.me(fields=["email"]) == {"email": "a@b.example"}
    assert requests[0].url.params["_fields"] == "email,id"
    with pytest.raises(InvalidRequest, match="did you mean email"):
        close.me(fields=["emial"])


def page(ids: list[str], following: str | None = None) -> httpx.Response:
    """Answer with a page of events."""
    data = [{"id": i, "action": "created", "object_id": "x", "object_type": "lead"} for i in ids]
    return httpx.Response(200, json={"data": data, "cursor_next": following})


def test_events_are_read_to_the_last_page_each_once(make: Make) -> None:
    """Cursors lead from page to page; an event that comes twice is given once."""
    close, requests, _ = client(make, page(["ev_2", "ev_1"], "next"), page(["ev_1", "ev_0"]))
    found = list(close.events.list(object_type="lead", action="created"))
    assert [event.id for event in found] == ["ev_2", "ev_1", "ev_0"]
    assert requests[0].url.params["_limit"] == "50"
    assert [r.url.params.get("_cursor") for r in requests] == [None, "next"]
    assert {r.url.params["object_type"] for r in requests} == {"lead"}


def test_events_that_do_not_end_are_an_error(make: Make) -> None:
    """A cursor that leads round in a circle ends with an error, after what was new."""
    close, _, _ = client(make, page(["ev_1"], "again"))
    found = iter(close.events.list())
    assert next(found).id == "ev_1"
    with pytest.raises(BadResponse, match="does not end"):
        next(found)


@pytest.mark.parametrize(
    ("moment", "sent"),
    [
        (datetime(2026, 3, 2, 9, tzinfo=UTC), "2026-03-02T09:00:00+00:00"),
        (datetime(2026, 3, 2, 9, tzinfo=timezone(timedelta(hours=2))), "2026-03-02T07:00:00+00:00"),
        ("2026-03-02T09:00:00Z", "2026-03-02T09:00:00Z"),
    ],
)
@pytest.mark.parametrize("bound", ["gt", "gte", "lt", "lte"])
def test_events_take_moments(make: Make, bound: str, moment: Any, sent: str) -> None:
    """A moment arrives as the same moment, under the wire's name."""
    close, requests, _ = client(make, page([]))
    assert list(close.events.list(**{f"date_updated__{bound}": moment})) == []
    assert requests[0].url.params[f"date_updated__{bound}"] == sent


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"date_updated__gt": datetime(2026, 3, 2)}, "has no time zone"),  # noqa: DTZ001
        (
            {"date_updated__gt": datetime.min.replace(tzinfo=timezone(timedelta(hours=14)))},
            "outside the years",
        ),
        ({"date_updated__gt": 3}, "3 is not a string"),
        ({"date_updated__gt": "yesterday"}, "no moment in ISO 8601"),
        ({"date_updated__lte": "2026-03-02T09:15:00"}, "has no offset; add it"),
        ({"date_updated": "2026"}, "unknown field; did you mean date_updated__"),
        ({"lead_id": "cont_1"}, "another kind"),
        ({"_limit": 5}, "unknown field"),
    ],
)
def test_wrong_filters_of_events_are_refused_at_once(
    make: Make, filters: dict[str, Any], words: str
) -> None:
    """A filter that is unknown or wrong is named before anything is read."""
    close, requests, _ = client(make, page([]))
    with pytest.raises(InvalidRequest, match=words):
        close.events.list(**filters)
    assert not requests


def test_parts_of_a_client_are_made_once_and_for_each_copy() -> None:
    """`close.sequences` is one object; a copy with other options has its own."""
    transport, _ = scripted(httpx.Response(200))
    close = Close(api_key="k", transport=transport)
    assert close.sequences is close.sequences
    assert close.with_options(timeout=5).sequences is not close.sequences
    assert "sequences" in dir(Close)


def test_update_compares_ids_to_the_letter(make: Make) -> None:
    """An answer that shows another id than asked is looked up, and if it stays so, open."""
    close, requests, _ = client(make, shown(sender_account_id="emailacct_1"))
    with pytest.raises(OutcomeUnknown, match="its sender_account_id is 'emailacct_1', not 'em"):
        close.subscriptions.update("sub_1", sender_account_id="emailacct_2")
    assert [request.method for request in requests] == ["PUT", "GET"]


def test_sender_that_the_service_did_not_take_is_not_reported_as_changed(make: Make) -> None:
    """The report tells what the service's own answers tell."""
    sender = {"sender_account_id": "emailacct_2", "sender_name": "E", "sender_email": "e@x.example"}
    close, _, _ = client(make, shown(**{**sender, "sender_account_id": "emailacct_1"}))
    report = close.subscriptions.change_sender(["sub_1"], **sender)
    assert [row.outcome for row in report.rows] == ["unknown"]


@pytest.mark.parametrize(
    "page",
    [
        {"data": [{"id": None}, {"id": None}]},
        {"data": [{"id": ["ev_1"]}]},
        {"data": [{"id": {}}]},
        {"data": [{"id": ""}]},
        {"data": [{"id": "ev_1"}], "cursor_next": "\\ud800"},
        {"data": [{"id": "ev_1"}], "cursor_next": 7},
        {"data": [{"id": "ev_1"}], "cursor_next": ["x"]},
    ],
    ids=str,
)
def test_events_that_cannot_be_told_apart_or_read_on_are_an_error(make: Make, page: Any) -> None:
    """Neither is anything lost in silence, nor does an exception of Python's own come out."""
    content = json.dumps(page).replace("\\\\", "\\")
    close, requests, _ = client(make, httpx.Response(200, content=content))
    with pytest.raises(BadResponse):
        list(close.events.list())
    assert len(requests) == 1
