"""/me/: whose key it is."""

from close_emulator.call import Call
from close_emulator.wire import Json
from close_emulator.world import World


def fetch(world: World, _: Call) -> Json:
    """Return the user behind the API key, and the organisation that the key belongs to."""
    organization = world.organization
    user = organization.user
    return {
        "id": user.id,
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "organizations": [{"id": organization.id, "name": organization.name}],
    }
