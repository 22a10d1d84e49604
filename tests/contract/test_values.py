"""Known values in generated requests: what the server has answered is as good, but only in the path."""

from types import SimpleNamespace
from typing import Any

from close_contract import contract
from close_contract.values import Values
from contract.wrong.running import right, suite

MADE = "seq_madeInThisRun"
CONTEXT: Any = None


def _case(label: str, path: dict[str, str], body: dict[str, Any] | None) -> Any:
    operation = SimpleNamespace(label=label, method=label.partition(" ")[0])
    return SimpleNamespace(operation=operation, path_parameters=path, query={}, body=body)


def _answer(values: Values, case: Any, status: int, body: dict[str, Any]) -> None:
    response: Any = SimpleNamespace(status_code=status, json=lambda: body)
    values.after_call(CONTEXT, case, response)


def _filled(values: Values, case: Any) -> Any:
    return values.map_case(CONTEXT, case)


def test_made_ids_stay_in_paths_alone() -> None:
    """What belongs to an object that was made goes with that, so that bodies name the known ones."""
    values = Values(contract(), suite(right).known)
    _answer(values, _case("POST /sequence/", {}, {}), 200, {"id": MADE})
    one = _filled(values, _case("GET /sequence/{id}/", {"id": MADE}, None))
    assert one.path_parameters == {"id": MADE}
    made = _case("POST /sequence_subscription/", {}, {"sequence_id": MADE})
    assert _filled(values, made).body["sequence_id"] == values.known.sequence_id
    _answer(values, _case("DELETE /sequence/{id}/", {"id": MADE}, None), 200, {})
    gone = _filled(values, _case("GET /sequence/{id}/", {"id": MADE}, None))
    assert gone.path_parameters == {"id": values.known.ids["/sequence/{id}/"]}
