"""The harness signs in with an access token as well, if it is told one, and does not show it."""

import pytest
from attrs import evolve

from close_contract import Report, Server, Suite
from close_emulator import Emulator, Request, Response, Stepped
from close_emulator.asgi import application
from contract.furniture import prepare

TOKEN = "emulator-token"


class Strict(Emulator):
    """An emulator that knows one way to write Bearer."""

    def handle(self, request: Request) -> Response:
        """Take the scheme in other letters for none."""
        given = request.header("authorization")
        if any(value.startswith(("bearer", "BEARER")) for value in given):
            request = evolve(request, headers=())
        return super().handle(request)


def _report(kind: type[Emulator]) -> Report:
    emulator = kind(tokens=(TOKEN,), pace=Stepped(batch=2))
    server = Server(api_key=emulator.api_key, token=TOKEN, app=application(emulator))
    known = prepare(emulator)
    operations = ("get_me",)
    probes = ("sign_in_schemes",)
    return Suite(server=server, known=known, operations=operations, phases=(), probes=probes).run()


@pytest.mark.parametrize(("kind", "is_found"), [(Emulator, False), (Strict, True)])
def test_a_token_signs_in(kind: type[Emulator], is_found: bool) -> None:  # noqa: FBT001
    """A scheme may be written in any letters; the finding has a line that asks again without the token."""
    found = [each for each in _report(kind).findings if each.check == "sign_in_schemes"]
    assert bool(found) is is_found
    for each in found:
        assert '"$CLOSE_ACCESS_TOKEN"' in each.request
        assert '"authorization: bearer "' in each.request.lower()
        assert TOKEN not in str(each)
