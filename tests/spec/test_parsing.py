"""YAML and JSON from anyone: the value that JSON has for it, or a refusal in bounded time."""

import json
from time import process_time
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from specbuild import documents, parsing, scalars
from specbuild.errors import SpecError

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=("Cs", "Cc"))),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(st.characters(exclude_categories=("Cs", "Cc"))), inner, max_size=4
        )
    ),
    max_leaves=20,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("a", "a"),
        ("a: 1", {"a": 1}),
        ("a: [1, -2, 1.5, 1e3, 0x1F, 0o17]", {"a": [1, -2, 1.5, 1000.0, 31, 15]}),
        ("a: [null, ~, NULL]\nb:", {"a": [None, None, None], "b": None}),
        ("a: [true, False, yes, on, n]", {"a": [True, False, "yes", "on", "n"]}),
        (
            "a: [2024-01-31, 2024-13-45, 12:30:45, 1_000]",
            {"a": ["2024-01-31", "2024-13-45", "12:30:45", "1_000"]},
        ),
        ("a: ['1', \"true\", 'null']", {"a": ["1", "true", "null"]}),
        ("200: ok\nnull: x\ntrue: y\n1.5: z", {"200": "ok", "null": "x", "true": "y", "1.5": "z"}),
        ("a: &x {b: 1}\nc: *x\nd: [*x]", {"a": {"b": 1}, "c": {"b": 1}, "d": [{"b": 1}]}),
        ("\ufeffa: 1", {"a": 1}),
        ("# only a comment", None),
        ("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}),
        ('{"a": 1}', {"a": 1}),
        (' \n{"a": [1e2, "\\ud83d\\ude00"]}', {"a": [100.0, "😀"]}),
        ("a: '<<'\n'<<': b", {"a": "<<", "<<": "b"}),
    ],
)
def test_a_text_is_read_as_json_would_have_it(text: str, value: object) -> None:
    """Only what YAML 1.2 calls JSON is resolved; keys are texts; an alias is a copy."""
    assert parsing.parse(text) == value


def test_an_alias_is_a_copy_of_its_own() -> None:
    """What is changed in one place does not change in the other."""
    value: Any = parsing.parse("a: &x [1]\nb: *x")
    value["a"].append(2)
    assert value["b"] == [1]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: [", "cannot be read as YAML: "),
        ("a: 1\nb: 2\na: 3\n", "line 3: the key 'a' is there twice in one mapping"),
        ("200: 1\n'200': 2\n", "line 2: the key '200' is there twice"),
        (
            "a:\n  - !!python/object/apply:os.system [x]\n",
            "line 2: the tag 'tag:yaml.org,2002:python",
        ),
        ("a: !!str 1", "line 1: the tag "),
        ("a: ! 1", "line 1: the tag "),
        ("!!map {a: 1}", "line 1: the tag "),
        ("!!str a: 1", "line 1: a key that is no plain text"),
        ("a: 1\n? [b]\n: 1", "line 2: a key that is no plain text"),
        ("a: &x 1\n*x : 2", "line 2: a key that is no plain text"),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", "line 3: a merge key"),
        ("a: *x", "line 1: the alias 'x' repeats nothing before it"),
        ("a: &x [*x]", "line 1: the alias 'x' repeats nothing before it"),
        ("a: 1\n---\nb: 2\n", "line 2: a second document begins"),
        ("a: .inf", "line 1: .inf is not a number that JSON can hold"),
        ("a: -.INF", "line 1: -.INF is not"),
        ("a: .nan", "line 1: .nan is not"),
        ("a: 1e400", "line 1: 1e400 is not a number that JSON can hold"),
        ("a: \x00", "line 1: no document needs the character U+0000"),
        ("a: \x1b[31m", "line 1: no document needs the character U+001B"),
        ('a: 1\nb: "\\0"', "line 2: no document needs the character U+0000"),
        ('"\\x7f": 1', "line 1: no document needs the character U+007F"),
        ('a: "\\ud800"', "cannot be read as YAML: "),
        ("a: \ud800", "line 1: no document needs the character U+D800"),
        ("%YAML 9.9\n---\na: b", "cannot be read as YAML: "),
        ("a: " + "[" * 101 + "]" * 101, "nested deeper than 100 levels"),
        ("{a: 1}", "cannot be read as JSON: "),
        ('{"a": 1, "b": 2, "a": 3}', "the key 'a' is there twice in one mapping"),
        ('{"a": NaN}', "cannot be read as JSON: NaN is not a number that JSON can hold"),
        ('{"a": -Infinity}', "cannot be read as JSON: -Infinity is not"),
        ('{"a": 1e400}', "cannot be read as JSON: 1e400 is not"),
        ('{"a": "\\ud800"}', "no document needs the character U+D800"),
        ('{"a": ["\\u0000"]}', "no document needs the character U+0000"),
        ('{"\\ud800": 1}', "no document needs the character U+D800"),
        ('{"a": ' + "[" * 101 + "]" * 101 + "}", "nested deeper than 100 levels"),
        ('{"a": ' + "9" * 5000 + "}", "cannot be read as JSON: "),
        ("a: " + "9" * 5000, "line 1: "),
    ],
    ids=lambda text: text[:30] if isinstance(text, str) else None,
)
def test_what_json_cannot_say_is_refused(text: str, problem: str) -> None:
    """The refusal says what is wrong and, where that is known, in which line."""
    with pytest.raises(SpecError) as refusal:
        parsing.parse(text)
    assert str(refusal.value).startswith(problem)


