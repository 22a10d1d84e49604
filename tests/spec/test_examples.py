"""The vendor's own examples: valid, parsed, and written again without losing a key."""

from collections.abc import Callable
from typing import Any

import pytest

from close_api_client.models import (
    BulkSequenceSubscriptionAction,
    SequenceSubscriptionPage,
    SubscribeRequest,
)

ANSWERS: dict[str, type[BulkSequenceSubscriptionAction | SequenceSubscriptionPage]] = {
    "seed_000_response": BulkSequenceSubscriptionAction,
    "seed_001_response": BulkSequenceSubscriptionAction,
    "seed_003_response": SequenceSubscriptionPage,
}

Accepts = Callable[[str, object], bool]
Example = Callable[[str], Any]


@pytest.mark.parametrize("name", ANSWERS)
def test_example_answer_is_valid(accepts: Accepts, example: Example, name: str) -> None:
    """The contract accepts what the vendor shows as its answer."""
    assert accepts(ANSWERS[name].__name__, example(name))


@pytest.mark.parametrize("name", ANSWERS)
def test_example_answer_survives_the_models(example: Example, name: str) -> None:
    """Parsed and written again, an answer has every key and value that it had."""
    answer = example(name)
    assert ANSWERS[name].from_dict(example(name)).to_dict() == answer


@pytest.mark.parametrize("member", ["action_type", "contact_preference", "status"])
def test_unknown_enum_value_survives_the_models(example: Example, member: str) -> None:
    """A value newer than this release is a plain string, and is kept."""
    answer = {**example("seed_000_response"), member: "newer_than_us"}
    parsed = BulkSequenceSubscriptionAction.from_dict(answer)
    assert getattr(parsed, member) == "newer_than_us"
    assert parsed.to_dict() == answer


@pytest.mark.parametrize(
    "member", ["contact_preference", "status", "s_query", "sort", "date_created"]
)
def test_null_survives_the_models(example: Example, member: str) -> None:
    """A null where the vendor allows one, or may send one, is kept as null."""
    answer = {**example("seed_000_response"), member: None}
    assert BulkSequenceSubscriptionAction.from_dict(answer).to_dict() == answer


def test_unknown_keys_survive_the_models(example: Example) -> None:
    """Members that we do not know are kept, in the answer, in a page and in its items."""
    answer = {**example("seed_001_response"), "new": {"deep": [1, None]}}
    assert BulkSequenceSubscriptionAction.from_dict(answer).to_dict() == answer
    page = {**example("seed_003_response"), "total": 1}
    page["data"] = [{**item, "new": True, "status": "newer_than_us"} for item in page["data"]]
    assert SequenceSubscriptionPage.from_dict(page).to_dict() == page


def test_example_request_is_valid_and_survives_the_models(
    accepts: Accepts, example: Example
) -> None:
    """The body of the vendor's curl command is a SubscribeRequest, to the last key."""
    body = example("seed_000_request")
    assert accepts("SubscribeRequest", body)
    assert accepts("BulkSequenceSubscriptionRequest", body)
    assert SubscribeRequest.from_dict(example("seed_000_request")).to_dict() == body
