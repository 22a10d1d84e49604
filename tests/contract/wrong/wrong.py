"""A server that is wrong in one way, and what must find it."""

from collections.abc import Callable
from typing import TypeAlias

from attrs import frozen

from close_contract import Known
from contract.wrong.faults import Fault

Make: TypeAlias = Callable[[Known], Fault]


@frozen
class Wrong:
    """A fault by name, the rule or check that must find it, and the part that is enough for it.

    The part is a probe, which needs no operation to be named, or a phase of schemathesis.
    """

    name: str
    check: str
    part: str
    make: Make
    operations: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.name} ({self.check})"


def wrong(name: str, check: str, part: str, fault: Fault | Make, *operations: str) -> Wrong:
    """Return a wrong server; a fault that depends on what is known is made when it is."""
    make: Make = (lambda _known: fault) if isinstance(fault, Fault) else fault
    return Wrong(name, check, part, make, operations)
