"""The built contract: sound, complete for our operations, and what the repository holds."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from specbuild import build, check, documents, layout, reading, selecting, walking
from specbuild.errors import SpecError

SELECTION = selecting.load(layout.ROOT / layout.SELECTION)
OPERATIONS = {each.operation_id: (each.method, each.path) for each in SELECTION}
REFUSALS = {"400", "401", "402", "403", "404", "405", "415", "429", "5XX"}
BODIES = {
    "create_bulk_sequence_subscription": "BulkSequenceSubscriptionRequest",
    "create_bulk_email": "BulkEmailRequest",
    "create_bulk_edit": "BulkEditRequest",
    "create_bulk_delete": "BulkDeleteRequest",
    "create_sequence": "CreateSequenceRequest",
    "create_sequence_subscription": "CreateSequenceSubscriptionRequest",
    "search_data": "SearchRequest",
    "update_bulk_sequence_subscription": "BulkActionStatusChange",
    "update_bulk_email": "BulkActionStatusChange",
    "update_bulk_edit": "BulkActionStatusChange",
    "update_bulk_delete": "BulkActionStatusChange",
    "update_sequence": "UpdateSequenceRequest",
    "update_sequence_subscription": "UpdateSequenceSubscriptionRequest",
}
ANSWERS: dict[str, str | None] = {
    **{
        f"{verb}_{kind}": f"{name}{part}"
        for kind, name in {
            "bulk_sequence_subscription": "BulkSequenceSubscription",
            "bulk_email": "BulkEmail",
            "bulk_edit": "BulkEdit",
            "bulk_delete": "BulkDelete",
        }.items()
        for verb, part in {"create": "Action", "get": "Action", "update": "Action"}.items()
    },
    **{
        f"{verb}_{kind}": name
        for kind, name in {
            "sequence": "Sequence",
            "sequence_subscription": "SequenceSubscription",
        }.items()
        for verb in ("create", "get", "update")
    },
    "list_bulk_sequence_subscriptions": "BulkSequenceSubscriptionPage",
    "list_bulk_emails": "BulkEmailPage",
    "list_bulk_edits": "BulkEditPage",
    "list_bulk_deletes": "BulkDeletePage",
    "list_sequences": "SequencePage",
    "list_sequence_subscriptions": "SequenceSubscriptionPage",
    "list_events": "EventPage",
    "delete_sequence": None,
    "delete_sequence_subscription": None,
    "get_me": "Me",
    "get_saved_search": "SavedSearch",
    "search_data": "SearchResults",
}
CREATED = {"create_sequence_subscription": "201"}

Contract = dict[str, Any]


def reference(component: str) -> dict[str, str]:
    """Return what refers to a schema component."""
    return {"$ref": f"#/components/schemas/{component}"}


def json_schema(content: dict[str, Any]) -> object:
    """Return the schema of a JSON body, which is the only kind that there is."""
    assert list(content["content"]) == ["application/json"]
    return content["content"]["application/json"]["schema"]


def branches(contract: Contract) -> dict[str, str]:
    """Return the request component for each action type, by the discriminator."""
    mapping: dict[str, str]
    mapping = contract["components"]["schemas"]["BulkSequenceSubscriptionRequest"]["discriminator"][
        "mapping"
    ]
    return {name: target.rpartition("/")[2] for name, target in mapping.items()}


@pytest.fixture(scope="module")
def operations(contract: Contract) -> dict[str, dict[str, Any]]:
    """Return the operations by their id."""
    return {found["operationId"]: found for _, _, found in walking.operations(contract)}


def test_contract_is_valid_openapi(contract: Contract) -> None:
    """The contract is OpenAPI 3.1 by the word of a validator that is not ours."""
    assert contract["openapi"] == "3.1.0"
    assert list(OpenAPIV31SpecValidator(contract).iter_errors()) == []


def test_repository_holds_the_built_contract(contract: Contract) -> None:
    """openapi/close.yaml and the package's contract.json are this contract."""
    text = (layout.ROOT / layout.CONTRACT).read_text(encoding="utf-8")
    assert text == build.render(contract)
    assert reading.read(layout.ROOT / layout.CONTRACT) == contract
    packaged = (layout.ROOT / layout.CONTRACT_IN_PACKAGE).read_text(encoding="utf-8")
    assert json.loads(packaged) == contract


