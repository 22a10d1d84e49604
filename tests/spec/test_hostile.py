"""Hostile documents: refused in words, or generated with nothing of theirs in the code."""

from collections import Counter
from typing import Any

import pytest

from spec import hostile, hostile_checker
from spec.processes import finished, start
from specbuild import layout
from specbuild.whole_forms import is_speakable

Outcome = dict[str, Any]

PARTS = 2
SECONDS = 30.0
"""Far above what any takes, far below what anyone would wait."""

NAMES = ("property name", "body property name", "query parameter", "header parameter")
ALWAYS_STRANGE = {
    *("openapi", "response reference", "union member", "discriminator mapping", "status", "path"),
    *("response content type", "body content type"),
}
"""Places where nothing but what the base document has is ever taken."""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    """Run all documents once, in two guarded processes, in folders that must be empty after it."""
    folders = [tmp_path_factory.mktemp("hostile") for _ in range(PARTS)]
    runs = [
        start("spec.hostile_run", folder, str(part), str(PARTS))
        for part, folder in enumerate(folders)
    ]
    found = [outcome for run in runs for outcome in finished(run)]
    assert [path for folder in folders for path in folder.iterdir()] == []
    return found


def generated(outcomes: list[Outcome]) -> list[Outcome]:
    """Give the outcomes of the documents that were not refused."""
    return [outcome for outcome in outcomes if "refused" not in outcome]


def test_every_place_meets_every_payload(outcomes: list[Outcome]) -> None:
    """More than 3,500 documents, of which the generator has seen most."""
    pairs = {(outcome["place"], outcome["payload"]) for outcome in outcomes}
    texts = [payload for payload in hostile.PAYLOADS.values() if isinstance(payload, str)]
    expected = len(hostile.VALUES) * len(hostile.PAYLOADS) + len(hostile.KEYS) * len(texts)
    assert len(pairs) == len(outcomes) == expected >= 3_500
    assert len(generated(outcomes)) >= 2_500


def test_nothing_happens_but_writing_into_the_output(outcomes: list[Outcome]) -> None:
    """No process, no connection, no file elsewhere: as the interpreter's own audit events tell."""
    assert [outcome for outcome in outcomes if outcome["seen"]] == []


def test_nothing_of_a_document_becomes_code(outcomes: list[Outcome]) -> None:
    """Every generated module is Python that calls, imports and does what templates write."""
    assert [outcome for outcome in generated(outcomes) if outcome["problems"]] == []


def test_nothing_is_left_out(outcomes: list[Outcome]) -> None:
    """What is not refused is generated without a warning, so without a gap."""
    assert [outcome for outcome in generated(outcomes) if outcome["warnings"]] == []


def test_none_takes_long(outcomes: list[Outcome]) -> None:
    """Refused or generated, in seconds; the memory of the process is limited."""
    assert max(outcome["seconds"] for outcome in outcomes) < SECONDS


def test_refusals_say_which_document_and_what(outcomes: list[Outcome]) -> None:
    """In one line without the payload's own lines."""
    refused = [outcome["refused"] for outcome in outcomes if "refused" in outcome]
    assert [text for text in refused if not text.startswith("hostile.json: ")] == []
    assert [text for text in refused if "\n" in text] == []


def test_some_payloads_are_refused_wherever_they_are(outcomes: list[Outcome]) -> None:
    """Control and half characters, numbers that are none, and a reference to somewhere else."""
    passed = {outcome["payload"] for outcome in generated(outcomes)}
    assert hostile.PAYLOADS.keys() - passed == hostile.REFUSED


def test_every_other_place_is_reached(outcomes: list[Outcome]) -> None:
    """No place is safe only because all documents with something in it were refused."""
    passed = Counter(outcome["place"] for outcome in generated(outcomes))
    reached = {place for place, count in passed.items() if count > 1}
    assert {*hostile.VALUES, *hostile.KEYS} - reached <= ALWAYS_STRANGE


@pytest.mark.parametrize("place", NAMES)
def test_names_stay_what_they_are_on_the_wire(outcomes: list[Outcome], place: str) -> None:
    """A name is in the generated code as the same text, character by character."""
    lost = [
        outcome["payload"]
        for outcome in generated(outcomes)
        if outcome["place"] == place and outcome["payload"] not in outcome["kept"]
    ]
    assert [name for name in lost if isinstance(hostile.PAYLOADS[name], str)] == []


