"""What a run sent, what came back, and what was wrong with it."""

from collections import Counter
from collections.abc import Iterator

from attrs import Factory, define, frozen


@frozen
class Finding:
    """Something that a server did against the contract or a rule.

    `request` is a curl line that sends the request again, with the key from CLOSE_API_KEY.
    """

    check: str
    operation: str
    message: str
    request: str = ""

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
        return 200 <= self.status < 300  # noqa: PLR2004 - HTTP's own bounds

    @property
    def refused(self) -> bool:
        """The request was understood and found wrong; not for its key, method or media type."""
        return 400 <= self.status < 500 and self.status not in {401, 403, 405, 415}  # noqa: PLR2004


@define
class Report:
    """The outcome of a run: findings, one for each check and operation, and all that was sent."""

    exchanges: Counter[Exchange] = Factory(Counter[Exchange])
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
        key = finding.check, finding.operation
        known = self._findings.get(key)
        if known is None or len(finding.request) < len(known.request):
            self._findings[key] = finding

    def operations(self, *, accepted: bool) -> frozenset[str]:
        """Return the operations that were accepted, or else refused, at least once."""
        return frozenset(e.operation for e in self._decided(accepted=accepted))

    def action_types(self, *, accepted: bool) -> frozenset[str]:
        """Return the action types that were accepted, or else refused, at least once."""
        types = (e.action_type for e in self._decided(accepted=accepted))
        return frozenset(name for name in types if name is not None)

    def _decided(self, *, accepted: bool) -> Iterator[Exchange]:
        return (e for e in self.exchanges if (e.accepted if accepted else e.refused))

    def __str__(self) -> str:
        head = f"{self.exchanges.total()} requests, {len(self._findings)} findings"
        return "\n\n".join([head, *map(str, self.findings)])
