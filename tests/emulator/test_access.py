"""Keys, bearer tokens and OAuth; rate limits; what stands before every resource."""

import json
import math
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from close_emulator import Emulator, Request, Response
from emulator.contracted import SEQUENCES, SUBSCRIPTIONS, Contracted
from emulator.workbench import ALL_LEADS, basic

FORM = ("content-type", "application/x-www-form-urlencoded")
CLIENT = {"client_id": "client", "client_secret": "secret"}


@pytest.fixture
def bench() -> Contracted:
    """An emulator whose answers are held against the contract."""
    return Contracted()


def ask(bench: Contracted, fields: dict[str, str], **headers: str) -> Response:
    """Ask the token endpoint, which lies beside /api/v1, without any other sign-in."""
    sent = dict([FORM]) | headers
    body = urlencode(fields).encode()
    return bench.emulator.handle(
        Request("POST", "/oauth2/token/", headers=tuple(sent.items()), body=body)
    )


def refresh(bench: Contracted, token: str, **changes: str) -> Response:
    """Exchange a refresh token."""
    fields = {"grant_type": "refresh_token", "refresh_token": token} | CLIENT | changes
    return ask(bench, fields)


def me(bench: Contracted, token: str) -> int:
    """The status of a request that is signed in with a bearer token."""
    return bench.send("GET", "/me/", authorization=f"Bearer {token}").status


def test_bearer_tokens_sign_in() -> None:
    """Tokens that the emulator was given are good for ever, others are 401."""
    bench = Contracted()
    bench.emulator = Emulator(tokens=["mine"], clock=bench.clock)
    bench.emulator.add_token("yours")
    bench.clock.advance(10**8)
    assert [me(bench, token) for token in ("mine", "yours", "other", "")] == [200, 200, 401, 401]
    assert bench.send("GET", "/me/", authorization="bearer mine").status == 200


@pytest.mark.parametrize("secret", ["api_1a2b.3c4d", "", "a b", "a\nb", "schl\u00fcssel"])
def test_no_secret_that_looks_real_is_taken(bench: Contracted, secret: str) -> None:
    """What may be a real key, or cannot be sent, is refused wherever one is given."""
    emulator = bench.emulator
    with pytest.raises(ValueError, match="token"):
        emulator.add_token(secret)
    with pytest.raises(ValueError, match="key"):
        emulator.add_api_key(secret)
    with pytest.raises(ValueError, match="secret"):
        emulator.add_oauth_grant(client_id="client", client_secret=secret)
    with pytest.raises(ValueError, match="token"):
        Emulator(tokens=[secret])


def test_a_refresh_token_serves_once(bench: Contracted) -> None:
    """A refresh brings a whole new pair; the old refresh token is refused from then on."""
    first = bench.emulator.add_oauth_grant(**CLIENT)
    response = refresh(bench, first)
    granted: Any = response.json()
    assert response.status == 200
    assert (
        granted.items()
        >= {
            "token_type": "Bearer",
            "expires_in": 3600,
            "scope": "all.full_access offline_access",
            "organization_id": bench.organization.id,
            "user_id": bench.organization.user.id,
        }.items()
    )
    assert me(bench, granted["access_token"]) == 200
    again = refresh(bench, first)
    assert (again.status, again.json()) == (400, {"error": "invalid_grant"})
    assert refresh(bench, granted["refresh_token"]).status == 200
    assert me(bench, granted["access_token"]) == 200


def test_an_access_token_ends_after_an_hour(bench: Contracted) -> None:
    """Its hour is measured by the emulator's clock; a refresh token has no end."""
    granted: Any = refresh(bench, bench.emulator.add_oauth_grant(**CLIENT)).json()
    bench.clock.advance(3599.999)
    assert me(bench, granted["access_token"]) == 200
    bench.clock.advance(0.001)
    assert me(bench, granted["access_token"]) == 401
    granted = refresh(bench, granted["refresh_token"]).json()
    assert me(bench, granted["access_token"]) == 200


