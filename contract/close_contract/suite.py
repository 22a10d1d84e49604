"""The whole run: the probes, then schemathesis set up for this contract."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit

from attrs import Factory, field, frozen
from schemathesis.engine import from_schema
from schemathesis.engine.events import NonFatalError

from close_contract.bench import PROBES as PROBING
from close_contract.bench import Bench, Unanswered
from close_contract.checks import keep_failure
from close_contract.configuration import BULK_KINDS, PHASES, configuration
from close_contract.document import Operation, contract, load, longest_last, spread
from close_contract.fuzzer import (
    Case,
    Fuzzed,
    Hook,
    HookContext,
    Response,
    new_schema,
    sign_in,
    without,
)
from close_contract.judge import Judge
from close_contract.known import Known
from close_contract.limits import Clock, Limits, OutOfTime, RealClock
from close_contract.probe import Probe
from close_contract.probes.table import PROBES
from close_contract.recorder import record
from close_contract.report import Finding, Report
from close_contract.sending import Send, sending
from close_contract.server import Server
from close_contract.symptoms import Minimizer
from close_contract.traffic.messages import Request
from close_contract.traffic.messages import Response as Message
from close_contract.turns import Turns
from close_contract.values import Values
from close_contract.watching import watched
from close_contract.wire.upstream import NoAnswer

_STATEFUL: Final = "stateful"
_MAY_BE_LATE: Final = frozenset(f"update_bulk_{kind}" for kind in BULK_KINDS)
"""What cannot be accepted where bulk actions are over at once; the probe `bulk_life` knows more."""

# How a budget is shared, so that a slow server is tried by everything: each probe may take half of
# what the probes have left, which is half of the budget. The phases of schemathesis have the rest,
# but for a tenth that is kept for the smallest requests; it shares its time itself.
_PROBES: Final = 0.5
_PROBE: Final = 0.5
_PHASES: Final = 0.9


@frozen(kw_only=True)
class Suite:
    """A contract test of one server, which sends the same requests in every run.

    `probes` are explicit requests, `phases` those of schemathesis, which follow; `operations` limits
    both to some operationIds, and `read_only` to those that change nothing. A `thorough` run goes on
    with an operation after its first failure. `max_examples` counts for each operation and phase.
    With a `seed`, cases are drawn from it. A run ends when its `budget` (in seconds, by `clock`) is
    spent, and asks at most `rate` times a second; `patience` is how many seconds the server may take
    until a bulk action of one lead is done.

    Raises:
        ValueError: a phase, a probe or an operation that does not exist; it would test nothing.
    """

    server: Server
    known: Known
    phases: Collection[str] = PHASES
    operations: Collection[str] = ()
    probes: Collection[str] = tuple(PROBES)
    read_only: bool = False
    thorough: bool = True
    max_examples: int = 50
    seed: int | None = None
    budget: float | None = None
    rate: float | None = None
    patience: float = 0.0
    clock: Clock = field(default=Factory(RealClock))

    def __attrs_post_init__(self) -> None:
        """Refuse names that would test nothing."""
        known = {*PHASES, *PROBES, *(operation.id for operation in contract().operations())}
        unknown = {*self.phases, *self.probes, *self.operations} - known
        if unknown:
            raise ValueError(f"Nothing is named {', '.join(sorted(unknown))}.")

    def run(self) -> Report:
        """Send everything and judge the answers."""
        report = Report()
        for _ in self.steps(report):
            pass
        return report

    def steps(self, report: Report) -> Iterator[str]:
        """Send everything, part by part, and add to the report; yield what was done.

        Raises:
            NoAnswer: the server has gone, or answers nothing any more.
            KeyboardInterrupt: the report says that the run was stopped.
        """
        limits = Limits(self.clock, self.budget, self.rate, self.patience)
        with sending(self.server) as plain:
            send = watched(plain, report)
            with limits.share(_PROBES if self.useful_phases() else 1.0):
                for name in self.probes:
                    yield from self._probed(name, send, report, limits)
            with limits.share(_PHASES):
                yield from self._fuzzed(send, report, limits)
            yield from self._minimized(send, report, limits)
        for finding in self._unexercised(report) if not report.cut_short else ():
            report.add(finding)

    def scope(self) -> list[Operation]:
        """Return the operations that are tested."""
        chosen = self.operations
        return [
            each
            for each in contract().operations()
            if (not chosen or each.id in chosen) and (not self.read_only or each.changes_nothing)
        ]

    def useful_phases(self) -> list[str]:
        """Return the phases that have something to do: the stateful one needs a link to follow."""
        scope = self.scope()
        linked = {each.id for each in scope} & {name for each in scope for name in each.links}
        return [name for name in self.phases if name != _STATEFUL or linked]

    def baseless_probes(self) -> Mapping[str, list[str]]:
        """Return the probes that would find faults of their own, by what is not known for them."""
        probes = [PROBES[name] for name in self.probes if self._is_in_scope(PROBES[name])]
        found = {what: [e.name for e in probes if what in e.uses] for what in self.known.made_up}
        return {what: names for what, names in found.items() if names}

    def _is_in_scope(self, probe: Probe) -> bool:
        return probe.needs <= {each.id for each in self.scope()}

    def _probed(self, name: str, send: Send, report: Report, limits: Limits) -> Iterator[str]:
        probe = PROBES[name]
        if probe.uses & self.known.made_up or not self._is_in_scope(probe):
            return
        bench = Bench(send, self.server, self.scope(), contract(), self.known, report, limits)
        try:
            with report.trying(name, PROBING), limits.share(_PROBE):
                for finding in probe.ask(bench):
                    report.add(finding)
        except OutOfTime:
            report.cut_short = True
            return
        except Unanswered as error:
            if not self._is_there(send):
                raise
            report.add(error.finding)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            message = f"the answers are not such that they could be compared: {error!r}"
            report.add(Finding(name, "", message))
        yield f"{PROBING}: {name}"

    def _fuzzed(self, send: Send, report: Report, limits: Limits) -> Iterator[str]:
        phases, gone = self.useful_phases(), False
        turns = Turns(phases, self.max_examples, is_limited=self.budget is not None)
        stream = from_schema(self._schema(limits)).execute() if phases else None
        for event in stream or ():
            what = record(event, report, is_over=gone or limits.is_over)
            if what:
                yield what
            if not limits.is_over:
                turns.note(event)
            if stream and (gone or limits.is_over or turns.are_over or report.stopped):
                stream.stop()
            elif isinstance(event, NonFatalError):
                # The next event has what was sent before.
                gone = not self._is_there(send)
        report.cut_short = report.cut_short or not turns.are_over
        if report.stopped:
            raise KeyboardInterrupt
        if gone:
            raise NoAnswer("the server stopped answering in the middle of the test")

    def _is_there(self, send: Send) -> bool:
        """Tell whether the server still answers anything."""
        path = f"{urlsplit(self.server.base_url).path}/me/"
        try:
            send(Request("GET", path, (("authorization", self.server.authorization),)))
        except NoAnswer:
            return False
        return True

    def _minimized(self, send: Send, report: Report, limits: Limits) -> Iterator[str]:
        def paced(request: Request) -> Message:
            limits.wait_for_turn()
            return send(request)

        judge = Judge(base_path=urlsplit(self.server.base_url).path)
        try:
            Minimizer(self.server, paced, judge).minimize(report)
        except OutOfTime:
            return
        yield "smallest requests"

    def _schema(self, limits: Limits) -> Fuzzed:
        values = Values(contract(), self.known)

        def after_call(context: HookContext, case: Case, response: Response) -> None:
            values.after_call(context, case, response)
            limits.wait_for_turn()

        def filter_case(context: HookContext, case: Case) -> bool:
            # Drawing cases takes longer than sending them.
            limits.check()
            return values.filter_case(context, case)

        hooks: dict[str, Hook] = {
            "filter_case": filter_case,
            "map_case": values.map_case,
            "before_add_examples": values.before_add_examples,
            "after_call": after_call,
            "filter_failure": keep_failure,
        }
        # The vendor's own server must never be the default.
        document = {**load(), "servers": [{"url": self.server.base_url}]}
        spread(document)
        longest_last(document)
        config = configuration(
            self.server,
            phases=self.useful_phases(),
            seed=self.seed,
            thorough=self.thorough,
            max_examples=self.max_examples,
            seconds=limits.left,
            uncertain=() if self.known.custom_fields else ("create_bulk_edit",),
        )
        schema = new_schema(document, config, hooks)
        schema.app = self.server.app
        sign_in(schema, self.server.credentials)
        scope = {operation.id for operation in self.scope()}
        return without(schema, [o.id for o in contract().operations() if o.id not in scope])

    def _unexercised(self, report: Report) -> Iterator[Finding]:
        """Find what was not tested: a server that refuses everything is not conforming."""
        for operation in self.scope():
            for accepted, word in ((True, "accepted"), (False, "refused as invalid")):
                seen = operation.label in report.operations(accepted=accepted)
                possible = operation.id not in _MAY_BE_LATE if accepted else operation.can_refuse
                if possible and not seen:
                    yield Finding("exercised", operation.label, f"no request was {word}")
