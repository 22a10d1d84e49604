"""What type checkers see of what calls give; mypy and pyright check this file, nobody runs it."""
# pyright: strict, reportUnnecessaryTypeIgnoreComment=true

from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator, Mapping
from datetime import datetime
from typing import Any, Literal, assert_type

from close_bulk import (
    AsyncBulkAction,
    AsyncListing,
    BulkAction,
    CloseError,
    InvalidRequest,
    Listing,
    OAuthTokens,
    Preview,
    Progress,
    Report,
    ReportRow,
    RequestSummary,
    Response,
)

Kind = Literal["sequence_subscription", "email", "edit", "delete"]


def action(action: BulkAction) -> None:
    """A handle tells what is known, and its methods give itself."""
    assert_type(action.id, str)
    assert_type(action.kind, Kind)
    assert_type(action.action_type, str)
    assert_type(action.status, str | None)
    assert_type(action.resumable_until, datetime | None)
    assert_type(action.refresh(), BulkAction)
    assert_type(action.pause(), BulkAction)
    assert_type(action.resume(), BulkAction)
    assert_type(action.wait(timeout=60, stall=None, poll=1, on_progress=print), BulkAction)
    assert_type(action.watch(timeout=60), Iterator[Progress])
    assert_type(action.to_row(), dict[str, Any])
    action.wait(60)  # type: ignore[call-arg]
    action.wait(timeout="60")  # type: ignore[arg-type]
    action.wait(on_progress=len)  # type: ignore[arg-type]
    action.status = "done"  # type: ignore[misc]


async def awaited_action(action: AsyncBulkAction) -> None:
    """The asynchronous handle gives itself when it is awaited."""
    assert_type(await action.refresh(), AsyncBulkAction)
    assert_type(await action.pause(), AsyncBulkAction)
    assert_type(await action.resume(), AsyncBulkAction)
    assert_type(await action.wait(on_progress=print), AsyncBulkAction)
    assert_type(action.watch(poll=1), AsyncIterator[Progress])
    assert_type(action.to_row(), dict[str, Any])
    async for progress in action.watch():
        assert_type(progress, Progress)


def listing(listing: Listing[BulkAction]) -> None:
    """A list is iterated over by items and by pages."""
    assert_type(listing.pages(), Generator[list[BulkAction]])
    assert_type(listing.to_rows(), list[dict[str, Any]])
    assert_type(listing.first(), BulkAction | None)
    for each in listing:
        assert_type(each, BulkAction)
    len(listing)  # type: ignore[arg-type]


async def awaited_listing(listing: AsyncListing[int]) -> None:
    """The asynchronous list is iterated over by `async for`."""
    assert_type(listing.pages(), AsyncGenerator[list[int]])
    assert_type(await listing.to_rows(), list[dict[str, Any]])
    assert_type(await listing.first(), int | None)
    async for each in listing:
        assert_type(each, int)
    for _ in listing:  # type: ignore[attr-defined]
        pass


def results(preview: Preview, progress: Progress, report: Report, row: ReportRow) -> None:
    """What calls tell is typed to its members."""
    assert_type(preview.count, int)
    assert_type(preview.total, int)
    assert_type(preview.request, RequestSummary)
    assert_type(preview.start(), BulkAction)
    assert_type(preview.sample, tuple[Mapping[str, Any], ...])
    assert_type(progress.fraction, float | None)
    assert_type(progress.remaining, float | None)
    assert_type(report.failures, tuple[ReportRow, ...])
    assert_type(report.stopped_by, CloseError | None)
    assert_type(report.to_rows(), list[dict[str, Any]])
    assert_type(report.raise_for_failures(), None)
    assert_type(row.to_row(), dict[str, Any])
    assert_type(row.failed, bool)
    preview.count = 3  # type: ignore[misc]


def others(response: Response, tokens: OAuthTokens, error: InvalidRequest) -> None:
    """So is what hooks, callbacks and errors carry."""
    assert_type(response.request_id, str | None)
    assert_type(response.body, bytes)
    assert_type(tokens.refresh_token, str)
    assert_type(tokens.expires_at, float | None)
    assert_type(error.missing, tuple[str, ...])
