"""/me/: whose key it is."""

from close_emulator.call import Call
from close_emulator.listing import FIELDS, project, read_query
from close_emulator.wire import Json
from close_emulator.world import World


def fetch(world: World, call: Call) -> Json:
    """Return the user behind the key or token, and the organisation that it belongs to."""
    organization = world.organization
    user = organization.user
    shown: dict[str, Json] = {
        "id": user.id,
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "organizations": [{"id": organization.id, "name": organization.name}],
    }
    return project(read_query(call.query, FIELDS), shown)
