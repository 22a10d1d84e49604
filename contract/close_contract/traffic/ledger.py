"""Keeps what was wrong in a stretch of traffic: each thing once, counted, with its shortest case."""

import json
from collections.abc import Iterable
from threading import Lock
from typing import Any, Final, TypeAlias

from attrs import define, field

from close_contract.traffic.violation import Violation

Key: TypeAlias = tuple[str, ...]

_INDENT: Final = 2


@define
class Entry:
    """A violation and how often it was seen."""

    violation: Violation
    times: int = 1


@define
class Ledger:
    """All violations of some traffic; threads may share one."""

    exchanges: int = 0
    _entries: dict[Key, Entry] = field(factory=dict[Key, Entry])
    _lock: Lock = field(factory=Lock, repr=False)

    def add(self, violations: Iterable[Violation]) -> list[Violation]:
        """Count one exchange and what was wrong with it; return what was not known before."""
        with self._lock:
            self.exchanges += 1
            return [each for each in violations if self._is_new(each)]

    def take(self) -> list[Violation]:
        """Return the violations and forget them."""
        with self._lock:
            found = [entry.violation for entry in self._entries.values()]
            self._entries.clear()
            return found

    @property
    def entries(self) -> list[Entry]:
        """What was found, in the order in which it was found first."""
        with self._lock:
            return [*self._entries.values()]

    @property
    def violations(self) -> list[Violation]:
        """What was found, without the counts."""
        return [entry.violation for entry in self.entries]

    def as_json(self) -> dict[str, Any]:
        """Return the report of a run."""
        entries = self.entries
        return {
            "exchanges": self.exchanges,
            "violations": [{**each.violation.as_json(), "times": each.times} for each in entries],
        }

    def __str__(self) -> str:
        return json.dumps(self.as_json(), indent=_INDENT)

    def _is_new(self, violation: Violation) -> bool:
        entry = self._entries.get(_key(violation))
        if entry is None:
            self._entries[_key(violation)] = Entry(violation)
            return True
        entry.times += 1
        if len(violation.curl) < len(entry.violation.curl):
            entry.violation = violation
        return False


def _key(violation: Violation) -> Key:
    """Return what makes two violations the same: not which item of a list, nor which value."""
    steps = ("*" if step.isdecimal() else step for step in violation.where.split("/"))
    return violation.rule, violation.side, violation.operation, "/".join(steps)
