"""Documents are written in one form, which every reader of YAML understands alike."""

import pytest
import yaml  # type: ignore[import-untyped]

from specbuild import documents


def test_documents_are_written_in_one_form() -> None:
    """Equal documents give equal bytes, with keys in the document's order."""
    document = {"b": [1, "é"], "a": {"x": None}}
    assert documents.to_yaml(document) == "b:\n- 1\n- é\na:\n  x: null\n"
    assert documents.to_json(document) == '{"b":[1,"é"],"a":{"x":null}}\n'


def test_texts_of_several_lines_are_blocks() -> None:
    """Prose stays readable, and a difference in it is a difference of its lines."""
    assert documents.to_yaml({"a": "one\n\ntwo"}) == "a: |-\n  one\n\n  two\n"


def test_a_value_in_two_places_is_written_twice() -> None:
    """No anchors: the document has none, and its readers need none."""
    shared = {"type": "null"}
    assert "&" not in documents.to_yaml({"a": shared, "b": shared})


@pytest.mark.parametrize(
    "text", ["200", "1e3", "0o17", "null", "yes", "2024-01-31", ".inf", "", "="]
)
def test_texts_are_texts_for_readers_of_yaml_1_1_too(text: str) -> None:
    """What looks like a number, a date or a constant to either version is quoted."""
    document = {text: text}
    assert yaml.safe_load(documents.to_yaml(document)) == document


def test_a_copy_is_independent() -> None:
    """Changing a plain copy does not change the document."""
    document = {"a": [1]}
    documents.plain(document)["a"].append(2)
    assert document == {"a": [1]}
