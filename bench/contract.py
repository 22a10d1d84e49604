"""The contract tests' phases of schemathesis against plain schemathesis: CPU for what they try.

Both run against the same emulator in the process, with the same operations, phases and number of
examples; the time is for a thousand cases that schemathesis has made, sent and judged. That includes
those of the coverage phase which the contract tests do not send, as they equal others. What is drawn
differs by chance and by what is answered, so only the sum of many operations tells something.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch

from attrs import define, field
from schemathesis.engine import from_schema

from bench.measuring import Comparison
from close_contract import Report, contract
from close_contract.fuzzer import without
from close_contract.recorder import record
from close_contract.values import Values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from close_contract.fuzzer import Case, HookContext

THROUGHPUT: Final = 0.9
EXAMPLES: Final = 30
_PHASES: Final = ("coverage", "fuzzing", "stateful")
_OPERATIONS: Final = (
    "list_bulk_sequence_subscriptions",
    "create_bulk_sequence_subscription",
    "get_bulk_sequence_subscription",
    "list_sequences",
    "create_sequence",
    "update_sequence",
    "list_events",
    "get_me",
)
_TESTS: Final = Path(__file__).parents[1] / "tests"


def comparisons() -> Iterator[Comparison]:
    """Yield what is promised of the harness's speed, phase by phase."""
    sys.path[:0] = [str(_TESTS)]
    for name, phases in (("coverage", _PHASES[:1]), ("all phases", _PHASES)):
        yield Comparison(
            name=f"contract tests, 1000 cases of {name} / plain schemathesis",
            ours=_Ours(phases),
            base=_Plain(phases),
            goal=1 / THROUGHPUT,
            rounds=3,
        )


@define
class _Run:
    """A run of some phases; its cost is that of a thousand cases."""

    phases: tuple[str, ...]
    cases: int = field(default=0, init=False)

    def cpu(self) -> float:
        """Run it and give the seconds of CPU for a thousand cases."""
        self.cases, began = 0, time.process_time()
        self.run()
        return (time.process_time() - began) * 1000 / self.cases

    def run(self) -> None:
        """Run it and count the cases."""
        raise NotImplementedError


class _Ours(_Run):
    def run(self) -> None:
        """Run the suite without its probes."""
        from contract.wrong.running import right, suite  # noqa: PLC0415 - now on the path

        judge = Values.filter_case

        def counted(values: Values, context: HookContext, case: Case) -> bool:
            self.cases += 1
            return judge(values, context, case)

        settings: dict[str, Any] = {"operations": _OPERATIONS, "max_examples": EXAMPLES}
        with patch.object(Values, "filter_case", counted):
            suite(right, phases=self.phases, probes=(), **settings).run()


class _Plain(_Run):
    def run(self) -> None:
        """Run schemathesis with its defaults."""
        from contract.wrong.plain import plain_schema  # noqa: PLC0415 - now on the path
        from contract.wrong.running import right  # noqa: PLC0415

        def counted(_context: HookContext, _case: Case) -> bool:
            self.cases += 1
            return True

        phases = {"enabled": False, **{name: {"enabled": True} for name in self.phases}}
        schema = plain_schema(right, max_examples=EXAMPLES, phases=phases)
        schema.hooks.register_hook_with_name(counted, "filter_case")
        others = [each.id for each in contract().operations() if each.id not in _OPERATIONS]
        for event in from_schema(without(schema, others)).execute():
            record(event, Report(), is_over=False)
