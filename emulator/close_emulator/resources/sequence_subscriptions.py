"""/sequence_subscription/: the contacts in sequences, by sequence, contact or lead."""

from functools import partial
from typing import Final

from close_emulator import views
from close_emulator.call import Call
from close_emulator.forms import id_of
from close_emulator.listing import PAGE, page, read_query
from close_emulator.refusals import invalid
from close_emulator.wire import Json
from close_emulator.world import World

_FILTERS: Final = {
    "sequence_id": id_of("seq"),
    "contact_id": id_of("cont"),
    "lead_id": id_of("lead"),
}


def list_some(world: World, call: Call) -> Json:
    """Return the subscriptions that meet every filter, oldest first; one filter is required."""
    parameters = read_query(call.query, {**PAGE, **_FILTERS})
    wanted = {name: parameters[name] for name in _FILTERS if name in parameters}
    if not wanted:
        names = ", ".join(_FILTERS)
        raise invalid({}, f"At least one of {names} is required.")
    first, *others = wanted
    found = world.organization.subscriptions_of(wanted[first])
    if others:
        found = [s for s in found if all(getattr(s, name) == wanted[name] for name in others)]
    return page(parameters, found, partial(views.subscription, world.organization))
