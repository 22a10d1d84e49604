"""What type checkers see of `close.bulk`; mypy and pyright check this file, nobody runs it."""
# pyright: strict, reportUnnecessaryTypeIgnoreComment=true

from collections.abc import Coroutine, Mapping
from typing import Any, Literal, assert_type

from close_api_client import models
from close_bulk import (
    ALL_LEADS,
    AsyncBulk,
    AsyncBulkAction,
    AsyncClose,
    AsyncListing,
    Bulk,
    BulkAction,
    Close,
    DeleteFields,
    Listing,
    PauseFields,
    Preview,
    SubscribeFields,
    lead,
    smart_view,
)

Subscribing = BulkAction[models.BulkSequenceSubscriptionAction]
Editing = BulkAction[models.BulkEditAction]
Emailing = BulkAction[models.BulkEmailAction]
Deleting = BulkAction[models.BulkDeleteAction]
AsyncSubscribing = AsyncBulkAction[models.BulkSequenceSubscriptionAction]
AsyncEditing = AsyncBulkAction[models.BulkEditAction]
AsyncEmailing = AsyncBulkAction[models.BulkEmailAction]
AsyncDeleting = AsyncBulkAction[models.BulkDeleteAction]
Awaited = Preview[Coroutine[Any, Any, AsyncBulkAction]]
AwaitedSubscribing = Preview[Coroutine[Any, Any, AsyncSubscribing]]
AwaitedEditing = Preview[Coroutine[Any, Any, AsyncEditing]]
AwaitedDeleting = Preview[Coroutine[Any, Any, AsyncDeleting]]
EVERY: DeleteFields = {"s_query": ALL_LEADS}
SUBSCRIBE: SubscribeFields = {
    "s_query": ALL_LEADS,
    "sequence_id": "seq_1",
    "sender_account_id": "emailacct_1",
    "sender_name": "John",
    "sender_email": "john@salesteam.example",
    "contact_preference": "lead",
}


def started_or_previewed(close: Close, *, rehearse: bool) -> None:
    """A verb gives a handle, a dry run a preview, and a switch that is not known either."""
    assert_type(close.bulk.pause(s_query=ALL_LEADS), Subscribing)
    assert_type(close.bulk.pause(s_query=lead("name").exists(), dry_run=False), Subscribing)
    assert_type(close.bulk.pause(s_query={"type": "and"}, dry_run=True), Preview[Subscribing])
    assert_type(
        close.bulk.pause(s_query=smart_view("save_1"), dry_run=rehearse),
        Subscribing | Preview[Subscribing],
    )
    assert_type(close.bulk.start("pause", s_query=ALL_LEADS), BulkAction)
    assert_type(close.bulk.start("pause", s_query=ALL_LEADS, dry_run=True), Preview)
    assert_type(close.bulk.start("newer", s_query=ALL_LEADS, unchecked=True), BulkAction)
    fields: PauseFields = {"s_query": ALL_LEADS, "results_limit": 10}
    assert_type(close.bulk.resume_finished(**fields), Subscribing)
    assert_type(close.bulk.resume_finished(**fields, expect=10), Subscribing)
    assert_type(
        close.bulk.subscribe(**SUBSCRIBE, dry_run=rehearse), Subscribing | Preview[Subscribing]
    )


def kept_fields(close: Close, fields: SubscribeFields, delete: DeleteFields) -> None:
    """Fields that are kept serve for a look, for a few and for all."""
    assert_type(close.bulk.subscribe(**fields, dry_run=True), Preview[Subscribing])
    few: SubscribeFields = {**fields, "results_limit": 10}
    assert_type(close.bulk.subscribe(**few, expect=10), Subscribing)
    assert_type(close.bulk.subscribe(**few, expect=10, dry_run=True), Preview[Subscribing])
    assert_type(close.bulk.subscribe(**few, dry_run=True).start(), Subscribing)
    assert_type(close.bulk.delete(**delete, dry_run=True), Preview[Deleting])
    assert_type(close.bulk.delete(**delete, expect=3), Deleting)
    json: dict[str, Any] = {"type": "and", "queries": []}
    few["s_query"] = json
    few["sort"] = [json, lead("date_created").descending()]


def data_by_verb(bulk: Bulk) -> None:
    """What a verb gives has the data of its kind, and serves as a handle of any."""
    assert_type(bulk.subscribe(**SUBSCRIBE).data.sequence_id, str | None)
    assert_type(
        bulk.set_lead_status(**EVERY, lead_status_id="stat_1").data.lead_status_id, str | None
    )
    preview = bulk.email(**EVERY, template_id="tmpl_1", contact_preference="all", dry_run=True)
    assert_type(preview.start().wait().data.template_id, str | None)
    _ = bulk.delete(**EVERY, expect=3).data.template_id  # type: ignore[attr-defined]
    several: list[BulkAction] = [bulk.pause(s_query=ALL_LEADS), bulk.clear_custom_field(**EVERY)]
    previews: list[Preview] = [preview]
    assert_type((several[0].data.id, previews[0].start()), tuple[str, BulkAction])


