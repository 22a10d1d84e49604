"""What type checkers see of all that is not a bulk action; mypy and pyright check it, nobody runs it."""
# pyright: strict, reportUnnecessaryTypeIgnoreComment=true

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, assert_type

from close_api_client import models
from close_api_client.types import Unset
from close_bulk import (
    ALL_LEADS,
    UNSET,
    AsyncClose,
    AsyncEvents,
    AsyncLeads,
    AsyncListing,
    AsyncSequences,
    AsyncSmartViews,
    AsyncSubscriptions,
    Close,
    Events,
    Leads,
    Listing,
    OAuth,
    Report,
    Sequences,
    SmartViews,
    StepChange,
    Subscriptions,
)

NOW = datetime.now(UTC)


def client(close: Close) -> None:
    """A client tells who it is for, and gives copies of itself."""
    assert_type(close.me(), models.Me)
    assert_type(close.me(fields=["id"]), Mapping[str, Any])
    assert_type(close.with_options(timeout=5, max_retries=0, tz_offset=None), Close)
    assert_type(close.with_options(on_request=print).bulk.get("bulkedit_1").status, str | None)
    assert_type(close.close(), None)
    assert_type(close.leads, Leads)
    close.me(fields="id").get("id")
    close.me("id")  # type: ignore[call-overload]
    close.with_options(retries=3)  # type: ignore[call-arg]
    close.with_options(timeout="5")  # type: ignore[arg-type]


def left_out(sequences: Sequences) -> None:
    """What an answer may leave out is of a type that `if` narrows."""
    assert_type(UNSET, Unset)
    if steps := sequences.get("seq_1").steps:
        assert_type(steps, list[models.SequenceStep])


def made() -> None:
    """A client takes the settings that it names."""
    with Close(api_key="key", max_connections=3) as close:
        assert_type(close, Close)
    Close(oauth=OAuth(client_id="a", client_secret="b", refresh_token="c", on_refresh=print))
    Close(key="key")  # type: ignore[call-arg]
    Close(api_key=b"key")  # type: ignore[arg-type]
    OAuth(client_id="a", client_secret="b", refresh_token="c")  # type: ignore[call-arg]


async def awaited_client(close: AsyncClose) -> None:
    """The asynchronous client does the same when it is awaited."""
    assert_type(await close.me(), models.Me)
    assert_type(await close.me(fields=["id"]), Mapping[str, Any])
    assert_type(close.with_options(timeout=5), AsyncClose)
    assert_type(await close.close(), None)
    assert_type(close.leads, AsyncLeads)
    async with AsyncClose(token="token") as other:
        assert_type(other, AsyncClose)


def leads(leads: Leads) -> None:
    """Leads are counted, sampled and searched."""
    assert_type(leads.count(ALL_LEADS), int)
    assert_type(leads.sample(ALL_LEADS, 5, fields=["id"]), Sequence[Mapping[str, Any]])
    assert_type(leads.search(ALL_LEADS, sort=[{}], results_limit=5), Listing[Mapping[str, Any]])
    leads.count()  # type: ignore[call-arg]
    leads.count("ACME")  # type: ignore[arg-type]
    leads.search(ALL_LEADS, limit=5)  # type: ignore[call-arg]


async def awaited_leads(leads: AsyncLeads) -> None:
    """Leads, awaited."""
    assert_type(await leads.count(ALL_LEADS), int)
    assert_type(await leads.sample(ALL_LEADS), Sequence[Mapping[str, Any]])
    assert_type(leads.search(ALL_LEADS), AsyncListing[Mapping[str, Any]])


def sequences(sequences: Sequences) -> None:
    """Sequences are models of the generated client."""
    assert_type(sequences.list(), Listing[models.Sequence])
    assert_type(sequences.get("seq_1"), models.Sequence)
    assert_type(
        sequences.create(name="A", timezone="UTC", steps=[{"step_type": "call", "delay": 0}]),
        models.Sequence,
    )
    assert_type(
        sequences.update("seq_1", steps=[{"id": "seqstep_1"}], remove_steps=["seqstep_2"]),
        models.Sequence,
    )
    assert_type(sequences.delete("seq_1"), None)
    sequences.create(name="A", timezone="UTC")  # type: ignore[call-arg]
    sequences.update("seq_1", status="finished")  # type: ignore[arg-type]
    sequences.update("seq_1", steps=[{"delai": 1}])  # type: ignore[typeddict-unknown-key]
    sequences.update(status="paused")  # type: ignore[call-arg]


