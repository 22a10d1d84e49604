"""The conditional requirements, tried exhaustively."""

import json
from collections.abc import Callable

from close_contract import Known, Operation, Samples, contract
from close_contract.server import basic
from close_emulator import Emulator, Request

CREATE = "create_bulk_sequence_subscription"


def _create() -> Operation:
    return next(operation for operation in contract().operations() if operation.id == CREATE)


def test_conditions(emulator: Emulator, prepare: Callable[[Emulator], Known]) -> None:
    """Of every action type with every field absent, null and given, only valid ones are taken."""
    schema = _create().body
    assert schema is not None
    bodies = [*Samples(contract(), prepare(emulator), _create()).grid()]
    is_valid = contract().validator(schema).is_valid
    expected = {json.dumps(body): 200 if is_valid(body) else 400 for body in bodies}

    actual = {body: emulator.handle(_post(emulator, body)).status for body in expected}

    assert {body: actual[body] for body in expected if actual[body] != expected[body]} == {}
    assert {200, 400} == {*actual.values()}


def test_grid(emulator: Emulator, prepare: Callable[[Emulator], Known]) -> None:
    """The table mixes the seven fields that depend on the type, and the four that never do."""
    schema = _create().body
    assert schema is not None
    bodies = [*Samples(contract(), prepare(emulator), _create()).grid()]

    assert len(bodies) == 5 * (3**7 + 3**4)
    assert len({body["action_type"] for body in bodies}) == 5
    assert {name for body in bodies for name in body} == {*contract().members(schema)}


def _post(emulator: Emulator, body: str) -> Request:
    headers = (
        ("authorization", basic(f"{emulator.api_key}:")),
        ("content-type", "application/json"),
    )
    path = "/api/v1/bulk_action/sequence_subscription/"
    return Request("POST", path, headers=headers, body=body.encode())
