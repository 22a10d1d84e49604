"""The vendor's documents stay as they were published, and are recorded."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specbuild import build, layout, provenance
from specbuild.errors import SpecError

FILES = provenance.files()
PUBLISHED = {path.name: path.read_bytes() for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_document_is_what_its_provenance_records(path: Path) -> None:
    """The document's sha256 and size stand in one row of PROVENANCE.md, with its name."""
    rows = (layout.ROOT / layout.PROVENANCE).read_text().splitlines()
    (row,) = (row for row in rows if hashlib.sha256(path.read_bytes()).hexdigest() in row)
    assert f"`{path.name}`" in row
    assert f"{path.stat().st_size:,} bytes" in row


@pytest.mark.usefixtures("repository")
def test_any_changed_byte_is_refused() -> None:
    """One changed byte, wherever it is, makes the build fail."""
    path = provenance.files()[0]
    published = PUBLISHED[path.name]

    @settings(max_examples=50)
    @given(position=st.integers(0, len(published) - 1), change=st.integers(1, 255))
    def refused(position: int, change: int) -> None:
        changed = bytearray(published)
        changed[position] ^= change
        path.write_bytes(changed)
        with pytest.raises(SpecError, match=r"PROVENANCE\.md does not record its sha256"):
            build.build()

    refused()


@pytest.mark.usefixtures("repository")
def test_build_refuses_an_edited_document() -> None:
    """The refusal names the document, its new sha256 and the page that should record it."""
    path = provenance.files()[0]
    path.write_bytes(path.read_bytes() + b"# our own\n")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(SpecError, match=rf"{path.name}: .*PROVENANCE\.md .*{digest}"):
        build.build()


@pytest.mark.usefixtures("repository")
def test_build_refuses_a_document_under_another_name() -> None:
    """A recorded sha256 counts only together with the recorded name."""
    path = provenance.files()[0]
    path.rename(path.with_name("other.yaml"))
    with pytest.raises(SpecError, match=r"other\.yaml: "):
        build.build()


def test_build_refuses_a_document_that_nobody_recorded(repository: Path) -> None:
    """A file beside the recorded ones is refused, not left out."""
    (repository / layout.UPSTREAM / "second.yaml").write_bytes(b"openapi: 3.1.0\n")
    with pytest.raises(SpecError, match=r"second\.yaml: .*PROVENANCE\.md does not record"):
        build.build()


@pytest.mark.usefixtures("repository")
def test_build_refuses_a_missing_document() -> None:
    """A row without its file is refused."""
    path = provenance.files()[0]
    path.unlink()
    with pytest.raises(SpecError, match=rf"{path.name} is recorded and not there"):
        build.build()


def test_build_needs_a_document(repository: Path) -> None:
    """Without any document and without a row the refusal says where one comes from."""
    for path in (repository / layout.UPSTREAM).iterdir():
        path.unlink()
    (repository / layout.PROVENANCE).write_text("# Provenance\n")
    with pytest.raises(SpecError, match="no document: `make spec-pull` fetches"):
        build.build()


def test_build_needs_its_provenance(repository: Path) -> None:
    """Without the page nothing is known about the documents."""
    (repository / layout.PROVENANCE).unlink()
    with pytest.raises(SpecError, match=r"PROVENANCE\.md: cannot be read: "):
        build.build()


@pytest.mark.usefixtures("repository")
def test_a_recorded_document_is_read_last() -> None:
    """A new document has the last row, and again when it is taken anew."""
    names = [path.name for path in provenance.files()]
    provenance.record("a.yaml", b"1", origin="here", form="whole", taken="today")
    provenance.record("b.yaml", b"2", origin="here", form="whole", taken="today")
    provenance.record("a.yaml", b"3", origin="there", form="whole", taken="later")
    assert [path.name for path in provenance.files()] == [*names, "b.yaml", "a.yaml"]
    page = (layout.ROOT / layout.PROVENANCE).read_text()
    assert f"| `a.yaml` | there | whole | later | `{hashlib.sha256(b'3').hexdigest()}` |\n" in page
    assert "today | `" in page
    assert page.count("`a.yaml`") == 1


@pytest.mark.parametrize("replacements", range(2))
def test_recording_is_all_or_nothing(
    repository: Path, monkeypatch: pytest.MonkeyPatch, replacements: int
) -> None:
    """Whichever write fails, document and page both stay as they were."""
    folder = repository / layout.UPSTREAM
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    replace, left = Path.replace, [replacements]

    def failing(path: Path, target: Path) -> Path:
        if left == [0]:
            raise OSError("the disk is full")
        left[0] -= 1
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", failing)
    for name in ("new.yaml", FILES[0].name):
        left[0] = replacements
        with pytest.raises(OSError, match="the disk is full"):
            provenance.record(name, b"fresh", origin="-", form="-", taken="-")
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
