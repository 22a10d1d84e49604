"""Bulk actions on Close CRM: subscribe, pause and resume the leads of a segment, and watch to the end.

Start with `Close`. Names are imported when they are first used, so that importing the package is free.
"""

from importlib import import_module

# Type checkers know the name; importing `typing` would cost more than this whole package.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from close_bulk._actions import AsyncBulkAction, BulkAction
    from close_bulk._bulk import AsyncBulk, Bulk
    from close_bulk._client import AsyncClose, Close
    from close_bulk._progress import Progress
    from close_bulk._reading import AsyncLeads, AsyncSubscriptions, Leads, Subscriptions
    from close_bulk._selection import ALL_LEADS
    from close_bulk.errors import (
        ActionError,
        ActionFailed,
        ActionStalled,
        ApiError,
        BadRequest,
        BadResponse,
        CallError,
        CallTimeout,
        CloseError,
        ConfigurationError,
        Forbidden,
        InvalidRequest,
        NotFound,
        OutcomeUnknown,
        PlanLimit,
        Problem,
        RateLimited,
        RequestSummary,
        ServerError,
        TransportError,
        Unauthorized,
        WaitTimeout,
    )

_HOMES = {
    "ALL_LEADS": "_selection",
    "AsyncBulk": "_bulk",
    "AsyncBulkAction": "_actions",
    "AsyncClose": "_client",
    "AsyncLeads": "_reading",
    "AsyncSubscriptions": "_reading",
    "Bulk": "_bulk",
    "BulkAction": "_actions",
    "Close": "_client",
    "Leads": "_reading",
    "Progress": "_progress",
    "Subscriptions": "_reading",
}

__all__ = [
    "ALL_LEADS",
    "ActionError",
    "ActionFailed",
    "ActionStalled",
    "ApiError",
    "AsyncBulk",
    "AsyncBulkAction",
    "AsyncClose",
    "AsyncLeads",
    "AsyncSubscriptions",
    "BadRequest",
    "BadResponse",
    "Bulk",
    "BulkAction",
    "CallError",
    "CallTimeout",
    "Close",
    "CloseError",
    "ConfigurationError",
    "Forbidden",
    "InvalidRequest",
    "Leads",
    "NotFound",
    "OutcomeUnknown",
    "PlanLimit",
    "Problem",
    "Progress",
    "RateLimited",
    "RequestSummary",
    "ServerError",
    "Subscriptions",
    "TransportError",
    "Unauthorized",
    "WaitTimeout",
]


def __getattr__(name: str) -> "Any":
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(f"{__name__}.{_HOMES.get(name, 'errors')}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
