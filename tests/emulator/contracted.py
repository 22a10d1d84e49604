"""A workbench that holds every answer against the contract."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, TypeAlias

import jsonschema_rs

from close_contract import contract
from close_emulator import Response
from emulator.workbench import Workbench

SEQUENCES = "/sequence/"
EVENTS = "/event/"
SUBSCRIPTIONS = "/sequence_subscription/"
STEPS = [
    {"step_type": "email", "delay": 0, "email_template_id": "tmpl_a", "threading": "new_thread"},
    {"step_type": "call", "delay": 3600, "required": False},
    {"step_type": "email", "delay": 7200},
]


Validator: TypeAlias = jsonschema_rs.Draft202012Validator


@cache
def _templates() -> frozenset[str]:
    return frozenset(operation.path for operation in contract().operations())


@cache
def _validator(method: str, template: str, status: str) -> Validator | None:
    """What judges an answer; none if it has no body."""
    item = contract().document["paths"][template][method.lower()]
    content = contract().resolved(item["responses"][status]).get("content")
    return content and contract().validator(content["application/json"]["schema"])


def check(method: str, path: str, response: Response) -> None:
    """Hold an answer to a known operation against its status and its schema in the contract."""
    patterns = {template.replace("{id}", "[^/]+"): template for template in _templates()}
    template = next((patterns[p] for p in patterns if re.fullmatch(p, path)), None)
    if template is None or method.lower() not in contract().document["paths"][template]:
        return
    validator = _validator(
        method, template, "5XX" if response.status >= 500 else f"{response.status}"
    )
    if validator is None:
        assert response.body == b""
    else:
        assert [str(error) for error in validator.iter_errors(response.json())] == []


class Contracted(Workbench):
    """As a Workbench, and every answer that the contract describes is as it says."""

    def send(
        self,
        method: str,
        path: str,
        body: object = None,
        query: dict[str, str] | None = None,
        **headers: str,
    ) -> Response:
        """Send one request, and judge its answer."""
        response = super().send(method, path, body, query, **headers)
        check(method, path, response)
        return response

    @property
    def sender(self) -> dict[str, str]:
        """The three sender fields."""
        return {
            "sender_account_id": self.account_id,
            "sender_name": "John Doe",
            "sender_email": "john@salesteam.example",
        }

    def add_person(self, name: str = "ACME") -> str:
        """A lead with one contact, who has an address; return the contact's id."""
        slug = name.replace(" ", "").lower()
        lead = self.emulator.add_lead(name, contacts=[("Ann", f"ann@{slug}.example")])
        return lead.contacts[0].id

    def create_sequence(self, **changes: object) -> dict[str, Any]:
        """Create a sequence of three steps, two hours and an hour long."""
        body = {"name": "Outreach", "timezone": "Europe/Riga", "steps": STEPS} | changes
        sequence: dict[str, Any] = self.ok("POST", SEQUENCES, body)
        return sequence

    def subscribe(self, contact_id: str, sequence_id: str, **changes: object) -> dict[str, Any]:
        """Subscribe a contact, who becomes active."""
        body = {"contact_id": contact_id, "sequence_id": sequence_id} | self.sender | changes
        response = self.send("POST", SUBSCRIPTIONS, body)
        assert response.status == 201, response.body
        subscription: Any = response.json()
        return dict(subscription)

    def subscription(self, identity: str) -> dict[str, Any]:
        """A subscription as it stands."""
        subscription: dict[str, Any] = self.ok("GET", f"{SUBSCRIPTIONS}{identity}/")
        return subscription

    def events(self, **filters: str) -> list[dict[str, Any]]:
        """The newest fifty events that meet the filters, newest first."""
        events: list[dict[str, Any]] = self.ok("GET", EVENTS, query=filters)["data"]
        return events

    def every_event(self, size: int = 50, **filters: str) -> Iterator[dict[str, Any]]:
        """All events that meet the filters, page by page, newest first."""
        query = {"_limit": str(size), **filters}
        while True:
            page = self.ok("GET", EVENTS, query=query)
            assert len(page["data"]) <= size
            yield from page["data"]
            if page["cursor_next"] is None:
                return
            assert len(page["data"]) == size
            query["_cursor"] = page["cursor_next"]
