"""Paths, methods, sign-in, content types and broken JSON: who is refused, and in which order."""

import pytest

from close_emulator import Emulator, Request
from emulator.workbench import BULK, SEARCH, SUBSCRIPTIONS, Workbench, basic

OPERATIONS = {
    BULK: "GET, POST",
    BULK + "bulkseqsub_none/": "GET, PUT",
    SUBSCRIPTIONS: "GET, POST",
    SUBSCRIPTIONS + "sub_none/": "DELETE, GET, PUT",
    "/sequence/": "GET, POST",
    "/sequence/seq_none/": "DELETE, GET, PUT",
    SEARCH: "POST",
    "/saved_search/save_none/": "GET",
    "/event/": "GET",
    "/me/": "GET",
}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "get", "", "FOO")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/me",
        "/me//",
        "//me/",
        BULK.rstrip("/"),
        f"{BULK}/",
        f"{BULK}bulkseqsub_none",
        f"{BULK}bulkseqsub_none//",
    ],
)
def test_misshapen_paths_are_not_found(bench: Workbench, path: str) -> None:
    """A path that no operation can have, for want of a slash or of a name, is 404 with an `error`."""
    for method in METHODS:
        response = bench.send(method, path)
        document = response.json()
        assert response.status == 404
        assert isinstance(document, dict)
        assert list(document) == ["error"]


@pytest.mark.parametrize("path", ["/lead/", "/me/x/", "/ME/", f"{BULK}bulkseqsub_none/x/"])
def test_unknown_paths_are_not_implemented(bench: Workbench, path: str) -> None:
    """A path that Close may have and the emulator has not is 501, for every method."""
    for method in METHODS:
        error = f"Not Implemented; the emulator does not serve {method} /api/v1{path}"
        response = bench.send(method, path)
        assert (response.status, response.json()) == (501, {"error": error})


def test_a_missing_slash_is_named(bench: Workbench) -> None:
    """Who forgot the last slash, the most frequent mistake, is told so."""
    sentence = {"error": "Not Found; every path ends with a slash"}
    for path in (BULK, SUBSCRIPTIONS, f"{BULK}bulkseqsub_none/"):
        assert bench.send("GET", path.rstrip("/")).json() == sentence


def test_other_base_paths_are_not_found(bench: Workbench) -> None:
    """Only what lies below /api/v1/ is served."""
    for path in ("/me/", "/api/v2/me/", "/api/v1me/", "/api/v1", "me/", "/oauth2/me/"):
        request = Request("GET", path, headers=tuple(bench.headers.items()))
        assert bench.emulator.handle(request).status == 404


@pytest.mark.parametrize(("path", "allowed"), OPERATIONS.items())
@pytest.mark.parametrize("key", ["emulator-key:", "wrong:"])
def test_other_methods_are_not_allowed(bench: Workbench, path: str, allowed: str, key: str) -> None:
    """A method that a path does not have is 405 with an Allow header, with and without a key."""
    for method in set(METHODS) - set(allowed.split(", ")):
        response = bench.send(method, path, authorization=basic(key))
        assert (response.status, dict(response.headers)["allow"]) == (405, allowed)


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Basic",
        "Basic ",
        "Basic !!!",
        "Basic ZW11bGF0b3Ita2V5Og",
        "Basic ä",
        "Bearer emulator-key",
        "emulator-key",
        basic("emulator-key"),
        basic("emulator-key:password"),
        basic("emulator-key::"),
        basic(":emulator-key"),
        basic(":"),
        basic("Emulator-key:"),
        basic("api_1234567890.abc:"),
        "Basic /////w==",
    ],
)
@pytest.mark.parametrize(("path", "methods"), OPERATIONS.items())
def test_only_the_key_with_an_empty_password_signs_in(
    bench: Workbench, path: str, methods: str, authorization: str
) -> None:
    """Anything but HTTP Basic with the key and an empty password is 401, at every operation."""
    for method in methods.split(", "):
        response = bench.send(method, path, b"no JSON", authorization=authorization)
        assert (response.status, response.json()) == (401, {"error": "Unauthorized"})


def test_sign_in_is_required_once(bench: Workbench) -> None:
    """No Authorization header, or two of them, is 401."""
    good = ("Authorization", basic("emulator-key:"))
    for headers, status in (((), 401), ((good, good), 401), ((good,), 200)):
        response = bench.emulator.handle(Request("GET", "/api/v1/me/", headers=headers))
        assert response.status == status


