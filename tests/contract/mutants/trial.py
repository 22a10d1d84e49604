"""One run of the contract tests, which ends with the first finding.

What is cheap comes first: the probes, but for a few that send much; then these; then the phases of
schemathesis. Probes are sent to an emulator whose bulk actions stand still, and to one in which they
go on. Imports the emulator, so it must be imported where the emulator is changed already.
"""

from collections.abc import Awaitable, Callable, Collection, Iterable
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

from attrs import define, evolve, frozen

from close_contract import PHASES, PROBES, Finding, Report, Server, Suite
from close_contract.known import no_lead
from close_emulator import Emulator, ManualClock, Request, Response, Stepped
from close_emulator.asgi import application
from contract.furniture import prepare
from contract.mutants.aged import HISTORY, age
from contract.mutants.cpu import CpuClock
from contract.mutants.furnished import enrich

App: TypeAlias = Callable[[Any, Any, Any], Awaitable[None]]

_DEAR: Final = ("single_members", "strange_values", "conditions", "body_edges")
_QUICK: Final = tuple(name for name in PROBES if name not in _DEAR)
_MONTH_END: Final = datetime(2024, 3, 31, 15, 30, 10, 250_000, tzinfo=UTC)
_TOKEN: Final = "emulator-token"
_PATIENCE: Final = 0.1
"""Seconds in which dozens of requests are answered; with each of them, bulk actions go on."""
_NO_EXERCISE: Final = "exercised"


@frozen
class Stage:
    """A part of the run: what it sends, and whether bulk actions go on meanwhile."""

    probes: Collection[str] = ()
    phases: Collection[str] = ()
    moving: bool = False


STAGES: Final = (
    Stage(_QUICK),
    Stage(_QUICK, moving=True),
    Stage(_DEAR),
    Stage(phases=PHASES),
)


class Found(Exception):
    """The run can end."""


@define
class First(Report):
    """A report that ends the run with its first finding.

    What was not exercised is a finding only when all has been sent.
    """

    is_last: bool = False

    def add(self, finding: Finding) -> None:
        """Keep a finding.

        Raises:
            Found: it counts.
        """
        if finding.check != _NO_EXERCISE or self.is_last:
            super().add(finding)
            raise Found


class Running(Emulator):
    """An emulator at the end of a month, in the afternoon; with every request a millisecond passes.

    While it is `moving`, so do its bulk actions.
    """

    moving = False

    def __init__(self, *, has_history: bool) -> None:
        self._clock: Final = ManualClock(_MONTH_END - HISTORY if has_history else _MONTH_END)
        super().__init__(pace=Stepped(batch=2), clock=self._clock, tokens=(_TOKEN,))
        if has_history:
            age(self, self._clock)

    def handle(self, request: Request) -> Response:
        """Answer one request."""
        self._clock.advance(0.001)
        if self.moving:
            self.step()
        return super().handle(request)


def suites(budget: float, *, with_phases: bool) -> list[Suite]:
    """Return the parts of a run, each with an emulator of its own.

    The phases of schemathesis may take `budget` seconds of CPU time.
    """
    return [_suite(stage, budget) for stage in STAGES if with_phases or not stage.phases]


def first_finding(parts: Iterable[Suite]) -> Finding | None:
    """Run suites one after the other; return what was found first, None if nothing was."""
    report = First()
    left = [*parts]
    try:
        while left:
            suite = left.pop(0)
            report.is_last = not left
            for _ in suite.steps(report):
                pass
    except Found:
        return report.findings[0]
    return None


def _suite(stage: Stage, budget: float) -> Suite:
    # Where bulk actions stand still, there are some from long ago; else the log is there as a whole.
    emulator = Running(has_history=not stage.moving)
    known = enrich(emulator, prepare(emulator))
    if stage.moving:
        # What is started now will be done, and must leave the known objects alone.
        known = evolve(known, s_query=no_lead())
    emulator.moving = stage.moving
    return Suite(
        server=Server(api_key=emulator.api_key, token=_TOKEN, app=_served(application(emulator))),
        known=known,
        probes=stage.probes,
        phases=stage.phases,
        budget=budget,
        patience=_PATIENCE if stage.moving else 0.0,
        clock=CpuClock(),
    )


def _served(app: App) -> App:
    """Answer 500 where the application fails, as a server program does."""

    async def serve(scope: Any, receive: Any, send: Any) -> None:
        try:
            await app(scope, receive, send)
        except Exception:  # noqa: BLE001 - whatever it is, the client sees this
            await send({"type": "http.response.start", "status": 500, "headers": []})
            await send({"type": "http.response.body", "body": b""})

    return serve
