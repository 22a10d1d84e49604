"""Documents whose shape is the attack: refused in words, in bounded time and memory."""

import os
import re
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from spec import hostile_shapes
from spec.processes import finished, start
from specbuild import layout, whole
from specbuild.errors import SpecError

Outcome = dict[str, Any]

SECONDS = 30.0
"""Far above what any takes, far below what anyone would wait."""


@pytest.fixture(scope="module")
def shapes() -> dict[str, Outcome]:
    """Read and prepare the documents whose shape is the attack, with 2 GiB of memory at most."""
    found: dict[str, Outcome] = finished(start("spec.hostile_shapes"))
    return found


def test_shapes_are_refused_in_words_and_in_time(shapes: dict[str, Outcome]) -> None:
    """Each in seconds, whether it is too deep, too wide, too long or no document at all."""
    assert len(shapes) == len(list(hostile_shapes.shapes())) >= 65
    assert max(outcome["seconds"] for outcome in shapes.values()) < SECONDS


HARMLESS = {
    *("allOf that doubles", "oneOf that doubles", "reference to a parameter's schema"),
    *("100,000 alternatives", "100,000 values", "10 MB of description", "nothing there"),
    *("99,000 properties of one name",),
}


def test_few_shapes_are_harmless(shapes: dict[str, Outcome]) -> None:
    """These become clients, and no others."""
    assert {name for name, each in shapes.items() if each["answer"] == "generated"} == HARMLESS


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        ("empty", "expected a mapping, found NoneType"),
        ("list", "expected a mapping, found list"),
        ("Swagger 2", '"openapi" is a required property'),
        ("OpenAPI 3.0", '"3.0.3" does not match'),
        ("no operation", "the document has no operation"),
        ("deep lists", "nested deeper than 100 levels"),
        ("deep YAML dashes", "nested deeper than 100 levels"),
        ("alias bomb", "more than 1,000,000 values"),
        ("Python object", "the tag 'tag:yaml.org,2002:python/object/apply:os.system'"),
        ("duplicate key", "the key 'paths' is there twice"),
        ("1e400 in YAML", "1e400 is not a number that JSON can hold"),
        ("reference to http://127.0.0.1:9/x", "leads out of the document: nothing is fetched"),
        ("reference to file:///etc/passwd", "leads out of the document: nothing is fetched"),
        ("references in a chain", "references lead deeper than any API's"),
        ("20,000 models", "components: more than 5,000 classes"),
        ("20,000 operations", "20,002 operations are more than the 3,000 allowed"),
        ("too large", "larger than 33,554,432 bytes"),
    ],
)
def test_the_refusal_of_a_shape_names_it(
    shapes: dict[str, Outcome], shape: str, words: str
) -> None:
    """So that whoever gave the document knows what to do about it."""
    assert words in shapes[shape]["answer"]


def test_a_gigabyte_is_refused_without_being_read(tmp_path: Path) -> None:
    """By the real command, in a process that could not hold it."""
    source = tmp_path / "big.yaml"
    with source.open("wb") as file:
        file.truncate(2**30)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (2**29, 2**29))

    done = subprocess.run(
        (sys.executable, "-m", "specbuild", "generate-all", f"--from={source}", "--out=out"),
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(layout.ROOT / "openapi")},
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert re.fullmatch(r"specbuild: .*big\.yaml: larger than 33,554,432 bytes\n", done.stderr)
    assert [path.name for path in tmp_path.iterdir()] == ["big.yaml"]


def test_a_document_that_names_the_same_file_twice_is_no_trap(tmp_path: Path) -> None:
    """A path is given as it is: no glob, no expansion, no address is taken for a document."""
    for name in ("http://127.0.0.1:9/openapi.yaml", "file:///etc/passwd", "*", "~", "-"):
        with pytest.raises(SpecError, match="cannot be read"):
            whole.generate_all(Path(name), tmp_path / "out")
    assert not (tmp_path / "out").exists()
