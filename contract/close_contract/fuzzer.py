"""The border to schemathesis: what its types leave open is settled here and nowhere else."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeAlias

import schemathesis
from schemathesis.core import NOT_SET
from schemathesis.engine.recorder import ScenarioRecorder
from schemathesis.generation.meta import TestPhase

Case: TypeAlias = schemathesis.Case[schemathesis.APIOperation[Any, Any, Any, Any]]
CheckContext: TypeAlias = schemathesis.CheckContext
HookContext: TypeAlias = schemathesis.HookContext
Response: TypeAlias = schemathesis.Response
Fuzzed: TypeAlias = schemathesis.BaseSchema
Check: TypeAlias = Callable[[CheckContext, Response, Case], bool | None]
Hook: TypeAlias = Callable[..., object]


def new_schema(
    document: dict[str, Any], config: dict[str, Any], hooks: Mapping[str, Hook]
) -> Fuzzed:
    """Return a document as schemathesis tests it, with hooks that act on nothing else."""
    settings = schemathesis.Config.from_dict(config)
    schema = schemathesis.openapi.from_dict(document, config=settings)
    for name, hook in hooks.items():
        schema.hooks.register_hook_with_name(hook, name)
    return schema


def sign_in(schema: Fuzzed, credentials: tuple[str, str]) -> None:
    """Let every request of a schema carry a user name and a password."""
    schema.config.update(basic_auth=credentials)


def without(schema: Fuzzed, operation_ids: Collection[str]) -> Fuzzed:
    """Return the schema without these operations.

    There is no `with`: the configuration's settings for single operations count as inclusions too.
    """
    return schema.exclude(operation_id=[*operation_ids]) if operation_ids else schema


def new_case(
    schema: Fuzzed,
    path: str,
    method: str,
    *,
    path_parameters: dict[str, Any],
    query: dict[str, Any],
    body: dict[str, Any] | None,
) -> Case:
    """Return an explicit case."""
    return schema[path][method].Case(
        path_parameters=path_parameters,
        query=query,
        body=NOT_SET if body is None else body,
        media_type=None if body is None else "application/json",
    )


def key_of(case: Case, body: Any) -> str:
    """Return what is equal for equal requests, if this case had another body."""
    headers: dict[str, Any] = {**case.headers}
    parts = case.path_parameters, case.query, headers, body, case.media_type
    return repr((case.method, case.path, *parts))


def members_of(case: Case) -> dict[str, Any] | None:
    """Return the members of a case's body, if it is an object."""
    return case.body if isinstance(case.body, dict) else None


def case_of(recorder: ScenarioRecorder, case_id: str) -> Case:
    """Return a case that was sent."""
    return recorder.cases[case_id].value


def is_covering(case: Case) -> bool:
    """Tell whether a case is one of the coverage phase."""
    return case.meta is not None and case.meta.phase.name is TestPhase.COVERAGE


def is_invalid(case: Case) -> bool:
    """Tell whether a case was generated to be refused."""
    return case.meta is not None and case.meta.generation.mode.is_negative


def json_of(response: Response) -> Any:
    """Return the JSON of an answer.

    Raises:
        ValueError: it has none.
    """
    return response.json()
