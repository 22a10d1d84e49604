"""What is rare."""

from spec.changes.row import (
    ANSWER,
    BODY,
    ENUM,
    choice,
    row,
    said,
    with_key,
)
from spec.diffkit import (
    STRING,
    answers,
    members,
    sends,
)

CASES = [
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
