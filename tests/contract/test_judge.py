"""The judge: what it says, what it lets pass, and what it keeps to itself."""

import gzip
import json
import shlex
import subprocess
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from close_contract import RULES, WIRE_RULES, Judge, Ledger, Request, Response, Side, contract
from close_contract.traffic.violation import told
from contract.clients import BULK, JSON, LEADS, PAUSE, SUBSCRIBE, basic
from kit import ANSWER

JUDGE = Judge()
PAUSED = {**ANSWER, **PAUSE}
"""A right answer to `PAUSE`."""
SIGNED_IN = (("Authorization", basic("emulator-key:")),)
SENDS_JSON = (*SIGNED_IN, *JSON.items())


def post(body: Any, path: str = BULK, **options: Any) -> Request:
    """Return a request with a JSON body."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Request("POST", f"/api/v1{path}", SENDS_JSON, content, **options)


def get(target: str) -> Request:
    """Return a request without a body."""
    return Request("GET", f"/api/v1{target}", SIGNED_IN)


def answer(
    body: Any, status: int = 200, kind: str = "application/json", coding: str = "identity"
) -> Response:
    """Return an answer."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Response(status, (("Content-Type", kind), ("Content-Encoding", coding)), content)


def test_a_conditional_requirement_is_named_by_its_field() -> None:
    """Subscribe without five fields is five violations, each with its field and the branch's clause."""
    found = JUDGE.request(post({"action_type": "subscribe", "s_query": LEADS}))
    assert {each.where for each in found} == {
        f"body/{name}" for name in SUBSCRIBE.keys() - {"action_type", "s_query"}
    }
    assert "subscribe requires sender_name" in {each.sentence for each in found}
    assert {each.clause for each in found} == {"#/components/schemas/SubscribeRequest/required"}


def test_nested_alternatives_are_explained() -> None:
    """Within one branch, the alternative that fits best is told, and a nested field by its place."""
    body = {"type": "set_custom_field", "custom_field_id": "cf_1", "s_query": {"type": "and"}}
    found = {each.where: each.sentence for each in JUDGE.request(post(body, "/bulk_action/edit/"))}
    assert found["body/custom_field_value"] == "set_custom_field requires custom_field_value"
    assert found["body/s_query/queries"] == "queries is missing"


def test_what_can_be_null_is_explained_as_what_it_is() -> None:
    """An object with several faults is not told to be null, which would be but one."""
    body = {"name": "A", "timezone": "UTC", "steps": [{}], "schedule": {"a": 1, "b": 2}}
    found = [each.where for each in JUDGE.request(post(body, "/sequence/"))]
    assert {"body/schedule/a", "body/schedule/b"} <= {*found}


def test_each_projection_is_judged_by_itself() -> None:
    """What was right for some `_fields` is not right for others."""
    shown = answer({"id": "user_1"})
    assert JUDGE.exchange(get("/me/?_fields=id"), shown) == []
    found = JUDGE.exchange(get("/me/?_fields=email"), shown)
    assert [each.rule for each in found] == ["projection"]


def test_a_ledger_keeps_each_thing_once() -> None:
    """The same fault in another item counts again, and the shortest request shows it."""
    ledger = Ledger()
    long = {"type": "or", "queries": [{"type": "id"}, {"type": "fixed_utc", "value": "then"}]}
    short = {"type": "or", "queries": [{"type": "fixed_utc", "value": "then"}]}
    told = [
        ledger.add(JUDGE.request(post({"query": query}, "/data/search/")))
        for query in (long, short, long)
    ]
    assert [len(each) for each in told] == [1, 0, 0]
    (entry,) = ledger.entries
    assert (entry.times, ledger.exchanges) == (3, 3)
    assert '"id"' not in entry.violation.curl


def test_what_one_request_broke_has_one_curl_line() -> None:
    """Several violations of a request are told together, each with its rule and clause."""
    two = JUDGE.request(post({**PAUSE, "send_done_email": "no", "sequnce_id": "seq_1"}))
    said = told([*two, *JUDGE.request(get("/me"))])
    assert (said.count("rule: "), said.count("clause: "), said.count("curl ")) == (3, 3, 2)


