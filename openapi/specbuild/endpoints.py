"""The operations of one document, in the form in which two of them are compared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from specbuild.references import References
from specbuild.shaping import Shapes
from specbuild.walking import METHODS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbuild.documents import Document

_IGNORED: Final = ("accept", "authorization", "content-type")
_STYLES: Final = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}
_VARIABLE: Final = re.compile(r"\{([^{}]*)\}")


@frozen
class Parameter:
    """One parameter, however it is spelled."""

    name: str
    place: str
    raw: Document

    @property
    def part(self) -> str:
        """What the diff calls it."""
        return f"parameter {self.name} ({self.place})"

    @property
    def required(self) -> bool:
        """Whether calls without it are refused; those of a path always are."""
        return self.place == "path" or self.raw.get("required") is True

    @property
    def ignored(self) -> bool:
        """Whether it is a header that OpenAPI does not let a parameter describe."""
        return self.place == "header" and self.name.lower() in _IGNORED

    @property
    def schema(self) -> Any:
        """What its values are."""
        content = self.raw.get("content") or {"": self.raw}
        return next(iter(content.values())).get("schema", {})

    @property
    def style(self) -> dict[str, Any]:
        """How it is written, with what goes without saying."""
        style = self.raw.get("style", _STYLES.get(self.place))
        return {
            "style": style,
            "explode": self.raw.get("explode", style == "form"),
            "allowReserved": self.raw.get("allowReserved", False),
            "content": next(iter(self.raw.get("content", {})), ""),
        }


@frozen
class Endpoint:
    """One operation."""

    method: str
    path: str
    raw: Document
    parameters: dict[tuple[str, str], Parameter]
    security: dict[str, str]
    """The ways to sign in."""

    @property
    def name(self) -> str:
        """What the diff calls it."""
        return f"{self.method.upper()} {self.path}"

    @property
    def key(self) -> tuple[str, str]:
        """What it is on the wire: the names of a path's variables are not."""
        return self.method, _VARIABLE.sub("{}", self.path)


class Api:
    """One document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.references = References(document)
        self.shapes = Shapes(self.references)
        found = list(self._endpoints())
        self.endpoints = {endpoint.key: endpoint for endpoint in found}

    @property
    def servers(self) -> dict[str, str]:
        """The addresses, without the slash at the end that makes no difference."""
        urls = [
            str(server.get("url", "/")).rstrip("/") for server in self.document.get("servers", ())
        ]
        return {url: url for url in urls}

    def _endpoints(self) -> Iterator[Endpoint]:
        for path, raw in self.document.get("paths", {}).items():
            item: Document = self.references.follow(raw)
            for method in METHODS:
                if method in item:
                    yield self._endpoint(method, path, item)

    def _endpoint(self, method: str, path: str, item: Document) -> Endpoint:
        operation: Document = item[method]
        shared = [*item.get("parameters", ()), *operation.get("parameters", ())]
        parameters = [self._parameter(self.references.follow(raw)) for raw in shared]
        security: list[Document] = operation.get("security", self.document.get("security")) or []
        return Endpoint(
            method,
            path,
            operation,
            {_wire_name(each, path): each for each in parameters},
            dict(self._sign_in(requirement) for requirement in security),
        )

    def _parameter(self, raw: Document) -> Parameter:
        return Parameter(str(raw.get("name")), str(raw.get("in")), raw)

    def _sign_in(self, requirement: Document) -> tuple[str, str]:
        words = " and ".join(
            sorted(self._scheme(name) + _scopes(scopes) for name, scopes in requirement.items())
        )
        return words or "no sign-in", words

    def _scheme(self, name: str) -> str:
        schemes: Document = self.document.get("components", {}).get("securitySchemes", {})
        scheme: Document = self.references.follow(schemes.get(name, {}))
        kind = scheme.get("type")
        if kind == "http":
            return f"HTTP {str(scheme.get('scheme', '')).lower()}"
        if kind == "apiKey":
            return f"a key in {scheme.get('in')} {scheme.get('name')}"
        return {"oauth2": "OAuth 2.0", "openIdConnect": "OpenID Connect"}.get(str(kind), name)


def _scopes(scopes: list[str]) -> str:
    return f" ({', '.join(sorted(scopes))})" if scopes else ""


def _wire_name(parameter: Parameter, path: str) -> tuple[str, str]:
    """Give what a parameter is known by on the wire: in a path, its position."""
    variables = _VARIABLE.findall(path)
    if parameter.place == "path" and parameter.name in variables:
        return "path", str(variables.index(parameter.name))
    name = parameter.name.lower() if parameter.place == "header" else parameter.name
    return parameter.place, name
