"""The operations: all thirty, each complete, each with examples that are valid."""

from collections.abc import Callable, Iterator
from typing import Any

import jsonschema_rs
import pytest

from spec.inventory import BULK, OPERATIONS, REFUSALS, json_content, reachable, resolved
from specbuild.walking import operations

Contract = dict[str, Any]
Accepts = Callable[[str, object], bool]

BODIES = [name for name, each in OPERATIONS.items() if each.body]
ANSWERS = [name for name, each in OPERATIONS.items() if each.answer]
DELETIONS = [name for name, each in OPERATIONS.items() if not each.answer]
QUERIES = [*(f"create_{name}" for _, name in BULK.values()), "search_data"]
# Queries and what sorts them may be newer than this contract.
FREE_FORM = {"StructuredQuery", "QueryPart", "SortTerm"}


def reference(component: str | None) -> dict[str, str]:
    """Return what refers to a schema component."""
    return {"$ref": f"#/components/schemas/{component}"}


def parameters(contract: Contract, name: str) -> dict[str, dict[str, Any]]:
    """Return the parameters of an operation, by place and name."""
    found = OPERATIONS[name].of(contract).get("parameters", ())
    resolved_ones = [resolved(contract, node) for node in found]
    return {f"{node['in']} {node['name']}": node for node in resolved_ones}


