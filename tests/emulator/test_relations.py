"""What belongs to leads and contacts, their custom fields, and text anywhere in them."""

from typing import Any

import pytest

from close_emulator import Address
from emulator.queries import EXISTS, Query, both, custom, field, refers, related, text
from emulator.workbench import ALL_LEADS, BULK, SEARCH, Workbench

CONTACTS = {"type": "object_type", "object_type": "contact"}
SUBSCRIPTION = "sequence_subscription"


@pytest.fixture(scope="module")
def crm() -> Workbench:
    """Leads 1 to 3 with contacts 1 to 3, of whom each is reached in another way."""
    bench = Workbench()
    emulator = bench.emulator
    emulator.add_lead(
        "Alpha",
        fixed_id="lead_1",
        addresses=[
            Address(city="Berlin", country="DE"),
            Address(label="mailing", city="New York", state="NY", zipcode="10001", country="US"),
        ],
        custom={"cf_plan": "Gold", "cf_seats": 30},
    )
    emulator.add_lead(
        "Beta Gold",
        fixed_id="lead_2",
        addresses=[Address(address_1="1 York Street", address_2="Floor 2")],
        custom={"cf_seats": 7, "cf_owner": bench.organization.user.id},
    )
    emulator.add_lead("Gamma", fixed_id="lead_3", custom={"cf_tags": ["Silver", "Gold Rush"]})
    emulator.add_contact(
        "lead_1",
        "Jo Roe",
        fixed_id="cont_1",
        emails=["jo@alpha.example", "roe@home.example"],
        title="Chief Executive",
        custom={"cf_role": "buyer", "cf_score": 5},
    )
    emulator.add_contact(
        "lead_2",
        "Ann Doe",
        fixed_id="cont_2",
        phones=["+1 650 555 0100"],
        emails=["ann@beta.example"],
        custom={"cf_score": 8.5},
    )
    emulator.add_contact(
        "lead_3", "Kim Fox", fixed_id="cont_3", urls=["https://fox.example"], emails=["k@c.example"]
    )
    second = emulator.add_sequence("Second", fixed_id="seq_2")
    for contact, sequence, status in (
        ("cont_1", bench.sequence_id, "active"),
        ("cont_1", second, "paused"),
        ("cont_2", second, "active"),
    ):
        emulator.add_subscription(
            contact, sequence, sender_account_id=bench.account_id, status=status
        )
    return bench


def found(bench: Workbench, query: Query) -> str:
    """The numbers of the objects that a search finds."""
    answer = bench.ok("POST", SEARCH, {"query": query})
    return "".join(item["id"][-1] for item in answer["data"])


ACTIVE = field("status", {"type": "term", "values": ["active"]}, SUBSCRIPTION)
SECOND = field("sequence_id", refers("sequence", "seq_2"), SUBSCRIPTION)
NEW_YORK = field("city", text("new york", "phrase"), "address")


