"""The vendor's own Python client runs against the emulator unchanged."""

import json
from pathlib import Path
from typing import Any

import pytest
from closeio_api import API, APIError, ValidationError

from kit import ACME, served_emulator

BULK = "bulk_action/sequence_subscription"  # the client appends the slash
REQUEST = json.loads((Path(__file__).parents[1] / "data" / "seed_000_request.json").read_text())
RESPONSE = json.loads((Path(__file__).parents[1] / "data" / "seed_000_response.json").read_text())


def test_list_create_and_get_over_http() -> None:
    """List, create and get work, and refusals become the client's own kinds of error."""
    with served_emulator("--pace", "immediate") as lines:
        said = dict(line.removeprefix("export ").split("=", 1) for line in lines if "=" in line)
        api: Any = API(f"{said['CLOSE_BASE_URL']}/", said["CLOSE_API_KEY"])
        assert api.get(BULK) == {"data": [], "has_more": False}

        ids = {name: json.loads(said[name]) for name in ("sequence_id", "sender_account_id")}
        created = api.post(BULK, data={**REQUEST, **ids})
        assert created.keys() == RESPONSE.keys()
        assert (created["status"], created["s_query"]) == ("created", ACME)

        action = api.get(f"{BULK}/{created['id']}")
        assert (action["status"], action["n_leads_processed"]) == ("done", 50)
        assert [item["id"] for item in api.get(BULK, params={"_limit": 1})["data"]] == [
            created["id"]
        ]

        check_sequences(api)
        deleted = api.post("bulk_action/delete", data={"s_query": ACME})
        action = api.get(f"bulk_action/delete/{deleted['id']}")
        assert (action["status"], action["n_leads_processed"]) == ("done", 50)

        with pytest.raises(ValidationError) as refused:
            api.post(BULK, data={"action_type": "subscribe"})
        assert "sequence_id" in refused.value.field_errors
        api.session.auth = ("wrong", "")
        with pytest.raises(APIError):
            api.get(BULK)
        api.session.close()


def check_sequences(api: Any) -> None:
    """A sequence and a subscription, made and changed; 201 is a success to it, too."""
    steps = [{"step_type": "call", "delay": 3600}]
    sequence = api.post("sequence", data={"name": "A", "timezone": "UTC", "steps": steps})
    assert api.put(f"sequence/{sequence['id']}", data={"name": "B"})["steps"] == sequence["steps"]
    query = {"query": {"type": "object_type", "object_type": "contact"}, "_limit": 1}
    (contact,) = api.post("data/search", data=query)["data"]
    ids = {"sequence_id": sequence["id"], "contact_id": contact["id"]}
    subscription = api.post("sequence_subscription", data=ids)
    assert api.get("sequence_subscription", params=ids)["data"] == [subscription]
    paused = api.put(f"sequence_subscription/{subscription['id']}", data={"status": "paused"})
    wanted = {"object_id": subscription["id"], "action": "updated"}
    (event,) = api.get("event", params=wanted)["data"]
    assert event["data"] == paused