@pytest.mark.parametrize(
    "place", ["enum value", "parameter enum", "const", "property default", "parameter default"]
)
def test_values_stay_what_they_are_or_are_left_out(outcomes: list[Outcome], place: str) -> None:
    """A value that the generator would change is not written at all: any text is allowed then."""
    changed = [
        outcome["payload"]
        for outcome in generated(outcomes)
        if outcome["place"] == place
        and outcome["payload"] not in outcome["kept"]
        and is_speakable(value := hostile.PAYLOADS[outcome["payload"]])
        and not (place.endswith("default") and {*"'\"\\"} & {*value})
    ]
    assert changed == []


VULNERABLE = {
    "package_init.py.jinja": '""" {{ openapi.title.get_untrusted_value() }} """\n',
    "model.py.jinja": (
        "class {{ model.class_info.name }}:\n"
        "    '''{{ model.description.get_untrusted_value() if model.description }}'''\n"
    ),
    "literal_enum.py.jinja": (
        "from typing import Literal\n\n"
        "{{ enum.class_info.name }} = Literal[{% for v in enum.values %}'{{ v }}', {% endfor %}]\n"
    ),
}
"""Templates as generators had them before they learnt: the document's texts pasted as they are."""


@pytest.fixture(scope="module")
def vulnerable(tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    """Run the documents of three places through a generator that pastes what it reads."""
    folder, templates = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("templates")
    for name, text in VULNERABLE.items():
        (templates / name).write_text(text, encoding="utf-8")
    places = ("title", "model description", "enum value")
    found: list[Outcome] = finished(
        start("spec.hostile_run", folder, "0", "1", ",".join(places), templates)
    )
    return found


@pytest.mark.parametrize(
    ("place", "payload", "file"),
    [
        ("title", "triple-quotes", "__init__.py: line 2: does something: "),
        ("title", "backslash", "__init__.py: no Python: "),
        ("model description", "triple-single-quotes", "models/thing.py: line "),
        ("enum value", "call-in-single-quotes", "models/thing_kind.py: line 3: calls "),
    ],
)
def test_a_vulnerable_generator_is_found_out(
    vulnerable: list[Outcome], place: str, payload: str, file: str
) -> None:
    """The same judge on the same documents, or the pipeline itself, sees what a template lets through."""
    (outcome,) = (
        each for each in vulnerable if (each["place"], each["payload"]) == (place, payload)
    )
    if "refused" in outcome:
        assert "the generator" in outcome["refused"]
    else:
        assert [problem for problem in outcome["problems"] if problem.startswith(file)]


@pytest.mark.parametrize(
    "source",
    [
        "canary()",
        "x = canary()",
        "x: int = canary()",
        "import os",
        "from os import system",
        "import canary",
        "def f(x=canary()): pass",
        "def f(x: canary()): pass",
        "@canary()\nclass A: pass",
        "@canary\nclass A: canary()",
        "class A:\n    x = canary()",
        "class A(canary()): pass",
        "def f():\n    return f'{canary()}'",
        "def f():\n    __import__('os').system('x')",
        "def f():\n    x.__class__.__mro__",
        "def f(x):\n    x.system('x')",
        "def f():\n    return [canary() for x in y]",
        "def f():\n    return lambda: 1",
        "def f():\n    eval('1')",
        "def f():\n    open('x', 'w')",
        "while True: pass",
        "if True: x = 1",
        "if canary(): x = 1",
        "raise SystemExit",
        "x = '\\U'",
        "x = '\\d'",
        "x = 1if 2else 3",
        'x = "',
        "del x",
        "assert canary",
        "with canary: pass",
        "x = isinstance(1, int)",
    ],
)
def test_the_judge_knows_code_that_no_template_writes(source: str) -> None:
    """Each way in which a text could have become code has its own complaint."""
    assert list(hostile_checker.problems(source))


def test_the_judge_accepts_what_templates_write() -> None:
    """Our own generated client, all of it, is as it should be."""
    files = list((layout.ROOT / layout.PACKAGE).rglob("*.py"))
    assert len(files) > 20
    for path in files:
        assert list(hostile_checker.problems(path.read_text(encoding="utf-8"))) == []
