"""Judges an answer: status, content type, JSON, schema, and the rules that no schema says."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qs

import jsonschema_rs
from attrs import field, frozen

from close_contract.document import Contract, Schema
from close_contract.rules import NOTHING, RULES, Answer, asked_for
from close_contract.traffic import strict_json, wire_rules
from close_contract.traffic.compiled import JSON, Compiled, Declared, Schemas
from close_contract.traffic.explain import Explainer
from close_contract.traffic.messages import Response, media_type
from close_contract.traffic.requests import Verdict
from close_contract.traffic.violation import Problem
from close_contract.traffic.wire_rules import WIRE_RULES

Remember: TypeAlias = Callable[[Answer], Iterable[Problem]]

_SHOWN: Final = 60
_KEPT: Final = 200


@frozen
class Remembering(Contract):
    """A contract that keeps what it compiles: rules make the same few schemas over and over."""

    _kept: dict[str, jsonschema_rs.Draft202012Validator] = field(
        factory=dict[str, jsonschema_rs.Draft202012Validator], repr=False
    )

    def validator(self, *schemas: Schema) -> jsonschema_rs.Draft202012Validator:
        """Return a validator of what fits any of these schemas."""
        key = json.dumps(schemas)
        known = self._kept.get(key)
        if known is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            known = self._kept[key] = super().validator(*schemas)
        return known


class AnswerJudge:
    """Judges answers to requests whose operation is known."""

    def __init__(self, contract: Contract, schemas: Schemas) -> None:
        self._contract = Remembering(contract.document)
        self._explainer = Explainer(schemas)

    def problems(
        self, known: Compiled, verdict: Verdict, response: Response, remember: Remember
    ) -> Iterator[Problem]:
        """Yield all that is wrong with an answer to a request for an operation.

        What can be read of it is given to `remember`, which knows what was answered earlier.
        """
        declared = known.declared(response.status)
        if declared is None:
            sentence = f"{response.status} is no status that {known.operation.label} declares"
            clause = f"{known.clause}/responses"
            yield Problem(wire_rules.UNDECLARED_STATUS, "status", sentence, clause)
        elif declared.json is None:
            yield from remember(self._answer(known, verdict, response))
        else:
            yield from self._of_json(known, verdict, response, declared, remember)

    def _answer(
        self, known: Compiled, verdict: Verdict, response: Response, body: Any = NOTHING
    ) -> Answer:
        return Answer(
            contract=self._contract,
            operation=known.operation,
            query=parse_qs(verdict.asked.query, keep_blank_values=True),
            status=response.status,
            body=body,
            sent=verdict.sent,
            id=verdict.id,
        )

    def _of_json(
        self,
        known: Compiled,
        verdict: Verdict,
        response: Response,
        declared: Declared,
        remember: Remember,
    ) -> Iterator[Problem]:
        declared_as = media_type(response.headers)
        if declared_as != JSON:
            sentence = f"{response.status} was answered as {declared_as[:_SHOWN] or 'nothing'}"
            place = "header/content-type"
            yield Problem(wire_rules.ANSWER_TYPE, place, f"{sentence}, not {JSON}", declared.clause)
            return
        try:
            parsed = strict_json.parse(response.content(), names=False)
        except ValueError as error:
            sentence = f"the body of the answer: {error}"
            yield Problem(wire_rules.ANSWER_JSON, "body", sentence, declared.clause)
            return
        answer = self._answer(known, verdict, response, parsed.value)
        # `_fields` leaves out what the schema requires; the rule `projection` judges that.
        if declared.json is not None and not (answer.accepted and asked_for(answer)):
            for problem in self._explainer.problems(declared.json, parsed.value):
                sentence = f"{problem.sentence} ({problem.rule.name})"
                yield Problem(wire_rules.ANSWER_SCHEMA, problem.where, sentence, problem.clause)
        for rule in RULES:
            found = rule.judge(answer)
            if found is not None:
                yield Problem(WIRE_RULES[rule.name], "body", found, known.clause)
        yield from remember(answer)