def examples(contract: Contract, node: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the examples of a JSON body, by name."""
    for name, example in json_content(resolved(contract, node)).get("examples", {}).items():
        yield name, example["value"]


def misfits(contract: Contract, node: dict[str, Any]) -> list[str]:
    """Say why the examples of a JSON body do not fit its schema; it has at least one."""
    schema = json_content(resolved(contract, node))["schema"]
    judge = jsonschema_rs.Draft202012Validator(
        {**schema, "components": contract["components"]}, validate_formats=True
    )
    found = dict(examples(contract, node))
    assert found
    return [f"{name}: {e.message}" for name in found for e in judge.iter_errors(found[name])]


def test_the_contract_has_all_operations(contract: Contract) -> None:
    """Every operation that the seeds describe, at its method and path, and no other."""
    found = {each["operationId"]: (method, path) for method, path, each in operations(contract)}
    assert found == {name: (each.method, each.path) for name, each in OPERATIONS.items()}
    assert len(found) == 30


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_says_what_it_is(contract: Contract, name: str) -> None:
    """One tag and a summary of one line."""
    operation = OPERATIONS[name].of(contract)
    assert operation["tags"] == [OPERATIONS[name].tag]
    assert operation["summary"].strip() == operation["summary"] != ""


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_has_its_parameters(contract: Contract, name: str) -> None:
    """An id where the path has one, its query parameters, a time zone where a query is sent."""
    path = ["path id"] if "{id}" in OPERATIONS[name].path else []
    header = ["header x-tz-offset"] if name in QUERIES else []
    query = [f"query {each}" for each in OPERATIONS[name].query]
    assert sorted(parameters(contract, name)) == sorted([*path, *header, *query])


@pytest.mark.parametrize("name", [each for each in OPERATIONS if "{id}" in OPERATIONS[each].path])
def test_an_id_in_a_path_is_of_one_kind(contract: Contract, name: str) -> None:
    """Required, and told from the ids of other kinds by its prefix; nothing climbs out of the path."""
    parameter = parameters(contract, name)["path id"]
    pattern = resolved(contract, parameter["schema"])["pattern"]
    assert parameter["required"] is True
    judge = jsonschema_rs.validator_for({"type": "string", "pattern": pattern})
    prefix = pattern.removeprefix("^").partition("[")[0]
    assert judge.is_valid(f"{prefix}1aZ")
    assert not any(judge.is_valid(each) for each in ("", ".", "..", prefix, f"{prefix}/", "x_1"))


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_documents_every_answer(contract: Contract, name: str) -> None:
    """The status of success with a named schema, or with no body for a deletion, and all refusals."""
    expected = OPERATIONS[name]
    answers = expected.of(contract)["responses"]
    assert answers.keys() == {expected.status, *REFUSALS}
    if expected.answer:
        assert json_content(answers[expected.status])["schema"] == reference(expected.answer)
    else:
        assert "content" not in answers[expected.status]


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_refusal_has_the_vendors_body(contract: Contract, name: str) -> None:
    """Every refusal is typed, has examples, and they are valid."""
    answers = OPERATIONS[name].of(contract)["responses"]
    for status in REFUSALS:
        refusal = resolved(contract, answers[status])
        assert json_content(refusal)["schema"] == reference("ErrorBody")
        assert misfits(contract, refusal) == []


@pytest.mark.parametrize("name", OPERATIONS)
def test_success_tells_what_is_left_of_the_rate_limit(contract: Contract, name: str) -> None:
    """Every accepting answer may carry the header, and 429 says besides how long to wait."""
    answers = OPERATIONS[name].of(contract)["responses"]
    assert answers[OPERATIONS[name].status]["headers"].keys() == {"RateLimit"}
    assert resolved(contract, answers["429"])["headers"].keys() == {"RateLimit", "Retry-After"}


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_body_is_typed_and_required_or_there_is_none(contract: Contract, name: str) -> None:
    """No operation takes anything."""
    body = OPERATIONS[name].of(contract).get("requestBody")
    assert (body is None) == (OPERATIONS[name].body is None)
    if body is not None:
        assert body["required"] is True
        assert json_content(body)["schema"] == reference(OPERATIONS[name].body)


@pytest.mark.parametrize("name", BODIES)
def test_examples_of_a_request_are_valid(contract: Contract, name: str) -> None:
    """There is at least one, and the schema accepts it."""
    assert misfits(contract, OPERATIONS[name].of(contract)["requestBody"]) == []


@pytest.mark.parametrize("name", ANSWERS)
def test_examples_of_an_answer_are_valid(contract: Contract, name: str) -> None:
    """There is at least one, and the schema accepts it."""
    answers = OPERATIONS[name].of(contract)["responses"]
    assert misfits(contract, answers[OPERATIONS[name].status]) == []


@pytest.mark.parametrize("name", BODIES)
def test_a_request_knows_its_members(contract: Contract, name: str) -> None:
    """Strict on what is sent: no object of a request takes members that it does not name."""
    free = [contract["components"]["schemas"][each] for each in FREE_FORM]
    for schema in reachable(contract, reference(OPERATIONS[name].body)):
        if schema.get("type") == "object" and schema not in free and "anyOf" not in schema:
            assert "additionalProperties" in schema, schema
            assert set(schema.get("required", ())) <= schema.get("properties", {}).keys()


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_may_have_more_members(contract: Contract, name: str) -> None:
    """Tolerant on what is received: no object of an answer refuses members that we do not know."""
    for schema in reachable(contract, reference(OPERATIONS[name].answer)):
        assert schema.get("additionalProperties", True) is not False


@pytest.mark.parametrize("name", ANSWERS)
def test_enums_of_an_answer_are_open(contract: Contract, name: str) -> None:
    """A value newer than this contract is a plain text and spoils nothing."""

    def is_enum(node: dict[str, Any]) -> bool:
        return "enum" in resolved(contract, node)

    for schema in reachable(contract, reference(OPERATIONS[name].answer)):
        assert not any(is_enum(each) for each in schema.get("properties", {}).values()), schema
        assert not is_enum(schema.get("items", {})), schema
        if any(is_enum(each) for each in schema.get("anyOf", ())):
            assert {"type": "string"} in schema["anyOf"], schema


@pytest.mark.parametrize("name", BODIES)
def test_formats_and_null_stand_apart(contract: Contract, name: str) -> None:
    """A formatted text that may be null is an anyOf: beside a list of types the fuzzer sends ""."""
    for schema in reachable(contract, reference(OPERATIONS[name].body)):
        assert not ("format" in schema and isinstance(schema.get("type"), list)), schema


def test_links_lead_somewhere(contract: Contract) -> None:
    """What was created can be read and changed, and deleted where that exists."""
    created = [name for name in OPERATIONS if name.startswith("create_")]
    for name in created:
        what = name.removeprefix("create_")
        answers = OPERATIONS[name].of(contract)["responses"]
        links = answers[OPERATIONS[name].status]["links"]
        expected = {f"{verb}_{what}" for verb in ("get", "update", "delete")} & OPERATIONS.keys()
        assert {link["operationId"] for link in links.values()} == expected
        assert all(link["parameters"] == {"id": "$response.body#/id"} for link in links.values())


def test_what_openapi_cannot_say_is_in_one_extension(contract: Contract) -> None:
    """Of three optional filters one is required, and all three are parameters."""
    demanding = {
        each["operationId"]: each["x-at-least-one-of"]
        for _, _, each in operations(contract)
        if "x-at-least-one-of" in each
    }
    filters = ["sequence_id", "contact_id", "lead_id"]
    assert demanding == {"list_sequence_subscriptions": filters}
    found = parameters(contract, "list_sequence_subscriptions")
    assert {f"query {each}" for each in filters} <= found.keys()


@pytest.mark.parametrize(
    ("name", "limit"), [("list_sequences", 200), ("list_bulk_edits", 200), ("list_events", 50)]
)
def test_a_page_is_bounded(contract: Contract, name: str, limit: int) -> None:
    """A page holds at most so many items; the event log is the stingiest."""
    schema = parameters(contract, name)["query _limit"]["schema"]
    assert (schema["minimum"], schema["maximum"]) == (1, limit)


def test_events_page_by_cursor(contract: Contract) -> None:
    """The event log refuses _skip; its answer says where the next page begins."""
    assert "query _skip" not in parameters(contract, "list_events")
    page = contract["components"]["schemas"]["EventPage"]
    assert {"data", "cursor_next", "cursor_previous"} == page["properties"].keys()
    assert page["required"] == ["data"]
