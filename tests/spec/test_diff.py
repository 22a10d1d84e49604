"""The diff: every kind of change is found where it is, named, and judged by a rule with a reason."""

from time import process_time
from typing import Any

import pytest

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
    takes,
    with_schemas,
)
from specbuild.diffing import diff
from specbuild.errors import SpecError
from specbuild.judging import CALLERS, PARSERS, RULES

NONE: Document = {}
NULL = {"type": "null"}
ENUM = {"type": "string", "enum": ["a", "b"]}
MORE = {"type": "string", "enum": ["a", "b", "all"]}
BODY = "POST /x/ request: "
ANSWER = "GET /x/ response 200: "
PARAMETER = "GET /x/ parameter p (query): "


def said(text: str, callers: str, parsers: str) -> str:
    """Write a line of the diff."""
    return f"{text} (callers: {callers}, parsers: {parsers})"


def responds(*statuses: str, **answer: Any) -> Document:
    """Make a document with some answers."""
    return api({"get /x/": {"responses": dict.fromkeys(statuses, answer)}})


def signs_in(*ways: str, header: bool = False) -> Document:
    """Make a document with some ways to sign in, or one that describes a header instead."""
    raw = {"name": "Authorization", "in": "header", "required": True, "schema": STRING}
    schemes = {
        "Basic": {"type": "http", "scheme": "basic"},
        "OAuth": {"type": "oauth2", "flows": {}},
    }
    return {
        **api({"get /x/": {"parameters": [raw] if header else []}}),
        "security": [{way: ["all"] if way == "OAuth" else []} if way else {} for way in ways],
        "components": {"securitySchemes": schemes},
    }


def with_key(header: str) -> Document:
    """Make a document whose callers sign in with a key in a header."""
    scheme = {"type": "apiKey", "in": "header", "name": header}
    document = api({"get /x/": {"security": [{"Key": []}]}})
    return {**document, "components": {"securitySchemes": {"Key": scheme}}}


def choice(*branches: Any, **more: Any) -> Document:
    """Make a choice between schemas."""
    return {"oneOf": list(branches), **more}


def tagged(tag: str, **properties: Any) -> Document:
    """Make a branch with a constant that tells it from the others."""
    return members(("kind",), kind={"const": tag}, **properties)


def mapped(**mapping: str) -> Document:
    """Make a document with a choice whose branches only the discriminator's mapping tells."""
    told = {
        "propertyName": "kind",
        "mapping": {tag: ref(to)["$ref"] for tag, to in mapping.items()},
    }
    document = sends(choice(ref("A"), ref("B"), discriminator=told))
    return with_schemas(document, A=members(a=STRING), B=members(b=STRING))


def row(name: str, old: Document, new: Document, *expected: str) -> Any:
    """Name a row of the table."""
    return pytest.param(old, new, list(expected), id=name)


