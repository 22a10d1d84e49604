"""What holds for every test: hypothesis' profiles, a clean environment, no network."""

import ipaddress
import os
import socket
import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

# No deadline anywhere: a busy machine is no defect of the code.
settings.register_profile("dev", deadline=None)
settings.register_profile("ci", derandomize=True, database=None, deadline=None, print_blob=True)
# The parent is named because hypothesis starts from its own repeatable profile when CI is set.
settings.register_profile(
    "nightly",
    parent=settings.get_profile("default"),
    deadline=None,
    max_examples=2000,
    print_blob=True,
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

# The developer's own key and server must not reach a test.
for variable in ("CLOSE_API_KEY", "CLOSE_BASE_URL"):
    os.environ.pop(variable, None)

_LOOKUPS = ("socket.getaddrinfo", "socket.gethostbyname")
_SENDS = ("socket.bind", "socket.connect", "socket.sendmsg", "socket.sendto")
_refused: list[str] = []


def _is_loopback(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def _host(event: str, args: tuple[object, ...]) -> object:
    """Return the host that an audited socket event names, or None if it names none."""
    if event in _LOOKUPS:
        return args[0]
    if event in _SENDS:
        connection, address = args[0], args[1]
        internet = getattr(connection, "family", None) in {socket.AF_INET, socket.AF_INET6}
        return address[0] if internet and isinstance(address, tuple) else None
    return None


def _guard(event: str, args: tuple[object, ...]) -> None:
    host = _host(event, args)
    if host is not None and not _is_loopback(host):
        _refused.append(f"{event} to {host!r}")
        pytest.fail(f"tests use the loopback only: {_refused[-1]}")


sys.addaudithook(_guard)


@pytest.fixture(autouse=True)
def loopback_only() -> Iterator[None]:
    """Fail a test that tried to leave this machine, even if it swallowed the refusal."""
    _refused.clear()
    yield
    if _refused:
        pytest.fail(f"tests use the loopback only: {', '.join(_refused)}")