def test_others_cannot_refresh(bench: Contracted) -> None:
    """A wrong secret is 401 and another client's token 400; neither uses the token up."""
    token = bench.emulator.add_oauth_grant(**CLIENT)
    bench.emulator.add_oauth_grant(client_id="other", client_secret="other")
    wrong = refresh(bench, token, client_secret="x")
    assert (wrong.status, wrong.json()) == (401, {"error": "invalid_client"})
    other = refresh(bench, token, client_id="other", client_secret="other")
    assert (other.status, other.json()) == (400, {"error": "invalid_grant"})
    assert refresh(bench, token).status == 200


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({}, "invalid_request"),
        (CLIENT, "invalid_request"),
        (CLIENT | {"grant_type": "authorization_code"}, "unsupported_grant_type"),
        (CLIENT | {"grant_type": "refresh_token"}, "invalid_grant"),
    ],
)
def test_broken_token_requests(bench: Contracted, fields: dict[str, str], error: str) -> None:
    """What is no refresh is refused in the words of RFC 6749."""
    bench.emulator.add_oauth_grant(**CLIENT)
    response = ask(bench, fields)
    assert (response.status, response.json()) == (400, {"error": error})


def test_tokens_are_asked_for_with_a_form(bench: Contracted) -> None:
    """JSON is refused, a repeated field too, and GET is 405."""
    fields = {"grant_type": "refresh_token"} | CLIENT
    assert ask(bench, fields, **{"content-type": "application/json"}).status == 400
    twice = (urlencode(fields) + "&client_id=client").encode()
    handle = bench.emulator.handle
    assert handle(Request("POST", "/oauth2/token/", (), (FORM,), twice)).status == 400
    response = handle(Request("GET", "/oauth2/token/"))
    assert (response.status, dict(response.headers)["allow"]) == (405, "POST")


def test_me_projects(bench: Contracted) -> None:
    """/me/ leaves the fields named in _fields."""
    user = bench.organization.user
    query = {"_fields": "id,email,typo"}
    assert bench.ok("GET", "/me/", query=query) == {"id": user.id, "email": user.email}


def test_a_smart_view_has_its_query(bench: Contracted) -> None:
    """A Smart View's s_query starts a bulk action; unknown ids are 404."""
    bench.add_leads(2)
    view = bench.emulator.add_smart_view("All", ALL_LEADS)
    shown = bench.ok("GET", f"/saved_search/{view}/")
    assert (shown["id"], shown["name"], shown["type"]) == (view, "All", "lead")
    assert bench.finish(s_query=shown["s_query"])["n_leads"] == 2
    assert bench.send("GET", "/saved_search/save_none/").status == 404
    assert bench.emulator.add_smart_view("Two", {}, "contact", fixed_id="save_2") == "save_2"


def limited(response: Response) -> tuple[float, float, float]:
    """Limit, remaining and reset of an answer's RateLimit header."""
    told = dict(response.headers)["ratelimit"]
    limit, remaining, reset = (float(part.partition("=")[2]) for part in told.split(", "))
    return limit, remaining, reset


def test_no_limit_no_header(bench: Contracted) -> None:
    """Without limit_requests() nothing is counted and nothing told."""
    assert "ratelimit" not in dict(bench.send("GET", "/me/").headers)


def test_a_limit_counts_down_and_refuses(bench: Contracted) -> None:
    """Each answer tells what is left; then comes 429, with the time to wait, in two headers."""
    bench.emulator.limit_requests(2)
    told = [limited(bench.send("GET", "/me/")) for _ in range(2)]
    assert told == [(2, 1, 0.5), (2, 0, 0.5)]
    refused = bench.send("GET", "/me/")
    assert (refused.status, refused.json()) == (429, {"error": "Too Many Requests"})
    assert (limited(refused), dict(refused.headers)["retry-after"]) == ((2, 0, 0.5), "1")
    assert "x-request-id" in dict(refused.headers)
    bench.clock.advance(0.5)
    assert [bench.send("GET", "/me/").status for _ in range(2)] == [200, 429]


def test_a_pause_earns_no_more_than_a_burst(bench: Contracted) -> None:
    """However long nobody asked, only a burst goes through at once."""
    bench.emulator.limit_requests(10, burst=2)
    bench.send("GET", "/me/")
    bench.clock.advance(3600)
    assert [bench.send("GET", "/me/").status for _ in range(3)] == [200, 200, 429]


