"""Judges a request and its answer by the contract, wherever they were seen.

Strict on what is sent, tolerant of members that an answer has beyond the contract's.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

from attrs import evolve

from close_contract.document import Contract, contract
from close_contract.rule import Answer
from close_contract.traffic.answers import AnswerJudge
from close_contract.traffic.compiled import Schemas
from close_contract.traffic.curl import curl_line
from close_contract.traffic.messages import Request, Response
from close_contract.traffic.privacy import hidden, secrets_of
from close_contract.traffic.requests import RequestJudge, Verdict
from close_contract.traffic.router import Router
from close_contract.traffic.story import Span, Story
from close_contract.traffic.violation import Problem, Side, Violation
from close_contract.traffic.wire_rules import HARNESS_FAULT, NO_ANSWER, NOT_HTTP

BASE_PATH: Final = "/api/v1"
_SHOWN: Final = 200


class Judge:
    """Knows the contract and judges by it; threads may share one.

    `base_path` is where the API begins in a target. `base_url`, which ends with `base_path`, is
    where the curl lines of violations go; without it they go to $CLOSE_BASE_URL. Recordings have
    mostly lost how they were signed in; `sign_in=False` leaves that out. A judge that `remembers`
    finds answers that contradict earlier ones, too.
    """

    def __init__(
        self,
        *,
        base_path: str = BASE_PATH,
        base_url: str = "",
        sign_in: bool = True,
        remembers: bool = False,
        known: Contract | None = None,
    ) -> None:
        self._base_path = base_path
        self._base_url = base_url
        known = known or contract()
        schemas = Schemas(known)
        router = Router(schemas.compiled(each) for each in known.operations())
        self._requests = RequestJudge(schemas, router, base_path, sign_in=sign_in)
        self._answers = AnswerJudge(known, schemas)
        self._story = Story(known) if remembers else None

    def forget(self) -> None:
        """Forget earlier answers: what comes now is of another server, or another recording."""
        if self._story is not None:
            self._story.forget()

    def request(self, request: Request) -> list[Violation]:
        """Return what is wrong with a request."""
        verdict = self._requests.judge(request)
        return [*self._violations(request, verdict, verdict.problems, Side.REQUEST)]

    def exchange(
        self, request: Request, response: Response, span: Span | None = None
    ) -> list[Violation]:
        """Return what is wrong with a request and with its answer.

        The answer to a request for something that the contract does not have is not judged. A judge
        that remembers knows by the `span` which of two answers is the later one.
        """
        verdict = self._requests.judge(request)
        found = [*self._violations(request, verdict, verdict.problems, Side.REQUEST)]
        if verdict.operation is not None:
            remember = partial(self._remember, request, span, verdict.operation.clause)
            problems = self._answers.problems(verdict.operation, verdict, response, remember)
            found += self._violations(request, verdict, problems, Side.ANSWER)
        return found

    def unanswered(self, request: Request, reason: str) -> list[Violation]:
        """Return what is wrong with a request, and that no answer came."""
        verdict = self._requests.judge(request)
        silence = [Problem(NO_ANSWER, "status", reason)]
        return [
            *self._violations(request, verdict, verdict.problems, Side.REQUEST),
            *self._violations(request, verdict, silence, Side.ANSWER),
        ]

    def garbled(self, reason: str) -> list[Violation]:
        """Return that a client sent something that was no request, so that it cannot be shown."""
        return [Violation(NOT_HTTP.name, Side.REQUEST, "no operation", "head", reason, "", "")]

    def unjudged(self, request: Request, fault: Exception) -> list[Violation]:
        """Return that the harness itself failed to judge an exchange."""
        label = f"{request.method} {request.path[:_SHOWN]}"
        problem = Problem(HARNESS_FAULT, "body", f"{type(fault).__name__}: {fault}")
        return [*self._violations(request, Verdict(label, None, request), [problem], Side.ANSWER)]

    def _remember(
        self, request: Request, span: Span | None, clause: str, answer: Answer
    ) -> Iterator[Problem]:
        if self._story is not None:
            # Nothing is kept of the key itself.
            whose = hash(request.header("authorization"))
            for each in self._story.problems(answer, whose, span):
                yield evolve(each, clause=clause)

    def _violations(
        self, request: Request, verdict: Verdict, problems: Iterable[Problem], side: Side
    ) -> Iterator[Violation]:
        for problem in problems:
            secrets = secrets_of(request)
            yield Violation(
                rule=problem.rule.name,
                side=side,
                operation=hidden(verdict.label, secrets),
                where=hidden(problem.where, secrets),
                sentence=hidden(problem.sentence, secrets),
                clause=problem.clause,
                curl=curl_line(request, self._base_path, self._base_url),
            )
