from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ... import errors
from ... import models as _models
from ...types import Response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client


def _get_kwargs(
    id: str,
    *,
    body: _models.BulkActionStatusChange,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/bulk_action/sequence_subscription/{id}/".format(
            id=quote(str(id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> _models.BulkSequenceSubscriptionAction | _models.ErrorBody | None:
    if response.status_code == 200:
        response_200 = _models.BulkSequenceSubscriptionAction.from_dict(response.json())

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
) -> Response[_models.BulkSequenceSubscriptionAction | _models.ErrorBody]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    body: _models.BulkActionStatusChange,
) -> Response[_models.BulkSequenceSubscriptionAction | _models.ErrorBody]:
    """Pause or resume a bulk sequence subscription

     Inferred. The vendor documents the body and nowhere the method or the path.

    Args:
        id (str):
        body (BulkActionStatusChange): `paused` stops a bulk action that is running; `resuming`
            takes it up again, at most seven days later.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BulkSequenceSubscriptionAction | ErrorBody]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    body: _models.BulkActionStatusChange,
) -> _models.BulkSequenceSubscriptionAction | _models.ErrorBody | None:
    """Pause or resume a bulk sequence subscription

     Inferred. The vendor documents the body and nowhere the method or the path.

    Args:
        id (str):
        body (BulkActionStatusChange): `paused` stops a bulk action that is running; `resuming`
            takes it up again, at most seven days later.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BulkSequenceSubscriptionAction | ErrorBody
    """

    return sync_detailed(
        id=id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    body: _models.BulkActionStatusChange,
) -> Response[_models.BulkSequenceSubscriptionAction | _models.ErrorBody]:
    """Pause or resume a bulk sequence subscription

     Inferred. The vendor documents the body and nowhere the method or the path.

    Args:
        id (str):
        body (BulkActionStatusChange): `paused` stops a bulk action that is running; `resuming`
            takes it up again, at most seven days later.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BulkSequenceSubscriptionAction | ErrorBody]
    """

    kwargs = _get_kwargs(
        id=id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    id: str,
    *,
    client: AuthenticatedClient | Client,
    body: _models.BulkActionStatusChange,
) -> _models.BulkSequenceSubscriptionAction | _models.ErrorBody | None:
    """Pause or resume a bulk sequence subscription

     Inferred. The vendor documents the body and nowhere the method or the path.

    Args:
        id (str):
        body (BulkActionStatusChange): `paused` stops a bulk action that is running; `resuming`
            takes it up again, at most seven days later.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BulkSequenceSubscriptionAction | ErrorBody
    """

    return (
        await asyncio_detailed(
            id=id,
            client=client,
            body=body,
        )
    ).parsed