def test_a_typing_error_gets_a_hint() -> None:
    """What is nearly a field, a parameter or a path is told which one it nearly is."""
    requests = [
        post({**PAUSE, "sequnce_id": "seq_1"}),
        get(f"{BULK}?_limt=1"),
        get("/sequnce/"),
    ]
    sentences = [JUDGE.request(request)[0].sentence for request in requests]
    assert [each.partition("; ")[2] for each in sentences] == [
        "is sequence_id meant?",
        "is _limit meant?",
        "is /sequence/ meant?",
    ]


WRONG_ANSWERS = {
    "an undeclared status": (post(PAUSE), answer(PAUSED, 418), "undeclared_status"),
    "HTML": (post(PAUSE), answer(b"<html>", 400, "text/html"), "answer_type"),
    "half of the JSON": (post(PAUSE), answer(b"{", 400), "answer_json"),
    "an encoding that is not read": (post(PAUSE), answer(b"x", coding="br"), "answer_json"),
    "an encoding that it has not": (post(PAUSE), answer(b"{}", coding="gzip"), "answer_json"),
    "a text for a number": (post(PAUSE), answer({**PAUSED, "n_leads": "5"}), "answer_schema"),
    "a date in words": (post(PAUSE), answer({**PAUSED, "date_created": "now"}), "answer_schema"),
    "half of the members": (post(PAUSE), answer({"id": "bulkseqsub_1"}), "answer_schema"),
    "more than was asked for": (
        get("/me/?_fields=id"),
        answer({"id": "user_1", "email": "a@b.example"}),
        "projection",
    ),
    "another value than was sent": (post(PAUSE), answer(ANSWER), "echo"),
    "a count that was not asked for": (
        post({"query": LEADS}, "/data/search/"),
        answer({"data": [], "cursor": None, "count": {"limited": 0, "total": 0}}),
        "search_count",
    ),
    "a member that was not asked for": (
        post({"query": LEADS, "_fields": {"lead": ["name"]}}, "/data/search/"),
        answer({"data": [{"__object_type": "lead", "id": "lead_1", "status_id": "stat_1"}]}),
        "search_members",
    ),
    "more leads than the search's limit": (
        post({"query": LEADS, "_limit": 1}, "/data/search/"),
        answer({"data": [{"__object_type": "lead", "id": f"lead_{n}"} for n in "ab"]}),
        "page_size",
    ),
    "another object than was asked for": (
        get(f"{BULK}bulkseqsub_1/"),
        answer({**PAUSED, "id": "bulkseqsub_2"}),
        "own_id",
    ),
    "what the filter keeps out": (
        get("/sequence_subscription/?sequence_id=seq_1"),
        answer({"data": [{"id": "sub_1", "sequence_id": "seq_2"}], "has_more": False}),
        "filters",
    ),
    "the same object twice": (
        get(BULK),
        answer({"data": [PAUSED, PAUSED], "has_more": False}),
        "repeats",
    ),
    "more done than there is": (
        post(PAUSE),
        answer({**PAUSED, "n_leads": 1, "n_leads_processed": 2}),
        "counters",
    ),
    "to what must be refused": (
        get("/sequence_subscription/"),
        answer({"data": []}),
        "at_least_one_of",
    ),
}


@pytest.mark.parametrize("name", WRONG_ANSWERS)
def test_a_wrong_answer(name: str) -> None:
    """An answer is held against its status, type, JSON, schema and the rules about what was asked."""
    request, response, rule = WRONG_ANSWERS[name]
    found = [each for each in JUDGE.exchange(request, response) if each.side is Side.ANSWER]
    assert rule in {each.rule for each in found}
    assert all(each.law.sentence and each.law.source for each in found)


def test_a_compressed_answer_is_read() -> None:
    """The gzip and both forms of deflate are undone before an answer is judged."""
    plain = json.dumps(PAUSED).encode()
    raw = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    forms = {
        "gzip": [gzip.compress(plain)],
        "deflate": [zlib.compress(plain), raw.compress(plain) + raw.flush()],
    }
    for coding, bodies in forms.items():
        for body in bodies:
            assert JUDGE.exchange(post(PAUSE), answer(body, coding=coding)) == []


