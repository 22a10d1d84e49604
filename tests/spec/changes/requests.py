"""The bodies of requests."""

from spec.changes.row import (
    BODY,
    ENUM,
    MORE,
    NONE,
    NULL,
    choice,
    row,
    said,
    tagged,
)
from spec.diffkit import (
    STRING,
    api,
    json_of,
    members,
    sends,
)

CASES = [
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
]
