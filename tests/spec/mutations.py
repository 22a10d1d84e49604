"""What the vendor may do to its document next: small changes, each with a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spec import wholes

if TYPE_CHECKING:
    from collections.abc import Callable

Document = dict[str, Any]

PATH = "/bulk_action/sequence_subscription/"
REF = "#/components/schemas/"
ACTION = "BulkSequenceSubscriptionAction"
STRING: Document = {"type": "string"}
NULL: Document = {"type": "null"}


def post(document: Document) -> Document:
    """Return the operation that the page describes."""
    operation: Document = document["paths"][PATH]["post"]
    return operation


def schemas(document: Document) -> Document:
    """Return the vendor's schemas."""
    found: Document = document["components"]["schemas"]
    return found


def answer(document: Document) -> Document:
    """Return the properties of the answer."""
    found: Document = schemas(document)[ACTION]["properties"]
    return found


def needed(document: Document) -> list[str]:
    """Return the names of the properties that the answer always has."""
    found: list[str] = schemas(document)[ACTION]["required"]
    return found


def values(document: Document, enum: str) -> list[str]:
    """Return the values of an enum."""
    found: list[str] = schemas(document)[enum]["enum"]
    return found


def json_of(schema: Document) -> Document:
    """Make the content of a body or an answer."""
    return {"application/json": {"schema": schema}}


def move(mapping: Document, old: str, new: str) -> None:
    """Give a key another name, in its place."""
    items = [(new if key == old else key, value) for key, value in mapping.items()]
    mapping.clear()
    mapping.update(items)


def rename_component(document: Document, old: str, new: str) -> None:
    """Give a component another name, everywhere."""
    move(schemas(document), old, new)
    _redirect(document, REF + old, REF + new)


def _redirect(value: Any, old: str, new: str) -> None:
    if isinstance(value, dict):
        if value.get("$ref") == old:
            value["$ref"] = new
        for item in value.values():
            _redirect(item, old, new)
    elif isinstance(value, list):
        for item in value:
            _redirect(item, old, new)


def reorder(value: Any) -> Any:
    """Turn the order of all keys round."""
    if isinstance(value, dict):
        return {key: reorder(item) for key, item in reversed(value.items())}
    return [reorder(item) for item in value] if isinstance(value, list) else value


def publish(path: str, method: str, schema: Document) -> Callable[[Document], None]:
    """Return the mutation that publishes one operation more."""
    operation = {
        "operationId": "published",
        "responses": {"200": {"description": "OK", "content": json_of(schema)}},
    }

    def mutate(document: Document) -> None:
        document["paths"].setdefault(path, {})[method] = operation

    return mutate


def in_answer(name: str, **changes: Any) -> Callable[[Document], None]:
    """Return the mutation that changes keywords of one property of the answer."""

    def mutate(document: Document) -> None:
        answer(document)[name].update(changes)

    return mutate


def newer_export(document: Document) -> None:
    """Publish the whole document in its newer form."""
    document.clear()
    document.update(wholes.whole_document("2026-09"))


def paths_with_base(document: Document) -> None:
    """Put the base path into every path."""
    document["servers"] = [{"url": "https://api.close.com"}]
    document["paths"] = {f"/api/v1{path}": item for path, item in document["paths"].items()}


def all_reversed(document: Document) -> None:
    """Write everything in another order."""
    other = reorder(document)
    document.clear()
    document.update(other)


def inline(document: Document) -> None:
    """Write the enum of the status where it is used."""
    answer(document)["status"] = {"oneOf": [schemas(document).pop("BulkActionStatus"), NULL]}


def sign_in(document: Document) -> None:
    """Say how to sign in as OpenAPI has it, instead of by a header parameter."""
    post(document).pop("parameters")
    document["security"] = [{"ApiKeyAuth": []}, {"OAuth2": []}]


def typed_body(document: Document) -> None:
    """Type the request body."""
    body = {
        "type": "object",
        "properties": {"action_type": {"$ref": f"{REF}BulkSequenceSubscriptionActionType"}},
        "required": ["action_type"],
    }
    post(document)["requestBody"]["content"] = json_of(body)


def created(document: Document) -> None:
    """Answer with 201 instead of 200."""
    move(post(document)["responses"], "200", "201")


def typed_refusal(document: Document) -> None:
    """Type what a bad request is answered with."""
    error = {"type": "object", "properties": {"error": STRING}}
    post(document)["responses"]["400"]["content"] = json_of(error)


def renamed_property(document: Document) -> None:
    """Give a property of the answer another name."""
    move(answer(document), "n_objects", "n_contacts")
    needed(document)[needed(document).index("n_objects")] = "n_contacts"


def renamed_value(document: Document) -> None:
    """Give a value of an enum another name."""
    found = values(document, "BulkSequenceSubscriptionContactPreference")
    found[found.index("lead")] = "primary"


def removed_property(document: Document) -> None:
    """Drop a property of the answer."""
    answer(document).pop("query")
    needed(document).remove("query")


def parameter(**parts: Any) -> Callable[[Document], None]:
    """Return the mutation that adds a parameter."""

    def mutate(document: Document) -> None:
        post(document)["parameters"].append({"name": "p", "in": "query", "schema": STRING, **parts})

    return mutate


def spell(name: str, *, old: str, new: str) -> Callable[[Document], None]:
    """Return the mutation that writes a choice in the answer with another keyword."""
    return lambda document: move(answer(document)[name], old, new)


def wrap(name: str) -> Callable[[Document], None]:
    """Return the mutation that writes a list of types as a choice with null."""

    def mutate(document: Document) -> None:
        schema = answer(document)[name]
        (kind,) = [kind for kind in schema.pop("type") if kind != "null"]
        answer(document)[name] = {"oneOf": [{"type": kind, **schema}, NULL]}

    return mutate