@pytest.mark.parametrize(
    ("other", "query", "numbers"),
    [
        ("contact_email", field("email", EXISTS, "contact_email"), "123"),
        ("contact_email", field("email", text("home"), "contact_email"), "1"),
        ("contact_email", field("type", text("office"), "contact_email"), "123"),
        ("contact_email", text("roe"), "1"),
        ("contact_phone", field("phone", EXISTS, "contact_phone"), "2"),
        ("contact_phone", field("phone", text("650 555", "phrase"), "contact_phone"), "2"),
        ("contact_url", field("url", text("fox.example", "phrase"), "contact_url"), "3"),
        (SUBSCRIPTION, ACTIVE, "12"),
        (SUBSCRIPTION, SECOND, "12"),
        (SUBSCRIPTION, both(SECOND, ACTIVE), "2"),
        (SUBSCRIPTION, both(SECOND, ACTIVE | {"negate": True}), "1"),
        (SUBSCRIPTION, field("created_by_id", {"type": "current_user"}, SUBSCRIPTION), "12"),
    ],
)
def test_what_belongs_to_contacts(crm: Workbench, other: str, query: Query, numbers: str) -> None:
    """Contacts are found by what is theirs, and their leads by the same, and the rest negated."""
    for this, selected in (("contact", CONTACTS), ("lead", ALL_LEADS)):
        node = related(query, this, other)
        assert found(crm, both(selected, node)) == numbers
        others = "".join(n for n in "123" if n not in numbers)
        assert found(crm, both(selected, node | {"negate": True})) == others


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        (related(NEW_YORK, other="address"), "1"),
        (
            related(
                field("country", {"type": "term", "values": ["DE"]}, "address"), other="address"
            ),
            "1",
        ),
        (related(field("zipcode", EXISTS, "address"), other="address"), "1"),
        (related(text("york"), other="address"), "12"),
        (related(text("york street floor"), other="address"), ""),
        (related(text("mailing"), other="address"), "1"),
        (related(field("title", text("executive"), "contact")), "1"),
        (related(custom("cf_role", EXISTS)), "1"),
        (related(custom("cf_score", {"type": "number_range", "gt": 5})), "2"),
        (related(text("doe")), "2"),
        (custom("cf_seats", {"type": "number_range", "gte": 7, "lt": 30}), "2"),
        (custom("cf_owner", {"type": "current_user"}), "2"),
        (field("created_by", {"type": "current_user"}), "123"),
        (field("created_by", {"type": "current_user"}) | {"negate": True}, ""),
        (text("gold"), "123"),
        (text("gold rush", "phrase"), "3"),
        (text("silver rush"), ""),
        (text("Alpha Gold"), ""),
        (text("roe"), ""),
        (text("gamma") | {"negate": True}, "12"),
        (field("display_name", text("beta")), "2"),
    ],
)
def test_leads_by_what_is_theirs(crm: Workbench, query: Query, numbers: str) -> None:
    """Each query finds these leads; text is looked for in one field at a time, of the lead itself."""
    assert found(crm, both(ALL_LEADS, query)) == numbers
    identity = crm.start(action_type="pause", s_query=query, sequence_id="seq_2")
    crm.emulator.fail_bulk_action(identity)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        (related(field("name", text("alpha")), "contact", "lead"), "1"),
        (related(NEW_YORK_OF_LEAD := related(NEW_YORK, other="address"), "contact", "lead"), "1"),
        (related(NEW_YORK_OF_LEAD, "contact", "lead") | {"negate": True}, "23"),
        (custom("cf_role", text("buyer")), "1"),
        (custom("cf_score", {"type": "number_range", "lte": 8.5}), "12"),
        (custom("cf_seats", EXISTS), ""),
        (text("chief jo"), ""),
        (text("chief"), "1"),
        (text("buyer"), "1"),
        (field("lead_id", refers("lead", "lead_2"), "contact"), "2"),
        (field("title", EXISTS, "contact") | {"negate": True}, "23"),
    ],
)
def test_contacts_by_what_is_theirs(crm: Workbench, query: Query, numbers: str) -> None:
    """Each query finds these contacts; what is their lead's is reached through it."""
    assert found(crm, both(CONTACTS, query)) == numbers


def test_a_bulk_action_takes_the_active_of_a_sequence() -> None:
    """The selection that pausing needs: leads with somebody active in a sequence."""
    bench = Workbench()
    bench.add_leads(3)
    contacts = [*bench.organization.contacts]
    for contact, status in zip(contacts, ["active", "paused", "active"], strict=True):
        bench.emulator.add_subscription(
            contact, bench.sequence_id, sender_account_id=bench.account_id, status=status
        )
    in_sequence = field("sequence_id", refers("sequence", bench.sequence_id), SUBSCRIPTION)
    query = both(ALL_LEADS, related(both(in_sequence, ACTIVE), other=SUBSCRIPTION))
    action: Any = bench.finish(action_type="pause", s_query=query)
    assert (action["n_leads"], action["n_objects"]) == (2, 2)
    assert bench.statuses() == ["paused"] * 3
    assert bench.ok("GET", f"{BULK}{action['id']}/")["s_query"] == query
