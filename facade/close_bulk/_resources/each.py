"""The same change to one or many subscriptions, one after the other, with a report of each."""

from __future__ import annotations

from collections.abc import AsyncIterable, Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from attrs import field, frozen

from close_api_client import models
from close_bulk import _rules
from close_bulk._effects import Emit, Flow
from close_bulk._json import show
from close_bulk._resources.fields import Sender
from close_bulk._resources.objects import SUBSCRIPTION, check_change, delete, get, update
from close_bulk._resources.report import Outcome, Report, ReportRow
from close_bulk.errors import (
    ApiError,
    CloseError,
    ConfigurationError,
    InvalidRequest,
    NotFound,
    OutcomeUnknown,
    Problem,
    RateLimited,
    ServerError,
    SignInError,
    Unauthorized,
)

_TROUBLES: Final = 3
"""After so many rows in a row without a clear answer, the service is not asked any more."""
_HOPELESS: Final = (Unauthorized, ConfigurationError, SignInError)
"""Errors that every further row would have too."""
_HEADLINE: Final = "nothing was changed"
_ENDED: Final = ("finished", "goal", "error")


@frozen
class Change:
    """What is to be done to each subscription."""

    verb: str
    fields: Mapping[str, Any] | None
    """What it shall be like; None where it shall be gone."""
    suits: Callable[[object], bool] = lambda _: True
    """Whether it applies to a subscription of this status."""


PAUSE: Final = Change("pause", {"status": "paused"}, lambda status: status not in _ENDED)
DELETE: Final = Change("delete", None)
RESUME: Final = Change("resume", {"status": "active"}, lambda status: status == "paused")


def change_sender(sender: Mapping[str, Any]) -> Change:
    """Check the three fields of a sender, which belong together.

    Raises:
        InvalidRequest: One is missing or wrong.
    """
    checked = check_change(SUBSCRIPTION, sender, required=tuple(Sender.__annotations__))
    return Change("change_sender", checked)


@frozen
class Run:
    """One change to many subscriptions, as far as it has come."""

    change: Change
    ids: tuple[str, ...]
    rows: list[ReportRow] = field(factory=list[ReportRow])

    def flow(self) -> Flow[None]:
        """Give the flow that makes the changes and emits a row for each."""
        troubles = 0
        for number, one in enumerate(self.ids, 1):
            row = yield from _row(self.change, number, one)
            self.rows.append(row)
            yield Emit(row)
            troubles = troubles + 1 if row.outcome in ("not_done", "unknown") else 0
            if troubles == _TROUBLES or isinstance(row.error, _HOPELESS):
                break
        for number, one in enumerate(self.ids[len(self.rows) :], len(self.rows) + 1):
            row = ReportRow(number, one, "not_done")
            self.rows.append(row)
            yield Emit(row)

    def report(self) -> Report:
        """Say what became of each."""
        return Report(self.change.verb, tuple(self.rows))

    @contextmanager
    def told(self) -> Generator[None]:
        """Tell whoever interrupts the run how far it has come."""
        try:
            yield
        except BaseException as stop:
            following = self.ids[len(self.rows) :]
            begun = f"; {following[0]} was next or under way" if following else ""
            stop.add_note(f"close-bulk was interrupted after the {self.report()}{begun}.")
            raise


def begin(change: Change, subscriptions: object, on_progress: object, *, blocking: bool) -> Run:
    """Check what is asked for, before the first request.

    Raises:
        InvalidRequest: Names everything that is no id of a subscription, or cannot be called.
    """
    _rules.check_callback(_HEADLINE, on_progress, blocking=blocking)
    return Run(change, _ids(subscriptions))


def _row(change: Change, number: int, id: str) -> Flow[ReportRow]:
    before: models.SequenceSubscription | None = None
    try:
        before = yield from get(SUBSCRIPTION, id)
        if change.fields is None:
            yield from delete(SUBSCRIPTION, id)
            return ReportRow(number, id, "changed", before)
        if all(getattr(before, name) == value for name, value in change.fields.items()):
            return ReportRow(number, id, "already", before)
        if not change.suits(before.status):
            return ReportRow(number, id, "left", before)
        after = yield from update(SUBSCRIPTION, id, change.fields)
    except CloseError as error:
        # One that was not even seen may belong to another organization, and go on mailing.
        if change.fields is None and isinstance(error, NotFound) and before is not None:
            return ReportRow(number, id, "already", before)
        return ReportRow(number, id, _outcome(error), before, error=error)
    return ReportRow(number, id, "changed", before, after)


def _outcome(error: CloseError) -> Outcome:
    if isinstance(error, OutcomeUnknown):
        return "unknown"
    mend = isinstance(error, ApiError) and not isinstance(error, RateLimited | ServerError)
    return "refused" if mend else "not_done"


def is_one(given: object) -> bool:
    """Tell whether one subscription is meant, and not any number of them."""
    return not _is_many(given) and not isinstance(given, AsyncIterable)


def delete_one(given: object, on_progress: object) -> Flow[None]:
    """Delete one subscription, which has no report.

    Raises:
        InvalidRequest: It is no id of a subscription, or there is somebody to be told of each.
    """
    if on_progress is not None:
        message = "is for many subscriptions; to have a report of one, give it in a list"
        raise InvalidRequest(_HEADLINE, (Problem("on_progress", "invalid", message),))
    return delete(SUBSCRIPTION, _id_of(given))


def _id_of(given: object) -> object:
    return given.id if isinstance(given, models.SequenceSubscription) else given


def _ids(given: object) -> tuple[str, ...]:
    """Check which subscriptions are meant, all of them, and give each id once, in order.

    Args:
        given: An id, a subscription as read, or any number of them.

    Raises:
        InvalidRequest: Names everything that is no id of a subscription.
    """
    if isinstance(given, AsyncIterable):
        hint = "await them first: [item async for item in ...]"
        raise _refused([Problem("subscriptions", "invalid", f"is read asynchronously; {hint}")])
    several = _is_many(given)
    items = _items(given) if several else iter([given])
    problems: list[Problem] = []
    ids: dict[str, None] = {}
    for index, item in enumerate(items):
        try:
            ids[_rules.check_id(_id_of(item), "put", SUBSCRIPTION.one)] = None
        except InvalidRequest as error:
            name = f"subscriptions[{index}]" if several else "subscriptions"
            problems.append(Problem(name, "invalid", error.problems[0].message))
    if problems:
        raise _refused(problems)
    return tuple(ids)


def _is_many(given: object) -> bool:
    return isinstance(given, Iterable) and not isinstance(given, str | bytes | Mapping)


def _items(given: Any) -> Iterator[object]:
    try:
        yield from given
    except CloseError:
        raise
    except Exception as error:
        message = f"{show(given)} cannot be read to its end: {show(error)}"
        raise _refused([Problem("subscriptions", "invalid", message)]) from error


def _refused(problems: list[Problem]) -> InvalidRequest:
    return InvalidRequest(_HEADLINE, tuple(problems))
