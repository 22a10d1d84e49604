"""schemathesis as it comes, with nothing but the contract and the key.

All its phases and checks run with their defaults, but for two settings: it makes ten examples of a
kind instead of a hundred, as a run would take more than five minutes, and it goes on with an
operation after its first failure, as the ones that it sees in the right server would hide others.
"""

from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from schemathesis.engine import from_schema

from close_contract import RULES, Report, load
from close_contract.fuzzer import Fuzzed, new_schema, sign_in
from close_contract.recorder import record
from close_emulator.asgi import application
from contract.furniture import prepare
from contract.wrong.faults import Faulty
from contract.wrong.running import right
from contract.wrong.wrong import Make

Findings: TypeAlias = frozenset[tuple[str, str]]
"""Checks and the operations in which they found something."""

EXAMPLES: Final = 10


def false_findings() -> Findings:
    """Return what it finds in the right server."""
    return frozenset(_findings(right, Report()))


def new_finding(make: Make, false: Findings, report: Report) -> str:
    """Return the first check that finds something beyond what is false, empty if none does."""
    return next((each[0] for each in _findings(make, report) if each not in false), "")


def plain_schema(make: Make, *, max_examples: int = EXAMPLES, **settings: Any) -> Fuzzed:
    """Return the contract as it is tested, for an emulator that is wrong in one way."""
    emulator = Faulty()
    emulator.fault = make(prepare(emulator))
    config = {
        "workers": 1,
        "continue-on-failure": True,
        # They are in the process, but not its own.
        "checks": {rule.name: {"enabled": False} for rule in RULES},
        "generation": {"deterministic": True, "database": "none", "max-examples": max_examples},
        **settings,
    }
    schema = new_schema({**load(), "servers": [{"url": "/api/v1"}]}, config, {})
    schema.app = application(emulator)
    sign_in(schema, (emulator.api_key, ""))
    return schema


def _findings(make: Make, report: Report) -> Iterator[tuple[str, str]]:
    """Run it, and yield its findings as they come."""
    for event in from_schema(plain_schema(make)).execute():
        record(event, report, is_over=False)
        yield from ((each.check, each.operation) for each in report.findings)
