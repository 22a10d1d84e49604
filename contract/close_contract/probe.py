"""What a probe is: explicit requests that ask a server one question, and why the answer is known."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from attrs import frozen

from close_contract.bench import Bench
from close_contract.report import Finding
from close_contract.rule import Certainty

Ask: TypeAlias = Callable[[Bench], Iterator[Finding]]


@frozen
class Probe:
    """A probe: what it sends, why the answer is known, and the operations that it needs all of.

    `uses` names what it must know of the server, as `Known` names it, and cannot make up.
    """

    ask: Ask
    source: str
    certainty: Certainty
    needs: frozenset[str] = frozenset()
    uses: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The name that findings carry."""
        return self.ask.__name__

    @property
    def sentence(self) -> str:
        """What it does, in one sentence."""
        return (self.ask.__doc__ or "").strip().partition("\n")[0]
