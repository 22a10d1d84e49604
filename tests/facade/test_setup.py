"""What a client needs to know before its first call."""

from typing import Any

import httpx
import pytest

from close_bulk import ConfigurationError, Unauthorized
from kit import Make, scripted


@pytest.mark.parametrize(
    "key", ["", "  ", "a b", "a:b", "Basic abc", "clé", "a\x00b", "a\nb", "\ud800"]
)
def test_key_that_cannot_be_one_is_refused_without_showing_it(make: Make, key: str) -> None:
    """An empty or malformed key is refused with the mend, and the text does not repeat it."""
    with pytest.raises(ConfigurationError) as caught:
        make(api_key=key)
    assert "API key" in str(caught.value)
    assert not key.strip() or key not in str(caught.value).replace("'Basic ' prefix", "")


def test_missing_key_names_both_ways_to_give_it(make: Make) -> None:
    """Without a key the error names the argument and the variable."""
    with pytest.raises(
        ConfigurationError, match=r"no other way to sign in.*api_key.*CLOSE_API_KEY"
    ):
        make()


def test_key_and_base_url_come_from_the_environment(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CLOSE_API_KEY, white space around it dropped, and CLOSE_BASE_URL serve where no argument is given."""
    monkeypatch.setenv("CLOSE_API_KEY", " key\n")
    monkeypatch.setenv("CLOSE_BASE_URL", "http://127.0.0.1:8000/api/v1/")
    transport, requests = scripted(httpx.Response(401, json={"error": "refused"}))
    with pytest.raises(Unauthorized, match="refused"):
        make(transport=transport).bulk.start("pause", s_query={"type": "x"})
    assert requests[0].headers["authorization"] == "Basic a2V5Og=="
    assert str(requests[0].url).startswith("http://127.0.0.1:8000/api/v1/bulk_action/")


def test_argument_goes_before_the_environment(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """An argument that is given is used, even if it is empty and the variable is not."""
    monkeypatch.setenv("CLOSE_API_KEY", "other")
    with pytest.raises(ConfigurationError):
        make(api_key="")


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("http://api.close.com/api/v1", "in clear"),
        ("http://127.0.0.1.example.com/", "in clear"),
        ("http://localhost.example.com/", "in clear"),
        ("http://0.0.0.0:1/", "in clear"),
        ("ftp://api.close.com", "not an http"),
        ("api.close.com/api/v1", "not an http"),
        ("https:///api", "not an http"),
        ("https://key@api.close.com/api/v1", "user name or a key"),
        ("https://key:@api.close.com/api/v1", "user name or a key"),
        ("https://api.close.com/api/v1?x=1", "query"),
        ("https://api.close.com/api/v1#x", "fragment"),
        ("https://api.close.com:port/", "not a URL"),
        ("https://[::1/", "not a URL"),
        ("https://api.close.com/ v1", "space"),
        ("https://api.clöse.com/", "ASCII"),
    ],
)
def test_base_url_that_is_not_safe_is_refused(make: Make, url: str, word: str) -> None:
    """A base URL that would leak the key or break the path is refused with the reason, userinfo left out."""
    with pytest.raises(ConfigurationError, match=word) as caught:
        make(api_key="secret", base_url=url)
    assert "key@" not in str(caught.value)
    assert "key:@" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1",
        "http://localhost:1/api",
        "http://[::1]:1/",
        "https://proxy.example/close",
    ],
)
def test_base_url_on_loopback_or_with_https_is_taken(make: Make, url: str) -> None:
    """Plain HTTP is for the loopback, https for everywhere."""
    assert url.rstrip("/") in repr(make(api_key="key", base_url=url))


@pytest.mark.parametrize("timeout", [0, -1, float("inf"), float("nan"), None, "30"])
def test_time_limit_is_finite(make: Make, timeout: Any) -> None:
    """There is no call without an end: a time limit that is none is refused."""
    with pytest.raises(ConfigurationError, match="timeout"):
        make(api_key="key", timeout=timeout)
