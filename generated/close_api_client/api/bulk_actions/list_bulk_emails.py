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
    limit: int | Unset = 100,
    skip: int | Unset = 0,
    fields: str | Unset = UNSET,
    template_id: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["_limit"] = limit

    params["_skip"] = skip

    params["_fields"] = fields

    params["template_id"] = template_id

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/bulk_action/email/",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> _models.BulkEmailPage | _models.ErrorBody | None:
    if response.status_code == 200:
        response_200 = _models.BulkEmailPage.from_dict(response.json())

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
) -> Response[_models.BulkEmailPage | _models.ErrorBody]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = 100,
    skip: int | Unset = 0,
    fields: str | Unset = UNSET,
    template_id: str | Unset = UNSET,
) -> Response[_models.BulkEmailPage | _models.ErrorBody]:
    """List bulk emails

    Args:
        limit (int | Unset):  Default: 100.
        skip (int | Unset):  Default: 0.
        fields (str | Unset):
        template_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BulkEmailPage | ErrorBody]
    """

    kwargs = _get_kwargs(
        limit=limit,
        skip=skip,
        fields=fields,
        template_id=template_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = 100,
    skip: int | Unset = 0,
    fields: str | Unset = UNSET,
    template_id: str | Unset = UNSET,
) -> _models.BulkEmailPage | _models.ErrorBody | None:
    """List bulk emails

    Args:
        limit (int | Unset):  Default: 100.
        skip (int | Unset):  Default: 0.
        fields (str | Unset):
        template_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BulkEmailPage | ErrorBody
    """

    return sync_detailed(
        client=client,
        limit=limit,
        skip=skip,
        fields=fields,
        template_id=template_id,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = 100,
    skip: int | Unset = 0,
    fields: str | Unset = UNSET,
    template_id: str | Unset = UNSET,
) -> Response[_models.BulkEmailPage | _models.ErrorBody]:
    """List bulk emails

    Args:
        limit (int | Unset):  Default: 100.
        skip (int | Unset):  Default: 0.
        fields (str | Unset):
        template_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BulkEmailPage | ErrorBody]
    """

    kwargs = _get_kwargs(
        limit=limit,
        skip=skip,
        fields=fields,
        template_id=template_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    limit: int | Unset = 100,
    skip: int | Unset = 0,
    fields: str | Unset = UNSET,
    template_id: str | Unset = UNSET,
) -> _models.BulkEmailPage | _models.ErrorBody | None:
    """List bulk emails

    Args:
        limit (int | Unset):  Default: 100.
        skip (int | Unset):  Default: 0.
        fields (str | Unset):
        template_id (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BulkEmailPage | ErrorBody
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            skip=skip,
            fields=fields,
            template_id=template_id,
        )
    ).parsed
