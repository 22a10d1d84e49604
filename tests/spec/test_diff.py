"""The diff: every kind of change is found where it is, named, and judged by a rule with a reason."""

from time import process_time
from typing import Any

import pytest

from spec.changes import CASES
from spec.changes.row import (
    ANSWER,
    BODY,
    ENUM,
    MORE,
    NONE,
    NULL,
    choice,
    said,
)
from spec.diffkit import (
    STRING,
    Document,
    answers,
    api,
    json_of,
    lines,
    members,
    ref,
    sends,
    with_schemas,
)
from specbuild.diffing import diff
from specbuild.errors import SpecError
from specbuild.judging import CALLERS, PARSERS, RULES


@pytest.mark.parametrize(("old", "new", "expected"), CASES)
def test_a_change_is_told_and_judged(old: Document, new: Document, expected: list[str]) -> None:
    """One change gives exactly these lines."""
    assert lines(old, new) == expected


@pytest.mark.parametrize("audience", [CALLERS, PARSERS])
def test_every_rule_decides_somewhere(audience: str) -> None:
    """No rule is dead, and the table above shows each at work."""
    changes = [change for case in CASES for change in diff(case.values[0], case.values[1])]
    verdicts = [change.callers if audience == CALLERS else change.parsers for change in changes]
    assert {verdict.rule for verdict in verdicts} == {rule.name for rule in RULES[audience]}


@pytest.mark.parametrize("audience", [CALLERS, PARSERS])
def test_every_rule_has_a_name_of_its_own_and_a_reason(audience: str) -> None:
    """A verdict that names a rule means one rule, and a reason is one line."""
    names = [rule.name for rule in RULES[audience]]
    assert sorted(set(names)) == sorted(names)
    assert all(0 < len(rule.reason) < 80 for rule in RULES[audience])
    assert not any("\n" in rule.reason for rule in RULES[audience])


def test_a_component_is_reported_once_with_all_its_places() -> None:
    """What changed in a component is one change, judged by all who meet it."""

    def using(enum: Document) -> Document:
        both = {
            "requestBody": json_of(ref("E")),
            "responses": {"200": json_of(members(e=ref("E")))},
        }
        return with_schemas(api({"post /x/": both, "put /y/": both}), E=enum)

    (change,) = diff(using(ENUM), using(MORE))
    assert [(place.operation, place.part, place.path) for place in change.places] == [
        ("POST /x/", "request", ""),
        ("POST /x/", "response 200", "e"),
        ("PUT /y/", "request", ""),
        ("PUT /y/", "response 200", "e"),
    ]
    assert (change.schema, change.callers.breaks, change.parsers.breaks) == ("E", False, True)
    assert lines(using(ENUM), using(MORE)) == [
        "POST /x/, PUT /y/: schema E: gains value `all` (callers: no, parsers: yes)"
    ]


def test_the_same_change_in_several_operations_is_reported_once() -> None:
    """Without a component, too: a status that all operations gain is one change."""
    names = ("get /a/", "get /b/", "get /c/")
    old = api({name: {"responses": {"200": NONE}} for name in names})
    new = api({name: {"responses": {"200": NONE, "402": NONE}} for name in names})
    assert lines(old, new) == [
        "GET /a/, GET /b/, GET /c/ response 402: is new (callers: no, parsers: no)"
    ]


def test_a_component_that_contains_itself_is_compared_once() -> None:
    """Recursion ends, and the place is the outermost."""

    def tree(leaf: Document) -> Document:
        node = members(leaf=leaf, children={"type": "array", "items": ref("Node")})
        return with_schemas(answers(ref("Node")), Node=node)

    assert lines(tree(STRING), tree(ENUM)) == [
        ANSWER + "leaf takes only `a`, `b` now (callers: no, parsers: no)"
    ]
    assert lines(tree(STRING), tree(STRING)) == []


def test_components_that_contain_each_other_are_compared() -> None:
    """A circle of components on one side and a longer one on the other are the same schema."""
    inner = members(next=members(next=ref("A")))
    old = with_schemas(answers(ref("A")), A=members(next=ref("A")))
    new = with_schemas(answers(ref("A")), A=inner)
    assert lines(old, new) == []


def test_a_component_is_named_by_its_name_in_the_new_document() -> None:
    """Renamed and changed, it is one change under the new name."""
    old = with_schemas(answers(members(a=ref("Old"), b=ref("Old"))), Old=ENUM)
    new = with_schemas(answers(members(a=ref("New"), b=ref("New"))), New=MORE)
    assert lines(old, new) == ["GET /x/: schema New: gains value `all` (callers: no, parsers: yes)"]


