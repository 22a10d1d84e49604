"""`Close` and `AsyncClose` are one client with two faces."""

import asyncio
import inspect
from contextlib import closing
from typing import Any

import pytest

import close_bulk
from close_bulk import (
    ALL_LEADS,
    AsyncBulk,
    AsyncBulkAction,
    AsyncClose,
    AsyncEvents,
    AsyncLeads,
    AsyncListing,
    AsyncSequences,
    AsyncSmartViews,
    AsyncSubscriptions,
    Bulk,
    BulkAction,
    Close,
    Events,
    Leads,
    Listing,
    Sequences,
    SmartViews,
    Subscriptions,
)
from close_emulator import Timed
from kit import ACME, CLIENTS, Make, World, make_world

TWINS = [
    (Close, AsyncClose),
    (Bulk, AsyncBulk),
    (Leads, AsyncLeads),
    (Sequences, AsyncSequences),
    (Subscriptions, AsyncSubscriptions),
    (SmartViews, AsyncSmartViews),
    (Events, AsyncEvents),
    (BulkAction, AsyncBulkAction),
    (Listing, AsyncListing),
]


def test_every_twin_is_compared() -> None:
    """No public class that has an asynchronous twin is left out of these tests."""
    twins = {name for name in close_bulk.__all__ if name.startswith("Async")}
    assert {(sync.__name__, twin.__name__) for sync, twin in TWINS} == {
        (name.removeprefix("Async"), name) for name in twins
    }


def public(kind: type) -> dict[str, Any]:
    """Name the public methods of a class; how it is made counts where users make it."""
    members = inspect.getmembers(kind, inspect.isfunction)
    made = {"__init__"} if kind in (Close, AsyncClose) else set()
    return {name: member for name, member in members if not name.startswith("_") or name in made}


@pytest.mark.parametrize(("sync", "twin"), TWINS)
def test_twins_have_the_same_methods(sync: type, twin: type) -> None:
    """Both classes have the same public methods."""
    assert public(sync).keys() == public(twin).keys()


@pytest.mark.parametrize(("sync", "twin"), TWINS)
def test_twins_take_the_same_parameters(sync: type, twin: type) -> None:
    """Each method of the one takes what its twin takes: names, kinds, defaults and types."""
    for name, method in public(sync).items():
        ours, theirs = inspect.signature(method), inspect.signature(public(twin)[name])
        assert list(ours.parameters.values()) == list(theirs.parameters.values()), name


@pytest.mark.parametrize(("sync", "twin"), TWINS)
def test_source_signatures_of_twins_agree(sync: type, twin: type) -> None:
    """The parameters as written agree too, so that type checkers see what `help()` shows."""
    for name, method in public(sync).items():
        other = public(twin)[name]
        assert (
            method.__code__.co_varnames[: _arguments(method)]
            == other.__code__.co_varnames[: _arguments(other)]
        )
        assert method.__kwdefaults__ == other.__kwdefaults__
        written = [
            {k: v for k, v in f.__annotations__.items() if k != "return"} for f in (method, other)
        ]
        assert written[0] == written[1], name


def _arguments(method: Any) -> int:
    return int(method.__code__.co_argcount + method.__code__.co_kwonlyargcount)


@pytest.mark.parametrize(("sync", "twin"), TWINS)
def test_twins_are_documented_alike(sync: type, twin: type) -> None:
    """Every public method has documentation, and both have the same."""
    for name, method in public(sync).items():
        assert method.__doc__, name
        assert method.__doc__ == public(twin)[name].__doc__


def week(make: Make, world: World) -> list[Any]:
    """Do a week's work and note all that it came to."""
    client = make(api_key="emulator-key", transport=world.transport, clock=world.clock)
    notes: list[Any] = [client.leads.count(ACME), client.leads.count(ALL_LEADS)]
    for fields in ({"results_limit": 3}, {}):
        action = client.bulk.subscribe(**world.subscribe, **fields)
        notes += [str(progress) for progress in action.watch()]
    notes += [client.bulk.pause(s_query=ACME).pause().data.to_dict()]
    notes += [
        action.resume().wait().data.to_dict()
        for action in client.bulk.list()
        if action.status == "paused"
    ]
    with pytest.raises(close_bulk.CloseError) as refused:
        client.bulk.reassign(s_query=ACME, sender_nam="Eve")
    notes += [str(refused.value)]
    notes += [s.to_dict() for s in client.subscriptions.list(sequence_id=world.sequence_id)]
    client.close()
    return notes


def test_twins_do_the_same() -> None:
    """The same work on equal emulators has the same results, to the last member, and takes the same time."""
    worlds = [make_world(Timed(rate=2.0)) for _ in range(2)]
    with closing(asyncio.new_event_loop()) as loop:
        results = [
            week(make(loop), world) for make, world in zip(CLIENTS.values(), worlds, strict=True)
        ]
    assert results[0] == results[1]
    assert worlds[0].clock.naps == worlds[1].clock.naps
    assert len(results[0]) > 25


def test_every_public_name_is_documented_and_real() -> None:
    """Each name of the package exists, and has a docstring of its own."""
    for name in close_bulk.__all__:
        value = getattr(close_bulk, name)
        assert name in dir(close_bulk)
        if inspect.isclass(value):
            assert value.__doc__, name
    with pytest.raises(AttributeError, match="Nothing"):
        close_bulk.Nothing  # noqa: B018
