"""The emulator itself: requests in, responses out, over one world that its builders furnish."""

from http import HTTPStatus
from typing import Final

from close_emulator import routes
from close_emulator.builders import Builders
from close_emulator.clock import Clock, WallClock
from close_emulator.ids import Ids, IdSource
from close_emulator.organization import Organization
from close_emulator.pace import Immediate, Pace
from close_emulator.records import LeadStatus, User
from close_emulator.refusals import Refusal
from close_emulator.wire import Request, Response, respond
from close_emulator.world import World

API_KEY: Final = "emulator-key"
LEAD_STATUSES: Final = ("Potential", "Bad Fit", "Qualified", "Customer")


class Emulator(Builders):
    """A stateful Close that runs in the process, offline.

    `pace` says how bulk actions move (by default they are done at the next request), `clock` what
    time it is, `ids` where ids come from. `api_key` is the one key that is accepted; it is no
    secret, and one that looks like a real one is refused.

    Raises:
        ValueError: `api_key` is empty, not printable ASCII, holds a colon, or starts with `api_`.
    """

    def __init__(
        self,
        *,
        pace: Pace | None = None,
        clock: Clock | None = None,
        ids: IdSource | None = None,
        api_key: str = API_KEY,
    ) -> None:
        source = ids or Ids()
        super().__init__(
            World(
                organization=_new_organization(source),
                pace=pace or Immediate(),
                clock=clock or WallClock(),
                ids=source,
            )
        )
        self.api_key: Final = _harmless(api_key)

    def handle(self, request: Request) -> Response:
        """Answer one request. Never raises; threads may share the emulator."""
        with self._lock:
            identity = ("x-request-id", self._world.ids.new("req"))
            try:
                self._world.settle()
                payload = routes.answer(self._world, self.api_key, request)
            except Refusal as refusal:
                return respond(refusal.status, refusal.payload, (*refusal.headers, identity))
            except Exception as error:  # noqa: BLE001 - a fault in here must not end a server
                failure = f"The emulator has a fault, please report it: {type(error).__name__}"
                return respond(HTTPStatus.INTERNAL_SERVER_ERROR, {"error": failure}, [identity])
            return respond(HTTPStatus.OK, payload, [identity])

    def step(self, n: int = 1) -> None:
        """Move every running bulk action `n` stages or batches on; for the pace `Stepped`."""
        with self._present() as world:
            for _ in range(n):
                world.settle(steps=1)


def _harmless(api_key: str) -> str:
    if api_key.startswith("api_"):
        raise ValueError("This looks like a real API key; give the emulator a made-up one.")
    if not api_key or ":" in api_key or not (api_key.isascii() and api_key.isprintable()):
        raise ValueError("The emulator's API key is printable ASCII without a colon.")
    return api_key


def _new_organization(ids: IdSource) -> Organization:
    user = User(ids.new("user"), "owner@emulator.example", "Olive", "Owner")
    statuses = [LeadStatus(ids.new("stat"), label) for label in LEAD_STATUSES]
    return Organization(
        id=ids.new("orga"),
        name="Emulated Organization",
        user=user,
        users={user.id: user},
        lead_statuses={status.id: status for status in statuses},
    )