CASES = [
    # Operations.
    row("new operation", api({}), api({"get /x/": NONE}), said("GET /x/: is new", "no", "no")),
    row(
        "operation gone",
        api({"get /x/": NONE, "put /x/": NONE}),
        api({"put /x/": NONE}),
        said("GET /x/: is gone", "yes", "no"),
    ),
    row(
        "moved operation",
        api({"get /x/": NONE}),
        api({"get /y/": NONE}),
        said("GET /x/: is gone", "yes", "no"),
        said("GET /y/: is new", "no", "no"),
    ),
    row(
        "operationId",
        api({"get /x/": {"operationId": "list"}}),
        api({"get /x/": {"operationId": "x_list"}}),
        said("GET /x/: operationId `list` becomes `x_list`", "no", "no"),
    ),
    row(
        "deprecated operation",
        api({"get /x/": NONE}),
        api({"get /x/": {"deprecated": True}}),
        said("GET /x/: is deprecated", "no", "no"),
    ),
    row(
        "server",
        api({}, servers=[{"url": "https://a.example/v1/"}]),
        api({}, servers=[{"url": "https://a.example/v2"}]),
        said("API server: gains https://a.example/v2", "no", "no"),
        said("API server: loses https://a.example/v1", "yes", "no"),
    ),
    # Sign-in.
    row(
        "first sign-in",
        signs_in(),
        signs_in("Basic"),
        said("GET /x/ sign-in: takes HTTP basic", "yes", "no"),
    ),
    row(
        "sign-in that was a header",
        signs_in(header=True),
        signs_in("Basic"),
        said("GET /x/ parameter Authorization (header): is gone (required)", "no", "no"),
        said("GET /x/ sign-in: takes HTTP basic", "no", "no"),
    ),
    row(
        "another sign-in",
        signs_in("Basic"),
        signs_in("Basic", "OAuth"),
        said("GET /x/ sign-in: takes OAuth 2.0 (all)", "no", "no"),
    ),
    row(
        "sign-in gone",
        signs_in("Basic", "OAuth"),
        signs_in("OAuth"),
        said("GET /x/ sign-in: no longer takes HTTP basic", "yes", "no"),
    ),
    row(
        "last sign-in gone",
        signs_in("Basic"),
        signs_in(),
        said("GET /x/ sign-in: no longer takes HTTP basic", "no", "no"),
    ),
    row(
        "no sign-in needed",
        signs_in("Basic"),
        signs_in("Basic", ""),
        said("GET /x/ sign-in: takes no sign-in", "no", "no"),
    ),
    # Parameters.
    row(
        "new parameter",
        api({"get /x/": NONE}),
        takes(),
        said(PARAMETER + "is new", "no", "no"),
    ),
    row(
        "new required parameter",
        api({"get /x/": NONE}),
        takes(required=True),
        said(PARAMETER + "is new (required)", "yes", "no"),
    ),
    row(
        "parameter gone",
        takes(),
        api({"get /x/": NONE}),
        said(PARAMETER + "is gone", "yes", "no"),
    ),
    row(
        "parameter moved to a header",
        takes(),
        takes(**{"in": "header"}),
        said("GET /x/ parameter p (header): is new", "no", "no"),
        said(PARAMETER + "is gone", "yes", "no"),
    ),
    row(
        "parameter required",
        takes(),
        takes(required=True),
        said(PARAMETER + "is required now", "yes", "no"),
    ),
    row(
        "parameter not required",
        takes(required=True),
        takes(),
        said(PARAMETER + "may be left out now", "no", "no"),
    ),
    row(
        "type of a parameter",
        takes(),
        takes(schema={"type": "integer"}),
        said(PARAMETER + "type string becomes integer", "yes", "no"),
    ),
    row(
        "default of a parameter",
        takes(schema={"type": "integer", "default": 100}),
        takes(schema={"type": "integer", "default": 50}),
        said(PARAMETER + "default `100` becomes `50`", "yes", "no"),
    ),
    row(
        "default of a parameter told",
        takes(),
        takes(schema={**STRING, "default": "a"}),
        said(PARAMETER + "gains default `a`", "no", "no"),
    ),
    row(
        "deprecated parameter",
        takes(deprecated=True),
        takes(),
        said(PARAMETER + "is no longer deprecated", "no", "no"),
    ),
    row(
        "how a parameter is written",
        takes(),
        takes(explode=False),
        said(PARAMETER + "`explode` `true` becomes `false`", "yes", "no"),
    ),
    row(
        "name of a variable in the path",
        api({"get /x/{id}/": {"parameters": [{"name": "id", "in": "path", "required": True}]}}),
        api({"get /x/{key}/": {"parameters": [{"name": "key", "in": "path", "required": True}]}}),
        said("GET /x/{key}/ parameter key (path): path name `id` becomes `key`", "no", "no"),
    ),
    row(
        "at least one of some parameters",
        api({"get /x/": NONE}),
        api({"get /x/": {"x-at-least-one-of": ["b", "a"]}}),
        said("GET /x/: demands at least one of `a`, `b`", "yes", "no"),
    ),
    row(
        "at least one of other parameters",
        api({"get /x/": {"x-at-least-one-of": ["a"]}}),
        api({"get /x/": {"x-at-least-one-of": ["b"]}}),
        said("GET /x/: demands at least one of `b`, no longer of `a`", "yes", "no"),
    ),
    row(
        "at least one of what is no list of names",
        api({"get /x/": {"x-at-least-one-of": 1}}),
        api({"get /x/": {"x-at-least-one-of": [1, "a"]}}),
        said("GET /x/: demands at least one of `1`, `a`, no longer of `1`", "yes", "no"),
    ),
    # Bodies.
    row(
        "new body",
        api({"post /x/": NONE}),
        sends(STRING),
        said(BODY + "gains a body", "no", "no"),
    ),
    row(
        "new required body",
        api({"post /x/": NONE}),
        api({"post /x/": {"requestBody": {"required": True, **json_of(STRING)}}}),
        said(BODY + "gains a body (required)", "yes", "no"),
    ),
    row(
        "body gone",
        sends(STRING),
        api({"post /x/": NONE}),
        said(BODY + "loses its body", "yes", "no"),
    ),
    row(
        "body required",
        sends(STRING),
        api({"post /x/": {"requestBody": {"required": True, **json_of(STRING)}}}),
        said(BODY + "is required now", "yes", "no"),
    ),
    row(
        "type of a body's content",
        sends(NONE),
        api({"post /x/": {"requestBody": {"content": {"text/csv": {"schema": NONE}}}}}),
        said(BODY + "gains content type `text/csv`", "no", "no"),
        said(BODY + "loses content type `application/json`", "yes", "no"),
    ),
    row(
        "body typed",
        sends({"description": "Any type"}),
        sends(members(("a",), a=STRING)),
        said(BODY + "type any becomes object with `a`", "yes", "no"),
    ),
    row(
        "new property sent",
        sends(members()),
        sends(members(a=ENUM)),
        said(BODY + "gains property `a` (one of `a`, `b`)", "no", "no"),
    ),
    row(
        "new required property sent",
        sends(members(o=members())),
        sends(members(o=members(("a",), a=STRING))),
        said(BODY + "o gains property `a` (string, required)", "yes", "no"),
    ),
    row(
        "property sent gone",
        sends(members(a=STRING)),
        sends(members()),
        said(BODY + "loses property `a` (string)", "yes", "no"),
    ),
    row(
        "property sent required",
        sends(members(a=STRING)),
        sends(members(("a",), a=STRING)),
        said(BODY + "a is required now", "yes", "no"),
    ),
    row(
        "property sent not required",
        sends(members(("a",), a=STRING)),
        sends(members(a=STRING)),
        said(BODY + "a may be left out now", "no", "no"),
    ),
    row(
        "other members sent refused",
        sends(members()),
        sends({**members(), "additionalProperties": False}),
        said(BODY + "takes no other members any more", "yes", "no"),
    ),
    row(
        "value sent added",
        sends(members(contact_preference=ENUM)),
        sends(members(contact_preference=MORE)),
        said(BODY + "contact_preference gains value `all`", "no", "no"),
    ),
    row(
        "value sent gone",
        sends(MORE),
        sends(ENUM),
        said(BODY + "loses value `all`", "yes", "no"),
    ),
    row(
        "list of values sent",
        sends(STRING),
        sends(ENUM),
        said(BODY + "takes only `a`, `b` now", "yes", "no"),
    ),
    row(
        "bound sent tightened",
        sends({"type": "integer", "maximum": 200}),
        sends({"type": "integer", "maximum": 100}),
        said(BODY + "maximum `200` becomes `100`", "yes", "no"),
    ),
    row(
        "bound sent relaxed",
        sends({"type": "integer", "minimum": 5}),
        sends({"type": "integer", "minimum": 1}),
        said(BODY + "minimum `5` becomes `1`", "no", "no"),
    ),
    row(
        "null sent",
        sends(STRING),
        sends({"type": ["string", "null"]}),
        said(BODY + "may be null now", "no", "no"),
    ),
    row(
        "null no longer sent",
        sends({"anyOf": [STRING, NULL]}),
        sends(STRING),
        said(BODY + "may no longer be null", "yes", "no"),
    ),
    row(
        "integers sent, too",
        sends({"type": "integer"}),
        sends({"type": "number"}),
        said(BODY + "type integer becomes number", "no", "no"),
    ),
    row(
        "alternative sent",
        sends(choice(tagged("a"), tagged("b"))),
        sends(choice(tagged("b"), tagged("c"), tagged("a"))),
        said(BODY + "gains alternative kind=c", "no", "no"),
    ),
    row(
        "alternative no longer sent",
        sends(choice(tagged("a"), tagged("b"))),
        sends(choice(tagged("b"))),
        said(BODY + "loses alternative kind=a", "yes", "no"),
    ),
    row(
        "inside an alternative",
        sends(choice(tagged("a", n=STRING), tagged("b"))),
        sends(choice(tagged("b"), tagged("a", n={"type": "integer"}))),
        said(BODY + "(kind=a).n type string becomes integer", "yes", "no"),
    ),
    row(
        "choice beside properties",
        sends(members(a=STRING, b=STRING)),
        sends({**members(a=STRING, b=STRING), "anyOf": [{"required": ["a"]}, {"minLength": 1}]}),
        said(BODY + "must fit one of `any`, `any` now", "yes", "no"),
    ),
    row(
        "requirement inside a choice beside properties",
        sends({**members(), "anyOf": [{"required": ["a"]}, {"required": ["b"]}]}),
        sends({**members(), "anyOf": [{"required": ["a"]}, {"required": ["b", "c"]}]}),
        said(BODY + "(any).c is required now", "yes", "no"),
    ),
    row(
        "inside a condition",
        sends({"type": "object", "if": members(a=ENUM)}),
        sends({"type": "object", "if": members(a=MORE)}),
        said(BODY + "(if).a gains value `all`", "yes", "no"),
    ),
    row(
        "condition",
        sends({"type": "object"}),
        sends({"type": "object", "not": members(("a",))}),
        said(BODY + "gains `not`", "yes", "no"),
    ),
    row(
        "keyword that no rule knows",
        sends(STRING),
        sends({**STRING, "contentEncoding": "base64"}),
        said(BODY + "gains `contentEncoding` `base64`", "yes", "no"),
    ),
    # Answers.
    row(
        "success",
        responds("200"),
        responds("200", "201"),
        said("GET /x/ response 201: is new", "no", "yes"),
    ),
    row(
        "success gone",
        responds("200", "201"),
        responds("201"),
        said("GET /x/ response 200: is gone", "no", "yes"),
    ),
    row(
        "refusal",
        responds("200"),
        responds("200", "429"),
        said("GET /x/ response 429: is new", "no", "no"),
    ),
    row(
        "type of an answer's content",
        responds("200", **json_of(NONE)),
        responds("200", content={"text/csv": {"schema": NONE}}),
        said(ANSWER + "gains content type `text/csv`", "no", "no"),
        said(ANSWER + "loses content type `application/json`", "no", "yes"),
    ),
    row(
        "header of an answer",
        responds("200", headers={"X-A": {"schema": STRING}, "x-both": {"schema": STRING}}),
        responds("200", headers={"X-B": {"schema": STRING}, "X-Both": {"schema": ENUM}}),
        said("GET /x/ response 200 header X-A: is gone", "no", "yes"),
        said("GET /x/ response 200 header X-B: is new", "no", "no"),
        said("GET /x/ response 200 header X-Both: takes only `a`, `b` now", "no", "no"),
    ),
    row(
        "header not always there",
        responds("200", headers={"X-A": {"required": True, "schema": STRING}}),
        responds("200", headers={"X-A": {"schema": STRING}}),
        said("GET /x/ response 200 header X-A: may be left out now", "no", "yes"),
    ),
    row(
        "property read gone",
        answers(members(data={"type": "array", "items": members(a=STRING)})),
        answers(members(data={"type": "array", "items": members()})),
        said(ANSWER + "data[] loses property `a` (string)", "no", "yes"),
    ),
    row(
        "new property read",
        answers(members()),
        answers(members(("a",), a={"type": ["string", "null"]})),
        said(ANSWER + "gains property `a` (string or null, required)", "no", "no"),
    ),
    row(
        "new property read where the answer was closed",
        answers({**members(), "additionalProperties": False}),
        answers({**members(a=STRING), "additionalProperties": False}),
        said(ANSWER + "gains property `a` (string)", "no", "yes"),
    ),
    row(
        "other members read",
        answers({**members(), "additionalProperties": False}),
        answers(members()),
        said(ANSWER + "takes other members now", "no", "no"),
    ),
    row(
        "schema of other members",
        answers({"type": "object", "additionalProperties": STRING}),
        answers({"type": "object", "additionalProperties": {"type": "integer"}}),
        said(ANSWER + "{} type string becomes integer", "no", "yes"),
    ),
    row(
        "property read may be absent",
        answers(members(("a",), a=STRING)),
        answers(members(a=STRING)),
        said(ANSWER + "a may be left out now", "no", "yes"),
    ),
    row(
        "property read always there",
        answers(members(a=STRING)),
        answers(members(("a",), a=STRING)),
        said(ANSWER + "a is required now", "no", "no"),
    ),
    row(
        "value read added",
        answers(ENUM),
        answers(MORE),
        said(ANSWER + "gains value `all`", "no", "yes"),
    ),
    row(
        "value read gone",
        answers(MORE),
        answers(ENUM),
        said(ANSWER + "loses value `all`", "no", "no"),
    ),
    row(
        "value read added where any string fits",
        answers({"anyOf": [ENUM, STRING]}),
        answers({"anyOf": [STRING, MORE]}),
        said(ANSWER + "(string) gains value `all`", "no", "no"),
    ),
    row(
        "value sent gone where any string fits",
        sends({"anyOf": [MORE, STRING]}),
        sends({"anyOf": [STRING, ENUM]}),
        said(BODY + "(string) loses value `all`", "no", "no"),
    ),
    row(
        "alternative that was taken before",
        answers(STRING),
        answers({"anyOf": [ENUM, STRING]}),
        said(ANSWER + "gains alternative string", "no", "no"),
    ),
    row(
        "alternative that is taken still",
        sends({"anyOf": [ENUM, STRING]}),
        sends(STRING),
        said(BODY + "loses alternative string", "no", "no"),
    ),
    row(
        "choice whose type is told beside it",
        sends(members(("a",), a=STRING)),
        sends(
            {
                "type": "object",
                **choice(members(("a",), a=STRING), choice(tagged("b"), tagged("c"))),
            }
        ),
        said(BODY + "gains alternative any", "no", "no"),
    ),
    row(
        "enum read opened",
        answers(ENUM),
        answers({"anyOf": [ENUM, STRING]}),
        said(ANSWER + "gains alternative string", "no", "yes"),
    ),
    row(
        "null read",
        answers(members(a=ENUM)),
        answers(members(a={"oneOf": [ENUM, NULL]})),
        said(ANSWER + "a may be null now", "no", "yes"),
    ),
    row(
        "null no longer read",
        answers({"type": ["string", "null"]}),
        answers(STRING),
        said(ANSWER + "may no longer be null", "no", "no"),
    ),
    row(
        "bound and pattern read",
        answers({**STRING, "pattern": "^a", "maxLength": 5}),
        answers({**STRING, "pattern": "^b"}),
        said(ANSWER + "loses maxLength `5`", "no", "no"),
        said(ANSWER + "pattern `^a` becomes `^b`", "no", "no"),
    ),
    row(
        "format read",
        answers({**STRING, "format": "date-time"}),
        answers(STRING),
        said(ANSWER + "loses format `date-time`", "no", "yes"),
    ),
    row(
        "answer typed",
        answers(NONE),
        answers(members()),
        said(ANSWER + "type any becomes object", "no", "no"),
    ),
    row(
        "answer untyped",
        answers(members()),
        answers(NONE),
        said(ANSWER + "type object becomes any", "no", "yes"),
    ),
    row(
        "default read",
        answers({**STRING, "default": "a"}),
        answers({**STRING, "default": "b"}),
        said(ANSWER + "default `a` becomes `b`", "no", "no"),
    ),
    row(
        "deprecated property read",
        answers(members(a=STRING)),
        answers(members(a={**STRING, "deprecated": True})),
        said(ANSWER + "a is deprecated", "no", "no"),
    ),
    row(
        "condition read",
        answers({"type": "array", "contains": ENUM}),
        answers({"type": "array", "contains": MORE}),
        said(ANSWER + "(contains) gains value `all`", "no", "yes"),
    ),
    row(
        "discriminator",
        answers(choice(tagged("a"), tagged("b"), discriminator={"propertyName": "kind"})),
        answers(choice(tagged("a"), tagged("b"), discriminator={"propertyName": "sort"})),
        said(ANSWER + "discriminator `kind` becomes `sort`", "no", "yes"),
    ),
    row(
        "new discriminator",
        answers(choice(tagged("a"), tagged("b"))),
        answers(choice(tagged("a"), tagged("b"), discriminator={"propertyName": "kind"})),
        said(ANSWER + "gains discriminator `kind`", "no", "no"),
    ),
    row(
        "new discriminator sent",
        sends(choice(tagged("a"), tagged("b"))),
        sends(choice(tagged("a"), tagged("b"), discriminator={"propertyName": "kind"})),
        said(BODY + "gains discriminator `kind`", "no", "no"),
    ),
    row(
        "discriminator value sent gone",
        mapped(one="A", two="A", three="B"),
        mapped(one="A", three="B"),
        said(BODY + "(kind=one) loses discriminator value `two`", "yes", "no"),
    ),
    row(
        "discriminator value sent",
        mapped(one="A", two="B"),
        mapped(one="A", two="B", three="B"),
        said(BODY + "(B) gains discriminator value `three`", "no", "no"),
    ),
    # What is rare.
    row(
        "choice beside properties gone",
        sends({**members(), "anyOf": [members(("a",)), {"minProperties": 1}]}),
        sends(members()),
        said(BODY + "need not fit one of `object`, `any` any more", "no", "no"),
    ),
    row(
        "list of values read",
        answers(ENUM),
        answers(STRING),
        said(ANSWER + "takes more than `a`, `b` now", "no", "yes"),
    ),
    row(
        "two bounds at once",
        sends({"allOf": [{"maximum": 5}, {"maximum": 3}]}),
        sends({"allOf": [{"maximum": 4}, {"maximum": 5}]}),
        said(BODY + "maximum `3`, `5` becomes `4`, `5`", "yes", "no"),
    ),
    row(
        "key in a header",
        with_key("X-Old"),
        with_key("X-New"),
        said("GET /x/ sign-in: takes a key in header X-New", "no", "no"),
        said("GET /x/ sign-in: no longer takes a key in header X-Old", "yes", "no"),
    ),
    row(
        "nothing is valid",
        sends(members(a=STRING)),
        sends(members(a=False)),
        said(BODY + "a type string becomes nothing", "yes", "no"),
    ),
    row(
        "what one property demands of others",
        sends({"type": "object", "dependentRequired": {"a": ["b"]}}),
        sends({"type": "object", "dependentRequired": {"a": ["c"]}}),
        said(BODY + "`dependentRequired of a` `b` becomes `c`", "yes", "no"),
    ),
    row(
        "one place of a list",
        sends({"type": "array", "prefixItems": [STRING]}),
        sends({"type": "array", "prefixItems": [STRING, STRING]}),
        said(BODY + "(prefixItems 1) type any becomes string", "yes", "no"),
    ),
    row(
        "new properties in few words",
        answers(members()),
        answers(
            members(
                a=choice(ENUM, {"type": "integer"}), b=members(tuple("vwxyz")), c={"minimum": 1}
            )
        ),
        said(ANSWER + "gains property `a` (2 alternatives)", "no", "no"),
        said(ANSWER + "gains property `b` (object with `v`, `w`, `x`, `y` and 1 more)", "no", "no"),
        said(ANSWER + "gains property `c` (any)", "no", "no"),
    ),
]


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
