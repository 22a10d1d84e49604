"""An emulator with bulk actions at every stage, what a harness must know of it, and one full run."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

import httpx
import pytest

from close_contract import Known, Report, Server, Suite
from close_emulator import Emulator, ManualClock, Stepped
from close_emulator.asgi import application
from close_emulator.sample import furnish
from close_emulator.transport import EmulatorTransport
from contract.served import SERVED

Prepare: TypeAlias = Callable[[Emulator], Known]

ACTIONS: Final = "/bulk_action/sequence_subscription/"
LEADS: Final[Mapping[str, Any]] = {"type": "object_type", "object_type": "lead"}
MATCHING: Final[Mapping[str, Any]] = {
    "type": "and",
    "queries": [
        LEADS,
        {
            "type": "or",
            "queries": [
                {
                    "type": "field_condition",
                    "field": {"type": "regular_field", "object_type": "lead", "field_name": "name"},
                    "condition": {"type": "text", "mode": "full_words", "value": "ACME"},
                },
                {
                    "type": "has_related",
                    "this_object_type": "lead",
                    "related_object_type": "contact",
                    "related_query": {
                        "type": "field_condition",
                        "field": {
                            "type": "regular_field",
                            "object_type": "contact",
                            "field_name": "date_created",
                        },
                        "condition": {"type": "exists"},
                    },
                },
            ],
        },
        {"type": "id", "value": "lead_none", "negate": True},
    ],
}
BY_NAME: Final[Mapping[str, Any]] = {
    "direction": "asc",
    "field": {"type": "regular_field", "object_type": "lead", "field_name": "name"},
}


def _start(client: httpx.Client, then: str | None = None) -> str:
    response = client.post(ACTIONS, json={"action_type": "pause", "s_query": LEADS})
    action_id: str = response.raise_for_status().json()["id"]
    if then is not None:
        client.put(f"{ACTIONS}{action_id}/", json={"status": then}).raise_for_status()
    return action_id


def _start_at_every_stage(emulator: Emulator) -> str:
    """Leave bulk actions done, failed, paused, processing, loading and created; return the last."""
    with httpx.Client(
        transport=EmulatorTransport(emulator),
        base_url="http://emulator/api/v1",
        auth=(emulator.api_key, ""),
    ) as client:
        _start(client)
        emulator.step(9)
        emulator.fail_bulk_action(_start(client))
        _start(client, then="paused")
        _start(client)
        emulator.step(2)
        _start(client)
        emulator.step()
        return _start(client)


def _prepare(emulator: Emulator) -> Known:
    sample = furnish(emulator, leads=5)
    organization = emulator.organization
    lead = next(iter(organization.leads.values()))
    contact = lead.contacts[0]
    emulator.add_subscription(
        contact.id, sample.sequence_id, sender_account_id=sample.sender_account_id
    )
    return Known(
        bulk_action_id=_start_at_every_stage(emulator),
        sequence_id=sample.sequence_id,
        sender_account_id=sample.sender_account_id,
        user_id=organization.user.id,
        lead_id=lead.id,
        contact_id=contact.id,
        s_query=MATCHING,
        query=MATCHING,
        sort=[BY_NAME],
    )


@pytest.fixture(scope="session")
def prepare() -> Prepare:
    """Furnish an emulator; its bulk actions move by hand only, so those under way stay so."""
    return _prepare


@pytest.fixture
def emulator() -> Emulator:
    """An emulator of its own for one test."""
    return Emulator(pace=Stepped(batch=2), clock=ManualClock())


@pytest.fixture(scope="session")
def report() -> Report:
    """The report of one full run against a right emulator."""
    emulator = Emulator(pace=Stepped(batch=2), clock=ManualClock())
    known = _prepare(emulator)
    server = Server(api_key=emulator.api_key, app=application(emulator))
    return Suite(server=server, known=known, operations=SERVED).run()
