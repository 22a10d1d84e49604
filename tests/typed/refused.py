"""What the contract refuses, type checkers refuse; mypy and pyright check this file, nobody runs it.

Each call differs from one that is right, in the files beside this one, by one thing.
"""
# pyright: strict, reportUnnecessaryTypeIgnoreComment=true

from datetime import UTC, datetime

from close_bulk import ALL_LEADS, AsyncBulk, Bulk, SubscribeFields
from close_bulk.query import Query, ago, any_of, lead

EMAIL = "john@salesteam.example"


def subscribe_needs_its_five_fields(bulk: Bulk) -> None:
    """A subscribe without any one of them, or with one misspelt, is refused."""
    bulk.subscribe(  # type: ignore[call-overload]
        s_query=ALL_LEADS,
        sender_account_id="emailacct_1",
        sender_name="John",
        sender_email=EMAIL,
        contact_preference="lead",
    )
    bulk.subscribe(  # type: ignore[call-overload]
        s_query=ALL_LEADS,
        sequence_id="seq_1",
        sender_name="John",
        sender_email=EMAIL,
        contact_preference="lead",
    )
    bulk.subscribe(  # type: ignore[call-overload]
        s_query=ALL_LEADS,
        sequence_id="seq_1",
        sender_account_id="emailacct_1",
        sender_email=EMAIL,
        contact_preference="lead",
    )
    bulk.subscribe(  # type: ignore[call-overload]
        s_query=ALL_LEADS,
        sequence_id="seq_1",
        sender_account_id="emailacct_1",
        sender_name="John",
        contact_preference="lead",
    )
    bulk.subscribe(  # type: ignore[call-overload]
        s_query=ALL_LEADS,
        sequence_id="seq_1",
        sender_account_id="emailacct_1",
        sender_name="John",
        sender_email=EMAIL,
    )
    bulk.subscribe(  # type: ignore[call-overload]
        s_query=ALL_LEADS,
        sequence_id="seq_1",
        sender_account_id="emailacct_1",
        sender_nam="John",
        sender_email=EMAIL,
        contact_preference="lead",
    )


def subscribe_takes_the_right_values(bulk: Bulk, right: SubscribeFields) -> None:
    """A selection is a must, and values are of their types."""
    bulk.subscribe(  # type: ignore[call-overload]
        sequence_id="seq_1",
        sender_account_id="emailacct_1",
        sender_name="John",
        sender_email=EMAIL,
        contact_preference="lead",
    )
    bulk.subscribe(**right, wait=True)  # type: ignore[call-overload]
    bulk.subscribe(**right, results_limit=10)  # type: ignore[call-overload]
    bulk.subscribe(**right, dry_run="yes")  # type: ignore[call-overload]
    bulk.subscribe(right)  # type: ignore[call-overload]


def verbs_take_their_own_fields(bulk: Bulk) -> None:
    """Fields of another verb, wrong types and unknown words are refused."""
    bulk.pause()  # type: ignore[call-overload]
    bulk.pause(ALL_LEADS)  # type: ignore[call-overload]
    bulk.pause(s_query=None)  # type: ignore[call-overload]
    bulk.pause(s_query="lead_status:Potential")  # type: ignore[call-overload]
    bulk.pause(s_query=ALL_LEADS, sender_name="John")  # type: ignore[call-overload]
    bulk.pause(s_query=ALL_LEADS, sequence_id=None)  # type: ignore[call-overload]
    bulk.pause(s_query=ALL_LEADS, results_limit="10")  # type: ignore[call-overload]
    bulk.pause(s_query=ALL_LEADS, sort="desc")  # type: ignore[arg-type]
    bulk.pause(s_query=ALL_LEADS, expect="10")  # type: ignore[call-overload]
    bulk.reassign(s_query=ALL_LEADS, sender_name="John")  # type: ignore[call-overload]
    bulk.email(s_query=ALL_LEADS, template_id="tmpl_1")  # type: ignore[call-overload]
    bulk.email(s_query=ALL_LEADS, template_id="tmpl_1", contact_preference="no")  # type: ignore[call-overload]
    bulk.set_lead_status(s_query=ALL_LEADS)  # type: ignore[call-overload]
    bulk.set_custom_field(s_query=ALL_LEADS, custom_field_value=None)  # type: ignore[call-overload]
    bulk.set_custom_field(s_query=ALL_LEADS, custom_field_operation="drop")  # type: ignore[call-overload]
    bulk.clear_custom_field(s_query=ALL_LEADS, custom_field_value="A")  # type: ignore[call-overload]
    bulk.unsubscribe(s_query=ALL_LEADS)  # type: ignore[attr-defined]


async def awaited_verbs_do_too(bulk: AsyncBulk) -> None:
    """The asynchronous client refuses the same."""
    await bulk.subscribe(s_query=ALL_LEADS)  # type: ignore[call-overload]
    await bulk.pause(s_query=ALL_LEADS, sender_name="John")  # type: ignore[call-overload]
    await bulk.email(s_query=ALL_LEADS, template_id="tmpl_1", contact_preference=1)  # type: ignore[call-overload]


def queries_take_what_can_be_asked() -> None:
    """What a query cannot say is refused where it is written."""
    lead("name").has_words(3)  # type: ignore[arg-type]
    lead("name").is_in(["a", "b"])  # type: ignore[arg-type]
    _ = lead("date_created") >= "2026-03-31"  # type: ignore[operator]
    lead("owner_id").refers_to("user_1")  # type: ignore[call-arg]
    any_of(lead("name"))  # type: ignore[arg-type]
    ago(day="noon", days=1)  # type: ignore[arg-type]
    ago(fortnights=1)  # type: ignore[call-arg]
    lead("date_created").within(after=datetime.now(UTC))  # type: ignore[call-arg]
    Query.from_json("name")  # type: ignore[arg-type]
