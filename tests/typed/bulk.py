"""What type checkers see of `close.bulk`; mypy and pyright check this file, nobody runs it."""
# pyright: reportUnnecessaryTypeIgnoreComment=true

from collections.abc import Mapping
from typing import Any, assert_type

from close_bulk import (
    ALL_LEADS,
    AsyncBulkAction,
    AsyncClose,
    AsyncListing,
    BulkAction,
    Close,
    Listing,
    PauseFields,
    Preview,
    lead,
)


def verbs(close: Close, *, rehearse: bool) -> None:
    """A verb gives a handle, a dry run a preview, and a switch that is not known either."""
    assert_type(close.bulk.pause(s_query=ALL_LEADS), BulkAction)
    assert_type(close.bulk.pause(s_query=lead("name").exists(), dry_run=False), BulkAction)
    assert_type(close.bulk.pause(s_query={"type": "and"}, dry_run=True), Preview)
    assert_type(close.bulk.pause(s_query=ALL_LEADS, dry_run=rehearse), BulkAction | Preview)
    assert_type(close.bulk.start("pause", s_query=ALL_LEADS), BulkAction)
    assert_type(close.bulk.start("pause", s_query=ALL_LEADS, dry_run=True), Preview)
    fields: PauseFields = {"s_query": ALL_LEADS, "results_limit": 10}
    assert_type(close.bulk.resume_finished(**fields), BulkAction)


async def awaited_verbs(close: AsyncClose, *, rehearse: bool) -> None:
    """The asynchronous client gives the same when it is awaited."""
    assert_type(await close.bulk.pause(s_query=ALL_LEADS), AsyncBulkAction)
    assert_type(await close.bulk.pause(s_query=ALL_LEADS, dry_run=True), Preview)
    assert_type(
        await close.bulk.pause(s_query=ALL_LEADS, dry_run=rehearse), AsyncBulkAction | Preview
    )
    assert_type(await close.bulk.start("pause", s_query=ALL_LEADS), AsyncBulkAction)
    assert_type(close.bulk.list(), AsyncListing[AsyncBulkAction])


def deletion(close: Close) -> None:
    """A delete needs the number of leads; its rehearsal does not."""
    assert_type(close.bulk.delete(s_query=ALL_LEADS, expect=3), BulkAction)
    assert_type(close.bulk.delete(s_query=ALL_LEADS, dry_run=True), Preview)
    close.bulk.delete(s_query=ALL_LEADS)  # type: ignore[call-overload]


def lists(close: Close) -> None:
    """A list gives handles, or mappings of chosen fields."""
    assert_type(close.bulk.list(), Listing[BulkAction])
    assert_type(close.bulk.list("email", template_id="tmpl_1"), Listing[BulkAction])
    assert_type(close.bulk.list("edit", fields=["id"]), Listing[Mapping[str, Any]])
    close.bulk.list("call")  # type: ignore[call-overload]


def refused(close: Close) -> None:
    """What the contract refuses, type checkers refuse."""
    close.bulk.subscribe(s_query=ALL_LEADS)  # type: ignore[call-overload]
    close.bulk.pause()  # type: ignore[call-overload]
    close.bulk.pause(s_query=ALL_LEADS, sender_name="John")  # type: ignore[call-overload]
    close.bulk.pause(s_query="lead_status:Potential")  # type: ignore[call-overload]
    close.bulk.email(s_query=ALL_LEADS, template_id="tmpl_1", contact_preference="no")  # type: ignore[call-overload]
