"""/saved_search/: Smart Views, whose queries bulk actions can take."""

from http import HTTPStatus

from close_emulator.call import Call
from close_emulator.refusals import plain
from close_emulator.wire import Json
from close_emulator.world import World


def fetch(world: World, call: Call) -> Json:
    """One Smart View; `query`, the old search language, is always null."""
    view = world.organization.smart_views.get(call.id)
    if view is None:
        raise plain(HTTPStatus.NOT_FOUND, "Not Found")
    return {
        "id": view.id,
        "name": view.name,
        "organization_id": world.organization.id,
        "query": None,
        "s_query": view.s_query,
        "type": view.type,
    }
