"""The moving whole: an organisation, its clock, and the bulk actions that are under way."""

from datetime import UTC, datetime, tzinfo
from typing import Any

from attrs import Factory, define, field, frozen

from close_emulator import enrolment
from close_emulator.bulk import FINAL, advance, note
from close_emulator.bulk_records import BulkAction, BulkRequest
from close_emulator.clock import Clock
from close_emulator.effects import Stage
from close_emulator.events import EventLog
from close_emulator.ids import IdSource
from close_emulator.kinds.kind import Kind
from close_emulator.organization import Organization
from close_emulator.pace import Pace
from close_emulator.signin import SignIn
from close_emulator.throttle import Throttle
from close_emulator.wire import Json


@frozen
class Walk:
    """A search that is read page by page: the ids still to come, its counts, its last page.

    `asked` is what the search asked for, to which its cursors belong.
    """

    asked: Json
    left: tuple[str, ...]
    limited: int
    total: int
    since: datetime


@define(kw_only=True)
class World:
    """All that a request can see and change.

    `now` is the moment of the request that is being answered, in UTC; it never goes back, even
    where the clock does. `throttle` and `max_skip` are limits that a test has set. `walks` holds the
    open cursors of /data/search/.
    """

    organization: Organization
    pace: Pace
    clock: Clock
    ids: IdSource
    sign_in: SignIn
    throttle: Throttle | None = None
    max_skip: int | None = None
    now: datetime = field(init=False)
    walks: dict[str, Walk] = Factory(dict[str, Walk])
    events: EventLog = field(init=False)
    _unfinished: list[BulkAction] = Factory(list[BulkAction])

    def __attrs_post_init__(self) -> None:
        """Time begins now, with nothing to tell."""
        self.events = EventLog(self.ids)
        self.now = self.clock.now().astimezone(UTC)

    @property
    def stage(self) -> Stage:
        """What effects need of this world."""
        return Stage(self.organization, self.now, self.ids, self.events)

    def settle(self, steps: int = 0) -> None:
        """Bring every running bulk action and every subscription up to the present moment."""
        before, clock = self.now, self.clock.now().astimezone(UTC)
        self.now = max(before, clock)
        enrolment.pass_time(self.stage)
        work = self.pace.earned((self.now - before).total_seconds(), steps)
        if not work:
            return
        stage = self.stage
        for action in self._unfinished:
            advance(action, work, self.pace, stage)
        self._unfinished = [a for a in self._unfinished if a.status not in FINAL]

    def start(self, kind: Kind[Any], request: BulkRequest, zone: tzinfo) -> BulkAction:
        """Take in a new bulk action; it begins to move after this request."""
        user_id = self.organization.user.id
        action = BulkAction(
            id=self.ids.new(kind.prefix),
            kind=kind.name,
            request=request,
            zone=zone,
            created_by=user_id,
            updated_by=user_id,
            date_created=self.now,
            date_updated=self.now,
        )
        self.organization.bulk_actions[action.id] = action
        self._unfinished.append(action)
        note(action, self.stage, "created")
        return action
