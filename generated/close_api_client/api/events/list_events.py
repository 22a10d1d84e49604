from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from ... import errors
from ... import models as _models
from ...types import UNSET, Response, Unset

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client


def _get_kwargs(
    *,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    object_type: str | Unset = UNSET,
    object_id: str | Unset = UNSET,
    action: str | Unset = UNSET,
    lead_id: str | Unset = UNSET,
    user_id: str | Unset = UNSET,
    request_id: str | Unset = UNSET,
    date_updated_gt: str | Unset = UNSET,
    date_updated_gte: str | Unset = UNSET,
    date_updated_lt: str | Unset = UNSET,
    date_updated_lte: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["_limit"] = limit

    params["_cursor"] = cursor

    params["object_type"] = object_type

    params["object_id"] = object_id

    params["action"] = action

    params["lead_id"] = lead_id

    params["user_id"] = user_id

    params["request_id"] = request_id

    params["date_updated__gt"] = date_updated_gt

    params["date_updated__gte"] = date_updated_gte

    params["date_updated__lt"] = date_updated_lt

    params["date_updated__lte"] = date_updated_lte

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/event/",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> _models.ErrorBody | _models.EventPage | None:
    if response.status_code == 200:
        response_200 = _models.EventPage.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = _models.ErrorBody.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = _models.ErrorBody.from_dict(response.json())

        return response_401

    if response.status_code == 402:
        response_402 = _models.ErrorBody.from_dict(response.json())

        return response_402

    if response.status_code == 403:
        response_403 = _models.ErrorBody.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = _models.ErrorBody.from_dict(response.json())

        return response_404

    if response.status_code == 405:
        response_405 = _models.ErrorBody.from_dict(response.json())

        return response_405

    if response.status_code == 415:
        response_415 = _models.ErrorBody.from_dict(response.json())

        return response_415

    if response.status_code == 429:
        response_429 = _models.ErrorBody.from_dict(response.json())

        return response_429

    if 500 <= response.status_code <= 599:
        response_5xx = _models.ErrorBody.from_dict(response.json())

        return response_5xx

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[_models.ErrorBody | _models.EventPage]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    object_type: str | Unset = UNSET,
    object_id: str | Unset = UNSET,
    action: str | Unset = UNSET,
    lead_id: str | Unset = UNSET,
    user_id: str | Unset = UNSET,
    request_id: str | Unset = UNSET,
    date_updated_gt: str | Unset = UNSET,
    date_updated_gte: str | Unset = UNSET,
    date_updated_lt: str | Unset = UNSET,
    date_updated_lte: str | Unset = UNSET,
) -> Response[_models.ErrorBody | _models.EventPage]:
    """List events of the last 30 days, the newest first

     Not all filters go together. Documented are object_type with object_id or with action, object_id
    with action, lead_id with object_type, the same with action or with user_id, and user_id with
    object_type and action; bounds of date_updated go with each.

    Args:
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        object_type (str | Unset):
        object_id (str | Unset):
        action (str | Unset):
        lead_id (str | Unset):
        user_id (str | Unset):
        request_id (str | Unset):
        date_updated_gt (str | Unset):
        date_updated_gte (str | Unset):
        date_updated_lt (str | Unset):
        date_updated_lte (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | EventPage]
    """

    kwargs = _get_kwargs(
        limit=limit,
        cursor=cursor,
        object_type=object_type,
        object_id=object_id,
        action=action,
        lead_id=lead_id,
        user_id=user_id,
        request_id=request_id,
        date_updated_gt=date_updated_gt,
        date_updated_gte=date_updated_gte,
        date_updated_lt=date_updated_lt,
        date_updated_lte=date_updated_lte,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    object_type: str | Unset = UNSET,
    object_id: str | Unset = UNSET,
    action: str | Unset = UNSET,
    lead_id: str | Unset = UNSET,
    user_id: str | Unset = UNSET,
    request_id: str | Unset = UNSET,
    date_updated_gt: str | Unset = UNSET,
    date_updated_gte: str | Unset = UNSET,
    date_updated_lt: str | Unset = UNSET,
    date_updated_lte: str | Unset = UNSET,
) -> _models.ErrorBody | _models.EventPage | None:
    """List events of the last 30 days, the newest first

     Not all filters go together. Documented are object_type with object_id or with action, object_id
    with action, lead_id with object_type, the same with action or with user_id, and user_id with
    object_type and action; bounds of date_updated go with each.

    Args:
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        object_type (str | Unset):
        object_id (str | Unset):
        action (str | Unset):
        lead_id (str | Unset):
        user_id (str | Unset):
        request_id (str | Unset):
        date_updated_gt (str | Unset):
        date_updated_gte (str | Unset):
        date_updated_lt (str | Unset):
        date_updated_lte (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | EventPage
    """

    return sync_detailed(
        client=client,
        limit=limit,
        cursor=cursor,
        object_type=object_type,
        object_id=object_id,
        action=action,
        lead_id=lead_id,
        user_id=user_id,
        request_id=request_id,
        date_updated_gt=date_updated_gt,
        date_updated_gte=date_updated_gte,
        date_updated_lt=date_updated_lt,
        date_updated_lte=date_updated_lte,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    object_type: str | Unset = UNSET,
    object_id: str | Unset = UNSET,
    action: str | Unset = UNSET,
    lead_id: str | Unset = UNSET,
    user_id: str | Unset = UNSET,
    request_id: str | Unset = UNSET,
    date_updated_gt: str | Unset = UNSET,
    date_updated_gte: str | Unset = UNSET,
    date_updated_lt: str | Unset = UNSET,
    date_updated_lte: str | Unset = UNSET,
) -> Response[_models.ErrorBody | _models.EventPage]:
    """List events of the last 30 days, the newest first

     Not all filters go together. Documented are object_type with object_id or with action, object_id
    with action, lead_id with object_type, the same with action or with user_id, and user_id with
    object_type and action; bounds of date_updated go with each.

    Args:
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        object_type (str | Unset):
        object_id (str | Unset):
        action (str | Unset):
        lead_id (str | Unset):
        user_id (str | Unset):
        request_id (str | Unset):
        date_updated_gt (str | Unset):
        date_updated_gte (str | Unset):
        date_updated_lt (str | Unset):
        date_updated_lte (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorBody | EventPage]
    """

    kwargs = _get_kwargs(
        limit=limit,
        cursor=cursor,
        object_type=object_type,
        object_id=object_id,
        action=action,
        lead_id=lead_id,
        user_id=user_id,
        request_id=request_id,
        date_updated_gt=date_updated_gt,
        date_updated_gte=date_updated_gte,
        date_updated_lt=date_updated_lt,
        date_updated_lte=date_updated_lte,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = 50,
    cursor: str | Unset = UNSET,
    object_type: str | Unset = UNSET,
    object_id: str | Unset = UNSET,
    action: str | Unset = UNSET,
    lead_id: str | Unset = UNSET,
    user_id: str | Unset = UNSET,
    request_id: str | Unset = UNSET,
    date_updated_gt: str | Unset = UNSET,
    date_updated_gte: str | Unset = UNSET,
    date_updated_lt: str | Unset = UNSET,
    date_updated_lte: str | Unset = UNSET,
) -> _models.ErrorBody | _models.EventPage | None:
    """List events of the last 30 days, the newest first

     Not all filters go together. Documented are object_type with object_id or with action, object_id
    with action, lead_id with object_type, the same with action or with user_id, and user_id with
    object_type and action; bounds of date_updated go with each.

    Args:
        limit (int | Unset):  Default: 50.
        cursor (str | Unset):
        object_type (str | Unset):
        object_id (str | Unset):
        action (str | Unset):
        lead_id (str | Unset):
        user_id (str | Unset):
        request_id (str | Unset):
        date_updated_gt (str | Unset):
        date_updated_gte (str | Unset):
        date_updated_lt (str | Unset):
        date_updated_lte (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorBody | EventPage
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            cursor=cursor,
            object_type=object_type,
            object_id=object_id,
            action=action,
            lead_id=lead_id,
            user_id=user_id,
            request_id=request_id,
            date_updated_gt=date_updated_gt,
            date_updated_gte=date_updated_gte,
            date_updated_lt=date_updated_lt,
            date_updated_lte=date_updated_lte,
        )
    ).parsed