def test_contract_is_written_cleanly() -> None:
    """No line ends in a blank, which an editor would take away, and it says not to edit it."""
    lines = (layout.ROOT / layout.CONTRACT).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line != line.rstrip()] == []
    assert lines[1].startswith("# Do not edit")


def test_contract_has_our_operations(contract: Contract) -> None:
    """Each under a snake_case id of its own, where the vendor has it; no other."""
    found = [
        (item["operationId"], (method, path)) for method, path, item in walking.operations(contract)
    ]
    assert found == list(OPERATIONS.items())
    assert OPERATIONS.keys() == ANSWERS.keys()
    assert BODIES.keys() <= OPERATIONS.keys()


def test_server_is_the_vendors(contract: Contract) -> None:
    """The contract names the vendor's server and no other."""
    assert contract["servers"] == [{"url": "https://api.close.com/api/v1"}]


def test_sign_in_is_declared_once_for_all(
    contract: Contract, operations: dict[str, dict[str, Any]]
) -> None:
    """Key or token, declared at the root; no operation declares it, none takes it as an argument."""
    assert contract["security"] == [{"ApiKeyAuth": []}, {"OAuth2": []}]
    assert set(contract["components"]["securitySchemes"]) == {"ApiKeyAuth", "OAuth2"}
    assert not any("security" in operation for operation in operations.values())
    assert '"Authorization"' not in json.dumps(contract)


@pytest.mark.parametrize("name", OPERATIONS)
def test_operation_documents_every_answer(
    operations: dict[str, dict[str, Any]], contract: Contract, name: str
) -> None:
    """Success with a named schema or nothing, and every refusal with the vendor's error body."""
    answers = operations[name]["responses"]
    success = CREATED.get(name, "200")
    assert answers.keys() == {success, *REFUSALS}
    if answer := ANSWERS[name]:
        assert json_schema(answers[success]) == reference(answer)
    else:
        assert "content" not in answers[success]
    for status in REFUSALS:
        component = answers[status]["$ref"].removeprefix("#/components/responses/")
        refusal = contract["components"]["responses"][component]
        assert json_schema(refusal) == reference("ErrorBody")


@pytest.mark.parametrize("name", OPERATIONS)
def test_operation_requires_a_typed_body_or_none(
    operations: dict[str, dict[str, Any]], name: str
) -> None:
    """A body is required and has a named schema, or there is none at all."""
    body = operations[name].get("requestBody")
    assert (name in BODIES) == (body is not None)
    if body is not None:
        assert body["required"] is True
        assert json_schema(body) == reference(BODIES[name])


def test_refusal_of_the_rate_limit_tells_when_to_come_back(contract: Contract) -> None:
    """429 documents the two headers that tell how long to wait."""
    refusal = contract["components"]["responses"]["TooManyRequests"]
    assert refusal["headers"].keys() == {"RateLimit", "Retry-After"}


def test_action_types_are_the_vendors(contract: Contract) -> None:
    """One request component per action type of the vendor's enum, reassign among them."""
    schemas = contract["components"]["schemas"]
    types = schemas["BulkSequenceSubscriptionActionType"]["enum"]
    assert sorted(branches(contract)) == sorted(types)
    assert "reassign" in types


def test_request_branches_are_all_mapped(contract: Contract) -> None:
    """The oneOf and the discriminator's mapping name the same components, each once."""
    request = contract["components"]["schemas"]["BulkSequenceSubscriptionRequest"]
    assert request["discriminator"]["propertyName"] == "action_type"
    assert request["oneOf"] == [reference(component) for component in branches(contract).values()]
    assert len(set(branches(contract).values())) == len(request["oneOf"])


@pytest.mark.parametrize(
    "action_type", ["pause", "reassign", "resume", "resume_finished", "subscribe"]
)
def test_request_branch_is_complete(contract: Contract, action_type: str) -> None:
    """Each branch is a whole object: its constant, its selection, nothing unknown."""
    branch = contract["components"]["schemas"][branches(contract)[action_type]]
    properties = branch["properties"]
    assert branch["type"] == "object"
    assert branch["additionalProperties"] is False
    assert properties["action_type"] == {
        "type": "string",
        "const": action_type,
        "default": action_type,
    }
    assert {"action_type", "s_query"} <= set(branch["required"])
    assert {"s_query", "results_limit", "sort", "send_done_email"} <= properties.keys()
    assert set(branch["required"]) <= properties.keys()


