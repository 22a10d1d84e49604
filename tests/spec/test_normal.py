"""Each systematic defect of the vendor is undone, and what only looks like one is left alone."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec import wholes
from specbuild import normal, walking

Document = dict[str, Any]
NULL = {"type": "null"}
REF = {"$ref": "#/components/schemas/A"}


def document(operation: Document | None = None, **more: Any) -> Document:
    """Return a document with one operation and one schema."""
    item = {"get": {"operationId": "get", "responses": {}, **(operation or {})}}
    return {"openapi": "3.1.0", "paths": {"/a/": item}, **more}


def normalised(found: Document) -> Document:
    """Return a normalised copy."""
    found = copy.deepcopy(found)
    normal.normalise(found)
    return found


def operation(found: Document) -> Document:
    """Return the normalised operation of a document made here."""
    result: Document = normalised(found)["paths"]["/a/"]["get"]
    return result


def schema(found: Document) -> Document:
    """Return a schema after it was normalised as a component."""
    components = {"schemas": {"A": found}}
    result: Document = normalised(document(components=components))["components"]["schemas"]["A"]
    return result


def answer(status: str, found: Document) -> Document:
    """Return the schema of an answer after it was normalised."""
    content = {"application/json": {"schema": found}}
    done = operation(document({"responses": {status: {"description": "-", "content": content}}}))
    result: Document = done["responses"][status]["content"]["application/json"]["schema"]
    return result


@pytest.mark.parametrize("form", wholes.FORMS)
def test_normalising_twice_is_as_good_as_once(form: wholes.Form) -> None:
    """What has been undone stays undone."""
    once = normalised(wholes.whole_document(form))
    assert normalised(once) == once


@pytest.mark.parametrize("mend", normal.MENDS, ids=lambda mend: mend.__name__)
def test_every_mend_is_needed(mend: Any) -> None:
    """No function undoes what no form of the vendor's document has."""
    changed: list[bool] = []
    for form in wholes.FORMS:
        for base_in_paths in (False, True):
            found = wholes.whole_document(form, base_in_paths=base_in_paths)
            found["paths"]["/shared/"] = {
                "parameters": [{"name": "_fields", "in": "query"}],
                "servers": [{"url": "https://api.close.com/api/v1"}],
                "get": {"operationId": "get_shared", "responses": {}},
            }
            before = copy.deepcopy(found)
            mend(found)
            changed.append(found != before)
    assert any(changed)


@pytest.mark.parametrize("name", ["Authorization", "authorization", "AUTHORIZATION"])
def test_sign_in_is_no_parameter(name: str) -> None:
    """The Authorization header goes, of the operation and of the path, inline and referred to."""
    header = {"name": name, "in": "header", "required": True, "schema": {"type": "string"}}
    other = {"name": "_fields", "in": "query"}
    assert operation(document({"parameters": [header, other]}))["parameters"] == [other]
    assert "parameters" not in operation(document({"parameters": [header]}))
    components = {"parameters": {"Auth": header}}
    referring = {"parameters": [{"$ref": "#/components/parameters/Auth"}]}
    assert "parameters" not in operation(document(referring, components=components))
    shared = document()
    shared["paths"]["/a/"]["parameters"] = [header, other]
    assert operation(shared)["parameters"] == [other]


def test_a_query_parameter_called_authorization_stays() -> None:
    """Only the header is sign-in."""
    parameter = {"name": "Authorization", "in": "query"}
    assert operation(document({"parameters": [parameter]}))["parameters"] == [parameter]


def test_security_goes() -> None:
    """Of the root, of operations and of the components."""
    security: list[dict[str, list[str]]] = [{"ApiKeyAuth": []}]
    components = {"securitySchemes": {"ApiKeyAuth": {"type": "http", "scheme": "basic"}}}
    found = document({"security": security}, security=security, components=components)
    assert normalised(found) == document(components={})


