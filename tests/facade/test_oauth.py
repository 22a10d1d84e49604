"""Signing in with OAuth tokens that are renewed, and never used up twice."""

import asyncio
import pickle
import threading
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from close_bulk import (
    ALL_LEADS,
    AsyncClose,
    Close,
    CloseError,
    OAuthTokens,
    SignInError,
    TokensNotStored,
    TransportError,
    Unauthorized,
)
from kit import ID, Make
from vendor import BASE, Vendor, Wrong


@pytest.fixture
def vendor() -> Vendor:
    """A vendor of its own for each test."""
    return Vendor()


def test_first_call_without_an_access_token_renews(make: Make, vendor: Vendor) -> None:
    """The form is the documented one, the new tokens are stored, and the call is signed with them."""
    assert vendor.client(make).bulk.get(ID).id == ID
    assert vendor.renewals == [
        {
            "grant_type": "refresh_token",
            "client_id": "app",
            "client_secret": "client-secret",
            "refresh_token": "refresh-0",
        }
    ]
    assert vendor.urls == ["http://127.0.0.1:1/oauth2/token/"]
    assert vendor.signed == ["access-1"]
    [tokens] = vendor.stored
    assert (tokens.access_token, tokens.refresh_token) == ("access-1", "refresh-1")
    assert tokens.expires_at == vendor.clock.time() + 3600


def test_token_is_renewed_a_minute_early(make: Make, vendor: Vendor) -> None:
    """A token with more than a minute left is used; with less, it is renewed before the call."""
    now = vendor.clock.time()
    client = vendor.client(make, access_token="access-0", expires_at=now + 100)
    client.bulk.get(ID)
    assert vendor.renewals == []
    vendor.clock.sleep(41)
    client.bulk.get(ID)
    assert vendor.signed == ["access-0", "access-1"]
    vendor.clock.sleep(3539)
    client.bulk.get(ID)
    vendor.clock.sleep(2)
    client.bulk.get(ID)
    assert vendor.signed[2:] == ["access-1", "access-2"]
    assert [form["refresh_token"] for form in vendor.renewals] == ["refresh-0", "refresh-1"]


@pytest.mark.parametrize("lasts", [60, 30, 1])
def test_token_that_lives_briefly_is_not_renewed_at_each_call(
    make: Make, vendor: Vendor, lasts: int
) -> None:
    """A new token is used for half of its life where that is shorter than a minute, and then renewed."""
    client = vendor.client(make)
    vendor.lasts = lasts
    for _ in range(3):
        client.bulk.get(ID)
    assert len(vendor.renewals) == 1
    vendor.clock.sleep(lasts / 2)
    client.bulk.get(ID)
    assert len(vendor.renewals) == 2


def test_token_that_is_refused_is_renewed_and_the_call_sent_again(
    make: Make, vendor: Vendor
) -> None:
    """A start that was answered 401 had no effect; it goes once more, with the new token."""
    client = vendor.client(make, access_token="revoked")
    assert client.bulk.pause(s_query=ALL_LEADS).id == ID
    assert vendor.signed == ["revoked", "access-1"]


def test_new_token_that_is_refused_is_unauthorized(make: Make, vendor: Vendor) -> None:
    """A service that refuses the new token as well is not asked for ever, and the advice fits OAuth."""
    client = vendor.client(make, access_token="revoked")
    vendor.wrong = [httpx.Response(200, json={"access_token": "odd", "refresh_token": "refresh-0"})]
    with pytest.raises(Unauthorized, match="authorise the app again"):
        client.bulk.get(ID)
    assert vendor.signed == ["revoked", "odd"]


def test_advice_fits_the_sign_in(make: Make) -> None:
    """A 401 says what to do about the API key or the token, whichever the client was given."""
    transport = httpx.MockTransport(lambda _: httpx.Response(401))
    for sign_in, words in (({"api_key": "k"}, "API key"), ({"token": "t"}, "access token")):
        with pytest.raises(Unauthorized, match=words):
            make(**sign_in, transport=transport).bulk.get(ID)


def test_answer_without_a_refresh_token_leaves_the_old_one_valid(
    make: Make, vendor: Vendor
) -> None:
    """A service that does not rotate (RFC 6749 allows it) keeps being asked with the token it gave."""
    client = vendor.client(make)
    vendor.access = "fixed"
    vendor.wrong = [httpx.Response(200, json={"access_token": "fixed"})]
    client.bulk.get(ID)
    assert vendor.stored[0].refresh_token == "refresh-0"
    assert vendor.stored[0].expires_at is None
    client.bulk.get(ID)
    assert len(vendor.renewals) == 1


def test_new_tokens_are_stored_before_they_are_used(make: Make, vendor: Vendor) -> None:
    """When on_refresh is called, nothing has been signed with the new token yet."""
    seen: list[list[str]] = []
    vendor.client(make, on_refresh=lambda _: seen.append(list(vendor.signed))).bulk.get(ID)
    assert seen == [[]]


