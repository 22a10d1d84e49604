"""Bulk actions on Close CRM: subscribe, pause and resume the leads of a segment, and watch to the end.

Start with `Close`. Names are imported when they are first used, so that importing the package is free.
"""

from importlib import import_module

# Type checkers know the name; importing `typing` would cost more than this whole package.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from close_bulk._actions import AsyncBulkAction, BulkAction
    from close_bulk._async_client import AsyncClose
    from close_bulk._bulk import AsyncBulk, Bulk
    from close_bulk._client import Close
    from close_bulk._listing import AsyncListing, Listing
    from close_bulk._oauth import OAuth, OAuthTokens
    from close_bulk._options import Response
    from close_bulk._previewing import Preview
    from close_bulk._progress import Progress
    from close_bulk._queries.fields import contact, lead
    from close_bulk._queries.nodes import Query
    from close_bulk._resources.events import AsyncEvents, Events
    from close_bulk._resources.fields import StepChange
    from close_bulk._resources.leads import AsyncLeads, Leads
    from close_bulk._resources.report import Report, ReportRow
    from close_bulk._resources.sequences import AsyncSequences, Sequences
    from close_bulk._resources.smart_views import AsyncSmartViews, SmartViews
    from close_bulk._resources.subscriptions import AsyncSubscriptions, Subscriptions
    from close_bulk._selection import ALL_LEADS, smart_view
    from close_bulk._unset import UNSET
    from close_bulk._verbs.fields import (
        ClearCustomFieldFields,
        DeleteFields,
        EmailFields,
        PauseFields,
        ReassignFields,
        SetCustomFieldFields,
        SetLeadStatusFields,
        SubscribeFields,
    )
    from close_bulk.errors import (
        ActionError,
        ActionFailed,
        ActionStalled,
        ApiError,
        BadRequest,
        BadResponse,
        CallError,
        CallTimeout,
        ChangesFailed,
        CloseError,
        ConfigurationError,
        CountDiffers,
        Forbidden,
        InvalidRequest,
        ListChanged,
        NotFound,
        OutcomeUnknown,
        PlanLimit,
        Problem,
        RateLimited,
        RequestSummary,
        SearchLimit,
        ServerError,
        SignInError,
        SkipLimit,
        StepsWouldBeRemoved,
        TokensNotStored,
        TransportError,
        Unauthorized,
        WaitTimeout,
    )

_HOMES = {
    "ALL_LEADS": "_selection",
    "AsyncBulk": "_bulk",
    "AsyncBulkAction": "_actions",
    "AsyncClose": "_async_client",
    "AsyncEvents": "_resources.events",
    "AsyncLeads": "_resources.leads",
    "AsyncListing": "_listing",
    "AsyncSequences": "_resources.sequences",
    "AsyncSmartViews": "_resources.smart_views",
    "AsyncSubscriptions": "_resources.subscriptions",
    "Bulk": "_bulk",
    "BulkAction": "_actions",
    "ClearCustomFieldFields": "_verbs.fields",
    "Close": "_client",
    "DeleteFields": "_verbs.fields",
    "EmailFields": "_verbs.fields",
    "Events": "_resources.events",
    "Leads": "_resources.leads",
    "Listing": "_listing",
    "OAuth": "_oauth",
    "OAuthTokens": "_oauth",
    "PauseFields": "_verbs.fields",
    "Preview": "_previewing",
    "Progress": "_progress",
    "Query": "_queries.nodes",
    "ReassignFields": "_verbs.fields",
    "Report": "_resources.report",
    "ReportRow": "_resources.report",
    "Response": "_options",
    "Sequences": "_resources.sequences",
    "SetCustomFieldFields": "_verbs.fields",
    "SetLeadStatusFields": "_verbs.fields",
    "SmartViews": "_resources.smart_views",
    "StepChange": "_resources.fields",
    "SubscribeFields": "_verbs.fields",
    "Subscriptions": "_resources.subscriptions",
    "UNSET": "_unset",
    "contact": "_queries.fields",
    "lead": "_queries.fields",
    "smart_view": "_selection",
}

__all__ = [
    "ALL_LEADS",
    "UNSET",
    "ActionError",
    "ActionFailed",
    "ActionStalled",
    "ApiError",
    "AsyncBulk",
    "AsyncBulkAction",
    "AsyncClose",
    "AsyncEvents",
    "AsyncLeads",
    "AsyncListing",
    "AsyncSequences",
    "AsyncSmartViews",
    "AsyncSubscriptions",
    "BadRequest",
    "BadResponse",
    "Bulk",
    "BulkAction",
    "CallError",
    "CallTimeout",
    "ChangesFailed",
    "ClearCustomFieldFields",
    "Close",
    "CloseError",
    "ConfigurationError",
    "CountDiffers",
    "DeleteFields",
    "EmailFields",
    "Events",
    "Forbidden",
    "InvalidRequest",
    "Leads",
    "ListChanged",
    "Listing",
    "NotFound",
    "OAuth",
    "OAuthTokens",
    "OutcomeUnknown",
    "PauseFields",
    "PlanLimit",
    "Preview",
    "Problem",
    "Progress",
    "Query",
    "RateLimited",
    "ReassignFields",
    "Report",
    "ReportRow",
    "RequestSummary",
    "Response",
    "SearchLimit",
    "Sequences",
    "ServerError",
    "SetCustomFieldFields",
    "SetLeadStatusFields",
    "SignInError",
    "SkipLimit",
    "SmartViews",
    "StepChange",
    "StepsWouldBeRemoved",
    "SubscribeFields",
    "Subscriptions",
    "TokensNotStored",
    "TransportError",
    "Unauthorized",
    "WaitTimeout",
    "contact",
    "lead",
    "smart_view",
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
