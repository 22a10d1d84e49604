"""/event/: what is logged, who did it, and how the log is read without losing or repeating."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.contracted import EVENTS, SEQUENCES, SUBSCRIPTIONS, Contracted

DAY = 24 * 3600


@pytest.fixture
def bench() -> Contracted:
    """An emulator whose answers are held against the contract."""
    return Contracted()


def numbered(count: int) -> Contracted:
    """An emulator with so many events: sequences S1, S2 and so on, created a minute apart."""
    bench = Contracted()
    for n in range(1, count + 1):
        bench.create_sequence(name=f"S{n}")
        bench.clock.advance(60)
    return bench


def names(events: list[dict[str, Any]]) -> list[str]:
    """The names of the sequences that were created."""
    return [event["data"]["name"] for event in events]


def test_a_life_is_logged(bench: Contracted) -> None:
    """Creation, change and deletion of a subscription are three events, the newest first."""
    made = bench.subscribe(bench.add_person(), bench.sequence_id)
    path = f"{SUBSCRIPTIONS}{made['id']}/"
    paused = bench.ok("PUT", path, {"status": "paused"})
    bench.send("DELETE", path)
    deleted, updated, created = bench.events(lead_id=made["lead_id"])
    assert [each["action"] for each in (created, updated, deleted)] == [
        *("created", "updated", "deleted")
    ]
    assert (created["data"], created["previous_data"]) == (made, {})
    assert updated["data"] == paused
    assert updated["previous_data"] == {"status": "active", "status_reason": None}
    assert set(updated["changed_fields"]) == {"status", "status_reason"}
    assert (deleted["data"], deleted["changed_fields"]) == (None, [])
    for event in (created, updated, deleted):
        assert event["object_type"] == "sequence_subscription"
        assert (event["object_id"], event["lead_id"]) == (made["id"], made["lead_id"])
        assert event["organization_id"] == bench.organization.id
        assert event["meta"] == {}


def test_sequences_are_logged(bench: Contracted) -> None:
    """A sequence's events show it as it was then, and what an update replaced."""
    made = bench.create_sequence(name="A")
    path = f"{SEQUENCES}{made['id']}/"
    bench.ok("PUT", path, {"name": "B", "status": "paused"})
    bench.send("DELETE", path)
    deleted, updated, created = bench.events(object_type="sequence", object_id=made["id"])
    assert created["data"] == made
    assert updated["data"]["name"] == "B"
    assert updated["previous_data"] == {"name": "A", "status": "active"}
    assert (deleted["action"], deleted["data"], deleted["lead_id"]) == ("deleted", None, None)


def test_events_name_request_user_and_key(bench: Contracted) -> None:
    """An event has the x-request-id of its request, the user, and the id of the key."""
    contact = bench.add_person()
    body = {"contact_id": contact, "sequence_id": bench.sequence_id}
    response = bench.send("POST", SUBSCRIPTIONS, body)
    (event,) = bench.events(request_id=dict(response.headers)["x-request-id"])
    assert event["user_id"] == bench.organization.user.id
    assert event["api_key_id"] == bench.emulator.add_api_key(bench.emulator.api_key)


def test_each_key_has_an_id_and_a_token_has_none(bench: Contracted) -> None:
    """Whoever writes with a key of one's own finds one's own events; tokens leave no key id."""
    key_id = bench.emulator.add_api_key("second")
    bench.emulator.add_token("token")
    ids: list[str | None] = []
    for header in ("Basic c2Vjb25kOg==", "Bearer token"):
        body = {"name": "A", "timezone": "UTC", "steps": [{"delay": 1}]}
        response = bench.send("POST", SEQUENCES, body, authorization=header)
        (event,) = bench.events(request_id=dict(response.headers)["x-request-id"])
        ids.append(event["api_key_id"])
    assert ids == [key_id, None]


def test_what_time_does_has_no_request(bench: Contracted) -> None:
    """A subscription that finishes by itself is nobody's doing."""
    made = bench.subscribe(bench.add_person(), bench.create_sequence()["id"])
    bench.clock.advance(DAY)
    event = bench.events(lead_id=made["lead_id"])[0]
    assert event["data"]["status"] == "finished"
    assert (event["request_id"], event["user_id"], event["api_key_id"]) == (None, None, None)


