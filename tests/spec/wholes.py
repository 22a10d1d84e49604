"""A whole document as the vendor exports it, with its shape and its defects, and none of its text.

What the vendor says of the one operation that we have a page of is read from `openapi/upstream/`;
everything else is made up. Counts are those of the export of 2026-05: 152 paths, 286 operations, 49
distinct operationIds, 62 tags, 485 schemas, 68 of 109 bodies untyped, 191 answers typed as empty.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Literal

from specbuild import documents, layout, reading, walking

if TYPE_CHECKING:
    from collections.abc import Iterator

Document = dict[str, Any]
Form = Literal["2026-05", "2026-09"]
FORMS: tuple[Form, ...] = ("2026-05", "2026-09")

PAGE = "bulk_action.sequence_subscription.create.yaml"
PAGE_OPERATION = ("post", "/bulk_action/sequence_subscription/")
SCHEMAS = 485
EMPTY_ANSWERS = 191
UNTYPED_BODIES = 68
TYPED_BODIES = 41

_ANY: Document = {"description": "Any type"}
_EMPTY: Document = {"type": "object", "properties": {}}
_ACTIONS = {"list": "get", "create": "post", "get": "get", "update": "put", "delete": "delete"}
_BULK = {
    "sequence_subscription": "BulkSequenceSubscriptionAction",
    "email": "BulkEmailAction",
    "edit": "BulkEditAction",
    "delete": "BulkDeleteAction",
}
_KNOWN = {
    **{f"bulk_action/{kind}": ("list", "create", "get") for kind in _BULK},
    "sequence": ("list", "create", "get", "update", "delete"),
    "sequence_subscription": ("list", "create", "get", "update"),
    "saved_search": ("list", "create", "get", "update", "delete"),
    "event": ("list", "get"),
}
_UNTYPED = ("bulk_action/", "sequence", "saved_search")
_MADE_UP = {"list": 48, "get": 44, "create": 40, "delete": 42, "update": 37}
_VERBS = 46
_VERB_PATHS = 43
_VERB_BODIES = 22


def page_document() -> Document:
    """Read the vendor's document with the one operation, as it is in the repository."""
    return reading.read(layout.ROOT / layout.UPSTREAM / PAGE)


def as_page(document: Document) -> str:
    """Give the reference page that embeds a document."""
    fence = f"```yaml\n{documents.to_yaml(document)}\n```"
    return f"# An operation\n\nPOST https://api.close.com/\n\n## OpenAPI Specification\n\n{fence}"


def whole_document(form: Form = "2026-05", *, base_in_paths: bool = False) -> Document:
    """Make the whole document of one of the two exports; every call makes another copy.

    The newer form has unique operationIds, a security block, examples, `anyOf` for what may be null,
    and 16 operations more. With ``base_in_paths``, `/api/v1` is in the paths and not in the server.
    """
    document = _older()
    if form == "2026-09":
        _renew(document)
    if base_in_paths:
        document["servers"] = [{"url": "https://api.close.com"}]
        document["paths"] = {f"/api/v1{path}": item for path, item in document["paths"].items()}
    return document


def _older() -> Document:
    document: Document = {
        "openapi": "3.1.0",
        "info": {"title": "API Endpoints", "version": "1.0.0"},
        "paths": {},
        "servers": [{"url": "https://api.close.com/api/v1"}],
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {
                "ApiKeyAuth": {"type": "http", "scheme": "basic"},
                "OAuth2": {"type": "http", "scheme": "bearer"},
            },
        },
    }
    for method, path, operation in _operations():
        document["paths"].setdefault(path, {})[method] = operation
    _take_page_operation(document)
    _type_bodies(document)
    _type_answers(document)
    return document


def _take_page_operation(document: Document) -> None:
    method, path = PAGE_OPERATION
    document["paths"][path][method] = page_document()["paths"][path][method]


def _operations() -> Iterator[tuple[str, str, Document]]:
    for resource, actions in _KNOWN.items():
        for action in actions:
            yield _operation(resource, action, resource.replace("/", "_"))
    yield "get", "/me/", _described("get", "me", [])
    for action, count in _MADE_UP.items():
        for number in range(count):
            yield _operation(f"thing_{number}", action, f"things_{number}")
    for number in range(_VERBS):
        path = f"/thing_{number % _VERB_PATHS}/{{id}}/verb/"
        method = "get" if number >= _VERB_PATHS else "post"
        name = f"verb_{number % 44}"
        yield method, path, _described(name, f"verbs_{number % 4}", [_id()])


