"""The vendor's own examples: what they send is accepted, what they show is what is answered."""

import pytest

from emulator.workbench import BULK, SUBSCRIPTIONS, Workbench, seed


def shape(value: object) -> object:
    """The keys and the order of a document, without its values."""
    if isinstance(value, dict):
        return [(key, shape(item)) for key, item in value.items()]
    if isinstance(value, list):
        return [shape(item) for item in value[:1]]
    return None


@pytest.fixture
def vendors(bench: Workbench) -> Workbench:
    """An organisation that has the sequence and the account of the vendor's example."""
    request = seed("seed_000_request")
    bench.emulator.add_sequence("Outreach", fixed_id=request["sequence_id"])
    bench.emulator.add_sender_account(
        request["sender_email"], request["sender_name"], fixed_id=request["sender_account_id"]
    )
    bench.add_leads(3, "ACME, Inc.")
    bench.add_leads(2, "Globex Inc.")
    return bench


def test_the_curl_request_of_seed_000_is_accepted_and_echoed(vendors: Workbench) -> None:
    """The documented request is answered with 200 and each of its fields comes back unchanged."""
    request = seed("seed_000_request")
    answer = vendors.ok("POST", BULK, request)
    assert {key: answer[key] for key in request} == request


def test_the_curl_request_of_seed_000_subscribes_the_leads_it_names(vendors: Workbench) -> None:
    """The documented query is evaluated for real: three ACME leads of five."""
    identity = vendors.ok("POST", BULK, seed("seed_000_request"))["id"]
    vendors.emulator.step(10)
    action = vendors.fetch(identity)
    assert (action["status"], action["n_leads"], action["n_objects_processed"]) == ("done", 3, 3)


def test_a_created_action_has_the_keys_of_seed_000(vendors: Workbench) -> None:
    """POST answers with the 24 documented keys in the documented order, nested ones included."""
    answer = vendors.ok("POST", BULK, seed("seed_000_request"))
    assert shape(answer) == shape(seed("seed_000_response"))


def test_a_fetched_action_has_the_keys_of_seed_001(vendors: Workbench) -> None:
    """GET answers with the documented keys; without a sort, `sort` is an empty list."""
    request = seed("seed_000_request")
    del request["sort"]
    identity = vendors.ok("POST", BULK, request)["id"]
    assert shape(vendors.fetch(identity)) == shape(seed("seed_001_response"))


def test_a_created_action_has_not_begun(vendors: Workbench) -> None:
    """The answer to POST shows the state that the vendor's other kinds show after a POST."""
    answer = vendors.ok("POST", BULK, seed("seed_000_request"))
    state = {key: answer[key] for key in answer if key.startswith(("n_", "status", "query"))}
    assert state == {
        "n_leads": None,
        "n_leads_processed": 0,
        "n_objects": None,
        "n_objects_processed": 0,
        "query": None,
        "status": "created",
    }


def test_subscriptions_have_the_keys_of_seed_003(vendors: Workbench) -> None:
    """The list of subscriptions has the envelope, the keys and the order of the example."""
    user = vendors.organization.user.id
    vendors.ok("POST", BULK, seed("seed_000_request") | {"calls_assigned_to": [user]})
    vendors.emulator.step(10)
    query = {"sequence_id": seed("seed_000_request")["sequence_id"]}
    answer = vendors.ok("GET", SUBSCRIPTIONS, query=query)
    assert shape(answer) == shape(seed("seed_003_response"))


def test_moments_look_like_those_of_the_examples(vendors: Workbench) -> None:
    """Bulk actions carry an offset and six digits, subscriptions no offset and six digits."""
    vendors.ok("POST", BULK, seed("seed_000_request"))
    vendors.emulator.step(10)
    action = vendors.ok("GET", BULK)["data"][0]
    query = {"sequence_id": action["sequence_id"]}
    subscription = vendors.ok("GET", SUBSCRIPTIONS, query=query)["data"][0]
    assert action["date_created"] == "2024-01-01T00:05:00.000000+00:00"
    assert subscription["date_created"] == "2024-01-01T00:05:00.000000"
