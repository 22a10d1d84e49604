"""What OAuth is told, and what it refuses to be told."""

from typing import Any

import pytest

from close_bulk import Close, ConfigurationError, OAuth, OAuthTokens, TokensNotStored
from kit import ID, Make
from vendor import Vendor


@pytest.fixture
def vendor() -> Vendor:
    """A vendor of its own for each test."""
    return Vendor()


def test_coroutine_is_no_callback_of_a_client_that_waits(vendor: Vendor) -> None:
    """A coroutine function is refused at once; one in disguise is an error with the tokens."""

    async def store(_: OAuthTokens) -> None:
        """Store nothing."""

    with pytest.raises(ConfigurationError, match="coroutine function"):
        vendor.client(Close, on_refresh=store)
    with pytest.raises(TokensNotStored) as caught:
        vendor.client(Close, on_refresh=lambda tokens: store(tokens) or None).bulk.get(ID)
    assert "AsyncClose" in str(caught.value.__cause__)


WRONG_SETTINGS: list[tuple[dict[str, Any], str]] = [
    ({"client_id": None}, "client_id"),
    ({"client_id": 7}, "client_id"),
    ({"client_secret": None}, "client_secret"),
    ({"refresh_token": ""}, "refresh_token"),
    ({"refresh_token": "a b"}, "refresh_token"),
    ({"access_token": "clé"}, "access_token"),
    ({"access_token": b"x"}, "access_token"),
    ({"on_refresh": None}, "on_refresh"),
    ({"expires_at": "tomorrow"}, "expires_at"),
    ({"expires_at": float("nan")}, "expires_at"),
    ({"token_url": "http://close.example/oauth2/token/"}, "in clear"),
    ({"token_uri": "x"}, "unknown setting token_uri"),
]


@pytest.mark.parametrize(("settings", "words"), WRONG_SETTINGS)
def test_wrong_setting_is_named(vendor: Vendor, settings: dict[str, Any], words: str) -> None:
    """Each setting that is missing, unknown or of the wrong kind has its own sentence."""
    with pytest.raises(ConfigurationError, match=words):
        vendor.oauth(**settings)


def test_missing_settings_are_an_error_of_ours() -> None:
    """OAuth without anything says what is missing."""
    with pytest.raises(ConfigurationError, match="client_id is missing"):
        OAuth()  # type: ignore[call-arg]


def test_one_way_to_sign_in(make: Make, vendor: Vendor) -> None:
    """Two ways to sign in, or something else in place of OAuth, are refused."""
    with pytest.raises(ConfigurationError, match="api_key and oauth"):
        make(api_key="k", oauth=vendor.oauth())
    with pytest.raises(ConfigurationError, match="api_key and token"):
        make(api_key="k", token="t")
    with pytest.raises(ConfigurationError, match="OAuth"):
        make(oauth={"client_id": "app"})


def test_token_url_can_be_another(make: Make, vendor: Vendor) -> None:
    """A token endpoint that is given is used as it is."""
    client = vendor.client(make, token_url="https://sign-in.example/oauth2/token/")
    client.bulk.get(ID)
    assert vendor.urls == ["https://sign-in.example/oauth2/token/"]
