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
    body: _models.PauseRequest | _models.ReassignRequest | _models.ResumeFinishedRequest | _models.ResumeRequest | _models.SubscribeRequest,
    x_tz_offset: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(x_tz_offset, Unset):
        headers["x-tz-offset"] = x_tz_offset

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/bulk_action/sequence_subscription/",
    }

    if isinstance(body, _models.SubscribeRequest):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, _models.PauseRequest):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, _models.ResumeRequest):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, _models.ResumeFinishedRequest):
        _kwargs["json"] = body.to_dict()
    else:
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
    *,
    client: AuthenticatedClient | Client,
    body: _models.PauseRequest | _models.ReassignRequest | _models.ResumeFinishedRequest | _models.ResumeRequest | _models.SubscribeRequest,
    x_tz_offset: str | Unset = UNSET,
) -> Response[_models.BulkSequenceSubscriptionAction | _models.ErrorBody]:
    """Initiate a new bulk sequence subscription

     `action_type` must be one of:

    - `subscribe` to create a new sequence subscription for contacts that have never received the given
    sequence.
    - `resume` to resume any paused sequence subscriptions for the given sequence or all sequences if
    `sequence_id` is not provided.
    - `resume_finished` to resume any finished sequence subscriptions for the given sequence or all
    sequences if `sequence_id` is not provided.
    - `pause` to pause any active sequence subscriptions for the given sequence or all sequences if
    `sequence_id` is not provided.

    `sequence_id`, `sender_account_id`, `sender_name`, `sender_email` and `contact_preference` are
    required if `action_type` is `subscribe`.

    `contact_preference` can be set to:

    - `lead` to only subscribe the primary/first contact email of the lead.
    - `contact` to subscribe the primary email of each contact of the lead.

    Args:
        x_tz_offset (str | Unset):
        body (PauseRequest | ReassignRequest | ResumeFinishedRequest | ResumeRequest |
            SubscribeRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BulkSequenceSubscriptionAction | ErrorBody]
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
    body: _models.PauseRequest | _models.ReassignRequest | _models.ResumeFinishedRequest | _models.ResumeRequest | _models.SubscribeRequest,
    x_tz_offset: str | Unset = UNSET,
) -> _models.BulkSequenceSubscriptionAction | _models.ErrorBody | None:
    """Initiate a new bulk sequence subscription

     `action_type` must be one of:

    - `subscribe` to create a new sequence subscription for contacts that have never received the given
    sequence.
    - `resume` to resume any paused sequence subscriptions for the given sequence or all sequences if
    `sequence_id` is not provided.
    - `resume_finished` to resume any finished sequence subscriptions for the given sequence or all
    sequences if `sequence_id` is not provided.
    - `pause` to pause any active sequence subscriptions for the given sequence or all sequences if
    `sequence_id` is not provided.

    `sequence_id`, `sender_account_id`, `sender_name`, `sender_email` and `contact_preference` are
    required if `action_type` is `subscribe`.

    `contact_preference` can be set to:

    - `lead` to only subscribe the primary/first contact email of the lead.
    - `contact` to subscribe the primary email of each contact of the lead.

    Args:
        x_tz_offset (str | Unset):
        body (PauseRequest | ReassignRequest | ResumeFinishedRequest | ResumeRequest |
            SubscribeRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BulkSequenceSubscriptionAction | ErrorBody
    """

    return sync_detailed(
        client=client,
        body=body,
        x_tz_offset=x_tz_offset,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: _models.PauseRequest | _models.ReassignRequest | _models.ResumeFinishedRequest | _models.ResumeRequest | _models.SubscribeRequest,
    x_tz_offset: str | Unset = UNSET,
) -> Response[_models.BulkSequenceSubscriptionAction | _models.ErrorBody]:
    """Initiate a new bulk sequence subscription

     `action_type` must be one of:

    - `subscribe` to create a new sequence subscription for contacts that have never received the given
    sequence.
    - `resume` to resume any paused sequence subscriptions for the given sequence or all sequences if
    `sequence_id` is not provided.
    - `resume_finished` to resume any finished sequence subscriptions for the given sequence or all
    sequences if `sequence_id` is not provided.
    - `pause` to pause any active sequence subscriptions for the given sequence or all sequences if
    `sequence_id` is not provided.

    `sequence_id`, `sender_account_id`, `sender_name`, `sender_email` and `contact_preference` are
    required if `action_type` is `subscribe`.

    `contact_preference` can be set to:

    - `lead` to only subscribe the primary/first contact email of the lead.
    - `contact` to subscribe the primary email of each contact of the lead.

    Args:
        x_tz_offset (str | Unset):
        body (PauseRequest | ReassignRequest | ResumeFinishedRequest | ResumeRequest |
            SubscribeRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BulkSequenceSubscriptionAction | ErrorBody]
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
    body: _models.PauseRequest | _models.ReassignRequest | _models.ResumeFinishedRequest | _models.ResumeRequest | _models.SubscribeRequest,
    x_tz_offset: str | Unset = UNSET,
) -> _models.BulkSequenceSubscriptionAction | _models.ErrorBody | None:
    """Initiate a new bulk sequence subscription

     `action_type` must be one of:

    - `subscribe` to create a new sequence subscription for contacts that have never received the given
    sequence.
    - `resume` to resume any paused sequence subscriptions for the given sequence or all sequences if
    `sequence_id` is not provided.
    - `resume_finished` to resume any finished sequence subscriptions for the given sequence or all
    sequences if `sequence_id` is not provided.
    - `pause` to pause any active sequence subscriptions for the given sequence or all sequences if
    `sequence_id` is not provided.

    `sequence_id`, `sender_account_id`, `sender_name`, `sender_email` and `contact_preference` are
    required if `action_type` is `subscribe`.

    `contact_preference` can be set to:

    - `lead` to only subscribe the primary/first contact email of the lead.
    - `contact` to subscribe the primary email of each contact of the lead.

    Args:
        x_tz_offset (str | Unset):
        body (PauseRequest | ReassignRequest | ResumeFinishedRequest | ResumeRequest |
            SubscribeRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BulkSequenceSubscriptionAction | ErrorBody
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            x_tz_offset=x_tz_offset,
        )
    ).parsed
