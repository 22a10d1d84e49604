from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.bulk_edit_action import BulkEditAction
from ...models.clear_activity_custom_field_request import (
    ClearActivityCustomFieldRequest,
)
from ...models.clear_contact_custom_field_request import ClearContactCustomFieldRequest
from ...models.clear_custom_field_request import ClearCustomFieldRequest
from ...models.clear_custom_object_custom_field_request import (
    ClearCustomObjectCustomFieldRequest,
)
from ...models.clear_global_custom_field_request import ClearGlobalCustomFieldRequest
from ...models.clear_opportunity_custom_field_request import (
    ClearOpportunityCustomFieldRequest,
)
from ...models.error_body import ErrorBody
from ...models.set_activity_custom_field_request import SetActivityCustomFieldRequest
from ...models.set_contact_custom_field_request import SetContactCustomFieldRequest
from ...models.set_custom_field_request import SetCustomFieldRequest
from ...models.set_custom_object_custom_field_request import (
    SetCustomObjectCustomFieldRequest,
)
from ...models.set_global_custom_field_request import SetGlobalCustomFieldRequest
from ...models.set_lead_status_request import SetLeadStatusRequest
from ...models.set_opportunity_custom_field_request import (
    SetOpportunityCustomFieldRequest,
)
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: ClearActivityCustomFieldRequest
    | ClearContactCustomFieldRequest
    | ClearCustomFieldRequest
    | ClearCustomObjectCustomFieldRequest
    | ClearGlobalCustomFieldRequest
    | ClearOpportunityCustomFieldRequest
    | SetActivityCustomFieldRequest
    | SetContactCustomFieldRequest
    | SetCustomFieldRequest
    | SetCustomObjectCustomFieldRequest
    | SetGlobalCustomFieldRequest
    | SetLeadStatusRequest
    | SetOpportunityCustomFieldRequest,
    x_tz_offset: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(x_tz_offset, Unset):
        headers["x-tz-offset"] = x_tz_offset

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/bulk_action/edit/",
    }

    if isinstance(body, SetLeadStatusRequest):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, SetCustomFieldRequest):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, SetContactCustomFieldRequest):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, SetActivityCustomFieldRequest):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, SetGlobalCustomFieldRequest):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, SetOpportunityCustomFieldRequest):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, SetCustomObjectCustomFieldRequest):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, ClearCustomFieldRequest):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, ClearContactCustomFieldRequest):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, ClearActivityCustomFieldRequest):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, ClearGlobalCustomFieldRequest):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, ClearOpportunityCustomFieldRequest):
        _kwargs["json"] = body.to_dict()
    else:
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> BulkEditAction | ErrorBody | None:
    if response.status_code == 200:
        response_200 = BulkEditAction.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = ErrorBody.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = ErrorBody.from_dict(response.json())

        return response_401

    if response.status_code == 402:
        response_402 = ErrorBody.from_dict(response.json())

        return response_402

    if response.status_code == 403:
        response_403 = ErrorBody.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = ErrorBody.from_dict(response.json())

        return response_404

    if response.status_code == 405:
        response_405 = ErrorBody.from_dict(response.json())

        return response_405

    if response.status_code == 415:
        response_415 = ErrorBody.from_dict(response.json())

        return response_415

    if response.status_code == 429:
        response_429 = ErrorBody.from_dict(response.json())

        return response_429

    if 500 <= response.status_code <= 599:
        response_5xx = ErrorBody.from_dict(response.json())

        return response_5xx

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[BulkEditAction | ErrorBody]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: ClearActivityCustomFieldRequest
    | ClearContactCustomFieldRequest
    | ClearCustomFieldRequest
    | ClearCustomObjectCustomFieldRequest
    | ClearGlobalCustomFieldRequest
    | ClearOpportunityCustomFieldRequest
    | SetActivityCustomFieldRequest
    | SetContactCustomFieldRequest
    | SetCustomFieldRequest
    | SetCustomObjectCustomFieldRequest
    | SetGlobalCustomFieldRequest
    | SetLeadStatusRequest
    | SetOpportunityCustomFieldRequest,
    x_tz_offset: str | Unset = UNSET,
) -> Response[BulkEditAction | ErrorBody]:
    """Edit the selected leads

    Args:
        x_tz_offset (str | Unset):
        body (ClearActivityCustomFieldRequest | ClearContactCustomFieldRequest |
            ClearCustomFieldRequest | ClearCustomObjectCustomFieldRequest |
            ClearGlobalCustomFieldRequest | ClearOpportunityCustomFieldRequest |
            SetActivityCustomFieldRequest | SetContactCustomFieldRequest | SetCustomFieldRequest |
            SetCustomObjectCustomFieldRequest | SetGlobalCustomFieldRequest | SetLeadStatusRequest |
            SetOpportunityCustomFieldRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BulkEditAction | ErrorBody]
    """

    kwargs = _get_kwargs(
        body=body,
        x_tz_offset=x_tz_offset,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: ClearActivityCustomFieldRequest
    | ClearContactCustomFieldRequest
    | ClearCustomFieldRequest
    | ClearCustomObjectCustomFieldRequest
    | ClearGlobalCustomFieldRequest
    | ClearOpportunityCustomFieldRequest
    | SetActivityCustomFieldRequest
    | SetContactCustomFieldRequest
    | SetCustomFieldRequest
    | SetCustomObjectCustomFieldRequest
    | SetGlobalCustomFieldRequest
    | SetLeadStatusRequest
    | SetOpportunityCustomFieldRequest,
    x_tz_offset: str | Unset = UNSET,
) -> BulkEditAction | ErrorBody | None:
    """Edit the selected leads

    Args:
        x_tz_offset (str | Unset):
        body (ClearActivityCustomFieldRequest | ClearContactCustomFieldRequest |
            ClearCustomFieldRequest | ClearCustomObjectCustomFieldRequest |
            ClearGlobalCustomFieldRequest | ClearOpportunityCustomFieldRequest |
            SetActivityCustomFieldRequest | SetContactCustomFieldRequest | SetCustomFieldRequest |
            SetCustomObjectCustomFieldRequest | SetGlobalCustomFieldRequest | SetLeadStatusRequest |
            SetOpportunityCustomFieldRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BulkEditAction | ErrorBody
    """

    return sync_detailed(
        client=client,
        body=body,
        x_tz_offset=x_tz_offset,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: ClearActivityCustomFieldRequest
    | ClearContactCustomFieldRequest
    | ClearCustomFieldRequest
    | ClearCustomObjectCustomFieldRequest
    | ClearGlobalCustomFieldRequest
    | ClearOpportunityCustomFieldRequest
    | SetActivityCustomFieldRequest
    | SetContactCustomFieldRequest
    | SetCustomFieldRequest
    | SetCustomObjectCustomFieldRequest
    | SetGlobalCustomFieldRequest
    | SetLeadStatusRequest
    | SetOpportunityCustomFieldRequest,
    x_tz_offset: str | Unset = UNSET,
) -> Response[BulkEditAction | ErrorBody]:
    """Edit the selected leads

    Args:
        x_tz_offset (str | Unset):
        body (ClearActivityCustomFieldRequest | ClearContactCustomFieldRequest |
            ClearCustomFieldRequest | ClearCustomObjectCustomFieldRequest |
            ClearGlobalCustomFieldRequest | ClearOpportunityCustomFieldRequest |
            SetActivityCustomFieldRequest | SetContactCustomFieldRequest | SetCustomFieldRequest |
            SetCustomObjectCustomFieldRequest | SetGlobalCustomFieldRequest | SetLeadStatusRequest |
            SetOpportunityCustomFieldRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BulkEditAction | ErrorBody]
    """

    kwargs = _get_kwargs(
        body=body,
        x_tz_offset=x_tz_offset,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: ClearActivityCustomFieldRequest
    | ClearContactCustomFieldRequest
    | ClearCustomFieldRequest
    | ClearCustomObjectCustomFieldRequest
    | ClearGlobalCustomFieldRequest
    | ClearOpportunityCustomFieldRequest
    | SetActivityCustomFieldRequest
    | SetContactCustomFieldRequest
    | SetCustomFieldRequest
    | SetCustomObjectCustomFieldRequest
    | SetGlobalCustomFieldRequest
    | SetLeadStatusRequest
    | SetOpportunityCustomFieldRequest,
    x_tz_offset: str | Unset = UNSET,
) -> BulkEditAction | ErrorBody | None:
    """Edit the selected leads

    Args:
        x_tz_offset (str | Unset):
        body (ClearActivityCustomFieldRequest | ClearContactCustomFieldRequest |
            ClearCustomFieldRequest | ClearCustomObjectCustomFieldRequest |
            ClearGlobalCustomFieldRequest | ClearOpportunityCustomFieldRequest |
            SetActivityCustomFieldRequest | SetContactCustomFieldRequest | SetCustomFieldRequest |
            SetCustomObjectCustomFieldRequest | SetGlobalCustomFieldRequest | SetLeadStatusRequest |
            SetOpportunityCustomFieldRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BulkEditAction | ErrorBody
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            x_tz_offset=x_tz_offset,
        )
    ).parsed
