"""From the engine's events to a report."""

from typing import Final

from schemathesis.engine import events
from schemathesis.engine.recorder import CheckNode, ScenarioRecorder

from close_contract.bench import runnable
from close_contract.fuzzer import case_of
from close_contract.report import Exchange, Finding, Report

RUN: Final = "run"


def record(event: events.EngineEvent, report: Report) -> None:
    """Take in what an event says about the server; an error of the run is a finding as well."""
    match event:
        case events.ScenarioFinished():
            _exchanges(event.phase.value, event.recorder, report)
            _failures(event.recorder, report)
        case events.NonFatalError():
            report.add(Finding(RUN, event.label, str(event.value)))
        case events.FatalError():
            report.add(Finding(RUN, "", str(event.exception)))
        case _:
            pass


def _exchanges(phase: str, recorder: ScenarioRecorder, report: Report) -> None:
    for case_id, interaction in recorder.interactions.items():
        case = case_of(recorder, case_id)
        if interaction.response is None or case.method.upper() != case.operation.method.upper():
            continue
        body = case.body if isinstance(case.body, dict) else {}
        action_type = body.get("action_type")
        exchange = Exchange(
            phase=phase,
            operation=case.operation.label,
            status=interaction.response.status_code,
            action_type=action_type if isinstance(action_type, str) else None,
        )
        report.exchanges[exchange] += 1


def _failures(recorder: ScenarioRecorder, report: Report) -> None:
    for case_id, nodes in recorder.checks.items():
        for node in nodes:
            case = case_of(recorder, case_id)
            finding = _finding(node, case.operation.label)
            if finding is not None:
                report.add(finding)


def _finding(node: CheckNode, operation: str) -> Finding | None:
    if node.failure_info is None:
        return None
    failure = node.failure_info.failure
    message = f"{failure.title}\n{failure.message}".strip()
    return Finding(node.name, operation, message, runnable(node.failure_info.code_sample))
