"""An honest document with everything that the generator stumbles over, each part named after it.

Given to the generator as it is, it loses operations, answers and models, and writes code that does not
compile, does not type-check or does not work.
"""

from __future__ import annotations

from typing import Any

Document = dict[str, Any]

TEMPLATE_NAMES = (
    *("d", "cls", "self", "field_dict", "src_dict", "additional_properties", "to_dict", "cast"),
    *("from_dict", "additional_keys", "T", "Any", "UNSET", "Unset", "types", "json", "datetime"),
    *("prop", "prop_name", "prop_dict", "type", "id", "None", "True", "class", "import", "data"),
    *("files", "to_multipart", "__class__", "__init__", "__dict__", "response"),
)
"""Property names that are names in the model's template, in Python, or both."""

PARAMETER_NAMES = (
    *("params", "headers", "cookies", "kwargs", "_kwargs", "body", "response", "client", "url"),
    *("quote", "cast", "errors", "httpx", "HTTPStatus", "Response", "UNSET", "json_other", "self"),
    *("other_item", "type", "raise", "timeout"),
)
"""Parameter names of that kind."""

PROPERTY_NAMES = (
    *(
        "user_id2",
        "userID2",
        "user_id_2",
        "2fa",
        "_x",
        "x",
        "class",
        "",
        "a b",
        "日本",
        "ﬁ",
        "\u200e",
    ),
    *(
        "date_created__gt",
        "date_created_gt",
        "a-b",
        "ab",
        "$x",
        "@type",
        "line",
        "line_item",
        "None",
    ),
    *("line_item_data", "json_line", "print", "match", "_", "it's", 'a"b', "a\\b", "{x}", "\n"),
)
"""Names that are no identifiers, or the same identifier."""

CLASS_NAMES = (
    *("Any", "T", "Mapping", "TypeVar", "Unset", "UNSET", "Response", "Client", "HTTPStatus"),
    *("AuthenticatedClient", "File", "Literal", "BinaryIO", "TextIO", "Generator", "UUID", "List"),
    *("Exception", "None", "Type", "Con", "Lead"),
)
"""Model names that the generated modules need for something else."""

_TEXT = {"type": "string"}
_MOMENT = {"type": "string", "format": "date-time"}
_NULL = {"type": "null"}


def document() -> Document:
    """Make the document."""
    schemas = {**_odd_schemas(), **_named_schemas()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Awkward", "version": "1"},
        "paths": {**_paths_of(schemas), **_odd_paths(), **_parameter_paths()},
        "components": {"schemas": schemas},
    }


def reference(name: str) -> Document:
    """Refer to a model."""
    return {"$ref": f"#/components/schemas/{name}"}


def answer(schema: Any, kind: str = "application/json") -> Document:
    """Make a response."""
    return {"description": "d", "content": {kind: {"schema": schema}}}


def _object(**properties: Any) -> Document:
    return {"type": "object", "properties": properties}


def _list(items: Any) -> Document:
    return {"type": "array", "items": items}


def _either(*members: Any) -> Document:
    return {"oneOf": list(members)}


def _named_schemas() -> Document:
    schemas: Document = {"Sub": _object(q=_TEXT)}
    for number, name in enumerate(TEMPLATE_NAMES):
        kinds = (_TEXT, _MOMENT, reference("Sub"), _list(reference("Sub")))
        for letter, kind in zip("SDML", kinds, strict=True):
            first = _either(reference("Sub"), _NULL)
            schemas[f"P{number}{letter}"] = _object(
                **{"aa": first, name: kind, "zz": _list(_MOMENT)}
            )
    for name in CLASS_NAMES:
        schemas[name] = _object(**{name.lower(): _TEXT, "w": _MOMENT, "f": _list(_TEXT)})
        schemas[f"Use{name}"] = _object(a=_either(reference(name), _NULL), b=_list(reference(name)))
    for name in ("prop", "prop_name", "prop_dict"):
        for letter, extra in {"R": reference("Sub"), "L": _list(reference("Sub"))}.items():
            schemas[f"Extra_{name}{letter}"] = {
                **_object(**{name: {"type": "integer"}}),
                "additionalProperties": extra,
            }
    return schemas


def _odd_schemas() -> Document:
    return {
        "Foo_Bar": _object(a=_TEXT),
        "FooBar": _object(b=_TEXT),
        "foo_bar": {"enum": ["a", "A", None]},
        "FOOBar": {"type": ["string", "null"], "enum": ["a", "b", None]},
        "Alias": reference("FooBar"),
        "SelfList": _list(reference("SelfList")),
        "SelfUnion": _either(_list(reference("SelfUnion")), _TEXT),
        "Tree": _object(kids=_list(reference("Tree")), p=_either(reference("Tree"), _NULL)),
        "Base": {**_object(type=_TEXT, x=_object(**{"in": _TEXT})), "required": ["type"]},
        "Derived": {
            "allOf": [
                reference("Base"),
                _object(type={"enum": ["d"]}, y={"type": "integer", "default": "oops"}),
            ]
        },
        "MixedAllOf": {"allOf": [_TEXT, {"type": "integer"}]},
        "EnumAllOf": {"allOf": [reference("foo_bar"), {"description": "d"}]},
        "Required": {
            **_object(a=_TEXT, b=_TEXT),
            "anyOf": [{"required": ["a"]}, {"required": ["b"]}],
        },
        "Anything": True,
        "Items": {"type": "array"},
        "NoItems": {"type": "array", "items": False},
        "Pair": {"type": "array", "prefixItems": [_TEXT, {"type": "integer"}]},
        "Numbers": {"type": "integer", "enum": [1, 2, 2]},
        "MixedValues": {"enum": [1, "a"]},
        "Truth": {"type": "boolean", "enum": [True]},
        "EmptyValue": {"type": "string", "enum": [""]},
        "Case": {"type": "string", "enum": ["a", "A"]},
        "ObjectValue": {"enum": [{"a": 1}]},
        "Props": _object(**dict.fromkeys(PROPERTY_NAMES, _TEXT)),
        "Map": {"type": "object", "additionalProperties": reference("Tree")},
        "MapOfValues": {"type": "object", "additionalProperties": {"enum": ["u", "v"]}},
        "Free": {"type": "object"},
        "Either": {
            **_either(reference("Foo_Bar"), reference("FooBar")),
            "discriminator": {"propertyName": "k"},
        },
        "Kinds": _object(**_kinds()),
        "KindsRequired": {**_object(**_kinds()), "required": [*_kinds()]},
    }


