"""Reading YAML: a document of JSON values, or a clear refusal."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from specbuild import documents
from specbuild.errors import SpecError


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Name a file that the tests of this module may write."""
    return tmp_path_factory.mktemp("documents") / "document.yaml"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"a: [", "cannot be read as YAML"),
        (b"a: 1\na: 2\n", "cannot be read as YAML"),
        (b"a: \xff\n", "cannot be read as YAML"),
        (b"a: 2024-13-45\n", "cannot be read as YAML"),
        pytest.param(b"a: " + b"[" * 1000 + b"]" * 1000, "cannot be read as YAML", id="deep"),
        (b"", "expected a YAML mapping, found NoneType"),
        (b"- a\n", "expected a YAML mapping, found"),
        (b"a:\n  200: ok\n", r"not JSON, quote it: \$\.a\.200"),
        (b"a:\n  - 2024-01-31\n", r"not JSON, quote it: \$\.a\[0\]"),
        (b"a: .inf\n", r"not JSON, quote it: \$\.a"),
        (b"a: !!python/name:os.system x\n", r"not JSON, quote it: \$\.a"),
    ],
)
def test_what_is_no_json_mapping_is_refused(path: Path, content: bytes, problem: str) -> None:
    """Broken YAML and what JSON cannot say is refused, with the file and the place."""
    path.write_bytes(content)
    with pytest.raises(SpecError, match=rf"document\.yaml: {problem}"):
        documents.read(path)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    """A file that is not there is a refusal with its name, not a traceback."""
    with pytest.raises(SpecError, match=r"nowhere\.yaml: "):
        documents.read(tmp_path / "nowhere.yaml")


@given(text=st.text())
@example("a: !!timestamp x")
@example("a: !!int x")
@example("? [a]\n: b")
@example("%YAML 9.9\n---\na: b")
def test_any_text_is_read_or_refused(path: Path, text: str) -> None:
    """Whatever the text, the answer is a mapping that JSON can hold or a SpecError."""
    path.write_text(text, encoding="utf-8")
    try:
        document = documents.read(path)
    except SpecError:
        return
    assert documents.plain(document) == document


def test_documents_are_written_in_one_form() -> None:
    """Equal documents give equal bytes, with keys in the document's order."""
    document = {"b": [1, "é"], "a": {"x": None}}
    assert documents.to_yaml(document) == "b:\n  - 1\n  - é\na:\n  x:\n"
    assert documents.to_json(document) == '{"b":[1,"é"],"a":{"x":null}}\n'
