"""Documents whose shape is the attack: too deep, too wide, too long, or no document at all.

    python -m spec.hostile_shapes

Runs them all in a process of its own with little memory and prints what happened, as JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from typing import TYPE_CHECKING, Any

from spec import hostile
from specbuild import reading, whole
from specbuild.errors import SpecError

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY = 2 * 2**30
DEEP = 20_000

Document = dict[str, Any]


def _json(document: Any) -> bytes:
    return json.dumps(document).encode()


def _with_schemas(schemas: Document) -> bytes:
    document = hostile.base()
    document["components"]["schemas"] |= schemas
    return _json(document)


def _reference(name: object) -> Document:
    return {"$ref": f"#/components/schemas/{name}"}


def _nested(opening: str, closing: str) -> bytes:
    start = b'{"openapi": "3.1.0", "paths": {}, "x": '
    return start + opening.encode() * DEEP + b"1" + closing.encode() * DEEP + b"}"


def _bomb(anchors: int = 9) -> bytes:
    lines = ["openapi: 3.1.0", "paths: {}", "a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    for number in range(1, anchors):
        aliases = ", ".join([f"*a{number - 1}"] * 10)
        lines.append(f"a{number}: &a{number} [{aliases}]")
    return "\n".join(lines).encode()


def shapes() -> Iterator[tuple[str, bytes]]:
    """Yield names and documents."""
    yield from _no_documents()
    yield from _bad_yaml()
    yield "deep lists", _nested("[", "]")
    yield "deep mappings", _nested('{"a": ', "}")
    yield "deep YAML lists", b"openapi: 3.1.0\npaths: {}\nx: " + b"[" * DEEP + b"]" * DEEP
    yield (
        "deep YAML blocks",
        b"openapi: 3.1.0\nx:\n" + b"".join(b" " * level + b"- \n" for level in range(3_000)),
    )
    yield "deep YAML dashes", b"openapi: 3.1.0\nx:\n" + b"- " * DEEP + b"a"
    yield "alias bomb", _bomb()
    yield "alias bomb in schemas", _bomb(7).replace(b"a0:", b"components:\n  schemas: {}\na0:", 1)
    yield "alias to itself", b"openapi: 3.1.0\npaths: &a {x: *a}"
    yield from _references()
    yield from _crowds()


def _no_documents() -> Iterator[tuple[str, bytes]]:
    yield "empty", b""
    yield "blank", b" \n\t\n"
    yield "null", b"null"
    yield "list", b"[1, 2]"
    yield "text", b"just a text"
    yield "number", b"1e400"
    yield "binary", bytes(range(256))
    yield "UTF-16", '{"openapi": "3.1.0"}'.encode("utf-16")
    yield "not OpenAPI", b'{"name": "x", "version": "1"}'
    yield "Swagger 2", b'{"swagger": "2.0", "info": {"title": "t", "version": "1"}, "paths": {}}'
    yield "OpenAPI 3.0", _json({**hostile.base(), "openapi": "3.0.3"})
    yield "OpenAPI 4", _json({**hostile.base(), "openapi": "4.0.0"})
    yield "no paths", b'{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}}'
    yield "no operation", _json({**hostile.base(), "paths": {}})
    yield "paths as list", _json({**hostile.base(), "paths": []})
    yield "HTML", b"<!doctype html><title>openapi: 3.1.0</title>"
    yield "cut off", _json(hostile.base())[:-40]
    yield "page without a document", b"# A page\n\n```yaml\na: 1\n```\n"
    yield "page with two documents", b"```yaml\nopenapi: 3.1.0\n```\n```yaml\nopenapi: 3.1.0\n```\n"


def _bad_yaml() -> Iterator[tuple[str, bytes]]:
    start = b"openapi: 3.1.0\npaths: {}\n"
    yield "Python object", start + b"x: !!python/object/apply:os.system ['touch canary']"
    yield "Python name", start + b"x: !!python/name:os.system"
    yield "Python module", start + b"x: !!python/module:canary"
    yield "binary tag", start + b"x: !!binary Y2FuYXJ5"
    yield "own tag", start + b"x: !canary y"
    yield "merge key", start + b"a: &a {b: 1}\nx: {<<: *a}"
    yield "duplicate key", start + b"paths: {}"
    yield "duplicate key in JSON", b'{"openapi": "3.1.0", "paths": {}, "paths": {}}'
    yield "key that is a list", start + b"? [a, b]\n: c"
    yield "infinity", start + b"x: .inf"
    yield "not a number", start + b"x: .nan"
    yield "1e400 in YAML", start + b"x: 1e400"
    yield "NaN in JSON", b'{"openapi": "3.1.0", "paths": {}, "x": NaN}'
    yield "5,000 digits", b'{"openapi": "3.1.0", "paths": {}, "x": ' + b"9" * 5_000 + b"}"
    yield "5,000 digits in YAML", start + b"x: " + b"9" * 5_000
    yield "two documents", start + b"---\nopenapi: 3.1.0"
    yield "directive", b"%YAML 9.9\n---\n" + start
    yield "anchors only", start + b"x: &a\ny: *b"


def _references() -> Iterator[tuple[str, bytes]]:
    for target in (
        "http://127.0.0.1:9/x",
        "file:///etc/passwd",
        "../x.yaml#/a",
        "x.yaml",
        "//h/x",
        "#",
    ):
        yield f"reference to {target}", _with_schemas({"A": {"$ref": target}})
    yield "reference to itself", _with_schemas({"A": _reference("A")})
    yield (
        "references in a ring",
        _with_schemas({f"A{n}": _reference(f"A{(n + 1) % 50}") for n in range(50)}),
    )
    chain = {f"A{n}": _reference(f"A{n + 1}") for n in range(4_000)}
    yield "references in a chain", _with_schemas(chain)
    merged = {f"A{n}": {"allOf": [_reference(f"A{n + 1}")] * 2} for n in range(100)}
    yield "allOf that doubles", _with_schemas(merged)
    joined = {f"A{n}": {"oneOf": [_reference(f"A{n + 1}")] * 2} for n in range(100)}
    yield "oneOf that doubles", _with_schemas(joined)
    lists = {f"A{n}": {"type": "array", "items": _reference(f"A{n + 1}")} for n in range(4_000)}
    yield "lists of lists", _with_schemas(lists)
    yield "allOf of itself", _with_schemas({"A": {"allOf": [_reference("A"), {"properties": {}}]}})
    yield "nothing there", _with_schemas({"A": _reference("Nothing")})
    climbing = {"$ref": "#/paths/~1thing~1{id}~1/post/parameters/0/schema"}
    yield "reference to a parameter's schema", _with_schemas({"A": climbing})


def _crowds() -> Iterator[tuple[str, bytes]]:
    text = {"type": "string"}
    yield (
        "100,000 properties",
        _with_schemas(
            {"A": {"type": "object", "properties": {f"p{n}": text for n in range(100_000)}}}
        ),
    )
    yield (
        "100,000 alternatives",
        _with_schemas({"A": {"oneOf": [{"const": f"c{n}"} for n in range(100_000)]}}),
    )
    yield "100,000 values", _with_schemas({"A": {"enum": [f"v{n}" for n in range(100_000)]}})
    yield (
        "20,000 models",
        _with_schemas(
            {f"A{n}": {"type": "object", "properties": {"a": text}} for n in range(DEEP)}
        ),
    )
    yield (
        "20,000 names that differ by case",
        _with_schemas(
            {format(n, "015b").translate({48: "a", 49: "A"}): {"enum": ["a"]} for n in range(DEEP)}
        ),
    )
    yield (
        "99,000 properties of one name",
        _with_schemas(
            {
                f"A{n}": {"type": "object", "properties": {"!" * k: text for k in range(1, 330)}}
                for n in range(300)
            }
        ),
    )
    document = hostile.base()
    operation = document["paths"]["/other/"]
    document["paths"] |= {f"/p{n}/": operation for n in range(DEEP)}
    yield "20,000 operations", _json(document)
    document = hostile.base()
    document["paths"]["/other/"]["get"]["parameters"] = [
        {"name": f"p{n}", "in": "query", "schema": text} for n in range(DEEP)
    ]
    yield "20,000 parameters", _json(document)
    yield "10 MB of description", _with_schemas({"A": {"description": "canary " * 1_500_000}})
    yield "too large", b"# " + b"x" * reading.MAX_BYTES


def main() -> None:
    """Read and prepare every shape, and print what happened."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    outcomes: dict[str, dict[str, Any]] = {}
    for name, content in shapes():
        started = time.process_time()
        try:
            whole.prepare(reading.parse(content, "hostile.yaml"))
            answer = "generated"
        except SpecError as error:
            answer = str(error)
        seconds = round(time.process_time() - started, 2)
        outcomes[name] = {"answer": answer, "seconds": seconds}
    json.dump(outcomes, sys.stdout)


if __name__ == "__main__":
    main()
