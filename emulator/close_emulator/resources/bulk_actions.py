"""/bulk_action/{kind}/: start, list, fetch, pause and resume bulk actions of one kind."""

from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from typing import Any, Final

from attrs import frozen

from close_emulator import bulk
from close_emulator.bulk_form import SELECTS
from close_emulator.bulk_records import BulkAction
from close_emulator.call import Call
from close_emulator.forms import Form, body_fields, one_of
from close_emulator.kinds.kind import Kind
from close_emulator.listing import FIELDS, PAGE, page, project, read_query
from close_emulator.moments import read_zone
from close_emulator.refusals import plain
from close_emulator.scope import Scope
from close_emulator.wire import Json
from close_emulator.world import World

_STATUS_CHANGE: Final = Form({"status": one_of("paused", "resuming")}, ("status",))


@frozen
class BulkActions:
    """The four operations, for one kind."""

    kind: Kind[Any]

    def routes(self) -> Mapping[str, Mapping[str, Callable[[World, Call], Json]]]:
        """Return the handlers by path and method."""
        path = f"/bulk_action/{self.kind.name}/"
        return {
            path: {"GET": self.list_all, "POST": self.create},
            f"{path}{{id}}/": {"GET": self.fetch, "PUT": self.update},
        }

    def create(self, world: World, call: Call) -> Json:
        """Start a bulk action; it is `created` and moves from the next request on."""
        scope = Scope(SELECTS, world.organization, world.now, read_zone(call.tz_offset))
        request = self.kind.read(call.body, scope)
        return bulk.view(world.organization, world.start(self.kind, request, scope.zone))

    def list_all(self, world: World, call: Call) -> Json:
        """Return the bulk actions that meet every filter, newest first."""
        parameters = read_query(call.query, {**PAGE, **FIELDS, **self.kind.filters})
        wanted = {name: parameters[name] for name in self.kind.filters if name in parameters}
        found = [
            action
            for action in reversed(world.organization.bulk_actions.values())
            if action.kind == self.kind.name
            and all(getattr(action.request, name) == value for name, value in wanted.items())
        ]
        return page(parameters, found, partial(bulk.view, world.organization))

    def fetch(self, world: World, call: Call) -> Json:
        """One bulk action."""
        action = self._find(world, call)
        return project(read_query(call.query, FIELDS), bulk.view(world.organization, action))

    def update(self, world: World, call: Call) -> Json:
        """Pause or resume a bulk action; method and path are inferred, the two words documented."""
        action = self._find(world, call)
        status = _STATUS_CHANGE.read(body_fields(call.body))["status"]
        if status == "paused":
            bulk.pause(action, world.stage)
        else:
            bulk.resume(action, world.pace, world.stage)
        return bulk.view(world.organization, action)

    def _find(self, world: World, call: Call) -> BulkAction:
        action = world.organization.bulk_actions.get(call.id)
        if action is None or action.kind != self.kind.name:
            raise plain(HTTPStatus.NOT_FOUND, "Not Found")
        return action