def test_effects_name_their_bulk_action(bench: Contracted) -> None:
    """What a bulk action does to a lead's subscription names the action in meta, and its user."""
    bench.add_leads(2)
    action = bench.start()
    bench.emulator.step(9)
    events = bench.events(object_type="sequence_subscription", action="created")
    assert len(events) == 2
    for event in events:
        assert event["meta"] == {"bulk_action_id": action}
        assert event["user_id"] == bench.organization.user.id
        assert event["request_id"] is None


def test_an_event_shows_what_was_not_what_is(bench: Contracted) -> None:
    """Later changes of an object do not alter earlier events."""
    made = bench.subscribe(bench.add_person(), bench.sequence_id)
    before = bench.events(lead_id=made["lead_id"])
    bench.ok("PUT", f"{SUBSCRIPTIONS}{made['id']}/", {"sender_name": "Mira"})
    assert bench.events(lead_id=made["lead_id"])[1:] == before


def test_furnishing_is_not_logged(bench: Contracted) -> None:
    """What a test puts there was there before the log began."""
    contact = bench.add_person()
    bench.emulator.add_subscription(contact, bench.sequence_id, sender_account_id=bench.account_id)
    assert bench.events() == []


@given(count=st.integers(0, 12), size=st.integers(1, 5), new=st.lists(st.integers(0, 3)))
def test_pages_neither_repeat_nor_lose(count: int, size: int, new: list[int]) -> None:
    """Reading on by cursor_next meets every event once, however many come meanwhile."""
    bench = numbered(count)
    seen: list[str] = []
    later = iter(new)
    for event in bench.every_event(size):
        seen.append(event["data"]["name"])
        for _ in range(next(later, 0)):
            bench.create_sequence(name="late")
    assert seen == [f"S{n}" for n in range(count, 0, -1)]


@given(count=st.integers(0, 4), batches=st.lists(st.integers(0, 7), max_size=4))
def test_newer_events_are_found_behind_cursor_previous(count: int, batches: list[int]) -> None:
    """Following cursor_previous meets every new event once, the nearest page first."""
    bench = numbered(count)
    cursor = bench.ok("GET", EVENTS)["cursor_previous"]
    made: list[str] = []
    seen: list[str] = []
    for batch in [*batches, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]:
        made += [bench.create_sequence(name=f"N{len(made) + n}")["name"] for n in range(batch)]
        page = bench.ok("GET", EVENTS, query={"_cursor": cursor, "_limit": "3"})
        seen += names(page["data"])[::-1]
        cursor = page["cursor_previous"]
    assert seen == made


def test_there_and_back() -> None:
    """The page before the page after is the page itself."""
    bench = numbered(6)
    query = {"_limit": "2"}
    first = bench.ok("GET", EVENTS, query=query)
    second = bench.ok("GET", EVENTS, query=query | {"_cursor": first["cursor_next"]})
    assert names(second["data"]) == ["S4", "S3"]
    back = bench.ok("GET", EVENTS, query=query | {"_cursor": second["cursor_previous"]})
    assert back["data"] == first["data"]
    assert bench.ok("GET", EVENTS, query=query | {"_cursor": back["cursor_next"]}) == second


def test_an_empty_page_leads_back_to_the_newest() -> None:
    """Where nothing newer has come yet, cursor_next is the newest page again."""
    bench = numbered(3)
    newest = bench.ok("GET", EVENTS)
    empty = bench.ok("GET", EVENTS, query={"_cursor": newest["cursor_previous"]})
    assert (empty["data"], empty["cursor_previous"]) == ([], newest["cursor_previous"])
    assert bench.ok("GET", EVENTS, query={"_cursor": empty["cursor_next"]}) == newest


def test_a_cursor_keeps_bounds_and_no_other_filter() -> None:
    """The bounds of date_updated need not be sent again, the other filters must (documented)."""
    bench = numbered(6)
    bench.ok("PUT", f"{SEQUENCES}{bench.sequence_id}/", {"name": "Changed"})
    query = {"_limit": "2", "object_type": "sequence", "action": "created"}
    bounds = {"date_updated__gte": "2024-01-01T00:02:00+00:00"}
    first = bench.ok("GET", EVENTS, query=query | bounds)
    assert names(first["data"]) == ["S6", "S5"]
    cursor = {"_cursor": first["cursor_next"]}
    second = bench.ok("GET", EVENTS, query=query | cursor)
    assert (names(second["data"]), second["cursor_next"]) == (["S4", "S3"], None)


