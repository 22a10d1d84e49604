"""An organisation with something in every field that can be searched, and a subscription of every status."""

from datetime import timedelta
from typing import Final

from attrs import evolve

from close_contract import Known
from close_emulator import Address, Emulator

_FILTERS: Final = (
    *(f"lead.{name}" for name in ("id", "name", "display_name", "description", "url")),
    *(f"lead.{name}" for name in ("status_id", "status_label", "created_by")),
    *("lead.date_created", "lead.date_updated"),
    *(f"contact.{name}" for name in ("id", "lead_id", "name", "display_name", "title")),
    *("contact.date_created", "contact.date_updated"),
    *("contact_email.email", "contact_email.type", "contact_phone.phone", "contact_phone.type"),
    *("contact_url.url", "contact_url.type"),
    *(f"address.{name}" for name in ("label", "address_1", "address_2", "city", "state")),
    *("address.zipcode", "address.country", "search_moments"),
    *(f"sequence_subscription.{name}" for name in ("id", "contact_id", "lead_id", "sequence_id")),
    *(f"sequence_subscription.{name}" for name in ("sender_account_id", "sender_email")),
    *(f"sequence_subscription.{name}" for name in ("sender_name", "calls_assigned_to", "status")),
    *(f"sequence_subscription.{name}" for name in ("status_reason", "contact_email")),
    *(f"sequence_subscription.{name}" for name in ("created_by_id", "updated_by_id")),
    *(f"sequence_subscription.{name}" for name in ("date_created", "date_updated")),
)
"""What the emulator says it can be filtered by."""
_STATUSES: Final = ("paused", "finished", "goal", "error")


def enrich(emulator: Emulator, known: Known) -> Known:
    """Add leads that differ in every field to an emulator that the harness knows already."""
    fields = {about: each.id for about, each in known.custom_fields.items()}
    _add_leads(emulator, known.single_fields["custom_field"].id, fields)
    _add_old_leads(emulator)
    sequence_id = emulator.add_sequence(
        "Various", steps=[{"step_type": "call", "delay": 3600}, {"step_type": "sms", "delay": 60}]
    )
    people = [*emulator.organization.contacts.values()]
    for person, status in zip([p for p in people if p.emails][-5:], _STATUSES, strict=False):
        added = emulator.add_subscription(
            person.id, sequence_id, sender_account_id=known.sender_account_id, status=status
        )
        # What a caller could have given, and a fault have left.
        added.calls_assigned_to = [known.user_id] if status == "goal" else []
        added.status_reason = "bounced" if status == "error" else None
    doomed = emulator.add_lead("Doomed", contacts=[("Gone Soon", "gone@doomed.example")])
    emulator.add_subscription(
        doomed.contacts[0].id, sequence_id, sender_account_id=known.sender_account_id
    )
    _add_others(emulator, known)
    custom, one = known.custom_fields, known.single_fields["custom_field"]
    on_leads = f"lead.{custom['custom_field'].id}", f"lead.{one.id}"
    own = *on_leads, f"contact.{custom['contact_custom_field'].id}"
    return evolve(known, filters=(*_FILTERS, *own), disposable_lead_id=doomed.id)


def _add_others(emulator: Emulator, known: Known) -> None:
    """Let the newcomer have colleagues, and somebody else have changed what is known."""
    newcomer = emulator.organization.contacts[known.newcomer_id]
    lead_id = newcomer.lead_id
    newcomer.emails.append(evolve(newcomer.emails[0], email="newcomer@elsewhere.example"))
    emails = ["ann@colleagues.example", "ann.other@colleagues.example"]
    emulator.add_contact(lead_id, "Ann Colleague", emails=emails)
    emulator.add_contact(lead_id, "Without Address")
    emulator.add_contact(emulator.add_lead("Mute Ltd.").id, "Nobody Mute")
    organization, ids = emulator.organization, known.ids
    subscription = organization.subscriptions[ids["/sequence_subscription/{id}/"]]
    sequence = organization.sequences[ids["/sequence/{id}/"]]
    subscription.updated_by_id = sequence.updated_by_id = "user_somebodyWhoHasLeft"


def _add_leads(emulator: Emulator, field_id: str, fields: dict[str, str]) -> None:
    statuses = [*emulator.organization.lead_statuses]
    first = emulator.add_lead(
        "Brunner & Söhne, Zürich",
        status_id=statuses[1],
        description="Makes clocks. Has made clocks, and clocks alone",
        url="https://brunner.example",
        addresses=[
            Address(
                label="mailing",
                address_1="Seestr. 1",
                address_2="Hof 2",
                city="Zürich",
                state="ZH",
                zipcode="8002",
                country="CH",
            ),
            Address(city="Basel", country="CH"),
        ],
        custom={field_id: 25, fields["custom_field"]: ["red", "green"]},
    )
    emulator.add_contact(
        first.id,
        "Ida Brunner",
        emails=["ida@brunner.example", "ida.brunner@brunner.example"],
        phones=["+41441112233"],
        urls=["https://ida.example"],
        title="Head of clocks",
        custom={fields["contact_custom_field"]: ["2024-02-29"]},
    )
    emulator.add_contact(first.id, "Nobody Nowhere")
    second = emulator.add_lead(
        "clocks for all made by hand",
        status_id=statuses[2],
        custom={field_id: 7, fields["custom_field"]: [True, 7.5, "Green light"]},
    )
    emulator.add_contact(
        second.id, "Max Green", emails=["max@green.example"], title="head of CLOCKS"
    )
    emulator.add_lead("Alone Ltd.", status_id=statuses[2], custom={field_id: 7.5})


def _add_old_leads(emulator: Emulator) -> None:
    """Add leads that are as old as days, weeks and months make a difference."""
    now = emulator.now
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    second = timedelta(seconds=1)
    for n, created in enumerate(
        (
            *(midnight + timedelta(days=days) for days in (-41, -40, -39, -1, 0)),
            *(midnight + timedelta(days=days) - second for days in (-40, -39, -1, 0)),
            *(midnight - timedelta(hours=hours) for hours in (-4, 5, 11, 20, 28, 37)),
            *(now - timedelta(days=days, hours=5, minutes=7, seconds=9) for days in (17, 500)),
            *(now.replace(month=2, day=day) for day in (25, 26, 27, 28, 29)),
            *(now.replace(year=2023, month=month, day=28) for month in (2, 3, 10, 11, 12)),
            now.replace(year=2023, month=3, day=31),
            now.replace(year=2023, month=3, day=30),
        )
    ):
        emulator.add_lead(f"Old {n}", date_created=min(created, now - second))
