"""A world in which every call makes sense: ids that calls name, and what an answer to each would be.

Answers are those of the contract's own examples, about the objects that are asked for and showing what
was asked.
"""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl

from attrs import frozen

from close_contract import json_values
from close_contract.document import Contract, Operation, Schema, id_in
from close_contract.driven.call import SEARCH, Call
from close_contract.driven.replies import Reply, as_json
from close_contract.known import Known
from close_contract.traffic.messages import Request

_ACCEPTED: Final = ("200", "201")
_LEAD: Final = {"type": "object_type", "object_type": "lead"}
_QUERY: Final = {"type": "and", "queries": [_LEAD]}
_SORT: Final = {
    "direction": "asc",
    "field": {"type": "regular_field", "object_type": "lead", "field_name": "date_created"},
}


@frozen
class World:
    """Knows the contract's examples."""

    contract: Contract

    def known(self) -> Known:
        """Return ids for calls."""
        subscription = self.example("get_sequence_subscription")
        action = self.example("get_bulk_sequence_subscription")
        sequence = self.example("get_sequence")
        return Known(
            ids={
                each.path: self.example(each.id)["id"]
                for each in self.contract.operations()
                if each.method == "GET" and each.path.endswith("{id}/")
            },
            sequence_id=sequence["id"],
            step_id=sequence["steps"][0]["id"],
            sender_account_id=action["sender_account_id"],
            user_id=action["created_by"],
            lead_id=subscription["lead_id"],
            contact_id=subscription["contact_id"],
            newcomer_id=subscription["contact_id"],
            newcomer_email=subscription["contact_email"],
            template_id=sequence["steps"][0]["email_template_id"],
            lead_status_id="stat_4YbR8kQz1m",
            s_query=_QUERY,
            query=_QUERY,
            sort=[_SORT],
        )

    def example(self, operation_id: str) -> dict[str, Any]:
        """Return the contract's first example of an answer that accepts, a fresh one."""
        return _examples(self.contract)[operation_id]

    def answer(self, call: Call, operation: Operation, request: Request) -> Any:
        """Return what a server would answer to a request that a client makes for a call."""
        answer, said = self.example(operation.id), _said(request)
        if "data" in answer:
            return self.listing(operation, request)
        if not said and _is_look(call, operation):
            said = call.body or {}
        shown = self._showing(operation, answer, said)
        wanted_id = id_in(operation, request.path)
        return {**shown, "id": wanted_id} if wanted_id and "id" in shown else shown

    def listing(self, operation: Operation, request: Request) -> dict[str, Any]:
        """Return the one page that a list or a search has."""
        if operation.id == SEARCH:
            return _found(self.known().lead_id, _said(request))
        answer = self.example(operation.id)
        return {**answer, "data": self._listed(operation, answer["data"], request)}

    def reply(self, call: Call, operation: Operation, request: Request, _n: int = 0) -> Reply:
        """Return that answer as a reply."""
        return as_json(self.answer(call, operation, request), self.status(operation))

    def status(self, operation: Operation) -> int:
        """Return the status of an answer that accepts."""
        declared = self.contract.document["paths"][operation.path][operation.method.lower()]
        return next(int(status) for status in declared["responses"] if status.startswith("2"))

    def _listed(self, operation: Operation, items: list[Any], request: Request) -> list[Any]:
        """Return the items of a page that a list's filters leave, each with an id of its own."""
        wanted = dict(parse_qsl(request.query))
        if any(name.startswith("date_") for name in wanted):
            return []
        shown = [self._showing(operation, item, wanted) for item in items]
        return [{**item, "id": f"{item['id']}{n or ''}"} for n, item in enumerate(shown)]

    def _showing(
        self, operation: Operation, answer: Mapping[str, Any], said: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Return an answer with those members that a request has said, too."""
        schema = self._object(operation)
        names = schema.get("properties", {})
        shown = {name: value for name, value in said.items() if name in names and name != "id"}
        if isinstance(shown.get("steps"), list):
            shown["steps"] = self._steps(shown["steps"])
        return {**answer, **shown}

    def _object(self, operation: Operation) -> Schema:
        schema = self.contract.resolved(operation.answer or {})
        page = schema.get("properties", {}).get("data")
        return schema if page is None else self.contract.resolved(page["items"])

    def _steps(self, asked: list[Any]) -> list[Any]:
        """Return the steps that a sequence has after it was given some; new ones get ids."""
        example = self.example("get_sequence")["steps"][0]
        steps = [json_values.members(step) for step in asked]
        return [{**example, "id": f"seqstep_{n}", **step} for n, step in enumerate(steps)]


def _found(lead_id: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a search finds: one lead, with a text for each member that is asked for."""
    names = json_values.items(json_values.members(said.get("_fields")).get("lead"))
    lead = {**{str(name): f"the {name}" for name in names}, "__object_type": "lead", "id": lead_id}
    bound = said.get("results_limit")
    limited = min(1, bound) if isinstance(bound, int) else 1
    count = {"limited": limited, "total": 1}
    found = {"data": [lead][:limited], "cursor": None}
    return {**found, "count": count} if said.get("include_counts") is True else found


def _said(request: Request) -> Mapping[str, Any]:
    body = Reply(0, body=request.body).json if request.body else None
    return json_values.members(body)


def _is_look(call: Call, operation: Operation) -> bool:
    """Tell whether an operation reads the object that a call is about."""
    return operation.method == "GET" and operation.path == call.operation.path


def _examples(known: Contract) -> Mapping[str, dict[str, Any]]:
    return {
        raw["operationId"]: _example(known, raw)
        for item in known.document["paths"].values()
        for raw in map(json_values.members, item.values())
        if "operationId" in raw
    }


def _example(known: Contract, raw: Mapping[str, Any]) -> dict[str, Any]:
    for status in _ACCEPTED:
        media = known.resolved(raw["responses"].get(status, {})).get("content", {})
        examples: Mapping[str, Any] = media.get("application/json", {}).get("examples", {})
        for example in examples.values():
            return {**example["value"]}
    return {}
