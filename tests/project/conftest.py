"""The office in which the scripts of docs/jobs are tried."""

import pytest

from office import Office, make_office


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Office:
    """Furnish an organisation, and give a way to run scripts against it."""
    return make_office(monkeypatch, capsys)
