"""/bulk_action/sequence_subscription/: start, list, fetch, pause and resume."""

from functools import partial
from http import HTTPStatus
from typing import Final

from close_emulator import bulk, views
from close_emulator.bulk_form import read_bulk_request
from close_emulator.call import Call
from close_emulator.forms import Form, body_fields, one_of
from close_emulator.listing import FIELDS, PAGE, page, project, read_query
from close_emulator.records import BulkAction
from close_emulator.refusals import plain
from close_emulator.wire import Json
from close_emulator.world import World

_STATUS_CHANGE: Final = Form({"status": one_of("paused", "resuming")}, ("status",))


def create(world: World, call: Call) -> Json:
    """Start a bulk action; it is `created` and moves from the next request on."""
    request = read_bulk_request(call.body, world.organization)
    return views.bulk_action(world.organization, world.start(request))


def list_all(world: World, call: Call) -> Json:
    """Return the bulk actions, newest first."""
    parameters = read_query(call.query, {**PAGE, **FIELDS})
    newest_first = list(reversed(world.organization.bulk_actions.values()))
    return page(parameters, newest_first, partial(views.bulk_action, world.organization))


def fetch(world: World, call: Call) -> Json:
    """One bulk action."""
    action = _find(world, call)
    return project(read_query(call.query, FIELDS), views.bulk_action(world.organization, action))


def update(world: World, call: Call) -> Json:
    """Pause or resume a bulk action; method and path are inferred, the two words documented."""
    action = _find(world, call)
    status = _STATUS_CHANGE.read(body_fields(call.body))["status"]
    if status == "paused":
        bulk.pause(action, world.stage)
    else:
        bulk.resume(action, world.pace, world.stage)
    return views.bulk_action(world.organization, action)


def _find(world: World, call: Call) -> BulkAction:
    action = world.organization.bulk_actions.get(call.id)
    if action is None:
        raise plain(HTTPStatus.NOT_FOUND, "Not Found")
    return action
