"""One run of `close-contract server`, from the first request to what is said of it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

from attrs import define, evolve, field

from close_contract.commands.following import following
from close_contract.commands.stopping import Stopping
from close_contract.discovery import Discovery, Given, Unsuitable
from close_contract.exercised import Exercised
from close_contract.greeting import Asking, NotThisApi, greet
from close_contract.limits import Limits, OutOfTime, RealClock
from close_contract.report import Report, Watcher
from close_contract.reports.outcome import Outcome
from close_contract.reports.text import counted
from close_contract.sending import sending
from close_contract.server import Server
from close_contract.suite import Suite
from close_contract.traffic.messages import Request
from close_contract.traffic.privacy import secrets_of
from close_contract.watching import watched
from close_contract.wire.upstream import NoAnswer

_PATIENCE: Final = 5.0
_GRACE: Final = 5.0


@define(kw_only=True)
class Run:
    """A run on a server of which nothing is known, within its limits.

    A `strict` one has failed if an operation was not tested.
    """

    server: Server
    given: Given
    limits: Limits
    read_only: bool = False
    strict: bool = False
    seed: int | None = None
    report: Report = field(init=False)
    _began: datetime = field(init=False)
    _operations: tuple[str, ...] = field(default=(), init=False)
    _left_out: Mapping[str, str] = field(factory=dict[str, str], init=False)
    _notes: list[str] = field(factory=list[str], init=False)
    _failure: str = field(default="", init=False)

    def __attrs_post_init__(self) -> None:
        """Make an empty report, in which the key is never seen."""
        signed = Request("GET", "/", (("authorization", self.server.authorization),))
        self.report = Report(secrets=secrets_of(signed))
        self._began = datetime.now(UTC)

    def make(self, watchers: Iterable[Watcher]) -> None:
        """Send everything, shown to the watchers; whatever ends it, what was found is kept."""
        stopping = Stopping(self.report)
        self.report.watchers += map(stopping.whole, watchers)
        overdue = (self.limits.budget or 0.0) + self.server.timeout + _GRACE
        try:
            with stopping.within(overdue), following(self.report, self.limits) as tell:
                for step in self._steps():
                    tell(step)
        except (NotThisApi, Unsuitable, NoAnswer) as error:
            self._failure = f"{self.server.base_url}: {str(error).rstrip('.')}."
        except OutOfTime:
            self._failure = "the budget was spent before the first test."
        except KeyboardInterrupt:
            if stopping.overdue:
                self._failure = f"{self.server.base_url}: an answer did not end within the budget."
            self._notes.append("The test was stopped before everything had been sent.")
        self.report.seconds = self.limits.spent

    def outcome(self, exercised: Exercised) -> Outcome:
        """Return what there is to tell."""
        if self.report.cut_short:
            self._notes.append("The time was over before everything had been sent; see --budget.")
        outcome = Outcome(
            target=self.server.base_url,
            began=self._began,
            report=self.report,
            exercised=exercised,
            operations=self._operations,
            left_out=self._left_out,
            notes=tuple(self._notes),
            failure=self._failure,
        )
        if self.strict and outcome.untested and not outcome.failure:
            missing = counted(len(outcome.untested), "operation")
            return evolve(outcome, failure=f"{missing} not tested, and --strict demands all.")
        return outcome

    def _steps(self) -> Iterator[str]:
        suite = self._suite()
        self._operations = tuple(each.label for each in suite.scope())
        self._notes += [
            f"Not tried, as no {what} is known (see --known): the probes {', '.join(names)}."
            for what, names in suite.baseless_probes().items()
        ]
        yield from suite.steps(self.report)
        if self.report.findings:
            yield from self._taken_leave()

    def _suite(self) -> Suite:
        """Look around, and return a suite of what can be tested."""
        with sending(self.server) as plain:
            asking = Asking(self.server, watched(plain, self.report), self.limits)
            discovery = Discovery(asking, self.given, read_only=self.read_only)
            known = discovery.known(greet(asking))
        self._left_out = discovery.left_out
        return Suite(
            server=self.server,
            known=known,
            operations=discovery.operations(),
            read_only=self.read_only,
            seed=self.seed,
            rate=self.limits.rate,
            patience=_PATIENCE,
            budget=max((self.limits.budget or 0.0) - self.limits.spent, 1.0),
        )

    def _taken_leave(self) -> Iterator[str]:
        """Ask once more who signs in: what was found may come from a server that has changed since.

        Raises:
            NoAnswer: it has gone.
        """
        with sending(self.server) as send:
            try:
                greet(Asking(self.server, send, Limits(RealClock())))
            except NotThisApi as error:
                sentence = f"At the end, {error}"
                self._notes.append(f"{sentence.rstrip('.')}. What was found may come from that.")
        yield "end"
