"""Generating: the same bytes every time, all of them or none, and nobody edits them unseen."""

import hashlib
import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NoReturn

import pytest

from specbuild import generate, generator, layout, provenance
from specbuild.__main__ import main
from specbuild.build import Built

README = layout.GENERATED / "README.md"
NOTHING = Built(document={}, outcomes=(), selection=())


def outputs(root: Path) -> dict[str, bytes]:
    """Read what the pipeline writes below a folder."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in (root / layout.CONTRACT, *(root / layout.GENERATED).rglob("*"))
        if path.is_file() and "__pycache__" not in path.relative_to(root).parts
    }


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that is in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def leftovers(root: Path) -> list[str]:
    """Name what a run has left behind beside the folders of the repository."""
    return sorted({path.name for path in root.iterdir()} - {"generated", "openapi"})


def test_repository_is_what_generate_writes(capsys: pytest.CaptureFixture[str]) -> None:
    """No generated file was edited by hand, and none is missing or left over."""
    assert main(["check"]) == 0, capsys.readouterr().err
    assert "are what `make generate` writes" in capsys.readouterr().out


def test_check_names_every_difference_and_mends_none(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A changed, a missing and an extra file are each named; caches are nobody's business."""
    edit(repository / layout.PACKAGE / "client.py", "class Client", "class  Client")
    edit(repository / layout.CONTRACT, "title: Close API", "title: Close")
    (repository / layout.PACKAGE / "py.typed").unlink()
    (repository / layout.GENERATED / "notes.txt").touch()
    cache = repository / layout.PACKAGE / "__pycache__"
    cache.mkdir()
    (cache / "client.cpython-311.pyc").touch()
    before = outputs(repository)
    assert main(["check"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "not what `make generate` writes:",
        "  generated/close_api_client/client.py (differs)",
        "  generated/close_api_client/py.typed (missing)",
        "  generated/notes.txt (not written by the generator)",
        "  openapi/close.yaml (differs)",
        "Run `make generate` and commit.",
    ]
    assert outputs(repository) == before
    assert leftovers(repository) == []


def test_check_says_that_all_is_missing(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without generated/ the answer is one line, not one for every file."""
    (repository / layout.GENERATED).rename(repository / "openapi" / "elsewhere")
    assert main(["check"]) == 1
    assert capsys.readouterr().err.splitlines()[1:-1] == ["  generated/ (missing)"]


def test_generate_restores_every_byte(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever was done to the outputs, generate writes what is committed, and nothing else."""
    committed = outputs(repository)
    (repository / layout.CONTRACT).unlink()
    edit(repository / README, "do not edit", "edit")
    (repository / layout.PACKAGE / "stale.py").touch()
    (repository / layout.PACKAGE / "__pycache__").mkdir()
    assert main(["generate"]) == 0
    assert capsys.readouterr().out == "openapi/close.yaml and generated/ written\n"
    assert outputs(repository) == committed
    assert not (repository / layout.PACKAGE / "__pycache__").exists()
    assert leftovers(repository) == []


@pytest.mark.parametrize(
    ("hook", "words"),
    [
        ("ruff no-such-command", "ruff failed"),
        ("no-such-formatter .", "no-such-formatter is not in PATH"),
    ],
)
def test_a_failing_generator_leaves_everything_in_place(
    repository: Path, capsys: pytest.CaptureFixture[str], hook: str, words: str
) -> None:
    """On an error or a warning of the generator, contract and client both stay as they were."""
    edit(repository / layout.OVERLAYS / "30-search.yaml", "Search and count", "Count")
    with (repository / layout.GENERATOR_CONFIG).open("a", encoding="utf-8") as config:
        config.write(f'  - "{hook}"\n')
    before = outputs(repository)
    assert main(["generate"]) == 1
    message = capsys.readouterr().err
    assert "specbuild: the generator failed (exit code 1):" in message
    assert words in message
    assert outputs(repository) == before
    assert leftovers(repository) == []


def test_a_missing_tool_is_named(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without ruff, whose version is part of the output, nothing is generated."""

    def missing(name: str) -> str:
        if name == "ruff":
            raise PackageNotFoundError(name)
        return version(name)

    before = outputs(repository)
    monkeypatch.setattr(generator, "version", missing)
    assert main(["generate"]) == 1
    assert capsys.readouterr().err.startswith("specbuild: ruff is not installed for ")
    assert outputs(repository) == before


def write_little(_built: Built, root: Path) -> None:
    """Stand in for the generator: the two outputs, in small."""
    for path in (root / layout.CONTRACT, root / README):
        path.parent.mkdir(parents=True)
        path.write_text("fresh")


def test_an_unsound_contract_leaves_everything_in_place(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the generator would take without a word, the check that runs beside it does not."""
    edit(
        repository / layout.OVERLAYS / "30-search.yaml",
        "include_counts:\n            type: boolean",
        "include_counts:\n            type: boolean\n            default: 'no'",
    )
    before = outputs(repository)
    assert main(["generate"]) == 1
    assert "specbuild: the contract is not sound:" in capsys.readouterr().err
    assert outputs(repository) == before
    assert leftovers(repository) == []


@pytest.mark.parametrize("renames", range(4))
def test_the_swap_is_all_or_nothing(
    repository: Path, monkeypatch: pytest.MonkeyPatch, renames: int
) -> None:
    """Whichever rename of the swap fails, contract and client both stay as they were."""
    before, rename, left = outputs(repository), Path.rename, [renames]

    def failing(path: Path, target: Path) -> Path:
        if left == [0]:
            left.clear()
            raise OSError("the disk is full")
        if left:
            left[0] -= 1
        return rename(path, target)

    monkeypatch.setattr(generate, "_write", write_little)
    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="the disk is full"):
        generate.swap(NOTHING)
    assert outputs(repository) == before
    assert leftovers(repository) == []


def test_the_swap_needs_nothing_to_be_there(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first generation of all works as every other."""
    (repository / layout.CONTRACT).unlink()
    (repository / layout.GENERATED).rename(repository / "openapi" / "elsewhere")
    monkeypatch.setattr(generate, "_write", write_little)
    generate.swap(NOTHING)
    assert outputs(repository) == {"openapi/close.yaml": b"fresh", "generated/README.md": b"fresh"}


def test_an_interrupted_swap_is_swept_away(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C during the generation leaves no folder behind."""

    def interrupted(_built: Built, root: Path) -> NoReturn:
        write_little(_built, root)
        raise KeyboardInterrupt

    monkeypatch.setattr(generate, "_write", interrupted)
    with pytest.raises(KeyboardInterrupt):
        generate.swap(NOTHING)
    assert leftovers(repository) == []


def test_a_killed_run_leaves_nothing_for_git() -> None:
    """The scratch folder that only a kill can leave behind is one that git (and ruff) ignore."""
    assert "/.generated-*/" in (layout.ROOT / ".gitignore").read_text().splitlines()


def test_readme_names_the_inputs_with_their_hashes() -> None:
    """Every input and the contract, each with the sha256 that it has now."""
    rows = re.findall(
        r"^\| (\S+) \| `([0-9a-f]{64})` \|$", (layout.ROOT / README).read_text(), re.MULTILINE
    )
    overlays = sorted((layout.ROOT / layout.OVERLAYS).iterdir())
    files = [
        *provenance.files(),
        layout.ROOT / layout.SELECTION,
        *overlays,
        *(layout.ROOT / p for p in (layout.GENERATOR_CONFIG, layout.CONTRACT)),
    ]
    assert rows == [
        (path.relative_to(layout.ROOT).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest())
        for path in files
    ]


def test_readme_names_the_tools_with_their_versions() -> None:
    """The generator and ruff, whose versions decide on the output, as they are installed."""
    rows = re.findall(
        r"^\| (\S+) \| ([0-9.]+) \|$", (layout.ROOT / README).read_text(), re.MULTILINE
    )
    assert rows == [(name, version(name)) for name in ("openapi-python-client", "ruff")]


def test_readme_names_the_command() -> None:
    """How to write the folder anew, and what that runs."""
    text = (layout.ROOT / README).read_text()
    assert "`make generate`" in text
    assert (
        "openapi-python-client generate --path openapi/close.yaml --config openapi/generator.yaml "
        "--meta none --fail-on-warning --output-path generated/close_api_client\n"
    ) in text


def test_package_says_that_it_is_typed() -> None:
    """py.typed is there and empty, as PEP 561 has it."""
    assert (layout.ROOT / layout.PACKAGE / "py.typed").read_bytes() == b""
