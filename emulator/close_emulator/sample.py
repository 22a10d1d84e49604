"""A furnished organisation for demos and first scripts, the same in every run."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from attrs import frozen

from close_emulator.emulator import Emulator
from close_emulator.wire import Json

ACME_SHARE: Final = 5
_ACME: Final[Mapping[str, Json]] = {
    "type": "and",
    "queries": [
        {"type": "object_type", "object_type": "lead"},
        {
            "type": "field_condition",
            "field": {"type": "regular_field", "object_type": "lead", "field_name": "name"},
            "condition": {"type": "text", "mode": "full_words", "value": "ACME"},
        },
    ],
}
_DAY: Final = 86_400
_STEPS: Final[tuple[Mapping[str, Json], ...]] = (
    {"step_type": "email", "delay": _DAY},
    {"step_type": "email", "delay": 3 * _DAY, "threading": "old_thread"},
    {"step_type": "call", "delay": 2 * _DAY},
)
_COMPANIES: Final = ("Bluth", "Cyberdyne", "Globex", "Hooli", "Initech", "Umbrella", "Wonka")
_FORMS: Final = ("GmbH", "LLC", "Ltd.", "SA", "Inc.")
_FIRST: Final = ("Ada", "Bo", "Cleo", "Dev", "Eva", "Finn", "Gia", "Hugo", "Ines", "Juri", "Kim")
_LAST: Final = ("Abe", "Berg", "Cruz", "Diaz", "Endo", "Fox", "Gold", "Haas", "Ito", "Jung")


@frozen
class Sample:
    """What a script needs to know of the furnished organisation."""

    leads: int
    acme_leads: int
    sequence_id: str
    sender_account_id: str
    sender_name: str
    sender_email: str
    template_id: str
    lead_status_id: str
    custom_field_id: str
    smart_view_id: str
    other_account_id: str


def furnish(emulator: Emulator, leads: int = 250) -> Sample:
    """Add leads, a sequence, two sender accounts, an e-mail template, a custom field, a Smart View.

    The sequence has three steps: two e-mails, a day and four days after a contact is subscribed,
    and a call on the sixth day.

    Every fifth lead, beginning with the first, is named `ACME Inc. <n>`; no other has the word
    ACME. Leads have one and two contacts in turn, each with an e-mail address, and were created a
    minute after each other. `lead_status_id` is that of a status which no lead has, and the Smart
    View shows the leads named ACME.

    Raises:
        ValueError: `leads` is negative.
    """
    if leads < 0:
        raise ValueError(f"There cannot be {leads} leads.")
    name, email = "John Doe", "john@salesteam.example"
    sample = Sample(
        leads=leads,
        acme_leads=-(-leads // ACME_SHARE),
        sequence_id=emulator.add_sequence("Outreach", steps=_STEPS),
        sender_account_id=emulator.add_sender_account(email, name),
        sender_name=name,
        sender_email=email,
        template_id=emulator.add_email_template("Introduction", subject="A word about us"),
        lead_status_id=[*emulator.organization.lead_statuses][-1],
        custom_field_id=emulator.add_custom_field("Segment"),
        smart_view_id=emulator.add_smart_view("ACME", _ACME),
        other_account_id=emulator.add_sender_account("eve@salesteam.example", "Eve Moe"),
    )
    now = emulator.now
    for n in range(leads):
        emulator.add_lead(
            _company(n),
            contacts=[_person(n, k) for k in range(1 + n % 2)],
            date_created=now - timedelta(minutes=leads - n),
        )
    return sample


def _company(n: int) -> str:
    if n % ACME_SHARE == 0:
        return f"ACME Inc. {n // ACME_SHARE + 1}"
    return f"{_COMPANIES[n % len(_COMPANIES)]} {_FORMS[n % len(_FORMS)]} {n + 1}"


def _person(n: int, k: int) -> tuple[str, str]:
    first = _FIRST[(n + k) % len(_FIRST)]
    last = _LAST[(n + 3 * k) % len(_LAST)]
    return f"{first} {last}", f"{first}.{last}@company{n + 1}.example".lower()
