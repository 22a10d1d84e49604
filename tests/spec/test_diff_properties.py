"""The diff on documents that nobody chose: what must hold for every pair of them."""

import copy
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spec.diffkit import Document, lines
from specbuild.changes import Change
from specbuild.diffing import diff

NAMES = st.sampled_from(["a", "b", "c"])
COMPONENTS = ["Alpha", "Beta", "Gamma"]
QUICK = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
REF = "#/components/schemas/"

STRINGS = st.fixed_dictionaries(
    {"type": st.just("string")},
    optional={
        "format": st.sampled_from(["date-time", "email"]),
        "pattern": st.sampled_from(["^a", "^b"]),
        "maxLength": st.integers(1, 9),
        "default": st.sampled_from(["a", "b"]),
        "deprecated": st.just(True),  # noqa: FBT003 - the schema language's word
    },
)
ENUMS = st.fixed_dictionaries(
    {
        "type": st.just("string"),
        "enum": st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=1, unique=True),
    }
)
NUMBERS = st.fixed_dictionaries(
    {"type": st.sampled_from(["integer", "number"])},
    optional={"minimum": st.integers(0, 5), "maximum": st.integers(6, 9)},
)
REFS = st.sampled_from(COMPONENTS).map(lambda name: {"$ref": REF + name})
LEAVES: st.SearchStrategy[Document] = st.one_of(STRINGS, ENUMS, NUMBERS, REFS, st.just({}))


def nullable(schema: Document) -> Document:
    """Let null through, in the spelling that can wrap anything."""
    return {"oneOf": [schema, {"type": "null"}]}


def objects(inner: st.SearchStrategy[Document]) -> st.SearchStrategy[Document]:
    """Make schemas of objects."""
    return st.fixed_dictionaries(
        {"type": st.just("object"), "properties": st.dictionaries(NAMES, inner, max_size=3)},
        optional={
            "required": st.lists(NAMES, min_size=1, max_size=2, unique=True),
            "additionalProperties": st.just(False),  # noqa: FBT003 - the schema language's word
        },
    )


def wider(inner: st.SearchStrategy[Document]) -> st.SearchStrategy[Document]:
    """Make schemas that contain others."""
    return st.one_of(
        objects(inner),
        inner.map(lambda schema: {"type": "array", "items": schema}),
        inner.map(nullable),
        st.tuples(STRINGS, NUMBERS, objects(inner)).map(lambda each: {"anyOf": list(each)}),
    )


