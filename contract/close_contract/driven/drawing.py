"""Draws arguments and answers from the contract's schemas, with the strategies of schemathesis."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from collections.abc import Iterator
from typing import Any, Final

from attrs import define, field
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode

from close_contract.document import Operation, load, spread
from close_contract.fuzzer import Case, Fuzzed, members_of, new_schema

_ANSWERS: Final = "/answers/{}/"
_UNHURRIED: Final = (
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
    HealthCheck.filter_too_much,
    HealthCheck.large_base_example,
)
_CONFIG: Final[dict[str, Any]] = {"generation": {"with-security-parameters": False}}


@define
class Drawn:
    """Draws the same from the same seed."""

    seed: int
    _schema: Fuzzed = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Make the schemas; an answer becomes the body of an operation of its own."""
        document = load()
        for item in [*document["paths"].values()]:
            for method, raw in item.items():
                body = _answer(raw) if method in ("get", "post", "put", "delete") else None
                if body is not None:
                    made = {"operationId": f"answer_{raw['operationId']}", "requestBody": body}
                    made["responses"] = {"200": {"description": ""}}
                    document["paths"][_ANSWERS.format(raw["operationId"])] = {"post": made}
        spread(document)
        self._schema = new_schema(document, _CONFIG, {})

    def arguments(self, operation: Operation, n: int) -> Iterator[dict[str, Any]]:
        """Yield the arguments of at most n calls that fit the schemas, and of as many that do not."""
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            for case in self._cases(operation.path, operation.method, mode, n):
                body = members_of(case)
                if body is not None or operation.body is None:
                    yield {**case.path_parameters, **case.query, **(body or {})}

    def answers(self, operation: Operation, n: int) -> Iterator[dict[str, Any]]:
        """Yield at most n JSON answers that fit the schema, and as many that do not."""
        if operation.answer is None:
            return
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            for case in self._cases(_ANSWERS.format(operation.id), "POST", mode, n):
                body = members_of(case)
                if body is not None:
                    yield body

    def _cases(self, path: str, method: str, mode: GenerationMode, n: int) -> list[Case]:
        found: list[Case] = []
        if not n:
            return found
        strategy: Any = self._schema[path][method].as_strategy(generation_mode=mode)

        @seed(self.seed)
        @settings(
            max_examples=n,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=_UNHURRIED,
        )
        @given(case=strategy)
        def draw(case: Case) -> None:
            found.append(case)

        draw()
        return found


def _answer(raw: Any) -> Any:
    for status in ("200", "201"):
        content = raw["responses"].get(status, {}).get("content")
        if content:
            schema = content["application/json"]["schema"]
            return {"required": True, "content": {"application/json": {"schema": schema}}}
    return None
