"""The contract-test harness: tells whether a server is what the contract says."""

from close_contract.document import Contract, Operation, contract, load
from close_contract.known import Known
from close_contract.probes import PROBES
from close_contract.report import Exchange, Finding, Report
from close_contract.rules import RULES, Answer, Certainty, Rule
from close_contract.samples import Samples
from close_contract.server import Server
from close_contract.suite import PHASES, Suite

__all__ = [
    "PHASES",
    "PROBES",
    "RULES",
    "Answer",
    "Certainty",
    "Contract",
    "Exchange",
    "Finding",
    "Known",
    "Operation",
    "Report",
    "Rule",
    "Samples",
    "Server",
    "Suite",
    "contract",
    "load",
]
