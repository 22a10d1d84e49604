"""Our own overlays: each action is explained and needed, and notices when the vendor moves."""

from collections.abc import Callable
from typing import Any

import pytest

from specbuild import build
from specbuild.action import CONFIDENCE, Action
from specbuild.errors import (
    ConflictingActionError,
    HomelessActionError,
    NeedlessActionError,
    SpecError,
)

ACTIONS = build.actions()
PATH = "/bulk_action/sequence_subscription/"
REF = "#/components/schemas/"

Mutation = Callable[[dict[str, Any]], object]


def post(document: dict[str, Any]) -> dict[str, Any]:
    """Return the vendor's one operation."""
    operation: dict[str, Any] = document["paths"][PATH]["post"]
    return operation


def schemas(document: dict[str, Any]) -> dict[str, Any]:
    """Return the vendor's schemas."""
    found: dict[str, Any] = document["components"]["schemas"]
    return found


def answer(document: dict[str, Any]) -> dict[str, Any]:
    """Return the properties of the vendor's answer."""
    properties: dict[str, Any] = schemas(document)["BulkSequenceSubscriptionAction"]["properties"]
    return properties


def rename(mapping: dict[str, Any], old: str, new: str) -> None:
    """Give a key another name."""
    mapping[new] = mapping.pop(old)


def typed(document: dict[str, Any], status: str) -> None:
    """Type one of the vendor's refusals."""
    content = post(document)["responses"][status]["content"]
    content["application/json"]["schema"] = {"type": "object"}


def test_names_are_unique() -> None:
    """A report that names an action means one action."""
    names = [action.name for action in ACTIONS]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name)
def test_every_action_explains_itself(action: Action) -> None:
    """Name, reason and evidence are words, and the confidence is one of the four."""
    assert all(text.strip() for text in (action.name, action.reason, action.evidence))
    assert action.confidence in CONFIDENCE


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name)
def test_every_action_is_needed(
    action: Action, upstream: dict[str, Any], contract: dict[str, Any]
) -> None:
    """Without any one action, the contract is another or a later action fails."""
    try:
        without = build.apply(upstream, [other for other in ACTIONS if other is not action])
    except SpecError:
        return
    assert without != contract