def test_parameters_of_a_path_are_those_of_its_operations() -> None:
    """An operation's own parameter of that name and place holds; each operation gets a copy."""
    found = document({"parameters": [{"name": "id", "in": "path", "required": True}]})
    found["paths"]["/a/"]["put"] = {"responses": {}}
    found["paths"]["/a/"]["parameters"] = [
        {"name": "id", "in": "path"},
        {"name": "id", "in": "query"},
    ]
    item = normalised(found)["paths"]["/a/"]
    assert "parameters" not in item
    assert item["get"]["parameters"] == [
        {"name": "id", "in": "query"},
        {"name": "id", "in": "path", "required": True},
    ]
    assert item["put"]["parameters"] == [
        {"name": "id", "in": "path"},
        {"name": "id", "in": "query"},
    ]
    assert item["put"]["parameters"][1] is not item["get"]["parameters"][0]


@pytest.mark.parametrize(
    ("server", "path"),
    [
        ("https://api.close.com", "/api/v1/a/"),
        ("https://api.close.com/", "/api/v1/a/"),
        ("https://api.close.com/api/v1", "/a/"),
        ("https://api.close.com/api/v1", "/api/v1/a/"),
    ],
)
def test_the_base_path_is_in_the_server(server: str, path: str) -> None:
    """Wherever `/api/v1` was, it is in the address and in no path."""
    found = {"openapi": "3.1.0", "paths": {path: {}}, "servers": [{"url": server}]}
    done = normalised(found)
    assert list(done["paths"]) == ["/a/"]
    assert done["servers"] == [{"url": "https://api.close.com/api/v1"}]


def test_stray_paging_goes_from_one_sequence_only() -> None:
    """GET /sequence/{id}/ answers one object; a list keeps its paging."""
    paging = [{"name": "_limit", "in": "query"}, {"name": "_skip", "in": "query"}]
    found = document({"parameters": paging})
    item = {"get": {"parameters": [{"name": "id", "in": "path"}, *paging], "responses": {}}}
    found["paths"]["/sequence/{id}/"] = item
    paths = normalised(found)["paths"]
    assert paths["/sequence/{id}/"]["get"]["parameters"] == [{"name": "id", "in": "path"}]
    assert paths["/a/"]["get"]["parameters"] == paging


def test_servers_of_operations_go() -> None:
    """One place says where the API is; nobody sends a key elsewhere for one operation."""
    found = document({"servers": [{"url": "https://example.com"}]})
    found["paths"]["/a/"]["servers"] = [{"url": "https://example.com"}]
    assert normalised(found) == document()


@pytest.mark.parametrize(
    ("spelling", "canonical"),
    [
        ({"description": "Any type"}, {}),
        (
            {"type": "object", "additionalProperties": {"description": "Any type"}},
            {"type": "object", "additionalProperties": {}},
        ),
        ({"type": "array", "items": {"description": "Any type"}}, {"type": "array", "items": {}}),
        ({"description": "Any type of lead"}, {"description": "Any type of lead"}),
        (
            {"type": "string", "description": "Any type"},
            {"type": "string", "description": "Any type"},
        ),
        (
            {
                "type": "object",
                "title": "A",
                "properties": {"title": {"type": "string", "title": "T"}},
            },
            {"type": "object", "properties": {"title": {"type": "string"}}},
        ),
        ({"type": "string", "example": "x", "examples": ["x"], "x-order": 1}, {"type": "string"}),
        (
            {"properties": {"example": {"type": "string"}, "x-a": {}, "examples": {"example": 1}}},
            {"properties": {"example": {"type": "string"}, "x-a": {}, "examples": {}}},
        ),
        (
            {"default": {"title": "t", "example": 1, "x-a": 1, "description": "Any type"}},
            {"default": {"title": "t", "example": 1, "x-a": 1, "description": "Any type"}},
        ),
        ({"enum": [{"description": "Any type"}]}, {"enum": [{"description": "Any type"}]}),
    ],
    ids=repr,
)
def test_schemas_lose_what_says_nothing(spelling: Document, canonical: Document) -> None:
    """Keywords are told from names, and both from data."""
    assert schema(spelling) == canonical


