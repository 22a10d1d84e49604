"""The rules as checks of schemathesis, and the one built-in check that they overrule."""

import json
from functools import lru_cache
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlsplit

import schemathesis
from schemathesis.core.failures import Failure, ServerError
from schemathesis.openapi.checks import JsonSchemaError

from close_contract.document import Operation, contract, id_in, operations
from close_contract.fuzzer import Case, Check, CheckContext, HookContext, Response, json_of
from close_contract.rules import NOTHING, RULES, Answer, Rule, asked_for


@lru_cache(maxsize=1)
def _answer(label: str, response: Response) -> Answer:
    """Read once what all rules judge, one after the other."""
    return answer_to(operations()[label], response)


def answer_to(operation: Operation, response: Response) -> Answer:
    """Return what the rules judge, read from the request that was really sent."""
    request = response.request
    url = urlsplit(request.url or "")
    return Answer(
        contract=contract(),
        operation=operation,
        query=parse_qs(url.query, keep_blank_values=True),
        status=response.status_code,
        body=_json(response),
        sent=_parsed(request.body),
        id=id_in(operation, url.path),
    )


def keep_failure(_: HookContext, failure: Failure, case: Case, response: Response) -> bool:
    """Drop the complaints of schemathesis that are none here.

    501 says honestly that a server does not know what was asked. And OpenAPI cannot say "required
    unless `_fields`"; the rule `projection` judges the answers to that.
    """
    if isinstance(failure, ServerError):
        return response.status_code != HTTPStatus.NOT_IMPLEMENTED
    operation = operations().get(case.operation.label)
    if operation is None or not isinstance(failure, JsonSchemaError):
        return True
    answer = answer_to(operation, response)
    return not (answer.accepted and asked_for(answer))


def _json(response: Response) -> Any:
    try:
        return json_of(response)
    except ValueError:
        return NOTHING


def _parsed(body: Any) -> Any:
    try:
        return json.loads(body)
    except (TypeError, ValueError):
        return NOTHING


def _as_check(rule: Rule) -> Check:
    def check(_: CheckContext, response: Response, case: Case) -> bool | None:
        operation = operations().get(case.operation.label)
        if operation is None or case.method.upper() != operation.method:
            return True
        if not rule.about(operation):
            return True
        problem = rule.judge(_answer(operation.label, response))
        if problem is not None:
            raise AssertionError(problem)
        return None

    check.__name__, check.__doc__ = rule.name, rule.sentence
    return check


for _rule in RULES:
    schemathesis.check(_as_check(_rule))
