"""An emulator with bulk actions at every stage, and what a harness must know of it."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

import httpx

from close_contract import CustomField, Known
from close_contract.known import no_lead
from close_emulator import Emulator
from close_emulator.records import Contact
from close_emulator.sample import Sample, furnish
from close_emulator.transport import EmulatorTransport

Prepare: TypeAlias = Callable[[Emulator], Known]

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


def _starts(sample: Sample) -> Mapping[str, Mapping[str, Any]]:
    """Return the smallest body that starts a bulk action, by its kind."""
    return {
        "sequence_subscription": {"action_type": "pause"},
        "email": {"template_id": sample.template_id, "contact_preference": "lead"},
        "edit": {"type": "set_lead_status", "lead_status_id": sample.lead_status_id},
        "delete": {"s_query": no_lead()},
    }


def _start(client: httpx.Client, kind: str, body: Mapping[str, Any], then: str = "") -> str:
    path = f"/bulk_action/{kind}/"
    response = client.post(path, json={"s_query": LEADS, **body})
    action_id: str = response.raise_for_status().json()["id"]
    if then:
        client.put(f"{path}{action_id}/", json={"status": then}).raise_for_status()
    return action_id


def _start_at_every_stage(emulator: Emulator, sample: Sample) -> Mapping[str, str]:
    """Leave bulk actions done, failed, paused, processing, loading and created.

    Return one of each kind that is created, by its path.
    """
    starts = _starts(sample)
    kind, body = next(iter(starts.items()))
    with httpx.Client(
        transport=EmulatorTransport(emulator),
        base_url="http://emulator/api/v1",
        auth=(emulator.api_key, ""),
    ) as client:
        _start(client, kind, body)
        emulator.step(9)
        emulator.fail_bulk_action(_start(client, kind, body))
        _start(client, kind, body, then="paused")
        _start(client, kind, body)
        emulator.step(2)
        _start(client, kind, body)
        emulator.step()
        return {
            f"/bulk_action/{kind}/{{id}}/": _start(client, kind, starts[kind]) for kind in starts
        }


def _fields(emulator: Emulator, name: str, *, several: bool) -> Mapping[str, CustomField]:
    """Add custom fields of leads, of contacts and shared by both; all have the same name."""
    types = {"custom_field": "lead", "contact_custom_field": "contact"}
    return {
        edit: CustomField(
            emulator.add_custom_field(name, object_type=holder, accepts_multiple_values=several),
            name,
        )
        for edit, holder in {**types, "global_custom_field": "shared"}.items()
    }


def _ids(emulator: Emulator, sample: Sample, subscribed: Contact, other: Contact) -> dict[str, str]:
    """Add what has an id of its own in a path, twice what can be deleted."""

    def subscribe(contact: Contact) -> str:
        account = sample.sender_account_id
        return emulator.add_subscription(
            contact.id, sample.sequence_id, sender_account_id=account
        ).id

    return {
        "/sequence/{id}/": emulator.add_sequence("Calls", steps=[{"step_type": "call"}]),
        "DELETE /sequence/{id}/": emulator.add_sequence("Obsolete"),
        "/sequence_subscription/{id}/": subscribe(subscribed),
        "DELETE /sequence_subscription/{id}/": subscribe(other),
        "/saved_search/{id}/": emulator.add_smart_view("ACME", MATCHING),
    }


def prepare(emulator: Emulator) -> Known:
    """Furnish an emulator; the bulk actions that it has are at every stage, if none moves by itself."""
    sample = furnish(emulator, leads=5)
    organization = emulator.organization
    subscribed, other, newcomer = (lead.contacts[0] for lead in [*organization.leads.values()][:3])
    ids = _ids(emulator, sample, subscribed, other)
    return Known(
        ids={**ids, **_start_at_every_stage(emulator, sample)},
        sequence_id=sample.sequence_id,
        step_id=organization.sequences[ids["/sequence/{id}/"]].steps[0].id,
        sender_account_id=sample.sender_account_id,
        user_id=organization.user.id,
        lead_id=subscribed.lead_id,
        contact_id=subscribed.id,
        newcomer_id=newcomer.id,
        newcomer_email=newcomer.emails[0].email,
        template_id=sample.template_id,
        # No lead has it, nor will have it when the bulk actions are done.
        lead_status_id=[*organization.lead_statuses][1],
        custom_fields=_fields(emulator, "Several", several=True),
        single_fields=_fields(emulator, "One", several=False),
        s_query=MATCHING,
        query=MATCHING,
        sort=[BY_NAME],
        disposable_lead_id=[*organization.leads][-1],
    )