SCHEMAS = st.recursive(LEAVES, wider, max_leaves=8)
BODIES = SCHEMAS.map(lambda schema: {"application/json": {"schema": schema}})
PARAMETERS = st.dictionaries(NAMES, st.tuples(st.booleans(), STRINGS), max_size=2).map(
    lambda found: [
        {"name": name, "in": "query", "required": required, "schema": schema}
        for name, (required, schema) in found.items()
    ]
)
OPERATIONS = st.fixed_dictionaries(
    {
        "parameters": PARAMETERS,
        "responses": st.dictionaries(
            st.sampled_from(["200", "201", "404"]),
            BODIES.map(lambda content: {"description": "", "content": content}),
            min_size=1,
            max_size=2,
        ),
    },
    optional={
        "requestBody": st.tuples(st.booleans(), BODIES).map(
            lambda made: {"required": made[0], "content": made[1]}
        ),
        "deprecated": st.just(True),  # noqa: FBT003 - the document's word
    },
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Make a small document with components that may contain themselves."""
    paths = draw(st.dictionaries(st.sampled_from(["/x/", "/y/{id}/"]), OPERATIONS, min_size=1))
    return {
        "openapi": "3.1.0",
        "info": {"title": "A", "version": "1"},
        "servers": [{"url": "https://a.example"}],
        "paths": {path: {"post": operation} for path, operation in paths.items()},
        "components": {"schemas": {name: draw(objects(LEAVES)) for name in COMPONENTS}},
    }


def walk(value: Any, change: Callable[[Document], Document]) -> Any:
    """Rebuild a value with every mapping changed, the inner ones first."""
    if isinstance(value, dict):
        return change({key: walk(item, change) for key, item in value.items()})
    return [walk(item, change) for item in value] if isinstance(value, list) else value


def reverse(value: Document) -> Document:
    """Turn the order of keys round."""
    return dict(reversed(value.items()))


def shuffle(value: Document) -> Document:
    """Turn the order of those lists round that are sets."""
    sets = ("enum", "required", "anyOf", "oneOf", "parameters")
    return {
        key: item[::-1] if key in sets and isinstance(item, list) else item
        for key, item in value.items()
    }


def respell(value: Document) -> Document:
    """Write null in another way."""
    if set(value) == {"oneOf"} and value["oneOf"][1:] == [{"type": "null"}]:
        inner = value["oneOf"][0]
        if isinstance(inner.get("type"), str) and "enum" not in inner:
            return {**inner, "type": ["null", inner["type"]]}
        return {"anyOf": [{"enum": [None]}, inner]}
    return value


def rename(value: Document) -> Document:
    """Call every component something else, and each by the name that another had."""
    new = {"Alpha": "Beta", "Beta": "Omega", "Gamma": "Alpha"}
    if set(value) == {"$ref"}:
        return {"$ref": REF + new[value["$ref"].removeprefix(REF)]}
    if set(value) == set(COMPONENTS):
        return {new[name]: schema for name, schema in value.items()}
    return value


def describe(value: Document) -> Document:
    """Put prose at every schema."""
    return {**value, "description": "Prose.", "title": "T"} if "type" in value else value


@QUICK
@given(documents())
def test_a_document_does_not_differ_from_itself(document: Document) -> None:
    """What is equal has no difference."""
    assert diff(document, copy.deepcopy(document)) == ()


@pytest.mark.parametrize("change", [reverse, shuffle, respell, rename, describe])
@QUICK
@given(document=documents())
def test_what_says_the_same_does_not_differ(
    change: Callable[[Document], Document], document: Document
) -> None:
    """Order, the spelling of null, the names of components and prose are no change."""
    changed = walk(document, change)
    assert lines(document, changed) == []
    assert lines(changed, document) == []


def mirror(change: Change) -> tuple[Any, ...]:
    """Describe a change as it would look from the other side."""
    note = change.note
    swapped = {"added": "removed", "removed": "added", "changed": "changed"}[note.action]
    return (note.kind, swapped, note.name, note.new, note.old, *_places(change))


def seen(change: Change) -> tuple[Any, ...]:
    """Describe a change."""
    note = change.note
    return (note.kind, note.action, note.name, note.old, note.new, *_places(change))


def _places(change: Change) -> list[tuple[str, ...]]:
    """Give the places; a branch of a choice has the name that it has in the new document."""
    return sorted(
        (each.operation, each.part, re.sub(r"\([^)]*\)", "()", each.path)) for each in change.places
    )


@QUICK
@given(documents(), documents())
def test_what_was_added_one_way_was_removed_the_other_way(old: Document, new: Document) -> None:
    """The two directions see the same changes, with old and new swapped."""
    forth = sorted(map(repr, map(seen, diff(old, new))))
    back = sorted(map(repr, map(mirror, diff(new, old))))
    assert forth == back


def used(document: Document) -> set[str]:
    """Name the components that an operation leads to."""
    found: set[str] = set()
    todo = list(_refs(document["paths"]))
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo.extend(_refs(document["components"]["schemas"][name]))
    return found


def _refs(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"].removeprefix(REF)
        for item in value.values():
            yield from _refs(item)
    elif isinstance(value, list):
        for item in value:
            yield from _refs(item)


def _mutants(
    schema: Document, place: tuple[Any, ...]
) -> Iterator[tuple[str, tuple[Any, ...], Any]]:
    """Yield single changes of one schema: what, where, and what is there instead."""
    kind = schema.get("type")
    if "enum" in schema:
        yield "value", (*place, "enum"), [*schema["enum"], "new"]
        yield "value", (*place, "enum"), ["other", *schema["enum"][1:]]
    elif kind == "string":
        yield "type", (*place, "type"), "boolean"
        if place[-2] not in ("oneOf", "anyOf"):  # There null may be let through already.
            yield "null", (*place, "type"), ["string", "null"]
        yield "format", (*place, "format"), "uri"
        yield "pattern", (*place, "pattern"), "^new"
        yield "bound", (*place, "maxLength"), schema.get("maxLength", 0) + 1
        yield "bound", (*place, "minLength"), 1
        yield "default", (*place, "default"), "new"
        yield "deprecated", (*place, "deprecated"), not schema.get("deprecated", False)
        yield "values", (*place, "enum"), ["new"]
    elif kind in ("integer", "number"):
        yield "bound", (*place, "minimum"), -1
        yield "bound", (*place, "maximum"), 10
    elif kind == "object":
        yield "property", (*place, "properties", "new"), {"type": "string"}
        yield "members", (*place, "additionalProperties"), "additionalProperties" in schema
        yield "required", (*place, "required"), [*schema.get("required", []), "new"]
    elif kind == "array":
        yield "type", place, {"type": "object"}


def _schemas(value: Any, place: tuple[Any, ...]) -> Iterator[tuple[Document, tuple[Any, ...]]]:
    if isinstance(value, dict):
        if isinstance(value.get("type"), str):
            yield value, place
        for key, item in value.items():
            yield from _schemas(item, (*place, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _schemas(item, (*place, index))


def mutations(document: Document) -> list[tuple[str, tuple[Any, ...], Any]]:
    """List single changes of everything that an operation leads to."""
    operations = [("paths", path, "post") for path in document["paths"]]
    found: list[tuple[str, tuple[Any, ...], Any]] = []
    for place in operations:
        operation = document["paths"][place[1]]["post"]
        found += [
            ("deprecated", (*place, "deprecated"), not operation.get("deprecated", False)),
            ("status", (*place, "responses", "500"), {"description": ""}),
            ("parameter", (*place, "parameters"), [{"name": "new", "in": "query", "schema": {}}]),
        ]
        for schema, inner in _schemas(operation, place):
            found += _mutants(schema, inner)
    for name in sorted(used(document)):
        at = ("components", "schemas", name)
        for schema, inner in _schemas(document["components"]["schemas"][name], at):
            found += _mutants(schema, inner)
    return found


def mutated(document: Document, place: tuple[Any, ...], value: Any) -> Document:
    """Copy a document with another value in one place."""
    changed = copy.deepcopy(document)
    target: Any = changed
    for key in place[:-1]:
        target = target[key]
    target[place[-1]] = value
    return changed


@settings(QUICK, max_examples=200)
@given(st.data(), documents())
def test_every_single_mutation_is_reported(data: st.DataObject, document: Document) -> None:
    """Whatever changes in what an operation leads to, the diff says so, both ways."""
    what, place, value = data.draw(st.sampled_from(mutations(document)))
    changed = mutated(document, place, value)
    assert diff(document, changed), what
    assert diff(changed, document), what
