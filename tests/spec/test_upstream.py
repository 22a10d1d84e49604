"""The vendor's document stays as it was published."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specbuild import build, documents, layout
from specbuild.errors import SpecError

PUBLISHED = build.upstream_file().read_bytes()


def test_document_is_what_its_provenance_records() -> None:
    """The document's sha256 and size stand in one row of PROVENANCE.md, with its name."""
    path = build.upstream_file()
    rows = (layout.ROOT / layout.PROVENANCE).read_text().splitlines()
    (row,) = (row for row in rows if hashlib.sha256(path.read_bytes()).hexdigest() in row)
    assert f"`{path.name}`" in row
    assert f"{path.stat().st_size:,} bytes" in row


def test_document_survives_our_reader_and_writer() -> None:
    """Reading and writing the document gives its own bytes, comments and quotes and all."""
    path = build.upstream_file()
    assert documents.to_yaml(documents.read(path)).encode() == path.read_bytes()


@pytest.mark.usefixtures("repository")
def test_any_changed_byte_is_refused() -> None:
    """One changed byte, wherever it is, makes the build fail."""
    path = build.upstream_file()

    @settings(max_examples=50)
    @given(position=st.integers(0, len(PUBLISHED) - 1), change=st.integers(1, 255))
    def refused(position: int, change: int) -> None:
        changed = bytearray(PUBLISHED)
        changed[position] ^= change
        path.write_bytes(changed)
        with pytest.raises(SpecError, match=r"PROVENANCE\.md does not record its sha256"):
            build.build()

    refused()


@pytest.mark.usefixtures("repository")
def test_build_refuses_an_edited_document() -> None:
    """The refusal names the document, its new sha256 and the page that should record it."""
    path = build.upstream_file()
    path.write_bytes(PUBLISHED.replace(b"Close API", b"Close Api"))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(SpecError, match=rf"{path.name}: .*PROVENANCE\.md .*{digest}"):
        build.build()


@pytest.mark.usefixtures("repository")
def test_build_refuses_a_document_under_another_name() -> None:
    """A recorded sha256 counts only together with the recorded name."""
    path = build.upstream_file()
    path.rename(path.with_name("other.yaml"))
    with pytest.raises(SpecError, match=r"other\.yaml: "):
        build.build()


@pytest.mark.parametrize(("extra", "found"), [(True, 2), (False, 0)])
def test_build_needs_exactly_one_document(repository: Path, *, extra: bool, found: int) -> None:
    """Two documents, or none, are refused instead of guessed at."""
    path = build.upstream_file()
    if extra:
        (repository / layout.UPSTREAM / "second.yaml").write_bytes(PUBLISHED)
    else:
        path.unlink()
    with pytest.raises(SpecError, match=f"expected one document, found {found}"):
        build.build()