async def awaited_data_by_verb(bulk: AsyncBulk) -> None:
    """The asynchronous client does the same."""
    assert_type(await bulk.subscribe(**SUBSCRIBE, dry_run=True), AwaitedSubscribing)
    assert_type((await bulk.subscribe(**SUBSCRIBE)).data.sequence_id, str | None)
    edit = await bulk.set_lead_status(**EVERY, lead_status_id="stat_1")
    assert_type(edit.data.lead_status_id, str | None)


def verbs(bulk: Bulk) -> None:
    """Every verb starts, and every verb previews."""
    assert_type(bulk.subscribe(**SUBSCRIBE), Subscribing)
    assert_type(bulk.pause(s_query=ALL_LEADS, sequence_id="seq_1"), Subscribing)
    assert_type(bulk.resume(s_query=ALL_LEADS), Subscribing)
    assert_type(bulk.resume_finished(s_query=ALL_LEADS, dry_run=True), Preview[Subscribing])
    assert_type(bulk.set_lead_status(s_query=ALL_LEADS, lead_status_id="stat_1"), Editing)
    assert_type(
        bulk.reassign(
            s_query=ALL_LEADS,
            sender_account_id="emailacct_1",
            sender_name="John",
            sender_email="john@salesteam.example",
            calls_assigned_to=["user_1"],
        ),
        Subscribing,
    )
    assert_type(
        bulk.email(s_query=ALL_LEADS, template_id="tmpl_1", contact_preference="all", sender=None),
        Emailing,
    )


def custom_fields(bulk: Bulk) -> None:
    """Every kind of custom field is set to one value or several, and cleared."""
    assert_type(
        bulk.set_custom_field(**EVERY, custom_field_id="cf_1", custom_field_value=1), Editing
    )
    assert_type(
        bulk.set_contact_custom_field(s_query=ALL_LEADS, custom_field_name="A", dry_run=True),
        Preview[Editing],
    )
    assert_type(
        bulk.set_activity_custom_field(**EVERY, custom_field_values=["A", 1.5, True]), Editing
    )
    assert_type(bulk.set_global_custom_field(**EVERY, custom_field_operation="add"), Editing)
    assert_type(bulk.set_opportunity_custom_field(**EVERY, custom_field_value="A"), Editing)
    assert_type(bulk.set_custom_object_custom_field(**EVERY, custom_field_value="A"), Editing)
    assert_type(bulk.clear_custom_field(**EVERY, custom_field_id="cf_1"), Editing)
    assert_type(bulk.clear_contact_custom_field(**EVERY, custom_field_name="A"), Editing)
    assert_type(bulk.clear_activity_custom_field(s_query=ALL_LEADS, dry_run=True), Preview[Editing])
    assert_type(bulk.clear_global_custom_field(**EVERY), Editing)
    assert_type(bulk.clear_opportunity_custom_field(**EVERY), Editing)
    assert_type(bulk.clear_custom_object_custom_field(**EVERY), Editing)


def deletion(bulk: Bulk, *, rehearse: bool) -> None:
    """A delete needs the number of leads; its rehearsal does not."""
    assert_type(bulk.delete(s_query=ALL_LEADS, expect=3), Deleting)
    assert_type(bulk.delete(s_query=ALL_LEADS, dry_run=True), Preview[Deleting])
    assert_type(
        bulk.delete(s_query=ALL_LEADS, expect=3, dry_run=rehearse), Deleting | Preview[Deleting]
    )
    bulk.delete(s_query=ALL_LEADS)  # type: ignore[call-overload]
    bulk.delete(s_query=ALL_LEADS, dry_run=rehearse)  # type: ignore[call-overload]
    bulk.delete(s_query=ALL_LEADS, expect="3")  # type: ignore[call-overload]


def found(bulk: Bulk, kind: Literal["email", "edit"]) -> None:
    """A list gives handles, or mappings of chosen fields."""
    assert_type(bulk.get("bulkseqsub_1"), BulkAction)
    assert_type(bulk.list(), Listing[BulkAction])
    assert_type(bulk.list(None), Listing[BulkAction])
    assert_type(bulk.list(kind), Listing[BulkAction])
    assert_type(bulk.list("edit", fields=["id"]), Listing[Mapping[str, Any]])
    bulk.list("call")  # type: ignore[call-overload]
    bulk.list(lead_id="lead_1")  # type: ignore[call-overload]
    bulk.list(fields="id", kind="edit")  # type: ignore[call-overload]
    bulk.get(1)  # type: ignore[arg-type]