@given(text=st.text())
@example("a: !!timestamp x")
@example("? [a]\n: b")
@example("a: &a [&b {c: *a}, *b]")
@example('{"a": [}')
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever the text, the answer is a value that JSON can hold or a SpecError."""
    try:
        value = parsing.parse(text)
    except SpecError:
        return
    assert json.loads(json.dumps(value, allow_nan=False)) == value


@given(value=st.dictionaries(st.text(st.characters(exclude_categories=("Cs", "Cc"))), JSON))
@example({"a": "1e3", "b": "0o17", "c": "2024-01-31", "d": "yes", "e": "<<", "f": "12:30"})
@example({"=": "=", "~": "~", "-": "- a", "a": "#", "b": " x ", "c": "x\n y \n", "d": "\ufeff"})
def test_what_is_written_is_what_is_read(value: dict[str, Any]) -> None:
    """Every document survives both written forms."""
    assert parsing.parse(documents.to_json(value)) == value
    assert parsing.parse(documents.to_yaml(value)) == value


@given(text=st.text(st.characters(codec="ascii"), min_size=1))
@example("1e3")
@example(".5")
@example("+.inf")
@example("0x1F")
def test_texts_that_look_like_something_else_are_quoted(text: str) -> None:
    """A text is told from a number, a constant and null before it is written."""
    assert scalars.is_not_text(text) == (not isinstance(_resolved(text), str))


def _resolved(text: str) -> object:
    try:
        return scalars.resolve(text)
    except ValueError:
        return None


def bomb(levels: int, width: int) -> str:
    """Return a text in which every line repeats the one before it several times."""
    lines = (
        f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * width)}]"
        for level in range(1, levels)
    )
    return "\n".join(("a0: &a0 [x]", *lines))


HUGE = {
    "aliases that multiply": bomb(30, 10),
    "aliases that deepen": bomb(3000, 1),
    "a wide list": "a: [" + "1," * 5_000_000 + "]",
    "a wide list in JSON": '{"a": [' + "[]," * 5_000_000 + "[]]}",
    "a wide mapping": "\n".join(f"k{number}: 1" for number in range(1_600_000)),
    "deep flow lists": "a: " + "[" * 1_000_000,
    "deep flow mappings": "{" * 20_000,
    "deep block lists": "- " * 20_000 + "a",
    "deep lists in JSON": '{"a":' + "[" * 1_000_000,
    "deep mappings in JSON": '{"a":' * 20_000,
    "deep block mappings": "\n".join(" " * level + "a:" for level in range(3000)),
}


@pytest.mark.parametrize("name", HUGE)
def test_huge_texts_are_refused_in_bounded_time_and_memory(name: str) -> None:
    """Whatever grows, the refusal comes within seconds; time bounds what can have been built."""
    start = process_time()
    with pytest.raises(SpecError, match=r"nested deeper|more than|cannot be read as"):
        parsing.parse(HUGE[name])
    assert process_time() - start < 20
