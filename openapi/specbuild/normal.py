"""The vendor's systematic defects undone, so that all forms of its document say the same.

A reference page, the whole document of 2026-05 and the newer one describe an operation in different
spellings and with different defects. What is wrong in the same way in a hundred places is undone
here, one defect to a function; what is wrong in one place is an overlay's matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specbuild.documents import mapping_in
from specbuild.walking import METHODS, objects, operations, schemas

if TYPE_CHECKING:
    from collections.abc import Callable

    from specbuild.documents import Document

Schema = dict[str, Any]

_BASE = "/api/v1"
_ANY_TYPE = "Any type"
_NULL = {"type": "null"}


def normalise(document: Document) -> None:
    """Undo every systematic defect of the vendor's documents, in place; twice is as good as once."""
    for mend in MENDS:
        mend(document)


def extensions_go(document: Document) -> None:
    """Drop the `x-` members: they address the vendor's own tools."""
    for _, found in objects(document):
        for key in [key for key in found if key.startswith("x-")]:
            del found[key]


def examples_go(document: Document) -> None:
    """Drop the examples: the newer export has some, the older and the pages have none."""
    for _, found in objects(document):
        found.pop("example", None)
        found.pop("examples", None)


def titles_go(document: Document) -> None:
    """Drop the schemas' titles: they repeat the component's name, or name nothing."""
    for schema in schemas(document):
        schema.pop("title", None)


def base_path_goes_to_the_server(document: Document) -> None:
    """Write `/api/v1` into the server's address and not into every path."""
    paths: Document = document["paths"]
    if not any(path.startswith(f"{_BASE}/") for path in paths):
        return
    document["paths"] = {path.removeprefix(_BASE): item for path, item in paths.items()}
    for server in document.get("servers", ()):
        address = str(server.get("url")).rstrip("/")
        server["url"] = address.removesuffix(_BASE) + _BASE


def servers_of_operations_go(document: Document) -> None:
    """Leave one place that says where the API is."""
    for item in document["paths"].values():
        item.pop("servers", None)
    for _, _, operation in operations(document):
        operation.pop("servers", None)


def parameters_go_to_the_operations(document: Document) -> None:
    """Give every operation its path's parameters, unless it has its own of that name and place."""
    for item in document["paths"].values():
        shared = item.pop("parameters", [])
        for method in METHODS:
            if shared and method in item:
                own = item[method].setdefault("parameters", [])
                names = [_identity(document, parameter) for parameter in own]
                own[:0] = (dict(each) for each in shared if _identity(document, each) not in names)


def sign_in_is_no_parameter(document: Document) -> None:
    """Drop the Authorization header: OpenAPI ignores it, and the generator makes it an argument."""
    for _, _, operation in operations(document):
        kept = [
            each
            for each in operation.get("parameters", ())
            if _identity(document, each) != ("header", "authorization")
        ]
        _set_or_drop(operation, "parameters", kept)


def security_goes(document: Document) -> None:
    """Drop what the newer export says of sign-in: an overlay says it, for all forms."""
    document.pop("security", None)
    document.get("components", {}).pop("securitySchemes", None)
    for _, _, operation in operations(document):
        operation.pop("security", None)


def stray_paging_goes(document: Document) -> None:
    """Drop `_limit` and `_skip` of GET /sequence/{id}/, which answers one sequence."""
    operation = document["paths"].get("/sequence/{id}/", {}).get("get", {})
    stray = {("query", "_limit"), ("query", "_skip")}
    kept = [
        each for each in operation.get("parameters", ()) if _identity(document, each) not in stray
    ]
    _set_or_drop(operation, "parameters", kept)


def any_type_is_no_description(document: Document) -> None:
    """Write a schema that allows everything as `{}`."""
    for schema in schemas(document):
        if schema == {"description": _ANY_TYPE}:
            schema.clear()


def empty_answers_are_untyped(document: Document) -> None:
    """Write the schema of a success as `{}` where it is an object without members.

    The vendor calls these answers empty; they are not.
    """
    for _, _, operation in operations(document):
        for status, response in operation.get("responses", {}).items():
            if status.startswith("2"):
                for media_type in _resolve(document, response).get("content", {}).values():
                    _untype(document, media_type)


def _untype(document: Document, media_type: Document) -> None:
    if _is_empty_object(_resolve(document, media_type.get("schema", {}))):
        media_type["schema"] = {}


def _is_empty_object(schema: Schema) -> bool:
    return (
        schema.get("type") == "object"
        and schema.keys() <= {"type", "properties", "description"}
        and not schema.get("properties")
    )


def nullables_have_one_spelling(document: Document) -> None:
    """Write what may be null as `type: [x, 'null']`, and as `oneOf` with null last if that fails."""
    for schema in schemas(document):
        if isinstance(schema.get("type"), list) and "null" in schema["type"]:
            types: list[str] = schema["type"]
            schema["type"] = [name for name in types if name != "null"] + ["null"]
        for keyword in ("anyOf", "oneOf"):
            if _NULL in schema.get(keyword, ()):
                _respell(schema, keyword)


def _respell(schema: Schema, keyword: str) -> None:
    branches = [branch for branch in schema[keyword] if branch != _NULL]
    only = mapping_in(branches[0]) if len(branches) == 1 else None
    if only is None:
        schema[keyword] = [*branches, dict(_NULL)]
    elif _can_be_inlined(schema, only):
        del schema[keyword]
        schema.update(only, type=[only["type"], "null"])
    elif keyword == "oneOf" or "oneOf" not in schema:
        _rename(schema, keyword, "oneOf", [*branches, dict(_NULL)])


def _can_be_inlined(schema: Schema, branch: Schema) -> bool:
    return (
        isinstance(branch.get("type"), str)
        and not branch.keys() & {"enum", "const", "$ref"}
        and not branch.keys() & schema.keys()
    )


def _rename(schema: Schema, old: str, new: str, value: object) -> None:
    """Put a value under another key at the same place."""
    members = list(schema.items())
    schema.clear()
    schema.update((new, value) if key == old else (key, each) for key, each in members)


def _identity(document: Document, parameter: Document) -> tuple[str, str]:
    """Tell where a parameter stands and what it is called; header names have no case."""
    parameter = _resolve(document, parameter)
    place, name = str(parameter.get("in")), str(parameter.get("name"))
    return place, name.lower() if place == "header" else name


def _resolve(document: Document, found: Any) -> Document:
    """Follow a reference to a component, one step; what leads to no object is an empty one."""
    known = mapping_in(found) or {}
    parts = str(known.get("$ref", "")).split("/")
    if parts[:2] != ["#", "components"] or len(parts) != 4:  # noqa: PLR2004 - kind and name
        return known
    target: Any = document.get("components", {}).get(parts[2], {}).get(parts[3], {})
    return mapping_in(target) or {}


def _set_or_drop(operation: Document, key: str, value: list[Document]) -> None:
    if value:
        operation[key] = value
    else:
        operation.pop(key, None)


MENDS: tuple[Callable[[Document], None], ...] = (
    extensions_go,
    examples_go,
    titles_go,
    base_path_goes_to_the_server,
    servers_of_operations_go,
    parameters_go_to_the_operations,
    sign_in_is_no_parameter,
    security_goes,
    stray_paging_goes,
    any_type_is_no_description,
    empty_answers_are_untyped,
    nullables_have_one_spelling,
)
"""Every mend, in the order in which they work: each sees what the ones before it have left."""
