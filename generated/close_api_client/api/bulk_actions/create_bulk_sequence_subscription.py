from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.bulk_sequence_subscription_action import BulkSequenceSubscriptionAction
from ...models.error_body import ErrorBody
from ...models.pause_request import PauseRequest
from ...models.reassign_request import ReassignRequest
from ...models.resume_finished_request import ResumeFinishedRequest
from ...models.resume_request import ResumeRequest
from ...models.subscribe_request import SubscribeRequest
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: PauseRequest | ReassignRequest | ResumeFinishedRequest | ResumeRequest | SubscribeRequest,
    x_tz_offset: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(x_tz_offset, Unset):
        headers["x-tz-offset"] = x_tz_offset

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/bulk_action/sequence_subscription/",
    }

    if isinstance(body, SubscribeRequest):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, PauseRequest):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, ResumeRequest):
        _kwargs["json"] = body.to_dict()
    elif isinstance(body, ResumeFinishedRequest):
        _kwargs["json"] = body.to_dict()
    else:
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> BulkSequenceSubscriptionAction | ErrorBody | None:
    if response.status_code == 200:
        response_200 = BulkSequenceSubscriptionAction.from_dict(response.json())

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
) -> Response[BulkSequenceSubscriptionAction | ErrorBody]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: PauseRequest | ReassignRequest | ResumeFinishedRequest | ResumeRequest | SubscribeRequest,
    x_tz_offset: str | Unset = UNSET,
) -> Response[BulkSequenceSubscriptionAction | ErrorBody]:
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
    body: PauseRequest | ReassignRequest | ResumeFinishedRequest | ResumeRequest | SubscribeRequest,
    x_tz_offset: str | Unset = UNSET,
) -> BulkSequenceSubscriptionAction | ErrorBody | None:
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
    body: PauseRequest | ReassignRequest | ResumeFinishedRequest | ResumeRequest | SubscribeRequest,
    x_tz_offset: str | Unset = UNSET,
) -> Response[BulkSequenceSubscriptionAction | ErrorBody]:
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
    body: PauseRequest | ReassignRequest | ResumeFinishedRequest | ResumeRequest | SubscribeRequest,
    x_tz_offset: str | Unset = UNSET,
) -> BulkSequenceSubscriptionAction | ErrorBody | None:
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
