"""Whatever is passed, it is refused with a typed error, or what was checked is what is sent."""

import enum
import types
from collections import UserList
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from close_api_client import models
from close_bulk import ALL_LEADS, CloseError, ConfigurationError, InvalidRequest
from close_bulk.query import ago, all_of, contact, lead, smart_view
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


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("field", FIELDS)
def test_hostile_field_is_an_invalid_request(make: Make, field: str, name: str) -> None:
    """A field that cannot be shown, asked or written is named as invalid, and nothing is sent."""
    close, requests, _ = client(make, answer())
    with pytest.raises(InvalidRequest) as caught:
        close.bulk.pause(**{"s_query": ALL_LEADS, field: HOSTILE[name]})
    assert field in caught.value.invalid
    assert not requests


NAIVE = datetime(2026, 3, 31, 12)  # noqa: DTZ001 - as people write them
NO_ZONE = "datetime.datetime(2026, 3, 31, 12, 0) has no time zone; "
NOTHING = (
    "queries: is empty, and what has no condition could hold for everybody; give at least one query"
)
OTHER = "'lead_1' is an id of another kind, of a lead and not of a contact; this one begins with 'cont_'"
VALUE = {"s_query": ALL_LEADS, "custom_field_name": "Tier"}
FROM = {"s_query": ALL_LEADS, "sender_account_id": "emailacct_1", "sender_name": "John"}
STEP = models.SequenceStep.from_dict({"id": "seqstep_1", "step_type": "call"})
AT = datetime(2026, 3, 31, 12, tzinfo=UTC)
SENTENCES: dict[str, tuple[Callable[[Make, Any], Any], str]] = {
    "naive datetime in a query": (
        lambda *_: lead("date_created") >= NAIVE,
        (
            f"{NO_ZONE}give one, for example datetime(2026, 3, 31, 12, tzinfo=UTC), or give a date to mean a "
            "day where the user is"
        ),
    ),
    "misspelt dry run": (
        lambda _, close: close.bulk.pause(s_query=ALL_LEADS, dryrun=True),
        "dryrun: unknown field; did you mean dry_run?",
    ),
    "unlike any field": (
        lambda _, close: close.bulk.pause(s_query=ALL_LEADS, xyz=True),
        (
            "xyz: unknown field; pause takes sequence_id, s_query, results_limit, sort, send_done_email, "
            "expect, dry_run"
        ),
    ),
    "datetime as a value": (
        lambda _, close: close.bulk.set_custom_field(**VALUE, custom_field_value=AT),
        "cannot be written as JSON; give its text, '2026-03-31T12:00:00+00:00'",
    ),
    "naive datetime as a value": (
        lambda _, close: close.bulk.set_custom_field(**VALUE, custom_field_value=NAIVE),
        (
            f"custom_field_value: {NAIVE!r} cannot be written as JSON; give its text with a time zone, for "
            "local time that of .astimezone().isoformat()"
        ),
    ),
    "date as a value": (
        lambda _, close: close.bulk.set_custom_field(**VALUE, custom_field_values=[AT.date()]),
        "datetime.date(2026, 3, 31) at [0] cannot be written as JSON; give its text, '2026-03-31'",
    ),
    "steps as they were read": (
        lambda _, close: close.sequences.update("seq_1", steps=[STEP]),
        (
            "at [0] cannot be written as JSON; of what was read, give the id, 'seqstep_1', or as a mapping "
            "{'id': 'seqstep_1'}"
        ),
    ),
    "naive datetime as a filter": (
        lambda _, close: close.events.list(date_updated__gt=NAIVE),
        f"{NO_ZONE}say which moment is meant: .astimezone() for local time",
    ),
    "key outside ASCII": (
        lambda make, _: make(api_key="api_\u201ckey\u201d"),
        (
            "the argument api_key is not an API key: it holds a letter or a sign outside ASCII, such as a "
            "curly quotation mark or a long dash that a text program has put in; copy the key again"
        ),
    ),
    "lead for a contact": (
        lambda _, close: close.subscriptions.create(sequence_id="seq_1", contact_id="lead_1"),
        f"contact_id: {OTHER}",
    ),
    "lead for a contact, as a filter": (
        lambda _, close: close.subscriptions.list(contact_id="lead_1"),
        f"contact_id: {OTHER}",
    ),
    "lead for a contact, in a query": (lambda *_: contact.id("lead_1"), f"value: {OTHER}"),
    "no results": (
        lambda _, close: close.bulk.pause(s_query=ALL_LEADS, results_limit=0),
        "results_limit: 0 is less than 1; None means all",
    ),
    "fewer than no results": (
        lambda _, close: close.leads.search(ALL_LEADS, results_limit=-1),
        "results_limit: -1 is less than 1; None means all",
    ),
    "empty and": (
        lambda _, close: close.bulk.pause(s_query={"type": "and", "queries": []}),
        f"s_query: {NOTHING}; ALL_LEADS means every lead",
    ),
    "empty and of queries": (lambda *_: all_of(), NOTHING),
    "unknown field": (
        lambda _, close: close.me(fields=["emial"]),
        "fields: 'emial' is no field of the answer; did you mean email?",
    ),
    "no steps": (
        lambda _, close: close.sequences.update("seq_1", steps=[]),
        (
            "steps: is empty; a sequence has at least one step; to stop it, hold it with status='paused' or "
            "delete it"
        ),
    ),
    "misspelt member of a step": (
        lambda _, close: close.sequences.update("seq_1", steps=[{"step_typ": "call"}]),
        "steps: item 0: step_typ: unknown; did you mean step_type?",
    ),
    "Smart View for a query": (
        lambda _, close: close.bulk.pause(s_query="save_1"),
        "s_query: 'save_1' is not a mapping; write smart_view('save_1')",
    ),
    "no address": (
        lambda _, close: close.bulk.reassign(**FROM, sender_email="John"),
        "sender_email: 'John' is not an e-mail address, such as john@salesteam.example",
    ),
    "no values": (
        lambda *_: lead("status_id").is_in(),
        "condition.values: is empty; give at least one",
    ),
    "days before now, below 0": (
        lambda *_: ago(days=-3),
        "offset.days: -3 is less than 0; write from_now(days=3)",
    ),
    "unknown field of a list": (
        lambda _, close: close.bulk.list(fields=["leads"]),
        "fields: 'leads' is no field of the answer; did you mean n_leads?",
    ),
}


