"""Shows explicit requests and their answers to whoever watches a run."""

import time

from close_contract.report import Report, Seen
from close_contract.sending import Send
from close_contract.traffic.messages import Request, Response


def watched(send: Send, report: Report) -> Send:
    """Return a way to send that shows every answer to the watchers of a report."""

    def ask(request: Request) -> Response:
        at, start = time.time(), time.perf_counter()
        response = send(request)
        report.show(Seen(request, response, at, time.perf_counter() - start))
        return response

    return ask if report.watchers else send