def _operation(resource: str, action: str, tag: str) -> tuple[str, str, Document]:
    one = action in {"get", "update", "delete"}
    parameters = [_id()] if one else []
    if action == "list" or (resource, action) == ("sequence", "get"):
        parameters += [_query("_limit", "integer"), _query("_skip", "integer")]
    path = f"/{resource}/{{id}}/" if one else f"/{resource}/"
    return _ACTIONS[action], path, _described(action, tag, parameters)


def _described(name: str, tag: str, parameters: list[Document]) -> Document:
    refusals = {"400": "Bad request", "401": "Unauthorized", "404": "Not found"}
    return {
        "operationId": name,
        "summary": f"Does {name} on {tag}",
        "description": f"Does {name} on {tag}, as made up for the tests.",
        "tags": [f"subpackage_{tag}"],
        "parameters": [*parameters, _authorization()],
        "responses": {
            "201" if (name, tag) == ("create", "sequence_subscription") else "200": _json(
                "Successful response", copy.deepcopy(_EMPTY)
            ),
            **{status: _json(text, dict(_ANY)) for status, text in refusals.items()},
        },
    }


def _json(description: str, schema: Document) -> Document:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _id() -> Document:
    return {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}


def _query(name: str, kind: str) -> Document:
    return {"name": name, "in": "query", "required": False, "schema": {"type": kind}}


def _authorization() -> Document:
    return {
        "name": "Authorization",
        "in": "header",
        "description": "Basic authentication",
        "required": True,
        "schema": {"type": "string"},
    }


def _type_bodies(document: Document) -> None:
    """Give 109 operations a body: 68 untyped, those that we know among them; none required."""
    bodies = [
        (path, operation)
        for method, path, operation in walking.operations(document)
        if method in {"post", "put"} and not path.endswith("/verb/")
    ]
    verbs = [item["post"] for path, item in document["paths"].items() if path.endswith("/verb/")]
    bodies += [("/verb/", operation) for operation in verbs[:_VERB_BODIES]]
    bodies.sort(key=lambda body: not body[0].startswith(tuple(f"/{each}" for each in _UNTYPED)))
    for number, (_, operation) in enumerate(bodies):
        schema = dict(_ANY) if number < UNTYPED_BODIES else _ref(f"Thing{number}Input")
        operation["requestBody"] = {"content": {"application/json": {"schema": schema}}}


def _type_answers(document: Document) -> None:
    """Type the answers of bulk actions, Smart Views and some things; call 191 others empty."""
    found = list(walking.operations(document))
    typed = len(found) - EMPTY_ANSWERS - 1  # one has come typed from the page
    for method, path, operation in found:
        success = next(iter(operation["responses"].values()))["content"]["application/json"]
        if "$ref" in success["schema"]:
            continue
        name = _answer(method, path)
        if name and typed:
            typed -= 1
            success["schema"] = _ref(name)


def _answer(method: str, path: str) -> str | None:
    resource = path.strip("/").removesuffix("/{id}")
    many = "List" if method == "get" and "{" not in path else ""
    if resource.startswith("bulk_action/"):
        return _BULK[resource.removeprefix("bulk_action/")] + many
    if method == "delete" or path.endswith("/verb/"):
        return None
    if resource == "saved_search":
        return f"SavedSearch{many}"
    return resource.replace("thing_", "Thing") + many if "thing_" in resource else None


def _schemas() -> Document:
    schemas: Document = page_document()["components"]["schemas"]
    schemas |= {
        "BulkEmailContactPreference": _enum("lead", "contact", "all"),
        "BulkEditActionType": _enum("set_custom_field", "clear_custom_field", "set_lead_status"),
        "BulkActionObjectType": _enum("lead", "contact", "call", "custom_activity"),
        "BulkEmailAction": _object(contact_preference=_or_null("BulkEmailContactPreference")),
        "BulkEditAction": _object(type=_ref("BulkEditActionType")),
        "BulkDeleteAction": _object(bulk_object_type=_ref("BulkActionObjectType")),
        "SavedSearchType": _enum("lead", "contact"),
        "SavedSearch": _object(type=_ref("SavedSearchType"), s_query=_free()),
        **{f"{name}List": _list(name) for name in (*_BULK.values(), "SavedSearch")},
    }
    for number in range(_MADE_UP["list"]):
        schemas[f"Thing{number}"] = _thing(number)
        schemas[f"Thing{number}List"] = _list(f"Thing{number}")
    for number in range(UNTYPED_BODIES, UNTYPED_BODIES + TYPED_BODIES):
        schemas[f"Thing{number}Input"] = _thing(number)
    for number in range(SCHEMAS - len(schemas)):
        schemas[f"Kind{number}"] = (
            _enum("one", "two") if number % 3 == 0 else _object(n={"type": "null"})
        )
    for name, schema in schemas.items():
        schema["title"] = name
    return schemas