def found_of_one_kind(bulk: Bulk) -> None:
    """A list of one kind gives handles whose data is of that kind, which serve as handles of any."""
    assert_type(bulk.list("email"), Listing[BulkAction[models.BulkEmailAction]])
    for email in bulk.list("email", template_id="tmpl_1"):
        assert_type(email.data, models.BulkEmailAction)
        assert_type(email.refresh().wait().data, models.BulkEmailAction)
        several: list[BulkAction] = [email]
        assert_type(several[0].data.id, str)
    for subscribing in bulk.list("sequence_subscription"):
        assert_type(subscribing.data, models.BulkSequenceSubscriptionAction)
    for edit in bulk.list("edit"):
        assert_type(edit.data, models.BulkEditAction)
    for deletion in bulk.list("delete"):
        assert_type(deletion.data, models.BulkDeleteAction)
        _ = deletion.data.template_id  # type: ignore[attr-defined]
    for either in bulk.list():
        assert_type(either.data.n_leads, int | None)
        _ = either.data.template_id  # type: ignore[union-attr]


async def awaited_of_one_kind(bulk: AsyncBulk) -> None:
    """The asynchronous list does the same."""
    async for email in bulk.list("email"):
        assert_type(email.data, models.BulkEmailAction)
        assert_type((await email.refresh()).data, models.BulkEmailAction)
    async for edit in bulk.list("edit"):
        assert_type(edit.data, models.BulkEditAction)
    assert_type(bulk.list("delete"), AsyncListing[AsyncBulkAction[models.BulkDeleteAction]])
    kind: Literal["sequence_subscription"] = "sequence_subscription"
    async for subscribing in bulk.list(kind):
        assert_type(subscribing.data, models.BulkSequenceSubscriptionAction)


async def awaited(close: AsyncClose, *, rehearse: bool) -> None:
    """The asynchronous client gives the same when it is awaited."""
    assert_type(await close.bulk.pause(s_query=ALL_LEADS), AsyncSubscribing)
    preview = await close.bulk.pause(s_query=ALL_LEADS, dry_run=True)
    assert_type(preview, AwaitedSubscribing)
    assert_type(await preview.start(), AsyncSubscribing)
    assert_type(
        await close.bulk.pause(s_query=ALL_LEADS, dry_run=rehearse),
        AsyncSubscribing | AwaitedSubscribing,
    )
    assert_type(await close.bulk.start("pause", s_query=ALL_LEADS), AsyncBulkAction)
    assert_type(await close.bulk.start("pause", s_query=ALL_LEADS, dry_run=True), Awaited)
    assert_type(await close.bulk.get("bulkseqsub_1"), AsyncBulkAction)
    assert_type(close.bulk.list(), AsyncListing[AsyncBulkAction])
    assert_type(close.bulk.list("edit", fields=["id"]), AsyncListing[Mapping[str, Any]])


async def awaited_verbs(bulk: AsyncBulk) -> None:
    """Every verb is awaited, as a start and as a preview."""
    assert_type(await bulk.subscribe(**SUBSCRIBE), AsyncSubscribing)
    assert_type(await bulk.resume(s_query=ALL_LEADS), AsyncSubscribing)
    assert_type(await bulk.resume_finished(s_query=ALL_LEADS, dry_run=True), AwaitedSubscribing)
    assert_type(await bulk.set_lead_status(**EVERY, lead_status_id="stat_1"), AsyncEditing)
    assert_type(await bulk.delete(s_query=ALL_LEADS, expect=3), AsyncDeleting)
    assert_type(await bulk.delete(s_query=ALL_LEADS, dry_run=True), AwaitedDeleting)
    assert_type(
        await bulk.reassign(
            s_query=ALL_LEADS,
            sender_account_id="emailacct_1",
            sender_name="John",
            sender_email="john@salesteam.example",
        ),
        AsyncSubscribing,
    )
    assert_type(
        await bulk.email(s_query=ALL_LEADS, template_id="tmpl_1", contact_preference="lead"),
        AsyncEmailing,
    )
    await bulk.delete(s_query=ALL_LEADS)  # type: ignore[call-overload]


async def awaited_custom_fields(bulk: AsyncBulk) -> None:
    """Custom fields, awaited."""
    assert_type(await bulk.set_custom_field(**EVERY, custom_field_value=1), AsyncEditing)
    assert_type(
        await bulk.set_contact_custom_field(s_query=ALL_LEADS, dry_run=True), AwaitedEditing
    )
    assert_type(await bulk.set_activity_custom_field(**EVERY), AsyncEditing)
    assert_type(await bulk.set_global_custom_field(**EVERY), AsyncEditing)
    assert_type(await bulk.set_opportunity_custom_field(**EVERY), AsyncEditing)
    assert_type(await bulk.set_custom_object_custom_field(**EVERY), AsyncEditing)
    assert_type(await bulk.clear_custom_field(**EVERY), AsyncEditing)
    assert_type(await bulk.clear_contact_custom_field(**EVERY), AsyncEditing)
    assert_type(
        await bulk.clear_activity_custom_field(s_query=ALL_LEADS, dry_run=True), AwaitedEditing
    )
    assert_type(await bulk.clear_global_custom_field(**EVERY), AsyncEditing)
    assert_type(await bulk.clear_opportunity_custom_field(**EVERY), AsyncEditing)
    assert_type(await bulk.clear_custom_object_custom_field(**EVERY), AsyncEditing)
