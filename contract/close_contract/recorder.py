"""From the engine's events to a report."""

import re
import shlex
from typing import Any, Final
from urllib.parse import urlsplit

from attrs import evolve
from schemathesis.core.transport import Response as Answer
from schemathesis.engine import events
from schemathesis.engine.errors import ServerUnavailable
from schemathesis.engine.recorder import CheckNode, Interaction, ScenarioRecorder
from schemathesis.engine.recorder import Request as Asked

from close_contract.fuzzer import case_of
from close_contract.laws import RUN, UNANSWERED, clause_of
from close_contract.report import Exchange, Finding, Report, Seen
from close_contract.traffic.curl import curl_line
from close_contract.traffic.messages import Request, Response

_SIGNED_IN: Final = re.compile(r' (-u "\$CLOSE_API_KEY:"|-H "Authorization: Bearer [^"]*")')
_KEPT: Final = frozenset({"content-type", "x-tz-offset"})


def record(event: events.EngineEvent, report: Report, *, is_over: bool) -> str:
    """Take in what an event says about the server, and return what was done, if anything was.

    An error of the run is a finding as well, unless its time is over. That the server has gone is for
    the caller to find out.
    """
    match event:
        case events.ScenarioFinished():
            _exchanges(event.phase.value, event.recorder, report)
            _failures(event.recorder, report)
            return f"{event.phase.value}: {event.recorder.label}"
        case events.NonFatalError(value=ServerUnavailable()):
            pass
        case events.NonFatalError(value=OSError()) if not is_over:
            report.add(_unanswered(event))
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
        if interaction.response is None:
            continue
        if report.watchers:
            report.show(_seen(interaction, interaction.response))
        if case.method.upper() != case.operation.method.upper():
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
        operation = case_of(recorder, case_id).operation.label
        for node in nodes:
            report.judged[node.name, operation] += 1
            if node.failure_info is not None:
                report.add(_finding(node, operation, recorder, case_id))


def _finding(node: CheckNode, operation: str, recorder: ScenarioRecorder, case_id: str) -> Finding:
    failure: Any = node.failure_info and node.failure_info.failure
    message = f"{failure.title}\n{failure.message}".strip()
    # A check may have sent a request of its own, after that of a case.
    own_id = failure.case_id or case_id
    last = recorder.interactions.get(own_id)
    if last is None:
        return Finding(node.name, operation, message)
    first = recorder.interactions.get(recorder.cases[own_id].parent_id or own_id, last)
    status = 0 if last.response is None else last.response.status_code
    finding = _about(last.request, node.name, operation, message, status)
    return evolve(finding, request=_as_signed(finding.request, last.request, first.request))


def _as_signed(curl: str, last: Asked, first: Asked) -> str:
    """Return a line with the credentials that a check has made up; the key would not show the same."""
    made_up, own = (_request(each).header("authorization") for each in (last, first))
    if not made_up or not own or made_up == own:
        return curl
    option = shlex.quote(f"authorization: {made_up[0]}")
    return _SIGNED_IN.sub(lambda _: f" -H {option}", curl, count=1)


def _unanswered(event: events.NonFatalError) -> Finding:
    message = f"{event.info.title}\n{event.info.message}".strip()
    prepared: Any = getattr(event.value, "request", None)
    if prepared is None:
        return Finding(UNANSWERED, event.label, message)
    return _about(Asked.from_prepared_request(prepared), UNANSWERED, event.label, message)


def _about(sent: Asked, check: str, operation: str, message: str, status: int = 0) -> Finding:
    request, url = _request(sent), urlsplit(sent.uri)
    headers = tuple(pair for pair in request.headers if pair[0] in _KEPT)
    return Finding(
        check,
        operation,
        message,
        curl_line(request, "", f"{url.scheme}://{url.netloc}"),
        evolve(request, headers=headers),
        clause_of(check, operation, status),
    )


def _seen(interaction: Interaction, answer: Answer) -> Seen:
    headers = tuple((name, value) for name in answer.headers for value in answer.headers[name])
    response = Response(answer.status_code, headers, answer.content or b"")
    return Seen(_request(interaction.request), response, interaction.timestamp, answer.elapsed)


def _request(sent: Asked) -> Request:
    url = urlsplit(sent.uri)
    target = f"{url.path}{'?' if url.query else ''}{url.query}"
    headers = tuple((name.lower(), value) for name in sent.headers for value in sent.headers[name])
    return Request(sent.method, target, headers, sent.body or b"")