def test_an_answer_may_say_more() -> None:
    """Members beyond the contract's, and statuses of the class 5xx, are no violation."""
    assert JUDGE.exchange(post(PAUSE), answer({**PAUSED, "new": 1})) == []
    assert JUDGE.exchange(post(PAUSE), answer({"error": "later"}, 503)) == []
    deleted = Request("DELETE", "/api/v1/sequence/seq_1/", SIGNED_IN)
    assert JUDGE.exchange(deleted, Response(200)) == []


def test_no_answer_forbids_more_members() -> None:
    """No schema that an answer reaches is closed, so tolerance needs no exceptions."""
    schemas = contract().document["components"]["schemas"]

    def closed(node: Any, seen: set[str]) -> bool:
        if isinstance(node, list):
            return any(closed(each, seen) for each in node)
        if not isinstance(node, dict):
            return False
        name = str(node.get("$ref", "")).rpartition("/")[2]
        if name and name not in seen:
            return closed(schemas[name], seen | {name})
        return node.get("additionalProperties") is False or closed([*node.values()], seen)

    assert [each.id for each in contract().operations() if closed(each.answer or {}, set())] == []


@pytest.mark.parametrize(
    ("target", "headers"),
    [
        ("/api/v1/me?api_key=s3cr3t-k3y", ()),
        ("/api/v1/nothing?token=s3cr3t-k3y", (("Authorization", basic("s3cr3t-k3y:")),)),
        ("/api/v1/me?x=api_s3cr3tk3y.abc", (("Authorization", "Bearer s3cr3t-k3y"),)),
        ("/api/v1/me/s3cr3t-k3y/", (("Authorization", basic("s3cr3t-k3y:s3cr3t-k3y")),)),
        ("/api/v1/me?s3cr3t-k3y=1", (("Authorization", "Basic s3cr3t-k3y"),)),
        ("/api/v1/s3cr3t-k3y/", (("Authorization", basic("other:s3cr3t-k3y")),)),
        ("/api/v1/api_s3cr3tk3y.abc/", ()),
        ("/api/v1/me?token=s3cr3t%2Dk3y", ()),
    ],
)
def test_secrets_are_kept(target: str, headers: tuple[tuple[str, str], ...]) -> None:
    """No key, token or password is in anything that a violation says, nor its base64."""
    body = json.dumps({**PAUSE, "note": "s3cr3t-k3y"} if headers else PAUSE).encode()
    found = JUDGE.request(Request("GET", target, headers, body))
    assert found
    for each in found:
        said = f"{each!r}{each}{each.as_json()}".lower()
        assert "s3cr3t" not in said
        assert basic("s3cr3t-k3y:")[8:20].lower() not in said


def test_a_long_get_is_judged_as_one() -> None:
    """A POST that stands for a GET is judged by its parameters, as the vendor documents it."""
    headers = (*SENDS_JSON, ("X-HTTP-Method-Override", "GET"))

    def asking(params: dict[str, Any]) -> list[str]:
        body = json.dumps({"_params": params}).encode()
        found = JUDGE.request(Request("POST", "/api/v1/sequence_subscription/", headers, body))
        return [each.rule for each in found]

    assert asking({"lead_id": "lead_1", "_limit": 5}) == []
    assert asking({"_limit": 0}) == ["ill_parameter", "missing_filter"]


def test_signing_in_elsewhere_is_not_judged() -> None:
    """The token endpoint is documented and not in the contract; its secrets are nobody's business."""
    form = b"grant_type=refresh_token&client_secret=s3cr3t"
    assert JUDGE.request(Request("POST", "/oauth2/token/", (), form)) == []


@pytest.mark.parametrize(
    "body", [b'{"a": "it\'s"}', b"@file", b"\x00\xff\n%s", '{"ë": "☃"}'.encode()]
)
def test_a_curl_line_sends_the_same_body(body: bytes) -> None:
    """A shell that runs the line gives curl, or its standard input, the bytes that were sent."""
    line = JUDGE.request(post(body))[0].curl
    before, _, options = line.rpartition("curl ")
    words = shlex.split(options)
    if before:
        printf = before.rpartition(" | ")[0]
        sent = subprocess.run(["sh", "-c", printf], capture_output=True, check=True).stdout  # noqa: S607
    else:
        sent = words[words.index("--data-raw") + 1].encode()
    assert sent == body
    assert words[-1] == f"$CLOSE_BASE_URL{BULK}"
    assert words[words.index("-u") + 1] == "$CLOSE_API_KEY:"