def test_each_operation_has_a_limit_of_its_own(bench: Contracted) -> None:
    """Method and path template are counted together, ids are not told apart."""
    bench.emulator.limit_requests(1)
    paths = [("GET", "/me/"), ("GET", SEQUENCES), ("GET", f"{SEQUENCES}seq_a/")]
    assert [bench.send(*path).status for path in paths] == [200, 200, 404]
    assert bench.send("GET", f"{SEQUENCES}seq_b/").status == 429
    assert bench.send("DELETE", f"{SEQUENCES}seq_b/").status == 404


def test_refusals_tell_the_limit_too(bench: Contracted) -> None:
    """400, 401, 404, 405 and 501 have the header like any other answer."""
    bench.emulator.limit_requests(9)
    statuses: list[int] = []
    for method, path, key in (
        ("GET", SUBSCRIPTIONS, "emulator-key:"),
        ("GET", SUBSCRIPTIONS, "x:"),
        ("GET", "/me", "emulator-key:"),
        ("PUT", "/me/", "emulator-key:"),
        ("GET", "/task/", "emulator-key:"),
    ):
        response = bench.send(method, path, authorization=basic(key))
        assert limited(response)[0] == 9
        statuses.append(response.status)
    assert statuses == [400, 401, 404, 405, 501]


def test_a_refused_start_starts_nothing(bench: Contracted) -> None:
    """A POST that gets 429 has changed nothing."""
    bench.emulator.limit_requests(1, burst=1)
    body = bench.subscribe_body()
    path = "/bulk_action/sequence_subscription/"
    assert [bench.send("POST", path, body).status for _ in range(3)] == [200, 429, 429]
    assert len(bench.organization.bulk_actions) == 1


@given(
    rate=st.floats(0.1, 500),
    burst=st.integers(1, 5) | st.none(),
    pauses=st.lists(st.floats(0, 3), max_size=30),
)
def test_waiting_for_the_reset_suffices(
    rate: float, burst: int | None, pauses: list[float]
) -> None:
    """Whoever waits as long as a 429 says is let through; no more than the rate gets through."""
    bench = Contracted()
    bench.emulator.limit_requests(rate, burst=burst)
    limit = math.ceil(rate) if burst is None else burst
    waited = 0.0
    for passed, pause in enumerate(pauses, 1):
        response = bench.send("GET", "/me/")
        if response.status == 429:
            _, _, reset = limited(response)
            assert reset <= int(dict(response.headers)["retry-after"]) < reset + 1
            bench.clock.advance(reset)
            waited += reset
            assert bench.send("GET", "/me/").status == 200
        assert passed <= limit + waited * rate + 0.01
        bench.clock.advance(pause)
        waited += pause


@pytest.mark.parametrize("rate", [0.0, -1.0, math.inf, math.nan])
def test_a_rate_makes_sense(bench: Contracted, rate: float) -> None:
    """A rate or a burst that lets nothing through is refused."""
    with pytest.raises(ValueError, match="requests a second"):
        bench.emulator.limit_requests(rate)
    with pytest.raises(ValueError, match="burst"):
        bench.emulator.limit_requests(1, burst=0)


def test_a_skip_can_be_capped(bench: Contracted) -> None:
    """Above the cap a _skip is 400 with the observed sentence, up to it all is as ever."""
    bench.emulator.cap_skip(2)
    query = {"sequence_id": bench.sequence_id}
    for path in (SEQUENCES, SUBSCRIPTIONS, "/bulk_action/sequence_subscription/"):
        bench.ok("GET", path, query=query | {"_skip": "2"})
        for skip in ("3", "9" * 9999):
            response = bench.send("GET", path, query=query | {"_skip": skip})
            assert (response.status, b"(max_skip = 2)" in response.body) == (400, True)
        assert list(bench.problems("GET", path, query=query | {"_skip": "-1"})) == ["_skip"]


def test_what_close_may_serve_is_not_implemented(bench: Contracted) -> None:
    """An operation that the emulator does not know is 501, by name, whatever the key."""
    for method, path in (("GET", "/task/"), ("POST", "/lead/lead_1/x/"), ("DELETE", "/contact/c/")):
        response = bench.send(method, path, authorization="")
        error = f"Not Implemented; the emulator does not serve {method} /api/v1{path}"
        assert (response.status, json.loads(response.body)) == (501, {"error": error})
