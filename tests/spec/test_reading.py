"""Every form of the vendor's document is read; what nobody should build from is refused."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from spec import wholes
from specbuild import documents, guard, reading
from specbuild.errors import SpecError

Document = dict[str, Any]


@pytest.mark.parametrize(
    "write", [documents.to_yaml, documents.to_json, wholes.as_page, partial(json.dumps, indent=2)]
)
@pytest.mark.parametrize("name", ["document", "page.md", "seed.txt", "openapi.yaml", "x.json"])
def test_the_content_tells_the_form(
    tmp_path: Path, upstream: Document, write: Callable[[Document], str], name: str
) -> None:
    """YAML, JSON or a page with a document in it: whatever its name, the same document."""
    (tmp_path / name).write_text(write(upstream), encoding="utf-8")
    assert reading.read(tmp_path / name) == upstream


def test_line_ends_and_a_mark_of_the_encoding_do_not_matter(upstream: Document) -> None:
    """A page saved on Windows is the same page."""
    page = "\ufeff" + wholes.as_page(upstream).replace("\n", "\r\n")
    assert reading.parse(page.encode(), "page") == upstream


def test_a_page_may_have_other_code(upstream: Document) -> None:
    """Only the block that is an OpenAPI document counts."""
    page = wholes.as_page(upstream) + "\n\n```yaml\nname: example\n```\n```sh\ncurl\n```\n"
    assert reading.parse(page.encode(), "page") == upstream


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "expected a mapping, found NoneType"),
        (b"- a\n", "expected a mapping, found list"),
        (b"[]", "expected a mapping, found list"),
        (b"a: \xff\n", "cannot be read as UTF-8: "),
        (b"a: [", "cannot be read as YAML: "),
        (b"{", "cannot be read as JSON: "),
        (b"<!DOCTYPE html><html></html>", "expected a mapping, found str"),
        (b"# Page\n\n```yaml\na: 1\n```\n", "a page with 0 OpenAPI blocks, not one"),
        (b"```yaml\nopenapi: 3.1.0\n```\n" * 2, "a page with 2 OpenAPI blocks, not one"),
        (b"a: 1", "not an OpenAPI 3.1 document"),
        (b"openapi: 3.0.3\npaths: {}\n", "not an OpenAPI 3.1 document that can be used: at $['o"),
        (b"swagger: '2.0'\npaths: {}\n", "not an OpenAPI 3.1 document"),
    ],
)
def test_what_is_no_openapi_document_is_refused(content: bytes, problem: str) -> None:
    """The refusal names the file and what was found in it."""
    with pytest.raises(SpecError) as refusal:
        reading.parse(content, "its name")
    assert str(refusal.value).startswith(f"its name: {problem}")


@pytest.mark.parametrize("name", ["nowhere.yaml", ".", "nul\0"])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, name: str) -> None:
    """No file, a folder, a name that no file can have: a refusal, not a traceback."""
    with pytest.raises(SpecError, match="cannot be read: "):
        reading.read(tmp_path / name)


def test_a_file_of_a_gigabyte_is_refused_unread(tmp_path: Path) -> None:
    """No more is read than the limit; the rest may be endless."""
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(2**30)
    with pytest.raises(SpecError, match=r"huge\.yaml: larger than 33,554,432 bytes"):
        reading.read(path)


def put(document: Document, place: tuple[str, ...], value: object) -> None:
    """Set a value, making the mappings on the way to it."""
    *way, last = place
    for key in way:
        document = document.setdefault(key, {})
    document[last] = value


PATHS = ("paths",)
SCHEMAS = ("components", "schemas")
OPERATION = ("paths", wholes.PAGE_OPERATION[1], wholes.PAGE_OPERATION[0])
ODD_PATHS = (
    *("", "a/", "/../up/", "/a/../b/", "/./", "//a/", "/a b/", "/a?b/", "/a#b/", "/{a/", "/{}/"),
    *("/{a-b}/", "/a\n/", "/a/\n", "/é/", '/"/', "/%2e%2e/", "/{__import__('os')}/"),
)
ODD_NAMES = ("", ".", "..", "../up", "a/b", ".hidden", 'a"b', "a b", "a\n", "é", "x" * 300)
ODD_MEDIA_TYPES = ("", "a", 'a/b"', "a/b\nx", "a/b; c='d'", "application/json\\")
STRANGE = [
    (("openapi",), 3.1),
    (("paths",), []),
    (("paths",), None),
    (("servers",), {}),
    (("components",), 5),
    (SCHEMAS, []),
    *(((*PATHS, path), {}) for path in ODD_PATHS),
    *(((*SCHEMAS, name), {}) for name in ODD_NAMES),
    *((("components", "parameters", name), {}) for name in ODD_NAMES),
    *(((*OPERATION, "requestBody", "content", kind), {}) for kind in ODD_MEDIA_TYPES),
    ((*SCHEMAS, "New"), 5),
    ((*SCHEMAS, "New", "properties"), []),
    ((*SCHEMAS, "New", "properties", "a"), 5),
    ((*SCHEMAS, "New", "properties", "a", "required"), "a"),
    ((*SCHEMAS, "New", "items", "oneOf"), {}),
    ((*SCHEMAS, "New", "type"), 5),
    ((*SCHEMAS, "New", "enum"), "a"),
    ((*SCHEMAS, "New", "discriminator", "mapping", "a"), "other.yaml#/A"),
    ((*OPERATION, "parameters"), {}),
    ((*OPERATION, "parameters"), [5]),
    ((*OPERATION, "tags"), [5]),
    ((*OPERATION, "operationId"), 5),
    ((*OPERATION, "requestBody"), []),
    ((*OPERATION, "responses", "abc"), {}),
    ((*OPERATION, "responses", "200"), []),
]


@pytest.mark.parametrize(("place", "value"), STRANGE, ids=repr)
def test_a_part_of_another_kind_or_an_odd_name_is_refused(
    upstream: Document, place: tuple[str, ...], value: object
) -> None:
    """Paths and names that climb or inject, and parts that are not what they should be."""
    put(upstream, place, value)
    problem = guard.problem(upstream)
    assert problem is not None
    assert problem.startswith("not an OpenAPI 3.1 document that can be used: at $")
    assert len(problem) < 700


@pytest.mark.parametrize(
    "target",
    [
        *("file:///etc/passwd", "http://example.com/a.yaml#/A", "other.yaml", "../up.yaml#/A"),
        *("//host/a", "", "#", "#A", 5, None, ["#/a"]),
    ],
    ids=repr,
)
@pytest.mark.parametrize("key", ["$ref", "$dynamicRef", "$id", "externalValue"])
@pytest.mark.parametrize(
    "place",
    [(*SCHEMAS, "New"), ("paths", "/new/"), (*OPERATION, "responses", "201"), ("x-data", "a")],
    ids=repr,
)
def test_a_reference_out_of_the_document_is_refused(
    upstream: Document, target: object, key: str, place: tuple[str, ...]
) -> None:
    """Wherever it stands, in data too: nothing is fetched, and no file is opened."""
    put(upstream, (*place, key), target)
    assert guard.problem(upstream) is not None


A = {"$ref": "#/components/schemas/A"}
ENDLESS = [
    {"A": A},
    {"A": {"allOf": [A]}},
    {"A": {"oneOf": [A, {"type": "null"}]}},
    {"A": {"not": A}},
    {"A": {"if": {}, "then": A}},
    {"A": {"anyOf": [{"allOf": [{"$ref": "#/components/schemas/B"}]}]}, "B": A},
    {"A": {"allOf": [{"$ref": "#/components/schemas/A/allOf/0"}]}},
]
ENDING = [
    {"A": {"properties": {"a": A}}},
    {"A": {"oneOf": [{"type": "array", "items": A}, {"type": "null"}]}},
    {"A": {"additionalProperties": {"oneOf": [A, {"type": "null"}]}}},
    {"A": {"allOf": [{"$ref": "#/components/schemas/B"}] * 2}, "B": {}},
    {
        "A": {"allOf": [{"$ref": "#/components/schemas/B/properties/b"}]},
        "B": {"properties": {"b": {}}},
    },
    {"A": {"$ref": "#/components/schemas/Gone"}},
]


@pytest.mark.parametrize("schemas", ENDLESS, ids=repr)
def test_a_schema_that_is_itself_is_refused(upstream: Document, schemas: Document) -> None:
    """Whoever follows it never comes to an end, and most tools crash."""
    upstream["components"]["schemas"].update(schemas)
    assert "leads to itself without end" in str(guard.problem(upstream))


@pytest.mark.parametrize("schemas", ENDING, ids=repr)
def test_a_schema_that_contains_itself_is_fine(upstream: Document, schemas: Document) -> None:
    """A query may have queries; what is referred to twice is no loop."""
    upstream["components"]["schemas"].update(schemas)
    assert guard.problem(upstream) is None


def test_a_long_chain_of_references_is_followed_to_its_end(upstream: Document) -> None:
    """Ten thousand steps are no loop, and no recursion of ours."""
    chain = {f"A{n}": {"$ref": f"#/components/schemas/A{n + 1}"} for n in range(10_000)}
    upstream["components"]["schemas"].update(chain)
    assert guard.problem(upstream) is None
    upstream["components"]["schemas"]["A10000"] = {"$ref": "#/components/schemas/A0"}
    assert "leads to itself without end" in str(guard.problem(upstream))


@pytest.mark.parametrize("form", wholes.FORMS)
def test_the_vendors_documents_are_fine(upstream: Document, form: wholes.Form) -> None:
    """What the vendor publishes passes as it is."""
    assert guard.problem(upstream) is None
    assert guard.problem(wholes.whole_document(form)) is None


@pytest.mark.parametrize(
    "path", ["/a-b/{id}/c.d/", "/a/{id}", "/v1.1/x_y/{lead_id}/", "/"], ids=repr
)
def test_a_path_may_have_dots_and_dashes(upstream: Document, path: str) -> None:
    """Names that the vendor may use one day are no attack."""
    put(upstream, (*PATHS, path), {})
    assert guard.problem(upstream) is None


def test_our_own_files_are_any_mapping(tmp_path: Path) -> None:
    """Overlays and the selection are read with the same limits, and are no OpenAPI documents."""
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\n")
    assert reading.read_mapping(path) == {"a": 1}
    path.write_text("- 1\n")
    with pytest.raises(SpecError, match=r"a\.yaml: expected a mapping, found list"):
        reading.read_mapping(path)
