"""Judges an answer: status, content type, JSON, schema, and the rules that no schema says."""

import json
from collections.abc import Iterator
from typing import Final
from urllib.parse import parse_qs

import jsonschema_rs
from attrs import field, frozen

from close_contract.document import Contract, Schema
from close_contract.rules import RULES, Answer, asked_for
from close_contract.traffic import strict_json, wire_rules
from close_contract.traffic.compiled import JSON, Compiled, Declared, Schemas
from close_contract.traffic.explain import Explainer
from close_contract.traffic.messages import Response, media_type
from close_contract.traffic.requests import Verdict
from close_contract.traffic.violation import Problem
from close_contract.traffic.wire_rules import WIRE_RULES

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
        self._explainer = Explainer(schemas, "answer")

    def problems(self, known: Compiled, verdict: Verdict, response: Response) -> Iterator[Problem]:
        """Yield all that is wrong with an answer to a request for an operation."""
        declared = known.declared(response.status)
        if declared is None:
            sentence = f"{response.status} is no status that {known.operation.label} declares"
            clause = f"{known.clause}/responses"
            yield Problem(wire_rules.UNDECLARED_STATUS, "status", sentence, clause)
        elif declared.json is not None:
            yield from self._of_json(known, verdict, response, declared)

    def _of_json(
        self, known: Compiled, verdict: Verdict, response: Response, declared: Declared
    ) -> Iterator[Problem]:
        declared_as = media_type(response.headers)
        if declared_as != JSON:
            sentence = f"{response.status} was answered as {declared_as[:_SHOWN] or 'nothing'}"
            place = "answer header/content-type"
            yield Problem(wire_rules.ANSWER_TYPE, place, f"{sentence}, not {JSON}", declared.clause)
            return
        try:
            parsed = strict_json.parse(response.content(), names=False)
        except ValueError as error:
            sentence = f"the body of the answer: {error}"
            yield Problem(wire_rules.ANSWER_JSON, "answer", sentence, declared.clause)
            return
        answer = Answer(
            contract=self._contract,
            operation=known.operation,
            query=parse_qs(verdict.asked.query, keep_blank_values=True),
            status=response.status,
            body=parsed.value,
            sent=verdict.sent,
            id=verdict.id,
        )
        # `_fields` leaves out what the schema requires; the rule `projection` judges that.
        if declared.json is not None and not (answer.accepted and asked_for(answer)):
            for problem in self._explainer.problems(declared.json, parsed.value):
                sentence = f"{problem.sentence} ({problem.rule.name})"
                yield Problem(wire_rules.ANSWER_SCHEMA, problem.where, sentence, problem.clause)
        for rule in RULES:
            found = rule.judge(answer)
            if found is not None:
                yield Problem(WIRE_RULES[rule.name], "answer", found, known.clause)