@pytest.mark.parametrize(
    "target", ["/api/v1/bulk_action/edit/", "/api/v1/x/?a=$HOME", "/elsewhere/"]
)
def test_a_curl_line_names_the_server(target: str) -> None:
    """With a base URL the line goes there, whatever the path; without one to CLOSE_BASE_URL's."""
    judge = Judge(base_path="/api/v1", base_url="http://127.0.0.1:1/api/v1")
    request = Request("POST", target)
    words = shlex.split(judge.request(request)[0].curl)
    assert words == ["curl", "-X", "POST", f"http://127.0.0.1:1{target}"]
    command = JUDGE.request(request)[0].curl.removeprefix("curl -X POST ")
    echo = ["sh", "-c", f"CLOSE_BASE_URL=http://x/api/v1; echo {command}"]
    assert (
        subprocess.run(echo, capture_output=True, check=True).stdout
        == f"http://x{target}\n".encode()
    )


@given(
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "X"]),
    target=st.tuples(
        st.sampled_from([*{each.path for each in contract().operations()}, "/x", "//", ""]),
        st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=20),
    ).map("?".join),
    headers=st.lists(
        st.tuples(
            st.sampled_from(["authorization", "content-type", "content-encoding", "x-tz-offset"]),
            st.text(st.characters(codec="latin-1"), max_size=12)
            | st.sampled_from(["application/json", "Basic YTo=", "gzip", "deflate"]),
        ),
        max_size=3,
    ),
    body=st.binary(max_size=20)
    | st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=3),
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(
                st.sampled_from(["action_type", "type", "s_query", "queries", "value"]), inner
            )
        ),
    ).map(lambda value: json.dumps(value).encode()),
    status=st.integers(100, 599),
)
def test_nothing_makes_the_judge_stumble(
    method: str, target: str, headers: list[tuple[str, str]], body: bytes, status: int
) -> None:
    """Whatever was sent and answered, every violation names a known rule and a clause that exists."""
    request = Request(method, f"/api/v1{target}", tuple(headers), body)
    for each in JUDGE.exchange(request, Response(status, tuple(headers), body)):
        assert each.rule in WIRE_RULES
        assert each.sentence
        _resolve(each.clause)


def _resolve(clause: str) -> Any:
    node: Any = contract().document
    for step in clause.removeprefix("#/").split("/"):
        key = step.replace("~1", "/").replace("~0", "~")
        node = node[int(key)] if isinstance(node, list) else node[key]
    return node


def test_what_the_contract_shows_is_right() -> None:
    """Every example of a request and of an answer in the contract is judged to be right."""
    count = 0
    for operation in contract().operations():
        raw = contract().document["paths"][operation.path][operation.method.lower()]
        path = operation.path.replace("{id}", _an_id(operation.parameters.get("id")))
        query = "?lead_id=lead_1" if operation.at_least_one_of else ""
        for body in _examples(raw.get("requestBody", {})) or [None]:
            content = b"" if body is None else json.dumps(body).encode()
            target = f"/api/v1{path}{query}"
            request = Request(operation.method, target, SENDS_JSON, content)
            for status in ("200", "201"):
                for shown in _examples(raw["responses"].get(status, {})):
                    count += 1
                    found = JUDGE.exchange(request, answer(shown, int(status)))
                    # Examples of different operations need not tell one story.
                    assert {each.rule for each in found} <= {rule.name for rule in RULES}
    assert count > 30


def _examples(node: Any) -> list[Any]:
    media = node.get("content", {}).get("application/json", {})
    return [each["value"] for each in media.get("examples", {}).values()]


def _an_id(schema: Any) -> str:
    pattern = contract().resolved(schema)["pattern"] if schema else "^_"
    return f"{pattern.removeprefix('^').partition('_')[0]}_1"
