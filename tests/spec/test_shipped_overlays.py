"""Our own overlays: each action is explained and needed, and notices when the vendor moves."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from spec import wholes
from specbuild import build, check, layout, selecting
from specbuild.action import CONFIDENCE, Action
from specbuild.errors import (
    ConflictingActionError,
    HomelessActionError,
    NeedlessActionError,
    SpecError,
)

ACTIONS = build.actions()
SELECTION = selecting.load(layout.ROOT / layout.SELECTION)
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


def patched(upstream: dict[str, Any], actions: Iterable[Action] = ACTIONS) -> dict[str, Any]:
    """Return what our actions make of a document of the vendor's."""
    document = build.prepare({"upstream": upstream}, SELECTION)
    build.apply(document, actions)
    selecting.prune(document)
    selecting.arrange(document, SELECTION)
    return document


def rename(mapping: dict[str, Any], old: str, new: str) -> None:
    """Give a key another name."""
    mapping[new] = mapping.pop(old)


def rename_answer(document: dict[str, Any]) -> None:
    """Give the answer's schema another name, where it is and where it is referred to."""
    rename(schemas(document), "BulkSequenceSubscriptionAction", "Action")
    content = post(document)["responses"]["200"]["content"]
    content["application/json"]["schema"] = {"$ref": f"{REF}Action"}


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
def test_every_action_is_needed(action: Action, contract: dict[str, Any]) -> None:
    """Without any one action, the contract is another, a later action fails, or none can be built.

    The newer whole document is what gives the optional removals something to do.
    """
    try:
        without = patched(
            wholes.whole_document("2026-09"), [other for other in ACTIONS if other is not action]
        )
    except SpecError:
        return
    assert without != contract


@pytest.mark.parametrize(
    ("mutation", "kind", "name"),
    [
        pytest.param(
            lambda document: post(document)["requestBody"].update(
                content={"application/json": {"schema": {"$ref": f"{REF}Create"}}}
            ),
            ConflictingActionError,
            "20-bulk-sequence-subscriptions.yaml: a typed, required request body",
            id="types the request body",
        ),
        pytest.param(
            lambda document: post(document)["requestBody"].update(required=True),
            NeedlessActionError,
            "20-bulk-sequence-subscriptions.yaml: a typed, required request body",
            id="requires the request body",
        ),
        pytest.param(
            lambda document: document["paths"].update(
                {f"{PATH}{{id}}/": {"put": {"summary": "Theirs"}}}
            ),
            ConflictingActionError,
            "20-bulk-sequence-subscriptions.yaml: change of status",
            id="publishes the change of status",
        ),
        pytest.param(
            lambda document: document["paths"].update(
                {"/data/search/": {"post": {"summary": "s"}}}
            ),
            ConflictingActionError,
            "30-search.yaml: search",
            id="publishes the search",
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
            rename_answer,
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
        patched(upstream)
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
    built = patched(upstream)
    check.check(built, SELECTION)
    assert seen(built)


@pytest.mark.parametrize("path", ["/status/", "/sequence/", "/sequence_subscription/{id}/"])
def test_an_operation_that_we_did_not_select_or_say_ourselves_changes_nothing(
    upstream: dict[str, Any], contract: dict[str, Any], path: str
) -> None:
    """Others are dropped with their components; ours stand whatever the vendor says of them."""
    reference = {"schema": {"$ref": f"{REF}SequenceSubscription"}}
    answer = {"description": "-", "content": {"application/json": reference}}
    upstream["paths"][path] = {"get": {"operationId": "get", "responses": {"200": answer}}}
    schemas(upstream)["SequenceSubscription"] = {"type": "object", "title": "theirs"}
    assert patched(upstream) == contract


def test_moving_the_operation_leaves_nothing_to_build_from(upstream: dict[str, Any]) -> None:
    """The one operation that we take from the vendor must be where we look for it."""
    rename(upstream["paths"], PATH, "/bulk/subscriptions/")
    with pytest.raises(SpecError, match=r"none of the documents has an operation of .*selection"):
        patched(upstream)