@pytest.mark.parametrize(
    ("spelling", "canonical"),
    [
        ({"oneOf": [REF, NULL]}, {"oneOf": [REF, NULL]}),
        ({"anyOf": [REF, NULL]}, {"oneOf": [REF, NULL]}),
        ({"anyOf": [NULL, REF], "description": "d"}, {"oneOf": [REF, NULL], "description": "d"}),
        ({"type": ["string", "null"]}, {"type": ["string", "null"]}),
        ({"type": ["null", "string"]}, {"type": ["string", "null"]}),
        ({"anyOf": [{"type": "string"}, NULL]}, {"type": ["string", "null"]}),
        (
            {"oneOf": [{"type": "string", "title": "S"}, NULL], "title": "T"},
            {"type": ["string", "null"]},
        ),
        (
            {"anyOf": [{"type": "string", "format": "date-time"}, NULL], "description": "d"},
            {"type": ["string", "null"], "format": "date-time", "description": "d"},
        ),
        (
            {"anyOf": [{"type": "array", "items": {"anyOf": [{"type": "string"}, NULL]}}, NULL]},
            {"type": ["array", "null"], "items": {"type": ["string", "null"]}},
        ),
        (
            {"anyOf": [{"type": "string", "enum": ["a"]}, NULL]},
            {"oneOf": [{"type": "string", "enum": ["a"]}, NULL]},
        ),
        (
            {"anyOf": [{"type": "string", "description": "x"}, NULL], "description": "d"},
            {"oneOf": [{"type": "string", "description": "x"}, NULL], "description": "d"},
        ),
        ({"anyOf": [NULL, REF, {"type": "string"}]}, {"anyOf": [REF, {"type": "string"}, NULL]}),
        ({"anyOf": [REF, {"type": "string"}]}, {"anyOf": [REF, {"type": "string"}]}),
        ({"oneOf": [NULL]}, {"oneOf": [NULL]}),
    ],
    ids=repr,
)
def test_what_may_be_null_has_one_spelling(spelling: Document, canonical: Document) -> None:
    """Whatever the form says it with; in properties as well as at the top."""
    assert schema(spelling) == canonical
    assert schema({"properties": {"p": spelling}})["properties"]["p"] == canonical


@pytest.mark.parametrize("status", ["200", "201", "2XX"])
@pytest.mark.parametrize(
    "empty",
    [
        {"type": "object"},
        {"type": "object", "properties": {}},
        {"type": "object", "properties": {}, "description": "Empty response body", "title": "E"},
    ],
    ids=repr,
)
def test_a_success_that_is_called_empty_is_untyped(status: str, empty: Document) -> None:
    """The vendor calls these answers empty, and they are not; a component is no hiding place."""
    assert answer(status, empty) == {}


@pytest.mark.parametrize(
    ("status", "found"),
    [
        ("200", {"type": "object", "properties": {"a": {}}}),
        ("200", {"type": "object", "additionalProperties": {"type": "string"}}),
        ("200", {"type": "array", "items": {}}),
        ("400", {"type": "object", "properties": {}}),
        ("200", REF),
    ],
    ids=repr,
)
def test_other_answers_keep_their_schema(status: str, found: Document) -> None:
    """A type that says something stays, and so do refusals."""
    assert answer(status, found) == found


def test_an_empty_component_is_untyped_where_it_is_an_answer() -> None:
    """The answer no longer refers to it."""
    content = {"application/json": {"schema": REF}}
    found = document(
        {"responses": {"200": {"description": "-", "content": content}}},
        components={"schemas": {"A": {"type": "object", "properties": {}}}},
    )
    media_type = operation(found)["responses"]["200"]["content"]["application/json"]
    assert media_type == {"schema": {}}


def test_headers_that_start_with_x_are_no_extensions() -> None:
    """A name is not a keyword, whatever it looks like."""
    headers = {"x-rate-limit": {"schema": {"type": "string"}}}
    found = {"responses": {"200": {"description": "-", "headers": headers}}, "x-fern": {"a": 1}}
    assert operation(document(found))["responses"]["200"]["headers"] == headers
    assert "x-fern" not in operation(document(found))


VALUES = st.recursive(
    st.none() | st.booleans() | st.sampled_from(["string", "null", "a"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner),
    max_leaves=6,
)


@given(value=VALUES)
def test_data_is_never_touched(value: object) -> None:
    """Defaults, constants and enums arrive as they were."""
    found = {"default": value, "const": value, "enum": [value]}
    assert schema(copy.deepcopy(found)) == found


def test_walking_names_the_keyword_of_every_object() -> None:
    """Properties are schemas, their names are not keywords, and the outer comes first."""
    found = {"properties": {"items": {"items": {"type": "string"}}}, "default": {"items": {}}}
    assert [keyword for keyword, _ in walking.objects(found, "schema")] == [
        "schema",
        "properties",
        "items",
    ]
