"""What a run sent, what came back, and what was wrong with it."""

from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from attrs import Factory, define, evolve, field, frozen

from close_contract.status import is_accepted, is_refused
from close_contract.traffic.messages import Request, Response
from close_contract.traffic.privacy import hidden


@frozen
class Finding:
    """Something that a server did against the contract or a rule.

    `request` is a curl line that sends the request again, with the key from CLOSE_API_KEY; `sent`
    is the request itself without it, where it can be sent again alone. `clause` is a JSON pointer
    into openapi/close.yaml to what the server broke, empty if only a rule says it: what a check
    demands, where that is from and how sure it is, is in `close_contract.laws`.
    """

    check: str
    operation: str
    message: str
    request: str = ""
    sent: Request | None = field(default=None, eq=False, repr=False)
    clause: str = ""

    def __str__(self) -> str:
        return "\n".join(
            filter(None, (f"{self.check}: {self.operation}", self.message, self.request))
        )


@frozen
class Exchange:
    """What counts about one request and its answer; `action_type` is that of a bulk action."""

    phase: str
    operation: str
    status: int
    action_type: str | None = None

    @property
    def accepted(self) -> bool:
        """The request was taken."""
        return is_accepted(self.status)

    @property
    def refused(self) -> bool:
        """The request was understood and found wrong; not for its key, method or media type."""
        return is_refused(self.status)


@frozen
class Seen:
    """A request that was sent, its answer, when it was sent (seconds of the epoch), how long it took."""

    request: Request
    response: Response
    at: float
    seconds: float


Watcher: TypeAlias = Callable[[Seen], None]


@define
class Report:
    """The outcome of a run: findings, one for each check and operation, and all that was sent.

    `tried` counts for each operation, form, member and what became of it (`absent`, `null`,
    `given`) the statuses of the answers; `judged` counts how often a check was made on an operation.
    A run of so many `seconds` whose time was spent is `cut_short`; one that was ended from outside is
    `stopped`. `watchers` are shown every exchange, also those that only make a finding smaller.
    Findings hold none of the `secrets`, whatever a server has answered.
    """

    exchanges: Counter[Exchange] = Factory(Counter[Exchange])
    tried: dict[tuple[str, str, str, str], Counter[int]] = Factory(
        dict[tuple[str, str, str, str], Counter[int]]
    )
    judged: Counter[tuple[str, str]] = Factory(Counter[tuple[str, str]])
    seconds: float = 0.0
    cut_short: bool = False
    stopped: bool = False
    watchers: list[Watcher] = Factory(list[Watcher])
    secrets: frozenset[str] = field(default=frozenset[str](), repr=False)
    _findings: dict[tuple[str, str], Finding] = Factory(dict[tuple[str, str], Finding])

    @property
    def findings(self) -> list[Finding]:
        """What was found, by check and operation, each with the shortest request that shows it."""
        return [self._findings[key] for key in sorted(self._findings)]

    @property
    def checks(self) -> frozenset[str]:
        """The names of the checks that found something."""
        return frozenset(check for check, _ in self._findings)

    def add(self, finding: Finding) -> None:
        """Keep a finding, unless a shorter request has shown the same."""
        if self.secrets:
            finding = evolve(finding, message=hidden(finding.message, self.secrets))
        key = finding.check, finding.operation
        known = self._findings.get(key)
        if known is None or len(finding.request) < len(known.request):
            self._findings[key] = finding

    def replace(self, finding: Finding, request: str, clause: str) -> None:
        """Show a finding by another request, and name the clause that this one shows broken."""
        key = finding.check, finding.operation
        self._findings[key] = evolve(finding, request=request, sent=None, clause=clause)

    def show(self, seen: Seen) -> None:
        """Show an exchange to the watchers."""
        for watch in self.watchers:
            watch(seen)

    @contextmanager
    def trying(self, check: str, phase: str) -> Generator[None]:
        """Count what is sent in this phase, while the block lasts, as judged by a check."""
        before = self._sent(phase)
        try:
            yield
        finally:
            for operation, n in (self._sent(phase) - before).items():
                self.judged[check, operation] += n

    def count(self, exchange: Exchange) -> None:
        """Count a request and its answer."""
        self.exchanges[exchange] += 1

    def decided(self, operation: str, form: str, member: str, state: str) -> str:
        """Tell how many bodies with a member absent, null or given were accepted and refused."""
        statuses = self.tried.get((operation, form, member, state), Counter[int]())
        accepted = sum(n for status, n in statuses.items() if is_accepted(status))
        refused = sum(n for status, n in statuses.items() if is_refused(status))
        return f"{accepted}/{refused}"

    def operations(self, *, accepted: bool) -> frozenset[str]:
        """Return the operations that were accepted, or else refused, at least once."""
        return frozenset(e.operation for e in self._decided(accepted=accepted))

    def action_types(self, *, accepted: bool) -> frozenset[str]:
        """Return the action types that were accepted, or else refused, at least once."""
        types = (e.action_type for e in self._decided(accepted=accepted))
        return frozenset(name for name in types if name is not None)

    def _sent(self, phase: str) -> Counter[str]:
        sent: Counter[str] = Counter()
        for each, n in self.exchanges.items():
            if each.phase == phase:
                sent[each.operation] += n
        return sent

    def _decided(self, *, accepted: bool) -> Iterator[Exchange]:
        return (e for e in self.exchanges if (e.accepted if accepted else e.refused))

    def __str__(self) -> str:
        head = f"{self.exchanges.total()} requests, {len(self._findings)} findings"
        return "\n\n".join([head, *map(str, self.findings)])
