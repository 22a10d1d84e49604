"""From the engine's events to a report."""

from typing import Final
from urllib.parse import urlsplit

from schemathesis.engine import events
from schemathesis.engine.recorder import CheckNode, ScenarioRecorder

from close_contract.fuzzer import case_of
from close_contract.report import Exchange, Finding, Report
from close_contract.traffic.messages import Request

RUN: Final = "run"

_FILTERED: Final = "-H 'Authorization: [Filtered]'"
_KEPT: Final = ("content-type", "x-tz-offset")
_SIGNED_IN: Final = '-u "$CLOSE_API_KEY:"'


def record(event: events.EngineEvent, report: Report, *, is_over: bool) -> str:
    """Take in what an event says about the server, and return what was done, if anything was.

    An error of the run is a finding as well, unless its time is over.
    """
    match event:
        case events.ScenarioFinished():
            _exchanges(event.phase.value, event.recorder, report)
            _failures(event.recorder, report)
            return f"{event.phase.value}: {event.recorder.label}"
        case events.NonFatalError() if not is_over:
            report.add(Finding(RUN, event.label, str(event.value)))
        case events.FatalError() if not is_over:
            report.add(Finding(RUN, "", str(event.exception)))
        case _:
            pass
    return ""


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
        report.count(exchange)


def _failures(recorder: ScenarioRecorder, report: Report) -> None:
    for case_id, nodes in recorder.checks.items():
        for node in nodes:
            case = case_of(recorder, case_id)
            finding = _finding(node, case.operation.label, _request(recorder, case_id))
            if finding is not None:
                report.add(finding)


def _request(recorder: ScenarioRecorder, case_id: str) -> Request | None:
    """Return the request of a case without its key, to be sent again alone."""
    interaction = recorder.interactions.get(case_id)
    if interaction is None:
        return None
    sent = interaction.request
    url = urlsplit(sent.uri)
    target = f"{url.path}{'?' if url.query else ''}{url.query}"
    headers = {name.lower(): values[0] for name, values in sent.headers.items()}
    kept = tuple((name, headers[name]) for name in _KEPT if name in headers)
    return Request(sent.method, target, kept, sent.body or b"")


def _finding(node: CheckNode, operation: str, sent: Request | None) -> Finding | None:
    if node.failure_info is None:
        return None
    failure = node.failure_info.failure
    message = f"{failure.title}\n{failure.message}".strip()
    return Finding(node.name, operation, message, runnable(node.failure_info.code_sample), sent)


def runnable(curl: str) -> str:
    """Return a curl line of schemathesis so that it runs, with the key from the environment."""
    return curl.replace(_FILTERED, _SIGNED_IN)
