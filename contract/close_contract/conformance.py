"""Whether an answer to an explicit request is as the contract declares it: status, type and JSON.

The findings have the names of schemathesis' checks, which demand the same of its own requests.
"""

from collections.abc import Iterator
from functools import cache
from http import HTTPStatus
from typing import Final

from close_contract.document import Operation, contract
from close_contract.rule import NOTHING, Answer
from close_contract.rules import asked_for
from close_contract.traffic.compiled import JSON, Compiled, Schemas
from close_contract.traffic.messages import Response, media_type

_SHOWN: Final = 200


def broken(answer: Answer, response: Response) -> Iterator[tuple[str, str]]:
    """Yield the name of each check that an answer fails, and what is wrong.

    An operation may always say that it does not know what was asked (501).
    """
    status = response.status
    if status == HTTPStatus.NOT_IMPLEMENTED:
        return
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        yield "not_a_server_error", f"the server failed: {status}"
        return
    declared = _compiled(answer.operation.id).declared(status)
    if declared is None:
        if answer.accepted:
            yield "status_code_conformance", f"{status} is no status that is declared"
        return
    if declared.json is None:
        return
    if media_type(response.headers) != JSON or answer.body is NOTHING:
        yield "content_type_conformance", f"{status} was not answered with JSON"
    elif not (answer.accepted and asked_for(answer)):
        # `_fields` leaves out what the schema requires; the rule `projection` judges that.
        error = next(declared.json.validator.iter_errors(answer.body), None)
        if error is not None:
            message = f"{'/'.join(map(str, error.instance_path))}: {error.message[:_SHOWN]}"
            yield "response_schema_conformance", message


@cache
def _operations() -> dict[str, Operation]:
    return {operation.id: operation for operation in contract().operations()}


@cache
def _compiled(operation_id: str) -> Compiled:
    return _schemas().compiled(_operations()[operation_id])


@cache
def _schemas() -> Schemas:
    return Schemas(contract())
