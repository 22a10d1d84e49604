"""An emulator with a clock, a sequence and an account, and short ways to talk to it."""

import base64
import json
from pathlib import Path
from typing import Any

from close_emulator import Emulator, ManualClock, Pace, Request, Response, Stepped

BULK = "/bulk_action/sequence_subscription/"
KINDS = {
    "bulkemail": "email",
    "bulkedit": "edit",
    "bulkdelete": "delete",
    "bulkseqsub": "sequence_subscription",
}
SUBSCRIPTIONS = "/sequence_subscription/"
SEARCH = "/data/search/"
DATA = Path(__file__).parent.parent / "data"
ALL_LEADS = {"type": "object_type", "object_type": "lead"}


def seed(name: str) -> dict[str, Any]:
    """A JSON example of the vendor's documentation."""
    example: dict[str, Any] = json.loads((DATA / f"{name}.json").read_text())
    return example


def basic(credentials: str) -> str:
    """The Authorization header of HTTP Basic."""
    return "Basic " + base64.b64encode(credentials.encode()).decode()


def named(words: str, mode: str = "full_words") -> dict[str, Any]:
    """A query for leads by the words of their names."""
    return {
        "type": "field_condition",
        "field": {"type": "regular_field", "object_type": "lead", "field_name": "name"},
        "condition": {"type": "text", "mode": mode, "value": words},
    }


def by(field_name: str, direction: str = "asc") -> dict[str, Any]:
    """A sort by a field of the lead."""
    field = {"type": "regular_field", "object_type": "lead", "field_name": field_name}
    return {"direction": direction, "field": field}


def path_of(identity: str) -> str:
    """The path of a bulk action, whose kind its id tells."""
    return f"/bulk_action/{KINDS[identity.partition('_')[0]]}/{identity}/"


class Workbench:
    """An emulator at hand: requests as JSON, answers as JSON."""

    def __init__(self, pace: Pace | None = None) -> None:
        self.clock = ManualClock()
        self.emulator = Emulator(pace=pace or Stepped(batch=2), clock=self.clock)
        self.organization = self.emulator.organization
        self.sequence_id = self.emulator.add_sequence("Outreach")
        self.account_id = self.emulator.add_sender_account("john@salesteam.example", "John Doe")
        self.headers: dict[str, str] = {
            "authorization": basic(f"{self.emulator.api_key}:"),
            "content-type": "application/json",
        }

    def add_leads(self, count: int, name: str = "ACME", contacts: int = 1) -> None:
        """Leads named `<name> <n>` from 1 on, created a minute after each other."""
        for n in range(1, count + 1):
            people = [(f"Person {k}", f"p{k}@{name}{n}.example".lower()) for k in range(contacts)]
            self.emulator.add_lead(f"{name} {n}", contacts=people)
            self.clock.advance(60)

    def send(
        self,
        method: str,
        path: str,
        body: object = None,
        query: dict[str, str] | None = None,
        **headers: str,
    ) -> Response:
        """Send one request; `headers` replace the usual ones, underscores standing for dashes."""
        changed = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.emulator.handle(
            Request(
                method,
                "/api/v1" + path,
                tuple((query or {}).items()),
                tuple((self.headers | changed).items()),
                body if isinstance(body, bytes) else json.dumps(body).encode(),
            )
        )

    def ok(
        self, method: str, path: str, body: object = None, query: dict[str, str] | None = None
    ) -> Any:
        """The JSON of an answer that must be 200."""
        response = self.send(method, path, body, query)
        assert response.status == 200, response.body
        return response.json()

    def problems(
        self, method: str, path: str, body: object = None, query: dict[str, str] | None = None
    ) -> Any:
        """The field errors of an answer that must be 400."""
        response = self.send(method, path, body, query)
        assert response.status == 400, response.body
        document: Any = response.json()
        assert sorted(document) == ["errors", "field-errors"]
        return document["field-errors"]

    def subscribe_body(self, **changes: object) -> dict[str, object]:
        """A complete request to subscribe all leads."""
        return {
            "action_type": "subscribe",
            "s_query": ALL_LEADS,
            "sequence_id": self.sequence_id,
            "sender_account_id": self.account_id,
            "sender_name": "John Doe",
            "sender_email": "john@salesteam.example",
            "contact_preference": "lead",
        } | changes

    def start(self, **changes: object) -> str:
        """Start a bulk action, by default one that subscribes all leads, and return its id."""
        kind = changes.get("action_type", "subscribe")
        body = changes if kind != "subscribe" else self.subscribe_body(**changes)
        identity: str = self.ok("POST", BULK, {"s_query": ALL_LEADS} | body)["id"]
        return identity

    def finish(self, **changes: object) -> dict[str, Any]:
        """Start a bulk action, let it run to its end and return it."""
        identity = self.start(**changes)
        self.emulator.step(100)
        return self.fetch(identity)

    def start_kind(self, kind: str, **fields: object) -> str:
        """Start a bulk action of any kind, by default on all leads, and return its id."""
        body = {"s_query": ALL_LEADS} | fields
        identity: str = self.ok("POST", f"/bulk_action/{kind}/", body)["id"]
        return identity

    def finish_kind(self, kind: str, **fields: object) -> dict[str, Any]:
        """Start a bulk action of any kind, let it run to its end and return it."""
        identity = self.start_kind(kind, **fields)
        self.emulator.step(100)
        return self.fetch(identity)

    def fetch(self, identity: str) -> dict[str, Any]:
        """A bulk action as it stands."""
        document: dict[str, Any] = self.ok("GET", path_of(identity))
        return document

    def progress(self, identity: str) -> tuple[str, int]:
        """The status of a bulk action and how many leads it has processed."""
        action = self.fetch(identity)
        return action["status"], action["n_leads_processed"]

    def put(self, identity: str, status: str) -> Response:
        """Ask for a change of a bulk action's status."""
        return self.send("PUT", path_of(identity), {"status": status})

    def statuses(self) -> list[str]:
        """The statuses of all subscriptions, oldest first."""
        return [s.status for s in self.organization.subscriptions.values()]
