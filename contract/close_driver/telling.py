"""What came of a call, as plain JSON."""

from collections.abc import Iterable
from typing import Any

import close_bulk
from close_bulk import CloseError, OutcomeUnknown


def error_told(error: Exception) -> dict[str, Any]:
    """Return an error's class, whether it is the client's own, and whether it leaves open what was done."""
    kind = type(error)
    return {
        "class": kind.__name__,
        "own": isinstance(error, CloseError) and kind.__name__ in close_bulk.__all__,
        "open": isinstance(error, OutcomeUnknown),
        "message": str(error),
    }


def object_told(model: Any) -> Any:
    """Return the members of a generated model, as on the wire."""
    return model.to_dict()


def objects_told(models: Iterable[Any]) -> list[Any]:
    """Return the members of each."""
    return [model.to_dict() for model in models]


def action_told(action: Any) -> Any:
    """Return the members of what a handle of a bulk action has read."""
    return object_told(action.data)


def actions_told(actions: Iterable[Any]) -> list[Any]:
    """Return the members of each."""
    return [action_told(action) for action in actions]
