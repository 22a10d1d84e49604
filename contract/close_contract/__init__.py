"""The contract-test harness: tells whether a server, or a client, is what the contract says.

Names are imported when they are first used: judging traffic must not wait for the fuzzer.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from close_contract.configuration import PHASES
    from close_contract.document import Contract, Operation, contract, load
    from close_contract.judge import Judge
    from close_contract.known import CustomField, Known
    from close_contract.probes.table import PROBES
    from close_contract.report import Exchange, Finding, Report
    from close_contract.rules import RULES, Answer, Certainty, Rule
    from close_contract.samples import Samples
    from close_contract.server import Server
    from close_contract.suite import Suite
    from close_contract.traffic.ledger import Ledger
    from close_contract.traffic.messages import Request, Response
    from close_contract.traffic.violation import Side, Violation
    from close_contract.traffic.wire_rules import WIRE_RULES, WireRule

_HOMES = {
    "PHASES": "configuration",
    "PROBES": "probes.table",
    "RULES": "rules",
    "WIRE_RULES": "traffic.wire_rules",
    "Answer": "rules",
    "Certainty": "rules",
    "Contract": "document",
    "CustomField": "known",
    "Exchange": "report",
    "Finding": "report",
    "Judge": "judge",
    "Known": "known",
    "Ledger": "traffic.ledger",
    "Operation": "document",
    "Report": "report",
    "Request": "traffic.messages",
    "Response": "traffic.messages",
    "Rule": "rules",
    "Samples": "samples",
    "Server": "server",
    "Side": "traffic.violation",
    "Suite": "suite",
    "Violation": "traffic.violation",
    "WireRule": "traffic.wire_rules",
    "contract": "document",
    "load": "document",
}

__all__ = [
    "PHASES",
    "PROBES",
    "RULES",
    "WIRE_RULES",
    "Answer",
    "Certainty",
    "Contract",
    "CustomField",
    "Exchange",
    "Finding",
    "Judge",
    "Known",
    "Ledger",
    "Operation",
    "Report",
    "Request",
    "Response",
    "Rule",
    "Samples",
    "Server",
    "Side",
    "Suite",
    "Violation",
    "WireRule",
    "contract",
    "load",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
