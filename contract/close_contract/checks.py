"""The rules as checks of schemathesis, and the one built-in check that they overrule."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import schemathesis
from schemathesis.core.failures import Failure
from schemathesis.openapi.checks import JsonSchemaError

from close_contract.document import Operation, contract, operations
from close_contract.fuzzer import Case, Check, CheckContext, HookContext, Response, json_of
from close_contract.rules import NOTHING, RULES, Answer, Rule, asked_for


def answer_to(operation: Operation, response: Response) -> Answer:
    """Return what the rules judge, read from the request that was really sent."""
    return Answer(
        contract=contract(),
        operation=operation,
        query=parse_qs(urlsplit(response.request.url or "").query, keep_blank_values=True),
        status=response.status_code,
        body=_json(response),
    )


def keep_failure(_: HookContext, failure: Failure, case: Case, response: Response) -> bool:
    """Drop a complaint about the full model where only some members were asked for.

    OpenAPI cannot say "required unless `_fields`"; the rule `projection` judges these answers.
    """
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


def _as_check(rule: Rule) -> Check:
    def check(_: CheckContext, response: Response, case: Case) -> bool | None:
        operation = operations().get(case.operation.label)
        if operation is None or case.method.upper() != operation.method:
            return True
        problem = rule.judge(answer_to(operation, response))
        if problem is not None:
            raise AssertionError(problem)
        return None

    check.__name__, check.__doc__ = rule.name, rule.sentence
    return check


for _rule in RULES:
    schemathesis.check(_as_check(_rule))
