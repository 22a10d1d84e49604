"""Every form of the vendor's document leads to the same contract."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from spec import wholes
from specbuild import build, documents, layout, selecting, walking
from specbuild.action import Status
from specbuild.documents import Document

FORMS = [(form, base) for form in wholes.FORMS for base in (False, True)]
Write = Callable[[Document], str]


def answers(document: Document) -> list[Any]:
    """Return the schemas of all successes."""
    return [
        response["content"]["application/json"]["schema"]
        for _, _, operation in walking.operations(document)
        for status, response in operation["responses"].items()
        if status.startswith("2")
    ]


def bodies(document: Document) -> list[Any]:
    """Return all request bodies."""
    return [
        operation["requestBody"]
        for _, _, operation in walking.operations(document)
        if "requestBody" in operation
    ]


def test_the_older_whole_document_has_the_vendors_shape() -> None:
    """The counts of the export of 2026-05."""
    document = wholes.whole_document("2026-05")
    operations = [operation for _, _, operation in walking.operations(document)]
    ids = Counter(operation["operationId"] for operation in operations)
    assert (len(document["paths"]), len(operations), len(ids)) == (152, 286, 49)
    assert ids.most_common(5) == [
        ("list", 56),
        ("get", 53),
        ("create", 47),
        ("delete", 44),
        ("update", 40),
    ]
    assert len({tag for operation in operations for tag in operation["tags"]}) == 62
    assert all(tag.startswith("subpackage_") for each in operations for tag in each["tags"])
    assert len(document["components"]["schemas"]) == 485
    assert document["info"]["title"] == "API Endpoints"


def test_the_older_whole_document_has_the_vendors_defects() -> None:
    """Section by section: what the normalisation and the overlays are there for."""
    document = wholes.whole_document("2026-05")
    operations = {(method, path): each for method, path, each in walking.operations(document)}
    signing_in = [
        any(parameter["name"] == "Authorization" for parameter in operation["parameters"])
        for operation in operations.values()
    ]
    assert all(signing_in)
    assert "security" not in document
    assert len(bodies(document)) == 109
    assert not any("required" in body for body in bodies(document))
    untyped = {"application/json": {"schema": {"description": "Any type"}}}
    assert sum(body["content"] == untyped for body in bodies(document)) == 68
    assert answers(document).count({"type": "object", "properties": {}}) == 191
    assert ("post", "/data/search/") not in operations
    assert ("delete", "/sequence_subscription/{id}/") not in operations
    assert not any(method == "put" and "bulk_action" in path for method, path in operations)
    paging = operations["get", "/sequence/{id}/"]["parameters"]
    assert [each["name"] for each in paging] == ["id", "_limit", "_skip", "Authorization"]


def test_the_newer_whole_document_has_its_own_ways() -> None:
    """302 operations with ids of their own, a security block, examples, `anyOf`, one DELETE more."""
    document = wholes.whole_document("2026-09")
    operations = {(method, path): each for method, path, each in walking.operations(document)}
    assert (len(document["paths"]), len(operations)) == (159, 302)
    assert len({operation["operationId"] for operation in operations.values()}) == 302
    assert "Authorization" not in json.dumps(document["paths"])
    assert document["security"]
    assert ("delete", "/sequence_subscription/{id}/") in operations
    text = json.dumps(document)
    assert '"oneOf"' not in text
    assert '"anyOf": [{"type": "string"}, {"type": "null"}]' in text
    assert '"example"' in text


@pytest.mark.parametrize("form", wholes.FORMS)
def test_whole_documents_have_all_that_the_vendor_publishes_of_our_selection(
    form: wholes.Form,
) -> None:
    """What is missing from them is missing from the vendor's documents, too."""
    found = {place[:2] for place in walking.operations(wholes.whole_document(form))}
    selection = selecting.load(layout.ROOT / layout.SELECTION)
    missing = {(each.method, each.path) for each in selection} - found
    ours = {("post", "/data/search/")} | {
        ("put", f"/bulk_action/{kind}/{{id}}/")
        for kind in ("sequence_subscription", "email", "edit", "delete")
    }
    newer = {("delete", "/sequence_subscription/{id}/")} if form == "2026-05" else set()
    assert missing == ours | newer


@pytest.mark.parametrize(("form", "base"), FORMS)
@pytest.mark.parametrize("write", [documents.to_yaml, documents.to_json])
def test_a_whole_document_leads_to_the_contract_of_the_page(
    tmp_path: Path, contract: Document, form: wholes.Form, *, base: bool, write: Write
) -> None:
    """All actions fit, and the contract is the same to the last byte."""
    path = tmp_path / "whole"
    path.write_text(write(wholes.whole_document(form, base_in_paths=base)), encoding="utf-8")
    built = build.build(upstream=[path])
    assert built.document == contract
    assert build.render(built.document) == build.render(contract)
    statuses = {outcome.status for outcome in built.outcomes}
    assert statuses <= {Status.APPLIED, Status.IDLE}


def test_the_markdown_page_leads_to_the_contract_of_its_yaml(
    tmp_path: Path, contract: Document, upstream: Document
) -> None:
    """The page as the vendor serves it is as good as the YAML cut out of it."""
    (tmp_path / "page.md").write_text(wholes.as_page(upstream), encoding="utf-8")
    assert build.build(upstream=[tmp_path / "page.md"]).document == contract


@pytest.mark.parametrize("first", ["page", "whole"])
def test_page_and_whole_document_together_lead_to_the_same_contract(
    tmp_path: Path, contract: Document, upstream: Document, first: str
) -> None:
    """Any number of documents, in any order, when they agree."""
    files = {"page": wholes.as_page(upstream), "whole": documents.to_yaml(wholes.whole_document())}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    order = sorted(files, key=lambda name: name != first)
    assert build.build(upstream=[tmp_path / name for name in order]).document == contract


def test_every_page_of_an_operation_is_a_document(tmp_path: Path, contract: Document) -> None:
    """A page for each operation of the selection, cut out of the whole, is as good as the whole."""
    selection = selecting.load(layout.ROOT / layout.SELECTION)
    whole = wholes.whole_document("2026-05")
    files: list[Path] = []
    for index, each in enumerate(selection):
        if each.method in whole["paths"].get(each.path, {}):
            page = {**documents.plain(whole), "paths": {}}
            page["paths"] = {each.path: {each.method: whole["paths"][each.path][each.method]}}
            selecting.prune(page)
            files.append(tmp_path / f"{index}.md")
            files[-1].write_text(wholes.as_page(page), encoding="utf-8")
    assert len(files) == 24
    assert build.build(upstream=files).document == contract


def test_actions_on_what_the_vendor_may_have_are_idle_or_applied(
    tmp_path: Path, upstream: Document
) -> None:
    """Each optional removal finds its operation in a whole document and nothing on the page."""
    (tmp_path / "whole").write_text(documents.to_yaml(wholes.whole_document("2026-09")))
    (tmp_path / "page").write_text(documents.to_yaml(upstream))
    found = {
        name: {
            outcome.action.name: outcome.status
            for outcome in build.build(upstream=[tmp_path / name]).outcomes
            if outcome.action.optional
        }
        for name in ("whole", "page")
    }
    assert set(found["page"].values()) == {Status.IDLE}
    assert set(found["whole"].values()) == {Status.APPLIED}
