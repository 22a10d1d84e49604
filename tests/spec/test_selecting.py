"""The selection is read strictly; documents are merged, cut down to it and put in its order."""

import copy
from pathlib import Path
from typing import Any

import pytest

from spec import wholes
from specbuild import build, documents, layout, merging, normal, selecting, walking
from specbuild.errors import SpecError
from specbuild.selecting import Selected

Document = dict[str, Any]
ENTRY = {"method": "get", "path": "/a/", "operation_id": "list_a", "tag": "a"}
SERVERS = [{"url": "https://api.close.com/api/v1"}]


def selected(method: str, path: str) -> Selected:
    """Return an entry with a name of its own."""
    return Selected(method=method, path=path, operation_id="our_name", tag="our_tag")


def operation(*components: str) -> Document:
    """Return an operation that refers to schemas."""
    schemas = [{"$ref": f"#/components/schemas/{name}"} for name in components]
    content = {"application/json": {"schema": {"oneOf": schemas}}}
    return {"operationId": "get", "tags": ["x"], "requestBody": {"content": content}}


def load(path: Path, content: object) -> tuple[Selected, ...]:
    """Read a selection file of that content."""
    path.joinpath("selection.yaml").write_text(documents.to_yaml({"operations": content}))
    return selecting.load(path / "selection.yaml")


def test_a_selection_is_read_in_its_order(tmp_path: Path) -> None:
    """Every entry has the four texts of the file."""
    other = {**ENTRY, "method": "post", "operation_id": "create_a"}
    assert load(tmp_path, [ENTRY, other]) == (Selected(**ENTRY), Selected(**other))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "needs the key operations"),
        ({}, "needs the key operations"),
        ([], "needs the key operations"),
        ([5], "operation 1: needs exactly the keys method, operation_id, path, tag"),
        ([{**ENTRY, "x": 1}], "operation 1: needs exactly the keys"),
        ([{"method": "get"}], "operation 1: needs exactly the keys"),
        ([{**ENTRY, "method": "GET"}], "operation 1: method 'GET' is not one of get, put"),
        ([{**ENTRY, "path": "a/"}], "operation 1: path 'a/' does not start with a slash"),
        ([{**ENTRY, "operation_id": "listA"}], "operation_id 'listA' is not a snake_case name"),
        ([{**ENTRY, "tag": 5}], "tag '5' is not a snake_case name"),
        ([ENTRY, {**ENTRY, "operation_id": "b"}], "there twice: get /a/"),
        ([ENTRY, {**ENTRY, "path": "/b/"}], "there twice: list_a"),
    ],
    ids=repr,
)
def test_a_wrong_selection_is_refused(tmp_path: Path, content: object, problem: str) -> None:
    """The refusal names the file, the entry and what is wrong with it."""
    with pytest.raises(SpecError) as refusal:
        load(tmp_path, content)
    assert f"selection.yaml: {problem}" in str(refusal.value) or problem in str(refusal.value)


def test_only_the_selected_operations_stay_under_our_names() -> None:
    """Ids and tags are ours; other methods of the same path go."""
    document = {
        "paths": {"/a/": {"get": operation(), "post": operation()}, "/b/": {"get": operation()}},
        "tags": [{"name": "x"}],
        "webhooks": {},
    }
    selecting.select(document, [selected("get", "/a/"), selected("put", "/a/")])
    selecting.prune(document)
    ours = {**operation(), "operationId": "our_name", "tags": ["our_tag"]}
    assert document == {"paths": {"/a/": {"get": ours}}}


def test_a_document_without_any_selected_operation_is_refused() -> None:
    """Probably it is another API's."""
    with pytest.raises(SpecError, match=r"none of the documents has an operation of .*selection"):
        selecting.select({"paths": {"/b/": {"get": operation()}}}, [selected("get", "/a/")])


def test_components_that_nothing_uses_are_dropped() -> None:
    """References are followed through components of every kind, in circles and in mappings."""
    schemas = {
        "Used": {"properties": {"a": {"$ref": "#/components/schemas/Inner"}}},
        "Inner": {"items": {"$ref": "#/components/schemas/Used"}},
        "Branch": {"discriminator": {"mapping": {"a": "#/components/schemas/Mapped"}}},
        "Mapped": {},
        "Unused": {"items": {"$ref": "#/components/schemas/AlsoUnused"}},
        "AlsoUnused": {},
        "Self": {"$ref": "#/components/schemas/Self"},
        "OnlyInData": {"default": {"$ref": "#/components/schemas/OnlyInData"}},
    }
    document: Document = {
        "paths": {"/a/": {"get": operation("Used", "Branch"), "parameters": []}, "/b/": {}},
        "components": {
            "schemas": schemas,
            "parameters": {"P": {"schema": {"$ref": "#/components/schemas/Unused"}}},
            "securitySchemes": {"ApiKeyAuth": {}},
        },
    }
    selecting.prune(document)
    assert list(document["paths"]) == ["/a/"]
    assert sorted(document["components"]["schemas"]) == ["Branch", "Inner", "Mapped", "Used"]
    assert document["components"]["parameters"] == {}
    assert document["components"]["securitySchemes"] == {"ApiKeyAuth": {}}