@pytest.mark.parametrize("member", ["action_type", "contact_preference", "status"])
def test_enums_of_the_answer_are_open(
    accepts: Callable[[str, object], bool], example: Callable[[str], Any], member: str
) -> None:
    """A value that no document knows is a valid answer; a number in its place is not."""
    answer = example("seed_000_response")
    assert accepts("BulkSequenceSubscriptionAction", {**answer, member: "newer_than_us"})
    assert not accepts("BulkSequenceSubscriptionAction", {**answer, member: 5})


def test_an_answer_may_have_members_that_we_do_not_know(
    accepts: Callable[[str, object], bool], example: Callable[[str], Any]
) -> None:
    """Strict on what is sent, tolerant on what is received."""
    assert accepts("BulkSequenceSubscriptionAction", {**example("seed_000_response"), "new": [1]})
    assert accepts("ErrorBody", {"new": 1})


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"error": "Unauthorized"},
        {"errors": ["Wrong"], "field-errors": {}},
        {"errors": [], "field-errors": {"sequence_id": "Wrong", "s_query": {"queries": ["Wrong"]}}},
        {"field-errors": {"_limit": "Input should be less than or equal to 200"}},
    ],
    ids=repr,
)
def test_error_bodies_that_were_seen_are_valid(
    accepts: Callable[[str, object], bool], body: dict[str, Any]
) -> None:
    """All forms of refusal that users have met fit the one schema."""
    assert accepts("ErrorBody", body)


def broken(contract: Contract, change: Callable[[Contract], object]) -> str:
    """Return the refusal of a contract after a change."""
    copy = documents.plain(contract)
    change(copy)
    with pytest.raises(SpecError, match="the contract is not sound:\n- ") as refusal:
        check.check(copy)
    return str(refusal.value)


def at(contract: Contract, name: str) -> dict[str, Any]:
    """Return the operation of that id."""
    method, path = OPERATIONS[name]
    operation: dict[str, Any] = contract["paths"][path][method]
    return operation


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        pytest.param(
            lambda contract: contract.update(openapi="3.0.0"), "$.openapi: ", id="another version"
        ),
        pytest.param(
            lambda contract: contract["paths"].update({"/x/": 5}),
            "$.paths['/x/']: ",
            id="no object",
        ),
        pytest.param(
            lambda contract: at(contract, "search_data").update(tags="a"), ".tags: ", id="no list"
        ),
        pytest.param(
            lambda contract: contract["components"]["schemas"].pop("BulkActionStatus"),
            "/components/schemas/BulkActionStatus is referred to and is not there",
            id="a reference to nothing",
        ),
        pytest.param(
            lambda contract: at(contract, "get_bulk_sequence_subscription")["parameters"].pop(0),
            "Path parameter 'id'",
            id="a path parameter that is not declared",
        ),
        pytest.param(
            lambda contract: at(contract, "search_data").update(
                operationId="list_sequence_subscriptions"
            ),
            "'list_sequence_subscriptions'",
            id="two equal ids",
        ),
        pytest.param(
            lambda contract: at(contract, "search_data").update(operationId="list"),
            "operationId 'list' is not a snake_case name of two words or more",
            id="an id that is a builtin",
        ),
        pytest.param(
            lambda contract: at(contract, "search_data").update(operationId="searchData"),
            "operationId 'searchData' is not a snake_case name",
            id="an id in camel case",
        ),
        pytest.param(
            lambda contract: at(contract, "search_data").pop("operationId"),
            "operationId 'None' is not a snake_case name",
            id="no id",
        ),
        pytest.param(
            lambda contract: at(contract, "search_data").update(tags=["a", "b"]),
            "POST /data/search/ needs exactly one tag",
            id="two tags",
        ),
        pytest.param(
            lambda contract: at(contract, "search_data").pop("tags"),
            "POST /data/search/ needs exactly one tag",
            id="no tag",
        ),
    ],
)
def test_an_unsound_contract_is_refused(
    contract: Contract, change: Callable[[Contract], object], problem: str
) -> None:
    """What is not OpenAPI, or what the generator would spoil without a word, stops the build."""
    assert problem in broken(contract, change)