def steps(sequences: Sequences, present: list[models.SequenceStep]) -> None:
    """The steps that stay are named by the ids of those that were read."""
    sequences.update("seq_1", steps=[{"id": step.id} for step in present])
    sequences.update("seq_1", steps=[{"id": step.id, "delay": 60} for step in present[:-1]])
    kept: list[StepChange] = [{"id": step.id} for step in present]
    sequences.update("seq_1", steps=[*kept, {"step_type": "call", "delay": 0}])


async def awaited_sequences(sequences: AsyncSequences) -> None:
    """Sequences, awaited."""
    assert_type(sequences.list(), AsyncListing[models.Sequence])
    assert_type(await sequences.get("seq_1"), models.Sequence)
    assert_type(await sequences.create(name="A", timezone="UTC", steps=[]), models.Sequence)
    assert_type(await sequences.update("seq_1", status="paused"), models.Sequence)
    assert_type(await sequences.delete("seq_1"), None)


def subscriptions(subscriptions: Subscriptions, one: models.SequenceSubscription) -> None:
    """Subscriptions are models, and changes of many are a report."""
    assert_type(subscriptions.list(lead_id="lead_1"), Listing[models.SequenceSubscription])
    assert_type(subscriptions.get("sub_1"), models.SequenceSubscription)
    assert_type(
        subscriptions.create(sequence_id="seq_1", contact_id="cont_1"), models.SequenceSubscription
    )
    assert_type(subscriptions.update("sub_1", status="finished"), models.SequenceSubscription)
    assert_type(subscriptions.delete("sub_1"), None)
    assert_type(subscriptions.delete(one), None)
    assert_type(subscriptions.delete(["sub_1", one], on_progress=print), Report)
    assert_type(subscriptions.delete(subscriptions.list(lead_id="lead_1")), Report)
    assert_type(subscriptions.pause(["sub_1", one], on_progress=print), Report)
    assert_type(subscriptions.resume(subscriptions.list(lead_id="lead_1")), Report)
    assert_type(
        subscriptions.change_sender(
            one, sender_account_id="emailacct_1", sender_name="J", sender_email="j@s.example"
        ),
        Report,
    )
    subscriptions.list(status="active")  # type: ignore[call-arg]
    subscriptions.create(sequence_id="seq_1")  # type: ignore[call-arg]
    subscriptions.update("sub_1", status="done")  # type: ignore[arg-type]
    subscriptions.pause([1])  # type: ignore[list-item]
    subscriptions.delete([1])  # type: ignore[list-item]
    subscriptions.change_sender("sub_1", sender_name="J")  # type: ignore[call-arg]


async def awaited_subscriptions(subscriptions: AsyncSubscriptions) -> None:
    """Subscriptions, awaited."""
    assert_type(subscriptions.list(lead_id="lead_1"), AsyncListing[models.SequenceSubscription])
    assert_type(await subscriptions.get("sub_1"), models.SequenceSubscription)
    assert_type(
        await subscriptions.create(sequence_id="seq_1", contact_id="cont_1"),
        models.SequenceSubscription,
    )
    assert_type(await subscriptions.update("sub_1", status="paused"), models.SequenceSubscription)
    assert_type(await subscriptions.delete("sub_1"), None)
    assert_type(await subscriptions.delete(["sub_1"]), Report)
    assert_type(await subscriptions.pause("sub_1"), Report)
    assert_type(await subscriptions.resume(["sub_1"]), Report)
    assert_type(
        await subscriptions.change_sender(
            "sub_1", sender_account_id="emailacct_1", sender_name="J", sender_email="j@s.example"
        ),
        Report,
    )


def others(smart_views: SmartViews, events: Events) -> None:
    """Smart Views and events are models, too."""
    assert_type(smart_views.get("save_1"), models.SavedSearch)
    assert_type(events.list(lead_id="lead_1", date_updated__gt=NOW), Listing[models.Event])
    events.list(date_updated__gt=1.5)  # type: ignore[arg-type]
    events.list(limit=5)  # type: ignore[call-arg]


async def awaited_others(smart_views: AsyncSmartViews, events: AsyncEvents) -> None:
    """Smart Views and events, awaited."""
    assert_type(await smart_views.get("save_1"), models.SavedSearch)
    assert_type(events.list(action="created"), AsyncListing[models.Event])
