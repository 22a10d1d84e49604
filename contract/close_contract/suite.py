"""The whole run: schemathesis set up for this contract, then the probes."""

from collections.abc import Collection, Iterator
from typing import Any, Final

from attrs import frozen
from schemathesis.engine import from_schema

from close_contract.bench import Bench
from close_contract.checks import keep_failure
from close_contract.document import Operation, contract, load
from close_contract.fuzzer import Fuzzed, Hook, new_schema, sign_in, without
from close_contract.known import Known
from close_contract.probes import PROBES
from close_contract.recorder import record
from close_contract.report import Finding, Report
from close_contract.samples import Samples
from close_contract.server import Server
from close_contract.values import Values

PHASES: Final = ("examples", "coverage", "fuzzing", "stateful")

# Whether a status can change depends on where the bulk action stands, which no case can know.
_EXPECTED: Final = {"update_bulk_sequence_subscription": ["2xx", "400"]}


@frozen(kw_only=True)
class Suite:
    """A contract test of one server, which sends the same requests in every run.

    `phases` are those of schemathesis, `probes` the explicit requests that are sent after them;
    `operations` limits both to some operationIds. A `thorough` run goes on with an operation after
    its first failure. `max_examples` counts for each operation and phase. With a `seed`, cases are
    drawn from it.

    Raises:
        ValueError: a phase, a probe or an operation that does not exist; it would test nothing.
    """

    server: Server
    known: Known
    phases: Collection[str] = PHASES
    operations: Collection[str] = ()
    probes: Collection[str] = tuple(PROBES)
    thorough: bool = True
    max_examples: int = 50
    seed: int | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse names that would test nothing."""
        known = {*PHASES, *PROBES, *(operation.id for operation in contract().operations())}
        unknown = {*self.phases, *self.probes, *self.operations} - known
        if unknown:
            raise ValueError(f"Nothing is named {', '.join(sorted(unknown))}.")

    def run(self) -> Report:
        """Send everything and judge the answers."""
        report = Report()
        for event in from_schema(self._schema(signed_in=True)).execute():
            record(event, report)
        for finding in [*self._probe(), *self._unexercised(report)]:
            report.add(finding)
        return report

    def _schema(self, *, signed_in: bool) -> Fuzzed:
        values = Values(contract(), self.known)
        hooks: dict[str, Hook] = {
            "map_case": values.map_case,
            "before_add_examples": values.before_add_examples,
            "after_call": values.after_call,
            "filter_failure": keep_failure,
        }
        # The vendor's own server must never be the default.
        document = {**load(), "servers": [{"url": self.server.base_url}]}
        schema = new_schema(document, self._config(), hooks)
        schema.app = self.server.app
        if signed_in:
            sign_in(schema, self.server.credentials)
        scope = {operation.id for operation in self._scope()}
        return without(schema, [o.id for o in contract().operations() if o.id not in scope])

    def _probe(self) -> Iterator[Finding]:
        samples = Samples(contract(), self.known)
        bench = Bench(self._schema(signed_in=False), self.server, self._scope(), samples)
        for name in self.probes:
            yield from PROBES[name](bench)

    def _unexercised(self, report: Report) -> Iterator[Finding]:
        """Find what was not tested: a server that refuses everything is not conforming."""
        for operation in self._scope():
            for accepted, word in ((True, "accepted"), (False, "refused as invalid")):
                if operation.label not in report.operations(accepted=accepted):
                    yield Finding("exercised", operation.label, f"no request was {word}")

    def _scope(self) -> list[Operation]:
        chosen = self.operations
        return [each for each in contract().operations() if not chosen or each.id in chosen]

    def _config(self) -> dict[str, Any]:
        # Set for an application in the process, it would still be asked for over the network.
        base_url = {"base-url": self.server.base_url} if self.server.app is None else {}
        return {
            **base_url,
            # A redirect must not lead to another server, least of all the vendor's.
            "max-redirects": 0,
            # More workers make the order of requests, and so the run, unrepeatable.
            "workers": 1,
            "seed": 0 if self.seed is None else self.seed,
            "continue-on-failure": self.thorough,
            "generation": {
                "mode": "all",
                "deterministic": self.seed is None,
                "database": "none",
                "max-examples": self.max_examples,
                # Every request is signed in; sign-in has checks of its own.
                "with-security-parameters": False,
            },
            "phases": {"enabled": False, **{name: _phase(name) for name in self.phases}},
            "checks": _accepting(["2xx"]),
            "operations": [
                {"include-operation-id": operation, "checks": _accepting(statuses)}
                for operation, statuses in _EXPECTED.items()
            ],
        }


def _phase(name: str) -> dict[str, Any]:
    extra: dict[str, dict[str, Any]] = {
        # Where the contract has no example, one is made up.
        "examples": {"fill-missing": True},
        # The declared links and no guessed ones.
        "stateful": {"inference": {"algorithms": []}, "max-steps": 6},
    }
    return {"enabled": True, **extra.get(name, {})}


def _accepting(statuses: list[str]) -> dict[str, Any]:
    """Accept these answers to a valid request; schemathesis would let a 401 or 404 pass."""
    return {"positive_data_acceptance": {"expected-statuses": statuses}}