def with_schema(contract: Contract, **schema: Any) -> Contract:
    """Return the contract with one schema more."""
    changed = documents.plain(contract)
    changed["components"]["schemas"]["New"] = schema
    return changed


@pytest.mark.parametrize(
    ("schema", "problem"),
    [
        ({"type": "string", "default": 5}, "components.schemas.New: default: 5 is not of type"),
        ({"type": "string", "enum": ["a"], "default": "b"}, "New: default: "),
        ({"type": "string", "examples": ["a", 5]}, "New: examples[1]: 5 is not of type"),
        (
            {"type": "object", "properties": {"a": {"type": "integer", "default": "1"}}},
            "New.properties.a: default: ",
        ),
        ({"$ref": "#/components/schemas/SequenceId", "examples": ["lead_1"]}, "New: examples[0]: "),
        (
            {"type": "string", "format": "date-time", "examples": ["2022-03-10T14:40:27.442448"]},
            "New: examples[0]: ",
        ),
    ],
    ids=repr,
)
def test_an_example_or_default_that_its_schema_refuses_is_named(
    contract: Contract, schema: dict[str, Any], problem: str
) -> None:
    """With its place and the reason; references are followed and formats are meant."""
    with pytest.raises(SpecError) as refusal:
        check.check(with_schema(contract, **schema))
    assert problem in str(refusal.value)


@pytest.mark.parametrize("example", [{"example": 5}, {"examples": {"few": {"value": 5}}}, {}])
def test_an_example_of_an_answer_is_named_too(contract: Contract, example: dict[str, Any]) -> None:
    """Also one that stands in the components and is referred to."""
    changed = documents.plain(contract)
    changed["components"]["examples"] = {"few": {"value": 5}}
    referred = {"examples": {"few": {"$ref": "#/components/examples/few"}}}
    answer: dict[str, Any] = {
        "description": "d",
        "content": {"application/json": {"schema": {"type": "string"}}},
    }
    answer["content"]["application/json"].update(example or referred)
    changed["paths"]["/me/"]["get"]["responses"]["299"] = answer
    with pytest.raises(SpecError, match=r"example.*: 5 is not of type"):
        check.check(changed)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": ["string", "null"], "default": None, "examples": [None, "a"]},
        {"$ref": "#/components/schemas/SequenceId", "examples": ["seq_1"]},
        {"type": "object", "examples": [{"default": 5}], "default": {"examples": "a"}},
    ],
    ids=repr,
)
def test_an_example_or_default_that_is_valid_passes(
    contract: Contract, schema: dict[str, Any]
) -> None:
    """Data that looks like a schema is data."""
    check.check(with_schema(contract, **schema))


@pytest.mark.parametrize("key", ["example", "examples"])
@pytest.mark.parametrize("place", ["requestBody", "response", "parameter"])
def test_examples_of_bodies_and_parameters_are_checked(
    contract: Contract, key: str, place: str
) -> None:
    """Not only those of schemas: of media types and of parameters, one or several."""
    changed = documents.plain(contract)
    operation = at(changed, "search_data" if place != "parameter" else "list_sequences")
    owner = {
        "requestBody": lambda: operation["requestBody"]["content"]["application/json"],
        "response": lambda: operation["responses"]["200"]["content"]["application/json"],
        "parameter": lambda: changed["components"]["parameters"]["Limit"],
    }[place]()
    owner.pop("examples", None)
    owner[key] = "wrong" if key == "example" else {"first": {"value": "wrong"}}
    with pytest.raises(SpecError, match=r"example.*'?\"?wrong"):
        check.check(changed)


def test_a_contract_that_is_too_much_for_the_validator_is_refused(contract: Contract) -> None:
    """A chain of thousands of schemas is a refusal, not a traceback."""
    changed = documents.plain(contract)
    changed["components"]["schemas"] |= {
        f"A{n}": {"properties": {"a": reference(f"A{n + 1}")}} for n in range(5000)
    }
    changed["components"]["schemas"]["A5000"] = {}
    assert "over too many steps" in broken(changed, lambda _: None)