def _kinds() -> Document:
    return {
        "nullable_list": _either(_list({}), _NULL),
        "nullable_list_of_lists": _either(_list(_list({})), _NULL),
        "list_of_nullables": _list(_either(_TEXT, _NULL)),
        "any_or_null": _either({}, _NULL),
        "two_lists": _either(_list(reference("Tree")), _list(_TEXT), _NULL),
        "numbers": _either({"type": "integer"}, {"type": "number"}, _NULL),
        "constants": _either({"const": "x"}, {"const": "y"}, _NULL),
        "const_number": {"const": 3},
        "const_truth": {"const": True},
        "const_quotes": {"const": 'a"b'},
        "default_quotes": {"type": "string", "default": 'a"b\\'},
        "default_of_enum": {"enum": ["u", "v"], "default": "v"},
        "default_of_reference": {"allOf": [reference("foo_bar")], "default": "a"},
        "default_that_does_not_fit": {"enum": ["u"], "default": "zz"},
        "default_date": {"type": "string", "format": "date", "default": "no date"},
        "default_number": {"type": ["integer", "null"], "default": 4},
        "moments": _either(_MOMENT, {"type": "string", "format": "date"}, _NULL),
        "nothing": _NULL,
        "file": {"type": "string", "format": "binary"},
    }


def _paths_of(schemas: Document) -> Document:
    """Use every model in a parameter of each place, in a body, and in answers of all statuses."""
    paths: Document = {}
    for number, name in enumerate(schemas):
        schema = reference(name)
        places = {"q": "query", "X-H": "header", "ck": "cookie"}
        many = _object(errors=_list(schema))
        optional = {"content": {"application/json": {"schema": schema}}}
        required = {"application/json": {"schema": _either(schema, _NULL)}}
        paths[f"/use{number}/"] = {
            "post": {
                "parameters": [
                    {"name": each, "in": place, "schema": schema} for each, place in places.items()
                ],
                "requestBody": optional,
                "responses": {
                    "200": answer(schema),
                    "201": answer(_list(schema)),
                    "4XX": answer(_either(schema, _NULL)),
                    "default": answer(many),
                },
            },
            "put": {
                "requestBody": {"required": True, "content": required},
                "responses": {"200": answer(schema)},
            },
        }
    return paths


def _odd_paths() -> Document:
    empty = {"204": {"description": "d"}}
    form = _object(
        file={"type": "string", "format": "binary"}, meta=_object(a=_TEXT), n={"type": "integer"}
    )
    return {
        "/lead/{id}/": {"get": {"responses": {"200": answer(_object(a=_TEXT)), **empty}}},
        "/lead/by_id/": {
            "get": {"responses": {"200": answer(_TEXT, "text/csv"), "206": answer({}, "image/png")}}
        },
        "/Lead/by-id/": {"get": {"responses": {"200": answer(_object(), "application/xml")}}},
        "/import/": {
            "post": {
                "requestBody": {"content": {"multipart/form-data": {"schema": form}}},
                "responses": empty,
            },
            "put": {
                "requestBody": {"content": {"text/csv": {"schema": _TEXT}}},
                "responses": empty,
            },
            "patch": {
                "requestBody": {
                    "content": {"application/x-www-form-urlencoded": {"schema": _object(a=_TEXT)}}
                },
                "responses": empty,
            },
            "delete": {
                "requestBody": {"content": {"application/x-www-form-urlencoded": {}}},
                "responses": empty,
            },
        },
        "/x/{url}/{client}/{x_y}/{xY}/{id}/": {"get": {"responses": empty}},
        **{
            f"/{name}/sub/": {"get": {"responses": empty}}
            for name in ("con", "list", "2x", "class")
        },
    }


def _parameter_paths() -> Document:
    schema = reference("Sub")
    paths: Document = {}
    for number, name in enumerate(PARAMETER_NAMES):
        for place in ("query", "header", "cookie"):
            paths[f"/parameter{number}/{place}/{{id}}/"] = {
                "post": {
                    "parameters": [
                        {"name": name, "in": place, "schema": _TEXT},
                        {"name": "other", "in": "query", "schema": _list(_MOMENT)},
                        {"name": "X-Other", "in": "header", "schema": _TEXT},
                        {
                            "name": "Authorization",
                            "in": "header",
                            "required": True,
                            "schema": _TEXT,
                        },
                    ],
                    "requestBody": {"content": {"application/json": {"schema": schema}}},
                    "responses": {"200": answer(schema)},
                }
            }
    return paths