def test_tokens_that_could_not_be_stored_are_not_lost(make: Make, vendor: Vendor) -> None:
    """The error carries them, nothing is sent, and the next call has them stored before it goes on."""
    full = OSError("disk full")
    failing = [full]

    def store(tokens: OAuthTokens) -> None:
        if failing:
            raise failing.pop()
        vendor.stored.append(tokens)

    client = vendor.client(make, on_refresh=store)
    with pytest.raises(TokensNotStored, match="OSError") as caught:
        client.bulk.get(ID)
    assert caught.value.__cause__ is full
    assert caught.value.tokens is not None
    assert caught.value.tokens.refresh_token == "refresh-1"
    assert pickle.loads(pickle.dumps(caught.value)).tokens is None  # noqa: S301 - our own bytes
    assert vendor.signed == []
    assert client.bulk.get(ID).id == ID
    assert [tokens.refresh_token for tokens in vendor.stored] == ["refresh-1"]
    assert len(vendor.renewals) == 1


REFUSED = {
    "invalid_grant": (httpx.Response(400, json={"error": "invalid_grant"}), "newer one"),
    "invalid_client": (httpx.Response(401, json={"error": "invalid_client"}), "client_secret"),
    "no reason": (httpx.Response(403), "403"),
}
LOST: dict[str, Wrong] = {
    "broken off": httpx.ReadError("reset"),
    "no answer in time": httpx.ReadTimeout("slow"),
    "server error": httpx.Response(502, content=b"<html>"),
    "no JSON": httpx.Response(200, content=b"?"),
    "no object": httpx.Response(200, content=b"[]"),
    "no token": httpx.Response(200, json={"refresh_token": "r"}),
    "odd token": httpx.Response(200, json={"access_token": "a b", "refresh_token": "r"}),
    "compressed": httpx.Response(200, content=b"?", headers={"Content-Encoding": "br"}),
    "redirect": httpx.Response(307, headers={"Location": "https://elsewhere.example/"}),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_refused_renewal_says_what_to_do_and_is_not_repeated(
    make: Make, vendor: Vendor, reason: str
) -> None:
    """A refusal is a SignInError with the code and the way on; the next call does not ask again."""
    refusal, words = REFUSED[reason]
    client = vendor.client(make)
    vendor.wrong = [refusal]
    for _ in range(2):
        with pytest.raises(SignInError, match=words):
            client.bulk.pause(s_query=ALL_LEADS)
    assert (len(vendor.renewals), vendor.signed) == (1, [])


@pytest.mark.parametrize("loss", LOST)
def test_lost_renewal_is_said_to_be_open_and_is_not_repeated(
    make: Make, vendor: Vendor, loss: str
) -> None:
    """Whatever leaves open whether the refresh token was used up is said to, and it is not used again."""
    client = vendor.client(make)
    vendor.wrong = [LOST[loss]]
    for _ in range(2):
        with pytest.raises(SignInError, match="it is open whether"):
            client.bulk.pause(s_query=ALL_LEADS)
    assert (len(vendor.renewals), vendor.signed) == (1, [])


@pytest.mark.parametrize(
    "wrong", [httpx.ConnectError("refused"), httpx.Response(429, headers={"Retry-After": "1"})]
)
def test_renewal_that_cannot_have_happened_is_tried_again(
    make: Make, vendor: Vendor, wrong: Wrong
) -> None:
    """A token endpoint that was not reached, or is over its rate limit, is asked again after a while."""
    client = vendor.client(make)
    vendor.wrong = [wrong]
    assert client.bulk.pause(s_query=ALL_LEADS).id == ID
    assert (len(vendor.renewals), len(vendor.clock.naps)) == (2, 1)
    assert vendor.signed == ["access-2"]


def test_token_endpoint_that_is_never_reached_is_a_transport_error(
    make: Make, vendor: Vendor
) -> None:
    """After the last attempt the error says that nothing was sent; later calls may still succeed."""
    client = vendor.client(make)
    vendor.wrong = [httpx.ConnectError("refused")] * 4
    with pytest.raises(TransportError) as caught:
        client.bulk.pause(s_query=ALL_LEADS)
    assert caught.value.sent is False
    assert client.bulk.get(ID).id == ID


def test_clients_of_one_setting_share_its_tokens(make: Make, vendor: Vendor) -> None:
    """A client that is made after another goes on where that one stood."""
    oauth = vendor.oauth()
    for _ in range(2):
        transport = httpx.MockTransport(vendor.handle)
        client = make(oauth=oauth, base_url=BASE, transport=transport, clock=vendor.clock)
        client.bulk.get(ID)
        client.close()
    assert len(vendor.renewals) == 1


def test_hooks_do_not_see_a_renewal(make: Make, vendor: Vendor) -> None:
    """A renewal holds secrets on its way there and back: hooks see the calls only."""
    seen: list[Any] = []
    client = vendor.client(make).with_options(on_request=seen.append, on_response=seen.append)
    client.bulk.get(ID)
    assert len(vendor.renewals) == 1
    assert [getattr(item, "request", item).path for item in seen] == [seen[0].path] * 2
    assert "oauth" not in seen[0].path


def in_threads(count: int, work: Callable[[], object]) -> list[BaseException]:
    """Do the same work in many threads at once and give what went wrong."""
    errors: list[BaseException] = []
    together = threading.Barrier(count)

    def run() -> None:
        together.wait()
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - collected
            errors.append(error)

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert not any(thread.is_alive() for thread in threads)
    return errors


@pytest.mark.parametrize("settings", [{}, {"access_token": "revoked"}])
def test_threads_renew_once(vendor: Vendor, settings: dict[str, str]) -> None:
    """However many threads find the token missing or refused, the refresh token is used once."""
    client = vendor.client(Close, **settings)
    assert in_threads(16, lambda: client.bulk.get(ID)) == []
    assert len(vendor.renewals) == 1
    assert [tokens.access_token for tokens in vendor.stored] == ["access-1"]


def test_tasks_renew_once_and_the_callback_is_awaited(vendor: Vendor) -> None:
    """Tasks that find the token missing wait for one renewal, whose tokens a coroutine stores."""

    async def store(tokens: OAuthTokens) -> None:
        await asyncio.sleep(0)
        vendor.stored.append(tokens)

    async def work() -> None:
        async with vendor.client(AsyncClose, on_refresh=store) as client:
            await asyncio.gather(*(client.bulk.get(ID) for _ in range(16)))

    asyncio.run(work())
    assert (len(vendor.renewals), len(vendor.stored)) == (1, 1)


def test_cancelled_call_does_not_lose_the_tokens(vendor: Vendor) -> None:
    """A call that is cancelled while its renewal is under way leaves the tokens to the next call."""

    async def work() -> None:
        storing, go_on = asyncio.Event(), asyncio.Event()

        async def store(tokens: OAuthTokens) -> None:
            storing.set()
            await go_on.wait()
            vendor.stored.append(tokens)

        async with vendor.client(AsyncClose, on_refresh=store) as client:
            call = asyncio.create_task(client.bulk.get(ID))
            await storing.wait()
            call.cancel()
            with pytest.raises(asyncio.CancelledError):
                await call
            go_on.set()
            assert (await client.bulk.get(ID)).id == ID

    asyncio.run(work())
    assert (len(vendor.renewals), len(vendor.stored)) == (1, 1)


def test_cancelled_call_does_not_lose_a_form_on_its_way(vendor: Vendor) -> None:
    """A call that is cancelled while the form is on its way leaves the answer to the next call."""

    async def work() -> None:
        asked, go_on = asyncio.Event(), asyncio.Event()

        async def handle(request: httpx.Request) -> httpx.Response:
            if "oauth2" in request.url.path:
                asked.set()
                await go_on.wait()
            return vendor.handle(request)

        transport = httpx.MockTransport(handle)
        async with AsyncClose(oauth=vendor.oauth(), base_url=BASE, transport=transport) as client:
            call = asyncio.create_task(client.bulk.get(ID))
            await asked.wait()
            call.cancel()
            with pytest.raises(asyncio.CancelledError):
                await call
            go_on.set()
            assert (await client.bulk.get(ID)).id == ID

    asyncio.run(work())
    assert (len(vendor.renewals), len(vendor.stored)) == (1, 1)


def test_closing_waits_for_a_renewal(vendor: Vendor) -> None:
    """A client that is closed right after its call was cancelled still stores the tokens on their way."""

    async def work() -> None:
        async def store(tokens: OAuthTokens) -> None:
            await asyncio.sleep(0.01)
            vendor.stored.append(tokens)

        async with vendor.client(AsyncClose, on_refresh=store) as client:
            call = asyncio.create_task(client.bulk.get(ID))
            while not vendor.renewals:  # noqa: ASYNC110 - the vendor knows no event loop
                await asyncio.sleep(0)
            call.cancel()

    asyncio.run(work())
    assert len(vendor.stored) == 1


def test_interrupted_renewal_is_lost(vendor: Vendor) -> None:
    """Ctrl-C while the form is on its way leaves open whether it arrived: the token is not used again."""
    client = vendor.client(Close)
    vendor.wrong = [KeyboardInterrupt()]
    with pytest.raises(KeyboardInterrupt):
        client.bulk.get(ID)
    with pytest.raises(SignInError, match="interrupted"):
        client.bulk.get(ID)
    assert len(vendor.renewals) == 1


def test_callback_that_uses_its_client_is_an_error_not_a_hang(vendor: Vendor) -> None:
    """A callback that calls the client waits for itself; that ends with the time limit and says why."""
    client: Any = None

    def store(_: OAuthTokens) -> None:
        client.bulk.get(ID)

    client = vendor.client(Close, on_refresh=store).with_options(timeout=0.02)
    with pytest.raises(TokensNotStored) as caught:
        client.bulk.get(ID)
    assert isinstance(caught.value.__cause__, SignInError)
    assert "must not use the client" in str(caught.value.__cause__)


def test_every_failure_is_an_error_of_ours(make: Make, vendor: Vendor) -> None:
    """SignInError and its kind are caught with CloseError."""
    vendor.wrong = [httpx.ReadError("")]
    with pytest.raises(CloseError):
        vendor.client(make).bulk.get(ID)
