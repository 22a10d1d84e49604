"""The emulator itself: requests in, responses out, over one world that its builders furnish."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Final

from close_emulator import routes
from close_emulator.builders import Builders
from close_emulator.clock import Clock, WallClock
from close_emulator.events import Origin
from close_emulator.ids import Ids, IdSource
from close_emulator.organization import Organization
from close_emulator.pace import Immediate, Pace
from close_emulator.records import LeadStatus, User
from close_emulator.refusals import Refusal
from close_emulator.signin import SignIn
from close_emulator.wire import Request, Response, respond
from close_emulator.world import World

API_KEY: Final = "emulator-key"
LEAD_STATUSES: Final = ("Potential", "Bad Fit", "Qualified", "Customer")


class Emulator(Builders):
    """A stateful Close that runs in the process, offline.

    `pace` says how bulk actions move (by default they are done at the next request), `clock` what
    time it is, `ids` where ids come from. `api_key` and the bearer `tokens` are accepted; they are
    no secrets, and what looks like a real key is refused.

    Raises:
        ValueError: a key or token is empty, not printable ASCII, or starts with `api_`; a key has a
            colon.
    """

    def __init__(
        self,
        *,
        pace: Pace | None = None,
        clock: Clock | None = None,
        ids: IdSource | None = None,
        api_key: str = API_KEY,
        tokens: Iterable[str] = (),
    ) -> None:
        source = ids or Ids()
        super().__init__(
            World(
                organization=_new_organization(source),
                pace=pace or Immediate(),
                clock=clock or WallClock(),
                ids=source,
                sign_in=SignIn(source, api_key, tokens),
            )
        )
        self.api_key: Final = api_key

    def handle(self, request: Request) -> Response:
        """Answer one request. Never raises; threads may share the emulator."""
        with self._lock:
            world = self._world
            request_id = world.ids.new("req")
            headers = [("x-request-id", request_id)]
            try:
                world.settle()
                if world.throttle is not None:
                    headers += world.throttle.admit(routes.group(request), world.now)
                answer = routes.answer(world, request, request_id)
            except Refusal as refusal:
                return respond(refusal.status, refusal.payload, (*refusal.headers, *headers))
            except Exception as error:  # noqa: BLE001 - a fault in here must not end a server
                failure = f"The emulator has a fault, please report it: {type(error).__name__}"
                return respond(HTTPStatus.INTERNAL_SERVER_ERROR, {"error": failure}, headers)
            finally:
                world.events.origin = Origin()
            return respond(answer.status, answer.payload, headers)

    def step(self, n: int = 1) -> None:
        """Move every running bulk action `n` stages or batches on; for the pace `Stepped`."""
        with self._present() as world:
            for _ in range(n):
                world.settle(steps=1)


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