def _thing(number: int) -> Document:
    """Make a schema of all that the vendor's have: nullables, references, enums, free-form parts."""
    kinds = {f"kind_{each}": _or_null(f"Kind{number + each}") for each in range(3)}
    texts = {f"text_{each}": {"type": ["string", "null"]} for each in range(12)}
    return _object(
        **kinds,
        **texts,
        **{"from": {"type": "string"}, "class": _ref(f"Kind{number}"), "_type": {"type": "string"}},
        date_created={"type": ["string", "null"], "format": "date-time"},
        members={"type": "array", "items": _ref(f"Kind{number + 1}")},
        custom=_free(),
    )


def _object(**properties: Document) -> Document:
    members = {"id": {"type": "string"}, "organization_id": {"type": "string"}, **properties}
    return {"type": "object", "properties": members, "required": sorted(members)}


def _list(name: str) -> Document:
    members = {"data": {"type": "array", "items": _ref(name)}, "has_more": {"type": "boolean"}}
    return {"type": "object", "properties": members, "required": ["data", "has_more"]}


def _enum(*values: str) -> Document:
    return {"type": "string", "enum": list(values)}


def _ref(name: str) -> Document:
    return {"$ref": f"#/components/schemas/{name}"}


def _or_null(name: str) -> Document:
    return {"oneOf": [_ref(name), {"type": "null"}]}


def _free() -> Document:
    return {"type": "object", "additionalProperties": dict(_ANY)}


def _renew(document: Document) -> None:
    """Turn the older form into the newer one."""
    for number in range(7):
        for action in ("get", "delete")[: 2 if number else 1]:
            _, path, operation = _operation(f"newer_{number}", action, "newer")
            document["paths"].setdefault(path, {})[_ACTIONS[action]] = operation
    _, path, operation = _operation("sequence_subscription", "delete", "sequence_subscription")
    document["paths"][path]["delete"] = operation
    for number in (0, 1):
        _, path, operation = _operation(f"thing_{46 + number}", "create", "things_46")
        document["paths"][path]["post"] = operation
    _secure(document)
    _name_uniquely(document)
    for schema in list(walking.schemas(document)):
        _use_any_of(schema)
    _add_examples(document)


def _secure(document: Document) -> None:
    scopes = {"all.full_access": "Everything", "offline_access": "Later"}
    flow = {
        "authorizationUrl": "https://app.close.com/oauth2/authorize/",
        "tokenUrl": "https://api.close.com/oauth2/token/",
        "scopes": scopes,
    }
    oauth2 = {"type": "oauth2", "flows": {"authorizationCode": flow}}
    document["components"]["securitySchemes"]["OAuth2"] = oauth2
    document["security"] = [{"ApiKeyAuth": []}, {"OAuth2": ["all.full_access"]}]
    for _, _, operation in walking.operations(document):
        operation["parameters"].remove(_authorization())
        operation["security"] = [{"ApiKeyAuth": []}, {"OAuth2": ["all.full_access"]}]


def _name_uniquely(document: Document) -> None:
    for method, path, operation in walking.operations(document):
        words = path.strip("/").replace("/", "_").replace("{", "").replace("}", "")
        operation["operationId"] = f"{words.replace('_', '.', 1)}_{method}"


def _use_any_of(schema: Document) -> None:
    null = {"type": "null"}
    if schema.get("oneOf", [])[-1:] == [null]:
        schema["anyOf"] = schema.pop("oneOf")
    elif schema.get("type") == ["string", "null"]:
        title = {"title": schema.pop("title")} if "title" in schema else {}
        branch = {**schema, "type": "string"}
        schema.clear()
        schema.update({"anyOf": [branch, null], **title})


def _add_examples(document: Document) -> None:
    for _, _, operation in walking.operations(document):
        for response in operation["responses"].values():
            response["content"]["application/json"]["example"] = {"title": "Any type"}
    for schema in document["components"]["schemas"].values():
        if "properties" in schema:
            schema["examples"] = [{"id": "thing_1"}]
            schema["x-order"] = 1