@pytest.mark.parametrize(
    ("mutation", "kind", "name"),
    [
        pytest.param(
            lambda document: post(document).pop("parameters"),
            HomelessActionError,
            "10-security.yaml: no Authorization parameter",
            id="drops the Authorization parameter",
        ),
        pytest.param(
            lambda document: post(document)["parameters"].append({"name": "x-tz-offset"}),
            HomelessActionError,
            "10-security.yaml: no Authorization parameter",
            id="adds a parameter that we would drop",
        ),
        pytest.param(
            lambda document: rename(document["paths"], PATH, "/bulk/subscriptions/"),
            HomelessActionError,
            "10-security.yaml: no Authorization parameter",
            id="moves the operation to another path",
        ),
        pytest.param(
            lambda document: document.update(security=[{"ApiKeyAuth": []}]),
            NeedlessActionError,
            "10-security.yaml: sign-in for every operation",
            id="declares security",
        ),
        pytest.param(
            lambda document: document["components"]["securitySchemes"]["ApiKeyAuth"].update(
                description="API key"
            ),
            ConflictingActionError,
            "10-security.yaml: how to sign in",
            id="explains sign-in",
        ),
        pytest.param(
            lambda document: post(document).update(operationId="bulk_actions_create"),
            HomelessActionError,
            "20-bulk-sequence-subscriptions.yaml: no shared operationId",
            id="gives the operation an id of its own",
        ),
        pytest.param(
            lambda document: post(document)["requestBody"].update(
                content={"application/json": {"schema": {"$ref": f"{REF}Create"}}}
            ),
            HomelessActionError,
            "20-bulk-sequence-subscriptions.yaml: the untyped request body goes",
            id="types the request body",
        ),
        pytest.param(
            lambda document: post(document)["requestBody"].update(required=True),
            NeedlessActionError,
            "20-bulk-sequence-subscriptions.yaml: a typed, required request body",
            id="requires the request body",
        ),
        pytest.param(
            lambda document: document["paths"][PATH].update(get={"operationId": "list"}),
            ConflictingActionError,
            "20-bulk-sequence-subscriptions.yaml: list",
            id="publishes the list operation",
        ),
        pytest.param(
            lambda document: document["paths"].update(
                {f"{PATH}{{id}}/": {"get": {"operationId": "get"}}}
            ),
            ConflictingActionError,
            "20-bulk-sequence-subscriptions.yaml: get",
            id="publishes the get operation",
        ),
        pytest.param(
            lambda document: document["paths"].update(
                {"/sequence_subscription/": {"get": {"operationId": "list"}}}
            ),
            ConflictingActionError,
            "25-sequence-subscriptions.yaml: list",
            id="publishes the list of subscriptions",
        ),
        pytest.param(
            lambda document: schemas(document).update(SubscribeRequest={"type": "string"}),
            ConflictingActionError,
            "40-requests.yaml: one component per action type",
            id="takes a name of ours",
        ),
        pytest.param(
            lambda document: schemas(document)["BulkSequenceSubscriptionActionType"]["enum"].remove(
                "reassign"
            ),
            HomelessActionError,
            "40-requests.yaml: reassign",
            id="removes reassign",
        ),
        pytest.param(
            lambda document: answer(document).update(
                status={"anyOf": [{"$ref": f"{REF}BulkActionStatus"}, {"type": "string"}]}
            ),
            HomelessActionError,
            "50-responses.yaml: closed enums of the answer go",
            id="opens an enum of the answer",
        ),
        pytest.param(
            lambda document: rename(schemas(document), "BulkSequenceSubscriptionAction", "Action"),
            HomelessActionError,
            "50-responses.yaml: closed enums of the answer go",
            id="renames the answer's schema",
        ),
        pytest.param(
            lambda document: answer(document).update(s_query={"$ref": f"{REF}Query"}),
            HomelessActionError,
            "50-responses.yaml: query and sort of the answer go",
            id="types the query of the answer",
        ),
        pytest.param(
            lambda document: typed(document, "400"),
            HomelessActionError,
            "60-errors.yaml: untyped refusals go",
            id="types a refusal",
        ),
        pytest.param(
            lambda document: post(document)["responses"].update({"429": {"description": "Slow"}}),
            ConflictingActionError,
            "60-errors.yaml: refusals of every operation",
            id="documents a status that we add",
        ),
    ],
)
def test_a_change_of_the_vendor_is_noticed_by_the_action_that_it_touches(
    upstream: dict[str, Any], mutation: Mutation, kind: type[SpecError], name: str
) -> None:
    """Where the vendor mends, moves or rewrites what an action patches, that action fails."""
    mutation(upstream)
    with pytest.raises(kind) as refusal:
        build.apply(upstream, ACTIONS)
    assert f"overlay action {name!r}: " in str(refusal.value)


@pytest.mark.parametrize(
    ("mutation", "seen"),
    [
        pytest.param(
            lambda document: schemas(document)["BulkActionStatus"]["enum"].append("expired"),
            lambda built: "expired" in schemas(built)["BulkActionStatus"]["enum"],
            id="adds an enum value",
        ),
        pytest.param(
            lambda document: answer(document).update(new={"type": "string"}),
            lambda built: answer(built)["new"] == {"type": "string"},
            id="adds a property",
        ),
        pytest.param(
            lambda document: rename(answer(document), "n_objects", "n_contacts"),
            lambda built: "n_contacts" in answer(built) and "n_objects" not in answer(built),
            id="renames a property that we do not patch",
        ),
        pytest.param(
            lambda document: answer(document)["n_leads"].update(description="Leads matched."),
            lambda built: answer(built)["n_leads"]["description"] == "Leads matched.",
            id="describes a property",
        ),
    ],
)
def test_a_change_of_the_vendor_that_no_action_touches_flows_through(
    upstream: dict[str, Any], mutation: Mutation, seen: Callable[[dict[str, Any]], bool]
) -> None:
    """What the vendor adds beside our patches arrives in a sound contract."""
    mutation(upstream)
    built = build.apply(upstream, ACTIONS)
    build.check(built)
    assert seen(built)


def test_a_new_operation_of_the_vendor_is_noticed(upstream: dict[str, Any]) -> None:
    """An operation that we have not looked at does not enter the contract unseen."""
    upstream["paths"]["/status/"] = {"get": {"operationId": "get_status", "responses": {}}}
    with pytest.raises(HomelessActionError, match="refusals of every operation"):
        build.apply(upstream, ACTIONS)
