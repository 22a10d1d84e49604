"""Operations made ready for the generator: named, filed, and with every part that it can express."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specbuild.errors import SpecError
from specbuild.walking import operations
from specbuild.whole_merging import Merging, mapping, sequence
from specbuild.whole_names import folder_name, operation_names, pascal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbuild.documents import Document
    from specbuild.whole_aliases import Aliases
    from specbuild.whole_schemas import Schemas

MAX_OPERATIONS = 3_000
"""Ten times what the vendor has."""

MAX_PARAMETERS = 200
"""Of one operation."""

_PLACES = ("path", "query", "header", "cookie")
_FORM = "application/x-www-form-urlencoded"
_FILES = "multipart/form-data"
_BYTES = "application/octet-stream"
_BINARY = {"type": "string", "format": "binary"}
Parameter = dict[str, Any]


class Operations:
    """The operations of one document, converted."""

    def __init__(self, document: Document, schemas: Schemas, aliases: Aliases) -> None:
        self.content_types: set[str] = set()
        """The types of request bodies that only a generator told to send bytes can send."""
        self._document = document
        self._schemas = schemas
        self._aliases = aliases
        self._merging = Merging(document)

    def convert(self) -> dict[str, Any]:
        """Give the paths with all operations."""
        found = list(operations(self._document))
        if not found:
            raise SpecError("the document has no operation")
        if len(found) > MAX_OPERATIONS:
            raise SpecError(
                f"{len(found):,} operations are more than the {MAX_OPERATIONS:,} allowed"
            )
        names = operation_names((method, path) for method, path, _ in found)
        paths: dict[str, Any] = {}
        for method, path, operation in found:
            parameters = self._parameters(path, operation)
            filled, listed = self._aliased(path, parameters, pascal(names[method, path]))
            paths.setdefault(filled, {})[method] = {
                "operationId": names[method, path],
                "tags": [folder_name(path)],
                **_texts(operation),
                "parameters": listed,
                **self._body(operation, pascal(names[method, path])),
                "responses": dict(self._responses(operation, pascal(names[method, path]))),
            }
        return paths

    def _parameters(self, path: str, operation: Document) -> list[Parameter]:
        """List an operation's parameters, each once, and exactly those of the path in the path."""
        listed: dict[tuple[str, str], Parameter] = {}
        for each in sequence(operation.get("parameters")):
            parameter = self._merging.resolved(each)
            place, name = str(parameter.get("in")), str(parameter.get("name"))
            if place in _PLACES and name and (place != "path" or f"{{{name}}}" in path):
                listed.setdefault((place, name), parameter)
        inside = _path_names(path)
        if len(set(inside)) < len(inside):
            raise SpecError(f"{path}: has a parameter twice")
        for name in inside:
            listed.setdefault(("path", name), {"name": name, "in": "path"})
        if len(listed) > MAX_PARAMETERS:
            raise SpecError(f"{path}: more than {MAX_PARAMETERS} parameters")
        return list(listed.values())

    def _aliased(
        self, path: str, parameters: list[Parameter], operation: str
    ) -> tuple[str, list[Parameter]]:
        """Give the path and the parameters with names that the generator can use."""
        names = [str(parameter["name"]) for parameter in parameters]
        listed: list[Parameter] = []
        for parameter, alias in zip(parameters, self._aliases.parameters(names), strict=True):
            if parameter["in"] == "path":
                path = path.replace(f"{{{parameter['name']}}}", f"{{{alias}}}")
            listed.append(self._parameter(parameter, alias, operation))
        return path, listed

    def _parameter(self, parameter: Parameter, alias: str, operation: str) -> Parameter:
        place = parameter["in"]
        raw = parameter.get("schema")
        schema = self._schemas.convert(raw, operation + (pascal(parameter["name"]) or "Parameter"))
        if raw is None or (place != "query" and not self._is_text(schema)):
            schema = {"type": "string"}
        return {
            "name": alias,
            "in": place,
            "required": place == "path" or parameter.get("required") is True,
            "schema": schema,
        }

    def _is_text(self, schema: Document) -> bool:
        """Tell whether a value goes into a path or a header as it is."""
        inner = sequence(schema.get("allOf"))
        name = str((inner[0] if inner else schema).get("$ref", "")).rsplit("/", 1)[-1]
        found = self._schemas.components.get(name, schema)
        return found.get("type") in {"string", "integer", "number", "boolean"} and (
            "format" not in found
        )

    def _body(self, operation: Document, name: str) -> Document:
        """Convert a request body; of several content types the one that says most is taken."""
        body = self._merging.resolved(operation.get("requestBody"))
        content = mapping(body.get("content"))
        if not content:
            return {}
        kind = min(content, key=_rank)
        schema = mapping(content[kind]).get("schema", {})
        if _rank(kind) > _rank(_FILES):
            self.content_types.update({kind} - {_BYTES})
            converted = dict(_BINARY)
        else:
            converted = self._schemas.convert(schema, f"{name}Body", files=_plain(kind) == _FILES)
            if _is_plain_union(converted) or not self._fits(kind, converted):
                converted = {}
        # An optional union would be sent as what stands for "not given".
        required = body.get("required") is True or "oneOf" in converted
        if converted == {} and _rank(kind) > 1:
            kind = "application/json"
        return {"requestBody": {"required": required, "content": {kind: {"schema": converted}}}}

    def _fits(self, kind: str, converted: Document) -> bool:
        """Tell whether a form has the model that it needs."""
        if _plain(kind) not in {_FORM, _FILES}:
            return True
        name = str(converted.get("$ref", "")).rsplit("/", 1)[-1]
        return self._schemas.components.get(name, {}).get("type") == "object"

    def _responses(self, operation: Document, name: str) -> Iterator[tuple[str, Document]]:
        for status, each in mapping(operation.get("responses")).items():
            response = self._merging.resolved(each)
            content = mapping(response.get("content"))
            converted: Document = {"description": str(response.get("description", ""))}
            if content:
                kind = min(content, key=_rank)
                converted["content"] = self._content(kind, mapping(content[kind]), name + status)
            yield status, converted

    def _content(self, kind: str, media_type: Document, name: str) -> Document:
        if _is_json(kind):
            schema = self._schemas.convert(media_type.get("schema", {}), f"{name}Response")
            return {"application/json": {"schema": schema}}
        if _plain(kind).startswith("text/"):
            return {"text/plain": {"schema": {"type": "string"}}}
        return {_BYTES: {"schema": dict(_BINARY)}}


def _texts(operation: Document) -> Document:
    texts = {name: operation.get(name) for name in ("summary", "description")}
    return {name: text[:4000] for name, text in texts.items() if isinstance(text, str)}


def _path_names(path: str) -> list[str]:
    return [part.partition("}")[0] for part in path.split("{")[1:]]


def _plain(kind: str) -> str:
    return kind.partition(";")[0].strip().lower()


def _is_json(kind: str) -> bool:
    return _plain(kind) == "application/json" or _plain(kind).endswith("+json")


def _rank(kind: str) -> int:
    """Order content types by how much the generator can do with them."""
    if _is_json(kind):
        return 0 if _plain(kind) == "application/json" else 1
    order = {_FORM: 2, _FILES: 3, _BYTES: 4}
    return order.get(_plain(kind), 5 if _plain(kind).startswith("text/") else 6)


def _is_plain_union(converted: Document) -> bool:
    """Tell a union without a class in it, for which the generator writes broken code in a body."""
    return "oneOf" in converted and not any("$ref" in each for each in converted["oneOf"])