def test_the_result_is_in_the_order_of_the_selection() -> None:
    """Whatever the order of the document: operations as selected, components by name."""
    document: Document = {
        "paths": {
            "/b/": {"summary": "s", "put": operation(), "get": operation()},
            "/a/": {"get": {}},
        },
        "components": {"schemas": {"B": {}, "A": {}}, "parameters": {"P": {}}, "headers": {}},
    }
    places = [("get", "/a/"), ("put", "/b/"), ("get", "/b/")]
    selecting.arrange(document, [selected(*place) for place in reversed(places)])
    assert next(walking.operations(document))[:2] == ("get", "/b/")
    assert [list(item) for item in document["paths"].values()] == [
        ["summary", "get", "put"],
        ["get"],
    ]
    assert list(document["components"]) == ["parameters", "schemas"]
    assert list(document["components"]["schemas"]) == ["A", "B"]


def test_documents_are_merged_by_operation_and_component() -> None:
    """Paths are joined method by method; where both speak, the later one holds."""
    first = {
        "paths": {"/a/": {"get": {"summary": "old"}, "put": {}}},
        "components": {"schemas": {"A": {"type": "string"}, "B": {}}},
        "servers": SERVERS,
    }
    second = {
        "info": {"title": "API Endpoints"},
        "paths": {"/a/": {"get": {"summary": "new"}, "post": {}}, "/b/": {"get": {}}},
        "components": {"schemas": {"A": {"type": "object"}}, "parameters": {"P": {}}},
    }
    before = copy.deepcopy((first, second))
    merged = merging.merge({"first": first, "second": second})
    assert merged == {
        "openapi": "3.1.0",
        "info": {"title": "Close API", "version": "1.0.0"},
        "servers": SERVERS,
        "paths": {"/a/": {"get": {"summary": "new"}, "put": {}, "post": {}}, "/b/": {"get": {}}},
        "components": {"schemas": {"A": {"type": "object"}, "B": {}}, "parameters": {"P": {}}},
    }
    assert (first, second) == before


@pytest.mark.parametrize("url", ["http://api.close.com/api/v1", "https://example.com", "/", ""])
def test_a_document_of_another_server_is_refused(url: str) -> None:
    """Nobody's key is sent elsewhere because a document says so."""
    with pytest.raises(SpecError, match="its name: describes the server"):
        merging.merge({"its name": {"paths": {}, "servers": [{"url": url}]}})


def test_selection_is_what_the_contract_has(contract: Document) -> None:
    """Every selected operation, under its name, in its order, and no other."""
    selection = selecting.load(layout.ROOT / layout.SELECTION)
    found = [
        Selected(method=method, path=path, operation_id=each["operationId"], tag=each["tags"][0])
        for method, path, each in walking.operations(contract)
    ]
    assert found == list(selection)


def test_a_selected_operation_that_nobody_has_is_missed(tmp_path: Path) -> None:
    """Neither document nor overlay has it: the contract is not what was asked for."""
    text = (layout.ROOT / layout.SELECTION).read_text()
    path = tmp_path / "selection.yaml"
    entry = "  - {method: get, path: /nowhere/, operation_id: get_nowhere, tag: nowhere}\n"
    path.write_text(text + entry)
    with pytest.raises(SpecError, match="GET /nowhere/ is selected, and neither a document nor"):
        build.build(selection=path)


def test_an_operation_that_nobody_selected_is_noticed(tmp_path: Path) -> None:
    """What an overlay adds enters the contract only by name."""
    text = (layout.ROOT / layout.SELECTION).read_text()
    path = tmp_path / "selection.yaml"
    path.write_text(text.replace("operation_id: search_data", "operation_id: search_leads"))
    with pytest.raises(SpecError, match=r"POST /data/search/ has not the operation_id and tag of"):
        build.build(selection=path)
    start = text.index("  - method: post\n    path: /data/search/")
    end = text.index("  - method", start + 1)
    path.write_text(text[:start] + text[end:])
    with pytest.raises(SpecError, match=r"POST /data/search/ is not in openapi/selection\.yaml"):
        build.build(selection=path)


@pytest.mark.parametrize("form", wholes.FORMS)
def test_a_whole_document_leaves_nothing_behind(form: wholes.Form) -> None:
    """Of 286 operations and 485 schemas, one operation and its four schemas come from outside."""
    document = wholes.whole_document(form)
    normal.normalise(document)
    selecting.select(document, [selected(*wholes.PAGE_OPERATION)])
    selecting.prune(document)
    page = wholes.page_document()
    assert list(document["paths"]) == list(page["paths"])
    assert document["components"]["schemas"].keys() == page["components"]["schemas"].keys()