def test_the_scheme_is_read_without_case(bench: Workbench) -> None:
    """`basic` and `BASIC` sign in as well as `Basic` (RFC 9110)."""
    for scheme in ("basic", "BASIC"):
        header = basic("emulator-key:").replace("Basic", scheme)
        assert bench.send("GET", "/me/", authorization=header).status == 200


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/json", 200),
        ("application/json; charset=utf-8", 200),
        ("Application/JSON ;charset=utf-8", 200),
        ("", 415),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("application/jsonx", 415),
        ("application/problem+json", 415),
        ("text/html; application/json", 415),
    ],
)
def test_bodies_are_declared_as_json(bench: Workbench, content_type: str, status: int) -> None:
    """A body of another content type is 415, parameters of the type do not matter."""
    response = bench.send("POST", BULK, bench.subscribe_body(), content_type=content_type)
    assert response.status == status


def test_a_get_needs_no_content_type(bench: Workbench) -> None:
    """Where there is no body to read, nobody asks for its type."""
    assert bench.send("GET", "/me/", b"\xff", content_type="text/plain").status == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"{",
        b"{}{}",
        b"{'status': 'paused'}",
        b'{"status": NaN}',
        b'{"status": Infinity}',
        b'{"status": -Infinity}',
        b'{"status": 1e400}',
        b'{"status": "\xff"}',
        b'{"status": "\\ud800"}',
        b'{"\\uDFFF": 1}',
        b"\xef\xbb\xbf{}",
        '{"status": "paused"}'.encode("utf-16"),
        b'{"status": ' + b"9" * 5000 + b"}",
        b"[" * 10_000 + b"]" * 10_000,
        b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
        b"[" * 1_000_000,
    ],
)
def test_broken_json_is_refused(bench: Workbench, body: bytes) -> None:
    """What is no JSON by RFC 8259 in UTF-8 is 400 with the sentence seen on live calls."""
    response = bench.send("POST", BULK, body)
    sentence = {"error": "The request contains invalid JSON."}
    assert (response.status, response.json()) == (400, sentence)


def test_a_surrogate_pair_is_a_character(bench: Workbench) -> None:
    """An escaped pair of surrogates is one character, and is kept."""
    body = bench.subscribe_body(sender_name="💌")
    assert b"\\ud83d\\udc8c" in bench.send("POST", BULK, body).body
    assert bench.ok("POST", BULK, body)["sender_name"] == "💌"


def test_every_answer_is_json_with_an_id(bench: Workbench) -> None:
    """Success and refusal alike say application/json and carry an x-request-id of their own."""
    paths = ("/me/", "/nowhere/", SUBSCRIPTIONS, SEARCH)
    headers = [dict(bench.send("GET", path).headers) for path in paths]
    assert {header["content-type"] for header in headers} == {"application/json"}
    assert len({header["x-request-id"] for header in headers}) == len(paths)


@pytest.mark.parametrize("identity", ["bulkseqsub_none", ".", "..", "{id}", "lead_1", "ä", "\x00"])
def test_unknown_ids_are_not_found(bench: Workbench, identity: str) -> None:
    """GET and PUT of an action that does not exist are 404 in the vendor's shape."""
    for method in ("GET", "PUT"):
        response = bench.send(method, f"{BULK}{identity}/", {"status": "paused"})
        assert (response.status, response.json()) == (404, {"error": "Not Found"})


def test_me_is_the_owner_of_the_key(bench: Workbench) -> None:
    """/me/ names the user whom actions are created by, and the organisation they belong to."""
    me = bench.ok("GET", "/me/")
    action = bench.fetch(bench.start())
    assert me["id"] == action["created_by"] == action["updated_by"]
    assert me["organizations"][0]["id"] == action["organization_id"]


@pytest.mark.parametrize("key", ["api_1a2b.3c4d", "api_", "", "a:b", "schlüssel", "a\nb"])
def test_keys_that_look_real_or_cannot_be_sent_are_refused(key: str) -> None:
    """An emulator is not configured with a key that may be real, nor with one HTTP cannot carry."""
    with pytest.raises(ValueError, match="key"):
        Emulator(api_key=key)


def test_another_made_up_key_will_do() -> None:
    """The key can be chosen; then it is the one that signs in."""
    emulator = Emulator(api_key="mine")
    statuses = [
        emulator.handle(
            Request("GET", "/api/v1/me/", headers=(("authorization", basic(f"{key}:")),))
        ).status
        for key in ("mine", "emulator-key")
    ]
    assert statuses == [200, 401]