@pytest.mark.parametrize("case", SENTENCES)
def test_common_mistake_has_a_sentence_of_its_own(make: Make, case: str) -> None:
    """It says what is wrong, where, and how to mend it; nothing is sent."""
    close, requests, _ = client(make, answer())
    call, sentence = SENTENCES[case]
    with pytest.raises(CloseError) as caught:
        call(make, close)
    assert str(caught.value).splitlines()[-1].removeprefix("- ").endswith(sentence)
    assert not requests


@pytest.mark.parametrize(
    ("call", "headline"),
    [
        (lambda: ago(days=-3), "ago is not a moment that can be sent:"),
        (lambda: lead("name").is_in(), "lead('name').is_in is not a query that can be sent:"),
        (lambda: smart_view("lead_1"), "nothing was sent:"),
    ],
    ids=["moment", "query", "Smart View"],
)
def test_headline_names_what_the_caller_made(call: Callable[[], object], headline: str) -> None:
    """A moment is no query, and who names a Smart View has asked for no request."""
    with pytest.raises(InvalidRequest) as caught:
        call()
    assert str(caught.value).splitlines()[0] == headline


def test_query_in_its_wrapping_is_said_to_be_one(make: Make) -> None:
    """What has the query of a search under `query` is told to be taken out of there."""
    close, requests, _ = client(make, answer())
    with pytest.raises(InvalidRequest, match="has no type; give what is under 'query' alone"):
        close.bulk.pause(s_query={"query": {"type": "object_type", "object_type": "lead"}})
    assert not requests


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