SAME = [
    pytest.param(STRING, {"allOf": [STRING]}, id="allOf of one"),
    pytest.param({"const": "a"}, {"enum": ["a"]}, id="const and enum of one"),
    pytest.param(
        {"enum": ["a", "b"]}, {"type": "string", "enum": ["b", "a"]}, id="type of an enum"
    ),
    pytest.param({}, {"description": "Any type"}, id="any"),
    pytest.param({}, True, id="boolean schema"),
    pytest.param({"type": "array", "items": {}}, {"type": "array"}, id="items of any type"),
    pytest.param({"type": "object", "additionalProperties": {}}, {"type": "object"}, id="open"),
    pytest.param({"type": "number", "minimum": 1}, {"type": "number", "minimum": 1.0}, id="1.0"),
    pytest.param({**STRING, "minLength": 0}, STRING, id="bound that says nothing"),
    pytest.param(
        {"type": "integer", "exclusiveMinimum": 3},
        {"type": "integer", "minimum": 3, "exclusiveMinimum": True},
        id="exclusive bound of OpenAPI 3.0",
    ),
    pytest.param(
        members(("a", "b"), a=STRING, b=STRING),
        {"allOf": [members(("a",), a=STRING), members(("b",), b=STRING)]},
        id="allOf of two objects",
    ),
    pytest.param({"type": ["integer", "number"]}, {"type": "number"}, id="integers are numbers"),
    pytest.param({"oneOf": [True, NULL]}, {}, id="anything or null"),
    pytest.param({**STRING, "default": {"a": [1]}}, {**STRING, "default": {"a": [1.0]}}, id="data"),
    pytest.param(
        {"enum": [True, 1, 1.5]},
        {"type": ["boolean", "number"], "enum": [1.0, 1.5, True]},
        id="mixed enum",
    ),
    pytest.param(members(), {**members(), "title": "T", "x-a": 1, "examples": [{}]}, id="prose"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spelling_is_no_change(one: Any, other: Any) -> None:
    """Two spellings of one meaning are the same, in both directions."""
    assert lines(answers(one), answers(other)) == []
    assert lines(answers(other), answers(one)) == []


@pytest.mark.parametrize(
    ("new", "message"),
    [
        (answers({"$ref": "other.yaml#/A"}), "'other.yaml#/A' points out of the document"),
        (answers(ref("Gone")), "'#/components/schemas/Gone' points at nothing: 'components'"),
        (with_schemas(answers(ref("A")), A=ref("A")), "refers to itself"),
        (
            {
                **api({"get /x/": {"responses": {"200": {"$ref": "#/components/responses/A"}}}}),
                "components": {"responses": {"A": {"$ref": "#/components/responses/A"}}},
            },
            "refers to itself",
        ),
    ],
)
def test_a_reference_that_leads_nowhere_is_refused(new: Document, message: str) -> None:
    """The diff names the reference rather than guess."""
    with pytest.raises(SpecError, match=r"points|refers") as refusal:
        diff(answers(STRING), new)
    assert message in str(refusal.value)


def test_what_the_vendor_writes_stays_in_its_line() -> None:
    """Line breaks, escape sequences and quotes in names are shown, not obeyed."""
    new = sends({"type": "object", "properties": {"a`\n\x1b[2J": ENUM}})
    assert lines(sends(members()), new) == [
        said(BODY + r"gains property `a'\n\x1b[2J` (one of `a`, `b`)", "no", "no")
    ]


def test_schemas_that_are_nested_too_deeply_are_refused() -> None:
    """The reader lets none through that could do this; whoever calls the diff directly is told."""
    old: Document = {**STRING}
    new: Document = {"type": "integer"}
    for _ in range(2000):
        old, new = {"type": "array", "items": old}, {"type": "array", "items": new}
    with pytest.raises(SpecError, match="nested too deeply"):
        diff(answers(old), answers(new))


@pytest.mark.parametrize("keyword", ["allOf", "anyOf", "oneOf", "properties"])
def test_what_would_unfold_without_end_is_compared_in_bounded_time(keyword: str) -> None:
    """Sixty components, each with the next one twice, would be 2 ** 60 schemas."""

    def unfolding(leaf: Document) -> Document:
        schemas: Document = {"S60": leaf}
        for level in range(60):
            twice = [ref(f"S{level + 1}"), ref(f"S{level + 1}")]
            named = dict(zip("ab", twice, strict=True))
            schemas[f"S{level}"] = {keyword: named if keyword == "properties" else twice}
        return with_schemas(answers(ref("S0")), **schemas)

    start = process_time()
    assert diff(unfolding(ENUM), unfolding(MORE))
    assert diff(unfolding(ENUM), answers(MORE))
    assert process_time() - start < 10


def test_a_choice_that_is_too_large_is_refused() -> None:
    """Branches are compared each with each."""
    large = choice(*({"const": number} for number in range(400)))
    with pytest.raises(SpecError, match="a choice of 400 and one of 400 are too large"):
        diff(answers(large), answers(large))


def test_a_choice_that_contains_itself_is_compared() -> None:
    """Whatever it means, it is no change, and it ends."""
    circle = with_schemas(answers(ref("A")), A=choice(ref("A"), STRING))
    assert diff(circle, circle) == ()
    assert diff(circle, answers(STRING))