@pytest.mark.parametrize(
    ("bounds", "found"),
    [
        ({"date_updated__gt": "2024-01-01T00:02:00+00:00"}, ["S4"]),
        ({"date_updated__gte": "2024-01-01T00:02:00"}, ["S4", "S3"]),
        ({"date_updated__lt": "2024-01-01T02:01:00+02:00"}, ["S1"]),
        ({"date_updated__lte": "2024-01-01T00:01:00Z"}, ["S2", "S1"]),
        ({"date_updated__gte": "2024-01-01", "date_updated__lt": "2024-01-01T00:01"}, ["S1"]),
    ],
)
def test_events_are_bounded_by_date(bounds: dict[str, str], found: list[str]) -> None:
    """The four bounds of date_updated mean what they say; without an offset they are UTC."""
    assert names(numbered(4).events(**bounds)) == found


def test_filters_select(bench: Contracted) -> None:
    """Each supported combination finds what meets all of its filters, and nothing else."""
    made = [bench.subscribe(bench.add_person(f"L{n}"), bench.sequence_id) for n in range(3)]
    wanted = made[1]
    bench.ok("PUT", f"{SUBSCRIPTIONS}{wanted['id']}/", {"status": "paused"})
    bench.create_sequence()
    kind, user = "sequence_subscription", bench.organization.user.id
    for filters, count in (
        ({"object_type": kind, "object_id": wanted["id"]}, 2),
        ({"object_type": kind, "action": "created"}, 3),
        ({"object_id": wanted["id"], "action": "updated"}, 1),
        ({"lead_id": wanted["lead_id"]}, 2),
        ({"lead_id": wanted["lead_id"], "object_type": kind, "action": "created"}, 1),
        ({"lead_id": wanted["lead_id"], "object_type": "sequence"}, 0),
        ({"user_id": user}, 5),
        ({"user_id": user, "object_type": kind}, 4),
        ({"user_id": "user_none"}, 0),
        ({"request_id": "req_none"}, 0),
    ):
        assert len(bench.events(**filters)) == count, filters


@pytest.mark.parametrize(
    "names_of_filters",
    [{"object_type"}, {"action"}, {"lead_id", "action"}, {"request_id", "user_id"}],
)
def test_other_combinations_are_refused(bench: Contracted, names_of_filters: set[str]) -> None:
    """Filters that are not documented to go together are 400, with those that are."""
    values = {"lead_id": "lead_1", "user_id": "user_1"}
    query = {name: values.get(name, "x") for name in names_of_filters}
    response = bench.send("GET", EVENTS, query=query)
    assert response.status == 400
    assert b"lead_id + object_type" in response.body


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("_limit", ["0", "51", "x"]),
        ("_skip", ["0", "1"]),
        ("_cursor", ["", "x", "W10=", "WzEsMl0=", "bnVsbA==", "\u00e4", "WyJhIiwxLHt9XQ=="]),
        ("date_updated__gt", ["", "yesterday", "2024-01-01T00:00:00 00:00", "2024-13-01"]),
        ("object_type", [""]),
        ("lead_id", ["user_1"]),
        ("user_id", ["lead_1"]),
    ],
)
def test_wrong_parameters_are_named(bench: Contracted, name: str, values: list[str]) -> None:
    """A limit beyond 50, any _skip, a made-up cursor and what is no moment are 400, named."""
    for value in values:
        assert list(bench.problems("GET", EVENTS, query={name: value})) == [name], value


def test_events_are_kept_for_thirty_days() -> None:
    """What is older than 30 days is no longer shown, on no page."""
    bench = numbered(2)
    cursor = bench.ok("GET", EVENTS, query={"_limit": "1"})["cursor_next"]
    bench.clock.advance(30 * DAY - 60)
    assert names(bench.events()) == ["S2"]
    assert bench.ok("GET", EVENTS, query={"_cursor": cursor})["data"] == []


def test_nothing_is_drawn_before_it_is_read(
    bench: Contracted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An event's data is JSON only once somebody asks, so that large bulk actions stay cheap."""
    drawn: list[object] = []

    def draw(*record: object) -> dict[str, object]:
        drawn.append(record)
        return {}

    monkeypatch.setattr("close_emulator.views.subscription", draw)
    bench.add_leads(3)
    bench.start()
    bench.emulator.step(9)
    assert (len(bench.statuses()), drawn) == (3, [])
    bench.events(object_type="sequence_subscription", action="created")
    assert len(drawn) == 3
