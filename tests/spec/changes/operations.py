"""Operations, how to sign in, and parameters."""

from spec.changes.row import (
    NONE,
    PARAMETER,
    row,
    said,
    signs_in,
)
from spec.diffkit import (
    STRING,
    api,
    takes,
)

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
]
